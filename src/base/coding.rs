//! Content codings (RFC 9110, 8.4.1): how bytes are squeezed for their way to readers.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};

/// How bytes are squeezed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Coding {
    /// RFC 7932.
    Brotli,
    /// RFC 1952.
    Gzip,
}

/// How much time squeezing may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effort {
    /// As hosts squeeze on the fly.
    OnTheFly,
    /// Once for many readers. Of 160 pages brotli makes 344 KB at 9, 314 KB at 10 in less time, 304 KB at 11 in twice
    /// that.
    Once,
}

impl Coding {
    /// Its name in `Content-Encoding`.
    pub fn name(self) -> &'static str {
        match self {
            Coding::Brotli => "br",
            Coding::Gzip => "gzip",
        }
    }

    /// What the name of a squeezed file ends in.
    pub fn extension(self) -> &'static str {
        match self {
            Coding::Brotli => "br",
            Coding::Gzip => "gz",
        }
    }

    /// Brotli's quality (0 to 11), gzip's level (0 to 9).
    pub fn level(self, effort: Effort) -> u32 {
        match (self, effort) {
            (Coding::Brotli, Effort::OnTheFly) => 5,
            (Coding::Brotli, Effort::Once) => 10,
            (Coding::Gzip, Effort::OnTheFly) => 6,
            (Coding::Gzip, Effort::Once) => 9,
        }
    }

    /// Squeezes bytes; the same bytes give the same, for gzip's head holds neither a name nor a time.
    pub fn squeeze(self, bytes: &[u8], effort: Effort) -> Vec<u8> {
        let level = self.level(effort);
        let squeezed = match self {
            Coding::Brotli => dateline_codecs::brotli(bytes, level as u8).ok(),
            Coding::Gzip => {
                let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::new(level));
                encoder.write_all(bytes).and_then(|()| encoder.finish()).ok()
            }
        };
        // Only writing could fail, and memory doesn't.
        squeezed.unwrap_or_default()
    }
}
