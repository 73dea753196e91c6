//! What site.yaml means, and what is told of it.

use proptest::prelude::*;

use super::{default_settings, read_settings};
use crate::base::{Code, Found, Kind, Lang, Severity, Slugs, SourcePath};
use crate::matter::Field;
use crate::site::settings::{Images, NavLink, Settings};
use crate::site::{BandOf, Expired, FeedFormat, Layout, Loads, Pagination, Spot};
use crate::theme::{Scheme, SectionOf};

/// A paper that says most of what can be said.
const PAPER: &str = "\
title: The Daily Tide
tagline: News of the estuary
base_url: https://tide.example/
language: en
languages: [en, ar, lt]
timezone: Europe/Vilnius

theme: broadsheet
logo: /logo.png
sections: [news, harbour, culture]

organisation:
  name: The Daily Tide
  legal_name: Tide Readers' Co-operative
  logo: /logo.png
  same_as:
    - https://social.example/@tide
  policies:
    ethics: /ethics/
    masthead: /masthead/
  contact:
    email: desk@tide.example
    telephone: \"+999 20 555 0100\"
  news_publication: The Daily Tide

# No mining.
ai: deny
";

fn read(text: &str) -> (Settings, Found) {
    let mut found = Found::new();
    let settings = read_settings(&SourcePath::new("site.yaml"), text, "the-daily-tide", &mut found);
    (settings, found)
}

fn sound(text: &str) -> Settings {
    let (settings, found) = read(text);
    assert!(found.is_empty(), "{text}\n{found:#?}");
    settings
}

#[test]
fn nothing_said_is_all_defaults() {
    for text in ["", "\u{feff}", "# only a comment\n", "title:\nfeeds: {}\nsections: []\n", "---\n"] {
        let settings = sound(text);
        assert_eq!(format!("{settings:?}"), format!("{:?}", default_settings("the-daily-tide")), "{text:?}");
        assert_eq!(settings.title, "The Daily Tide");
        assert!(!settings.base.given && !settings.zone_given);
    }
}

#[test]
fn the_paper_and_its_addresses_are_read() {
    let settings = sound(
        "# the paper\nTitle: 2024\ntagline: Seven  days\nlanguages: [lt, EN, en]\nlanguage: en\ntimezone: Europe/Vilnius\n\
         base-url: https://Tide.example/news/\npermalinks: {article: /:lang/:section/:slug}\nslugs: ascii\n\
         pagination: newest_first\npage_size: '50'\nlogo: static/img/logo.svg\ntheme: bulletin\n",
    );
    assert_eq!((settings.title.as_str(), settings.tagline.as_deref()), ("2024", Some("Seven days")));
    assert_eq!(settings.languages.iter().map(|lang| lang.as_str()).collect::<Vec<_>>(), ["en", "lt"]);
    assert_eq!((settings.base.origin.as_str(), settings.base.path.as_str()), ("https://tide.example", "/news"));
    assert!(settings.zone_given);
    assert_eq!(settings.permalink, "/:lang/:section/:slug/");
    assert_eq!((settings.slugs, settings.pagination), (Slugs::Ascii, Pagination::NewestFirst));
    assert_eq!((settings.page_size, settings.logo.as_ref().map(|logo| &*logo.path)), (50, Some("/img/logo.svg")));
    assert_eq!(settings.theme, "bulletin");
}

#[test]
fn sections_are_written_in_three_ways() {
    for text in [
        "sections:\n- path: /world/\n  title: World\n  colour: '#A8071A'\n- sport\n",
        "sections: [{name: world, title: World, colour: \"#a8071a\"}, sport]",
        "sections:\n  world: {title: World, colour: '#a8071a'}\n  sport:\n",
    ] {
        let sections = sound(text).sections;
        let plain: Vec<_> =
            sections.iter().map(|s| (s.path.as_str(), s.title.as_deref(), s.colour.as_deref())).collect();
        assert_eq!(plain, [("world", Some("World"), Some("#a8071a")), ("sport", None, None)], "{text}");
    }
}

