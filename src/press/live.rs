//! Running coverage: entries in their order, as the page, its data and search engines show them.
//!
//! In: the body of a live story. Out: the same body with its entries put in order, and what is said of each beside it.
//! Never here: entries whose time is to come, and drafts, unless the build shows them.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Press;
use super::body::Page;
use super::json_object::Object;
use crate::base::{Code, Diagnostic, Found, Kind, Moment, SourcePath, json_string, slug};
use crate::copy::{Body, Call, Insert, Mark, argument, is_set, parse_moment, time_of};
use crate::edition::{Story, StoryId};
use crate::matter::Field;

/// Search engines are told of no more entries (NEWS.md §3).
const MOST_IN_JSON_LD: usize = 50;

/// An entry as it is printed.
pub(super) struct Entry {
    /// When it was published; without it the entry comes last.
    pub moment: Option<Moment>,
    /// Its place on the page; none without a time.
    pub anchor: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Whether it is one of the key moments.
    pub key: bool,
    /// Whether it stands above the others.
    pub pinned: bool,
    /// Its text as HTML, with absolute addresses.
    pub html: String,
}

/// What a page knows of an entry when it prints it: by the first byte of its mark.
pub(super) type Places = BTreeMap<u32, (Option<String>, bool)>;

/// An entry's call, and what was read of it.
struct Row {
    mark: Mark,
    moment: Option<Moment>,
    anchor: Option<String>,
    pinned: bool,
}

