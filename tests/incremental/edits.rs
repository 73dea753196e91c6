//! What a newsroom does to its site between two builds, one edit at a time.

use std::time::SystemTime;

use serde_json::Value;

use super::{copy, dice::Dice, look, newsroom, paper, site::Site};

/// A site under edit, and what is to be done once its files are on the disk.
pub struct Room {
    /// The site as it is to be.
    pub site: Site,
    /// Where choices come from.
    pub dice: Dice,
    /// Numbers of new articles.
    pub next: usize,
    /// Files whose time of change is put back after they are written.
    pub put_back: Vec<String>,
    /// Files whose time of change is set after they are written.
    pub times: Vec<(String, SystemTime)>,
}

/// What is edited in a run: weights of copy, profiles and sections, look, settings, files, clock.
pub type Focus = [usize; 6];

/// One edit; tells what it did.
pub fn edit(room: &mut Room, focus: &Focus) -> String {
    // Copy that leaks is mostly found out soon; while it is there little else is built.
    if room.site.files.contains_key(PLANTED) && room.dice.percent(70) {
        room.site.files.remove(PLANTED);
        return format!("removes {PLANTED}");
    }
    match room.dice.weighed(focus) {
        0 => article(room),
        1 => side(room),
        2 => theme(room),
        3 => setting(room),
        4 => file(room),
        _ => clock(room),
    }
}

fn article(room: &mut Room) -> String {
    let articles = room.site.articles();
    let dice = &mut room.dice;
    let Some(path) = dice.some(&articles).cloned() else { return add(room) };
    match dice.weighed(&[22, 30, 12, 7, 6, 8, 3, 2, 3, 3, 3]) {
        0 => {
            let told = reword(room, &path);
            if room.dice.percent(8) { format!("{told}, and {}", touch(room, &path)) } else { told }
        }
        1 => set_field(room, &path),
        2 => add(room),
        3 => {
            room.site.texts.remove(&path);
            if room.dice.percent(50)
                && let Some(folder) = path.strip_suffix("index.md")
            {
                room.site.files.retain(|file, _| !file.starts_with(folder));
            }
            format!("deletes {path}")
        }
        4 => rename(room, &path),
        5 => reword_in_place(room, &path),
        6 => swap(room, &path, &articles),
        7 => touch(room, &path),
        8 => {
            let new = newsroom::article(&mut room.dice, &room.site, &path);
            room.site.texts.insert(path.clone(), new);
            format!("writes {path} anew")
        }
        9 => {
            let language = room.dice.one(&copy::LANGUAGES);
            let other = format!("{}.{language}.md", path.trim_end_matches(".md"));
            let new = newsroom::article(&mut room.dice, &room.site, &other);
            room.site.texts.insert(other.clone(), new);
            format!("translates {path} to {other}")
        }
        _ => link_to(room, &path, &articles),
    }
}

fn reword(room: &mut Room, path: &str) -> String {
    let new = copy::paragraph(&mut room.dice, &room.site, path);
    let Some(text) = room.site.texts.get_mut(path) else { return String::new() };
    let at = room.dice.below(text.body.len() + 1);
    if at < text.body.len() && room.dice.percent(60) {
        text.body[at] = new;
    } else if at < text.body.len() && room.dice.percent(40) {
        text.body.remove(at);
    } else {
        text.body.push(new);
    }
    format!("rewords {path}")
}

fn set_field(room: &mut Room, path: &str) -> String {
    let key = room.dice.one(&copy::FIELDS);
    let value = copy::field(&mut room.dice, &room.site, path, key);
    let told = format!("sets {key} of {path}: {}", value.as_ref().map_or("nothing".into(), Value::to_string));
    let Some(text) = room.site.texts.get_mut(path) else { return String::new() };
    match value {
        Some(value) => text.fields.insert(key.to_owned(), value),
        None => text.fields.shift_remove(key),
    };
    told
}

fn add(room: &mut Room) -> String {
    room.next += 1;
    let path = newsroom::path(&mut room.dice, room.next);
    newsroom::write(&mut room.dice, &mut room.site, &path);
    format!("adds {path}")
}

fn rename(room: &mut Room, path: &str) -> String {
    room.next += 1;
    let to = newsroom::path(&mut room.dice, room.next);
    let Some(text) = room.site.texts.remove(path) else { return String::new() };
    room.site.texts.insert(to.clone(), text);
    if let (Some(from), Some(to)) = (path.strip_suffix("index.md"), to.strip_suffix("index.md")) {
        let beside = room.site.files_that(|file| file.starts_with(from));
        for file in beside {
            let bytes = room.site.files.remove(&file).unwrap_or_default();
            room.site.files.insert(file.replacen(from, to, 1), bytes);
        }
    }
    format!("renames {path} to {to}")
}

