// The themes' pages in a real browser. Usage: node tests/pages/run.mjs BINARY [CHECK...]
import { resolve } from "node:path";
import { chromium } from "playwright-core";
import * as axe from "./axe.mjs";
import * as keyboard from "./keyboard.mjs";
import * as lighthouse from "./lighthouse.mjs";
import * as measures from "./measures.mjs";
import * as print from "./print.mjs";
import { Report } from "./report.mjs";
import * as shots from "./shots.mjs";
import { THEMES, build } from "./sites.mjs";

const [binary, ...names] = process.argv.slice(2);
if (!binary) { console.log("usage: run.mjs BINARY [CHECK...]"); process.exit(2); }
const began = Date.now();
const report = new Report();
const { sites, close } = await build(resolve(binary));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--no-first-run", "--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"],
});
const CHECKS = {
  axe: () => axe.check(browser, sites, THEMES, report),
  keyboard: () => keyboard.check(browser, sites, THEMES, report),
  print: () => print.check(browser, sites, report),
  shots: () => shots.check(browser, sites, report),
  measures: () => measures.check(browser, sites, THEMES, report),
  lighthouse: () => lighthouse.check(sites, report),
};
let ran = 0;
try {
  for (const [name, check] of Object.entries(CHECKS)) {
    if (names.length && !names.includes(name)) continue;
    const start = Date.now();
    ran += 1;
    try {
      await check();
    } catch (error) {
      report.bad(name, "the check itself", error.stack);
    }
    console.log(`  (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  }
} finally {
  await browser.close();
  await close();
}
if (!ran) report.bad("run", "all", `no such check; there are: ${Object.keys(CHECKS).join(" ")}`);
console.log(`pages: ${report.problems} problems in ${Math.round((Date.now() - began) / 1000)} s`);
process.exit(report.problems ? 1 : 0);
