//! All that is published at one instant, frozen.
//!
//! In: articles, settings, the edition's time. Out: [`Edition`]: stories with their addresses, sections,
//! tags, authors, series, archive, related stories, translations. Never here: disk, clock, HTML. Nobody
//! changes an edition; a change makes a new one.

mod address;
mod admit;
mod close;
mod front;
mod fronts;
mod gather;
mod groups;
mod kin;
mod links;
mod news;
mod order;
mod related;
mod sources;
mod steady;
mod story;

pub use close::{Copy, Held, LeftOut, NextChange};
pub use front::{Band, Front, Slots, lay_out_front, leader};
pub use fronts::LaidOut;
pub use groups::{Author, Desk, Group, Section};
pub use news::{NEWS_HOURS, news_window};
pub use story::{DeskId, Edition, Mark, State, Story, StoryId, Why};
