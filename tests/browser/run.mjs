// The preview in a real browser. Usage: node tests/browser/run.mjs BINARY [NAME...]; a name is part of a test's.
import { resolve } from "node:path";
import { chromium } from "playwright-core";
import { Bench } from "./bench.mjs";

const MODULES = ["saving", "faults", "windows", "pages", "shots"];

const [binary, ...names] = process.argv.slice(2);
if (!binary) { console.log("usage: run.mjs BINARY [NAME...]"); process.exit(2); }
const began = Date.now();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
});
let passed = 0, failed = 0;
try {
  for (const module of MODULES) {
    const { tests } = await import(`./${module}.mjs`);
    for (const [name, test] of Object.entries(tests)) {
      if (names.length && !names.some((part) => `${module}: ${name}`.includes(part))) continue;
      const bench = new Bench(resolve(binary), browser);
      const start = Date.now();
      let fault = null;
      try {
        await test(bench);
        if (bench.wrong.length) fault = new Error(`errors in the page: ${bench.wrong.join("; ")}`);
      } catch (error) {
        fault = error;
      }
      await bench.close();
      const time = `${((Date.now() - start) / 1000).toFixed(1)} s`;
      if (fault) {
        failed += 1;
        console.log(`FAILED ${module}: ${name} (${time})\n       ${process.env.DATELINE_STACK ? fault.stack : fault.message}`);
      } else {
        passed += 1;
        console.log(`ok     ${module}: ${name} (${time})`);
      }
    }
  }
} finally {
  await browser.close();
}
if (passed + failed === 0) { console.log("no such test"); failed = 1; }
console.log(`browser: ${passed} passed, ${failed} failed in ${Math.round((Date.now() - began) / 1000)} s`);
process.exit(failed ? 1 : 0);