#[test]
fn links_are_written_in_three_ways() {
    let link = |title: Option<&str>, href: &str| NavLink { title: title.map(str::to_owned), href: href.to_owned() };
    for (text, links) in [
        (
            "navigation: [world, /about/, https://a.example/]",
            vec![link(None, "/world/"), link(None, "/about/"), link(None, "https://a.example/")],
        ),
        (
            "navigation:\n- {title: About, href: /about/}\n- title: Mail\n  url: mailto:a@b.example\n",
            vec![link(Some("About"), "/about/"), link(Some("Mail"), "mailto:a@b.example")],
        ),
        (
            "navigation:\n  About us: /about/\n  Feeds: feeds\n",
            vec![link(Some("About us"), "/about/"), link(Some("Feeds"), "/feeds/")],
        ),
        ("navigation:\n- About us: /about/\n", vec![link(Some("About us"), "/about/")]),
        ("navigation: off", vec![]),
    ] {
        assert_eq!(sound(text).navigation, Some(links), "{text}");
    }
    assert_eq!(sound("footer: []").footer, None);
}

#[test]
fn feeds_are_set_as_a_whole_or_by_place() {
    use FeedFormat::{Atom, Json, Rss};
    for (text, site, tag) in [
        ("feeds: false", vec![], vec![]),
        ("feeds: on", vec![Rss, Atom, Json], vec![Rss]),
        ("feeds: json", vec![Json], vec![Json]),
        ("feeds: [atom, RSS, atom]", vec![Atom, Rss], vec![Atom, Rss]),
        ("feeds: {formats: [rss, atom], tag: off}", vec![Rss, Atom], vec![]),
        ("feeds:\n  site: rss\n  tag: [json]\n", vec![Rss], vec![Json]),
    ] {
        let feeds = sound(text).feeds;
        assert_eq!((feeds.site, feeds.tag), (site, tag), "{text}");
    }
    let feeds =
        sound("feeds: {size: 50, full_text: yes, websub: 'https://hub.example/', partners: {wire: {tags: x}}}").feeds;
    assert_eq!((feeds.size, feeds.full_text, feeds.websub.len(), feeds.partners.len()), (50, true, 1, 1));
}

#[test]
fn the_organisation_may_be_flat_or_deep() {
    for text in [
        "organisation:\n  name: Tide Ltd\n  policies: {ethics: ethics, masthead: /team/}\n  contact:\n    email: a@b.example\n    telephone: +370 5 000\n    address: |\n      Pier 1\n      Harbour\n",
        "organisation: {name: Tide Ltd, ethics: /ethics/, masthead: /team, email: a@b.example, telephone: +370 5 000, address: [Pier 1, Harbour]}",
    ] {
        let own = sound(text).organisation;
        assert_eq!(own.name.as_deref(), Some("Tide Ltd"));
        let policies: Vec<_> = own.policies.iter().map(|(name, path)| (name.as_str(), path.as_str())).collect();
        assert_eq!(policies, [("ethics", "/ethics/"), ("masthead", "/team/")], "{text}");
        assert_eq!(own.email.as_deref(), Some("a@b.example"));
        assert_eq!(own.telephone.as_deref(), Some("+370 5 000"));
        assert_eq!(own.address.as_deref(), Some("Pier 1, Harbour"));
    }
    assert_eq!(sound("organisation: Tide Ltd").organisation.name.as_deref(), Some("Tide Ltd"));
    assert_eq!(sound("organisation:\n  telephone: +37050000\n").organisation.telephone.as_deref(), Some("+37050000"));
}

#[test]
fn editorial_settings_are_read() {
    for (text, age) in [
        ("age_notice: 3", Some(3)),
        ("age_notice: 1 year", Some(1)),
        ("age_notice: 4 years", Some(4)),
        ("age_notice: false", None),
        ("age_notice: true", Some(2)),
    ] {
        assert_eq!(sound(text).age_notice, age, "{text}");
    }
    let settings = sound(
        "expired: keep\nsmart_punctuation: off\nai: deny\ntag_min: 3\nfront_hours: 0\nsearch: no\nimages: off\n\
         diagnostics: {alt_missing: error, undated: off, Empty: warn}\ndates: {day: '{d} {month}'}\nnumerals: arab\n",
    );
    assert_eq!((settings.expired, settings.smart_punctuation, settings.mining), (Expired::Keep, false, Some(false)));
    assert_eq!((settings.tag_min, settings.front_hours, settings.search.is_on()), (3, 0, false));
    assert_eq!(settings.images, Images::Off);
    let severities: Vec<_> = settings.severities.into_iter().collect();
    assert_eq!(
        severities,
        [(Code::Undated, Severity::Off), (Code::AltMissing, Severity::Error), (Code::Empty, Severity::Warn)]
    );
}

