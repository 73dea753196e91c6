// Small sites, one for each state that a theme's pages can be in. Everything in them is made up, and the same each time.
// Usage: node tests/pages/states.mjs FOLDER writes them all there.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { picture } from "./picture.mjs";

export const AT = "2026-11-20T12:00:00Z";

const HEADLINES = ["Harbour office opens its books", "Night buses return to the north side after eleven years", "The last rope walk closes",
  "Council votes for a bridge that nobody has drawn", "A school of seven pupils", "What the tide left on Kettle Point", "Bread, by the hour",
  "Two captains, one ferry", "How the island got its cable", "The choir that rehearses on a barge", "Dredging stops for the seals",
  "Market hall: the bill is in", "A winter without salt", "The lighthouse keeper's last log", "Why the fog horn is silent"];
const STANDFIRST = "Three years of accounts show what the quay costs, who pays for it, and what was never billed.";
const VOCABULARY = "harbour quay mayor tide ledger crane rope barge school bridge council ferry captain winter storm market library bench tram island cable lamp choir dredger seal herring pilot customs archive clerk boiler sail pier gull harvest lantern gasworks bakery strike engine timber slate anchor fog horn breakwater villagers nurses drivers teachers tenants shareholders inspectors fishermen divers voters gardeners says asks finds buys sells loses closes opens counts builds repairs forgets promises refuses measures paints moves carries burns floods returns hides names thanks warns after before without beside against under during among since until near".split(" ");
/** Words that differ from story to story, and are the same each time. */
function words(seed, count) {
  let state = seed * 2654435761 >>> 0;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const text = Array.from({ length: count }, () => VOCABULARY[Math.floor(next() * VOCABULARY.length)]).join(" ");
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}
const SECTIONS = ["News", "Harbour", "Culture", "Sport", "Opinion"];
const LONG = "The committee that was set up to find out why the earlier committee had not reported in time has now asked for a further year, two clerks, and the keys to the archive in the old customs house, says its chair";
const TEXT = `The accounts, which the harbour office published on Tuesday, run to four hundred pages. [They were asked for](https://example.com/request) in 2023.

## What the quay costs

Most of the money goes on dredging. "We move the same mud twice," said the harbour master, "and we pay for it twice."

> No entry was made for the crane.

A second list names every boat that tied up without paying.

## Who pays

The fishing boats pay by the metre, the ferry by the passenger, and the barges not at all.
`;

const yaml = (fields) => Object.entries(fields).map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join("\n");
const page = (fields, text = TEXT) => `---\n${yaml(fields)}\n---\n\n${text}`;
const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

const ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M2 2h12v12H2z"/></svg>';

/** A site's settings and its stories. */
function site(title, more = {}) {
  return { "static/favicon.svg": ICON, "site.yaml": yaml({ title, tagline: "A made-up paper", base_url: "https://states.example/", timezone: "UTC", ...more }) + "\n" };
}

/** The date of the n-th newest story: the first ones are hours apart, the later ones days. */
function when(n) {
  const hours = n < 8 ? n * 2 + 1 : 24 * (n - 6);
  return new Date(Date.parse(AT) - hours * 3600e3).toISOString().slice(0, 16) + "Z";
}

/** `count` stories over some sections; `pictured` says which of them have a picture. */
function stories(files, count, { sections = SECTIONS, pictured = (n) => n % 2 === 0, headline = (n) => HEADLINES[n % HEADLINES.length] + (n < HEADLINES.length ? "" : `, part ${1 + Math.floor(n / HEADLINES.length)}`), fields = {}, varied = false } = {}) {
  for (let n = 0; n < count; n += 1) {
    const section = sections[n % sections.length];
    const front = { title: headline(n), description: varied ? words(n + 1, 18) : STANDFIRST, date: when(n), authors: [n % 3 ? "Edda Marrin" : "Samir Haddoun"], tags: ["accounts", n % 2 ? "quay" : "boats"], ...fields };
    if (section === "Opinion") front.kind = "opinion";
    if (pictured(n)) front.image = { src: `/pictures/${n % 4}.png`, alt: "Bands of colour over a dark line.", caption: "The quay at low water.", credit: "A. Person" };
    files[`content/${slug(section)}/story-${n}.md`] = page(front);
  }
  for (const [n, section] of sections.entries()) files[`content/${slug(section)}/_index.md`] = page({ title: section, order: n, ...(sections === SECTIONS ? { colour: ["news", "sport", "culture", "sport", "opinion"][n] } : {}) }, "");
  for (let n = 0; n < 4; n += 1) files[`static/pictures/${n}.png`] = picture(n);
  return files;
}

