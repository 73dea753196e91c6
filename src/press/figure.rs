//! A picture of a text as HTML.

use super::Press;
use super::pictures::Picture;
use crate::base::html;

impl Press<'_> {
    /// Appends a picture with its copies; for readers of feeds one copy with its whole address.
    pub(super) fn push_picture(&self, picture: &Picture<'_>, alt: &str, title: &str, absolute: bool, out: &mut String) {
        const FOR_FEEDS: u32 = 980;
        let view = self.image_view(picture);
        let sizes = &self.site.theme.manifest.pictures.text_sizes;
        let is_scaled = view.srcset.is_some() && !absolute;
        if is_scaled {
            out.push_str("<picture>");
            for source in &view.sources {
                out.push_str("<source type=\"");
                out.push_str(&source.media_type);
                push_set(&source.srcset, sizes, out);
                out.push_str("\">");
            }
        }
        let size = match picture.copy(self, FOR_FEEDS).filter(|_| absolute) {
            Some((href, copy)) => {
                push("<img src", &href, out);
                Some((copy.width as usize, copy.height as usize))
            }
            None => {
                push("<img src", if absolute { &picture.shown.absolute } else { &view.src }, out);
                view.width.zip(view.height)
            }
        };
        if let Some(srcset) = view.srcset.filter(|_| is_scaled) {
            push_set(&srcset, sizes, out);
        }
        push("\" alt", alt, out);
        if let Some((width, height)) = size {
            out.push_str(&format!("\" width=\"{width}\" height=\"{height}"));
        }
        if !title.is_empty() {
            push("\" title", title, out);
        }
        out.push_str(if absolute { "\">" } else { "\" loading=\"lazy\" decoding=\"async\">" });
        if is_scaled {
            out.push_str("</picture>");
        }
    }
}

fn push(name: &str, value: &str, out: &mut String) {
    out.push_str(name);
    out.push_str("=\"");
    html(value, out);
}

fn push_set(srcset: &str, sizes: &str, out: &mut String) {
    push("\" srcset", srcset, out);
    push("\" sizes", sizes, out);
}