impl Press<'_> {
    /// Puts the entries of a live story in the order that its page has, and leaves out those that readers may not
    /// see yet. Out: by each entry its anchor, and whether a new day begins with it.
    pub(super) fn arrange(&self, story: &Story, body: &mut Body) -> Places {
        let Some(first) = body.marks.iter().position(|mark| entry(mark).is_some()) else { return Places::new() };
        let at = body.marks[first].at;
        let (mut before, mut after, mut calls) = (Vec::new(), Vec::new(), Vec::new());
        for (number, mark) in std::mem::take(&mut body.marks).into_iter().enumerate() {
            match entry(&mark) {
                Some(_) => calls.push(mark),
                None if number < first => before.push(mark),
                None => after.push(mark),
            }
        }
        let mut rows = self.rows(calls);
        let oldest_first = story.article.details().live.as_ref().is_some_and(|live| live.oldest_first);
        // The sort is stable: entries of one time stay as they were written.
        rows.sort_by_key(|row| {
            let seconds = row.moment.map(Moment::seconds);
            let order = seconds.map(|seconds| if oldest_first { seconds } else { -seconds });
            (!row.pinned, order.is_none(), order)
        });
        let days: BTreeSet<_> = rows.iter().filter_map(|row| Some(row.moment?.date())).collect();
        let (mut places, mut last) = (Places::new(), None);
        for row in &rows {
            let day = row.moment.map(Moment::date);
            let new_day = day.is_some() && days.len() > 1 && (row.pinned || day != last);
            if !row.pinned {
                last = day.or(last);
            }
            places.insert(row.mark.source.start, (row.anchor.clone(), new_day));
        }
        before.extend(rows.into_iter().map(|row| Mark { at, ..row.mark }));
        before.append(&mut after);
        body.marks = before;
        places
    }

    /// The entries that are shown, in the order of the text.
    fn rows(&self, calls: Vec<Mark>) -> Vec<Row> {
        let mut anchors: BTreeMap<String, usize> = BTreeMap::new();
        let mut rows = Vec::with_capacity(calls.len());
        for mut mark in calls {
            if let Insert::Call(call) = &mut mark.what {
                self.name_authors(call);
            }
            let Some(call) = entry(&mark) else { continue };
            let moment = self.moment_of(call);
            // An entry that isn't shown yet has its anchor all the same: it takes that of no other when it comes.
            let anchor = self.anchor(call, moment).map(|wanted| {
                let uses = anchors.entry(wanted.clone()).or_insert(0);
                *uses += 1;
                if *uses == 1 { wanted } else { format!("{wanted}-{uses}") }
            });
            let waits = is_set(&call.args, "draft") || moment.is_some_and(|moment| !moment.is_due(self.edition.at));
            if self.preview || !waits {
                let pinned = is_set(&call.args, "pinned");
                rows.push(Row { mark, moment, anchor, pinned });
            }
        }
        rows
    }

    /// Puts names in place of those authors that an entry names by their pages.
    fn name_authors(&self, call: &mut Call) {
        for (_, field) in call.args.iter_mut().filter(|(key, _)| matches!(&**key, "author" | "by")) {
            let Some(written) = field.as_text() else { continue };
            let name = |written: String| {
                let author = self.edition.authors.iter().find(|author| *author.slug == *written);
                author.map_or(written, |author| author.name.to_string())
            };
            let names: Vec<String> = split(&written).into_iter().map(name).collect();
            *field = Field::Text(names.join(", ").into());
        }
    }

    fn moment_of(&self, call: &Call) -> Option<Moment> {
        parse_moment(&time_of(&call.args)?, &self.settings().zone)
    }

    /// The anchor that an entry's `id` asks for, else that of its time, which stays when its text changes.
    fn anchor(&self, call: &Call, moment: Option<Moment>) -> Option<String> {
        let given = argument(&call.args, "id").map(|id| slug(&id, self.settings().slugs)).filter(|id| !id.is_empty());
        given.or_else(|| {
            let time = moment?.rfc3339();
            let long = if time[16..].starts_with(":00") { 16 } else { 19 };
            Some(format!("entry-{}", slug(&time[..long], self.settings().slugs)))
        })
    }

    /// What is said of the entries beside the page, in the order in which they stand there.
    pub(super) fn entries(&self, story: &Story, body: &Body, page: &Page<'_>) -> Vec<Entry> {
        let away = Page {
            source: page.source,
            text: page.text,
            here: &story.address,
            desk: page.desk,
            absolute: true,
            story: page.story,
            anchors: RefCell::default(),
            entries: Places::new(),
        };
        let rows = body.marks.iter().filter_map(|mark| Some((mark, entry(mark)?)));
        rows.map(|(mark, call)| {
            let mut html = String::new();
            // What is wrong was told when the page itself was filled.
            call.body.iter().for_each(|body| self.fill(body, &away, &mut html, &mut Found::new()));
            Entry {
                moment: self.moment_of(call),
                anchor: page.entries.get(&mark.source.start).and_then(|(anchor, _)| anchor.clone()),
                title: argument(&call.args, "title"),
                authors: argument(&call.args, "author")
                    .or_else(|| argument(&call.args, "by"))
                    .map(|all| split(&all))
                    .unwrap_or_default(),
                key: is_set(&call.args, "key"),
                pinned: is_set(&call.args, "pinned"),
                html: html.trim().to_owned(),
            }
        })
        .collect()
    }

    /// `liveBlogUpdate`: the newest entries, newest first.
    pub(super) fn fill_live_updates(&self, entries: &[Entry], url: &str, o: &mut Object<'_>) {
        let newest = newest_first(entries);
        if newest.is_empty() {
            return;
        }
        o.list("liveBlogUpdate", newest.into_iter().take(MOST_IN_JSON_LD), |entry, out| {
            let text = text_of_html(&entry.html);
            let mut o = Object::open(out);
            o.text("@type", "BlogPosting");
            o.text("headline", entry.title.as_deref().unwrap_or_else(|| first_words(&text)));
            o.some("datePublished", entry.moment.map(|m| m.rfc3339()).as_deref());
            o.text("articleBody", &text);
            o.some("url", entry.anchor.as_ref().map(|anchor| format!("{url}#{anchor}")).as_deref());
            match entry.authors.is_empty() {
                false => o.list("author", entry.authors.iter(), |name, out| {
                    let mut author = Object::open(out);
                    author.text("@type", "Person");
                    author.text("name", name);
                    author.close();
                }),
                true => o.object("author", |o| o.text("@id", &self.organisation_id())),
            }
            o.close();
        });
    }

    /// `live.json`: what a reader's page asks again and again.
    pub(super) fn live_json(&self, id: StoryId, found: &mut Found) -> String {
        let story = self.story(id);
        let mut told = Found::new();
        // What is wrong with the text is told by its page; that it can't be read is told here too.
        let Some(filled) = self.text(story, true, &mut told) else {
            found.extend(told);
            return String::new();
        };
        let url = self.absolute(&story.address);
        let mut out = String::new();
        let mut o = Object::open(&mut out);
        o.text("state", if super::cards::is_live(story) { "live" } else { "closed" });
        o.text("url", &url);
        o.some("updated", story.changed().map(|moment| moment.rfc3339()).as_deref());
        o.list("entries", newest_first(&filled.entries).into_iter(), |entry, out| {
            let mut o = Object::open(out);
            o.some("id", entry.anchor.as_deref());
            o.some("time", entry.moment.map(|moment| moment.rfc3339()).as_deref());
            o.some("title", entry.title.as_deref());
            o.text("html", &entry.html);
            o.text("text", &text_of_html(&entry.html));
            o.some("url", entry.anchor.as_ref().map(|anchor| format!("{url}#{anchor}")).as_deref());
            o.raw("key", if entry.key { "true" } else { "false" });
            o.raw("pinned", if entry.pinned { "true" } else { "false" });
            o.list("authors", entry.authors.iter(), |name, out| json_string(name, out));
            o.close();
        });
        o.close();
        out.push('\n');
        out
    }
}