#[test]
fn lists_and_topics_are_read() {
    let settings = sound(
        "lists:\n  ports: {on: [front, section.html], tag: ports, kinds: [analysis], limit: 3, not: related}\n  more:\n    \
         section: same\n    before: self\ndata: [weather]\n\
         topics:\n  Ferries: {synonyms: [boats, Ferry], code: medtop:20000001}\n  Tax: medtop:01000000\n  Sea: [ocean]\n",
    );
    let [ports, more] = settings.lists.as_slice() else { panic!("{:?}", settings.lists) };
    assert_eq!((ports.on.join(" "), ports.limit, ports.kinds.len()), ("front section".to_owned(), 3, 1));
    assert_eq!((&more.section, more.before_self, more.limit), (&Some(SectionOf::Same), true, 5));
    assert_eq!(settings.data, ["weather"]);
    let synonyms: Vec<_> = settings.synonyms.iter().map(|(word, tag)| format!("{word}={tag}")).collect();
    assert_eq!(synonyms, ["Ferry=Ferries", "boats=Ferries", "ocean=Sea"]);
    assert_eq!(settings.topic_codes.len(), 2);
}

#[test]
fn files_of_the_site_are_read() {
    let settings = sound(
        "robots: |\n  User-agent: x\n\n  Disallow: /\nads_txt: ['a.example, 1, DIRECT']\n\
         trust_txt: {member: [https://a.example/, https://b.example/], datatrainingallowed: no}\n\
         security_txt: {contact: [a@b.example, 'https://b.example/'], expires: 2027-01-01}\n\
         headers:\n  /*: {X-Robots: none, X-DNS-Prefetch-Control: off}\n\
         snippets: {count: <script src=\"https://c.example/c.js\"></script>}\n",
    );
    assert_eq!(settings.robots, ["User-agent: x", "Disallow: /"]);
    assert_eq!(settings.ads_txt, ["a.example, 1, DIRECT"]);
    assert_eq!(
        settings.trust_txt,
        ["member=https://a.example/", "member=https://b.example/", "datatrainingallowed=no"]
    );
    assert_eq!(
        settings.security_txt.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(),
        ["contact", "contact", "expires"]
    );
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        settings.headers,
        [("/*".to_owned(), vec![pair("X-Robots", "none"), pair("X-DNS-Prefetch-Control", "off")])]
    );
    let [count] = settings.snippets.as_slice() else { panic!("{:?}", settings.snippets) };
    assert_eq!((&*count.name, &*count.html), ("count", "<script src=\"https://c.example/c.js\"></script>"));
}

#[test]
fn the_theme_gets_its_settings() {
    let settings =
        sound("colours: {News: '#ABC', ink: \"#16161a\", dark: {ink: '#fff'}}\nfonts: {text: Georgia, serif: x}\n");
    let [(colours, Field::Map(pairs)), (fonts, _)] = settings.theme_settings.as_slice() else {
        panic!("{:?}", settings.theme_settings)
    };
    assert_eq!((&**colours, &**fonts), ("colours", "fonts"));
    assert_eq!(pairs[0], ("news".into(), Field::Text("#abc".into())));
    assert_eq!(pairs[2], ("dark".into(), Field::Map(vec![("ink".into(), Field::Text("#fff".into()))])));
    let ink = |of: Scheme| settings.colours.iter().find(|(name, scheme, _)| name == "ink" && *scheme == of);
    assert_eq!(ink(Scheme::Dark).map(|(_, _, colour)| colour.to_string()).as_deref(), Some("#ffffff"));
    assert_eq!(ink(Scheme::Light).map(|(_, _, colour)| colour.to_string()).as_deref(), Some("#16161a"));
}

