//! Who claims which address, and what happens when two do.

use std::collections::HashMap;

use super::sheet::{Origin, Sheet};
use crate::base::{Address, Code, Diagnostic, Found, Place, SourcePath};

/// Claims in the making.
#[derive(Default)]
pub struct Claims {
    taken: HashMap<Address, (Sheet, Origin)>,
}

impl Claims {
    /// Room for so many.
    pub fn with_capacity(n: usize) -> Claims {
        Claims { taken: HashMap::with_capacity(n) }
    }

    /// Claims an address; the first claim holds, and a second one is an error that names both.
    pub fn claim(&mut self, address: Address, sheet: Sheet, origin: Origin, found: &mut Found) {
        if let Some((_, first)) = self.taken.get(&address) {
            found.push(taken(&address, first, &origin));
        } else {
            self.taken.insert(address, (sheet, origin));
        }
    }

    /// Tells where the address of a loose file, which may or may not be shown, is taken.
    pub fn keep_free(&self, address: &Address, source: &SourcePath, found: &mut Found) {
        if let Some((_, first)) = self.taken.get(address) {
            found.push(taken(address, first, &Origin::Source(source.clone())));
        }
    }

    /// Claims an address for something of ours that a file of `static/` may replace.
    pub fn claim_unless_static(&mut self, address: Address, sheet: Sheet) {
        self.taken.entry(address).or_insert((sheet, Origin::Own("site file")));
    }

    /// All claims, sorted by address; a file whose name is also a folder's is an error.
    pub fn settle(self, found: &mut Found) -> Vec<(Address, Sheet)> {
        let mut rows: Vec<(Address, (Sheet, Origin))> = self.taken.into_iter().collect();
        rows.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        for (address, (_, origin)) in rows.iter().filter(|(address, _)| !address.is_page()) {
            let folder = format!("{address}/");
            let next = rows.partition_point(|(a, _)| a.as_str() < folder.as_str());
            if let Some((below, (_, other))) = rows.get(next).filter(|(a, _)| a.as_str().starts_with(&folder)) {
                found.push(taken(&Address::new(folder), other, origin).help(format!(
                    "{address} would be a file and {below} needs a folder of that name; rename one of them"
                )));
            }
        }
        rows.into_iter().map(|(address, (sheet, _))| (address, sheet)).collect()
    }
}

fn taken(address: &Address, first: &Origin, second: &Origin) -> Diagnostic {
    let (blamed, other) = match (first, second) {
        (_, Origin::Source(second)) => (second, first),
        (Origin::Source(first), Origin::Own(_)) => (first, second),
        (Origin::Own(_), Origin::Own(_)) => {
            let place = Place::file(&SourcePath::new("site.yaml"));
            return Diagnostic::new(Code::AddressTaken, place).says(format!("{address} is needed twice")).culprit(None);
        }
    };
    let diagnostic = Diagnostic::new(Code::AddressTaken, Place::file(blamed));
    let diagnostic = match other {
        Origin::Source(other) => diagnostic
            .says(format!("{address} is already taken by {other}"))
            .also(Place::file(other), "first claimed here"),
        Origin::Own(name) => diagnostic.says(format!("{address} is already taken by the {name} that dateline makes")),
    };
    diagnostic.help("give one of them another `slug`, rename the file, or take the address out of `aliases`")
}