/// Other words of the same length, with the time of change put back: the stat that lies.
fn reword_in_place(room: &mut Room, path: &str) -> String {
    let Some(text) = room.site.texts.get_mut(path) else { return String::new() };
    let letter = room.dice.one(&["a", "e", "k", "z"]);
    let mut changed = false;
    for paragraph in text.body.iter_mut().filter(|paragraph| !paragraph.contains(['[', '{', '`'])) {
        let found = paragraph.char_indices().find(|(_, c)| c.is_ascii_lowercase() && *c != letter.as_bytes()[0].into());
        if let Some((at, _)) = found {
            paragraph.replace_range(at..=at, letter);
            changed = true;
            break;
        }
    }
    room.put_back.push(path.to_owned());
    format!("changes a letter of {path} ({changed}) and puts its time back")
}

/// Two articles that change places, each with its time and number on the disk.
fn swap(room: &mut Room, path: &str, articles: &[String]) -> String {
    let Some(other) = room.dice.some(articles).cloned() else { return String::new() };
    let (a, b) = (room.site.texts.get(path).cloned(), room.site.texts.get(&other).cloned());
    if let (Some(a), Some(b)) = (a, b) {
        room.site.texts.insert(path.to_owned(), b);
        room.site.texts.insert(other.clone(), a);
        room.put_back.extend([path.to_owned(), other.clone()]);
    }
    format!("swaps {path} and {other}, times put back")
}

fn touch(room: &mut Room, path: &str) -> String {
    let now = SystemTime::now();
    let hour = std::time::Duration::from_secs(3600);
    let (time, told) = match room.dice.below(3) {
        0 => (now, "now"),
        1 => (now + hour, "in an hour"),
        _ => (now - hour * 9000, "a year ago"),
    };
    room.times.push((path.to_owned(), time));
    format!("touches {path}: {told}")
}

fn link_to(room: &mut Room, path: &str, articles: &[String]) -> String {
    let Some(other) = room.dice.some(articles).cloned() else { return String::new() };
    let link = format!("See [this]({}).", copy::relative(path, &other));
    if let Some(text) = room.site.texts.get_mut(path) {
        text.body.push(link);
    }
    format!("links {path} to {other}")
}

/// Profiles, `_index.md`, standing pages.
fn side(room: &mut Room) -> String {
    let dice = &mut room.dice;
    let (path, sort) = match dice.below(3) {
        0 => (format!("content/authors/{}{}.md", dice.one(&copy::PROFILES), dice.one(&["", "", ".lt"])), 0),
        1 => (format!("content/{}/_index{}.md", dice.one(&copy::SECTIONS), dice.one(&["", "", ".lt"])), 1),
        _ => (format!("content/{}.md", dice.one(&["about", "ethics", "pages/imprint", "about.lt"])), 2),
    };
    match (room.site.texts.contains_key(&path), dice.below(4)) {
        (true, 0) => {
            room.site.texts.remove(&path);
            format!("deletes {path}")
        }
        (true, 1) => reword(room, &path),
        (true, 2) => reword_in_place(room, &path),
        _ => {
            let mut new = match sort {
                0 => newsroom::profile(dice, &room.site, &path),
                _ => newsroom::index(dice, &room.site, &path),
            };
            if sort == 2 {
                new.fields.retain(|key, _| key == "title" || key == "description");
            }
            room.site.texts.insert(path.clone(), new);
            format!("writes {path} anew")
        }
    }
}

fn theme(room: &mut Room) -> String {
    let path = if room.dice.percent(15) { "themes/ansel/theme.yaml" } else { room.dice.one(&look::LOOK) };
    come_or_go(room, path)
}

fn setting(room: &mut Room) -> String {
    let key = room.dice.one(&paper::KEYS);
    // A wrong key is an error that the next step has to take back.
    if key == "favourites" && room.dice.percent(80) {
        return setting(room);
    }
    paper::set(&mut room.dice, &mut room.site.settings, key);
    format!("sets {key}: {}", room.site.settings.get(key).map_or("nothing".into(), Value::to_string))
}

/// Data, pictures, static files, what lies in bundles.
/// Copy where none belongs.
const PLANTED: &str = "static/planted.html";

/// Puts the text of an article, published or not, where the leak check must find it or excuse it.
fn plant(room: &mut Room) -> String {
    let articles = room.site.articles();
    let Some(path) = room.dice.some(&articles).cloned() else { return add(room) };
    let text = room.site.texts.get(&path).map(|text| text.body.join("\n\n")).unwrap_or_default();
    room.site.files.insert(PLANTED.to_owned(), text.into_bytes());
    format!("plants the text of {path}")
}

fn file(room: &mut Room) -> String {
    if room.dice.percent(25) {
        return entry(room);
    }
    if room.dice.percent(20) {
        return plant(room);
    }
    if room.dice.percent(20) {
        return front(room);
    }
    let beside = room.site.files_that(|path| path.starts_with("content/"));
    match room.dice.some(&beside).cloned() {
        Some(path) if room.dice.percent(40) => come_or_go(room, &path),
        _ => {
            let path = room.dice.one(&look::OTHERS);
            come_or_go(room, path)
        }
    }
}

