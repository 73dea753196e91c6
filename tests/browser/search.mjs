// The search page in a real browser, on a built site behind its own headers. Usage: node tests/browser/search.mjs BINARY
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { chromium } from "playwright-core";

const HERE = import.meta.dirname;
const SCRIPT = readFileSync(join(HERE, "../../themes/broadsheet/assets/search.js"), "utf8");

// By language: a word that stands only in the middle of a text, the same as somebody types it, a headline.
const STORIES = {
  en: ["Crossings begin at dawn, the harbour-master's résumé says, near Ørsted pier.", "resume", "Ferry returns"],
  lt: ["Šiaurės vėjas nuplėšė stogą nuo žvejų namelio Ąžuolyne.", "azuolyne", "Audra pajūryje"],
  uk: ["Мешканці під'їзду скаржилися на відсутність опалення у Харкові.", "пiдїзду".replace("i", "і"), "Холодні будинки"],
  de: ["Die Straßenbahn überquert künftig die Brücke über den Fluss.", "strassenbahn uberquert", "Neue Linie"],
  fr: ["Le marché de l’économie côtière s’effondre à l'été.", "economie cotiere", "La pêche en crise"],
  es: ["El pingüino cruzó la bahía de Cádiz en una mañana fría.", "pinguino manana", "Un ave perdida"],
  pl: ["Żółwie wróciły do zatoki koło Łodzi po długiej zimie.", "zolwie lodzi", "Powrót"],
  ar: ["قال الوزير إن السَّفينةَ الجديدة ستصل إلى المرفأ غدًا.", "سفينه", "رحلة بحرية"],
  ja: ["市長は水曜日に新しい渡し船のサービスを発表した。", "渡し船", "港の知らせ"],
  "zh-Hans": ["政府在星期三宣布新的渡船服务将于明年开始。", "渡船服务", "港口新闻"],
};

function site(root) {
  const put = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const languages = Object.keys(STORIES);
  put("site.yaml", `title: Search\nbase_url: https://paper.example/\nlanguages: [${languages.join(", ")}]\n`);
  const story = (lang, path, matter, text) =>
    put(`content/${lang === "en" ? "" : lang + "/"}${path}`, `---\n${matter}\n---\nFirst words of all.\n\n${text}\n`);
  for (const [lang, [text, , title]] of Object.entries(STORIES)) {
    story(lang, "news/one.md", `title: ${title}\ndate: 2026-11-20\nauthors: [Ona Marsh]`, text);
  }
  story("en", "sport/two.md", "title: Rowing\ndate: 2025-03-01\nauthors: [Žydrė Kelt]", "A résumé of the season. <!-- unseen words -->");
  story("en", "sport/three.md", "title: The resume in the headline\ndate: 2024-03-01\nauthors: [Ona Marsh]", "Nothing.");
  story("en", "news/draft.md", "title: Draft\ndate: 2026-11-01\ndraft: true", "zugzwang");
  story("en", "news/embargo.md", "title: Later\ndate: 2026-11-01\nembargo: 2099-01-01T00:00:00Z", "zugzwang");
  story("en", "news/quiet.md", "title: Quiet\ndate: 2026-11-01\nindex: false\nnotes: zugzwang", "zugzwang");
  story("en", "news/gone.md", "title: Gone\ndate: 2026-11-01\nwithdrawn: Not so.", "zugzwang");
  for (let n = 0; n < 300; n++) {
    story("en", `archive-notes/note-${n}.md`, `title: Note ${n}\ndate: 20${10 + (n % 10)}-05-06`, `Harbour notes, number ${n}x. Common words.`);
  }
}

