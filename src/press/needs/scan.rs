//! The tags of a template, cut into tokens.

/// A token of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// A name that isn't a word of the language.
    Name(&'t str),
    /// `and`, `or`, `not`, `in`, `is`, `if`, `elif`, `else`, `for`.
    Word(&'t str),
    /// A text, without its quotation marks.
    Text(&'t str),
    /// A number or a constant.
    Constant,
    /// All else, one sign at a time; `?.` and `?[` are `.` and `[`, `==` is one sign.
    Sign(&'t str),
}

/// A tag: whether it prints (`{{ }}`), and its tokens.
pub(super) struct Tag<'t> {
    pub prints: bool,
    pub tokens: Vec<Token<'t>>,
}

/// The tags of a template; none when it can't be read as one.
pub(super) fn tags(mut rest: &str) -> Option<Vec<Tag<'_>>> {
    let mut tags = Vec::new();
    while let Some(at) = rest.find('{') {
        rest = &rest[at..];
        let prints = match rest.as_bytes().get(1) {
            Some(b'{') => true,
            Some(b'%') => false,
            Some(b'#') => {
                rest = &rest[rest.find("#}")? + 2..];
                continue;
            }
            _ => {
                rest = &rest[1..];
                continue;
            }
        };
        let (mut tokens, mut open) = (Vec::new(), 0_usize);
        rest = rest[2..].trim_start_matches('-');
        let end = if prints { "}}" } else { "%}" };
        loop {
            rest = rest.trim_start();
            // `={a}}}`: the first brace belongs to an argument
            if open == 0 {
                let past = rest.strip_prefix(end).or_else(|| rest.strip_prefix('-')?.strip_prefix(end));
                if let Some(past) = past {
                    rest = past;
                    break;
                }
            }
            let (token, past) = token(rest)?;
            match token {
                Token::Sign("{") => open += 1,
                Token::Sign("}") => open = open.checked_sub(1)?,
                _ => {}
            }
            tokens.push(token);
            rest = past;
        }
        tags.push(Tag { prints, tokens });
    }
    Some(tags)
}

/// The first token, and what comes after it; none at the end, and for a text that escapes something.
fn token(text: &str) -> Option<(Token<'_>, &str)> {
    let first = text.chars().next()?;
    if matches!(first, '"' | '\'' | '`') {
        let end = 1 + text[1..].find(first)?;
        let inner = &text[1..end];
        return (!inner.contains('\\')).then_some((Token::Text(inner), &text[end + 1..]));
    }
    if first.is_alphanumeric() || first == '_' {
        let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
        let (word, past) = text.split_at(end);
        let token = match word {
            "and" | "or" | "not" | "in" | "is" | "if" | "elif" | "else" | "for" => Token::Word(word),
            "true" | "True" | "false" | "False" | "none" | "None" | "null" => Token::Constant,
            _ if first.is_ascii_digit() => Token::Constant,
            _ => Token::Name(word),
        };
        return Some((token, past));
    }
    for two in ["?.", "?["] {
        if let Some(past) = text.strip_prefix(two) {
            return Some((Token::Sign(&two[1..]), past));
        }
    }
    for sign in ["...", "==", "!=", "<=", ">="] {
        if let Some(past) = text.strip_prefix(sign) {
            return Some((Token::Sign(sign), past));
        }
    }
    let (sign, past) = text.split_at(first.len_utf8());
    Some((Token::Sign(sign), past))
}
