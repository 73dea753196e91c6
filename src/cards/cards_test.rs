use std::path::Path;
use std::time::Instant;

use zeno::Command;

use super::fonts::{self, Hand};
use super::lay_out::{CardLayout, MARGIN, lay_out};
use super::outline::trace;
use super::paint::{Ink, Sheet};
use super::text::{Block, Set, Wish};
use super::*;

const LIGHT: Colours =
    Colours { ground: Rgb([0xFB, 0xF9, 0xF4]), ink: Rgb([0x1A, 0x1A, 0x1A]), accent: Rgb([0xA6, 0x19, 0x2E]) };
const DARK: Colours =
    Colours { ground: Rgb([0x10, 0x1A, 0x26]), ink: Rgb([0xF4, 0xF1, 0xEA]), accent: Rgb([0x3D, 0x7B, 0xC4]) };

/// Language, kicker, headline, byline, masthead.
const SAMPLES: [[&str; 5]; 24] = [
    [
        "en",
        "Shipping",
        "Ferry returns to the strait after eleven winters, and the islanders come down to the quay",
        "By Edda Marrin and Jonas Vale",
        "The Dateline Courier",
    ],
    ["lt", "Žemė", "Ąžuolų giraitėje rasta šimtametė užmirštų laiškų skrynia", "Eglė Žąsytė", "Šiaurės žinios"],
    [
        "uk",
        "Економіка",
        "Ґанок історії: як з'їзд пасічників змінив ціну на мед у цілій області",
        "Їжакевич Остап",
        "Вісник міста",
    ],
    [
        "de",
        "Verkehr",
        "Donaudampfschifffahrtsgesellschaft stellt Winterfahrplan für Straßenbahnen und Fähren um",
        "Von Jörg Müßig",
        "Hafenblatt",
    ],
    [
        "fr",
        "Société",
        "À l’œuvre dès l’aube : « Où sont passés les bœufs de l’île ? »",
        "Par Zoë Lefèvre",
        "Le Courrier de l’Ouest",
    ],
    [
        "es",
        "Elecciones",
        "¿Quién decide el precio del agua? El pueblo de la montaña votará en otoño",
        "Por Íñigo Peña",
        "El Noticiero",
    ],
    [
        "pl",
        "Śledztwo",
        "Źródło wciąż bije: gdańscy żeglarze łódź po łodzi ratują zatokę",
        "Łucja Ździebło",
        "Gazeta Nadmorska",
    ],
    [
        "ar",
        "اقتصاد",
        "عودة العبّارة إلى المضيق بعد أحد عشر شتاءً وسكان الجزر ينزلون إلى الرصيف",
        "بقلم ليلى حدّاد",
        "صحيفة المرفأ",
    ],
    [
        "ja",
        "経済",
        "「十一年ぶりの連絡船」が海峡に戻り、島民たちは夜明けの桟橋へ――直行便は来春から",
        "記者 山田花子",
        "港新聞",
    ],
    [
        "zh-Hans",
        "社会",
        "渡轮时隔十一年重返海峡，岛民清晨聚集码头：“直到今天才相信这是真的”",
        "本报记者 李明",
        "港口日报",
    ],
    ["el", "Οικονομία", "Το πλοίο επιστρέφει στο στενό μετά από έντεκα χειμώνες", "Της Ελένης Παππά", "Ο Ταχυδρόμος"],
    ["he", "כלכלה", "המעבורת חוזרת למצר אחרי אחד־עשר חורפים (ותושבי האיים יורדים לרציף)", "מאת נועה לוי", "הנמל"],
    ["ru", "Общество", "Съёмка века: объектив, подъезд и ещё пять сюжетов", "Пётр Щукин", "Городские ведомости"],
    ["hi", "समाज", "ग्यारह सर्दियों के बाद नौका जलडमरूमध्य में लौटी", "अंजलि शर्मा", "समाचार पत्र"],
    ["ko", "경제", "열한 번의 겨울 끝에 해협으로 돌아온 여객선", "김하늘 기자", "항구신문"],
    ["th", "สังคม", "เรือข้ามฟากกลับมาสู่ช่องแคบหลังผ่านไปสิบเอ็ดฤดูหนาว", "โดย สมชาย", "ข่าวท่าเรือ"],
    ["bn", "সমাজ", "এগারো শীতের পর প্রণালীতে ফিরল ফেরি", "রিনা সেন", "বন্দর বার্তা"],
    ["ta", "சமூகம்", "பதினொரு குளிர்காலங்களுக்குப் பிறகு படகு திரும்பியது", "கவிதா", "துறைமுகம்"],
    ["ka", "საზოგადოება", "ბორანი თერთმეტი ზამთრის შემდეგ სრუტეში ბრუნდება", "ნინო", "ნავსადგური"],
    ["hy", "Հասարակություն", "Լաստանավը վերադառնում է նեղուց տասնմեկ ձմեռ անց", "Անի", "Նավահանգիստ"],
    ["am", "ማኅበረሰብ", "ጀልባው ከአሥራ አንድ ክረምት በኋላ ተመለሰ", "አበበ", "ወደብ"],
    ["vi", "Xã hội", "Phà trở lại eo biển sau mười một mùa đông", "Nguyễn Thị Ánh", "Báo Cảng"],
    ["zh-Hant", "社會", "渡輪時隔十一年重返海峽，島民清晨聚集碼頭", "記者 陳大文", "港口日報"],
    [
        "fa",
        "جامعه",
        "بازگشت کشتی به تنگه پس از یازده زمستان؛ مردم می‌گویند «باورمان نمی‌شد»",
        "نوشتهٔ مریم",
        "روزنامهٔ بندر",
    ],
];

