//! The stable names of all faults.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How much a fault weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Not said (only by `diagnostics` in site.yaml).
    Off,
    /// Said; the site is built.
    Warn,
    /// Said; nothing is delivered, exit status 1.
    Error,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $word:literal, $severity:ident;)+) => {
        /// The stable name of a fault. Never renamed; a variant's doc comment is its manual page.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        pub enum Code { $($(#[doc = $doc])+ $name),+ }

        impl Code {
            /// Every code, in the order of the manual.
            pub const ALL: &'static [Code] = &[$(Code::$name),+];

            /// The word that is printed and that `diagnostics` in site.yaml uses.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $word),+ }
            }

            /// How much it weighs where site.yaml says nothing.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity),+ }
            }

            /// Its page of the manual.
            pub fn manual(self) -> &'static str {
                match self { $(Code::$name => concat!($($doc, "\n"),+)),+ }
            }

            /// The code of that word.
            pub fn parse(word: &str) -> Option<Code> {
                match word { $($word => Some(Code::$name),)+ _ => None }
            }
        }
    };
}

codes! {
    /// The front matter can't be read as YAML, TOML or JSON.
    FrontMatterUnreadable = "front-matter-unreadable", Error;
    /// The front matter never ends: its closing line is missing.
    FrontMatterUnclosed = "front-matter-unclosed", Error;
    /// A tab stands at the end of a line of YAML, where other readers refuse it; it is passed over.
    TabInYaml = "tab-in-yaml", Warn;
    /// A key is written twice; the last one counts.
    KeyTwice = "key-twice", Warn;
    /// Two names of one field are given; the one that stands earlier in docs/writing.md counts.
    FieldTwice = "field-twice", Warn;
    /// A field holds something that it can't: a list where text belongs, a word that isn't one of its words.
    FieldWrong = "field-wrong", Error;
    /// A date or time that can't be read, or that is in no calendar.
    DateUnreadable = "date-unreadable", Error;
    /// A local time that a clock change skips or repeats.
    DateAmbiguous = "date-ambiguous", Warn;
    /// The date of the front matter isn't the date in the file's name; the front matter counts.
    DateDiffers = "date-differs", Warn;
    /// `updated` lies before `date`.
    UpdatedBeforeDate = "updated-before-date", Error;
    /// An embargo needs a time of day, and an offset or the site's time zone.
    EmbargoVague = "embargo-vague", Error;
    /// An article has no date: it stays out of the river, the archive, feeds and the news sitemap.
    Undated = "undated", Warn;
    /// An author's slug has no profile in `content/authors/`; a name is made of the slug.
    AuthorUnknown = "author-unknown", Warn;
    /// An author has profiles in several languages; one of them is shown in all.
    ProfileUnused = "profile-unused", Warn;
    /// Tags that differ only by case, accents or Unicode form share one page.
    TagSpelling = "tag-spelling", Warn;
    /// A picture has no alternative text.
    AltMissing = "alt-missing", Warn;
    /// A picture's file can't be read: it was cut off, or its bytes make no picture.
    PictureBroken = "picture-broken", Error;
    /// A picture has more than 100 million pixels.
    PictureTooLarge = "picture-too-large", Error;
    /// A picture's file is of another format than its name says.
    PictureMislabelled = "picture-mislabelled", Error;
    /// A picture is of a format that browsers don't show: HEIC, TIFF, BMP.
    PictureUnshown = "picture-unshown", Error;
    /// A picture in `static/`, which is copied as it is, says where it was taken.
    PicturePlace = "picture-place", Warn;
    /// The headline of a social card has letters that no bundled font has.
    CardLetters = "card-letters", Warn;
    /// A story was withdrawn, and its translations are still published.
    TranslationLeft = "translation-left", Warn;
    /// A correction has no date. It is shown, counts as the oldest, and isn't in the feed of corrections.
    CorrectionUndated = "correction-undated", Warn;
    /// A file isn't UTF-8.
    NotUtf8 = "not-utf8", Error;
    /// A file name isn't UTF-8.
    NameNotUtf8 = "name-not-utf8", Error;
    /// A file holds NUL bytes; they are dropped.
    NulBytes = "nul-bytes", Warn;
    /// An article has no text.
    Empty = "empty", Warn;
    /// An entry of running coverage that has no time, no text, the time of another one, a time after the report's
    /// end, or a story that isn't `kind: live`. It is printed all the same.
    LiveEntry = "live-entry", Warn;
    /// A file is too large to be an article.
    TooLarge = "too-large", Error;
    /// A file can't be read.
    FileUnreadable = "file-unreadable", Error;
    /// A file changed while the site was read, each time that it was tried.
    FileChanged = "file-changed", Error;
    /// A symbolic link leads out of the site.
    LinkOutside = "symlink-outside", Warn;
    /// A symbolic link leads back to a folder above it.
    LinkLoop = "symlink-loop", Warn;
    /// A link to an article that isn't there.
    LinkBroken = "link-broken", Error;
    /// A link to an article that isn't published now; it is printed as plain text.
    LinkUnpublished = "link-unpublished", Warn;
    /// A link to an address of this site that has no page.
    LinkNowhere = "link-nowhere", Warn;
    /// A picture, recording or document that isn't there.
    FileMissing = "file-missing", Warn;
    /// A shortcode, Liquid tag or template tag that the site doesn't define; its inner text is kept.
    ShortcodeUnknown = "shortcode-unknown", Warn;
    /// A shortcode whose end is missing, or whose arguments can't be read.
    ShortcodeBroken = "shortcode-broken", Error;
    /// Raw HTML that is not balanced; it is mended.
    HtmlUnbalanced = "html-unbalanced", Warn;
    /// Raw HTML that no page may hold (scripts, styles, plug-ins, forms, `javascript:` addresses); it is left out.
    HtmlDropped = "html-dropped", Warn;
    /// A template or theme file that can't be read.
    TemplateBroken = "template-broken", Error;
    /// A template failed while it printed a page.
    TemplateFailed = "template-failed", Error;
    /// A theme shows the headline of a press release, an editorial, a letter or paid content without its label; `check` finds it.
    LabelMissing = "label-missing", Error;
    /// A theme that isn't there, or whose theme.yaml can't be read.
    ThemeBroken = "theme-broken", Error;
    /// A key of the site's own words (`i18n/LANG.yaml`) that the theme doesn't have and no template asks for.
    WordUnknown = "word-unknown", Warn;
    /// A theme was made for other versions of dateline than this one.
    ThemeVersion = "theme-version", Warn;
    /// A colour or a face that the theme doesn't have, under `colours`, `fonts` or as a section's colour.
    LookUnknown = "look-unknown", Warn;
    /// Two colours that a site or its own theme sets can't be told apart well enough: text needs a contrast of 4.5 to its
    /// ground, lines and the ring round what has the focus need 3 (WCAG 2.2, 1.4.3 and 1.4.11).
    Contrast = "contrast", Warn;
    /// `bands` names a section or a list that isn't there.
    BandUnknown = "band-unknown", Warn;
    /// A snippet's HTML doesn't close what it opens, or holds what the Content-Security-Policy of `_headers` keeps
    /// browsers from loading or running.
    Snippet = "snippet", Warn;
    /// Two sources claim one address.
    AddressTaken = "address-taken", Error;
    /// An address that can't be one.
    AddressBad = "address-bad", Error;
    /// A slot of a front page names a story that isn't there, isn't published or stands on the page already; the next one takes its place.
    FrontSlot = "front-slot", Warn;
    /// The register holds an address that has neither a page nor a redirect nor a notice any more.
    AddressGone = "address-gone", Error;
    /// A line of the register that can't be read, an address that stands in it twice, or a merge's conflict.
    RegisterUnreadable = "register-unreadable", Error;
    /// A story's `date` is later than the first publication that the register holds.
    DateLater = "date-later", Warn;
    /// A published text is another than the one that the register knows, without a new `updated` or correction.
    SilentEdit = "silent-edit", Warn;
    /// A setting that dateline doesn't know.
    SettingUnknown = "setting-unknown", Error;
    /// The site doesn't say where it will stand, so absolute addresses can't be right.
    BaseUrlMissing = "base-url-missing", Warn;
    /// A setting whose value it can't have.
    SettingWrong = "setting-wrong", Error;
    /// A file of `data/` that can't be read.
    DataUnreadable = "data-unreadable", Error;
    /// A setting that has run out at the edition time.
    SettingExpired = "setting-expired", Warn;
    /// The output isn't a folder, or holds files that dateline didn't write.
    OutputNotOurs = "output-not-ours", Error;
    /// `build --verify` built the site again from nothing, and a file isn't the same.
    VerifyDiffers = "verify-differs", Error;
    /// An output holds words of what isn't published: a run of eight words of a draft, of a story under embargo, to come,
    /// expired or withdrawn, or of notes for the desk. See docs/leaks.md.
    LeakText = "leak-text", Error;
    /// An output is a copy of a file that lies beside an article that isn't published.
    LeakFile = "leak-file", Error;
    /// An output names the address of an article that isn't published yet.
    LeakAddress = "leak-address", Error;
    /// An output holds the headline of an article that isn't published.
    LeakTitle = "leak-title", Warn;
    /// More than a news sitemap, a redirects file or a host bears.
    TooMany = "too-many", Warn;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn each_code_has_its_own_word() {
        for code in Code::ALL {
            assert_eq!(Code::parse(code.as_str()), Some(*code));
        }
    }
}