/** Every kind of story in one paper. */
function kinds() {
  const files = stories(site("The Sampler"), 6);
  const image = { src: "/pictures/1.png", alt: "Bands of colour over a dark line.", caption: "The quay at low water.", credit: "A. Person", license: "CC BY 4.0", license_url: "https://creativecommons.org/licenses/by/4.0/" };
  const add = (name, fields, text) => { files[`content/news/${name}.md`] = page({ date: when(3), authors: ["Edda Marrin"], description: STANDFIRST, ...fields }, text); };
  const entries = (count) => Array.from({ length: count }, (_, n) => `{% live_entry(time="2026-11-20T${String(8 + Math.floor(n / 3)).padStart(2, "0")}:${n % 3}5:00Z", title="Entry ${n + 1}: the water is ${n + 2} cm higher", author="Edda Marrin"${n % 4 === 1 ? ", key=true" : ""}${n === 2 ? ", pinned=true" : ""}) %}\nThe gauge at the old quay shows it, and so does the one at the mill. Nobody is asked to leave yet.\n{% end %}\n`).join("\n");
  add("live-open", { title: "High water: the quay hour by hour", kind: "live", live: { start: "2026-11-20T08:00:00Z", state: "live" }, image }, `**What we know.** The quay is closed.\n\n${entries(9)}`);
  add("live-closed", { title: "High water: how the day went", kind: "live", live: { start: "2026-11-18T08:00:00Z", end: "2026-11-18T20:00:00Z", state: "closed" } }, entries(6));
  add("withdrawn", { title: "A story that was wrong", withdrawn: { date: "2026-11-19", text: "The story named the wrong company. We have taken it down and apologise." } });
  add("corrected", { title: "Ferry carried 410 passengers", updated: when(1), corrections: [{ date: "2026-11-19", text: "An earlier version said that the ferry carried 4,100 passengers.", prominent: true }, { date: "2026-11-18", text: "The captain's name is Loe.", kind: "clarification" }] });
  add("opinion", { title: "Let the gasworks be odd", kind: "opinion", kicker: "The long view", image });
  add("old", { title: "The bridge opens", date: "2019-04-02", image });
  add("factcheck", { title: "Did the tide reach the church?", kind: "factcheck", claim: { text: "The tide has never reached the church.", author: "A councillor", date: "2026-11-10", rating: "Mostly false", value: 2 } });
  add("review", { title: "A play in four tides", kind: "review", review: { item: "The Salt Road", type: "Play", rating: 3.5 } });
  add("sponsored", { title: "Five boats for a windy day", kind: "sponsored", sponsor: { name: "Quay & Sons", url: "https://example.com/" } });
  add("release", { title: "Harbour office publishes accounts", kind: "press-release", reference: "HO-2026-14", points: ["Three years of accounts", "A list of all boats"], notes_to_editors: ["The accounts run to 400 pages.", "Print copies on request."], boilerplate: "The harbour office keeps the quay.", contacts: [{ name: "Ann Person", role: "Press officer", telephone: "+999 20 555 0100", email: "press@states.example" }] });
  add("issue", { title: "The week on the water", kind: "newsletter", issue: 14 }, `## First\n\nOne.\n\n## Second\n\nTwo.\n\n## Third\n\nThree.\n`);
  add("part-one", { title: "The crossing, part one", series: "The crossing" });
  add("part-two", { title: "The crossing, part two", series: "The crossing", date: when(2) });
  add("paid", { title: "For subscribers", free: false });
  add("sources", { title: "What the archive holds", references: [{ name: "Harbour accounts 2023", url: "https://example.com/accounts" }, "Interview, 4 November"], origin: { name: "The Lenn Post", url: "https://example.com/" }, disclosure: "The author rents a berth." });
  add("eight-hundred-words", { title: "The quay, in eight hundred words", image }, Array.from({ length: 16 }, (_, n) => [0, 1, 2, 3].map((m) => words(n * 4 + m + 500, 12)).join(" ")).join("\n\n"));
  files["content/news/everything/index.md"] = page({ title: "Everything that a text can hold", description: STANDFIRST, date: when(4), authors: ["Edda Marrin", "Samir Haddoun", "Ugnė Krantytė"], toc: true, image, tags: ["accounts"] }, EVERYTHING);
  for (let n = 0; n < 6; n += 1) files[`content/news/everything/${n}.png`] = picture(n);
  files["content/authors/edda-marrin.md"] = page({ title: "Edda Marrin", role: "Harbour reporter", email: "edda@states.example", image: "/pictures/2.png", same_as: ["https://social.example/@edda"] }, "Edda has reported from the quay since 2015.\n");
  files["content/about.md"] = page({ title: "About" }, "Who we are.\n");
  return files;
}

