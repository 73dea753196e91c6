// What lies over a page while something is wrong with it, and goes once that is mended.
import { check, same } from "./bench.mjs";

const SEALS = "/news/2026/11/harbour-seals/";
const SEALS_FILE = "content/news/2026/harbour-seals.md";
const BASE = "themes/broadsheet/templates/base.html";
const ARTICLE = "themes/broadsheet/templates/parts/opening.html";

export const tests = {
  "a broken article: what is wrong lies over its last good page, and goes once it is mended": async (bench) => {
    const site = await bench.site();
    const window = await bench.open(site, SEALS);
    await window.mark();
    // TOML: the quote that closes the headline is lost.
    const good = await site.change(SEALS_FILE, 'title = "Two seals released off Kettle Point"', 'title = "Two seals released off Kettle Point');
    await window.over();
    const shown = await window.shown();
    same([shown.messages.length, shown.places.length, shown.codes.length, shown.help.length], [1, 1, 1, 1], "message, place, excerpt, help");
    check(shown.messages[0].length > 10, `the message is ${shown.messages[0]}`);
    check(shown.places[0].startsWith(`${SEALS_FILE}:2:`), `the place is ${shown.places[0]}`);
    check(/^2 \| title = "Two seals released off Kettle Point\n +\^+$/.test(shown.codes[0]), `the excerpt is ${JSON.stringify(shown.codes[0])}`);
    same(await window.page.locator("h1").first().textContent(), "Two seals released off Kettle Point", "the page below");
    check(await window.isMarked(), "the page was loaded anew for an error");
    // Another page has a word in its corner that leads to the desk.
    const other = await bench.open(site, "/about/");
    await other.badge();
    const badge = await other.shown();
    same([badge.is_over, badge.badge], [false, "1 error"], "the other page");
    // A window that is opened now shows the page as it last was good.
    const late = await bench.open(site, SEALS);
    await late.over();
    same([late.answer.status(), await late.page.locator("h1").first().textContent()], [200, "Two seals released off Kettle Point"], "a new window");
    await site.write(SEALS_FILE, good);
    await Promise.all([window, other, late].map((one) => one.bare()));
    check(await window.isMarked(), "the page was loaded anew, though it is as it was");
  },

  "the caret stands below what is meant, in a page of either direction, behind tabs and wide letters": async (bench) => {
    const site = await bench.site();
    const wrong = [];
    for (const [path, file, from, to] of [
      ["/news/2026/11/library-evenings/", "content/news/2026/library-evenings.md", "date: 2026-11-17", "date: 2026-13-45"],
      ["/ar/news/2026/11/library-evenings/", "content/news/2026/library-evenings.ar.md", "date: 2026-11-17", "date: 2026-13-45"],
      ["/about/", "themes/broadsheet/templates/page.html", "{% block main -%}", "{% block main -%}\n\t\t<i>{{ page.nothing.at.all }}</i>"],
      ["/contact/", "themes/broadsheet/templates/page.html", "{% block main -%}", "{% block main -%}\n<i>港の新聞</i>{{ page.nothing.at.all }}"],
    ]) {
      const window = await bench.open(site, path);
      const good = await site.change(file, from, to);
      await window.over();
      const [mark, caret, direction, code] = await window.page.evaluate(() => {
        const root = document.querySelector("dateline-preview").shadowRoot;
        const box = (query) => { const { left, right, top } = root.querySelector(query).getBoundingClientRect(); return [left, right, top].map(Math.round); };
        // The caret's own letters, without the spaces before them.
        const text = root.querySelector(".caret").firstChild;
        const range = document.createRange();
        range.setStart(text, text.data.indexOf("^"));
        range.setEnd(text, text.data.length);
        const { left, right, top } = range.getBoundingClientRect();
        return [box("mark"), [left, right, top].map(Math.round), getComputedStyle(root.querySelector(".box")).direction, root.querySelector("pre").textContent];
      });
      if (direction !== "ltr") wrong.push(`${path}: what lies over it is written ${direction}`);
      if (Math.abs(mark[0] - caret[0]) > 2 || Math.abs(mark[1] - caret[1]) > 2 || caret[2] <= mark[2]) {
        wrong.push(`${path}: the mark is at ${mark}, the caret at ${caret} (left, right, top) in ${JSON.stringify(code)}`);
      }
      await site.write(file, good);
      await window.bare();
      await window.page.close();
    }
    check(!wrong.length, wrong.join("\n       "));
  },

  "a broken template lies over every page, and goes once it is mended": async (bench) => {
    const site = await bench.site();
    const windows = [];
    for (const path of ["/", "/about/", SEALS, "/nothing/"]) windows.push(await bench.open(site, path));
    await Promise.all(windows.map((one) => one.mark()));
    const good = await site.change(BASE, "</main>", "{% endfor %}</main>");
    await Promise.all(windows.map((one) => one.over()));
    for (const one of windows) {
      const { messages, places } = await one.shown();
      check(messages.length === 1 && places[0].startsWith(`${BASE}:`), `${one.page.url()}: ${JSON.stringify([messages, places])}`);
    }
    await site.write(BASE, good);
    await Promise.all(windows.map((one) => one.bare()));
    for (const one of windows) check(await one.isMarked(), `${one.page.url()} was loaded anew, though it is as it was`);
    // Mended into something else than it was: loaded anew.
    await site.change(BASE, "</main>", "{% endfor %}</main>");
    await Promise.all(windows.map((one) => one.over()));
    await site.write(BASE, good.replace("</main>", "<p>mended</p></main>"));
    await Promise.all(windows.map((one) => one.reloaded("mended")));
    await Promise.all(windows.map((one) => one.bare()));
  },

  "a template that fails on one kind of page lies over those alone": async (bench) => {
    const site = await bench.site();
    const story = await bench.open(site, SEALS);
    const about = await bench.open(site, "/about/");
    await about.mark();
    const good = await site.change(ARTICLE, "{{ article.title }}", "{{ article.no_such_thing.at_all }}");
    await story.over();
    const { places } = await story.shown();
    check(places[0].startsWith(`${ARTICLE}:`), `the place is ${places}`);
    check(await about.isMarked() && !(await about.shown())?.is_over, "it lies over another page too");
    await site.write(ARTICLE, good);
    await story.bare();
  },

  "Hide takes it away and leaves a word; the next error comes over the page again": async (bench) => {
    const site = await bench.site();
    const window = await bench.open(site, SEALS);
    const break_it = () => site.change(SEALS_FILE, "date = 2026-11-18T09:15:00+02:00", "date = 2026-11-38");
    const good = await break_it();
    await window.over();
    await window.page.getByRole("button", { name: "Hide" }).click();
    await window.badge();
    same(await window.page.locator("dateline-preview .over").count(), 0, "what lies over the page after Hide");
    // A link below can be followed.
    await window.page.locator("h1").first().click({ trial: true });
    await site.write(SEALS_FILE, good);
    await window.bare();
    await break_it();
    await window.over();
    // By keys alone, too.
    await window.page.locator("dateline-preview button").focus();
    await window.page.keyboard.press("Enter");
    await window.badge();
  },

  "pages that never were good say what is wrong, and become themselves once that is mended": async (bench) => {
    const site = await bench.site({ "themes/broadsheet/templates/page.html": "{% block main %}{% endfor %}" });
    const windows = [];
    for (const path of ["/about/", "/news/"]) windows.push(await bench.open(site, path));
    for (const one of windows) {
      same(one.answer.status(), 500, "status");
      await one.over();
      check((await one.page.locator("main").innerText()).includes("page.html:1"), "the page itself doesn't say what is wrong");
      await one.mark();
    }
    const page = '{% extends "base.html" -%}{% block main -%}<p>whole again</p>{{ article.body }}{% endblock main -%}';
    await site.write("themes/broadsheet/templates/page.html", page);
    await windows[0].reloaded("whole again");
    await windows[1].reloaded("The Port Ansel Beacon");
    for (const one of windows) await one.bare();
  },

  "a story that never could be read: its own error lies over the page of what isn't there": async (bench) => {
    const story = "---\ntitle: A bell\ndate: 2026-11-20T10:00:00+02:00\nauthors: [jonna-hask]\n---\n\nIt rang at noon.\n";
    const site = await bench.site({ "content/news/2026/a-bell.md": story.replace("title: A", "title: [A") });
    const window = await bench.open(site, "/news/2026/11/a-bell/");
    same(window.answer.status(), 404, "status");
    await window.over();
    check((await window.shown()).places[0].startsWith("content/news/2026/a-bell.md:"), "the place isn't the story");
    const other = await bench.open(site, "/nothing/");
    await other.badge();
    await window.mark();
    await site.write("content/news/2026/a-bell.md", story);
    await window.reloaded("It rang at noon.");
    await Promise.all([window, other].map((one) => one.bare()));
  },

  "an error on the last page seen is told on the next one that is opened": async (bench) => {
    const site = await bench.site();
    const window = await bench.open(site, "/about/");
    const good = await site.change("site.yaml", "language: en", "language: [en");
    await window.over();
    check((await window.shown()).places[0].startsWith("site.yaml:"), "the place isn't site.yaml");
    await window.go(`${site.url}/harbour/`);
    await window.over();
    await site.write("site.yaml", good);
    await window.bare();
  },
};
