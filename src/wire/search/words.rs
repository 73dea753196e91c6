//! Words as the search compares them: folded, so that whoever types finds what was written.
//!
//! In: plain text. Out: terms. Never here: which texts. `assets/search.js` of the themes folds what readers type in the
//! same way; `tests/browser/search-words.json` holds the two together.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::is_nfc;

/// A term has no more characters.
const LONGEST: usize = 40;

/// Letters that Unicode doesn't take apart, Arabic ones that are typed for each other, and what joins words.
const PLAIN: [(char, &str); 23] = [
    ('ß', "ss"),
    ('ł', "l"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ħ', "h"),
    ('ı', "i"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ς', "σ"),
    ('ى', "ي"),
    ('ی', "ي"),
    ('ة', "ه"),
    ('ک', "ك"),
    ('ٱ', "ا"),
    ('‘', "'"),
    ('’', "'"),
    ('ʼ', "'"),
    ('ʻ', "'"),
    ('‐', "-"),
    ('‑', "-"),
    ('־', "-"),
];

/// What an Arabic word begins with when it has its article, alone or after a particle that is written with it.
const ARTICLES: [&str; 6] = ["وال", "بال", "كال", "فال", "لل", "ال"];

/// Calls `meets` with every term of a text. A word of parts (`l'article`, `e-mail`) is a term as a whole and in each part
/// of two characters or more; a script without spaces gives each two characters that stand side by side, and the last one.
pub fn each_term(text: &str, meets: &mut impl FnMut(&str)) {
    let mut terms = Terms { word: String::new(), parts: 0, joined: false, dense: None, meets };
    if text.is_ascii() || is_nfc(text) {
        terms.text(text);
    } else {
        terms.text(&text.nfc().collect::<String>());
    }
    terms.end();
}

/// Where a term's piece of the index is told from: its first three characters (four with a mark before it), or the first
/// one of a script without spaces. Whoever types so much of a word knows the piece.
pub fn key(term: &str) -> &str {
    let mut chars = term.char_indices();
    let count = match chars.next() {
        Some((_, first)) if is_dense(first) => 1,
        Some((_, '#' | '@' | '%')) => 4,
        Some(_) | None => 3,
    };
    term.char_indices().nth(count).map_or(term, |(end, _)| &term[..end])
}

/// The number of a term's piece among so many (FNV-1a over UTF-16).
pub fn piece_of(term: &str, pieces: usize) -> usize {
    let hash =
        key(term).encode_utf16().fold(0x811c_9dc5_u32, |hash, unit| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 15)) as usize % pieces
}

struct Terms<'m, M: FnMut(&str)> {
    /// The word that is being read, without what joins its parts.
    word: String,
    /// Where its last part begins.
    parts: usize,
    /// Whether a joiner was read after it.
    joined: bool,
    /// The last character of a script without spaces.
    dense: Option<char>,
    meets: &'m mut M,
}

impl<M: FnMut(&str)> Terms<'_, M> {
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(first) = rest.bytes().next() {
            if first.is_ascii_alphanumeric() && self.dense.is_none() && !self.joined {
                // Most of most texts.
                let end = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
                let start = self.word.len();
                self.word.push_str(&rest[..end]);
                self.word[start..].make_ascii_lowercase();
                rest = &rest[end..];
            } else if first.is_ascii() {
                self.plain(char::from(first).to_ascii_lowercase());
                rest = &rest[1..];
            } else if let Some(c) = rest.chars().next() {
                fold(c, &mut |c| self.plain(c));
                rest = &rest[c.len_utf8()..];
            }
        }
    }

    /// A character that is folded.
    fn plain(&mut self, c: char) {
        if is_dense(c) {
            self.end_word();
            if let Some(before) = self.dense.replace(c) {
                let mut two = String::from(before);
                two.push(c);
                (self.meets)(&two);
            }
        } else if is_word(c) {
            self.end_dense();
            if self.joined {
                self.joined = false;
                self.end_part();
                self.parts = self.word.len();
            }
            self.word.push(c);
        } else if matches!(c, '\'' | '-') && !self.word.is_empty() && !self.joined {
            self.joined = true;
        } else {
            self.end();
        }
    }

    fn end(&mut self) {
        self.end_word();
        self.end_dense();
    }

    fn end_dense(&mut self) {
        if let Some(last) = self.dense.take() {
            (self.meets)(last.encode_utf8(&mut [0; 4]));
        }
    }

    fn end_part(&mut self) {
        let part = &self.word[self.parts..];
        if part.chars().nth(1).is_some() {
            (self.meets)(shortened(part));
        }
    }

    fn end_word(&mut self) {
        self.joined = false;
        if self.word.is_empty() {
            return;
        }
        if self.parts > 0 {
            self.end_part();
        }
        (self.meets)(shortened(&self.word));
        self.word.clear();
        self.parts = 0;
    }
}

