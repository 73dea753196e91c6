//! The styleguide of a preview: every part of a theme in every state, with made-up stories.
//!
//! In: a desk, for its words and dates. Out: [`StyleguideView`]. Never here: a story of the site; and no published build
//! has the page.

use std::borrow::Cow;

use tera::Value;

use super::Press;
use super::labels::is_always_labelled;
use super::pictures::plain_image;
use super::view::{Free, Html, Shared};
use super::views::{
    ArticleView, AuthorLinkView, AuthorView, CardView, ClaimView, CorrectionView, HeadingView, ImageView,
    KeyMomentView, KindView, LinkView, LiveView, MomentView, NoticeView, PeriodView, ReviewView, SampleArticleView,
    SampleCardView, SeriesView, SourceView, StyleguideView, Text,
};
use crate::base::{Address, Found, Kind, Moment, SourcePath, html};
use crate::copy::{SideText, parse_moment};
use crate::edition::{Desk, DeskId};

/// The picture of every sample.
pub(super) const PICTURE: &str = include_str!("styleguide/picture.svg");

/// A text with all that a text can hold.
const TEXT: &str = include_str!("styleguide/text.md");

/// What stands in [`TEXT`] where the picture's address is to stand.
const PICTURE_MARK: &str = "https://sample.invalid/picture";

/// Where every link of a sample leads.
const NOWHERE: &str = "#main";

/// Sample words in a script.
struct Sample {
    headline: &'static str,
    long: &'static str,
    standfirst: &'static str,
    name: &'static str,
    section: &'static str,
}

const ENGLISH: Sample = Sample {
    headline: "Harbour office opens its books",
    long: "The committee that was set up to find out why the earlier committee had not reported in time has now asked for a further year, two clerks, and the keys to the archive in the old customs house, says its chair",
    standfirst: "Three years of accounts show what the quay costs, who pays for it, and what was never billed.",
    name: "Edda Marrin",
    section: "Harbour",
};
const ARABIC: Sample = Sample {
    headline: "مكتب الميناء يفتح دفاتره",
    long: "اللجنة التي شُكّلت لمعرفة سبب تأخر اللجنة السابقة عن تقديم تقريرها تطلب الآن سنة أخرى وكاتبين ومفاتيح الأرشيف في مبنى الجمارك القديم، كما يقول رئيسها",
    standfirst: "ثلاث سنوات من الحسابات تبيّن كم يكلف الرصيف ومن يدفع.",
    name: "سمير حدّون",
    section: "الميناء",
};
const JAPANESE: Sample = Sample {
    headline: "港湾事務所が帳簿を公開",
    long: "前の委員会がなぜ期限までに報告しなかったのかを調べるために設けられた委員会は、さらに一年の時間と二人の書記、そして旧税関の書庫の鍵を求めていると委員長は述べた",
    standfirst: "三年分の帳簿が、岸壁の費用と支払う人を示している。",
    name: "江田真理",
    section: "港",
};
const CHINESE: Sample = Sample {
    headline: "港务局公开账目",
    long: "为查明上一个委员会为何没有按时提交报告而成立的委员会，如今又要求再给一年时间、两名书记员以及旧海关大楼档案室的钥匙，委员会主席说",
    standfirst: "三年的账目显示码头的花费和付款人。",
    name: "马丽娜",
    section: "港口",
};

impl Sample {
    /// The words in the script of a language.
    fn of(language: &str) -> &'static Sample {
        match language.split('-').next().unwrap_or(language) {
            "ar" | "fa" | "ur" => &ARABIC,
            "ja" => &JAPANESE,
            "zh" => &CHINESE,
            _ => &ENGLISH,
        }
    }
}