fn card<'a>(sample: &[&'a str; 5], colours: Colours) -> Card<'a> {
    let [language, kicker, headline, byline, masthead] = *sample;
    let right_to_left = ["ar", "he", "fa"].contains(&language);
    Card { headline, kicker, byline, masthead, language, right_to_left, colours }
}

fn measured(sample: &[&str; 5]) -> (Easel, CardLayout) {
    let mut easel = Easel::new();
    let layout = lay_out(&mut easel.setter, &card(sample, LIGHT)).expect("each letter has a glyph");
    (easel, layout)
}

fn set(easel: &mut Easel, text: &str, language: &str, right_to_left: bool) -> Set {
    let wish =
        Wish { hand: Hand::Serif, language, right_to_left, sizes: &[60], width: 1048.0, height: 600.0, lines: 6 };
    easel.setter.set(text, wish)
}

fn glyphs(easel: &mut Easel, text: &str, language: &str) -> Vec<u32> {
    let block = set(easel, text, language, language == "ar").block.expect("something to draw");
    block.lines.iter().flat_map(|line| line.glyphs.iter().map(|glyph| glyph.glyph)).collect()
}

/// From the highest to the lowest ink of a block.
fn span(easel: &Easel, (block, at, _): &(Block, f32, Ink)) -> (f32, f32) {
    let lines = block.lines.iter().enumerate();
    let ys = lines.flat_map(|(n, line)| trace(line, easel.setter.opened(), 0.0, at + block.leading * n as f32));
    let ys = ys.filter_map(|command| match command {
        Command::MoveTo(p) | Command::LineTo(p) | Command::QuadTo(_, p) | Command::CurveTo(_, _, p) => Some(p.y),
        Command::Close => None,
    });
    ys.fold((f32::MAX, f32::MIN), |(top, bottom), y| (top.min(y), bottom.max(y)))
}

fn broken(headline: &str, language: &str) -> (u16, Vec<String>) {
    let (_, layout) = measured(&[language, "", headline, "", "Courier"]);
    (layout.headline().size, layout.headline().lines.iter().map(|line| line.text.clone()).collect())
}

#[test]
fn each_bundled_font_can_be_read() {
    for face in fonts::all() {
        assert!(skrifa::FontRef::new(face.bytes().data()).is_ok(), "{}", face.family);
    }
}

#[test]
fn no_sample_lacks_a_glyph() {
    for sample in &SAMPLES {
        let (_, layout) = measured(sample);
        for line in layout.blocks.iter().flat_map(|(block, ..)| &block.lines) {
            assert!(!line.glyphs.is_empty() && line.glyphs.iter().all(|glyph| glyph.glyph != 0), "{}", line.text);
        }
    }
}

#[test]
fn arabic_letters_join_and_run_from_right_to_left() {
    let mut easel = Easel::new();
    let apart: Vec<u32> = "سلم".chars().flat_map(|c| glyphs(&mut easel, &c.to_string(), "ar")).collect();
    let joined = glyphs(&mut easel, "سلم", "ar");
    assert!(joined.iter().all(|glyph| !apart[..2].contains(glyph)), "{joined:?} {apart:?}");
    let block = set(&mut easel, "سلم باب", "ar", true).block.unwrap();
    let line = &block.lines[0];
    let first_word = glyphs(&mut easel, "سلم", "ar");
    let right = line.glyphs.iter().max_by(|a, b| a.x.total_cmp(&b.x)).unwrap();
    assert!(first_word.contains(&right.glyph), "the first word stands at the right");
    assert!(right.x > 900.0, "and at the right margin");
}

