//! The arguments of a tag.

use crate::copy::Field;

/// Arguments by name, in the order of the text.
pub(super) type Args = Vec<(Box<str>, Field)>;

/// Lists may stand in lists so deep.
const DEEPEST: u32 = 8;

/// Reads a tag from its name on.
pub(super) struct Reader<'a> {
    /// The file, cut at the end of what may be read.
    pub text: &'a str,
    /// The next byte.
    pub at: usize,
}

impl<'a> Reader<'a> {
    pub fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub fn next_is(&self, what: &str) -> bool {
        self.rest().starts_with(what)
    }

    pub fn take(&mut self, what: &str) -> bool {
        let is = self.next_is(what);
        if is {
            self.at += what.len();
        }
        is
    }

    pub fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// A name: letters, digits, `_`, `-`, and what else `also` admits.
    pub fn name(&mut self, also: &str) -> &'a str {
        let rest = self.rest();
        let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-' || also.contains(c);
        let name = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
        let name = if name.starts_with(|c: char| c.is_alphabetic() || c == '_') { name } else { "" };
        self.at += name.len();
        name
    }

    /// Arguments in brackets, after the opening one: `key="value", n=3)`.
    pub fn strict(&mut self) -> Result<Args, String> {
        let mut args = Args::new();
        let mut unnamed = 0;
        loop {
            self.blanks();
            if self.take(")") {
                return Ok(args);
            }
            let start = self.at;
            let mut name: Box<str> = self.name("").replace('-', "_").into();
            self.blanks();
            if name.is_empty() || self.next_is("==") || !self.take("=") {
                self.at = start;
                unnamed += 1;
                name = positional(unnamed);
            }
            self.blanks();
            let value = self.value(0)?;
            if args.iter().any(|(given, _)| *given == name) {
                return Err(format!("`{name}` is given twice"));
            }
            args.push((name, value));
            self.blanks();
            if !self.take(",") && !self.next_is(")") {
                return Err("a comma or `)` is missing between arguments".to_owned());
            }
        }
    }

    fn value(&mut self, depth: u32) -> Result<Field, String> {
        if depth > DEEPEST {
            return Err(format!("lists stand in lists more than {DEEPEST} deep"));
        }
        match self.rest().chars().next() {
            Some('"' | '\'' | '`') => {
                self.quoted().map(Field::Text).ok_or_else(|| "a quotation mark is missing its end".to_owned())
            }
            Some('[') => self.list(depth),
            Some('{') => self.map(depth),
            Some(_) | None => {
                let rest = self.rest();
                let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | ')' | ']' | '}' | ':' | '%');
                let word = &rest[..rest.find(is_end).unwrap_or(rest.len())];
                self.at += word.len();
                plain_value(word).ok_or_else(|| match word {
                    "" => "a value is missing".to_owned(),
                    word => format!("`{word}` is no value: text stands in quotation marks"),
                })
            }
        }
    }

    fn list(&mut self, depth: u32) -> Result<Field, String> {
        self.take("[");
        let mut items = Vec::new();
        loop {
            self.blanks();
            if self.take("]") {
                return Ok(Field::List(items));
            }
            items.push(self.value(depth + 1)?);
            self.blanks();
            if !self.take(",") && !self.next_is("]") {
                return Err("a comma or `]` is missing in a list".to_owned());
            }
        }
    }

    fn map(&mut self, depth: u32) -> Result<Field, String> {
        self.take("{");
        let mut entries = Vec::new();
        loop {
            self.blanks();
            if self.take("}") {
                return Ok(Field::Map(entries));
            }
            let key = match self.rest().chars().next() {
                Some('"' | '\'' | '`') => self.quoted(),
                Some(_) | None => Some(self.name("")).filter(|name| !name.is_empty()).map(Box::from),
            };
            let key = key.ok_or("a key is missing in a map")?;
            self.blanks();
            if !self.take(":") && !self.take("=") {
                return Err(format!("`:` is missing after `{key}`"));
            }
            self.blanks();
            entries.push((key, self.value(depth + 1)?));
            self.blanks();
            if !self.take(",") && !self.next_is("}") {
                return Err("a comma or `}` is missing in a map".to_owned());
            }
        }
    }

    /// Text in quotation marks; `None` when its end is missing.
    fn quoted(&mut self) -> Option<Box<str>> {
        let mark = self.rest().chars().next()?;
        let body = &self.rest()[1..];
        let mut out = String::new();
        let mut chars = body.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                c if c == mark => {
                    self.at += at + 2;
                    return Some(out.into());
                }
                '\\' if mark != '`' => match chars.next()?.1 {
                    'n' => out.push('\n'),
                    't' => out.push('\t'),
                    c @ ('"' | '\'' | '\\' | '`' | '{' | '%' | '}') => out.push(c),
                    c => out.extend(['\\', c]),
                },
                c => out.push(c),
            }
        }
        None
    }

    /// Arguments with blanks between them, up to one of `ends`, which is read too: `"a" key="b" key: c`.
    /// `None` when there is no end.
    pub fn loose(&mut self, ends: &[&str]) -> Option<Args> {
        let mut args = Args::new();
        let mut unnamed = 0;
        loop {
            self.blanks();
            while self.take(",") {
                self.blanks();
            }
            if ends.iter().any(|end| self.take(end)) {
                return Some(args);
            }
            if self.rest().is_empty() || self.next_is("{{") || self.next_is("{%") {
                return None;
            }
            let start = self.at;
            let name = self.name(".");
            let named = !name.is_empty() && {
                self.blanks();
                !self.next_is("==") && (self.take("=") || self.take(":"))
            };
            if !named {
                self.at = start;
                unnamed += 1;
            }
            self.blanks();
            let value = self.loose_value(ends)?;
            let name = if named { name.replace('-', "_").into() } else { positional(unnamed) };
            match args.iter_mut().find(|(given, _)| *given == name) {
                Some((_, given)) => *given = value,
                None => args.push((name, value)),
            }
        }
    }

    fn loose_value(&mut self, ends: &[&str]) -> Option<Field> {
        if self.rest().starts_with(['"', '\'', '`']) {
            return self.quoted().map(Field::Text);
        }
        let rest = self.rest();
        let is_end = |(at, c): &(usize, char)| {
            c.is_whitespace() || *c == ',' || ends.iter().any(|end| rest[*at..].starts_with(end))
        };
        let end = rest.char_indices().find(is_end).map_or(rest.len(), |(at, _)| at);
        self.at += end;
        Some(plain_value(&rest[..end]).unwrap_or_else(|| Field::Text(rest[..end].into())))
    }
}

/// The name of the `nth` argument that has none.
fn positional(nth: u32) -> Box<str> {
    if nth == 1 { "value".into() } else { format!("value{nth}").into() }
}

/// A number, `true`, `false` or nothing. Digits that a number would not print again (`007`) are none.
fn plain_value(word: &str) -> Option<Field> {
    match word {
        "true" | "True" => return Some(Field::Bool(true)),
        "false" | "False" => return Some(Field::Bool(false)),
        "null" | "none" | "None" => return Some(Field::Null),
        _ => {}
    }
    if let Some(number) = word.parse::<i64>().ok().filter(|number| number.to_string() == word) {
        return Some(Field::Integer(number));
    }
    let looks_like_one = word.contains('.') && word.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit());
    word.parse::<f64>().ok().filter(|number| looks_like_one && number.is_finite()).map(Field::Float)
}
