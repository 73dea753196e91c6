//! JSON-LD by schema.org (NEWS.md §3), written straight as text.

mod images;
mod withdrawn;

use super::Press;
use super::cards::summary;
use super::head::is_news;
use super::indexes::correction_of;
use super::json_object::Object;
use super::live::Entry;
use crate::base::{Address, Kind, json_string};
use crate::copy::{CorrectionKind, Details};
use crate::edition::{Desk, Story, StoryId};

/// What a list of stories is, in JSON-LD.
pub(super) enum Collection<'c> {
    /// The front page.
    Front,
    /// Any list.
    List,
    /// An author's page: the author's number in the edition.
    Author(u32),
    /// A list with a way to it: names and addresses.
    Under(&'c [(String, Address)]),
}

impl Press<'_> {
    /// The graph of the page of a story whose text has so many words.
    pub(super) fn story_json_ld(&self, id: StoryId, words: u32, entries: &[Entry]) -> String {
        let story = self.story(id);
        let mut out = open_graph();
        // What has no date is a guide, not news: no `datePublished` is made up for it.
        if story.article.card.standing || story.article.card.published.is_none() {
            self.push_web_page(story, &mut out);
        } else {
            self.push_article(story, words, entries, &mut out);
            out.push(',');
            self.push_breadcrumbs(story, &story.article.card.title, &mut out);
        }
        out.push(',');
        self.push_organisation(&mut out, story.address.as_str() == "/about/");
        close_graph(out)
    }

    /// The graph of a front or a list.
    pub(super) fn collection_json_ld(
        &self,
        desk: &Desk,
        name: &str,
        address: &Address,
        what: &Collection<'_>,
    ) -> String {
        let url = self.absolute(address);
        let mut out = open_graph();
        let mut page = Object::open(&mut out);
        match what {
            Collection::Front => {
                page.text("@type", "WebSite");
                page.text("@id", &format!("{}#site", self.absolute(&Address::new("/"))));
            }
            Collection::List | Collection::Under(_) => page.text("@type", "CollectionPage"),
            Collection::Author(_) => page.text("@type", "ProfilePage"),
        }
        page.text("name", name);
        page.text("url", &url);
        page.text("inLanguage", desk.lang.as_str());
        page.object("publisher", |o| o.text("@id", &self.organisation_id()));
        if let Collection::Author(id) = what {
            page.object("mainEntity", |o| {
                self.fill_author(*id, desk, o);
                self.fill_profile(*id, o);
            });
        }
        page.close();
        if let Collection::Under(way) = what {
            out.push(',');
            push_trail(way.iter().map(|(name, address)| (name.as_str(), self.absolute(address))), &mut out);
        }
        out.push(',');
        self.push_organisation(&mut out, matches!(what, Collection::Front));
        close_graph(out)
    }

    fn push_web_page(&self, story: &Story, out: &mut String) {
        let card = &story.article.card;
        let mut page = Object::open(out);
        page.text("@type", if story.address.as_str() == "/about/" { "AboutPage" } else { "WebPage" });
        page.text("name", &card.title);
        page.text("url", &self.absolute(&story.address));
        page.some("description", summary(story));
        page.text("inLanguage", card.lang.as_str());
        page.object("publisher", |o| o.text("@id", &self.organisation_id()));
        page.close();
    }

    fn push_article(&self, story: &Story, words: u32, entries: &[Entry], out: &mut String) {
        let (card, desk) = (&story.article.card, self.edition.desk_of(story));
        let details = story.article.details();
        let url = self.absolute(&story.address);
        let mut o = Object::open(out);
        o.raw("@type", article_type(card.kind, details));
        o.text("@id", &format!("{url}#article"));
        o.text("url", &url);
        o.text("mainEntityOfPage", &url);
        o.text("headline", &card.title);
        if let Some(published) = card.published {
            o.text("datePublished", &published.iso());
            let modified = story.changed().filter(|m| *m > published).unwrap_or(published);
            o.text("dateModified", &modified.iso());
        }
        self.fill_authors(story, &mut o);
        o.object("publisher", |o| o.text("@id", &self.organisation_id()));
        o.some("description", summary(story));
        if let Some(section) = story.section {
            o.text("articleSection", &desk.sections[section as usize].group.title);
        }
        if !story.tags.is_empty() {
            o.list("keywords", story.tags.iter(), |tag, out| json_string(&desk.tags[*tag as usize].title, out));
        }
        self.fill_abouts(story, desk, &mut o);
        o.text("inLanguage", card.lang.as_str());
        if words > 0 {
            o.raw("wordCount", &words.to_string());
        }
        o.some("genre", self.kind_label(story));
        self.fill_image(story, &mut o);
        self.fill_details(story, details, &url, &mut o);
        self.fill_live_updates(entries, &url, &mut o);
        o.close();
        if let Some(claim) = details.claim.as_ref().filter(|c| card.kind == Kind::Factcheck && c.rating.is_some()) {
            out.push(',');
            self.push_claim_review(claim, story, &url, out);
        }
    }

    fn fill_details(&self, story: &Story, details: &Details, url: &str, o: &mut Object<'_>) {
        let card = &story.article.card;
        if let Some(series) = story.series.map(|n| &self.edition.desk_of(story).series[n as usize]) {
            o.object("isPartOf", |o| {
                o.text("@type", "CreativeWorkSeries");
                o.text("name", &series.title);
                o.text("url", &self.absolute(&series.address));
            });
        }
        if let Some(dateline) = card.dateline.as_deref().filter(|_| is_news(card.kind) && card.kind != Kind::Live) {
            o.text("dateline", dateline);
        }
        let corrections = (1..=details.corrections.len()).filter_map(|n| Some((n, correction_of(story, n)?)));
        let real: Vec<_> = corrections.filter(|(_, c)| c.kind != CorrectionKind::Update).collect();
        if !real.is_empty() {
            o.list("correction", real.into_iter(), |(number, correction), out| {
                let mut c = Object::open(out);
                c.text("@type", "CorrectionComment");
                c.text("text", &crate::copy::plain(&correction.text, 0, 2_000));
                c.some("datePublished", correction.date.map(|m| m.iso()).as_deref());
                c.text("url", &format!("{url}#correction-{number}"));
                c.close();
            });
        }
        if !details.references.is_empty() {
            o.list("citation", details.references.iter(), |source, out| {
                let mut c = Object::open(out);
                c.text("@type", "CreativeWork");
                c.text("name", &source.name);
                c.some("url", source.url.as_deref().filter(|u| u.starts_with("http")));
                c.close();
            });
        }
        if let Some(sponsor) = card.sponsor.as_deref().filter(|_| card.kind == Kind::Sponsored) {
            o.object("sponsor", |o| {
                o.text("@type", "Organization");
                o.text("name", &sponsor.name);
                o.some("url", sponsor.url.as_deref());
            });
        }
        o.some("expires", card.expires.map(|m| m.iso()).as_deref());
        self.fill_contributors(story, details, o);
        o.some("backstory", details.disclosure.as_deref().filter(|_| is_news(card.kind)));
        self.fill_kind(story, details, o);
        if !card.free {
            o.raw("isAccessibleForFree", "false");
            o.raw(
                "hasPart",
                "{\"@type\":\"WebPageElement\",\"isAccessibleForFree\":false,\"cssSelector\":\".paywall\"}",
            );
        }
    }

    /// Who reported for it beside its authors.
    fn fill_contributors(&self, story: &Story, details: &Details, o: &mut Object<'_>) {
        if details.contributors.is_empty() {
            return;
        }
        let desk = self.edition.desk_of(story);
        o.list("contributor", details.contributors.iter(), |credit, out| {
            let mut o = Object::open(out);
            match self.author_of(credit) {
                Some(id) => self.fill_author(id, desk, &mut o),
                None => {
                    o.text("@type", "Person");
                    o.text("name", &credit.name);
                }
            }
            o.close();
        });
    }

    /// What a kind adds.
    fn fill_kind(&self, story: &Story, details: &Details, o: &mut Object<'_>) {
        let card = &story.article.card;
        match card.kind {
            Kind::PressRelease => {
                if let Some(origin) = &details.origin {
                    o.object("sourceOrganization", |o| {
                        o.text("@type", "Organization");
                        o.text("name", &origin.name);
                        o.some("url", origin.url.as_deref());
                    });
                }
            }
            Kind::Review => {
                if let Some(review) = &details.review {
                    o.object("itemReviewed", |o| {
                        o.text("@type", review.item_type.as_deref().unwrap_or("Thing"));
                        o.text("name", &review.item);
                    });
                    if let Some(rating) = review.rating {
                        o.raw(
                            "reviewRating",
                            &format!(
                                "{{\"@type\":\"Rating\",\"ratingValue\":{rating},\"bestRating\":5,\"worstRating\":1}}"
                            ),
                        );
                    }
                }
            }
            Kind::Live => {
                let live = details.live.as_ref();
                let start = live
                    .and_then(|l| l.start.or(l.entries.first().copied().min(story.newest_entry)))
                    .or(card.published);
                o.some("coverageStartTime", start.map(|m| m.rfc3339()).as_deref());
                let end = live.and_then(|l| l.end.or(story.newest_entry.filter(|_| l.closed)));
                o.some("coverageEndTime", end.map(|m| m.rfc3339()).as_deref());
            }
            Kind::News
            | Kind::Analysis
            | Kind::Opinion
            | Kind::Feature
            | Kind::Interview
            | Kind::Editorial
            | Kind::Letter
            | Kind::Factcheck
            | Kind::Explainer
            | Kind::Brief
            | Kind::Newsletter
            | Kind::Obituary
            | Kind::Sponsored => {}
        }
    }

    fn push_claim_review(&self, claim: &crate::copy::Claim, story: &Story, url: &str, out: &mut String) {
        let mut o = Object::open(out);
        o.text("@type", "ClaimReview");
        o.text("url", url);
        o.some("datePublished", story.article.card.published.map(|m| m.iso()).as_deref());
        o.text("claimReviewed", &claim.text);
        o.object("author", |o| o.text("@id", &self.organisation_id()));
        o.object("reviewRating", |o| {
            o.text("@type", "Rating");
            o.some("alternateName", claim.rating.as_deref());
            if let Some(value) = claim.value {
                o.raw("ratingValue", &value.to_string());
                o.raw("bestRating", "5");
                o.raw("worstRating", "1");
            }
        });
        o.object("itemReviewed", |o| {
            o.text("@type", "Claim");
            if let Some(author) = &claim.author {
                o.object("author", |o| {
                    o.text("@type", "Person");
                    o.text("name", author);
                });
            }
            o.some("datePublished", claim.date.map(|m| m.iso()).as_deref());
            if let Some(url) = &claim.url {
                o.object("appearance", |o| {
                    o.text("@type", "CreativeWork");
                    o.text("url", url);
                });
            }
        });
        o.close();
    }

    fn fill_authors(&self, story: &Story, o: &mut Object<'_>) {
        let (card, desk) = (&story.article.card, self.edition.desk_of(story));
        if !story.authors.is_empty() {
            return o.list("author", story.authors.iter(), |id, out| {
                let mut author = Object::open(out);
                self.fill_author(*id, desk, &mut author);
                author.close();
            });
        }
        match &card.byline {
            Some(byline) => o.list("author", [byline].into_iter(), |byline, out| {
                let mut author = Object::open(out);
                author.text("@type", "Organization");
                author.text("name", byline);
                author.close();
            }),
            // An unsigned editorial is the paper's own; else nobody is made up.
            None if card.kind == Kind::Editorial => o.object("author", |o| o.text("@id", &self.organisation_id())),
            None => {}
        }
    }

    fn fill_author(&self, id: u32, desk: &Desk, o: &mut Object<'_>) {
        let author = &self.edition.authors[id as usize];
        let profile = author.profile.as_ref();
        let is_organisation = profile.is_some_and(|p| !p.person);
        o.text("@type", if is_organisation { "Organization" } else { "Person" });
        o.text("name", &author.name);
        if let Some(url) = desk.author_address(id).map(|a| self.absolute(a)) {
            o.text("@id", &format!("{url}#person"));
            o.text("url", &url);
        }
        o.some("jobTitle", profile.filter(|_| !is_organisation).and_then(|p| p.role.as_deref()));
        let same_as = profile.map(|p| p.same_as.as_slice()).unwrap_or_default();
        if !same_as.is_empty() {
            o.list("sameAs", same_as.iter(), |url, out| json_string(url, out));
        }
    }

    /// What the page about an author says of them.
    fn fill_profile(&self, id: u32, o: &mut Object<'_>) {
        let Some(profile) = &self.edition.authors[id as usize].profile else { return };
        if let Some(image) = profile.image.as_deref().and_then(|image| self.picture(image, &profile.source)) {
            o.text("image", &image.shown.absolute);
        }
        o.some("email", profile.email.as_deref());
        if !profile.topics.is_empty() {
            o.list("knowsAbout", profile.topics.iter(), |topic, out| json_string(topic, out));
        }
        if !profile.languages.is_empty() {
            o.list("knowsLanguage", profile.languages.iter(), |language, out| json_string(language, out));
        }
        if !profile.former {
            let relation = if profile.person { "worksFor" } else { "parentOrganization" };
            o.object(relation, |o| o.text("@id", &self.organisation_id()));
        }
    }

    fn push_breadcrumbs(&self, story: &Story, name: &str, out: &mut String) {
        let desk = self.edition.desk_of(story);
        let mut trail = vec![(&*self.settings().title, self.absolute(&desk.address("/")))];
        let mut sections = Vec::new();
        let mut at = story.section;
        while let Some(number) = at {
            let section = &desk.sections[number as usize];
            sections.push((&*section.group.title, self.absolute(&section.group.address)));
            at = section.parent;
        }
        sections.reverse();
        trail.extend(sections);
        trail.push((name, self.absolute(&story.address)));
        push_trail(trail.into_iter(), out);
    }

    pub(super) fn organisation_id(&self) -> String {
        format!("{}#org", self.absolute(&Address::new("/")))
    }

    /// The publisher: in full on the front and the page about the paper.
    fn push_organisation(&self, out: &mut String, whole: bool) {
        let given = &self.settings().organisation;
        let mut o = Object::open(out);
        o.text("@type", "NewsMediaOrganization");
        o.text("@id", &self.organisation_id());
        o.text("name", given.name.as_deref().unwrap_or(&self.settings().title));
        o.text("url", &self.absolute(&Address::new("/")));
        let logo = given.logo.as_deref().or(self.settings().logo.as_ref().map(|logo| &*logo.path));
        if let Some(logo) = logo.and_then(|logo| self.static_file(logo)) {
            o.object("logo", |o| {
                o.text("@type", "ImageObject");
                o.text("url", &logo.absolute);
                if let Some((width, height)) = logo.row.and_then(|row| self.size(row)) {
                    o.raw("width", &width.to_string());
                    o.raw("height", &height.to_string());
                }
            });
        }
        if whole {
            o.some("legalName", given.legal_name.as_deref());
            if !given.same_as.is_empty() {
                o.list("sameAs", given.same_as.iter(), |url, out| json_string(url, out));
            }
            for (name, path) in &given.policies {
                let property = policy_property(name);
                let address = Address::parse(path).ok().filter(|a| self.plan.has(a));
                if let (Some(property), Some(address)) = (property, address) {
                    o.text(property, &self.absolute(&address));
                }
            }
        }
        o.close();
    }
}