#[test]
fn han_has_the_forms_of_its_language() {
    let mut easel = Easel::new();
    for c in ["直", "骨", "角"] {
        assert_ne!(glyphs(&mut easel, c, "ja"), glyphs(&mut easel, c, "zh-Hans"), "{c}");
        assert_eq!(glyphs(&mut easel, c, "zh"), glyphs(&mut easel, c, "zh-Hans"), "{c}");
    }
}

#[test]
fn all_ink_stays_inside_the_margins() {
    let long = "Parlament ".repeat(20);
    let word = "Überwachungs".repeat(16);
    let han = "渡轮时隔十一年重返海峡，".repeat(16);
    let arabic = "عودة العبّارة إلى المضيق ".repeat(8);
    let mut samples = SAMPLES.to_vec();
    samples.push(["en", "Live", &long, "By Edda Marrin", "Courier"]);
    samples.push(["de", "Live", &word, "By Edda Marrin", "Courier"]);
    samples.push(["zh-Hans", "社会", &han, "李明", "港口日报"]);
    samples.push(["ar", "اقتصاد", &arabic, "ليلى", "المرفأ"]);
    samples.push(["en", &long, "Short", &long, &long]);
    for sample in samples {
        let (easel, layout) = measured(&sample);
        let mut sheet = Sheet::new();
        layout.draw(easel.setter.opened(), &mut sheet);
        let (left, top, right, bottom) = sheet.inked();
        // An italic's or a Naskh's tail may hang over by a hair.
        assert!(left >= MARGIN - 12 && right <= WIDTH - MARGIN + 12, "{}: {left} to {right}", sample[0]);
        assert!(top >= 30 && bottom <= HEIGHT - 30, "{}: {top} to {bottom}", sample[0]);
        let mut spans: Vec<(f32, f32)> = layout.blocks.iter().map(|block| span(&easel, block)).collect();
        spans.sort_by(|a, b| a.0.total_cmp(&b.0));
        assert!(spans.windows(2).all(|pair| pair[0].1 + 4.0 < pair[1].0), "{}: blocks touch: {spans:?}", sample[0]);
    }
}

#[test]
fn what_is_too_long_at_the_smallest_size_ends_in_an_ellipsis() {
    let (size, lines) = broken(&"A headline that nobody would ever print, ".repeat(30), "en");
    let last = lines.last().unwrap();
    assert_eq!(size, 42);
    assert!(last.ends_with('…') && !last.ends_with(",…"), "{last}");
}

#[test]
fn the_same_card_is_the_same_bytes() {
    let one = Easel::new().draw(&card(&SAMPLES[7], LIGHT)).unwrap();
    let mut used = Easel::new();
    for sample in &SAMPLES[..4] {
        used.draw(&card(sample, DARK)).unwrap();
    }
    let other = used.draw(&card(&SAMPLES[7], LIGHT)).unwrap();
    assert!(one == other, "what an easel drew before is not seen");
    assert!(one.len() < 300_000);
    assert_eq!(&one[..8], b"\x89PNG\r\n\x1a\n");
}

