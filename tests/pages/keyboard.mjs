// A walk through front, article and search by keyboard alone; and a live report that takes in what is new.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What has the focus: its name, whether it can be seen, and its outline. */
const focused = (tab) => tab.evaluate(() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  return {
    name: one.localName, class: one.className, text: one.textContent.trim().slice(0, 60),
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
});

/** Goes through a page by Tab; each stop must be seen and outlined. Gives what was stopped at. */
async function walk(tab, where, most, report) {
  const stops = [];
  for (let n = 0; n < most; n += 1) {
    await tab.keyboard.press("Tab");
    const stop = await focused(tab);
    if (stop.name === "body") break;
    report.check(stop.seen, "keyboard", where, `stop ${n + 1} can't be seen: ${stop.name} ${stop.text}`);
    report.check(stop.outline >= 3, "keyboard", where, `stop ${n + 1} has no outline of 3 px: ${stop.name} ${stop.text}`);
    stops.push(stop);
  }
  return stops;
}

async function open(tab, site, path, width = 1280) {
  await tab.setViewportSize({ width, height: 800 });
  await tab.goto(site.origin + path, { waitUntil: "load" });
}

/** The skip link comes first, and leads to the text. */
async function skips(tab, where, report) {
  await tab.keyboard.press("Tab");
  const first = await focused(tab);
  report.check(first.class === "skip" && first.seen, "keyboard", where, `the first stop is ${first.name} ${first.text}`);
  await tab.keyboard.press("Enter");
  await tab.keyboard.press("Tab");
  const inside = await tab.evaluate(() => document.querySelector("main").contains(document.activeElement) || !document.querySelector("main :is(a, button, input)"));
  report.check(inside, "keyboard", where, "the skip link doesn't lead into the text");
}

/** The menu of a paper with many sections opens and closes by keyboard. */
async function menu(tab, site, report) {
  for (const width of [320, 1280]) {
    await open(tab, site, "/", width);
    await tab.locator("summary").focus();
    const isOpen = () => tab.evaluate(() => document.querySelector("details").open);
    await tab.keyboard.press("Enter");
    report.check(await isOpen(), "keyboard", `menu at ${width}`, "Enter doesn't open it");
    await tab.keyboard.press("Tab");
    const inside = await tab.evaluate(() => document.activeElement.closest("details") !== null);
    report.check(inside, "keyboard", `menu at ${width}`, "Tab doesn't lead into it");
    const small = await tab.evaluate(() => [...document.querySelectorAll(".sections a, summary")].filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.textContent));
    report.check(!small.length, "targets", `menu at ${width}`, `less than 44 px: ${small.join(", ")}`);
    await tab.locator("summary").focus();
    await tab.keyboard.press("Space");
    report.check(!(await isOpen()), "keyboard", `menu at ${width}`, "Space doesn't close it");
  }
}

/** Words are typed, the form is sent, a result is reached. */
async function search(tab, site, report) {
  await open(tab, site, "/search/");
  const stops = await walk(tab, "search", 60, report);
  const names = stops.map((stop) => stop.name);
  report.check(names.includes("input") && names.includes("button"), "keyboard", "search", `the form isn't reached: ${names.join(" ")}`);
  await tab.locator("input[type=search]").focus();
  await tab.keyboard.type("ferry");
  await tab.keyboard.press("Enter");
  const found = await tab.waitForSelector("[data-results] a", { timeout: 10_000 }).catch(() => null);
  report.check(found, "keyboard", "search", "no result for “ferry”");
  const told = await tab.locator("main [role=status]").first().textContent();
  report.check(/\d/.test(told), "keyboard", "search", `the status says “${told}”`);
}

/** The new entries of a live report are offered, and come in without a scroll before the reader asks. */
async function live(browser, site, report) {
  const path = "/news/2026/11/live-open/", where = "live";
  const json = join(site.dir, path, "live.json"), page = join(site.dir, path, "index.html");
  const [data, html] = [await readFile(json, "utf8"), await readFile(page, "utf8")];
  const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
  const tab = await context.newPage();
  try {
    await tab.clock.install();
    await tab.goto(site.origin + path, { waitUntil: "load" });
    await tab.evaluate(() => scrollTo(0, 900));
    const before = await tab.evaluate(() => scrollY);
    const now = JSON.parse(data);
    now.entries.unshift({ ...now.entries[0], id: "entry-new", title: "A new entry" }, { ...now.entries[0], id: "entry-newer", title: "A newer entry" });
    await writeFile(json, JSON.stringify(now));
    const first = html.match(/<article class="live-entry[\s\S]*?<\/article>/)[0];
    const one = (id) => first.replace(/ id="[^"]*"/, ` id="${id}"`);
    await writeFile(page, html.replace(first, one("entry-newer") + one("entry-new") + first));
    await tab.clock.runFor(31_000);
    const button = tab.locator("[role=status] button");
    await button.waitFor({ timeout: 10_000 });
    report.check((await button.textContent()) === "2 new updates", "live", where, `it offers “${await button.textContent()}”`);
    report.check((await tab.evaluate(() => scrollY)) === before, "live", where, "the page moved by itself");
    await button.focus();
    await tab.keyboard.press("Enter");
    await tab.waitForSelector("#entry-newer", { timeout: 10_000 });
    const order = await tab.evaluate(() => [...document.querySelectorAll(".body > .live-entry")].slice(0, 2).map((entry) => entry.id));
    report.check(order.join() === "entry-newer,entry-new", "live", where, `the new entries stand as ${order.join()}`);
    report.check((await tab.evaluate(() => document.activeElement.id)) === "entry-newer", "live", where, "the first new entry hasn't the focus");
    report.check((await button.count()) === 0, "live", where, "the button stays");
  } finally {
    await writeFile(json, data);
    await writeFile(page, html);
    await context.close();
  }
}

export async function check(browser, sites, themes, report) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  let stops = 0;
  for (const theme of themes) {
    for (const [name, path] of [["paper", "/"], ["kinds", "/news/2026/11/everything/"], ["paper", "/search/"], ["ar", "/"]]) {
      const where = `${theme}/${name}${path}`;
      await open(tab, sites[`${theme}/${name}`], path);
      await skips(tab, where, report);
      await open(tab, sites[`${theme}/${name}`], path);
      stops += (await walk(tab, where, 40, report)).length;
    }
    await search(tab, sites[`${theme}/paper`], report);
    await live(browser, sites[`${theme}/kinds`], report);
  }
  await menu(tab, sites["broadsheet/thirty"], report);
  await context.close();
  report.check(stops > 0, "keyboard", "all", "nothing was stopped at");
  report.done("keyboard", `${stops} stops seen and outlined; skip link, menu, search and live updates work by keyboard`);
}
