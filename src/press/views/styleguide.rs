//! The styleguide, which only previews have.

use super::{ArticleView, CardView, ImageView, LinkView, NoticeView, PeriodView, Text};
use crate::press::view::{Html, Shared};

crate::views! { 'a;
    /// Made-up things in every state, for those who work on a theme.
    StyleguideView as "styleguide" {
        /// Cards, each in a state of its own.
        cards: Vec<SampleCardView<'a>>,
        /// Articles, each in a state of its own.
        articles: Vec<SampleArticleView<'a>>,
        /// A text with all that a text can hold.
        text: Html,
        /// A picture.
        image: ImageView<'a>,
        /// Rows of a table of the archive.
        periods: Vec<PeriodView<'a>>,
        /// A link to an older page.
        older: LinkView<'a>,
        /// A link to a newer page.
        newer: LinkView<'a>,
        /// A notice where a story was withdrawn.
        notice: NoticeView<'a>,
    }

    /// A card and its state.
    SampleCardView as "sample card" {
        /// The state, in English.
        state: Text<'a>,
        /// The card.
        card: Shared<CardView<'a>>,
    }

    /// An article and its state.
    SampleArticleView as "sample article" {
        /// The state, in English.
        state: Text<'a>,
        /// The article.
        article: ArticleView<'a>,
    }
}
