// Several windows, a preview that goes and comes back, and editions of another time.
import { check, same } from "./bench.mjs";

const SEALS = "/news/2026/11/harbour-seals/";
const SEALS_FILE = "content/news/2026/harbour-seals.md";
const BASE = "themes/broadsheet/templates/base.html";
const EMBARGOED = "/harbour/2031/05/dry-dock-centenary/";
const LATER = "2031-05-06T06:01";

export const tests = {
  "only the window whose page changed is loaded anew; a template changes all": async (bench) => {
    const site = await bench.site();
    const seals = await bench.open(site, SEALS);
    const about = await bench.open(site, "/about/");
    await Promise.all([seals.mark(), about.mark()]);
    await site.change(SEALS_FILE, "for forty minutes", "for fifty minutes");
    await seals.reloaded("for fifty minutes");
    check(await about.isMarked(), "the other window was loaded anew");
    await seals.mark();
    await site.change("content/about.md", "We are fourteen journalists", "We are fifteen journalists");
    await about.reloaded("We are fifteen journalists");
    check(await seals.isMarked(), "the first window was loaded anew");
    await about.mark();
    await site.change(BASE, "</main>", "<p>all at once</p></main>");
    await Promise.all([seals.reloaded("all at once"), about.reloaded("all at once")]);
    // In all, as often as each had something new: it would have come before what came later.
    await Promise.all([seals.loaded(3), about.loaded(3)]);
  },

  "a headline changes every page that tells it": async (bench) => {
    const site = await bench.site();
    const windows = [];
    for (const path of ["/", "/news/", "/latest/", SEALS, "/tags/wildlife/", "/archive/2026/11/"]) windows.push(await bench.open(site, path));
    await Promise.all(windows.map((one) => one.mark()));
    await site.change(SEALS_FILE, "Two seals released", "Three seals released");
    await Promise.all(windows.map((one) => one.reloaded("Three seals released off Kettle Point")));
  },

  "eight windows of one browser are loaded anew at once": async (bench) => {
    const site = await bench.site();
    const paths = ["/", "/news/", "/about/", SEALS, "/search/", "/ar/", "/archive/", SEALS];
    const windows = [];
    for (const path of paths) windows.push(await bench.open(site, path));
    for (const text of ["eight at once", "and eight again"]) {
      await Promise.all(windows.map((one) => one.mark()));
      await site.change(BASE, "</main>", `<p>${text}</p></main>`);
      await Promise.all(windows.map((one) => one.reloaded(text)));
    }
    await Promise.all(windows.map((one) => one.loaded(3)));
  },

  "a preview that was ended and started again finds its windows": async (bench) => {
    const site = await bench.site();
    const seals = await bench.open(site, SEALS);
    const about = await bench.open(site, "/about/");
    await Promise.all([seals.mark(), about.mark()]);
    await site.stop("SIGKILL");
    await site.change(SEALS_FILE, "for forty minutes", "for fifty minutes");
    await site.start();
    await seals.reloaded("for fifty minutes");
    await about.until(() => about.connections > 1 && about.told.length > 1, "the window to be spoken to again");
    check(await about.isMarked(), "a page that didn't change was loaded anew");
    // Both listen again. Ended as by Ctrl-C, it lets them go.
    await seals.mark();
    await site.stop("SIGINT");
    await site.start();
    await site.change(BASE, "</main>", "<p>after two starts</p></main>");
    await Promise.all([seals.reloaded("after two starts"), about.reloaded("after two starts")]);
  },

  "?at= shows what is due then, and links lead on within that edition": async (bench) => {
    const site = await bench.site();
    same((await fetch(site.url + EMBARGOED)).status, 404, "the status of an embargoed story");
    const window = await bench.open(site, `/harbour/?at=${LATER}`);
    const link = window.page.locator(`main a[href='${EMBARGOED}']`).first();
    await link.click();
    await window.sees(() => location.pathname.startsWith("/harbour/2031/"), null, "the link doesn't lead to the story");
    same(new URL(window.page.url()).searchParams.get("at"), LATER, "the time after a click");
    same(await window.page.locator("h1").first().textContent(), "The dry dock at a hundred", "the story");
    // By keys, and on to a page that has nothing to do with it.
    await window.page.locator("header a[href='/sport/'], nav a[href='/sport/']").first().focus();
    await window.page.keyboard.press("Enter");
    await window.sees(() => location.pathname === "/sport/", null, "the link doesn't lead to the section");
    same(new URL(window.page.url()).searchParams.get("at"), LATER, "the time after a second click");
    await window.page.goBack();
    same(new URL(window.page.url()).pathname, EMBARGOED, "the page before");
    // The page of that time is live as well.
    const story = await bench.open(site, `${EMBARGOED}?at=${LATER}`);
    const now = await bench.open(site, EMBARGOED);
    same([story.answer.status(), now.answer.status()], [200, 404], "statuses then and now");
    await Promise.all([story.mark(), now.mark()]);
    await site.change("content/harbour/dry-dock-centenary.md", "for eleven minutes", "for twelve minutes");
    await story.reloaded("for twelve minutes");
    check(await now.isMarked(), "the page of now was loaded anew");
  },

  "?at=: a link to a place on the page stays on the page; one to another host is left alone": async (bench) => {
    const site = await bench.site();
    const window = await bench.open(site, `${EMBARGOED}?at=${LATER}`);
    await window.mark();
    const away = await window.page.evaluate(() => {
      const link = document.querySelector("a[href^='mailto:']") ?? document.querySelector("a[href^='https:']");
      const before = link.href;
      link.addEventListener("click", (event) => event.preventDefault());
      link.click();
      return [before, link.href];
    });
    same(away[1], away[0], "a link away");
    await window.page.evaluate(() => document.querySelector("a.skip").click());
    await window.sees(() => location.hash === "#main", null, "the link doesn't lead to its place");
    check(await window.isMarked(), "the page was loaded anew for a place on it");
  },

  "?at=: a link that is opened in a new tab is of that edition": async (bench) => {
    const site = await bench.site();
    for (const how of [{ modifiers: ["Control"] }, { button: "middle" }]) {
      const window = await bench.open(site, `/harbour/?at=${LATER}`);
      const link = window.page.locator(`main a[href='${EMBARGOED}']`).first();
      const [tab] = await Promise.all([window.page.context().waitForEvent("page"), link.click(how)]);
      await tab.waitForURL((url) => url.pathname === EMBARGOED);
      same(new URL(tab.url()).searchParams.get("at"), LATER, `the time in a tab opened by ${JSON.stringify(how)}`);
    }
  },

  "a page that was good in another edition isn't shown as the last good one of now": async (bench) => {
    const site = await bench.site();
    const now = await bench.open(site, "/harbour/");
    await bench.open(site, `/harbour/?at=${LATER}`);
    const section = "themes/broadsheet/templates/list.html";
    const good = await site.change(section, "{% block main -%}", "{% block main -%}{{ page.nothing.at.all }}");
    await now.over();
    const late = await bench.open(site, "/harbour/");
    await late.over();
    check(!(await late.page.content()).includes(EMBARGOED), "an embargoed story stands on the page of now");
    await site.write(section, good);
    await Promise.all([now.bare(), late.bare()]);
  },

  "two windows of one page, and one of its page of another time, swap a stylesheet without a reload": async (bench) => {
    const site = await bench.site();
    const windows = [];
    for (const path of ["/harbour/", "/harbour/", `/harbour/?at=${LATER}`]) windows.push(await bench.open(site, path));
    await Promise.all(windows.map((one) => one.mark()));
    const style = await site.read("themes/broadsheet/assets/style.css");
    await site.write("themes/broadsheet/assets/style.css", `${style}\nbody { background: rgb(1, 2, 3) }\n`);
    await Promise.all(windows.map((one) => one.sees(() => getComputedStyle(document.body).backgroundColor === "rgb(1, 2, 3)")));
    same(await Promise.all(windows.map((one) => one.isMarked())), [true, true, true], "windows that stayed");
  },

  "a page that a rule gives in the place of another is loaded once, and is live": async (bench) => {
    const site = await bench.site({ "static/_redirects": "/town/*  /about/  200\n/lost/*  /about/  404\n/old  /contact/  301\n" });
    for (const [path, status] of [["/town/hall/", 200], ["/lost/hall/", 404], ["/old", 200]]) {
      const window = await bench.open(site, path);
      same(window.answer.status(), status, `the status of ${path}`);
      // What is saved for all is seen here once another window has seen it.
      const other = await bench.open(site, "/contact/");
      await other.mark();
      await site.change(BASE, "</main>", `<p>anew ${path}</p></main>`);
      await other.reloaded(`anew ${path}`);
      await window.reloaded(`anew ${path}`);
      check(window.loads <= 2, `${path} was loaded ${window.loads} times for one save`);
      await other.page.close();
      await window.page.close();
    }
  },

  "back to a page that was changed meanwhile": async (bench) => {
    const site = await bench.site();
    const window = await bench.open(site, SEALS);
    await window.go(`${site.url}/about/`);
    await site.change(SEALS_FILE, "for forty minutes", "for fifty minutes");
    await window.page.goBack();
    await window.reloaded("for fifty minutes");
  },

  "a site below a path of its host": async (bench) => {
    const site = await bench.site();
    await site.stop();
    await site.start("--base-url", "https://example.org/beacon/");
    const root = new URL(site.url).origin;
    site.url = root;
    const seals = await bench.open(site, `/beacon${SEALS}`);
    const nothing = await bench.open(site, "/beacon/news/2026/11/a-bell/");
    same([seals.answer.status(), nothing.answer.status()], [200, 404], "statuses");
    await Promise.all([seals.mark(), nothing.mark()]);
    const style = await site.read("themes/broadsheet/assets/style.css");
    await site.write("themes/broadsheet/assets/style.css", `${style}\nbody { background: rgb(1, 2, 3) }\n`);
    await seals.sees(() => getComputedStyle(document.body).backgroundColor === "rgb(1, 2, 3)", null, "the style isn't swapped");
    check(await seals.isMarked(), "the page was loaded anew for a style");
    await site.change(SEALS_FILE, "for forty minutes", "for fifty minutes");
    await seals.reloaded("for fifty minutes");
    await site.write("content/news/2026/a-bell.md", "---\ntitle: A bell\ndate: 2026-11-20T10:00:00+02:00\n---\n\nIt rang at noon.\n");
    await nothing.reloaded("It rang at noon.");
  },
};
