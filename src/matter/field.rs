//! A value as a file gives it, before anybody asks what it means.

use serde::{Deserialize, Serialize};

/// A value of front matter as it was written; maps keep their order.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Field {
    /// Nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Another number.
    Float(f64),
    /// Text, also dates.
    Text(Box<str>),
    /// A list.
    List(Vec<Field>),
    /// Keys and values.
    Map(Vec<(Box<str>, Field)>),
}