/// Without an Arabic article, and no longer than a term may be.
fn shortened(word: &str) -> &str {
    if word.is_ascii() {
        return &word[..word.len().min(LONGEST)];
    }
    let mut word = word;
    let bare = |word: &'_ str| {
        let rest = ARTICLES.iter().filter_map(|article| word.strip_prefix(article));
        rest.map(str::len).find(|length| word[word.len() - length..].chars().nth(2).is_some())
    };
    // What is left may look as if it had one more: whoever types it alone loses that too.
    while let Some(length) = bare(word) {
        word = &word[word.len() - length..];
    }
    word.char_indices().nth(LONGEST).map_or(word, |(end, _)| &word[..end])
}

/// Calls `gives` with what a character becomes.
fn fold(c: char, gives: &mut impl FnMut(char)) {
    static COMMON: LazyLock<Vec<Box<str>>> = LazyLock::new(|| ('\u{80}'..MOST_COMMON).map(folded).collect());
    match COMMON.get((c as usize).wrapping_sub(0x80)) {
        Some(folded) => folded.chars().for_each(gives),
        None if ('\u{4e00}'..='\u{9fff}').contains(&c) => gives(c),
        None => folded(c).chars().for_each(gives),
    }
}

/// Latin, Greek, Cyrillic, Hebrew and Arabic letters lie below; what they become is made once.
const MOST_COMMON: char = '\u{700}';

fn folded(c: char) -> Box<str> {
    let mut out = String::new();
    for c in std::iter::once(c).nfkd().filter(|c| !is_nothing(*c)).flat_map(char::to_lowercase) {
        match PLAIN.iter().find(|(letter, _)| *letter == c) {
            Some((_, plain)) => out.push_str(plain),
            None => out.push(digit(c)),
        }
    }
    out.nfc().collect::<String>().into()
}

/// The digits of Arabic and Persian are typed as others are.
fn digit(c: char) -> char {
    match c {
        '\u{660}'..='\u{669}' => char::from(b'0' + (c as u32 - 0x660) as u8),
        '\u{6f0}'..='\u{6f9}' => char::from(b'0' + (c as u32 - 0x6f0) as u8),
        c => c,
    }
}

