//! JSON objects written straight as text, key by key.
//!
//! In: keys and values in their order. Out: text that may stand in a script element. Never here: what they mean.

use crate::base::json_string;

/// An object in the making.
pub(super) struct Object<'o> {
    out: &'o mut String,
    first: bool,
}

impl<'o> Object<'o> {
    pub(super) fn open(out: &'o mut String) -> Object<'o> {
        out.push('{');
        Object { out, first: true }
    }

    fn key(&mut self, key: &str) -> &mut String {
        if !self.first {
            self.out.push(',');
        }
        self.first = false;
        json_string(key, self.out);
        self.out.push(':');
        self.out
    }

    pub(super) fn text(&mut self, key: &str, value: &str) {
        json_string(value, self.key(key));
    }

    pub(super) fn some(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(key, value);
        }
    }

    /// Text that is JSON already.
    pub(super) fn raw(&mut self, key: &str, value: &str) {
        self.key(key).push_str(value);
    }

    pub(super) fn object(&mut self, key: &str, fill: impl FnOnce(&mut Object<'_>)) {
        let mut inner = Object::open(self.key(key));
        fill(&mut inner);
        inner.close();
    }

    pub(super) fn list<T>(&mut self, key: &str, items: impl Iterator<Item = T>, mut each: impl FnMut(T, &mut String)) {
        let out = self.key(key);
        out.push('[');
        for (n, item) in items.enumerate() {
            if n > 0 {
                out.push(',');
            }
            each(item, out);
        }
        out.push(']');
    }

    pub(super) fn close(self) {
        self.out.push('}');
    }
}
