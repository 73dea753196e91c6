//! Who claims which address, and what happens when two do.
//!
//! Claims are gathered without a look at each other, then sorted once: those on one address stand side by side,
//! in the order in which they were made. Stories claim before all others, and the edition has them in order.

use rayon::prelude::*;

use super::sheet::{Origin, Sheet};
use crate::base::{Address, Code, Diagnostic, Found, Place, SourcePath};
use crate::edition::{Edition, State, StoryId};

/// A claim on an address.
pub struct Claim {
    address: Address,
    wants: Wants,
    by: Origin,
}

/// What a claim wants.
enum Wants {
    /// The address; it is an error if it is taken.
    This(Sheet),
    /// The address, if nobody has it.
    IfFree(Sheet),
    /// That nobody has the address.
    Nobody,
}

impl Claim {
    /// The first claim of an address holds, and a second one is an error that names both.
    pub fn new(address: Address, sheet: Sheet, by: Origin) -> Claim {
        Claim { address, wants: Wants::This(sheet), by }
    }

    /// Something of ours that a file of `static/` may replace.
    pub fn unless_taken(address: Address, sheet: Sheet) -> Claim {
        Claim { address, wants: Wants::IfFree(sheet), by: Origin::Own("site file") }
    }

    /// Tells where the address of a loose file, which may or may not be shown, is taken.
    pub fn keep_free(address: Address, source: SourcePath) -> Claim {
        Claim { address, wants: Wants::Nobody, by: Origin::Source(source) }
    }
}

/// A claim in the order of the addresses; its turn is its place among all claims.
struct Row {
    address: Address,
    wants: Wants,
    turn: u32,
}

/// Who claimed, by the turn.
struct Claimants<'e> {
    edition: &'e Edition,
    others: Vec<Origin>,
}

impl Claimants<'_> {
    fn of(&self, turn: u32) -> Origin {
        let stories = &self.edition.stories;
        match stories.get(turn as usize) {
            Some(story) => Origin::Source(story.article.card.source.clone()),
            None => self.others[turn as usize - stories.len()].clone(),
        }
    }
}

/// All sheets, sorted by address: of every story, then of `claims` in their order. Second claims are told in the
/// order of the claims, and then each file whose name is also a folder's.
pub fn settle(claims: Vec<Claim>, edition: &Edition, found: &mut Found) -> Vec<(Address, Sheet)> {
    let most = edition.stories.len() + claims.len();
    let (mut rows, mut others) = (Vec::with_capacity(claims.len()), Vec::with_capacity(claims.len()));
    for (Claim { address, wants, by }, turn) in claims.into_iter().zip(edition.stories.len() as u32..) {
        rows.push(Row { address, wants, turn });
        others.push(by);
    }
    let claimants = Claimants { edition, others };
    rows.par_sort_by(|a, b| a.address.cmp(&b.address));
    let (mut sheets, mut holders): (Vec<(Address, Sheet)>, Vec<u32>) =
        (Vec::with_capacity(most), Vec::with_capacity(most));
    let mut faults: Vec<(u32, Diagnostic)> = Vec::new();
    for Row { address, wants, turn } in in_order(rows, edition) {
        let holder = sheets.last().zip(holders.last()).filter(|((held, _), _)| *held == address).map(|(_, by)| *by);
        match (holder, wants) {
            (None, Wants::This(sheet) | Wants::IfFree(sheet)) => {
                sheets.push((address, sheet));
                holders.push(turn);
            }
            (Some(holder), Wants::This(_) | Wants::Nobody) => {
                faults.push((turn, taken(&address, &claimants.of(holder), &claimants.of(turn))));
            }
            (None, Wants::Nobody) | (Some(_), Wants::IfFree(_)) => {}
        }
    }
    faults.sort_by_key(|(turn, _)| *turn);
    found.extend(faults.into_iter().map(|(_, fault)| fault));
    tell_folders(&sheets, &holders, &claimants, found);
    sheets
}

/// The claims of all stories and `others`, which are sorted, by address; on one address in the order of their turns.
fn in_order(others: Vec<Row>, edition: &Edition) -> impl Iterator<Item = Row> {
    let row = |id: &StoryId| {
        let story = edition.story(*id);
        let sheet = match story.state {
            State::Published | State::Kept => Sheet::Story(*id),
            State::Withdrawn | State::Expired => Sheet::Notice(*id),
        };
        Row { address: story.address.clone(), wants: Wants::This(sheet), turn: *id }
    };
    let stories: Vec<Row> = edition.by_address.par_iter().map(row).collect();
    let (mut stories, mut others) = (stories.into_iter().peekable(), others.into_iter().peekable());
    std::iter::from_fn(move || {
        let is_first = |story: &Row| others.peek().is_none_or(|other| story.address <= other.address);
        stories.next_if(is_first).or_else(|| others.next())
    })
}

/// Tells of files whose name is also a folder's.
fn tell_folders(sheets: &[(Address, Sheet)], holders: &[u32], claimants: &Claimants<'_>, found: &mut Found) {
    for (n, (address, _)) in sheets.iter().enumerate().filter(|(_, (address, _))| !address.is_page()) {
        let Some(below) = first_below(address, n, sheets) else { continue };
        let fault =
            taken(&Address::new(format!("{address}/")), &claimants.of(holders[below]), &claimants.of(holders[n]));
        let below = &sheets[below].0;
        found
            .push(fault.help(format!(
                "{address} would be a file and {below} needs a folder of that name; rename one of them"
            )));
    }
}

/// The first sheet in the folder that is called like the file `address`, which is sheet `n`.
fn first_below(address: &Address, n: usize, sheets: &[(Address, Sheet)]) -> Option<usize> {
    /// So many sheets are looked at before the rest is searched: those called `rss.xml-2`.
    const NEXT: usize = 8;
    let rest = |n: usize| sheets[n].0.as_str().strip_prefix(address.as_str());
    let next = n + 1..sheets.len().min(n + 1 + NEXT);
    for n in next.clone() {
        match rest(n)?.as_bytes().first() {
            Some(b'/') => return Some(n),
            Some(byte) if *byte > b'/' => return None,
            Some(_) | None => {}
        }
    }
    let folder = format!("{address}/");
    let found = next.end + sheets[next.end..].partition_point(|(a, _)| a.as_str() < folder.as_str());
    (found < sheets.len() && rest(found)?.starts_with('/')).then_some(found)
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
