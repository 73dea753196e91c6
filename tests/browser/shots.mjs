// Pictures of what the preview shows, for people to look at: only with DATELINE_SHOTS=DIR.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { same } from "./bench.mjs";

const DIR = process.env.DATELINE_SHOTS;
const SEALS = "/news/2026/11/harbour-seals/";
const SEALS_FILE = "content/news/2026/harbour-seals.md";
const DESK = {
  desk: "/_dateline/", drafts: "/_dateline/drafts", schedule: "/_dateline/schedule", warnings: "/_dateline/warnings",
  page: `/_dateline/page?of=${SEALS}`, phone: `/_dateline/phone?of=${SEALS}`, sizes: "/_dateline/sizes",
};

export const tests = DIR ? {
  "pictures of the overlay, the badge and the desk": async (bench) => {
    await mkdir(DIR, { recursive: true });
    const site = await bench.site();
    const good = await site.read(SEALS_FILE);
    const wide = [];
    for (const [width, colorScheme] of [[1280, "light"], [390, "light"], [1280, "dark"]]) {
      const context = await bench.context({ viewport: { width, height: 844 }, colorScheme });
      const shoot = async (window, name, options) => {
        await window.page.screenshot({ path: join(DIR, `${name}-${width}-${colorScheme}.png`), ...options });
        const over = await window.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (over > 0) wide.push(`${name} at ${width}: ${over} px`);
      };
      await site.write(SEALS_FILE, good);
      const window = await bench.open(site, SEALS, { context });
      await site.write(SEALS_FILE, good.replace('Kettle Point"', "Kettle Point"));
      await window.over();
      await shoot(window, "overlay");
      await window.go(`${site.url}/about/`);
      await window.badge();
      await shoot(window, "badge");
      for (const [name, path] of Object.entries(DESK)) {
        const answer = await window.page.goto(site.url + path, { waitUntil: "networkidle" });
        if (answer.status() === 404) {
          console.log(`       ${path}: not there`);
          continue;
        }
        same(answer.status(), 200, `the status of ${path}`);
        await shoot(window, name, { fullPage: true });
      }
      await context.close();
    }
    same(wide, [], "pages that scroll sideways");
  },
} : {};
