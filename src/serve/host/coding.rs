//! Content codings: which one a reader wants (RFC 9110, 12.5.3), and how bytes are squeezed.

use http::{HeaderMap, header::ACCEPT_ENCODING};

pub use crate::base::Coding;
use crate::base::Effort;

/// What sets the entity tag of the squeezed bytes apart.
pub(super) fn suffix(coding: Coding) -> &'static str {
    match coding {
        Coding::Brotli => "-br",
        Coding::Gzip => "-gz",
    }
}

/// Squeezes bytes as hosts do.
pub fn squeeze(bytes: &[u8], coding: Coding) -> Vec<u8> {
    coding.squeeze(bytes, Effort::OnTheFly)
}

/// The coding that a reader likes best, brotli before gzip where it doesn't care; none where bytes as they are
/// are liked better, or nothing else will do. A reader that refuses both codings and the bytes as they are
/// gets these nevertheless, as RFC 9110 lets a server do.
pub(super) fn preferred(asks: &HeaderMap) -> Option<Coding> {
    let mut weights: Vec<(String, u16)> = Vec::new();
    for value in asks.get_all(ACCEPT_ENCODING) {
        let items = value.to_str().unwrap_or_default().split(',');
        weights.extend(items.filter_map(weighted));
    }
    let weight_of = |name: &str| weights.iter().find(|(known, _)| known == name).map(|(_, weight)| *weight);
    let any = weight_of("*");
    let brotli = weight_of("br").or(any).unwrap_or(0);
    let gzip = weight_of("gzip").or_else(|| weight_of("x-gzip")).or(any).unwrap_or(0);
    let plain = weight_of("identity").unwrap_or(0);
    let (best, coding) = if brotli >= gzip { (brotli, Coding::Brotli) } else { (gzip, Coding::Gzip) };
    (best > 0 && best >= plain).then_some(coding)
}

/// `gzip;q=0.5` as a name and thousandths; `None` where it is malformed.
fn weighted(item: &str) -> Option<(String, u16)> {
    let (name, parameter) = item.split_once(';').map_or((item, None), |(name, rest)| (name, Some(rest)));
    let weight = match parameter.map(str::trim) {
        None => 1000,
        Some(parameter) => thousandths(parameter.strip_prefix(['q', 'Q'])?.trim_start().strip_prefix('=')?.trim())?,
    };
    let name = name.trim();
    (!name.is_empty()).then(|| (name.to_ascii_lowercase(), weight))
}

/// A weight of at most three decimals (RFC 9110, 12.4.2).
fn thousandths(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if decimals.len() > 3 || !decimals.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match (whole, format!("{decimals:0<3}").parse().ok()?) {
        ("1", 0) => Some(1000),
        ("0", thousandths) => Some(thousandths),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use http::{HeaderMap, HeaderValue, header::ACCEPT_ENCODING};
    use proptest::prelude::*;

    use super::{Coding, preferred, squeeze};

    fn wanted(value: &str) -> Option<Coding> {
        let mut asks = HeaderMap::new();
        asks.insert(ACCEPT_ENCODING, HeaderValue::from_str(value).expect(value));
        preferred(&asks)
    }

    #[test]
    fn the_readers_wish_counts() {
        use Coding::{Brotli, Gzip};
        for (value, coding) in [
            ("gzip, deflate, br, zstd", Some(Brotli)),
            ("gzip, deflate", Some(Gzip)),
            ("br;q=0.5, gzip;q=0.8", Some(Gzip)),
            ("BR; q=0.8,GZIP ;q=0.8", Some(Brotli)),
            ("x-gzip", Some(Gzip)),
            ("*", Some(Brotli)),
            ("br;q=0, *", Some(Gzip)),
            ("*;q=0", None),
            ("identity", None),
            ("identity;q=0", None),
            ("identity, gzip;q=0.5", None),
            ("identity;q=0.5, gzip;q=0.5", Some(Gzip)),
            ("identity;q=0, gzip;q=0.001", Some(Gzip)),
            ("br;q=0", None),
            ("br;q=2, gzip;q=x, br;a=1", None),
            ("", None),
        ] {
            assert_eq!(wanted(value), coding, "{value}");
        }
        assert_eq!(preferred(&HeaderMap::new()), None);
    }

    fn opened(bytes: &[u8], coding: Coding) -> Vec<u8> {
        let mut out = Vec::new();
        match coding {
            Coding::Brotli => brotli::Decompressor::new(bytes, 4096).read_to_end(&mut out),
            Coding::Gzip => flate2::read::GzDecoder::new(bytes).read_to_end(&mut out),
        }
        .expect("sound bytes");
        out
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn squeezed_bytes_are_the_same_when_opened(
            bytes in prop::collection::vec(any::<u8>(), 0..3000),
            copies in 1..4usize,
        ) {
            let bytes = bytes.repeat(copies);
            for coding in [Coding::Brotli, Coding::Gzip] {
                prop_assert_eq!(&opened(&squeeze(&bytes, coding), coding), &bytes);
            }
        }

        #[test]
        fn any_wish_is_read(value in "(br|gzip|identity|\\*|;|q=|0|1|\\.|,| |[ -~]){0,12}") {
            let _ = wanted(&value);
        }
    }
}
