//! What templates do with values: what they name, and whether they look at a view in another way than by names.

use std::collections::{BTreeMap, BTreeSet};

use super::scan::{Tag, Token, tags};
use crate::press::docs;
use crate::press::view::ViewDoc;
use crate::theme::Templates;

/// What a value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// Nothing of ours is within: text, numbers, data, words.
    Leaf,
    /// A list of views.
    List,
    /// A view, or nobody knows.
    View,
}

/// What a value may be, and of which views: a bit for each.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Is {
    class: Class,
    views: u128,
}

impl Is {
    const LEAF: Is = Is { class: Class::Leaf, views: 0 };

    /// Either of two.
    fn or(self, other: Is) -> Is {
        Is { class: self.class.max(other.class), views: self.views | other.views }
    }

    /// One of it, where it is a list.
    fn one(self) -> Is {
        if self.class == Class::Leaf { self } else { Is { class: Class::View, ..self } }
    }
}

/// Whose names: a component's, or those of all pages and their parts.
type Scope<'t> = Option<&'t str>;

/// What is known of the names of all templates.
struct Names<'t> {
    views: &'t [ViewDoc],
    /// Names that templates give to a value, and what they may be: those of pages, and of each component by
    /// its name, which sees nothing of the page that it doesn't ask for.
    given: BTreeMap<Scope<'t>, BTreeMap<&'t str, Is>>,
    /// Where what is looked at stands.
    within: Scope<'t>,
    /// The components that include templates, which then see the component's names.
    shared: BTreeSet<&'t str>,
}

/// All words that the templates name which a page or a component can reach; none when a view is used
/// in a way that names don't tell.
pub(super) fn named<'t>(templates: &'t Templates, views: &'t [ViewDoc]) -> Option<BTreeSet<&'t str>> {
    let tags = reached(templates)?;
    let mut words = BTreeSet::new();
    for token in tags.iter().flat_map(|tag| &tag.tokens) {
        match token {
            Token::Name("__tera_context") | Token::Sign("...") => return None,
            Token::Name(name) => drop(words.insert(*name)),
            Token::Text(text) => words.extend(text.split(|c: char| !c.is_alphanumeric() && c != '_')),
            Token::Word(_) | Token::Constant | Token::Sign(_) => {}
        }
    }
    let mut names = Names { views, given: BTreeMap::new(), within: None, shared: BTreeSet::new() };
    loop {
        let before = names.given.clone();
        for tag in &tags {
            names.tag(tag)?;
        }
        if before == names.given {
            return Some(words);
        }
    }
}

/// The tags of all templates that a page can reach. Pages stand at the top; what they extend and include is
/// named in a text; components are called from articles.
fn reached(templates: &Templates) -> Option<Vec<Tag<'_>>> {
    let all: Vec<(&str, &str)> = templates.iter().collect();
    let is_root = |name: &str| {
        let own = name.split_once('/').map_or(name, |(_, own)| own);
        !own.contains('/') || own.starts_with("components/")
    };
    let mut todo: Vec<usize> = (0..all.len()).filter(|n| is_root(all[*n].0)).collect();
    let mut seen: BTreeSet<usize> = todo.iter().copied().collect();
    let mut reached = Vec::new();
    while let Some(number) = todo.pop() {
        let tags = tags(all[number].1)?;
        for token in tags.iter().flat_map(|tag| &tag.tokens) {
            let Token::Text(text) = token else { continue };
            let is_named =
                |name: &str| name.strip_suffix(text).is_some_and(|left| left.is_empty() || left.ends_with('/'));
            let named = (0..all.len()).filter(|n| is_named(all[*n].0));
            todo.extend(named.filter(|n| seen.insert(*n)));
        }
        reached.extend(tags);
    }
    Some(reached)
}