#[test]
fn faces_logos_and_bands_are_read() {
    let settings = sound(
        "languages: [en, ar]\nlogo: {path: logo.svg, dark: /logo-dark.svg, height: 64}\nfonts:\n  ar: {text: Amiri}\n  \
         text:\n    family: Lora\n    fallback: Georgia, serif\n    files: [fonts/l.woff2, {path: /fonts/b.woff2, weight: 700}]\n\
         bands: [world, {list: ports, title: Ports, stories: 3, layout: headlines}]\n",
    );
    let logo = settings.logo.as_ref().expect("a logo");
    assert_eq!((&*logo.path, logo.dark.as_deref(), logo.height), ("/logo.svg", Some("/logo-dark.svg"), Some(64)));
    let [arabic, text] = settings.faces.as_slice() else { panic!("{:?}", settings.faces) };
    assert_eq!((arabic.lang.as_ref().map(Lang::as_str), &*arabic.families), (Some("ar"), "Amiri"));
    assert_eq!((&*text.families, text.files[1].weight.as_str(), text.files.len()), ("Lora,Georgia,serif", "700", 2));
    let bands = settings.bands.as_deref().expect("bands");
    assert_eq!(bands[0].of, BandOf::Section("world".into()));
    assert_eq!(
        (&bands[1].of, bands[1].stories, bands[1].layout),
        (&BandOf::List("ports".into()), 3, Layout::Headlines)
    );
    assert_eq!(sound("bands: false").bands, Some(vec![]));
}

#[test]
fn snippets_are_read() {
    let settings = sound(
        "snippets:\n  top-ad:\n    place: in_text\n    after: 4\n    file: ad.html\n    on: article\n    except: [sponsored]\n    \
         label: true\n    height: {narrow: 100, wide: 250}\n    width: 970\n    csp: {script: https://ads.example, img: 'data:'}\n",
    );
    let [ad] = settings.snippets.as_slice() else { panic!("{:?}", settings.snippets) };
    assert_eq!(
        (ad.spot, ad.file.as_deref(), ad.height, ad.width),
        (Spot::InText(4), Some("ad.html"), Some((100, 250)), Some(970))
    );
    assert!(
        ad.stands_on("article", None)
            && !ad.stands_on("article", Some(Kind::Sponsored))
            && !ad.stands_on("front", None)
    );
    assert_eq!(ad.sources, [(Loads::Script, "https://ads.example".into()), (Loads::Img, "data:".into())]);
}

/// Each text has one fault, of that code: `line:column` and what is underlined there, and words of the
/// message or the help.
fn one_fault_each(code: Code, rows: &[(&str, &str, &str)]) {
    for (text, place, words) in rows {
        let (_, found) = read(text);
        let [fault] = found.as_slice() else { panic!("{text}\n{found:#?}") };
        let meant = fault.place.excerpt.as_ref().map_or("", |(row, at)| &row[at.start as usize..at.end as usize]);
        let said = format!("{} / {}", fault.message, fault.help.as_deref().unwrap_or(""));
        assert_eq!((fault.code, fault.culprit.as_ref()), (code, None), "{text}\n{said}");
        assert_eq!(format!("{}:{} {meant}", fault.place.line, fault.place.column), *place, "{text}\n{said}");
        assert!(said.contains(words), "{text}\n{said}");
    }
}

#[test]
fn unknown_keys_suggest_the_right_one() {
    one_fault_each(
        Code::SettingUnknown,
        &[
            ("title: A\nbaseurl: x\n", "2:1 baseurl: x", "`baseurl` is no setting / did you mean `base_url`?"),
            ("colors: {}", "1:1 colors: {}", "did you mean `colours`?"),
            ("menu: []", "1:1 menu: []", "did you mean `navigation`?"),
            ("x:\n  title: A\n", "1:1 x:", "`x` is no setting / "),
            (
                "# c\nfeeds:\n  title: a\ntitle: b\n",
                "3:3 title: a",
                "no setting of `feeds` / known are `formats`, `site`",
            ),
            ("feeds: {site: rss, tags: [rss]}", "1:20 tags: [rss]", "did you mean `tag`?"),
            (
                "organisation:\n  contact:\n    emial: x\n",
                "3:5 emial: x",
                "`organisation.contact` / did you mean `email`?",
            ),
            ("permalinks: {tag: /:slug/}", "1:14 tag: /:slug/", "known are `article`"),
            ("sections:\n- path: a\n- path: b\n  titel: B\n", "4:3 titel: B", "did you mean `title`?"),
            ("diagnostics: {alt-mising: off}", "1:15 alt-mising: off", "did you mean `alt-missing`?"),
            ("dates: {days: x}", "1:9 days: x", "did you mean `day`?"),
            ("lists: {a: {sections: x}}", "1:13 sections: x", "did you mean `section`?"),
        ],
    );
}

