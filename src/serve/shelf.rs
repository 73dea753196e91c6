//! Pages that are kept, up to so many bytes: the eldest go first.
//!
//! In: pages by key. Out: those that are still there. Never here: whether a page is still right.

use std::collections::BTreeMap;
use std::sync::Arc;

use hyper::body::Bytes;

use super::round::Page;

/// A larger page is not kept: a recording of an hour would drive out all others.
const LARGEST: usize = 2 << 20;

/// Pages by key.
#[derive(Debug)]
pub struct Shelf<K> {
    pages: BTreeMap<K, (u64, Arc<Page>)>,
    /// The keys in the order in which their pages came.
    order: BTreeMap<u64, K>,
    came: u64,
    bytes: usize,
    most: usize,
}

impl<K: Ord + Clone> Shelf<K> {
    /// An empty shelf for so many bytes.
    pub fn new(most: usize) -> Shelf<K> {
        Shelf { pages: BTreeMap::new(), order: BTreeMap::new(), came: 0, bytes: 0, most }
    }

    /// The page of a key.
    pub fn get(&self, key: &K) -> Option<Arc<Page>> {
        self.pages.get(key).map(|(_, page)| page.clone())
    }

    /// All pages, by key.
    pub fn all(&self) -> Vec<(K, Arc<Page>)> {
        self.pages.iter().map(|(key, (_, page))| (key.clone(), page.clone())).collect()
    }

    /// Keeps a page in the place of the one that its key had.
    pub fn keep(&mut self, key: K, page: &Arc<Page>) {
        if size(page) > LARGEST {
            return;
        }
        self.remove(&key);
        self.came += 1;
        self.bytes += size(page);
        self.order.insert(self.came, key.clone());
        self.pages.insert(key, (self.came, page.clone()));
        while self.bytes > self.most {
            let Some((_, eldest)) = self.order.first_key_value().map(|(came, key)| (*came, key.clone())) else { break };
            self.remove(&eldest);
        }
    }

    fn remove(&mut self, key: &K) {
        if let Some((came, page)) = self.pages.remove(key) {
            self.order.remove(&came);
            self.bytes -= size(&page);
        }
    }
}

/// What a page takes; one without bytes takes some all the same.
fn size(page: &Page) -> usize {
    1_024 + page.bytes.as_ref().map_or(0, Bytes::len)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Shelf;
    use crate::serve::round::Page;

    fn page(size: usize) -> Arc<Page> {
        let bytes = Some(vec![b'x'; size].into());
        Arc::new(Page { bytes, print: 0, found: Vec::new(), source: None, is_outrun: false })
    }

    #[test]
    fn the_eldest_go_first_and_no_more_than_must() {
        let mut shelf = Shelf::new(10_000);
        for key in 0..4 {
            shelf.keep(key, &page(1_500));
        }
        let keys = |shelf: &Shelf<i32>| shelf.all().into_iter().map(|row| row.0).collect::<Vec<_>>();
        assert_eq!(keys(&shelf), [1, 2, 3]);
        // One that comes again is the youngest.
        shelf.keep(1, &page(1_500));
        shelf.keep(4, &page(1_500));
        assert_eq!(keys(&shelf), [1, 3, 4]);
        assert!(shelf.get(&2).is_none() && shelf.get(&1).is_some());
    }

    #[test]
    fn what_is_too_large_drives_nothing_out() {
        let mut shelf = Shelf::new(4 << 20);
        shelf.keep("a", &page(10));
        shelf.keep("film", &page(3 << 20));
        assert!(shelf.get(&"a").is_some() && shelf.get(&"film").is_none());
    }

    #[test]
    fn a_page_is_still_there_after_a_thousand_others() {
        let mut shelf = Shelf::new(super::super::newsroom::MOST_GOOD);
        (0..1_001).for_each(|key| shelf.keep(key, &page(9_000)));
        assert!(shelf.get(&0).is_some());
    }
}
