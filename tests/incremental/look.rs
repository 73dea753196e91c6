//! Templates, themes, words, data, pictures and static files: everything of a site that isn't a text.

use super::copy::words;
use super::dice::Dice;
use super::picture::png;
use super::site::Site;

/// Files that come, change and go: a path and what may stand there.
pub fn file(dice: &mut Dice, path: &str) -> Vec<u8> {
    if path.ends_with(".png") {
        return picture(dice);
    }
    let n = dice.below(1000);
    let word = words(dice, 1, 3).replace(['"', '<', '>'], "");
    let text = match path {
        "templates/parts/card.html" => format!(
            "<article class=\"card c{n}\"><h{{{{ level }}}}><a href=\"{{{{ card.href }}}}\">{{{{ card.title }}}}</a></h{{{{ level }}}}>\
             {{% if card.published %}}{{{{ card.published.short }}}}{{% endif %}}{{% if card.image %}}<img src=\"{{{{ card.image.src }}}}\" alt=\"\">{{% endif %}}</article>"
        ),
        "templates/article.html" => format!(
            "{{% extends \"broadsheet/article.html\" %}}{{% block head %}}<meta name=\"n\" content=\"{n}\">{{% endblock head %}}"
        ),
        "templates/base.html" => format!(
            "{{% extends \"{}/base.html\" %}}{{% block scripts %}}<p>{n} {{% if lists?.ports %}}{{% for card in lists.ports %}}{{{{ card.title }}}};{{% endfor %}}{{% endif %}}\
             {{% if data?.tides %}}{{{{ data.tides | json }}}}{{% endif %}}</p>{{% endblock scripts %}}",
            // Only a theme of the site's own can be named so.
            dice.weighed(&[4, 1]).checked_sub(1).map_or("broadsheet", |_| "theme"),
        ),
        "themes/ansel/templates/base.html" => format!(
            "{{% extends \"broadsheet/base.html\" %}}{{% block head %}}<meta name=\"b\" content=\"{n}\">{{% endblock head %}}"
        ),
        "templates/front.html" => format!(
            "{{% extends \"base.html\" %}}{{% block main %}}<p>{n}</p>{{{{ front | json }}}}{{{{ lists | json }}}}{{{{ data | json }}}}{{% endblock main %}}"
        ),
        "templates/section.html" => format!(
            "{{% extends \"base.html\" %}}{{% block main %}}<p>{n}</p>{{{{ list | json }}}}{{{{ lists | json }}}}{{% endblock main %}}"
        ),
        "templates/author.html" => format!(
            "{{% extends \"base.html\" %}}{{% block main %}}<p>{n}</p>{{{{ list | json }}}}{{{{ site | json }}}}{{% endblock main %}}"
        ),
        "templates/components/tide.html" => {
            format!("{{% component tide() %}}<p class=\"tide\">{n}</p>{{% endcomponent tide %}}")
        }
        "templates/components/figure.html" => format!(
            "{{% component figure(src, @file = none, alt=\"\", caption=\"\", credit=\"\", license=\"\", layout=\"main\") %}}<figure class=\"f{n}\"><img src=\"{{{{ file?.href or src }}}}\" alt=\"{{{{ alt }}}}\"></figure>{{% endcomponent figure %}}"
        ),
        "themes/ansel/templates/page.html" => format!(
            "{{% extends \"broadsheet/page.html\" %}}{{% block head %}}<meta name=\"p\" content=\"{n}\">{{% endblock head %}}"
        ),
        "themes/ansel/templates/article.html" => format!(
            "{{% extends \"base.html\" %}}{{% block main %}}<h1>{n}</h1>{{{{ article | json }}}}{{{{ lists | json }}}}{{{{ data | json }}}}{{{{ page | json }}}}{{% endblock main %}}"
        ),
        "themes/ansel/assets/style.css" => format!("body {{ margin: {n}px }}\n"),
        "themes/ansel/theme.yaml" => format!(
            "name: ansel\nextends: {}\ncolours: {{ ink: \"#16{:02x}1a\", dark: {{ ink: \"#ecec{:02x}\" }} }}\nlists:\n  ports: {{ tag: {}, limit: {} }}\ndata: [{}]\n",
            dice.one(&["broadsheet", "broadsheet", "bulletin"]),
            dice.below(256),
            dice.below(256),
            dice.one(&["ferry", "fish", "storm"]),
            dice.between(1, 5),
            dice.one(&["tides", "league", "polls"]),
        ),
        "themes/ansel/i18n/en.yaml" | "themes/ansel/i18n/lt.yaml" => format!("latest: {word} {n}\n"),
        "i18n/en.yaml" => format!("{}: {word} {n}\n", dice.one(&["latest", "advertisement", "navigation"])),
        "snippets/ask.html" => format!("<p>{word} {n}</p>\n"),
        "data/tides.yaml" => format!("station: {word}\nhigh: \"0{}:12\"\n", n % 10),
        "data/league.csv" => format!("club,points\nHarbour,{n}\n{word},3\n"),
        "data/rates.toml" => format!("base = {n}.5\n[more]\nname = \"{word}\"\n"),
        "data/polls.json" => format!("{{\"yes\": {n}, \"word\": \"{word}\"}}\n"),
        "static/favicon.svg" => {
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><title>{n}</title></svg>")
        }
        "static/_redirects" => format!("/gone/{n}/ / 301\n"),
        _ => format!("{word} {n}\n{}", "x".repeat(dice.below(300))),
    };
    text.into_bytes()
}

/// A picture of some size.
pub fn picture(dice: &mut Dice) -> Vec<u8> {
    png(dice.between(1, 40) as u32, dice.between(1, 30) as u32, dice.below(256) as u8)
}

/// Paths that may hold a file, those that templates and themes are made of first.
pub const LOOK: [&str; 16] = [
    "templates/parts/card.html",
    "templates/article.html",
    "templates/base.html",
    "templates/front.html",
    "templates/section.html",
    "templates/author.html",
    "templates/components/tide.html",
    "templates/components/figure.html",
    "themes/ansel/templates/base.html",
    "themes/ansel/templates/page.html",
    "themes/ansel/templates/article.html",
    "themes/ansel/assets/style.css",
    "themes/ansel/i18n/en.yaml",
    "themes/ansel/i18n/lt.yaml",
    "i18n/en.yaml",
    "snippets/ask.html",
];

/// Files that are copied, shown or read by name.
pub const OTHERS: [&str; 16] = [
    "data/tides.yaml",
    "data/league.csv",
    "data/rates.toml",
    "data/polls.json",
    "static/favicon.svg",
    "static/logo.png",
    "static/card.png",
    "static/icon-192.png",
    "static/images/bow.png",
    "static/images/quay.png",
    "static/files/plan.pdf",
    "static/files/tape.mp3",
    "static/ads.txt",
    "static/_redirects",
    "content/pictures/loose.png",
    "content/pictures/other.png",
];

/// The files that a site has at its beginning.
pub fn first(dice: &mut Dice, site: &mut Site) {
    // A theme and a snippet's file that settings may name must be there.
    for path in ["themes/ansel/theme.yaml", "themes/ansel/templates/base.html", "snippets/ask.html"] {
        site.files.insert(path.into(), file(dice, path));
    }
    for path in OTHERS {
        // What settings may declare must be there too.
        if path.starts_with("data/") || dice.percent(70) {
            site.files.insert(path.into(), file(dice, path));
        }
    }
    for path in LOOK {
        if dice.percent(20) {
            site.files.insert(path.into(), file(dice, path));
        }
    }
}