#[test]
fn wrong_values_say_what_is_wanted() {
    one_fault_each(
        Code::SettingWrong,
        &[
            ("title: A: B", "1:9 :", "a second colon"),
            ("- a\n- b\n", "1:1 - a", "keys and values belong"),
            ("feeds: {site: [rss, xml]}", "1:21 xml", "it should be `rss`, `atom` or `json`"),
            ("feeds:\n  tag:\n  - rss\n  - ato\n", "4:5 ato", "did you mean `atom`?"),
            ("timezone: Vilnius", "1:1 timezone: Vilnius", "no time zone `Vilnius` / did you mean `Europe/Vilnius`?"),
            ("timezone: Europe/Vilnus", "1:1 timezone: Europe/Vilnus", "did you mean `Europe/Vilnius`?"),
            ("timezone: [UTC]", "1:1 timezone: [UTC]", "holds a list / it should be a name of the IANA database"),
            ("base_url: paper.example", "1:1 base_url: paper.example", "it should be an address such as"),
            ("languages: [en, english]", "1:17 english", "it should be a language tag"),
            ("page_size: 0", "1:1 page_size: 0", "a whole number from 1 to 500"),
            ("front_hours: 241", "1:1 front_hours: 241", "a whole number from 0 to 240"),
            ("tag_min: many", "1:1 tag_min: many", "a whole number from 1 up"),
            ("pagination: newest", "1:1 pagination: newest", "it should be `stable` or `newest-first`"),
            ("age_notice: old", "1:1 age_notice: old", "a number of years"),
            ("ai: perhaps", "1:1 ai: perhaps", "`allow` or `deny`"),
            ("theme: ../x", "1:1 theme: ../x", "the name of a theme"),
            ("colours: {ink: red}", "1:11 ink: red", "a colour such as"),
            ("colours: {dark: {ink: red}}", "1:18 ink: red", "a colour such as"),
            ("colours: {ink: {dark: '#fff'}}", "1:11 ink: {dark: '#fff'}", "below `dark`"),
            ("fonts: {text: 'a; } b'}", "1:9 text: 'a; } b'", "names of font families"),
            (
                "fonts: {text: 'url(https://f.example/f)'}",
                "1:9 text: 'url(https://f.example/f)'",
                "names of font families",
            ),
            ("fonts: {text: {files: [/f.woff2]}}", "1:9 text: {files: [/f.woff2]}", "has no `family`"),
            ("logo: {dark: /d.svg}", "1:1 logo: {dark: /d.svg}", "has no `path`"),
            ("bands: [a, {layout: lead}]", "1:12 {layout: lead}", "one `section` or of one `list`"),
            ("bands: [a, a]", "1:12 a", "`bands` names `a` twice"),
            ("snippets: {a: {place: head}}", "1:12 a: {place: head}", "needs `html` or a `file`"),
            ("snippets: {a: {html: x, height: 5}}", "1:12 a: {html: x, height: 5}", "keep room for what readers see"),
            ("snippets: {a: {html: x, csp: {script: '*'}}}", "1:31 script: '*'", "a host such as"),
            (
                "snippets: {a: {html: x, csp: {script: \"'unsafe-inline'\"}}}",
                "1:31 script: \"'unsafe-inline'\"",
                "a host such as",
            ),
            ("snippets: {a b: x}", "1:12 a b: x", "can't be the name of a snippet"),
            ("colours:\n  ink: #fff\n", "2:3 ink: #fff", "is a comment in YAML"),
            ("diagnostics: {undated: warning}", "1:15 undated: warning", "`error`, `warn` or `off`"),
            ("lists:\n  a:\n    kinds: [anaylsis]\n", "3:13 anaylsis", "did you mean `analysis`?"),
            ("lists: {a: {limit: 0}}", "1:13 limit: 0", "from 1 to 200"),
            ("topics:\n  a: [x]\n  b: [x]\n", "3:7 x", "a synonym of two tags: `a` and `b`"),
            ("topics: {a: {code: 12}}", "1:14 code: 12", "a Media Topic code"),
        ],
    );
}

