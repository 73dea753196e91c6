/* Wants a form with data-index and q, [role=status], [data-results]; section, author, year may be left out. */
(() => {
/* Words, folded as src/wire/search/words.rs folds them. */
const DENSE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u{20000}-\u{3ffff}";
const LETTER = "\\p{Alphabetic}\\p{N}\\p{M}";
const WORD = `(?:(?![${DENSE}])[${LETTER}])+`;
const TOKEN = new RegExp(`((?:(?=[${LETTER}])[${DENSE}])+)|${WORD}(?:['-]${WORD})*`, "gu");
const IS_DENSE = new RegExp(`^[${DENSE}]`, "u");
const THE = "(?:[وبكف]?ال|لل)";
const BARE = new RegExp(`^${THE}+(?=.{3})`, "su");
const NOTHING = /[\u00ad\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0640\u064b-\u065f\u0670\u200b-\u200d\u2060\ufeff]/g;
const PLAIN = Object.fromEntries("ßss łl øo đd ðd þth ħh ıi æae œoe ςσ ىي یي ةه کك ٱا ‘' ’' ʼ' ʻ' ‐- ‑- ־-".split(" ").map(([c, ...to]) => [c, to.join("")]));
const plain = (c) => PLAIN[c] ?? (/[٠-٩۰-۹]/.test(c) ? c.charCodeAt() & 15 : c);
const fold = (text) => text.normalize("NFC").normalize("NFKD").replace(NOTHING, "").toLowerCase().replace(/[^\0-~]/gu, plain).normalize("NFC");
const tokens = (text) => [...fold(text).matchAll(TOKEN)].flatMap(([word, dense]) => {
	if (dense) return [word];
	const parts = word.split(/['-]/).filter((part) => [...part].length > 1);
	return (parts.length ? parts : [word.replace(/['-]/g, "")]).map((part) => [...part.replace(BARE, "")].slice(0, 40).join(""));
});
/* Terms, and whether they begin a word. */
const terms = (text) => {
	const all = tokens(text).flatMap((word) => {
		const [first, ...rest] = word;
		if (!IS_DENSE.test(word)) return [[word, false]];
		return rest.length ? rest.map((c, n) => [(rest[n - 1] || first) + c, false]) : [[word, true]];
	});
	const last = all[all.length - 1];
	if (last?.[0].length > 2 && !/\s$/.test(text)) last[1] = true;
	return all;
};
const pieceOf = (term, pieces) => {
	const key = [...term].slice(0, IS_DENSE.test(term) ? 1 : /^[#@%]/.test(term) ? 4 : 3).join("");
	let hash = 0x811c9dc5;
	for (let n = 0; n < key.length; n++) hash = Math.imul(hash ^ key.charCodeAt(n), 0x1000193);
	return ((hash ^ (hash >>> 15)) >>> 0) % pieces;
};
/* End of words. */

const find = (what) => document.querySelector(what);
const root = find("[data-index]");
if (!root) return;
const { index: first, ...words } = root.dataset;
const make = (tag, text = "") => Object.assign(document.createElement(tag), { textContent: text });
const status = find("[role=status]"), list = find("[data-results]");
const older = make("button", words.older);
older.hidden = true;
list.after(older);
const fields = ["q", "section", "author", "year"].map((name) => root.elements.namedItem(name) || { name, value: "" });
const known = make("datalist");
known.id = "authors";
root.append(known);
fields[2].setAttribute?.("list", known.id);
const { lang } = document.documentElement;
const dates = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" }), numbers = new Intl.NumberFormat(lang);

const files = {};
const json = (url) => files[url] ||= fetch(url).then((answer) => answer.ok ? answer.json() : Promise.reject()).catch(() => {
	delete files[url];
	throw url;
});
let sections;
const open = async () => {
	const index = await json(first);
	if (!sections) {
		sections = Object.fromEntries(index.sections);
		fields[1].append?.(...index.sections.map(([path, title]) => new Option(title, path)));
		fields[3].append?.(...index.years.map((year) => new Option(year)));
	}
	return index.segments;
};

/* Which stories of a segment hold a term, and what that weighs. */
const holders = async ([path, , pieces], [term, begins]) => {
	const found = new Map(), piece = await json(`${path}w${pieceOf(term, pieces)}.json`);
	for (const word of Object.keys(piece)) {
		if (begins ? !word.startsWith(term) : word !== term) continue;
		piece[word].split(",").forEach((text, n) => {
			let at = -1, step = 0, shift = 0;
			for (const c of text) {
				const digit = c.charCodeAt() - 93;
				step |= (digit < 0 ? digit + 45 : digit) << shift;
				shift += 5;
				if (digit < 0) continue;
				at += step + 1;
				found.set(at, Math.max(found.get(at) || 0, 4 ** n));
				step = shift = 0;
			}
		});
	}
	return found;
};
const hitsOf = async (segment, asked) => {
	const all = await Promise.all(asked.map((term) => holders(segment, term)));
	const both = [...all[0].keys()].filter((story) => all.every((found) => found.has(story))).sort((a, b) => b - a);
	return both.map((story) => ({ segment, story, weight: all.reduce((sum, found) => sum + found.get(story), 0) }));
};

const mark = (node, text, needles) => {
	const places = [];
	let folded = "", at = 0, from = 0;
	for (const c of text) {
		for (const letter of fold(c)) {
			folded += letter;
			while (places.length < folded.length) places.push(at);
		}
		at += c.length;
	}
	places.push(at);
	const match = new RegExp(`(?:^|[^${LETTER}]|(?=[${DENSE}]))${THE}?(${needles.join("|")})`, "gu");
	for (const found of needles.length ? folded.matchAll(match) : []) {
		const end = found.index + found[0].length, start = places[end - found[1].length];
		node.append(text.slice(from, start), make("mark", text.slice(start, from = places[end])));
	}
	node.append(text.slice(from));
	node.dir = "auto";
	return node;
};
const entry = ([title, text, url, day, section, authors, label], needles) => {
	const item = make("li"), link = mark(make("a"), title, needles);
	link.href = url;
	item.append(Object.assign(make("span", label || sections[section]), { className: "kicker" }), " ", link);
	if (day) item.append(" ", Object.assign(make("time", dates.format(new Date(day))), { dateTime: day }));
	if (text) item.append(mark(make("p"), text, needles));
	for (const name of authors) if (![...known.options].some(({ value }) => value === name)) known.append(new Option(name, name));
	return item;
};

let latest;
const search = async () => {
	const mine = latest = {}, [query, section, author, year] = fields.map(({ value }) => value.trim());
	const address = new URL(location);
	for (const { name, value } of fields) value ? address.searchParams.set(name, value) : address.searchParams.delete(name);
	history.replaceState(history.state, "", address);
	const needles = tokens(query);
	const asked = [...terms(fields[0].value), ...terms(author).map(([term, begins]) => ["@" + term, begins])];
	if (section) asked.push(["#" + section]);
	if (year) asked.push(["%" + year]);
	older.hidden = true;
	status.textContent = asked.length ? words.loading : "";
	if (!asked.length) return list.replaceChildren();
	let due, batch = 1, count = 0, shown = 0;
	const waiting = [];
	const more = async () => {
		try {
			due ||= (await open()).filter((segment) => !year || (segment[3] <= year && segment[4] >= year));
			while (mine === latest && due.length && waiting.length < 20) {
				const hits = (await Promise.all(due.splice(0, batch).map((segment) => hitsOf(segment, asked)))).flat();
				waiting.push(...hits.sort((a, b) => b.weight - a.weight));
				count += hits.length;
				batch *= 2;
			}
			const entries = await Promise.all(waiting.splice(0, 20).map(async ({ segment, story }) =>
				entry((await json(`${segment[0]}s${story >> 5}.json`))[story & 31], needles)));
			if (mine !== latest) return;
			if (!shown) list.replaceChildren();
			list.append(...entries);
			shown += entries.length;
			status.textContent = count ? words.many.replace("{n}", numbers.format(count) + (due.length ? "+" : "")) : words.none;
			older.hidden = !due.length && !waiting.length;
			return entries[0];
		} catch {
			if (mine === latest) status.textContent = words.failed;
		}
	};
	older.onclick = async () => (await more())?.querySelector("a").focus();
	await more();
};

let timer;
root.oninput = root.onsubmit = (event) => {
	event.preventDefault();
	clearTimeout(timer);
	timer = setTimeout(search, event.type === "input" ? 150 : 0);
};
const start = () => {
	const given = new URLSearchParams(location.search);
	for (const field of fields) if (given.has(field.name)) field.value = given.get(field.name);
	if (fields.some(({ value }) => value)) search();
};
open().then(start, start);
})();
