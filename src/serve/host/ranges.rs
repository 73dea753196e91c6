//! Which slices of a file a `Range` header asks for (RFC 9110, 14.1).

use std::ops::Range;

/// Readers of media and documents ask for a few; who asks for more gets the whole.
const MOST_RANGES: usize = 8;

/// What a header asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Slices {
    /// All of it: the header is malformed or greedy, and doesn't count.
    Whole,
    /// These, in the order asked for; at least one, none empty, each within the file.
    These(Vec<Range<usize>>),
    /// Nothing that the file has.
    None,
}

/// Reads the value of `Range` for a file of `length` bytes.
pub(super) fn slices(value: &str, length: usize) -> Slices {
    let Some((unit, set)) = value.split_once('=') else { return Slices::Whole };
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return Slices::Whole;
    }
    // No slice of an empty file can be told; who asks for its first bytes gets all of nothing.
    if length == 0 {
        return Slices::Whole;
    }
    let (mut found, mut asked) = (Vec::new(), 0);
    for spec in set.split(',').map(str::trim).filter(|spec| !spec.is_empty()) {
        asked += 1;
        match slice(spec, length) {
            _ if asked > MOST_RANGES => return Slices::Whole,
            None => return Slices::Whole,
            Some(slice) if slice.is_empty() => {}
            Some(slice) => found.push(slice),
        }
    }
    let total: usize = found.iter().map(ExactSizeIterator::len).sum();
    match found.len() {
        0 if asked == 0 => Slices::Whole,
        0 => Slices::None,
        // Slices that overlap mustn't make more of a file than it is.
        2.. if total >= length => Slices::Whole,
        _ => Slices::These(found),
    }
}

/// `first-last`, `first-` or `-suffix`; empty where the file has none of it, `None` where it is malformed.
fn slice(spec: &str, length: usize) -> Option<Range<usize>> {
    let (first, last) = spec.split_once('-')?;
    if first.is_empty() {
        return Some(length.saturating_sub(number(last)?)..length);
    }
    let first = number(first)?;
    let last = if last.is_empty() { usize::MAX } else { number(last)? };
    if last < first {
        return None;
    }
    Some(first.min(length)..last.saturating_add(1).min(length))
}

/// Digits; a number that is too great stands for one beyond all files.
fn number(text: &str) -> Option<usize> {
    let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Slices, slices};

    #[test]
    fn slices_are_cut_to_the_file() {
        let these = |ends: &[(usize, usize)]| Slices::These(ends.iter().map(|(start, end)| *start..*end).collect());
        for (value, wanted) in [
            ("bytes=0-0", these(&[(0, 1)])),
            ("bytes=2-4", these(&[(2, 5)])),
            ("Bytes = 7-", these(&[(7, 10)])),
            ("bytes=0-", these(&[(0, 10)])),
            ("bytes=-3", these(&[(7, 10)])),
            ("bytes=-30", these(&[(0, 10)])),
            ("bytes=8-99999999999999999999999999", these(&[(8, 10)])),
            ("bytes=0-1, 4-5,,-1", these(&[(0, 2), (4, 6), (9, 10)])),
            ("bytes=5-6,0-1", these(&[(5, 7), (0, 2)])),
            ("bytes=10-,0-1", these(&[(0, 2)])),
            ("bytes=10-", Slices::None),
            ("bytes=99999999999999999999999999-", Slices::None),
            ("bytes=-0", Slices::None),
            ("bytes=5-4", Slices::Whole),
            ("bytes=0-1,5-4", Slices::Whole),
            ("bytes=", Slices::Whole),
            ("bytes=,", Slices::Whole),
            ("bytes=-", Slices::Whole),
            ("bytes=a-b", Slices::Whole),
            ("bytes=+1-2", Slices::Whole),
            ("bytes 0-1", Slices::Whole),
            ("lines=0-1", Slices::Whole),
            ("bytes=0-,0-", Slices::Whole),
            (
                "bytes=0-0,1-1,2-2,3-3,4-4,5-5,6-6,7-7",
                these(&[(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (7, 8)]),
            ),
            ("bytes=0-0,1-1,2-2,3-3,4-4,5-5,6-6,7-7,8-8", Slices::Whole),
        ] {
            assert_eq!(slices(value, 10), wanted, "{value}");
        }
    }

    #[test]
    fn an_empty_file_is_sent_whole() {
        for value in ["bytes=0-", "bytes=-5", "bytes=0-1,3-4"] {
            assert_eq!(slices(value, 0), Slices::Whole, "{value}");
        }
    }

    proptest! {
        #[test]
        fn slices_lie_within_the_file(value in "bytes=((-|,| |[0-9]{1,3}){0,9}|\\PC*)", length in 0..200usize) {
            if let Slices::These(found) = slices(&value, length) {
                prop_assert!(!found.is_empty());
                prop_assert!(found.iter().all(|slice| slice.start < slice.end && slice.end <= length));
            }
        }
    }
}