#[test]
fn wrong_addresses_say_what_is_wanted() {
    one_fault_each(
        Code::SettingWrong,
        &[
            ("permalinks: {article: /:section/}", "1:14 article: /:section/", "has no `:slug`"),
            ("permalinks: {article: ':slug/'}", "1:14 article: ':slug/'", "doesn't begin with a slash"),
            ("permalinks: {article: /:yaer/:slug/}", "1:14 article: /:yaer/:slug/", "did you mean `:year`?"),
            ("permalinks: {article: /:slug.html}", "1:14 article: /:slug.html", "`:slug.html` is no part"),
            ("permalinks: {article: /../:slug/}", "1:14 article: /../:slug/", "can't be an address"),
            ("sections:\n- path: a\n  colour: #abc\n", "3:3 colour: #abc", "is a comment in YAML"),
            ("sections: [a, /a/]", "1:15 /a/", "the section `a` is named twice"),
            ("sections: [a, ../b]", "1:15 ../b", "the path of a section"),
            ("sections: [{title: A}]", "1:12 {title: A}", "has no `path`"),
            ("navigation: ['javascript:x']", "1:14 'javascript:x'", "an address of the site"),
            ("navigation:\n- title: A\n", "2:3 title: A", "has no `href`"),
            ("headers: {assets: {A: b}}", "1:11 assets: {A: b}", "no path that headers can be set for"),
            ("robots: [{a: b}]", "1:10 {a: b}", "a line of text"),
        ],
    );
}

#[test]
fn all_faults_are_told_in_one_run_and_the_rest_is_kept() {
    let (settings, found) =
        read("titel: A\npage_size: x\ntagline: kept\nfeeds: {size: 0, section: json}\ntitle: B\ntitle: C\n");
    let codes: Vec<_> = found.iter().map(|fault| (fault.code, fault.place.line)).collect();
    assert_eq!(
        codes,
        [(Code::KeyTwice, 6), (Code::SettingWrong, 2), (Code::SettingWrong, 4), (Code::SettingUnknown, 1)]
    );
    assert_eq!((settings.page_size, settings.tagline.as_deref(), settings.title.as_str()), (20, Some("kept"), "C"));
    assert_eq!(settings.feeds.section, [FeedFormat::Json]);
}

#[test]
fn the_sites_that_we_make_are_read_without_a_word() {
    let text = include_str!("../../cli/init/site.yaml").replace("@TITLE@", "\"The Daily Tide\"");
    assert_eq!(sound(&text).mining, Some(false));
    sound(include_str!("../../../site.yaml"));
    assert_eq!(sound(PAPER).organisation.telephone.as_deref(), Some("+999 20 555 0100"));
}

/// Settings at random: known keys and others over values of every sort, in block and in flow.
fn yaml() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "title",
        "languages",
        "timezone",
        "base_url",
        "sections",
        "navigation",
        "feeds",
        "site",
        "organisation",
        "policies",
        "contact",
        "permalinks",
        "article",
        "lists",
        "topics",
        "synonyms",
        "colours",
        "diagnostics",
        "undated",
        "headers",
        "x",
    ]);
    let word = prop::sample::select(vec![
        "a",
        "1",
        "-3",
        "true",
        "off",
        "'#fff'",
        "#fff",
        "/:slug/",
        "é: ü",
        "[a, {b: c}]",
        "{path: x}",
        "\"",
        "~",
        "- y",
        "|",
        "https://a.example/",
        "*a",
        "&a",
        "",
        "2027-01-01",
    ]);
    let row = (0usize..4, any::<bool>(), key, word);
    prop::collection::vec(row, 0..12).prop_map(|rows| {
        let row = |(depth, dash, key, word): (usize, bool, &str, &str)| {
            format!("{}{}{key}: {word}\n", "  ".repeat(depth), if dash { "- " } else { "" })
        };
        rows.into_iter().map(row).collect()
    })
}

proptest! {
    #[test]
    fn no_text_makes_reading_panic(text in "\\PC*") {
        read(&text);
    }

    #[test]
    fn no_settings_make_reading_panic(text in yaml()) {
        read(&text);
    }

    #[test]
    fn no_cut_of_sound_settings_makes_reading_panic(at in 0usize..800) {
        let at = at.min(PAPER.len());
        read(&PAPER[..at]);
        read(&PAPER[at..]);
    }
}