impl<'t> Names<'t> {
    /// Looks at a tag's values; none when a view is used in a way that names don't tell.
    fn tag(&mut self, tag: &Tag<'t>) -> Option<()> {
        let tokens = &*tag.tokens;
        let word = match tokens.first()? {
            _ if tag.prints => "print",
            Token::Name(name) | Token::Word(name) => name,
            Token::Sign("<") => "print",
            Token::Text(_) | Token::Constant | Token::Sign(_) => return None,
        };
        match word {
            "component" => return self.component(tokens),
            "endcomponent" => {
                self.within = None;
                return Some(());
            }
            "block" | "endblock" | "endif" | "endfor" | "endset" | "endfilter" | "else" | "break" | "continue" => {
                return Some(());
            }
            "include" | "extends" => {
                self.shared.extend(self.within);
                return matches!(tokens, [_, Token::Text(_)]).then_some(());
            }
            "print" | "if" | "elif" | "for" | "set" | "set_global" => {}
            _ => return None,
        }
        let mut most = Is::LEAF;
        let mut at = usize::from(!tag.prints && tokens[0] != Token::Sign("<"));
        while at < tokens.len() {
            let is_bound = at > 0 && tokens[at - 1] == Token::Word("for")
                || at > 2 && tokens[at - 1] == Token::Sign(",") && tokens[at - 3] == Token::Word("for");
            let value = if is_bound { None } else { self.path(tokens, at)? };
            let Some((is, end)) = value else {
                at += 1;
                continue;
            };
            if is.class != Class::Leaf {
                most = most.or(self.check(word, tokens, at, end, is)?);
            }
            if at >= 2 && tokens[at - 1] == Token::Word("in") {
                self.bind_loop(tokens, at - 2, is.one());
            }
            at = end;
        }
        if word.starts_with("set") {
            let Some(Token::Name(name)) = tokens.get(1) else { return None };
            self.give(name, most);
        }
        Some(())
    }

