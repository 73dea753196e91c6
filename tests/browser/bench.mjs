// What a test holds: a browser's windows, what they said, and waits that end with a condition.
import { Site } from "./server.mjs";

export const PATIENCE = 15_000;

/** Fails with words where something isn't so. */
export function check(holds, words) {
  if (!holds) throw new Error(words);
}

export function same(got, wanted, what) {
  check(JSON.stringify(got) === JSON.stringify(wanted), `${what}: ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`);
}

export class Bench {
  constructor(binary, browser) {
    this.binary = binary;
    this.browser = browser;
    this.closing = [];
    this.wrong = [];
  }

  /** A site of one's own, served. */
  async site(files = {}) {
    const site = await Site.copy(this.binary, files);
    this.closing.push(() => site.close());
    return site.start();
  }

  /** Windows of one's own. */
  async context(options = {}) {
    const context = await this.browser.newContext({ viewport: { width: 1000, height: 600 }, ...options });
    context.setDefaultTimeout(PATIENCE);
    this.closing.unshift(() => context.close().catch(() => {}));
    return context;
  }

  /** A window at a page, that the preview already speaks to. */
  async open(site, path, options = {}) {
    this.windows ??= await this.context();
    const window = new Window(await (options.context ?? this.windows).newPage());
    window.page.on("pageerror", (error) => this.wrong.push(`${path}: ${error}`));
    await window.go(site.url + path);
    return window;
  }

  async close() {
    for (const close of this.closing) await close();
  }
}

/** A page in the browser, with all that the preview told it. */
export class Window {
  constructor(page) {
    this.page = page;
    /** What the preview said, over all connections. */
    this.told = [];
    /** How many times a page was loaded. */
    this.loads = 0;
    this.connections = 0;
    page.on("load", () => { this.loads += 1; });
    page.on("websocket", (socket) => {
      this.connections += 1;
      socket.on("framereceived", ({ payload }) => this.told.push(JSON.parse(String(payload))));
    });
  }

  /** Goes to an address, and waits until the preview knows of it: it tells of faults, or of none, at once. */
  async go(url) {
    const before = this.told.length;
    this.answer = await this.page.goto(url, { waitUntil: "load" });
    await this.until(() => this.told.length > before, "the preview to speak to the window");
    return this;
  }

  /** Waits for something here to hold. */
  async until(holds, what) {
    const end = Date.now() + PATIENCE;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`waited 15 s for ${what}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  /** Waits for something in the page to hold, over reloads. */
  async sees(holds, argument, what) {
    try {
      await this.page.waitForFunction(holds, argument, { polling: 50, timeout: PATIENCE });
    } catch (error) {
      throw new Error(`${what ?? holds}: ${error.message.split("\n")[0]}`);
    }
  }

  /** A mark that a reload wipes away. */
  mark() { return this.page.evaluate(() => { window.__mark = true; }); }

  isMarked() { return this.page.evaluate(() => window.__mark === true); }

  /** Waits until the page was loaded anew, with a text in it. */
  reloaded(text) {
    return this.sees((text) => !window.__mark && document.readyState === "complete" && document.body.innerText.includes(text),
      text, `no reload that shows ${JSON.stringify(text)}`);
  }

  /** Waits until the page was loaded so many times, each but the first because the preview said so. */
  async loaded(times) {
    await this.until(() => this.loads >= times, `load ${times}; there were ${this.loads}`);
    same([this.loads, this.count("reload")], [times, times - 1], "loads, and reloads that were asked for");
  }

  count(type) { return this.told.filter((said) => said.type === type).length; }

  /** What the preview's own element shows: nothing, a badge, or what lies over the page. */
  shown() {
    return this.page.evaluate(() => {
      const root = document.querySelector("dateline-preview")?.shadowRoot;
      if (!root) return null;
      const texts = (query) => [...root.querySelectorAll(query)].map((one) => one.textContent);
      return {
        is_over: !!root.querySelector(".over"), badge: root.querySelector(".badge")?.textContent ?? null,
        messages: texts(".message"), places: texts(".file"), codes: texts("pre"), help: texts(".help"), marks: texts("mark"),
      };
    });
  }

  over() { return this.sees(() => document.querySelector("dateline-preview")?.shadowRoot?.querySelector(".over"), null, "nothing lies over the page"); }

  badge() { return this.sees(() => document.querySelector("dateline-preview")?.shadowRoot?.querySelector(".badge"), null, "no badge"); }

  bare() { return this.sees(() => !document.querySelector("dateline-preview"), null, "the preview's element stays"); }
}