/// Accents, vowel points, the Arabic stretch, soft hyphens, joiners. A mark of an Indic script or of kana makes another
/// letter, and stays.
fn is_nothing(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' | '\u{640}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn is_word(c: char) -> bool {
    c.is_alphabetic() || c.is_numeric() || is_combining_mark(c)
}

/// Scripts that set no spaces between words, and Korean, which sets particles behind them.
fn is_dense(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'
        | '\u{20000}'..='\u{3ffff}')
        && is_word(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        each_term(text, &mut |term| all.push(term.to_owned()));
        all
    }

    #[test]
    fn case_and_marks_do_not_count() {
        assert_eq!(terms("Ąžuolas, ÉCOLE Straße łódź Ørsted"), ["azuolas", "ecole", "strasse", "lodz", "orsted"]);
        assert_eq!(terms("e\u{301}cole ﬁn İstanbul ὈΔΌΣ"), ["ecole", "fin", "istanbul", "οδοσ"]);
        assert_eq!(terms("soft\u{ad}ly ½ 2026 x²"), ["softly", "1", "2", "2026", "x2"]);
    }

    #[test]
    fn a_word_of_parts_is_found_whole_and_by_its_parts() {
        assert_eq!(terms("l’économie"), ["economie", "leconomie"]);
        assert_eq!(
            terms("the minister's e-mail -- 'so' a-- b"),
            ["the", "minister", "ministers", "mail", "email", "so", "a", "b"]
        );
        assert_eq!(terms("м'ята rock'n'roll"), ["ята", "мята", "rock", "roll", "rocknroll"]);
    }

    #[test]
    fn arabic_is_found_however_it_is_typed() {
        assert_eq!(terms("والسَّفينَةُ السفينه"), ["سفينه", "سفينه"]);
        assert_eq!(terms("إلى الـميناء"), ["الي", "ميناء"]);
        assert_eq!(terms("الالتزام التزام"), ["تزام", "تزام"]);
        assert_eq!(terms("٢٠٢٦ ۱۲"), ["2026", "12"]);
    }

    #[test]
    fn scripts_without_spaces_give_pairs() {
        assert_eq!(terms("渡船 x"), ["渡船", "船", "x"]);
        assert_eq!(terms("COVID疫情を"), ["covid", "疫情", "情を", "を"]);
        assert_eq!(terms("か\u{3099}ぎ"), ["がぎ", "ぎ"]);
        assert_eq!(terms("サービス"), ["サー", "ービ", "ビス", "ス"]);
        assert_eq!(terms("서울에"), ["서울", "울에", "에"]);
    }

    #[test]
    fn no_term_is_longer_than_a_piece_can_bear() {
        assert_eq!(terms(&"x".repeat(90)), ["x".repeat(40)]);
        assert_eq!(terms(&"ж".repeat(90)), ["ж".repeat(40)]);
    }

    #[test]
    fn a_key_is_what_readers_type_first() {
        assert_eq!(
            [key("ferry"), key("fe"), key("渡船"), key("@marrin"), key("#world/europe")],
            ["fer", "fe", "渡", "@mar", "#wor"]
        );
        assert!(piece_of("ferry", 16) < 16 && piece_of("ferry", 16) == piece_of("fern", 16));
        assert_eq!(piece_of("ferry", 1), 0);
    }

    /// Texts whose terms the script must find.
    const SAMPLES: [&str; 16] = [
        "The harbour-master's résumé: coöperation, naïve façade — O'Brien",
        "Šiaurės vėjas nuplėšė stogą; ąčęėįšųūž ĄČĘĖĮŠŲŪŽ",
        "під'їзд, їжак, ґанок, Київ, Ёлка, Йогурт",
        "Straßenbahn über Öl, GROẞ, ÄÖÜ",
        "l’économie côtière, aujourd'hui, œuvre, ça, Noël, où",
        "el pingüino, mañana, ¿qué?, ÁÉÍÓÚÑ",
        "żółw, Łódź, ćma, ĄĆĘŁŃÓŚŹŻ",
        "والسَّفينَةُ الجديدة إلى المرفأِ، الـميناء ٢٠٢٦ مسؤول شيئًا آلاف لله",
        "市長は水曜日に新しい渡し船のサービスを発表した。ﾊﾝｶｸ ガギグ",
        "政府在星期三宣布新的渡船服务，将于2027年开始。",
        "서울에서 배가 다닌다, เรือข้ามฟากกลับมา, कश्ती वापस आई",
        "Ørsted, Đorđe, Þór, ħaż-żgħir, ıspanak İstanbul, ΟΔΟΣ ὁδός",
        "e-mail covid-19 3.5 1,000 ½ x² №5 ﬁn ① Ⅷ",
        "rock'n'roll -- 'quoted' it's a--b 1990-2026 semi\u{ad}colon",
        "e\u{301}cole か\u{3099} A\u{30a}ngstro\u{308}m",
        "constructor __proto__ toString \u{1f600} שלום־עולם שָׁלוֹם",
    ];

    #[test]
    fn the_script_is_told_what_the_index_holds() {
        let rows = SAMPLES.map(|text| {
            let terms: std::collections::BTreeSet<String> = terms(text).into_iter().collect();
            (
                text,
                terms
                    .into_iter()
                    .map(|term| (piece_of(&term, 128), term))
                    .map(|(n, term)| (term, n))
                    .collect::<Vec<_>>(),
            )
        });
        let told: Vec<String> = rows.iter().map(|row| serde_json::to_string(row).expect("JSON")).collect();
        let told = format!("[{}]\n", told.join(",\n"));
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/search-words.json");
        if std::env::var("UPDATE").is_ok_and(|value| value == "1") {
            std::fs::write(file, &told).expect("a file that can be written");
        }
        assert!(std::fs::read_to_string(file).is_ok_and(|known| known == told), "UPDATE=1 writes {file} anew");
    }
}
