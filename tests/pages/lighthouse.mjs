// Lighthouse on a phone: accessibility, best practices, SEO, layout shift and bytes are asserted; performance is told.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { chromium } from "../validate/serve.mjs";

const LIVE = "/news/2026/11/live-open/", ARTICLE = "/news/2026/11/everything/";
const PAGES = [["broadsheet/paper", "/"], ["broadsheet/kinds", ARTICLE], ["broadsheet/kinds", LIVE], ["broadsheet/paper", "/news/"],
  ["broadsheet/kinds", "/authors/edda-marrin/"], ["broadsheet/paper", "/archive/"], ["broadsheet/paper", "/search/"], ["broadsheet/paper", "/404.html"],
  ["bulletin/paper", "/"], ["bulletin/kinds", ARTICLE]];
const CATEGORIES = ["accessibility", "best-practices", "seo"];
/** Bytes of a page and all it asks for but pictures, as sent without compression. */
const MOST_BYTES = 140_000;

/** Audits that can't pass here: canonical links name the paper's own address; 404 and search ask not to be indexed. */
const skipped = (path) => ["canonical", ...(/search|404/.test(path) ? ["is-crawlable"] : [])];

export async function check(sites, report) {
  const chrome = await launch({ chromePath: chromium, chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"] });
  const performance = [];
  let scores = 0;
  try {
    for (const [name, path] of PAGES) {
      const where = name + path;
      const flags = { port: chrome.port, logLevel: "error", onlyCategories: ["performance", ...CATEGORIES], skipAudits: skipped(path) };
      const { lhr } = await lighthouse(sites[name].origin + path, flags);
      if (!report.check(!lhr.runtimeError, "lighthouse", where, lhr.runtimeError?.message)) continue;
      for (const id of CATEGORIES) {
        const { score, auditRefs } = lhr.categories[id];
        const why = auditRefs.filter((a) => a.weight && lhr.audits[a.id]?.score !== null && lhr.audits[a.id]?.score < 1).map((a) => a.id);
        report.check(score === 1, "lighthouse", where, `${id} ${Math.round((score ?? 0) * 100)}: ${why.join(", ")}`);
        scores += 1;
      }
      const shift = lhr.audits["cumulative-layout-shift"].numericValue;
      report.check(shift === 0, "lighthouse", where, `layout shift ${shift.toFixed(4)}`);
      const sent = lhr.audits["network-requests"].details.items.filter((item) => item.resourceType !== "Image");
      const bytes = sent.reduce((sum, item) => sum + (item.resourceSize ?? 0), 0);
      report.check(bytes <= MOST_BYTES, "lighthouse", where, `${bytes} bytes without pictures, more than ${MOST_BYTES}`);
      performance.push(`${Math.round(lhr.categories.performance.score * 100)} ${where}`);
    }
  } finally {
    chrome.kill();
  }
  report.check(scores > 0, "lighthouse", "all", "nothing was scored");
  report.done("lighthouse", `${PAGES.length} pages, ${scores} scores of 100 asked for, no layout shift; performance (told only): ${performance.join(", ")}`);
}