/// Tells of entries in a story that is no running coverage; they are printed where they stand.
pub(super) fn tell_strays(kind: Kind, body: &Body, source: &SourcePath, page: &Page<'_>, found: &mut Found) {
    let stray = body.marks.iter().find(|mark| entry(mark).is_some()).filter(|_| kind != Kind::Live);
    if let Some(mark) = stray {
        let fault = Diagnostic::new(Code::LiveEntry, page.place(mark))
            .says("entries belong to running coverage; here they are printed in the order of the text")
            .help("write `kind: live` in the front matter");
        found.push(fault.culprit(Some(source.clone())));
    }
}

/// The entry that a mark calls.
fn entry(mark: &Mark) -> Option<&Call> {
    match &mark.what {
        Insert::Call(call) => Some(&**call).filter(|call| &*call.name == "live_entry"),
        Insert::LinkOpen { .. } | Insert::LinkClose | Insert::Image { .. } => None,
    }
}

/// The names of a list with commas.
fn split(names: &str) -> Vec<String> {
    names.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

/// Entries by their time alone, without regard to what is pinned; those without a time last.
fn newest_first(entries: &[Entry]) -> Vec<&Entry> {
    let mut all: Vec<&Entry> = entries.iter().collect();
    all.sort_by_key(|entry| Reverse(entry.moment.map(Moment::seconds)));
    all
}

/// The words of HTML that we printed ourselves, on one line.
pub(super) fn text_of_html(html: &str) -> String {
    let (mut out, mut inside) = (String::with_capacity(html.len()), false);
    for c in html.chars() {
        match c {
            '<' => {
                inside = true;
                // Blocks are apart from each other; words within one seldom have a tag inside them.
                let block = out.ends_with(['.', '!', '?', '”', '"', ':']);
                if block {
                    out.push(' ');
                }
            }
            '>' if inside => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    let out = out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    out.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The beginning of a text that has no headline.
fn first_words(text: &str) -> &str {
    let end =
        text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).take_while(|at| *at <= 80).last();
    match end {
        Some(end) if text.len() > 80 => &text[..end],
        Some(_) | None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{first_words, text_of_html};

    #[test]
    fn html_becomes_words() {
        assert_eq!(text_of_html("<p>One &amp; <em>two</em>.</p>\n<p>Th<b>r</b>ee &lt;</p>"), "One & two. Three <");
    }

    #[test]
    fn long_texts_are_cut_between_words() {
        assert_eq!(first_words("short text"), "short text");
        let long = "word ".repeat(40);
        assert!(first_words(&long).len() <= 80 && first_words(&long).ends_with("word"));
        assert_eq!(first_words(&"語".repeat(60)), "語".repeat(60));
    }
}
