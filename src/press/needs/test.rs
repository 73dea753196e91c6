//! Built-in themes are read to the end, and whatever names can't tell needs everything.

use super::Needs;
use crate::base::{Found, Lang};
use crate::theme::{BUILT_IN, Templates, Theme, built_in};

fn needs(templates: &[(&str, &str)]) -> Needs {
    Needs::of(&Templates::of(templates))
}

fn has(needs: &Needs, name: &str) -> bool {
    needs.has(Needs::bit(name))
}

#[test]
fn built_in_themes_are_understood() {
    for name in BUILT_IN {
        let layer = built_in(name).expect("a built-in theme");
        let mut layers = vec![layer];
        layers.extend((name != "broadsheet").then(|| built_in("broadsheet")).flatten());
        let theme = Theme::load(
            name,
            &layers,
            &[Lang::parse("en").expect("a tag")],
            &crate::theme::HouseDates::default(),
            &mut Found::new(),
        );
        let needs = Needs::of(&theme.templates);
        assert!(has(&needs, "title") && needs != *Needs::ALL, "{name}");
    }
}

#[test]
fn fields_that_are_named_are_needed_and_no_others() {
    let article = "{% extends \"base.html\" %}{{ article.title }}{% set x = article.related %}\
        {% if x %}{% for story in x[:2] %}{{ story.href }}{% if not loop.last %}, {% endif %}{% endfor %}{% endif %}";
    let base = "{# {{ page }} #}{{ page.published | json }}{{ site.words[page.og_type] }}{{ data.x | json }}";
    let covered = ("theme/parts/unused.html", "{{ article | json }}{{ article.kicker }}");
    let needs = needs(&[("theme/article.html", article), ("theme/base.html", base), covered]);
    for name in ["title", "related", "href", "published", "words", "og_type"] {
        assert!(has(&needs, name), "{name}");
    }
    for name in ["kicker", "json_ld", "byline", "updated", "headings"] {
        assert!(!has(&needs, name), "{name}");
    }
}

#[test]
fn what_names_cannot_tell_needs_every_field() {
    for tag in [
        "{{ article }}",
        "{{ article | json }}",
        "{{ article.section | json }}",
        "{{ article.related | first | json }}",
        "{{ article.related | join(sep=\", \") }}",
        "{{ article[page.name] }}",
        "{{ article.section[data.key] }}",
        "{{ lists.latest[0] | json }}",
        "{{ lists | json }}",
        "{{ article.section | length }}",
        "{{ data.text | fill(name=article.section) }}",
        "{{ __tera_context }}",
        "{{ article.section | get(key=\"ti\" ~ \"tle\") }}",
        "{{ article[\"\\x74itle\"] }}",
        "{{ (article.section or article).title }}",
        "{{ [article.section] | first }}",
        "{{ { \"a\": article }.a | json }}",
        "{{ article.section ~ \"\" }}",
        "{{ data.x or article.section }}",
        "{% for key, value in article %}{{ key }}{% endfor %}",
        "{% for value in article.section %}{{ value }}{% endfor %}",
        "{% for story in article.related %}{{ story }}{% endfor %}",
        "{% for story in article.related | reverse %}{{ story | json }}{% endfor %}",
        "{% for story in [article.previous, article.next] %}{{ story | json }}{% endfor %}",
        "{% set x = article %}{{ x | json }}",
        "{% set x = article.related %}{% set y = x | first %}{{ y | json }}",
        "{% set x = article.card if article.kicker else article.section %}{{ x }}",
        "{% set x = [s for s in article.related if s.title] %}{{ x | json }}",
        "{% set x = { \"a\": article } %}{{ x.a | json }}",
        "{% set l = lists %}{{ l.latest[0] | json }}",
        "{% set l = lists %}{{ l[\"latest\"] | length }}",
        "{% if article.card == article.previous %}x{% endif %}",
        "{% if article.card in article.related %}x{% endif %}",
        "{% if not article.card == article.next %}x{% endif %}",
        "{% include article.title %}",
        "{% set page = article %}{% for month in page.related %}{{ month }}{% endfor %}",
        "{{ <box story={article.card} /> }}{% include \"parts/box.html\" %}",
        "{{ <box {...article} /> }}",
        "{% filter fill(name=article.section) %}{name}{% endfilter %}",
        "{% if (data.x or article.section and data.y) == data.z %}x{% endif %}",
        "{% if \"\" | fill(name=data.x or article.section and data.y) == \"\" %}x{% endif %}",
        "{% set x = \"{n}\" | fill(n=article.related if data.x else 1) %}{{ x | length }}",
        "{% set x = [data.x or article.section] %}{{ x | json }}",
        "{% set x = [s for s in article.related] | json %}{{ x | length }}",
        "{% set x = [s for s in article.related] == [s for s in data.y] %}{{ x }}",
        "{% raw %}{# {% endraw %}{{ article | json }}{# #}",
        "{{ broken",
    ] {
        let parts = ("theme/parts/box.html", "{% component box(story: map) %}{{ story | json }}{% endcomponent box %}");
        assert_eq!(needs(&[("theme/article.html", tag), parts]), *Needs::ALL, "{tag}");
    }
}

#[test]
fn what_a_component_includes_sees_the_names_of_the_component() {
    let article = ("theme/article.html", "{{ <nest story={article.card} /> }}");
    let component = "{% component nest(story: map) %}{% include \"parts/inner.html\" %}{% endcomponent nest %}";
    let nest = ("theme/components/nest.html", component);
    let named = needs(&[article, nest, ("theme/parts/inner.html", "{{ story.kicker }}")]);
    assert!(has(&named, "kicker") && !has(&named, "byline"));
    assert_eq!(needs(&[article, nest, ("theme/parts/inner.html", "{{ story | json }}")]), *Needs::ALL);
}