const EVERYTHING = `PORT ANSEL — The first paragraph, with *emphasis*, **weight**, \`code\` and [a link](https://example.com/).

{% pullquote(cite="The harbour master") %}We move the same mud twice, and we pay for it twice.{% end %}

A paragraph beside the quotation, long enough to stand beside it: the accounts run to four hundred pages, and on each page there are forty lines. Nobody has read them all, and nobody says so.

## A list and a table

- One
- Two, which is longer than the first and has more to say, so that it needs a second line on a phone

1. First
2. Second

| Boat | Metres | Paid | Owner | Berth | Last seen |
| --- | ---: | ---: | --- | --- | --- |
| Good Tidings | 14 | 1,200 | Brask | North quay 4 | 2 November |
| Margit Loe | 46 | 0 | Town | Inner basin | Today |

{% factbox(title="The quay") %}
- Built in 1911
- 410 metres
{% end %}

Another paragraph, which stands beside the box of facts, and says that the quay was built by people whose names are on no list. Their grandchildren were asked.

### A third level

> A long quotation from the accounts, which says that no entry was made for the crane, the chain or the keeper's coal.

{{ figure(src="1.png", alt="Bands of colour.", caption="The quay at low water.", credit="A. Person", license="CC BY 4.0") }}

{{ figure(src="2.png", alt="Bands of colour.", caption="A wide picture.", layout="wide") }}

{% gallery(caption="Six pictures.", credit="A. Person") %}
![One](0.png)
![Two](1.png)
![Three](2.png)
![Four](3.png)
![Five](4.png)
{% end %}

## Code and notes

\`\`\`rust
fn main() { println!("a line of code that is longer than the column is wide, so that it has to scroll sideways"); }
\`\`\`

A sentence with a note.[^1]

{{ embed(url="https://video.example/watch?v=1", title="A film of the quay", caption="Seven minutes.") }}

{% correction(date="2026-11-19") %}The crane is older than we said.{% end %}

{{ related(stories="../opinion.md") }}

---

## The end

The last paragraph.

[^1]: The note.
`;

