// The demonstration's pages as a browser takes them: nothing refused, nothing asked of anybody else, nothing changed.
import { check, same } from "./bench.mjs";

const PAGES = ["/", "/news/", "/news/2026/11/ferry-returns/", "/harbour/2026/10/the-crossing/", "/news/2026/11/storm-ottar-live/",
  "/news/2024/03/market-hall-fire/", "/search/", "/latest/", "/archive/", "/archive/2026/11/", "/tags/", "/authors/", "/about/",
  "/ar/", "/ar/news/2026/11/ferry-returns/", "/lt/", "/lt/tags/mugės/", "/404.html"];
const SCRIPT = /<script src="\/_dateline\/live\.js" data-page="[^"]*" data-print="[0-9a-f]{16}" nonce="[0-9a-f]{16}" defer><\/script>/g;
const STRICT = "default-src 'none'";

/** Notes all that a browser refuses in the pages of a context, and all it asks of other hosts. */
async function notes(context, site) {
  const wrong = [];
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      console.error(`refused by the policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) wrong.push(`${message.page()?.url()}: ${message.text()}`);
  });
  context.on("weberror", (error) => wrong.push(`${error.page()?.url()}: ${error.error()}`));
  context.on("request", (request) => {
    if (!request.url().startsWith(site.url) && !request.url().startsWith("data:")) wrong.push(`asked of another host: ${request.url()}`);
  });
  context.on("requestfailed", (request) => {
    // A page that is left stops what it still loads.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") wrong.push(`${request.url()}: ${request.failure()?.errorText}`);
  });
  return wrong;
}

export const tests = {
  "nothing is refused, nothing fails, nothing is asked of another host": async (bench) => {
    const site = await bench.site();
    const context = await bench.context();
    const wrong = await notes(context, site);
    const window = await bench.open(site, PAGES[0], { context });
    for (const path of PAGES) {
      await window.go(site.url + path);
      same(window.answer.status(), 200, `the status of ${path}`);
      check((await window.shown()) === null, `${path} has something of the preview's over it: ${JSON.stringify(await window.shown())}`);
      // Pictures that load when they come into sight, too.
      await window.page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await window.sees(() => [...document.images].every((image) => image.complete || image.loading === "lazy"), null, `${path}: pictures don't load`);
      const broken = await window.page.evaluate(() => [...document.images].filter((image) => image.complete && image.currentSrc && !image.naturalWidth).map((image) => image.src));
      same(broken, [], `${path}: broken pictures`);
    }
    same(wrong, [], "what went wrong");
  },

  "a page is the built one but for one script": async (bench) => {
    const site = await bench.site();
    const built = site.build();
    for (const path of PAGES) {
      const served = await (await fetch(site.url + path)).text();
      same(served.match(SCRIPT)?.length, 1, `${path}: scripts of the preview`);
      check(served.replace(SCRIPT, "") === await built(path), `${path} differs from what is built`);
    }
  },

  "a page takes in nothing but one element, and that only where there is something to tell": async (bench) => {
    const site = await bench.site();
    const window = await bench.open(site, "/about/");
    const elements = () => window.page.evaluate(() => document.querySelectorAll("*").length);
    const names = () => window.page.evaluate(() => {
      const frame = document.createElement("iframe");
      document.body.append(frame);
      const plain = new Set(Object.getOwnPropertyNames(frame.contentWindow));
      frame.remove();
      return Object.getOwnPropertyNames(window).filter((name) => !plain.has(name) && !/^\d+$/.test(name) && !name.startsWith("__pw") && !name.startsWith("__playwright"));
    });
    const before = await elements();
    same(await names(), [], "names that the script leaves in the page");
    await site.change("content/about.md", "title: About", "title: [About");
    await window.over();
    same(await elements(), before + 1, "elements");
  },

  "live under a site's own stricter policy, from site.yaml": async (bench) => {
    const site = await bench.site();
    await site.stop();
    await site.write("site.yaml", `${await site.read("site.yaml")}\nheaders:\n  /*: { Content-Security-Policy: "${STRICT}" }\n`);
    await site.start();
    await strict(bench, site);
  },

  "live under a site's own stricter policy, from static/_headers": async (bench) => {
    const site = await bench.site({ "static/_headers": `/*\n  Content-Security-Policy: ${STRICT}; frame-ancestors 'none'; sandbox\n  X-Frame-Options: DENY\n` });
    await strict(bench, site);
  },

  "live under a policy of hashes and strict-dynamic, where 'self' counts for nothing": async (bench) => {
    const policy = "script-src 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' 'strict-dynamic'; style-src 'self'";
    const site = await bench.site({ "static/_headers": `/*\n  Content-Security-Policy: ${policy}\n` });
    await strict(bench, site);
  },

  "live under a policy that wants trusted types": async (bench) => {
    const site = await bench.site({ "static/_headers": "/*\n  Content-Security-Policy: require-trusted-types-for 'script'; trusted-types 'none'\n" });
    await strict(bench, site);
  },
};

/** The page reloads, and what lies over it looks as it should: its style is the script's, not the page's. */
async function strict(bench, site) {
  const policy = (await fetch(`${site.url}/about/`)).headers.get("content-security-policy");
  const window = await bench.open(site, "/about/");
  await window.mark();
  const good = await site.change("content/about.md", "We are fourteen journalists", "We are fifteen journalists");
  await window.reloaded("We are fifteen journalists");
  await site.write("content/about.md", good.replace("title: About", "title: [About"));
  await window.over();
  const look = await window.page.evaluate(() => {
    const style = getComputedStyle(document.querySelector("dateline-preview").shadowRoot.querySelector(".over"));
    return [style.position, style.overflow];
  });
  same(look, ["fixed", "auto"], `the look of what lies over the page under ${policy}`);
  await site.write("content/about.md", good);
  await window.reloaded("We are fourteen journalists");
  await window.bare();
}
