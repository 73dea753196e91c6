//! What a sheet is made of, as hashes by name: two equal fingerprints mean equal bytes.

/// Declares the ingredients with their words.
macro_rules! ingredients {
    ($($(#[doc = $doc:literal])+ $name:ident = $word:literal;)+) => {
        /// A part of what a sheet is made of.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[repr(u8)]
        pub enum Ingredient { $($(#[doc = $doc])+ $name),+ }

        impl Ingredient {
            const ALL: &'static [Ingredient] = &[$(Ingredient::$name),+];

            /// Its name for people.
            pub fn as_str(self) -> &'static str {
                match self { $(Ingredient::$name => $word),+ }
            }
        }
    };
}

ingredients! {
    /// The file of the article, byte for byte.
    Text = "text";
    /// What its front matter and its place in the site say: headline, address, dates, state.
    Card = "card";
    /// The profiles of its authors.
    Authors = "authors";
    /// Its section and those round it.
    Section = "section";
    /// Its topics.
    Topics = "topics";
    /// Its series, and the parts before and after it.
    Series = "series";
    /// Stories on the same subject.
    Related = "related";
    /// The stories before and after it in its section.
    Neighbours = "neighbours";
    /// Its versions in other languages.
    Translations = "translations";
    /// Where its language switch leads.
    Languages = "languages";
    /// What its links and pictures lead to.
    Links = "links";
    /// The components that its text calls.
    Shortcodes = "shortcodes";
    /// Lists that the theme, the site or the article declares.
    Lists = "lists";
    /// Data files that the theme, the site or the article declares.
    Data = "data";
    /// How many years old it says that it is.
    Age = "age";
    /// The stories of a list, a feed, a month.
    Stories = "stories";
    /// What a list is called, and the pages round this one.
    Pages = "pages";
    /// What editors put on a section's front.
    Front = "front";
    /// The text of the section's page or of the author's profile.
    Introduction = "introduction";
    /// The template with all that it is made of.
    Template = "template";
    /// What every page shows of the site: navigation, footer, words, names of assets.
    Site = "site";
    /// Settings.
    Settings = "settings";
    /// A file, byte for byte.
    File = "file";
    /// What depends on the edition's day.
    Day = "day";
    /// The text that readers were shown before, as the register has it.
    Registered = "registered text";
    /// What feeds called its stories before, as the register has it.
    Guids = "guids";
}

/// The hashes of a sheet's ingredients.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Fingerprint {
    /// For each ingredient its number and eight bytes of hash.
    bytes: Vec<u8>,
    /// The stories that the sheet shows beside its own: four bytes for each address.
    members: Vec<u8>,
}

impl Fingerprint {
    /// With room for what most sheets have.
    pub(super) fn roomy() -> Fingerprint {
        Fingerprint { bytes: Vec::with_capacity(18 * 9), members: Vec::with_capacity(24 * 4) }
    }

    /// Of something that is made of one file's bytes.
    pub fn of_file(hash: u64) -> Fingerprint {
        let mut print = Fingerprint::default();
        print.add(Ingredient::File, hash);
        print
    }

    pub(super) fn add(&mut self, ingredient: Ingredient, hash: u64) {
        self.bytes.push(ingredient as u8);
        self.bytes.extend_from_slice(&hash.to_le_bytes());
    }

    pub(super) fn member(&mut self, address_hash: u64) {
        self.members.extend_from_slice(&(address_hash as u32).to_le_bytes());
    }

    /// The ingredients, packed.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The stories shown, packed.
    pub fn members(&self) -> &[u8] {
        &self.members
    }

    /// Ingredients and stories, packed.
    pub fn into_parts(self) -> (Vec<u8>, Vec<u8>) {
        (self.bytes, self.members)
    }
}

/// The ingredients of packed fingerprints.
pub fn ingredients(packed: &[u8]) -> impl Iterator<Item = (Ingredient, u64)> {
    packed.chunks_exact(9).filter_map(|row| {
        let hash = u64::from_le_bytes(row[1..].try_into().ok()?);
        Some((*Ingredient::ALL.get(usize::from(row[0]))?, hash))
    })
}

/// The ingredients that differ between two packed fingerprints.
pub fn differing(old: &[u8], new: &[u8]) -> Vec<Ingredient> {
    let has = |packed: &[u8], part| ingredients(packed).any(|own| own == part);
    let gone = ingredients(old).filter(|part| !has(new, *part));
    let mut all: Vec<Ingredient> =
        gone.chain(ingredients(new).filter(|part| !has(old, *part))).map(|(name, _)| name).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_named() {
        let print = |rows: &[(Ingredient, u64)]| {
            let mut print = Fingerprint::default();
            rows.iter().for_each(|(name, hash)| print.add(*name, *hash));
            print
        };
        let old = print(&[(Ingredient::Text, 1), (Ingredient::Related, 2), (Ingredient::Age, 2)]);
        let new = print(&[(Ingredient::Text, 1), (Ingredient::Related, 3)]);
        assert_eq!(differing(old.bytes(), new.bytes()), [Ingredient::Related, Ingredient::Age]);
        assert_eq!(differing(old.bytes(), old.bytes()), []);
    }
}
