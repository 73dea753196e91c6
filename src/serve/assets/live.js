// The preview's script: reloads the page when it changes, swaps stylesheets, shows what is wrong with it.
// It uses no network but this server's, and leaves nothing in the page but one element of its own.
(() => {
  "use strict";
  const script = document.currentScript;
  const page = decodeURIComponent(script.dataset.page);
  const at = new URLSearchParams(location.search).get("at");
  // A page's own scripts may change what stands behind its path.
  const memory = `dateline:${location.pathname}`;
  let print = script.dataset.print;
  let wait = 250;

  // ---- The reader's place and what was typed stay over a reload.

  const fields = () => [...document.querySelectorAll("input, textarea, select, [contenteditable='']")];
  const nameOf = (field) => `${field.tagName} ${field.name || field.id || ""}`;
  const isKept = (field) => !["password", "file", "hidden", "submit", "button", "reset", "image"].includes(field.type);

  function remember() {
    // The members of a group share one name, so each is known by its number among them.
    const seen = new Map();
    const typed = fields().map((field) => {
      const name = nameOf(field);
      const n = seen.get(name) || 0;
      seen.set(name, n + 1);
      return {
        field, n, name, text: field.isContentEditable ? field.innerHTML : field.value, on: field.checked,
        from: field === document.activeElement ? selection(field) : null,
      };
    }).filter(({ field }) => isKept(field)).map(({ field, ...kept }) => kept);
    const open = [...document.querySelectorAll("details")].map((one) => one.open);
    sessionStorage.setItem(memory, JSON.stringify({ x: scrollX, y: scrollY, typed, open }));
  }

  function selection(field) {
    try { return [field.selectionStart, field.selectionEnd]; } catch { return [0, 0]; }
  }

  function restore() {
    const kept = JSON.parse(sessionStorage.getItem(memory) || "null");
    sessionStorage.removeItem(memory);
    if (!kept) return;
    const now = fields();
    for (const one of kept.typed) {
      const field = now.filter((other) => nameOf(other) === one.name)[one.n];
      if (!field || !isKept(field)) continue;
      if (field.isContentEditable) field.innerHTML = one.text;
      else if (field.type === "checkbox" || field.type === "radio") field.checked = one.on;
      else if (field.value !== one.text) {
        field.value = one.text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
      if (one.from) {
        field.focus({ preventScroll: true });
        try { field.setSelectionRange(...one.from); } catch { /* it has no text to select */ }
      }
    }
    [...document.querySelectorAll("details")].forEach((one, n) => { if (kept.open[n] !== undefined) one.open = kept.open[n]; });
    back(kept);
  }

  // The page may still grow, by pictures or its own scripts: until then its place can't be reached.
  function back({ x, y }) {
    const go = () => scrollTo({ left: x, top: y, behavior: "instant" });
    const grows = new ResizeObserver(() => {
      go();
      if (Math.abs(scrollY - y) < 1) setTimeout(stop, 300);
    });
    const moved = ["wheel", "touchstart", "pointerdown", "keydown"];
    const stop = () => {
      grows.disconnect();
      moved.forEach((name) => removeEventListener(name, stop, true));
    };
    moved.forEach((name) => addEventListener(name, stop, true));
    go();
    grows.observe(document.documentElement);
    addEventListener("load", () => requestAnimationFrame(go), { once: true });
    setTimeout(stop, 5000);
  }

  function reload() {
    remember();
    location.reload();
  }

  // ---- A stylesheet is swapped once the new one is there, so that the page never stands without.

  // Its name without the fingerprint: `/assets/style.1a2b3c4d.css`.
  const plainName = (path) => path.replace(/\.[0-9a-f]{8}\.css$/, ".css");

  function linksOf(name) {
    return [...document.querySelectorAll("link[rel~='stylesheet']")].filter((link) => {
      const url = new URL(link.href);
      return url.origin === location.origin && plainName(url.pathname) === name;
    });
  }

  function swap(styles) {
    for (const [from, to] of Object.entries(styles)) {
      const old = linksOf(plainName(from));
      if (!old.length) continue;
      const next = old[0].cloneNode();
      next.href = to;
      next.addEventListener("load", () => linksOf(plainName(to)).forEach((link) => {
        // One that came after this is still to be loaded.
        if (link.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_FOLLOWING) link.remove();
      }), { once: true });
      // It may be gone because it was saved again: then the next one is on its way.
      next.addEventListener("error", () => setTimeout(() => {
        if (linksOf(plainName(to)).at(-1) === next) reload();
      }, 700), { once: true });
      old.at(-1).after(next);
    }
  }

  // ---- Faults: over the page where it is theirs, a word in the corner where they are elsewhere.

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; direction: ltr; }
    .over { position: fixed; inset: 0; z-index: 2147483647; overflow: auto; background: #1a1a1acc; color: #222;
      font: 16px/1.5 system-ui, sans-serif; padding: 4vh 1rem; }
    .box { max-width: 60rem; margin: auto; background: #fff; border-top: 6px solid #b3261e; padding: 1.25rem 1.5rem;
      box-shadow: 0 8px 40px #0008; }
    h1 { font-size: 1.15rem; margin: 0 0 .25rem; color: #8c1d18; }
    .what { margin: 0 0 1rem; color: #555; }
    article { border-top: 1px solid #ddd; padding: .9rem 0; }
    .message { font-weight: 600; margin: 0; overflow-wrap: anywhere; }
    .code { color: #666; font: 13px/1.4 ui-monospace, monospace; }
    a { color: #0b57d0; overflow-wrap: anywhere; }
    pre { background: #f6f6f6; border-left: 3px solid #b3261e; padding: .6rem .8rem; margin: .6rem 0; overflow: auto;
      font: 14px/1.5 ui-monospace, monospace; white-space: pre; }
    mark { background: #ffd8d4; color: inherit; }
    .caret { color: #b3261e; font-weight: bold; }
    .help { margin: .4rem 0 0; }
    button { font: inherit; float: right; border: 1px solid #bbb; background: #fff; padding: .2rem .8rem; cursor: pointer; }
    .badge { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483647; background: #b3261e; color: #fff;
      font: 14px/1.4 system-ui, sans-serif; padding: .45rem .8rem; text-decoration: none; box-shadow: 0 2px 8px #0006; }
    :focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px; }
    @media (prefers-color-scheme: dark) {
      .box { background: #1f1f1f; color: #eee; } .what, .code { color: #aaa; } h1 { color: #f2b8b5; }
      article { border-color: #444; } pre { background: #2a2a2a; } mark { background: #601410; }
      a { color: #a8c7fa; } .caret { color: #f2b8b5; } button { background: #2a2a2a; color: #eee; border-color: #666; }
    }`);

  let host = null;
  let isHidden = false;

  function make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function show(content) {
    host?.remove();
    host = null;
    if (!content) return;
    host = document.createElement("dateline-preview");
    const root = host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.append(content);
    document.documentElement.append(host);
  }

  function faultOf(fault) {
    const box = make("article");
    box.append(make("p", "message", fault.message));
    const where = make("p", "code");
    const place = [fault.file, fault.line || null, fault.line && fault.column ? fault.column : null].filter(Boolean).join(":");
    const link = make("a", "file", place);
    link.href = `vscode://file/${encodeURI(fault.path.replace(/^\//, ""))}${fault.line ? `:${fault.line}:${fault.column || 1}` : ""}`;
    link.title = `${fault.path} (opens in an editor that knows vscode:// links)`;
    where.append(link, ` ${fault.severity}[${fault.code}]`);
    box.append(where);
    if (fault.excerpt) {
      const [before, meant, after] = fault.excerpt;
      const gutter = `${fault.line} | `;
      const code = make("pre");
      code.append(gutter + before, make("mark", "", meant), after, "\n");
      const caret = "^".repeat(Math.max(1, [...meant].length));
      code.append(make("span", "caret", " ".repeat(gutter.length + [...before].length) + caret));
      box.append(code);
      // On a narrow screen the place would lie beyond the edge.
      requestAnimationFrame(() => { code.scrollLeft = code.querySelector("mark").offsetLeft - code.offsetLeft - code.clientWidth / 2; });
    }
    for (const also of fault.also) box.append(make("p", "code", `${also.file}${also.line ? `:${also.line}` : ""}: ${also.words}`));
    if (fault.help) box.append(make("p", "help", fault.help));
    return box;
  }

  function tell({ errors, elsewhere }) {
    if (errors.length && !isHidden) {
      const over = make("div", "over");
      const box = make("div", "box");
      box.setAttribute("role", "alertdialog");
      box.setAttribute("aria-label", "What is wrong with this page");
      const close = make("button", "", "Hide");
      close.addEventListener("click", () => { isHidden = true; tell({ errors, elsewhere }); });
      box.append(close, make("h1", "", errors.length === 1 ? "An error" : `${errors.length} errors`));
      box.append(make("p", "what", Number(`0x${print}`) ? "Below is the page as it last was good. This goes by itself once it is mended."
        : "This goes by itself once it is mended."));
      box.append(...errors.map(faultOf));
      over.append(box);
      show(over);
    } else if (errors.length + elsewhere) {
      const count = errors.length + elsewhere;
      const badge = make("a", "badge", count === 1 ? "1 error" : `${count} errors`);
      badge.href = "/_dateline/warnings";
      show(badge);
    } else {
      isHidden = false;
      show(null);
    }
  }

  // ---- The connection. It comes back by itself when the preview is started again.

  function connect() {
    const query = new URLSearchParams({ page, print });
    if (at) query.set("at", at);
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/_dateline/live?${query}`);
    socket.addEventListener("open", () => { wait = 250; });
    socket.addEventListener("message", ({ data }) => {
      const said = JSON.parse(data);
      if (said.type === "reload") reload();
      else if (said.type === "styles") { print = said.print; swap(said.swap); }
      else if (said.type === "faults") tell(said);
    });
    socket.addEventListener("close", () => {
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, 4000);
    });
  }

  // ---- Links lead on within the edition of another time, also into a new tab.

  if (at) {
    const given = location.search.slice(1).split("&").find((part) => part.startsWith("at="));
    const keep = (event) => {
      const link = event.target.closest?.("a[href]");
      if (!link || link.origin !== location.origin || link.pathname.startsWith("/_dateline/")) return;
      const isHere = link.pathname === location.pathname && link.hash && !link.getAttribute("href").includes("?");
      if (isHere || new URLSearchParams(link.search).has("at")) return;
      link.search = link.search ? `${link.search}&${given}` : `?${given}`;
    };
    for (const name of ["pointerdown", "click", "auxclick", "contextmenu"]) addEventListener(name, keep, true);
  }

  restore();
  connect();
})();
