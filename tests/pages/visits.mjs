// Which pages are looked at: each type of page and each state, in both themes.
const NEWS = "/news/2026/11";

/** Pages of the sample paper, one of each type. */
const TYPES = ["/", "/latest/", "/news/", "/tags/", "/authors/", "/archive/", "/archive/2026/", "/archive/2026/11/", "/corrections/", "/feeds/", "/search/", "/404.html", "/about/"];

/** Pages of the site that has every kind of story. */
const KINDS = ["everything", "live-open", "live-closed", "withdrawn", "corrected", "opinion", "factcheck", "review", "sponsored", "release", "issue", "part-one", "paid", "sources"].map((name) => `${NEWS}/${name}/`);

/** What every theme's pages are held against: `[site, path]`. */
export function visits(theme) {
  const of = (name, paths) => paths.map((path) => [`${theme}/${name}`, path]);
  return [
    ...of("paper", TYPES),
    ...of("kinds", [...KINDS, "/news/2019/04/old/", "/authors/edda-marrin/", "/series/", "/series/the-crossing/", "/tags/accounts/"]),
    ...of("drafts", ["/styleguide/", "/ar/styleguide/"]),
    ...["none", "one", "five", "forty", "plain", "long", "single", "thirty"].flatMap((name) => of(name, ["/"])),
    ...of("long", [`${NEWS}/story-0/`, "/news/"]),
    ...of("ar", ["/", "/news/", `${NEWS}/story-1/`, "/archive/", "/archive/2026/11/", "/search/", "/404.html"]),
    ...of("ja", ["/", `${NEWS}/story-1/`]),
    ...of("zh", ["/", `${NEWS}/story-1/`]),
  ];
}
