//! What site.yaml puts on every page and leads elsewhere: navigation, footer, logo. What isn't there is told once, with the
//! front page, which is printed each time.

use super::Press;
use super::resolve::Target;
use crate::base::{Code, Diagnostic, Found, SourcePath};

impl Press<'_> {
    /// Tells of links and of a logo that lead to nothing.
    pub(super) fn check_signposts(&self, found: &mut Found) {
        let (settings, home) = (self.settings(), self.desk(0).address("/"));
        let source = SourcePath::new("site.yaml");
        for (key, links) in [("navigation", &settings.navigation), ("footer", &settings.footer)] {
            for href in links.iter().flatten().map(|link| &link.href).filter(|href| href.starts_with('/')) {
                if let Target::Href(_) = self.resolve(href, &source, &home, false) {
                    continue;
                }
                let place = settings.places.of(&format!("{key}.{href}"));
                let fault = Diagnostic::new(Code::LinkNowhere, place);
                let says = format!("`{key}` leads to {href}, where nothing is published");
                found.push(fault.says(says).help("write the address as the built site has it").culprit(None));
            }
        }
        let logos = settings.logo.iter().flat_map(|logo| [Some(&logo.path), logo.dark.as_ref()]).flatten();
        for path in logos.filter(|path| path.starts_with('/') && self.static_file(path).is_none()) {
            let says = format!("the logo static{path} isn't there");
            let fault = Diagnostic::new(Code::FileMissing, settings.places.of("logo")).says(says);
            found.push(
                fault
                    .help("put the picture into `static/`; until then the paper's name stands in its place")
                    .culprit(None),
            );
        }
    }
}
