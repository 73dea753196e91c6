//! The outlines of glyphs, as paths.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use zeno::{Command, Point};

use super::text::{Line, Opened};

/// The outlines of a line as one path, its block's left edge at `x`, its baseline at `y`.
pub fn trace(line: &Line, opened: &Opened, x: f32, y: f32) -> Vec<Command> {
    let mut path = Vec::new();
    for placed in &line.glyphs {
        let face = opened.get(&placed.face);
        let Some(font) = face.and_then(|face| FontRef::new(face.bytes().data()).ok()) else { continue };
        let Some(outline) = font.outline_glyphs().get(GlyphId::new(placed.glyph)) else { continue };
        let settings = DrawSettings::unhinted(Size::new(placed.size), LocationRef::default());
        let mut pen = Pen { path: &mut path, x: x + placed.x, y: y + placed.y };
        // A glyph whose outline is broken stays blank; the bundled fonts have none.
        let _ = outline.draw(settings, &mut pen);
    }
    path
}

/// How far a line's ink rises above its baseline, in whole pixels.
pub fn rise_of(line: &Line, opened: &Opened) -> f32 {
    let path = trace(line, opened, 0.0, 0.0);
    let points = path.iter().filter_map(|command| match command {
        Command::MoveTo(p) | Command::LineTo(p) | Command::QuadTo(_, p) | Command::CurveTo(_, _, p) => Some(p.y),
        Command::Close => None,
    });
    (-points.fold(0.0, f32::min)).ceil()
}

/// Collects an outline, turned upside down: fonts count upwards, pictures downwards.
struct Pen<'a> {
    path: &'a mut Vec<Command>,
    x: f32,
    y: f32,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> Point {
        Point::new(self.x + x, self.y - y)
    }
}

impl OutlinePen for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.push(Command::MoveTo(self.at(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.push(Command::LineTo(self.at(x, y)));
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.path.push(Command::QuadTo(self.at(cx0, cy0), self.at(x, y)));
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.path.push(Command::CurveTo(self.at(cx0, cy0), self.at(cx1, cy1), self.at(x, y)));
    }

    fn close(&mut self) {
        self.path.push(Command::Close);
    }
}
