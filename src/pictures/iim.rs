//! IPTC's older records (IIM 4.2), as they stand in JPEG files beside or instead of XMP.

use super::rights::{Rights, text_of};

const SIGN: &[u8] = b"Photoshop 3.0\0";
const RECORDS: u16 = 0x0404;

/// Reads a JPEG APP13 segment; what can't be read of it is passed over.
pub fn read(segment: &[u8]) -> Rights {
    segment.strip_prefix(SIGN).and_then(records).map(of_records).unwrap_or_default()
}

/// The resource that holds IPTC's records.
fn records(mut rest: &[u8]) -> Option<&[u8]> {
    loop {
        rest = rest.strip_prefix(b"8BIM")?;
        let id = u16::from_be_bytes(rest.get(..2)?.try_into().ok()?);
        // A name with its length, padded to an even number of bytes.
        let name = usize::from(*rest.get(2)?) + 1;
        let at = 2 + name + name % 2;
        let length = u32::from_be_bytes(rest.get(at..at + 4)?.try_into().ok()?) as usize;
        let bytes = rest.get(at + 4..(at + 4).checked_add(length)?)?;
        if id == RECORDS {
            return Some(bytes);
        }
        rest = rest.get(at + 4 + length + length % 2..)?;
    }
}

fn of_records(mut rest: &[u8]) -> Rights {
    let (mut rights, mut is_utf8) = (Rights::default(), false);
    while let Some((record, number, bytes, more)) = record(rest) {
        let text = || text_of(&decoded(bytes, is_utf8));
        match (record, number) {
            (1, 90) => is_utf8 = bytes == b"\x1b%G",
            (2, 80) => rights.creator = rights.creator.take().or_else(text),
            (2, 110) => rights.credit = text(),
            (2, 116) => rights.copyright = text(),
            (2, 120) => rights.caption = text(),
            _ => {}
        }
        rest = more;
    }
    rights
}

/// The record at the head of `rest`: its place, its bytes, and what follows.
fn record(rest: &[u8]) -> Option<(u8, u8, &[u8], &[u8])> {
    let [0x1c, record, number, high, low, bytes @ ..] = rest else { return None };
    let length = usize::from(u16::from_be_bytes([*high, *low]));
    let (bytes, more) = bytes.split_at_checked(length)?;
    Some((*record, *number, bytes, more))
}

/// Without a word on the coding it is UTF-8 where it can be, else Latin 1.
fn decoded(bytes: &[u8], is_utf8: bool) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) if is_utf8 => String::from_utf8_lossy(bytes).into_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    fn segment(records: &[u8]) -> Vec<u8> {
        let mut out = b"Photoshop 3.0\x008BIM\x04\x25\0\0\0\0\0\x01\x09\08BIM\x04\x04\0\0".to_vec();
        out.extend((records.len() as u32).to_be_bytes());
        out.extend(records);
        out
    }

    #[test]
    fn records_are_read() {
        let rights =
            read(&segment(b"\x1c\x02\x50\0\x03Ona\x1c\x02\x6e\0\x02AP\x1c\x02\x74\0\x03\xa9 X\x1c\x02\x78\0\x01C"));
        assert_eq!(rights.creator.as_deref(), Some("Ona"));
        assert_eq!(rights.credit.as_deref(), Some("AP"));
        assert_eq!(rights.copyright.as_deref(), Some("© X"));
        assert_eq!(rights.caption.as_deref(), Some("C"));
    }

    #[test]
    fn what_is_cut_off_is_passed_over() {
        let whole = segment(b"\x1c\x02\x50\0\x03Ona");
        (0..whole.len()).for_each(|end| assert!(read(&whole[..end]).is_empty(), "{end}"));
    }
}