impl<'a> Press<'a> {
    /// Everything that the styleguide shows.
    pub(super) fn styleguide_view(&self, number: DeskId) -> StyleguideView<'a> {
        let desk = self.desk(number);
        let link = |word, title: &'static str| LinkView {
            title: format!("{}: {title}", self.words(desk).get(word)).into(),
            ..link(title, None)
        };
        StyleguideView {
            cards: self.sample_cards(desk),
            articles: self.sample_articles(desk),
            text: Html(self.sample_text(desk)),
            image: self.sample_image(),
            periods: [("2026", 412), ("2025", 1730), ("2024", 9)]
                .map(|(title, count)| PeriodView { title: title.into(), href: NOWHERE.into(), count })
                .into(),
            older: link("older", "12"),
            newer: link("newer", "14"),
            notice: NoticeView {
                reason: "withdrawn".into(),
                title: Sample::of(desk.lang.as_str()).headline.into(),
                text: Html("<p>The story named the wrong company. We have taken it down and apologise.</p>".to_owned()),
                date: self.sample_moment("2026-11-19", desk),
                section: None,
            },
        }
    }

    /// Where the picture of all samples stands.
    pub(super) fn sample_picture() -> Address {
        Address::new("/styleguide/picture.svg")
    }

    fn sample_image(&self) -> ImageView<'a> {
        let src = self.href(&Self::sample_picture());
        ImageView {
            caption: Some("The quay at low water.".into()),
            credit: Some("A. Person".into()),
            license: Some("CC BY 4.0".into()),
            license_url: Some("https://creativecommons.org/licenses/by/4.0/".into()),
            ..plain_image(src, Some((960, 640)), "A boat on a calm sea under a pale sun.".into())
        }
    }

    fn sample_moment(&self, text: &str, desk: &Desk) -> Option<MomentView<'a>> {
        let moment: Option<Moment> = parse_moment(text, &self.settings().zone);
        moment.map(|moment| self.moment(moment, desk))
    }

    fn sample_kind(&self, kind: Kind, desk: &'a Desk) -> Shared<KindView<'a>> {
        let label = if kind == Kind::News { None } else { self.words(desk).find(&format!("kinds.{}", kind.as_str())) };
        let view =
            KindView { key: kind.as_str().into(), label: label.map(Cow::from), always: is_always_labelled(kind) };
        Shared::new(view, &self.needs)
    }

    fn sample_card(&self, kind: Kind, desk: &'a Desk) -> CardView<'a> {
        let words = Sample::of(desk.lang.as_str());
        CardView {
            title: words.headline.into(),
            href: NOWHERE.into(),
            summary: Some(words.standfirst.into()),
            kicker: None,
            kind: self.sample_kind(kind, desk),
            published: self.sample_moment("2026-11-20T09:40:00Z", desk),
            updated: None,
            authors: vec![AuthorLinkView { name: words.name.into(), href: None }],
            byline: words.name.into(),
            section: Some(Shared::new(link(words.section, Some("sport")), &self.needs)),
            image: None,
            language: None,
            direction: desk.lang.direction().as_str().into(),
            sponsor: None,
            is_live: false,
            free: true,
            mark: None,
        }
    }

    fn sample_cards(&self, desk: &'a Desk) -> Vec<SampleCardView<'a>> {
        let plain = || self.sample_card(Kind::News, desk);
        let of = |kind| self.sample_card(kind, desk);
        let image = || Some(self.sample_image());
        let words = Sample::of(desk.lang.as_str());
        let foreign = |language: &'static str, direction: &'static str| {
            let words = Sample::of(language);
            CardView {
                title: words.headline.into(),
                summary: Some(words.standfirst.into()),
                language: Some(language.into()),
                direction: direction.into(),
                ..plain()
            }
        };
        let states = vec![
            ("with a picture", CardView { image: image(), ..plain() }),
            ("without", plain()),
            ("a kicker", CardView { kicker: Some("The crossing".into()), image: image(), ..plain() }),
            ("200 characters", CardView { title: words.long.into(), image: image(), ..plain() }),
            ("200 characters, no picture", CardView { title: words.long.into(), ..plain() }),
            ("opinion", of(Kind::Opinion)),
            ("live", CardView { is_live: true, image: image(), ..of(Kind::Live) }),
            ("sponsored", CardView { sponsor: Some("Quay & Sons".into()), ..of(Kind::Sponsored) }),
            ("for subscribers", CardView { free: false, ..plain() }),
            ("a draft", CardView { mark: Some("draft".into()), ..plain() }),
            ("no standfirst, no date", CardView { summary: None, published: None, ..plain() }),
            ("another script, right to left", foreign("ar", "rtl")),
            ("Japanese", foreign("ja", "ltr")),
            ("Chinese", foreign("zh-Hans", "ltr")),
            ("English", foreign("en", "ltr")),
        ];
        let sample = |(state, card): (&'static str, CardView<'a>)| SampleCardView {
            state: state.into(),
            card: Shared::new(card, &self.needs),
        };
        states.into_iter().map(sample).collect()
    }

    /// A news story with nothing special.
    fn sample_article(&self, kind: Kind, desk: &'a Desk) -> ArticleView<'a> {
        let words = Sample::of(desk.lang.as_str());
        let mut byline = format!("<a href=\"{NOWHERE}\"><bdi>");
        html(words.name, &mut byline);
        byline.push_str("</bdi></a>");
        ArticleView {
            card: Shared::new(self.sample_card(kind, desk), &self.needs),
            title: words.headline.into(),
            href: NOWHERE.into(),
            url: self.absolute(&desk.address("/styleguide/")).into(),
            kicker: Some(words.section.into()),
            kicker_href: Some(NOWHERE.into()),
            standfirst: Some(words.standfirst.into()),
            kind: self.sample_kind(kind, desk),
            published: self.sample_moment("2026-11-20T09:40:00Z", desk),
            updated: self.sample_moment("2026-11-20T12:15:00Z", desk),
            byline: Html(byline),
            authors: Vec::new(),
            contributors: Html::default(),
            dateline: None,
            body: Html::default(),
            image: None,
            audio: None,
            section: Some(Shared::new(link(words.section, Some("sport")), &self.needs)),
            tags: Vec::new(),
            corrections: Vec::new(),
            references: Vec::new(),
            origin: None,
            disclosure: None,
            sponsor: None,
            claim: None,
            review: None,
            live: None,
            series: None,
            related: Vec::new(),
            previous: None,
            next: None,
            translations: Vec::new(),
            headings: Vec::new(),
            words: 600,
            minutes: None,
            age: None,
            free: true,
            mark: None,
            extra: Free(Value::from(Vec::<Value>::new())),
        }
    }

    fn sample_articles(&self, desk: &'a Desk) -> Vec<SampleArticleView<'a>> {
        let of = |kind| self.sample_article(kind, desk);
        let words = Sample::of(desk.lang.as_str());
        let moment = |text| self.sample_moment(text, desk);
        let source = |name: &'static str| SourceView { name: name.into(), href: Some("https://example.com/".into()) };
        let claim = ClaimView {
            text: "The tide has never reached the church.".into(),
            author: Some("A councillor".into()),
            date: moment("2026-11-10"),
            href: None,
            rating: Some("Mostly false".into()),
            value: Some(2),
        };
        let review = ReviewView { item: "The Salt Road".into(), item_type: None, rating: Some(3.5) };
        let states = vec![
            ("everything at the end", self.sample_with_end(desk)),
            ("200 characters", ArticleView { title: words.long.into(), ..of(Kind::News) }),
            ("opinion", of(Kind::Opinion)),
            ("live", ArticleView { live: Some(self.sample_live("live", desk)), ..of(Kind::Live) }),
            ("live, closed", ArticleView { live: Some(self.sample_live("closed", desk)), ..of(Kind::Live) }),
            ("fact check", ArticleView { claim: Some(claim), ..of(Kind::Factcheck) }),
            ("review", ArticleView { review: Some(review), ..of(Kind::Review) }),
            ("sponsored", ArticleView { sponsor: Some(source("Quay & Sons")), ..of(Kind::Sponsored) }),
            ("press release", of(Kind::PressRelease)),
            ("seven years old", ArticleView { age: Some(7), published: moment("2019-04-02"), ..of(Kind::News) }),
            ("for subscribers, a draft", ArticleView { free: false, mark: Some("draft".into()), ..of(Kind::News) }),
        ];
        states.into_iter().map(|(state, article)| SampleArticleView { state: state.into(), article }).collect()
    }

    /// An article with all that stands above and below a text.
    fn sample_with_end(&self, desk: &'a Desk) -> ArticleView<'a> {
        let words = Sample::of(desk.lang.as_str());
        let moment = |text| self.sample_moment(text, desk);
        let card = |kind| Shared::new(self.sample_card(kind, desk), &self.needs);
        let correction = |id: &'static str, word: &'static str, prominent| CorrectionView {
            id: id.into(),
            kind: word.into(),
            label: self.words(desk).get(word).into(),
            date: moment("2026-11-19"),
            text: Html("An earlier version said that the ferry carried 4,100 passengers.".to_owned()),
            prominent,
        };
        let source = |name: &'static str| SourceView { name: name.into(), href: Some("https://example.com/".into()) };
        let heading = |level, text: &'static str| HeadingView { level, id: "main".into(), text: text.into() };
        ArticleView {
            authors: vec![AuthorView {
                name: words.name.into(),
                href: Some(NOWHERE.into()),
                role: Some("Harbour reporter".into()),
                image: Some(self.sample_image()),
                email: Some("newsroom@example.com".into()),
                same_as: Vec::new(),
                languages: Vec::new(),
                topics: Vec::new(),
                former: false,
                is_organisation: false,
                biography: Html::default(),
            }],
            contributors: Html("Samir Haddoun".to_owned()),
            tags: ["Quay", "Boats", "Accounts"]
                .map(|title| Shared::new(link(title, None), &self.needs))
                .into_iter()
                .collect(),
            corrections: vec![
                correction("correction-1", "correction", true),
                correction("correction-2", "clarification", false),
            ],
            references: vec![
                source("Accounts of the harbour office"),
                SourceView { name: "Interview, 4 November".into(), href: None },
            ],
            origin: Some(source("The Lenn Post")),
            disclosure: Some("The author rents a berth.".into()),
            series: Some(SeriesView {
                title: "The crossing".into(),
                href: NOWHERE.into(),
                previous: Some(card(Kind::News)),
                next: Some(card(Kind::PressRelease)),
            }),
            translations: vec![LinkView { language: Some("ar".into()), ..link("العربية", None) }],
            headings: vec![heading(2, "One"), heading(2, "Two"), heading(2, "Three")],
            minutes: Some(3),
            related: vec![card(Kind::News), card(Kind::Opinion), card(Kind::Letter), card(Kind::News)],
            ..self.sample_article(Kind::News, desk)
        }
    }

    fn sample_live(&self, state: &'static str, desk: &'a Desk) -> LiveView<'a> {
        let moment = |text| self.sample_moment(text, desk);
        let key = |time, title: &'static str| KeyMomentView {
            title: title.into(),
            href: NOWHERE.into(),
            published: moment(time),
        };
        LiveView {
            state: state.into(),
            start: moment("2026-11-20T08:00:00Z"),
            end: if state == "closed" { moment("2026-11-20T20:00:00Z") } else { None },
            json: Cow::from(""),
            key_moments: vec![
                key("2026-11-20T09:40:00Z", "The quay is closed"),
                key("2026-11-20T08:05:00Z", "A red warning for the Sound"),
            ],
        }
    }

    fn sample_text(&self, desk: &Desk) -> String {
        // What a theme lacks of this is nothing that its maker has to be told of.
        let text = self.side_text(&SourcePath::new("styleguide.md"), &SideText::new(TEXT, 0), desk, &mut Found::new());
        text.replace(PICTURE_MARK, &self.href(&Self::sample_picture()))
    }
}

fn link<'a>(title: &'static str, colour: Option<&'static str>) -> LinkView<'a> {
    LinkView { title: Text::from(title), href: NOWHERE.into(), language: None, colour: colour.map(Cow::from) }
}
