//! A page as a phone, a tablet and a computer show it.
//!
//! In: an address. Out: `/_dateline/phone`. Never here: the page itself, which its frames fetch from this server.

use super::frame::{Leaf, Tab, View};
use super::markup::Markup;
use super::{about, links};
use crate::serve::host::{Asked, Whole};

/// The frames: a class that sets the size, and what it is like.
const FRAMES: [(&str, &str); 3] =
    [("phone", "A phone, 390 × 844"), ("tablet", "A tablet, 768 × 1,024"), ("computer", "A computer, 1,280 × 800")];

/// `/_dateline/phone?of=…`.
pub fn page(view: &View<'_>, asked: &Asked) -> Whole {
    let address = match about::asked_for(view, asked) {
        Ok(address) => address,
        Err(whole) => return *whole,
    };
    let src = links::shown_then(view, &address);
    let mut body = Markup::default();
    body.raw("<p>").link(&src, "The page itself").raw(" · ");
    body.link(&links::about_then(view, &address), "All about it").raw("</p>\n<div class=\"screens\">");
    for (class, label) in FRAMES {
        body.raw("<figure class=\"screen ").raw(class).raw("\"><figcaption>").raw(label);
        body.raw("</figcaption><div><iframe title=\"")
            .raw(label)
            .raw("\" src=\"")
            .text(&src)
            .raw("\"></iframe></div></figure>\n");
    }
    body.raw("</div>\n");
    let lead = format!("{}, at three sizes. It reloads on every save.", address.as_str());
    Leaf { tab: Tab::Other, title: "On a phone", lead: &lead, body }.answer(view)
}
