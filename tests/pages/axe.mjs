// axe-core (WCAG 2.2 A and AA, best practices) on each page in light, dark and at 320 px; and what axe doesn't see:
// sideways scroll, words lost with WCAG's text spacing, requests to other hosts, scripts where none may be.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { each } from "./report.mjs";
import { visits } from "./visits.mjs";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// Colours alone differ between light and dark.
const COLOURS = ["color-contrast", "link-in-text-block"];
/** WCAG 2.2, 1.4.12. */
const SPACING = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}";

/** Runs axe in a page as it is now. */
async function axe(tab, rules) {
  const options = rules ? { runOnly: { type: "rule", values: rules } } : { runOnly: { type: "tag", values: TAGS } };
  const result = await tab.evaluate((options) => globalThis.axe.run(document, { ...options, resultTypes: ["violations"] }), options);
  return { violations: result.violations, passes: result.passes.length };
}

/** Words that a box cuts off, but for standfirsts on cards, which are cut on purpose. */
function lost() {
  const cut = [];
  for (const one of document.querySelectorAll("body *")) {
    const style = getComputedStyle(one);
    if (!["hidden", "clip"].includes(style.overflowY) || one.matches(".aside, .p-summary") || !one.textContent.trim()) continue;
    if (one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1) cut.push(one.className || one.localName);
  }
  return cut;
}

export async function check(browser, sites, themes, report) {
  const all = themes.flatMap((theme) => visits(theme));
  let runs = 0, passes = 0, violations = 0;
  const contexts = await Promise.all([0, 1].map(() => browser.newContext({ bypassCSP: true })));
  const tabs = await Promise.all(contexts.map((context) => context.newPage()));
  await each(all, tabs.length, async ([name, path], number) => {
    const tab = tabs[number], { origin } = sites[name], where = `${name}${path}`;
    const outside = [];
    const note = (request) => { if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) outside.push(request.url()); };
    tab.on("request", note);
    await tab.emulateMedia({ colorScheme: "light" });
    await tab.setViewportSize({ width: 1280, height: 900 });
    const answer = await tab.goto(origin + path, { waitUntil: "load" });
    if (report.check(answer.status() === 200, "axe", where, `status ${answer.status()}`)) {
      await tab.evaluate(source);
      const look = async (said, rules) => {
        const result = await axe(tab, rules);
        runs += 1; passes += result.passes;
        for (const { id, help, nodes } of result.violations) {
          violations += nodes.length;
          for (const node of nodes.slice(0, 3)) report.bad("axe", where, `${said}: ${id}: ${help}: ${node.target.join(" ")}`);
        }
      };
      await look("light");
      await tab.emulateMedia({ colorScheme: "dark" });
      await look("dark", COLOURS);
      await tab.emulateMedia({ colorScheme: "light" });
      await tab.setViewportSize({ width: 320, height: 700 });
      await look("320 px");
      const sideways = () => tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      const wide = await sideways();
      report.check(wide <= 0, "320 px", where, `scrolls sideways by ${wide} px`);
      await tab.addStyleTag({ content: SPACING });
      const wider = await sideways();
      report.check(wider <= 0, "text spacing", where, `scrolls sideways by ${wider} px at 320 px`);
      const cut = await tab.evaluate(lost);
      report.check(!cut.length, "text spacing", where, `words are cut off in ${cut.join(", ")}`);
      const scripts = await tab.evaluate(() => [...document.scripts].filter((one) => one.type !== "application/ld+json").length);
      const may = path === "/search/" || path.endsWith("/live-open/") ? 1 : 0;
      report.check(scripts === may, "scripts", where, `${scripts} scripts, not ${may}`);
      report.check(!outside.length, "requests", where, `asks other hosts: ${outside.join(", ")}`);
    }
    tab.off("request", note);
  });
  await Promise.all(contexts.map((context) => context.close()));
  report.check(runs > 0 && passes > 0, "axe", "all", "nothing was checked");
  report.done("axe", `${all.length} pages, ${runs} runs (light, dark, 320 px), ${passes} rules passed, ${violations} violations`);
}
