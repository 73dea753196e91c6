// The brief's table as measured: what a page weighs and what it asks for.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const KB = 1024;
/** By theme: the most of each. */
const BRIEF = {
  broadsheet: { css: 10, front: 18, article: 12, frontRequests: 10, articleRequests: 4 },
  bulletin: { css: 5, front: 8, article: 8, frontRequests: 3, articleRequests: 3 },
};
const LONG = "/news/2026/11/eight-hundred-words/";

const zipped = (bytes) => gzipSync(bytes, { level: 9 }).length;
const page = (site, path) => readFile(join(site.dir, path, "index.html"));
const kb = (bytes) => `${(bytes / KB).toFixed(1)} KB`;

/** The style sheets of a page: its own and those it asks for. */
async function styles(site, html) {
  const text = html.toString();
  const own = [...text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map((match) => match[1]);
  const asked = [...text.matchAll(/<link\b[^>]*rel="?stylesheet"?[^>]*>/g)].map((match) => match[0].match(/href="?([^"\s>]+)/)[1]);
  const files = await Promise.all(asked.map((href) => readFile(join(site.dir, href))));
  return { bytes: zipped(Buffer.concat([Buffer.from(own.join("")), ...files])), files: files.length };
}

/** What a phone asks for before it scrolls: all, and of other hosts. */
async function requests(browser, site, path) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
  const tab = await context.newPage();
  const asked = [];
  // An icon is asked for at the browser's leisure.
  tab.on("request", (request) => { if (!request.url().includes("/favicon.")) asked.push(request.url()); });
  await tab.goto(site.origin + path, { waitUntil: "networkidle" });
  await context.close();
  const own = asked.filter((url) => url.startsWith(site.origin) || url.startsWith("data:"));
  return { count: own.length, others: asked.length - own.length };
}

/** What a search asks for first, and the script's size. */
async function search(site) {
  const files = await readdir(site.dir, { recursive: true });
  const script = files.find((name) => /(^|\/)search[.-][^/]*js$/.test(name));
  const index = files.find((name) => name === join("search", "index.json"));
  const size = async (name) => (name ? zipped(await readFile(join(site.dir, name))) : 0);
  return { script: script ? (await readFile(join(site.dir, script))).length : 0, index: await size(index) };
}

export async function check(browser, sites, themes, report) {
  const rows = [];
  for (const theme of themes) {
    const brief = BRIEF[theme], site = sites[`${theme}/forty`], kinds = sites[`${theme}/kinds`];
    const front = await page(site, "/"), article = await page(kinds, LONG);
    const style = await styles(site, front);
    const [onFront, onArticle] = [await requests(browser, site, "/"), await requests(browser, kinds, LONG)];
    const found = await search(sites[`${theme}/paper`]);
    const row = (name, value, most, shown = String) => {
      rows.push([theme, name, shown(value), most === 0 ? "0" : `≤ ${shown(most)}`]);
      report.check(value <= most, "measures", theme, `${name}: ${shown(value)}, more than ${shown(most)}`);
    };
    row("CSS, gzip", style.bytes, brief.css * KB, kb);
    row("front page HTML, gzip, 40 stories", zipped(front), brief.front * KB, kb);
    row("article HTML, gzip, 800 words", zipped(article), brief.article * KB, kb);
    row("requests before a scroll, front", onFront.count, brief.frontRequests);
    row("requests before a scroll, article", onArticle.count, brief.articleRequests);
    row("requests of other hosts", onFront.others + onArticle.others, 0);
    row("search script, as it is", found.script, 8 * KB, kb);
    row("search index, first fetch, gzip", found.index, 100 * KB, kb);
  }
  console.log("\n| theme | check | measured | brief |\n| --- | --- | --- | --- |");
  for (const row of rows) console.log(`| ${row.join(" | ")} |`);
  console.log("");
  report.done("measures", `${rows.length} figures`);
}