#[test]
fn lines_are_balanced_and_break_by_the_rules_of_the_language() {
    let all: Vec<String> = SAMPLES[..10]
        .iter()
        .map(|sample| {
            let (size, lines) = broken(sample[2], sample[0]);
            format!("{} {size}: {}", sample[0], lines.join(" | "))
        })
        .collect();
    insta::assert_snapshot!(all.join("\n"), @r"
    en 90: Ferry returns to the strait | after eleven winters, and | the islanders come down | to the quay
    lt 112: Ąžuolų giraitėje rasta | šimtametė užmirštų | laiškų skrynia
    uk 100: Ґанок історії: як з'їзд | пасічників змінив ціну | на мед у цілій області
    de 62: Donaudampfschifffahrtsgesellschaft | stellt Winterfahrplan für | Straßenbahnen und Fähren um
    fr 112: À l’œuvre dès l’aube : | « Où sont passés les | bœufs de l’île ? »
    es 90: ¿Quién decide el precio | del agua? El pueblo de la | montaña votará en otoño
    pl 112: Źródło wciąż bije: | gdańscy żeglarze łódź | po łodzi ratują zatokę
    ar 100: عودة العبّارة إلى المضيق | بعد أحد عشر شتاءً وسكان | الجزر ينزلون إلى الرصيف
    ja 74: 「十一年ぶりの連絡船」が海峡 | に戻り、島民たちは夜明けの桟 | 橋へ――直行便は来春から
    zh-Hans 90: 渡轮时隔十一年重返海峡， | 岛民清晨聚集码头：“直到 | 今天才相信这是真的”
    ");
}

#[test]
fn a_line_never_begins_with_what_must_not_begin_it() {
    for (language, text) in [
        ("ja", "島民たちは「夜明けの桟橋」へ、ゆっくりと、ちょっとずつ、キャーッと！"),
        ("zh-Hans", "岛民清晨聚集码头：“直到今天才相信，这是真的。”他们说！"),
    ] {
        for taken in 0..12 {
            let headline = format!("{}{text}", "一".repeat(taken));
            for line in broken(&headline, language).1 {
                assert!(!line.starts_with(['、', '。', '，', '：', '！', '」', '”', 'ゃ', 'っ', 'ッ', 'ー']), "{line}");
                assert!(!line.ends_with(['「', '“']), "{line}");
            }
        }
    }
}

#[test]
fn pictographs_go_and_letters_without_a_glyph_are_told() {
    let mut easel = Easel::new();
    let mut headline = |headline| {
        let sample = card(&["en", "", headline, "", "Courier"], LIGHT);
        lay_out(&mut easel.setter, &sample).map(|layout| layout.headline().lines[0].text.clone())
    };
    assert_eq!(headline("🎉 Fair 👨‍👩‍👧 ❤️ 1️⃣ day").as_deref(), Ok("Fair 1 day"));
    assert_eq!(headline("Spaces \n and\ttabs").as_deref(), Ok("Spaces and tabs"));
    assert_eq!(headline("ខ្មែរ").unwrap_err().0.first(), Some(&'ខ'));
    assert_eq!(headline("🎉").unwrap_err(), Missing(Vec::new()));
    assert_eq!(headline("").unwrap_err(), Missing(Vec::new()));
}

#[test]
fn each_ink_can_be_read_on_its_ground() {
    let greys = [0, 40, 90, 118, 128, 160, 220, 255].map(|v| Rgb([v; 3]));
    let accents = [Rgb([255, 210, 0]), Rgb([0, 0, 120]), Rgb([130, 130, 130])];
    for (ground, ink) in greys.iter().flat_map(|g| greys.iter().map(move |i| (*g, *i))) {
        for accent in accents {
            for colour in (Colours { ground, ink, accent }).inks() {
                assert!(colour.contrast(ground) >= 4.5, "{ground:?} {ink:?} {accent:?}: {colour:?}");
            }
        }
    }
    assert_eq!(LIGHT.inks()[1], LIGHT.accent, "a colour that can be read stays");
    assert_eq!(Rgb::read("#a1c"), Some(Rgb([0xAA, 0x11, 0xCC])));
    assert_eq!(Rgb::read("#00ff7f"), Some(Rgb([0, 255, 127])));
    assert_eq!(Rgb::read("#0ł0"), None);
}

/// Draws samples into a folder, for people to look at: `CARDS=folder cargo test --lib cards::`.
#[test]
fn samples_can_be_looked_at() {
    let Ok(folder) = std::env::var("CARDS") else { return };
    let mut easel = Easel::new();
    let put =
        |name: &str, bytes: Vec<u8>| std::fs::write(Path::new(&folder).join(format!("{name}.png")), bytes).unwrap();
    for sample in &SAMPLES {
        easel.draw(&card(sample, LIGHT)).unwrap();
        let start = Instant::now();
        let bytes = easel.draw(&card(sample, LIGHT)).unwrap_or_else(|missing| panic!("{missing:?}"));
        println!("{:8} {:6.1} ms {:6} bytes", sample[0], start.elapsed().as_secs_f64() * 1000.0, bytes.len());
        put(sample[0], bytes);
    }
    let long = "Council votes after nine hours of debate to reopen the old harbour tunnel to cyclists, buses and the night ferry, while residents of three streets ask who will pay for the pumps and the lights in winter";
    let en = SAMPLES[0];
    let more = [
        ("one", ["en", "", "Drought", "", en[4]]),
        ("two", ["en", "Analysis", "Who pays for the water?", en[3], en[4]]),
        ("long", ["en", "Live", long, en[3], en[4]]),
        ("emoji", ["en", "Culture 🎭", "The 👨‍👩‍👧‍👦 festival ❤️ returns 🎉 at 5 °C — and 1️⃣ costs €40", en[3], en[4]]),
        (
            "german",
            [
                "de",
                "Recht",
                "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz aufgehoben",
                "",
                "Hafenblatt",
            ],
        ),
        (
            "huge",
            [
                "de",
                "Recht",
                "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsversammlung",
                "",
                "Hafenblatt",
            ],
        ),
    ];
    for (name, sample) in more {
        put(name, easel.draw(&card(&sample, if name == "two" || name == "long" { DARK } else { LIGHT })).unwrap());
    }
    put("ar-dark", easel.draw(&card(&SAMPLES[7], DARK)).unwrap());
}
