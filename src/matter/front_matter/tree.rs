//! Any value that serde can walk, as a [`Field`], with bounds.
//!
//! In: a serde deserializer. Out: a tree; the repeated keys of inner maps. Never here: guesses at
//! what a text means (dates, `no` and `012` stay text), unbounded growth from aliases.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    fmt,
};

use serde::de::{self, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::super::Field;

/// What one file may grow to, and which inner keys it repeats.
pub(super) struct Budget {
    /// Values that may still be made, and bytes of text: aliases can make many out of few.
    left: Cell<usize>,
    /// Keys written twice in one inner map.
    pub(super) twice: RefCell<Vec<Box<str>>>,
}

impl Budget {
    /// What a text of so many bytes may grow to: itself, and room for honest aliases.
    pub(super) fn of(bytes: usize) -> Budget {
        Budget { left: Cell::new(100_000 + 2 * bytes), twice: RefCell::default() }
    }

    fn spend<E: de::Error>(&self, amount: usize) -> Result<(), E> {
        match self.left.get().checked_sub(amount) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => Err(E::custom("its aliases repeat more than a file may hold")),
        }
    }
}

/// Reads one value. The outermost map keeps its repeated keys, so that they can be told with their places.
#[derive(Clone, Copy)]
pub(super) struct Seed<'b> {
    pub(super) budget: &'b Budget,
    pub(super) outermost: bool,
}

impl Seed<'_> {
    fn inner(self) -> Self {
        Seed { outermost: false, ..self }
    }

    fn text<E: de::Error>(self, text: Box<str>) -> Result<Field, E> {
        self.budget.spend(1 + text.len())?;
        Ok(Field::Text(text))
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Field;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Field, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Field;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Field, E> {
        self.budget.spend(1)?;
        Ok(Field::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Field, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Field, D::Error> {
        self.deserialize(from)
    }

    fn visit_bool<E: de::Error>(self, yes: bool) -> Result<Field, E> {
        self.budget.spend(1)?;
        Ok(Field::Bool(yes))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Field, E> {
        self.budget.spend(1)?;
        Ok(Field::Integer(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Field, E> {
        match i64::try_from(number) {
            Ok(number) => self.visit_i64(number),
            Err(_) => self.text(number.to_string().into()),
        }
    }

    fn visit_i128<E: de::Error>(self, number: i128) -> Result<Field, E> {
        self.text(number.to_string().into())
    }

    fn visit_u128<E: de::Error>(self, number: u128) -> Result<Field, E> {
        self.text(number.to_string().into())
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Field, E> {
        self.budget.spend(1)?;
        Ok(Field::Float(number))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Field, E> {
        self.text(text.into())
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Field, E> {
        self.text(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Field, A::Error> {
        self.budget.spend(1)?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self.inner())? {
            list.push(item);
        }
        Ok(Field::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Field, A::Error> {
        self.budget.spend(1)?;
        let mut map: Vec<(Box<str>, Field)> = Vec::new();
        while let Some(key) = pairs.next_key_seed(self.inner())? {
            let value = pairs.next_value_seed(self.inner())?;
            let key = match key {
                Field::Text(text) => text,
                Field::Null => "null".into(),
                key @ (Field::Bool(_) | Field::Integer(_) | Field::Float(_)) => {
                    key.as_text().unwrap_or_default().into()
                }
                Field::List(_) | Field::Map(_) => {
                    return Err(de::Error::custom("a list or a map stands where a key belongs"));
                }
            };
            map.push((key, value));
        }
        Ok(Field::Map(if self.outermost { map } else { last_of_each(map, &mut self.budget.twice.borrow_mut()) }))
    }

    /// A YAML tag: what it says of the value is left out.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Field, A::Error> {
        let (_, value) = tagged.variant_seed(self.inner())?;
        value.newtype_variant_seed(self.inner())
    }
}

/// The map with the last value of each key, at the place of the first.
fn last_of_each(map: Vec<(Box<str>, Field)>, twice: &mut Vec<Box<str>>) -> Vec<(Box<str>, Field)> {
    let few = map.len() <= 16;
    let repeats = few && map.iter().enumerate().any(|(n, (key, _))| map[..n].iter().any(|(other, _)| other == key));
    if few && !repeats {
        return map;
    }
    let mut seen: HashMap<Box<str>, usize> = HashMap::with_capacity(map.len());
    let mut kept: Vec<(Box<str>, Field)> = Vec::with_capacity(map.len());
    for (key, value) in map {
        match seen.get(&key) {
            Some(&at) => {
                kept[at].1 = value;
                twice.push(key);
            }
            None => {
                seen.insert(key.clone(), kept.len());
                kept.push((key, value));
            }
        }
    }
    kept
}