/// What editors put on a front page: stories that are there, that went, that come and go by the clock.
fn front(room: &mut Room) -> String {
    let folders: Vec<String> =
        room.site.articles().iter().filter_map(|path| path.split('/').nth(1)).map(str::to_owned).collect();
    let is_sections = room.dice.percent(60);
    let folder = room.dice.some(&folders).filter(|_| is_sections).cloned();
    let path = match folder.filter(|folder| !folder.ends_with(".md")) {
        Some(folder) => format!("content/{folder}/_front.yaml"),
        None => room.dice.one(&["content/_front.yaml", "content/_front.lt.yaml"]).to_owned(),
    };
    if room.site.files.contains_key(&path) && room.dice.percent(20) {
        room.site.files.remove(&path);
        return format!("removes {path}");
    }
    let articles = room.site.articles();
    let pick = |room: &mut Room| {
        let story = room.dice.some(&articles).cloned().unwrap_or_else(|| "content/none.md".to_owned());
        let at = super::site::moment(room.site.at + room.dice.between(-48, 48) * 3_600);
        let window = if room.dice.percent(50) { "until" } else { "from" };
        format!("{{ story: \"{}\", {window}: {at} }}", story.replacen("content/", "@/", 1))
    };
    let picks: Vec<String> = (0..5).map(|_| pick(room)).collect();
    let text = format!(
        "banner: {{ text: Breaking {}, until: {} }}\nlead: [{}, {}]\nsublinks: {}\nsecond: [{}, {{ list: none }}]\npackages: [{{ title: Round it, stories: {} }}]\n",
        room.dice.below(9),
        super::site::moment(room.site.at + room.dice.between(-24, 24) * 3_600),
        picks[0],
        picks[1],
        picks[2],
        picks[3],
        picks[4],
    );
    room.site.files.insert(path.clone(), text.into_bytes());
    format!("lays out {path}")
}

/// An entry of running coverage, in a file beside its story.
fn entry(room: &mut Room) -> String {
    let bundles: Vec<String> = room.site.articles().into_iter().filter(|path| path.ends_with("/index.md")).collect();
    let there = room.site.files_that(|path| path.contains("/entries/"));
    if let Some(path) = room.dice.some(&there).cloned().filter(|_| room.dice.percent(20)) {
        room.site.files.remove(&path);
        return format!("removes {path}");
    }
    let Some(story) = room.dice.some(&bundles).cloned() else { return add(room) };
    if let Some(text) = room.site.texts.get_mut(&story).filter(|_| room.dice.percent(80)) {
        text.fields.insert("kind".into(), "live".into());
    }
    let time = super::site::moment(room.site.at + room.dice.between(-30, 30) * 3_600);
    let name = room.dice.one(&["2026-11-19-0850-closed", "2026-11-19-0910-mill", "open", "open.lt"]);
    let path = format!("{}entries/{name}.md", story.trim_end_matches("index.md"));
    let dice = &mut room.dice;
    let head = match dice.below(4) {
        0 => String::new(),
        1 => format!("time: {time}\n"),
        2 => format!("time: {time}\nkey: true\ntitle: {}\nauthor: jane-roe\n", copy::plain(dice)),
        _ => format!("time: {time}\npinned: true\ndraft: {}\n", dice.percent(30)),
    };
    let text = format!("---\n{head}---\n{}\n", copy::paragraph(dice, &room.site, &story));
    room.site.files.insert(path.clone(), text.into_bytes());
    format!("writes {path}, an entry")
}

fn come_or_go(room: &mut Room, path: &str) -> String {
    let is_needed = path == "themes/ansel/theme.yaml" || path.starts_with("data/");
    if room.site.files.contains_key(path) && room.dice.percent(if is_needed { 3 } else { 30 }) {
        room.site.files.remove(path);
        return format!("removes {path}");
    }
    let before = room.site.files.get(path).map(Vec::len);
    let bytes = look::file(&mut room.dice, path);
    let is_racy = before == Some(bytes.len());
    if is_racy {
        room.put_back.push(path.to_owned());
    }
    room.site.files.insert(path.to_owned(), bytes);
    format!("writes {path}{}", if is_racy { ", as long as before, and puts its time back" } else { "" })
}

fn clock(room: &mut Room) -> String {
    const HOUR: i64 = 3600;
    let dice = &mut room.dice;
    let by = match dice.weighed(&[30, 30, 25, 5, 10]) {
        0 => dice.between(1, HOUR),
        1 => dice.between(HOUR, 24 * HOUR),
        2 => dice.between(24 * HOUR, 20 * 24 * HOUR),
        3 => dice.between(300 * 24 * HOUR, 800 * 24 * HOUR),
        _ => -dice.between(1, 40 * 24 * HOUR),
    };
    // Years add up; the copy is about one of them.
    let back = room.site.at > super::BEGINNING + 900 * 24 * HOUR;
    room.site.at = if back { super::BEGINNING } else { room.site.at + by };
    format!("sets the clock to {}", room.site.at_text())
}
