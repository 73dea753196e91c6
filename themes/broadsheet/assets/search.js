/* The search page. Where scripts don't run, the page links to the archive.

The markup it wants (the words are the theme's; all but data-index and the input may be left out):

  <form role="search" action="/search/" data-index="/search/index.json"
      data-loading="Searching…" data-none="No story found." data-one="1 story found."
      data-many="{n} stories found." data-older="Search older stories" data-failed="Search isn't available now.">
    <label for="q">Search</label> <input id="q" name="q" type="search">
    <select name="section"><option value="">All sections</option></select>
    <select name="year"><option value="">All years</option></select>
  </form>
  <p role="status"></p>
  <ol data-results></ol>

A select with one option is filled from the index. Status and list are made after the form when the
page has none. A story is <li><a href><time datetime><p>; more follow a button. */
(() => {
  "use strict";
  const root = document.querySelector("[data-index]");
  const input = root?.querySelector("input[type=search], input[name=q]");
  if (!input) return;

  const ENOUGH = 20; // older shards are fetched by themselves until so many stories are found
  const SHOWN = 100;
  const words = root.dataset;
  const make = (tag, text = "") => {
    const node = document.createElement(tag);
    node.textContent = text;
    return node;
  };
  const place = (selector, tag) => {
    const node = document.querySelector(selector) || make(tag);
    if (!node.isConnected) root.after(node);
    return node;
  };
  const list = place("[data-results]", "ol");
  const status = place("[role=status]", "p");
  status.setAttribute("role", "status");
  const older = make("button", words.older);
  older.type = "button";
  older.hidden = true;
  list.after(older);
  const selects = [...root.querySelectorAll("select[name=section], select[name=year]")];
  const chosen = (name) => selects.find((select) => select.name === name)?.value || "";

  let lang = document.documentElement.lang;
  try {
    Intl.getCanonicalLocales(lang);
  } catch {
    lang = "en";
  }
  const dates = new Intl.DateTimeFormat(lang || "en", { dateStyle: "long", timeZone: "UTC" });
  const numbers = new Intl.NumberFormat(lang || "en");

  // Letters that Unicode doesn't take apart, and Arabic ones that are typed for each other.
  const PLAIN = { ß: "ss", ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", ı: "i", æ: "ae", œ: "oe", ى: "ي", ة: "ه", ک: "ك", ی: "ي" };
  // Accents and vowel points go; a mark of an Indic script or of kana makes another letter, and stays.
  const MARKS = /[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670\u200c\u200d'’]/g;
  const fold = (text) =>
    text
      .normalize("NFKD")
      .replace(MARKS, "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}]+/gu, " ")
      .replace(/[^\0-\x7f]/g, (letter) => PLAIN[letter] || letter)
      .trim();
  // Scripts that write words together, or with articles in front, are matched inside words too.
  const JOINED =
    /[\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Arab}\p{sc=Hebr}]/u;
  const needles = (text) =>
    fold(text).split(" ").filter(Boolean).map((word) => (JOINED.test(word) ? word : " " + word));

  const json = async (url) => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(url);
    return answer.json();
  };

  const stories = (shard) =>
    shard.title.map((title, n) => {
      const day = shard.date[n];
      const names = [...shard.author[n].map((id) => shard.authors[id]), ...shard.topic[n].map((id) => shard.topics[id])];
      return {
        title,
        text: shard.text[n],
        url: shard.url[n],
        label: shard.label?.[n],
        section: shard.sections[shard.section[n]] || "",
        date: day ? Date.UTC(shard.year, Math.floor(day / 100) - 1, day % 100) : -Infinity,
        head: " " + fold(title),
        rest: " " + fold([...names, shard.text[n]].join(" ")),
      };
    });

  let manifest;
  const open = async () => {
    if (manifest) return manifest;
    const found = await json(words.index);
    const years = new Set(found.shards.map((shard) => shard.year).filter(Boolean));
    for (const select of selects) {
      if (select.options.length > 1) continue;
      if (select.name === "year") select.append(...[...years].map((year) => new Option(year)));
      else select.append(...found.sections.map((section) => new Option(section.title, section.id)));
    }
    return (manifest = found);
  };
  const read = async (shard) => (shard.stories ||= stories(await json(shard.url)));

  const matches = (found, wanted, section) =>
    found
      .filter((story) => !section || (story.section + "/").startsWith(section + "/"))
      .filter((story) => wanted.every((word) => story.head.includes(word) || story.rest.includes(word)))
      .map((story) => ({ story, score: wanted.filter((word) => story.head.includes(word)).length }));

  const entry = ({ story }) => {
    const item = make("li");
    const link = make("a", story.title);
    link.href = story.url;
    link.dir = "auto";
    if (story.label) {
      const label = make("span", story.label);
      label.className = "kicker";
      item.append(label, " ");
    }
    item.append(link);
    if (story.date > -Infinity) {
      const time = make("time", dates.format(story.date));
      time.dateTime = new Date(story.date).toISOString().slice(0, 10);
      item.append(" ", time);
    }
    if (story.text) {
      const text = make("p", story.text);
      text.dir = "auto";
      item.append(text);
    }
    return item;
  };

  const show = (hits, more) => {
    hits.sort((a, b) => b.score - a.score || b.story.date - a.story.date || 0);
    list.replaceChildren(...hits.slice(0, SHOWN).map(entry));
    const many = (words.many || "{n}").replace("{n}", numbers.format(hits.length) + (more ? "+" : ""));
    if (!hits.length) status.textContent = words.none || "";
    else status.textContent = hits.length > 1 || more ? many : words.one || many;
  };

  const remember = () => {
    const address = new URL(location);
    for (const [name, value] of [["q", input.value.trim()], ["section", chosen("section")], ["year", chosen("year")]]) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    history.replaceState(history.state, "", address);
  };

  let latest = 0; // a search that isn't the latest any more stops, and shows nothing
  const search = async (enough = ENOUGH) => {
    const mine = ++latest;
    const wanted = needles(input.value);
    older.hidden = true;
    remember();
    status.textContent = (wanted.length && words.loading) || "";
    if (!wanted.length) return list.replaceChildren();
    try {
      const { shards } = await open();
      const due = shards.filter((shard) => !chosen("year") || String(shard.year) === chosen("year"));
      const hits = [];
      let n = 0;
      while (n < due.length && hits.length < enough) {
        hits.push(...matches(await read(due[n++]), wanted, chosen("section")));
        if (mine !== latest) return;
      }
      show(hits, n < due.length);
      older.hidden = !words.older || n === due.length;
      older.onclick = () => search(hits.length + ENOUGH);
    } catch {
      if (mine === latest) status.textContent = words.failed || "";
    }
  };

  let timer;
  const soon = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(search, wait);
  };
  input.addEventListener("input", () => soon(150));
  for (const select of selects) select.addEventListener("change", () => soon(0));
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    soon(0);
  });

  const asked = new URLSearchParams(location.search);
  input.value = asked.get("q") || input.value;
  const start = () => {
    for (const select of selects) {
      select.value = asked.get(select.name) || "";
      if (select.selectedIndex < 0) select.selectedIndex = 0;
    }
    if (input.value.trim()) search();
  };
  open().then(start, start);
})();
