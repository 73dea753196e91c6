/* Running coverage: asks for new entries and offers them; nothing moves before a reader says so. */
(() => {
  const status = document.querySelector("[data-live]");
  const body = document.querySelector(".body");
  if (!status || !body) return;
  const { live, ...words } = status.dataset;
  const form = new Intl.PluralRules(document.documentElement.lang);
  const SOONEST = 30, LATEST = 600;
  let wait = SOONEST, due = 0, timer = 0, waiting = [];

  const plan = () => {
    clearTimeout(timer);
    due = Date.now() + wait * 1000;
    timer = setTimeout(ask, wait * 1000);
  };

  const offer = () => {
    const text = (words[form.select(waiting.length)] || words.other).replace("{n}", waiting.length.toLocaleString(document.documentElement.lang));
    let button = status.firstElementChild;
    if (!button) {
      button = document.createElement("button");
      button.type = "button";
      button.addEventListener("click", show);
      status.append(button);
    }
    if (button.textContent !== text) button.textContent = text;
  };

  async function ask() {
    if (document.hidden) return;
    try {
      const answer = await fetch(live, { cache: "no-cache", credentials: "same-origin" });
      if (answer.status === 404 || answer.status === 410) return;
      if (!answer.ok) throw new Error(answer.status);
      const { state, entries } = await answer.json();
      const fresh = entries.filter(({ id }) => id && !document.getElementById(id)).map(({ id }) => id);
      wait = fresh.length > waiting.length ? SOONEST : Math.min(wait * 1.25, LATEST / 4);
      waiting = fresh;
      if (fresh.length) offer();
      if (state !== "live") return;
    } catch {
      wait = Math.min(wait * 2, LATEST);
    }
    plan();
  }

  /* The entries come from the page itself, so that they look as they do there. */
  async function show() {
    const answer = await fetch(location.pathname, { cache: "no-cache", credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok) return location.reload();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    let after = null, first = null;
    for (const entry of page.querySelectorAll(".body > .live-entry")) {
      const here = entry.id && document.getElementById(entry.id);
      if (here) { after = here; continue; }
      const one = document.importNode(entry, true);
      one.classList.add("is-new");
      one.tabIndex = -1;
      const top = body.querySelector(".live-entry");
      if (after) after.after(one);
      else if (top) top.before(one);
      else body.append(one);
      after = one;
      first ||= one;
    }
    waiting = [];
    status.replaceChildren();
    first?.focus();
  }

  document.addEventListener("visibilitychange", () => { if (!document.hidden && Date.now() >= due) ask(); });
  plan();
})();
