// Pictures of pages, compared with those in shots/, which a person has looked at. UPDATE_SHOTS=1 takes new ones.
//
// Letters look otherwise on every machine, so the pages are set in faces that come with the tests. What is in scripts
// without such a face (Japanese, Chinese) is left blank.
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { each } from "./report.mjs";

const folder = join(dirname(fileURLToPath(import.meta.url)), "shots");
const require = createRequire(import.meta.url);
const ARTICLE = "/news/2026/11/everything/", GUIDE = "/styleguide/";
/** Name, site, path, width, colour scheme, and how much of it, where that is not all. */
const SHOTS = [
  ["styleguide-light", "broadsheet/drafts", GUIDE, 1280, "light"],
  ["styleguide-dark", "broadsheet/drafts", GUIDE, 1280, "dark", 2200],
  ["styleguide-rtl", "broadsheet/drafts", `/ar${GUIDE}`, 1000, "light", 3000],
  ["styleguide-phone", "broadsheet/drafts", GUIDE, 320, "light", 2600],
  ["front-forty", "broadsheet/forty", "/", 1280, "light"],
  ["front-five-tablet", "broadsheet/five", "/", 768, "light"],
  ["front-plain", "broadsheet/plain", "/", 1280, "dark"],
  ["front-rtl", "broadsheet/ar", "/", 1280, "light"],
  ["article", "broadsheet/kinds", ARTICLE, 1280, "light"],
  ["live-phone", "broadsheet/kinds", "/news/2026/11/live-open/", 390, "dark"],
  ["bulletin-styleguide", "bulletin/drafts", GUIDE, 768, "light", 3000],
  ["bulletin-release", "bulletin/kinds", "/news/2026/11/release/", 768, "dark"],
  ["bulletin-rtl", "bulletin/ar", "/", 500, "light"],
];
const FACES = [["Serif", "source-serif-4", "latin", "source-serif-4-latin-wght-normal"], ["Sans", "source-sans-3", "latin", "source-sans-3-latin-wght-normal"],
  ["Arabic", "noto-naskh-arabic", "arabic", "noto-naskh-arabic-arabic-wght-normal"]];
const STYLE = `${FACES.map(([name, , , file]) => `@font-face{font-family:"Shot ${name}";src:url(/__face/${file}.woff2);font-weight:200 900}`).join("")}
*{--text:"Shot Serif","Shot Arabic"!important;--interface:"Shot Sans","Shot Arabic"!important;caret-color:transparent!important}
code,pre,kbd,input,select,button{font-family:"Shot Sans"!important}
:lang(ja),:lang(zh){visibility:hidden!important;line-height:1.8!important;font-family:"Shot Serif"!important}`;
/** Of all points, so many may differ: Chromium draws edges otherwise from version to version. */
const MOST = 0.006;

async function shoot(browser, site, path, width, colorScheme, most = Infinity) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, deviceScaleFactor: 0.5, reducedMotion: "reduce", bypassCSP: true });
  const tab = await context.newPage();
  await tab.route("**/__face/*", async (route) => {
    const file = new URL(route.request().url()).pathname.split("/").pop();
    const face = FACES.find((row) => `${row[3]}.woff2` === file);
    await route.fulfill({ body: await readFile(require.resolve(`@fontsource-variable/${face[1]}/files/${file}`)), contentType: "font/woff2" });
  });
  await tab.goto(site.origin + path, { waitUntil: "load" });
  await tab.addStyleTag({ content: STYLE });
  await tab.evaluate(async () => {
    for (const image of document.images) image.loading = "eager";
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
    await document.fonts.ready;
  });
  const height = Math.min(most, await tab.evaluate(() => document.documentElement.scrollHeight));
  const shot = await tab.screenshot({ fullPage: true, animations: "disabled", clip: { x: 0, y: 0, width, height } });
  await context.close();
  return PNG.sync.write(PNG.sync.read(shot), { colorType: 2, deflateLevel: 9 });
}

/** How much of two pictures differs; all, where one is another size. */
function difference(one, two) {
  if (one.width !== two.width || Math.abs(one.height - two.height) > 2) return { share: 1, why: `${one.width}×${one.height}, not ${two.width}×${two.height}` };
  const height = Math.min(one.height, two.height), diff = new PNG({ width: one.width, height });
  const part = (png) => png.data.subarray(0, png.width * height * 4);
  const count = pixelmatch(part(one), part(two), diff.data, one.width, height, { threshold: 0.2 });
  return { share: count / (one.width * height), why: `${count} points`, diff };
}

export async function check(browser, sites, report) {
  const update = process.env.UPDATE_SHOTS === "1", out = process.env.DATELINE_SHOTS;
  let same = 0;
  await mkdir(folder, { recursive: true });
  if (out) await mkdir(out, { recursive: true });
  await each(SHOTS, 2, async ([name, site, path, width, scheme, most]) => {
    const file = join(folder, `${name}.png`), shot = await shoot(browser, sites[site], path, width, scheme, most);
    if (out) await writeFile(join(out, `${name}.png`), shot);
    if (update) return writeFile(file, shot);
    if (!report.check(existsSync(file), "shots", name, "there is no reviewed picture; UPDATE_SHOTS=1 takes one")) return;
    const { share, why, diff } = difference(PNG.sync.read(shot), PNG.sync.read(await readFile(file)));
    if (report.check(share <= MOST, "shots", name, `${(share * 100).toFixed(2)} % differ from the reviewed picture (${why}); look at it with DATELINE_SHOTS=DIR, accept it with UPDATE_SHOTS=1`)) same += 1;
    else if (out && diff) await writeFile(join(out, `${name}-diff.png`), PNG.sync.write(diff));
  });
  report.done("shots", update ? `${SHOTS.length} taken: look at them` : `${same} of ${SHOTS.length} as reviewed`);
}
