// A save, and what the open page makes of it.
import { check, same } from "./bench.mjs";

const STORY = "/harbour/2026/10/the-crossing/";
const STORY_FILE = "content/harbour/the-crossing/index.md";
const SEARCH = "themes/broadsheet/templates/search.html";
const STYLE = "themes/broadsheet/assets/style.css";
const FORM = `{% extends "base.html" -%}
{% block main -%}
<h1>{{ page.title }}</h1>
<p>first edition</p>
<form>
<input name="name" value=""><input type="checkbox" name="agreed"><input type="password" name="secret">
<label><input type="radio" name="side" value="port">port</label><label><input type="radio" name="side" value="starboard">starboard</label>
<select name="berth"><option>1</option><option>9</option></select>
<textarea name="letter" rows="40" cols="60"></textarea>
<textarea rows="4" cols="60"></textarea>
</form>
<div id="free" contenteditable="">free</div>
<details><summary>one</summary>closed</details><details><summary>two</summary>opened</details>
{% endblock main -%}
`;

export const tests = {
  "a saved text is shown, and the reader's place is kept": async (bench) => {
    const site = await bench.site();
    const window = await bench.open(site, STORY);
    await window.page.evaluate(() => scrollTo({ top: 900, behavior: "instant" }));
    await window.mark();
    await site.write(STORY_FILE, `${await site.read(STORY_FILE)}\n\nA line that was added just now.\n`);
    await window.reloaded("A line that was added just now.");
    await window.sees(() => scrollY === 900, null, "the page isn't where it was");
    await window.loaded(2);
    // Saved as it was: nothing to tell. Saved by renaming: as any other save.
    await window.mark();
    await site.write(STORY_FILE, await site.read(STORY_FILE));
    await site.swap(STORY_FILE, `${await site.read(STORY_FILE)}\n\nAnd a second one.\n`);
    await window.reloaded("And a second one.");
    await window.loaded(3);
  },

  "what is typed into a search stays, with its results, the focus and the place": async (bench) => {
    const site = await bench.site();
    const window = await bench.open(site, "/search/");
    await window.page.setViewportSize({ width: 1000, height: 400 });
    await window.page.locator("#q").pressSequentially("the");
    await window.sees(() => document.querySelectorAll("[data-results] li").length > 3, null, "no results");
    const place = await window.page.evaluate(() => {
      document.querySelector("#q").setSelectionRange(1, 3);
      scrollTo({ top: 500, behavior: "instant" });
      return scrollY;
    });
    check(place > 200, `the page is too short to be scrolled: ${place}`);
    await window.mark();
    await site.change(SEARCH, "</h1></header>", "</h1><p>changed</p></header>");
    await window.reloaded("changed");
    await window.sees(() => document.querySelectorAll("[data-results] li").length > 3, null, "the results are gone");
    const field = await window.page.evaluate(() => {
      const field = document.querySelector("#q");
      return [field.value, field === document.activeElement, field.selectionStart, field.selectionEnd];
    });
    same(field, ["the", true, 1, 3], "text, focus, selection");
    await window.sees((place) => scrollY === place, place, `the page isn't at ${place} any more`);
  },

  "every kind of field keeps what it holds, but for passwords": async (bench) => {
    const site = await bench.site({ "templates/page.html": FORM });
    const window = await bench.open(site, "/about/");
    await window.page.evaluate(() => {
      const [name, agreed, secret, , starboard] = document.querySelectorAll("input");
      const [letter, nameless] = document.querySelectorAll("textarea");
      name.value = "Enoch Farr"; secret.value = "a second brick"; agreed.checked = starboard.checked = true;
      document.querySelector("select").value = "9";
      letter.value = "Dear sir,\nit is dry."; nameless.value = "no name";
      document.querySelector("#free").textContent = "as a gull";
      document.querySelectorAll("details")[1].open = true;
    });
    await window.page.locator("[name=letter]").press("Control+End");
    await window.page.locator("[name=letter]").pressSequentially("\nYours");
    await window.page.evaluate(() => scrollTo({ top: 300, behavior: "instant" }));
    await window.mark();
    await site.change("templates/page.html", "first edition", "second edition");
    await window.reloaded("second edition");
    await window.sees(() => scrollY === 300, null, "the page isn't where it was");
    const kept = await window.page.evaluate(() => {
      const [name, agreed, secret, port, starboard] = document.querySelectorAll("input");
      const [letter, nameless] = document.querySelectorAll("textarea");
      return {
        name: name.value, agreed: agreed.checked, secret: secret.value, port: port.checked, starboard: starboard.checked,
        berth: document.querySelector("select").value, letter: letter.value, nameless: nameless.value,
        focus: document.activeElement === letter, caret: letter.selectionStart === letter.value.length,
        free: document.querySelector("#free").textContent, open: [...document.querySelectorAll("details")].map((one) => one.open),
      };
    });
    same(kept, {
      name: "Enoch Farr", agreed: true, secret: "", port: false, starboard: true, berth: "9", letter: "Dear sir,\nit is dry.\nYours",
      nameless: "no name", focus: true, caret: true, free: "as a gull", open: [false, true],
    }, "the fields");
    // Nothing of it is left for the next time that the page is looked at.
    await window.page.goto(`${site.url}/contact/`);
    await window.go(`${site.url}/about/`);
    same(await window.page.evaluate(() => [document.querySelector("[name=letter]").value, sessionStorage.length]), ["", 0], "a new visit");
  },

  "a stylesheet is swapped without a reload, once and again": async (bench) => {
    const site = await bench.site();
    const window = await bench.open(site, STORY);
    await window.page.evaluate(() => scrollTo({ top: 700, behavior: "instant" }));
    await window.mark();
    const style = await site.read(STYLE);
    for (const [n, colour] of ["rgb(1, 2, 3)", "rgb(4, 5, 6)", "rgb(7, 8, 9)"].entries()) {
      await site.write(STYLE, `${style}\nbody { background: ${colour} }\n`);
      await window.sees((colour) => getComputedStyle(document.body).backgroundColor === colour, colour, `the style isn't ${colour}`);
      await window.sees(() => document.querySelectorAll("link[rel~='stylesheet']").length === 1, null, "the old stylesheet stays");
      // An editor that empties the file first may make two swaps of one save.
      check(await window.isMarked(), "the page was loaded anew");
      check(window.count("styles") > n, "the style came by no swap");
    }
    // The text after it: a reload, with the style of now.
    await site.write(STORY_FILE, `${await site.read(STORY_FILE)}\n\nAdded after the style.\n`);
    await window.reloaded("Added after the style.");
    await window.sees(() => scrollY === 700 && getComputedStyle(document.body).backgroundColor === "rgb(7, 8, 9)", null, "place or style are lost");
    await window.loaded(2);
    // The page that wants the same stylesheet again finds it at once.
    check(await window.page.evaluate(() => document.styleSheets.length === 1), "not one stylesheet");
  },

  "saves of a stylesheet that follow each other at once end with the last one, without a reload": async (bench) => {
    const site = await bench.site();
    const window = await bench.open(site, "/about/");
    await window.mark();
    const style = await site.read(STYLE);
    for (let n = 1; n <= 6; n += 1) {
      await site.write(STYLE, `${style}\nbody { background: rgb(${n}, 0, 0) }\n`);
      await new Promise((done) => setTimeout(done, 30)); // as fast as a hand that saves twice, or a formatter
    }
    await window.sees(() => getComputedStyle(document.body).backgroundColor === "rgb(6, 0, 0)", null, "the last style isn't there");
    await window.sees(() => document.querySelectorAll("link[rel~='stylesheet']").length === 1, null, "old stylesheets stay");
    check(await window.isMarked(), "the page was loaded anew");
  },

  "a page that isn't there comes to life with its file, and goes with it": async (bench) => {
    const site = await bench.site();
    const window = await bench.open(site, "/news/2026/11/a-bell/");
    same(window.answer.status(), 404, "status");
    await window.mark();
    const story = "---\ntitle: A bell\ndate: 2026-11-20T10:00:00+02:00\nauthors: [jonna-hask]\ntags: [port]\n---\n\nIt rang at noon.\n";
    await site.write("content/news/2026/a-bell.md", story);
    await window.reloaded("It rang at noon.");
    await window.mark();
    await site.change("content/news/2026/a-bell.md", "noon", "dusk");
    await window.reloaded("It rang at dusk.");
    await window.mark();
    const gone = /<h1[^>]*>([^<]*)/.exec(await (await fetch(`${site.url}/nothing/`)).text())[1];
    await site.remove("content/news/2026/a-bell.md");
    await window.reloaded(gone);
    check(!(await window.page.content()).includes("It rang"), "the article is still there");
    await window.mark();
    await site.write("content/news/2026/a-bell.md", story);
    await window.reloaded("It rang at noon.");
  },

  "a deleted article's open page becomes the page of what isn't there": async (bench) => {
    const site = await bench.site();
    const path = "/news/2026/11/library-evenings/";
    const window = await bench.open(site, path);
    const front = await bench.open(site, "/latest/");
    await Promise.all([window.mark(), front.mark()]);
    await site.remove("content/news/2026/library-evenings.md");
    await window.sees(() => !window.__mark && document.body.classList.contains("page-404"), null, "the article is still shown");
    await front.sees(() => !window.__mark && !document.querySelector("a[href='/news/2026/11/library-evenings/']"), null, "the list still holds it");
    same((await fetch(site.url + path)).status, 404, "status");
  },

  "a section, a theme, settings and data that come while it runs": async (bench) => {
    const site = await bench.site();
    const front = await bench.open(site, "/");
    const weather = await bench.open(site, "/weather/");
    same(weather.answer.status(), 404, "status");
    await Promise.all([front.mark(), weather.mark()]);
    await site.write("content/weather/_index.md", "---\ntitle: The weather\n---\n");
    await site.write("content/weather/fog.md", "---\ntitle: Fog at dawn\ndate: 2026-11-20T10:00:00+02:00\n---\n\nThick.\n");
    await site.change("site.yaml", "sections: [news, harbour", "sections: [weather, news, harbour");
    await weather.reloaded("Fog at dawn");
    await front.sees(() => !window.__mark && [...document.querySelectorAll("nav a")].some((link) => link.pathname === "/weather/"), null, "the front page has no link to the section");
    await front.mark();
    await site.change("site.yaml", "tagline: News of the Sound since 1887", "tagline: News of the Skells");
    await front.sees(() => !window.__mark && document.documentElement.outerHTML.includes("News of the Skells"), null, "no new tagline");
    await front.mark();
    await site.change("site.yaml", "theme: broadsheet", "theme: bulletin");
    await front.sees(() => !window.__mark, null, "no new theme");
    await front.bare();
  },

  "an editor that empties a file and then writes it saves once": async (bench) => {
    const site = await bench.site();
    const wrong = [];
    for (const [file, from, to] of [
      ["content/about.md", "We are fourteen", "We are fifteen"],
      [STYLE, "body { margin: 0;", "body { margin: 0; --so: 1;"],
      ["themes/broadsheet/templates/base.html", "</main>", "<p>below</p></main>"],
      ["site.yaml", "tagline: News of the Sound since 1887", "tagline: News of the Skells"],
    ]) {
      const window = await bench.open(site, "/about/");
      const text = await site.read(file);
      await site.write(file, "");
      await new Promise((done) => setTimeout(done, 10)); // a disk that is slow, or a large file
      await site.write(file, text.replace(from, to));
      await window.sees(([isStyle, to]) => document.readyState === "complete"
        && (isStyle ? getComputedStyle(document.body).getPropertyValue("--so").trim() === "1" : document.documentElement.outerHTML.includes(to)),
      [file === STYLE, file === "site.yaml" ? "News of the Skells" : to], `${file}: not the page of now`);
      const reloads = file === STYLE ? 0 : 1;
      await window.until(() => window.loads > reloads, `${file}: load ${reloads + 1}`);
      if (window.loads !== reloads + 1) wrong.push(`${file}: ${window.loads - 1} reloads, not ${reloads}`);
      await window.page.close();
    }
    same(wrong, [], "reloads");
  },
};