function serve(root) {
  const policy = readFileSync(join(root, "_headers"), "utf8").match(/Content-Security-Policy: (.*)/)[1];
  const asked = [];
  const server = createServer((request, response) => {
    let path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    if (path.endsWith("/")) path += "index.html";
    if (path === "/favicon.ico") return response.writeHead(204).end();
    asked.push(path);
    const types = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", json: "application/json" };
    try {
      const bytes = readFileSync(join(root, path));
      response.writeHead(200, { "content-type": types[path.split(".").pop()] ?? "application/octet-stream", "content-security-policy": policy });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((ready) => server.listen(0, "127.0.0.1", () => ready({ server, asked, base: `http://127.0.0.1:${server.address().port}` })));
}

const same = (is, should, what) => {
  if (JSON.stringify(is) !== JSON.stringify(should)) throw new Error(`${what}: ${JSON.stringify(is)}, should be ${JSON.stringify(should)}`);
};
const ok = (is, what) => {
  if (!is) throw new Error(what);
};

// What the page says once it is done: the status and the headlines.
async function results(page) {
  await page.waitForFunction(() => {
    const text = document.querySelector("[role=status]").textContent;
    return text && text !== document.querySelector("[data-index]").dataset.loading;
  });
  return { status: await page.textContent("[role=status]"), titles: await page.locator("[data-results] a").allTextContents() };
}
async function search(page, url) {
  await page.goto(url);
  return (await results(page)).titles;
}

const tests = {
  "the script folds words and finds pieces as the index does": async () => {
    const words = SCRIPT.slice(SCRIPT.indexOf("/* Words, folded"), SCRIPT.indexOf("/* End of words. */"));
    const { tokens, terms, pieceOf } = new Function(`${words}; return { tokens, terms, pieceOf };`)();
    const samples = JSON.parse(readFileSync(join(HERE, "search-words.json"), "utf8"));
    ok(samples.length > 10, "too few samples");
    for (const [text, rows] of samples) {
      const known = new Map(rows);
      for (const [term] of terms(text + " ")) ok(known.has(term), `${text}: ${term} isn't in the index`);
      for (const [term, piece] of rows) {
        same(pieceOf(term, 128), piece, `the piece of ${term}`);
        same(terms(term + " ").map(([term]) => term), [term], `what is typed to find ${term}`);
      }
      for (const token of tokens(text)) ok(token.length > 0, "an empty token");
    }
  },
  "a word from the middle of a text is found in every language": async ({ page, base }) => {
    for (const [lang, [, typed, title]] of Object.entries(STORIES)) {
      const home = lang === "en" ? "" : `/${lang.toLowerCase()}`;
      const titles = await search(page, `${base}${home}/search/?q=${encodeURIComponent(typed)}`);
      ok(titles.includes(title), `${lang}: ${typed} finds ${JSON.stringify(titles)}`);
      if (lang !== "en") same(titles.length, 1, `${lang}: stories found`);
    }
  },
  "headlines come before texts, and texts by their age": async ({ page, base }) => {
    same(await search(page, `${base}/search/?q=resume`), ["The resume in the headline", "Ferry returns", "Rowing"], "order");
  },
  "what isn't published is not found": async ({ page, base }) => {
    for (const word of ["zugzwang", "unseen"]) same(await search(page, `${base}/search/?q=${word}`), [], word);
    same(await page.textContent("[role=status]"), await page.getAttribute("[data-index]", "data-none"), "status");
  },
  "section, author and year narrow what is found, and stand in the address": async ({ page, base }) => {
    await page.goto(`${base}/search/`);
    await page.waitForFunction(() => document.querySelector("#section").options.length > 1);
    await page.fill("#q", "resume");
    await page.selectOption("#section", "sport");
    await page.waitForFunction(() => document.querySelectorAll("[data-results] a").length === 2);
    await page.fill("#author", "kelt");
    await page.waitForFunction(() => document.querySelectorAll("[data-results] a").length === 1);
    same((await results(page)).titles, ["Rowing"], "by author");
    same(new URL(page.url()).search, "?q=resume&section=sport&author=kelt", "address");
    same(await search(page, `${base}/search/?q=resume&year=2026`), ["Ferry returns"], "by year");
    same(await page.inputValue("#year"), "2026", "the year that is chosen");
    same((await search(page, `${base}/search/?author=ona+marsh&section=sport`)).length, 1, "by author alone");
    ok((await page.locator("datalist option").count()) > 0, "authors are proposed");
  },
  "results come while typing, with the match marked, and are told": async ({ page, base }) => {
    await page.goto(`${base}/search/`);
    await page.locator("#q").pressSequentially("row", { delay: 30 });
    const { status, titles } = await results(page);
    same(titles, ["Rowing"], "titles");
    ok(status.includes("1"), status);
    same(await page.textContent("[data-results] mark"), "Row", "what is marked");
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    await page.waitForFunction(() => !document.querySelector("[data-results] a"));
    same(await page.textContent("[role=status]"), "", "status of nothing");
  },
  "twenty are shown, and more by the keyboard": async ({ page, base }) => {
    same((await search(page, `${base}/search/?q=common`)).length, 20, "first");
    await page.locator("[data-results] + button").focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll("[data-results] a").length === 40);
    same(await page.evaluate(() => [...document.querySelectorAll("[data-results] a")].indexOf(document.activeElement)), 20, "focus");
  },
  "little is fetched": async ({ page, base, asked, root }) => {
    await page.goto(`${base}/`);
    asked.length = 0;
    await search(page, `${base}/search/?q=rowing`);
    const files = asked.filter((path) => path.startsWith("/search/") && path.endsWith(".json"));
    const bytes = files.reduce((sum, path) => sum + statSync(join(root, path)).size, 0);
    ok(files.length <= 6 && bytes < 100_000, `${files.length} files, ${bytes} bytes`);
    ok(SCRIPT.length > 0 && Buffer.byteLength(SCRIPT) <= 8192, `the script has ${Buffer.byteLength(SCRIPT)} bytes`);
  },
  "without script the page leads to the archive and to an engine": async ({ browser, base }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${base}/search/`);
    same(await page.getAttribute("noscript a", "href"), "/archive/", "archive");
    const form = page.locator("noscript form");
    same(await form.getAttribute("action"), "https://duckduckgo.com/", "action");
    same(await form.locator("[type=hidden]").getAttribute("value"), "paper.example", "site");
    await context.route("https://duckduckgo.com/**", (route) => route.fulfill({ body: "there" }));
    await page.fill("noscript [name=q]", "ferry");
    await page.press("noscript [name=q]", "Enter");
    await page.waitForURL("https://duckduckgo.com/?q=ferry&sites=paper.example");
    await context.close();
  },
};

const [binary, ...wanted] = process.argv.slice(2);
if (!binary) { console.log("usage: search.mjs BINARY [NAME...]"); process.exit(2); }
const root = mkdtempSync(join(tmpdir(), "dateline-search-"));
site(root);
execFileSync(resolve(binary), ["build", root, "--quiet", "--at", "2026-11-21T12:00:00Z", "--out", join(root, "public")], { stdio: "inherit" });
const { server, asked, base } = await serve(join(root, "public"));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
});
let failed = 0;
for (const [name, test] of Object.entries(tests).filter(([name]) => !wanted.length || wanted.some((word) => name.includes(word)))) {
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(`${message.text()} ${message.location().url}`));
  try {
    await test({ page, browser, base, asked, root: join(root, "public") });
    if (faults.length) throw new Error(`errors in the page: ${faults.join("; ")}`);
    console.log(`ok     search: ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED search: ${name}\n       ${error.message}`);
  }
  await page.close();
}
await browser.close();
server.close();
rmSync(root, { recursive: true });
process.exit(failed ? 1 : 0);
