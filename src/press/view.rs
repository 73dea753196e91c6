//! How a Rust value becomes a template's value, and how it describes itself for docs/templates.md.

use std::{borrow::Cow, marker::PhantomData};

use serde::ser::{Serialize, SerializeStruct, Serializer};
use tera::Value;

use super::needs::Needs;

/// Something that templates can show.
pub trait Show {
    /// The template's value; a view's fields that nobody needs are left out.
    fn value(self, needs: &Needs) -> Value;

    /// What docs/templates.md calls the type.
    fn kind() -> String;
}

/// One field of a view, for docs/templates.md.
pub struct FieldDoc {
    /// The name that templates use.
    pub name: &'static str,
    /// What [`Show::kind`] says of its type.
    pub kind: String,
    /// Its doc comment.
    pub doc: &'static str,
}

/// A view, for docs/templates.md.
pub struct ViewDoc {
    /// [`View::NAME`].
    pub name: &'static str,
    /// [`View::DOC`].
    pub doc: &'static str,
    /// [`View::fields`].
    pub fields: Vec<FieldDoc>,
}

impl ViewDoc {
    /// The docs of the view `V`.
    pub fn of<V: View>() -> ViewDoc {
        ViewDoc { name: V::NAME, doc: V::DOC, fields: V::fields() }
    }
}

/// A view: a struct whose fields are all that a template gets under its name.
pub trait View: Show {
    /// Its name in the docs.
    const NAME: &'static str;
    /// Its doc comment.
    const DOC: &'static str;

    /// Its fields, in order.
    fn fields() -> Vec<FieldDoc>;
}

/// HTML that is printed as it is.
#[derive(Clone, Debug, Default)]
pub struct Html(pub String);

/// A value that was made earlier and is shared by all who show it.
#[derive(Clone, Debug)]
pub struct Shared<T>(pub Value, PhantomData<T>);

impl<T> Default for Shared<Vec<T>> {
    fn default() -> Self {
        Shared::made(Value::from(Vec::<Value>::new()))
    }
}

impl<T> Shared<T> {
    /// Takes a value that is known to have been made of a `T`.
    pub fn made(value: Value) -> Self {
        Shared(value, PhantomData)
    }
}

impl<T: Show> Shared<T> {
    /// Makes the value, once.
    pub fn new(view: T, needs: &Needs) -> Self {
        Shared::made(view.value(needs))
    }
}

/// A value without a fixed form: front matter's extra keys, data files, lists by name.
#[derive(Clone, Debug)]
pub struct Free(pub Value);

impl Show for Free {
    fn value(self, _: &Needs) -> Value {
        self.0
    }
    fn kind() -> String {
        "any".into()
    }
}

impl<T: Show> Show for Shared<T> {
    fn value(self, _: &Needs) -> Value {
        self.0
    }
    fn kind() -> String {
        T::kind()
    }
}

impl Show for Html {
    fn value(self, _: &Needs) -> Value {
        Value::safe_string(&self.0)
    }
    fn kind() -> String {
        "HTML".into()
    }
}

impl Show for &str {
    fn value(self, _: &Needs) -> Value {
        Value::normal_string(self)
    }
    fn kind() -> String {
        "text".into()
    }
}

impl Show for Cow<'_, str> {
    fn value(self, _: &Needs) -> Value {
        Value::normal_string(&self)
    }
    fn kind() -> String {
        "text".into()
    }
}

impl Show for String {
    fn value(self, _: &Needs) -> Value {
        Value::normal_string(&self)
    }
    fn kind() -> String {
        "text".into()
    }
}

impl Show for bool {
    fn value(self, _: &Needs) -> Value {
        Value::from(self)
    }
    fn kind() -> String {
        "true or false".into()
    }
}

impl Show for usize {
    fn value(self, _: &Needs) -> Value {
        Value::from(self)
    }
    fn kind() -> String {
        "number".into()
    }
}

impl Show for f32 {
    fn value(self, _: &Needs) -> Value {
        Value::from(self)
    }
    fn kind() -> String {
        "number".into()
    }
}

impl<T: Show> Show for Option<T> {
    fn value(self, needs: &Needs) -> Value {
        self.map_or_else(Value::none, |some| some.value(needs))
    }
    fn kind() -> String {
        format!("{} or none", T::kind())
    }
}

impl<T: Show> Show for Vec<T> {
    fn value(self, needs: &Needs) -> Value {
        Value::from(self.into_iter().map(|one| one.value(needs)).collect::<Vec<_>>())
    }
    fn kind() -> String {
        format!("list of {}", T::kind())
    }
}

/// A view's fields on the way to a template's value.
pub struct Fields(Vec<(&'static str, Value)>);

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("view", self.0.len())?;
        for (name, value) in &self.0 {
            fields.serialize_field(name, value)?;
        }
        fields.end()
    }
}

impl Fields {
    /// None yet.
    #[expect(clippy::new_without_default, reason = "there is no use for fields that nobody adds to")]
    pub fn new() -> Fields {
        Fields(Vec::with_capacity(12))
    }

    /// Whether there is none yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a field.
    pub fn push(&mut self, name: &'static str, value: Value) {
        self.0.push((name, value));
    }

    /// The value. By way of serde, through which Tera takes values as they are: of any map it would hash each key
    /// a second time.
    pub fn done(self) -> Value {
        Value::try_from_serializable(&self).expect("names and finished values are all there is to it")
    }
}

/// Makes a template's value of fields that are all needed.
pub fn map<const N: usize>(fields: [(&'static str, Value); N]) -> Value {
    let mut all = Fields::new();
    for (name, value) in fields {
        all.push(name, value);
    }
    all.done()
}

/// Declares view structs: fields with doc comments, [`Show`] and [`View`] for each, and the list of all.
#[macro_export]
macro_rules! views {
    ($a:lifetime; $($(#[doc = $doc:literal])+ $name:ident as $word:literal { $($(#[doc = $field_doc:literal])+ $field:ident: $kind:ty,)+ })+) => {
        $(
            $(#[doc = $doc])+
            pub struct $name<$a> {
                $($(#[doc = $field_doc])+ pub $field: $kind,)+
            }

            impl<$a> $crate::press::view::Show for $name<$a> {
                fn value(self, needs: &$crate::press::needs::Needs) -> tera::Value {
                    let mut fields = $crate::press::view::Fields::new();
                    $(
                        // the first field always, so that a view is never empty and counts as there
                        if fields.is_empty() || needs.has(const { $crate::press::needs::Needs::bit(stringify!($field)) }) {
                            fields.push(stringify!($field), $crate::press::view::Show::value(self.$field, needs));
                        }
                    )+
                    fields.done()
                }
                fn kind() -> String { $word.to_owned() }
            }

            impl<$a> $crate::press::view::View for $name<$a> {
                const NAME: &'static str = $word;
                const DOC: &'static str = concat!($($doc, "\n"),+);

                fn fields() -> Vec<$crate::press::view::FieldDoc> {
                    vec![$($crate::press::view::FieldDoc {
                        name: stringify!($field),
                        kind: <$kind as $crate::press::view::Show>::kind(),
                        doc: concat!($($field_doc, "\n"),+),
                    },)+]
                }
            }
        )+

        /// The docs of every view, in the order of this file.
        pub fn all() -> Vec<$crate::press::view::ViewDoc> {
            vec![$($crate::press::view::ViewDoc::of::<$name<'static>>()),+]
        }
    };
}
