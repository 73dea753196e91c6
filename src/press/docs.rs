//! docs/templates.md, written from the code that it describes.
//!
//! In: the views, the filters, the built-in theme's components. Out: Markdown. Never here: a site.

use super::view::{FieldDoc, ViewDoc};
use super::views;
use crate::base::{Found, Lang};
use crate::theme::{FILTERS, Theme, built_in};

/// What stands before all that is made of the code.
const HEAD: &str = include_str!("docs/head.md");

/// A sort of page: its template, the variable of its own view, the view, and where such a page stands.
type PageDoc = (&'static str, &'static str, &'static str, &'static str);

/// Every sort of page.
const PAGES: [PageDoc; 22] = [
    ("front.html", "front", "front", "`/`, and `/LANG/` for each further language"),
    ("latest.html", "list", "list", "`/latest/` and its `page/N/`: everything in order of time"),
    ("section.html", "list", "list", "`/world/` and its `page/N/`"),
    ("tag.html", "list", "list", "`/tags/NAME/` and its `page/N/`"),
    ("author.html", "list", "list", "`/authors/NAME/` and its `page/N/`"),
    ("series.html", "list", "list", "`/series/NAME/` and its `page/N/`"),
    ("article.html", "article", "article", "an article"),
    ("page.html", "article", "article", "a standing page"),
    ("notice.html", "notice", "notice", "the address of a withdrawn or expired story"),
    ("tags.html", "terms", "terms", "`/tags/`"),
    ("authors.html", "terms", "terms", "`/authors/`"),
    ("series-index.html", "terms", "terms", "`/series/`"),
    ("archive.html", "archive", "archive", "`/archive/`"),
    ("year.html", "year", "year", "`/archive/2026/`"),
    ("month.html", "month", "month", "`/archive/2026/11/`"),
    ("month.html", "month", "month", "`/archive/undated/`: the stories without a date"),
    ("corrections.html", "corrections", "corrections", "`/corrections/`"),
    ("search.html", "search", "search", "`/search/`"),
    ("feeds.html", "feeds", "feeds", "`/feeds/`"),
    ("404.html", "not_found", "not found", "`/404.html`"),
    ("styleguide.html", "styleguide", "styleguide", "`/styleguide/`, only in previews: every part in every state"),
    ("base.html", "–", "–", "no page: the frame that the others extend"),
];

/// The variable of every sort of page, and its view.
pub(super) fn variables() -> impl Iterator<Item = (&'static str, &'static str)> {
    PAGES.iter().map(|(_, variable, view, _)| (*variable, *view))
}

/// The whole of docs/templates.md.
pub fn templates_md() -> String {
    let mut out = HEAD.to_owned();
    push_pages(&mut out);
    push_views(&mut out, &views::all());
    push_filters(&mut out);
    let language = Lang::parse("en").expect("`en` is a language tag");
    let layer = built_in("broadsheet").expect("the program carries its default theme");
    let theme =
        Theme::load("broadsheet", &[layer], &[language], &crate::theme::HouseDates::default(), &mut Found::new());
    push_components(&mut out, &theme);
    out
}

fn push_pages(out: &mut String) {
    out.push_str(
        "\n## Pages\n\nEvery page has `site`, `page`, `lists` and `data`, and one view of its own under the name in the \
         second column.\n\n| template | variable | stands at |\n| --- | --- | --- |\n",
    );
    for (template, variable, view, place) in PAGES {
        let variable = if view == "–" { variable.to_owned() } else { format!("[`{variable}`](#{})", anchor(view)) };
        out.push_str(&format!("| `{template}` | {variable} | {place} |\n"));
    }
}

fn push_views(out: &mut String, all: &[ViewDoc]) {
    out.push_str(
        "\n## Views\n\nA value that is “or none” may be missing: ask with `{% if %}` before you print it. HTML is printed \
         as it is; text is escaped. An address is ready for a link: percent-encoded, and with the path of `base_url`.\n",
    );
    for view in all {
        out.push_str(&format!("\n### {}\n\n{}\n\n| name | is | |\n| --- | --- | --- |\n", view.name, line(view.doc)));
        for field in &view.fields {
            push_field(out, field, all);
        }
    }
}