const WORDS = {
  ar: { title: "منارة الميناء", sections: ["أخبار", "ثقافة"], headline: (n) => ["مكتب الميناء يفتح دفاتره بعد ثلاث سنوات من الانتظار", "عودة الحافلات الليلية إلى الشمال", "مدرسة بسبعة تلاميذ", "العبّارة ABC-12 تبحر من جديد"][n % 4] + ` ${n}`, text: "نشر مكتب الميناء يوم الثلاثاء دفاتر حساباته في أربعمئة صفحة. قال مدير الميناء: «ننقل الطين نفسه مرتين».\n\n## كم يكلف الرصيف\n\nيذهب معظم المال إلى التجريف، *ولا يعرف أحد لماذا*.\n", standfirst: "ثلاث سنوات من الحسابات تبيّن كم يكلف الرصيف ومن يدفع." },
  ja: { title: "港の灯台", sections: ["ニュース", "文化"], headline: (n) => ["港湾事務所が三年分の帳簿を公開、岸壁の費用が明らかに", "夜行バスが十一年ぶりに北側へ", "七人の学校", "最後の縄工場が閉まる"][n % 4] + `（${n}）`, text: "港湾事務所は火曜日、四百ページに及ぶ帳簿を公開した。「同じ泥を二度動かしている」と港長は語った。\n\n## 岸壁の費用\n\n費用の大半は浚渫に使われ、*理由は誰も知らない*。\n", standfirst: "三年分の帳簿が、岸壁の費用と支払う人を示している。" },
  zh: { language: "zh-Hans", title: "海港灯塔报", sections: ["新闻", "文化"], headline: (n) => ["港务局公开三年账目，码头花费首次曝光", "夜班车时隔十一年重返城北", "只有七名学生的学校", "最后一家制绳厂关门"][n % 4] + `（${n}）`, text: "港务局周二公布了长达四百页的账目。港务长说：“同样的泥我们运了两次。”\n\n## 码头的花费\n\n大部分钱用于疏浚，*没有人知道为什么*。\n", standfirst: "三年的账目显示码头的花费和付款人。" },
};

/** A paper in another script. */
function script(key) {
  const words = WORDS[key];
  const files = site(words.title, { tagline: words.standfirst, language: words.language ?? key });
  for (let n = 0; n < 14; n += 1) {
    const folder = n % 3 ? "news" : "culture";
    const image = n % 2 ? {} : { image: { src: `/pictures/${n % 4}.png`, alt: words.headline(n), caption: words.standfirst, credit: "A. Person" } };
    files[`content/${folder}/story-${n}.md`] = page({ title: words.headline(n), description: words.standfirst, date: when(n), authors: [words.title], ...image }, words.text);
  }
  files["content/news/_index.md"] = page({ title: words.sections[0] }, "");
  files["content/culture/_index.md"] = page({ title: words.sections[1], colour: "culture" }, "");
  for (let n = 0; n < 4; n += 1) files[`static/pictures/${n}.png`] = picture(n);
  return files;
}

/** By name: what each site's files are. */
export const STATES = {
  none: () => site("Nothing Yet"),
  one: () => stories(site("One Story"), 1),
  five: () => stories(site("Five Stories"), 5, { sections: ["News", "Culture"] }),
  forty: () => stories(site("Forty Stories"), 40, { varied: true, headline: (n) => (n < HEADLINES.length ? HEADLINES[n] : words(n + 100, 7).slice(0, -1)) }),
  plain: () => stories(site("No Pictures"), 24, { pictured: () => false }),
  long: () => stories(site("The Long Headline and Very Long Name of a Newspaper Gazette"), 20, { headline: (n) => `${n}: ${LONG}`.slice(0, 200) }),
  single: () => stories(site("One Section"), 14, { sections: ["News"] }),
  thirty: () => stories(site("Thirty Sections"), 90, { sections: Array.from({ length: 30 }, (_, n) => `${["Town", "Harbour", "Islands", "Courts", "Schools", "Weather"][n % 6]} ${n + 1}`) }),
  kinds,
  guide: () => stories(site("The Guide", { languages: ["en", "ar"] }), 3),
  ar: () => script("ar"),
  ja: () => script("ja"),
  zh: () => script("zh"),
};

/** Writes a site into a folder. */
export async function write(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const [name, files] of Object.entries(STATES)) await write(join(resolve(process.argv[2]), name), files());
}
