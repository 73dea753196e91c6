use std::path::Path;
use std::time::Instant;

use super::*;

const LIGHT: Colours = Colours { ground: Rgb([0xFB, 0xF9, 0xF4]), ink: Rgb([0x1A, 0x1A, 0x1A]), accent: Rgb([0xA6, 0x19, 0x2E]) };
const DARK: Colours = Colours { ground: Rgb([0x10, 0x1A, 0x26]), ink: Rgb([0xF4, 0xF1, 0xEA]), accent: Rgb([0x3D, 0x7B, 0xC4]) };

/// Language, kicker, headline, byline, masthead.
const SAMPLES: [[&str; 5]; 24] = [
    ["en", "Shipping", "Ferry returns to the strait after eleven winters, and the islanders come down to the quay", "By Edda Marrin and Jonas Vale", "The Dateline Courier"],
    ["lt", "Žemė", "Ąžuolų giraitėje rasta šimtametė užmirštų laiškų skrynia", "Eglė Žąsytė", "Šiaurės žinios"],
    ["uk", "Економіка", "Ґанок історії: як з'їзд пасічників змінив ціну на мед у цілій області", "Їжакевич Остап", "Вісник міста"],
    ["de", "Verkehr", "Donaudampfschifffahrtsgesellschaft stellt Winterfahrplan für Straßenbahnen und Fähren um", "Von Jörg Müßig", "Hafenblatt"],
    ["fr", "Société", "À l’œuvre dès l’aube : « Où sont passés les bœufs de l’île ? »", "Par Zoë Lefèvre", "Le Courrier de l’Ouest"],
    ["es", "Elecciones", "¿Quién decide el precio del agua? El pueblo de la montaña votará en otoño", "Por Íñigo Peña", "El Noticiero"],
    ["pl", "Śledztwo", "Źródło wciąż bije: gdańscy żeglarze łódź po łodzi ratują zatokę", "Łucja Ździebło", "Gazeta Nadmorska"],
    ["ar", "اقتصاد", "عودة العبّارة إلى المضيق بعد أحد عشر شتاءً وسكان الجزر ينزلون إلى الرصيف", "بقلم ليلى حدّاد", "صحيفة المرفأ"],
    ["ja", "経済", "「十一年ぶりの連絡船」が海峡に戻り、島民たちは夜明けの桟橋へ――直行便は来春から", "記者 山田花子", "港新聞"],
    ["zh-Hans", "社会", "渡轮时隔十一年重返海峡,岛民清晨聚集码头:“直到今天才相信这是真的”", "本报记者 李明", "港口日报"],
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
    ["zh-Hant", "社會", "渡輪時隔十一年重返海峽,島民清晨聚集碼頭", "記者 陳大文", "港口日報"],
    ["fa", "جامعه", "بازگشت کشتی به تنگه پس از یازده زمستان؛ مردم می‌گویند «باورمان نمی‌شد»", "نوشتهٔ مریم", "روزنامهٔ بندر"],
];

fn card<'a>(sample: &[&'a str; 5], colours: Colours) -> Card<'a> {
    let [language, kicker, headline, byline, masthead] = *sample;
    let right_to_left = ["ar", "he", "fa"].contains(&language);
    Card { headline, kicker, byline, masthead, language, right_to_left, colours }
}

/// Draws samples into a folder, for people to look at: `CARDS=folder cargo test --lib cards::`.
#[test]
fn samples_can_be_looked_at() {
    let Ok(folder) = std::env::var("CARDS") else { return };
    let mut easel = Easel::new();
    let put = |name: &str, bytes: Vec<u8>| std::fs::write(Path::new(&folder).join(format!("{name}.png")), bytes).unwrap();
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
        ("german", ["de", "Recht", "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz aufgehoben", "", "Hafenblatt"]),
        ("huge", ["de", "Recht", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsversammlung", "", "Hafenblatt"]),
    ];
    for (name, sample) in more {
        put(name, easel.draw(&card(&sample, if name == "two" || name == "long" { DARK } else { LIGHT })).unwrap());
    }
    put("ar-dark", easel.draw(&card(&SAMPLES[7], DARK)).unwrap());
}
