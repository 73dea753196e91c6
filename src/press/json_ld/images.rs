//! Pictures in JSON-LD: the crops that search engines ask for, each with who made it.

use crate::edition::Story;
use crate::press::Press;
use crate::press::json_object::Object;

/// An address with width and height.
type Copy = (String, Option<(usize, usize)>);

impl Press<'_> {
    /// The lead picture in 16:9, 4:3 and 1:1, or as it is where there are no crops.
    pub(super) fn fill_image(&self, story: &Story, o: &mut Object<'_>) {
        let card = &story.article.card;
        let picture = card.image.as_deref().and_then(|image| self.lead_picture(image, &card.source));
        let Some(picture) = picture else { return self.fill_card(story, o) };
        let crops = picture.crops(self).into_iter().filter(|(_, crop)| crop.cut != crate::pictures::Cut::Share);
        let mut copies: Vec<Copy> =
            crops.map(|(url, crop)| (url, Some((crop.width as usize, crop.height as usize)))).collect();
        if copies.is_empty() {
            copies.push((picture.shown.absolute.clone(), picture.size()));
        }
        let rights = &picture.rights;
        o.list("image", copies.into_iter(), |(url, size), out| {
            let mut o = Object::open(out);
            o.text("@type", "ImageObject");
            o.text("url", &url);
            o.text("contentUrl", &url);
            if let Some((width, height)) = size {
                o.raw("width", &width.to_string());
                o.raw("height", &height.to_string());
            }
            o.some("caption", rights.caption.as_deref());
            o.some("creditText", rights.credit_line());
            o.some("copyrightNotice", rights.copyright.as_deref());
            o.some("license", rights.license_url.as_deref());
            if rights.is_ai() {
                o.text("digitalSourceType", "https://schema.org/TrainedAlgorithmicMediaDigitalSource");
            }
            o.close();
        });
    }

    fn fill_card(&self, story: &Story, o: &mut Object<'_>) {
        o.list("image", self.card_of(story).into_iter(), |address, out| {
            let mut o = Object::open(out);
            o.text("@type", "ImageObject");
            o.text("url", &self.absolute(&address));
            o.raw("width", &crate::cards::WIDTH.to_string());
            o.raw("height", &crate::cards::HEIGHT.to_string());
            o.close();
        });
    }
}
