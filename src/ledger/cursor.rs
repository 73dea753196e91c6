//! Finding rows one after the other in the order of their keys.

/// Finds rows by key, quickest when the keys come in ascending order, as rows do.
#[derive(Clone, Debug)]
pub struct Cursor<'r, R> {
    rows: &'r [R],
    key: fn(&R) -> &str,
    at: usize,
}

impl<'r, R> Cursor<'r, R> {
    /// Before the first of rows that are sorted by `key`.
    pub fn new(rows: &'r [R], key: fn(&R) -> &str) -> Cursor<'r, R> {
        Cursor { rows, key, at: 0 }
    }

    /// The number of the row of that key.
    pub fn find(&mut self, wanted: &str) -> Option<usize> {
        if !self.is_at(wanted) {
            self.search(wanted);
        }
        let row = self.is_at(wanted).then_some(self.at);
        self.at += usize::from(row.is_some());
        row
    }

    fn is_at(&self, wanted: &str) -> bool {
        self.rows.get(self.at).map(self.key) == Some(wanted)
    }

    /// Goes to the first row that isn't before a key.
    fn search(&mut self, wanted: &str) {
        let before = |row: &R| (self.key)(row) < wanted;
        if self.at > 0 && !before(&self.rows[self.at - 1]) {
            self.at = 0;
        }
        // From here in steps that double: the next one is near as a rule.
        let (mut from, mut step) = (self.at, 1);
        while from + step <= self.rows.len() && before(&self.rows[from + step - 1]) {
            from += step;
            step *= 2;
        }
        let to = (from + step).min(self.rows.len());
        self.at = from + self.rows[from..to].partition_point(before);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Cursor;

    proptest! {
        #[test]
        fn a_cursor_finds_what_a_search_finds(mut rows: Vec<String>, asked: Vec<String>, places: Vec<usize>) {
            rows.sort();
            rows.dedup();
            let mut cursor = Cursor::new(&rows, String::as_str);
            let again = places.iter().filter_map(|n| rows.get(n % rows.len().max(1)));
            for key in asked.iter().chain(&rows).chain(again) {
                prop_assert_eq!(cursor.find(key), rows.binary_search(key).ok());
            }
        }
    }
}
