// Pages on paper: something is printed, what is for the screen alone is not, and the address stands at the end.
const PAGES = [["broadsheet/paper", "/"], ["broadsheet/kinds", "/news/2026/11/everything/"], ["broadsheet/ar", "/news/2026/11/story-1/"],
  ["bulletin/kinds", "/news/2026/11/release/"], ["bulletin/paper", "/"]];

export async function check(browser, sites, report) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  let sheets = 0;
  for (const [name, path] of PAGES) {
    const where = name + path;
    await tab.goto(sites[name].origin + path, { waitUntil: "load" });
    const pdf = await tab.pdf({ format: "A4", preferCSSPageSize: true });
    const pages = (pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
    report.check(pages > 0, "print", where, "no page was printed");
    sheets += pages;
    await tab.emulateMedia({ media: "print" });
    const shown = await tab.evaluate(() => {
      const isShown = (one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility !== "hidden";
      const screen = [...document.querySelectorAll("nav, .skip, .share, .search-form, .updates, audio")].filter(isShown);
      const printed = document.querySelector(".printed");
      return {
        screen: screen.map((one) => one.className || one.localName),
        address: printed && isShown(printed) ? printed.textContent : "",
        canonical: document.querySelector("link[rel=canonical]").href,
        title: isShown(document.querySelector("h1, .first h2")),
        name: isShown(document.querySelector(".masthead .nameplate")),
      };
    });
    report.check(!shown.screen.length, "print", where, `what is for the screen is printed: ${shown.screen.join(", ")}`);
    report.check(shown.address.includes(decodeURI(shown.canonical)) || shown.address.includes(shown.canonical), "print", where, `the address isn't printed: “${shown.address}”`);
    report.check(shown.title && shown.name, "print", where, "headline or nameplate isn't printed");
    await tab.emulateMedia({ media: null });
  }
  await context.close();
  report.done("print", `${PAGES.length} pages on ${sheets} sheets`);
}
