//! Which outputs there are beside pages and feeds.

use super::rows::Rows;
use crate::base::Found;
use crate::site::Settings;
use crate::site::settings::Images;

pub(super) fn read(rows: &mut Rows<'_>, settings: &mut Settings, found: &mut Found) {
    let switches = [
        ("llms_txt", &mut settings.llms_txt),
        ("ninjs", &mut settings.ninjs),
        ("social_cards", &mut settings.social_cards),
        ("search", &mut settings.search),
        ("compress", &mut settings.compress),
    ];
    for (key, switch) in switches {
        if let Some(on) = rows.bool(key, found) {
            *switch = on;
        }
    }
    let words = [("best", Images::Best), ("fast", Images::Fast), ("off", Images::Off)];
    if let Some(images) = rows.word("images", &words, found) {
        settings.images = images;
    }
}