/// The schema.org property of a policy's name in site.yaml.
fn policy_property(name: &str) -> Option<&'static str> {
    Some(match name {
        "ethics" => "ethicsPolicy",
        "corrections" => "correctionsPolicy",
        "ownership" => "ownershipFundingInfo",
        "masthead" => "masthead",
        "diversity" => "diversityPolicy",
        "diversity_staffing" => "diversityStaffingReport",
        "verification" => "verificationFactCheckingPolicy",
        "unnamed_sources" => "unnamedSourcesPolicy",
        "feedback" => "actionableFeedbackPolicy",
        "mission" => "missionCoveragePrioritiesPolicy",
        "no_bylines" => "noBylinesPolicy",
        "principles" => "publishingPrinciples",
        _ => return None,
    })
}

fn article_type(kind: Kind, details: &Details) -> &'static str {
    match kind {
        Kind::News | Kind::Brief | Kind::Obituary | Kind::Factcheck => "\"NewsArticle\"",
        Kind::Analysis => "[\"NewsArticle\",\"AnalysisNewsArticle\"]",
        Kind::Opinion | Kind::Editorial | Kind::Letter => "[\"NewsArticle\",\"OpinionNewsArticle\"]",
        Kind::Feature | Kind::Interview => "[\"NewsArticle\",\"ReportageNewsArticle\"]",
        Kind::Review if details.review.is_some() => "[\"NewsArticle\",\"ReviewNewsArticle\"]",
        Kind::Review => "\"NewsArticle\"",
        Kind::Explainer => "[\"NewsArticle\",\"BackgroundNewsArticle\"]",
        Kind::Live => "\"LiveBlogPosting\"",
        Kind::PressRelease | Kind::Newsletter => "\"Article\"",
        Kind::Sponsored => "\"AdvertiserContentArticle\"",
    }
}

fn push_trail<'t>(trail: impl Iterator<Item = (&'t str, String)>, out: &mut String) {
    let mut o = Object::open(out);
    o.text("@type", "BreadcrumbList");
    o.list("itemListElement", (1..).zip(trail), |(position, (name, url)): (usize, _), out| {
        let mut item = Object::open(out);
        item.text("@type", "ListItem");
        item.raw("position", &position.to_string());
        item.text("name", name);
        item.text("item", &url);
        item.close();
    });
    o.close();
}

fn open_graph() -> String {
    "{\"@context\":\"https://schema.org\",\"@graph\":[".to_owned()
}

fn close_graph(mut out: String) -> String {
    out.push_str("]}");
    out
}