    /// `for a in` and `for a, b in`: what goes through something has a class, too.
    fn bind_loop(&mut self, tokens: &[Token<'t>], last: usize, is: Is) {
        if let Token::Name(name) = tokens[last] {
            self.give(name, is);
        }
        if let Some([Token::Name(key), Token::Sign(",")]) = last.checked_sub(2).map(|from| &tokens[from..last]) {
            self.give(key, is);
        }
    }

    fn give(&mut self, name: &'t str, is: Is) {
        self.give_in(self.within, name, is);
    }

    fn give_in(&mut self, scope: Scope<'t>, name: &'t str, is: Is) {
        let is_shared = scope.is_some_and(|component| self.shared.contains(component));
        for scope in [Some(scope), is_shared.then_some(None)].into_iter().flatten() {
            let known = self.given.entry(scope).or_default().entry(name).or_insert(is);
            *known = known.or(is);
        }
    }

    fn given(&self, scope: Scope<'t>, name: &str) -> Option<Is> {
        self.given.get(&scope)?.get(name).copied()
    }

    /// A component begins: it sees its arguments, and of the page what it asks for by `@`.
    fn component(&mut self, tokens: &[Token<'t>]) -> Option<()> {
        let [_, Token::Name(component), ..] = tokens else { return None };
        self.within = Some(component);
        for pair in tokens.windows(2) {
            if let [Token::Sign("@"), Token::Name(name)] = pair
                && let Some(is) = self.given(None, name)
            {
                self.give(name, is);
            }
        }
        Some(())
    }

    /// Whether a view, or a list of views, may stand here: `tokens[from..end]` of a tag that begins with `word`.
    /// Tells what the tag's value is then.
    fn check(&mut self, word: &str, tokens: &[Token<'t>], from: usize, end: usize, is: Is) -> Option<Is> {
        let before = from.checked_sub(1).map(|n| tokens[n]);
        let after = &tokens[end..];
        let (first, is_list) = (after.first().copied(), is.class == Class::List);
        let asks = matches!(before, Some(Token::Word("if" | "elif" | "and" | "or" | "not")));
        if is_list && matches!(after, [Token::Sign("|"), Token::Name("length"), ..]) {
            return (after.get(2) != Some(&Token::Sign("|"))).then_some(Is::LEAF);
        }
        // the condition of `a if b else c`, and of `[a for a in b if c]`
        if before == Some(Token::Word("if")) && matches!(first, Some(Token::Word("else") | Token::Sign("]"))) {
            return Some(Is::LEAF);
        }
        if let [Token::Word("is"), rest @ ..] = after {
            let rest = rest.strip_prefix(&[Token::Word("not")]).unwrap_or(rest);
            let kinds = ["defined", "undefined", "array", "map", "string", "number", "bool", "iterable"];
            let asks_kind = matches!(rest, [Token::Name(kind), ..] if kinds.contains(kind))
                || matches!(rest, [Token::Constant, ..]);
            return asks_kind.then_some(Is::LEAF);
        }
        let goes_through = is_list && before == Some(Token::Word("in"));
        let is_within = depth(&tokens[..from]) > 0;
        match word {
            "if" | "elif" => {
                let is_asked =
                    !is_within && (asks || from == 1) && matches!(first, None | Some(Token::Word("and" | "or")));
                is_asked.then_some(Is::LEAF)
            }
            "for" => {
                let is_plain = matches!(after, [] | [Token::Sign("|"), Token::Name("reverse")]);
                (goes_through && is_plain).then_some(Is::LEAF)
            }
            "set" | "set_global" => {
                let begins = matches!(before, Some(Token::Sign("=") | Token::Word("or" | "and" | "else")));
                let begins = begins && from >= 3 && !is_within;
                // `[a for a in b]`, with nothing done to it
                let is_new_list = tokens.get(3) == Some(&Token::Sign("["))
                    && closing(tokens, 3).is_some_and(|(close, _)| close + 1 == tokens.len());
                match after {
                    [] | [Token::Word("or" | "and" | "if"), ..] if begins => Some(is),
                    [Token::Sign("|"), Token::Name("first" | "last")] if begins && is_list => Some(is.one()),
                    [Token::Word("for"), ..] if is_new_list && from == 4 => Some(Is { class: Class::List, ..is }),
                    [Token::Sign("]") | Token::Word("if"), ..] if is_new_list && goes_through => Some(Is::LEAF),
                    _ => None,
                }
            }
            // `name={a}` of a component
            _ => match (from.checked_sub(3).map(|n| &tokens[n..from]), first) {
                (Some([Token::Name(name), Token::Sign("="), Token::Sign("{")]), Some(Token::Sign("}"))) => {
                    let called = tokens[..from].windows(2).rev().find_map(|pair| match pair {
                        [Token::Sign("<"), Token::Name(called)] => Some(*called),
                        _ => None,
                    });
                    self.give_in(Some(called?), name, is);
                    Some(Is::LEAF)
                }
                _ => None,
            },
        }
    }

    /// What stands at a token, if a value begins there, and where it ends.
    fn path(&self, tokens: &[Token<'t>], at: usize) -> Option<Option<(Is, usize)>> {
        let Token::Name(root) = tokens[at] else { return Some(None) };
        let (before, after) = (at.checked_sub(1).map(|n| tokens[n]), tokens.get(at + 1));
        let is_name_of_argument = after == Some(&Token::Sign("="));
        let follows = matches!(before, Some(Token::Sign("." | "|" | "<") | Token::Word("is")))
            || (before == Some(Token::Word("not")) && at >= 2 && tokens[at - 2] == Token::Word("is"));
        if is_name_of_argument || follows || after == Some(&Token::Sign("(")) {
            return Some(None);
        }
        let (mut is, mut end, mut is_lists) = (self.root(root), at + 1, root == "lists");
        loop {
            match &tokens[end..] {
                [Token::Sign("."), Token::Name(field), ..] => {
                    is = if is_lists { self.list_of_cards() } else { self.field(is, field) };
                    end += 2;
                }
                [Token::Sign("["), Token::Text(field), Token::Sign("]"), ..] => {
                    is = if is_lists { self.list_of_cards() } else { self.field(is, field) };
                    end += 3;
                }
                [Token::Sign("["), Token::Constant, Token::Sign("]"), ..] => {
                    is = is.one();
                    end += 3;
                }
                [Token::Sign("["), ..] => {
                    let (close, is_slice) = closing(tokens, end)?;
                    // a list takes numbers only; a view would take any name
                    if is.class == Class::View {
                        return None;
                    }
                    self.plain(&tokens[..close], end + 1)?;
                    is = if is_slice { is } else { is.one() };
                    end = close + 1;
                }
                // the map of all lists has no names that we know
                _ if is_lists => return None,
                _ => return Some(Some((is, end))),
            }
            is_lists = false;
        }
    }

    /// Only texts and numbers, from a token on; else none.
    fn plain(&self, tokens: &[Token<'t>], mut at: usize) -> Option<()> {
        while at < tokens.len() {
            at = match self.path(tokens, at)? {
                Some((is, end)) => (is.class == Class::Leaf).then_some(end)?,
                None => at + 1,
            };
        }
        Some(())
    }

    /// What a name stands for.
    fn root(&self, name: &str) -> Is {
        let given = self.given(self.within, name).unwrap_or(Is::LEAF);
        let more = [("site", "site"), ("page", "page"), ("moment", "moment")];
        match name {
            "lists" => Is { class: Class::View, views: u128::MAX },
            "cards" => self.list_of_cards().or(given),
            _ => match docs::variables().chain(more).find(|(variable, _)| *variable == name) {
                Some((_, view)) => Is { class: Class::View, views: self.view(view) }.or(given),
                None => given,
            },
        }
    }

    fn list_of_cards(&self) -> Is {
        Is { class: Class::List, views: self.view("card") }
    }

    /// The bit of a view.
    fn view(&self, name: &str) -> u128 {
        self.views.iter().position(|view| view.name == name).map_or(0, |at| 1 << at)
    }

    /// What a field of a value is, by the views that it may be.
    fn field(&self, of: Is, name: &str) -> Is {
        if of.class == Class::Leaf {
            return Is::LEAF;
        }
        let views = self.views.iter().enumerate().filter(|(at, _)| of.views & (1 << at) != 0);
        let fields = views.flat_map(|(_, view)| &view.fields).filter(|field| field.name == name);
        let kinds = fields.map(|field| {
            let kind = field.kind.trim_end_matches(" or none");
            let one = kind.trim_start_matches("list of ");
            match self.view(one) {
                0 => Is::LEAF,
                views => Is { class: if one == kind { Class::View } else { Class::List }, views },
            }
        });
        kinds.fold(Is::LEAF, Is::or)
    }
}

/// How many brackets of any sort are open after some tokens.
fn depth(tokens: &[Token<'_>]) -> usize {
    tokens.iter().fold(0, |depth: usize, token| match token {
        Token::Sign("(" | "[" | "{") => depth + 1,
        Token::Sign(")" | "]" | "}") => depth.saturating_sub(1),
        Token::Sign(_) | Token::Name(_) | Token::Word(_) | Token::Text(_) | Token::Constant => depth,
    })
}

/// Where a bracket closes, and whether a colon stands within.
fn closing(tokens: &[Token<'_>], open: usize) -> Option<(usize, bool)> {
    let (mut depth, mut has_colon) = (0, false);
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token {
            Token::Sign("[") => depth += 1,
            Token::Sign("]") => {
                depth -= 1;
                if depth == 0 {
                    return Some((at, has_colon));
                }
            }
            Token::Sign(":") => has_colon |= depth == 1,
            _ => {}
        }
    }
    None
}
