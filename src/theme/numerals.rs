//! Digits of other scripts, for dates that readers see.
//!
//! In: text with Latin digits. Out: the same in another system. Never here: what machines read.

/// A system of digits (Unicode CLDR, numbering systems).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Numerals {
    zero: char,
}

/// The systems whose ten digits follow each other, each with its zero.
const SYSTEMS: [(&str, char); 16] = [
    ("latn", '0'),
    ("arab", '\u{660}'),
    ("arabext", '\u{6f0}'),
    ("beng", '\u{9e6}'),
    ("deva", '\u{966}'),
    ("fullwide", '\u{ff10}'),
    ("gujr", '\u{ae6}'),
    ("guru", '\u{a66}'),
    ("khmr", '\u{17e0}'),
    ("knda", '\u{ce6}'),
    ("laoo", '\u{ed0}'),
    ("mlym", '\u{d66}'),
    ("mymr", '\u{1040}'),
    ("tamldec", '\u{be6}'),
    ("telu", '\u{c66}'),
    ("thai", '\u{e50}'),
];

impl Numerals {
    /// The digits of this sentence's numbers: 0 to 9.
    pub const LATIN: Numerals = Numerals { zero: '0' };

    /// The system of that name.
    pub fn named(name: &str) -> Option<Numerals> {
        SYSTEMS.iter().find(|(known, _)| *known == name).map(|(_, zero)| Numerals { zero: *zero })
    }

    /// The names of all systems.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SYSTEMS.iter().map(|(name, _)| *name)
    }

    /// A text with these digits.
    pub fn write(self, text: String) -> String {
        if self == Numerals::LATIN {
            return text;
        }
        let digit = |c: char| c.to_digit(10).and_then(|n| char::from_u32(u32::from(self.zero) + n)).unwrap_or(c);
        text.chars().map(digit).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Numerals;

    #[test]
    fn digits_are_written_in_a_system_and_all_else_stays() {
        let arab = Numerals::named("arab").expect("a system");
        assert_eq!(arab.write("23 نوفمبر 2026, 08:05".to_owned()), "٢٣ نوفمبر ٢٠٢٦, ٠٨:٠٥");
        assert_eq!(Numerals::LATIN.write("2026".to_owned()), "2026");
        assert_eq!(Numerals::named("hebr"), None);
    }
}