fn push_field(out: &mut String, field: &FieldDoc, all: &[ViewDoc]) {
    let bare = field.kind.trim_end_matches(" or none");
    let bare = bare.rsplit("list of ").next().unwrap_or(bare);
    let kind = match all.iter().find(|view| view.name == bare) {
        Some(_) => field.kind.replace(bare, &format!("[{bare}](#{})", anchor(bare))),
        None => field.kind.clone(),
    };
    out.push_str(&format!("| `{}` | {kind} | {} |\n", field.name, cell(field.doc)));
}

fn push_filters(out: &mut String) {
    out.push_str("\n## Filters\n\nBeside [Tera's own](https://keats.github.io/tera/docs/#built-ins):\n\n| filter | does |\n| --- | --- |\n");
    for (name, doc) in FILTERS {
        out.push_str(&format!("| `{name}` | {} |\n", cell(doc)));
    }
}

fn push_components(out: &mut String, theme: &Theme) {
    out.push_str(
        "\n## Shortcodes\n\nA shortcode of an article is a component of the theme, written `{{ name(key=\"value\") }}`, or \
         `{% name() %}…{% end %}` round a text, which the component gets as `body`. A theme adds one by defining a \
         component of a new name in any of its templates; a `-` in the text is a `_` in the name. These are \
         broadsheet's.\n",
    );
    for name in &theme.components {
        push_component(out, theme, name);
    }
    out.push_str(
        "\nA component gets by the names behind “also given” what it declares with an `@`: `file` (what `src` or `file` \
         names: `href`, `name`, `media_type`, `size` in bytes, `width`, `height`), `picture` (the same for `image` or \
         `poster`), `embed` (what `url` tells of itself: `provider`, `host`, `kind`, `is_safe`), `cards` (the stories that \
         `stories` names, else the article's related ones), `moment` (what `time` or `date` holds, as a \
         [moment](#moment)) and its `anchor`, `site`, `words` and `language`.\n",
    );
}

fn push_component(out: &mut String, theme: &Theme, name: &str) {
    let Some(component) = theme.tera.get_component_definition(name) else { return };
    let text = theme.templates.text(&format!("broadsheet/components/{name}.html"));
    let about = text.strip_prefix("{#-").and_then(|rest| rest.split_once("-#}")).map_or("", |(about, _)| about.trim());
    out.push_str(&format!("\n### {}\n\n{about}\n", name.replace('_', "-")));
    if text.contains("{{ body }}") {
        let may = if text.contains("body is defined") { " may stand" } else { " stands" };
        out.push_str(&format!("A text{may} between its tags.\n"));
    }
    out.push_str("\n| argument | is | without it |\n| --- | --- | --- |\n");
    for argument in component.args().iter().filter(|argument| !argument.is_implicit()) {
        let kind = if argument.default().is_some_and(tera::Value::is_bool) { "true or false" } else { "text" };
        let without = match argument.default() {
            None => "must be there".to_owned(),
            Some(value) if value.is_none() || value.as_str() == Some("") => "nothing".to_owned(),
            Some(value) => format!("`{value}`"),
        };
        out.push_str(&format!("| `{}` | {kind} | {without} |\n", argument.name()));
    }
    let given: Vec<String> =
        component.args().iter().filter(|a| a.is_implicit()).map(|a| format!("`{}`", a.name())).collect();
    if !given.is_empty() {
        out.push_str(&format!("\nAlso given: {}.\n", given.join(", ")));
    }
}

/// A doc comment on one line.
fn line(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A doc comment in a table.
fn cell(doc: &str) -> String {
    line(doc).replace('|', "\\|")
}

/// What a heading is linked by.
fn anchor(heading: &str) -> String {
    heading.replace(' ', "-")
}

#[cfg(test)]
mod tests {
    use super::{PAGES, built_in, views};

    #[test]
    fn every_template_of_a_page_is_listed_and_there() {
        let theme = built_in("broadsheet").expect("the default theme");
        let frames = ["list.html", "terms.html"];
        for (name, _) in theme.below("templates/").filter(|(name, _)| !name.contains('/') && !frames.contains(name)) {
            assert!(PAGES.iter().any(|(template, ..)| *template == name), "{name} isn't in PAGES");
        }
        for (template, _, view, _) in PAGES {
            assert!(theme.text(&format!("templates/{template}")).is_some(), "there is no {template}");
            assert!(view == "–" || views::all().iter().any(|v| v.name == view), "there is no view {view}");
        }
    }

    #[test]
    fn views_have_names_of_their_own() {
        let names: std::collections::BTreeSet<&str> = views::all().iter().map(|view| view.name).collect();
        assert_eq!(names.len(), views::all().len());
    }
}
