//! A file's bytes as the body of an answer, read a piece at a time as the reader takes them.
//!
//! In: a file, which of its bytes. Out: a body. Never here: headers.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::PathBuf;

use futures_util::stream::try_unfold;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Bytes, Frame};

/// So many bytes are read at a time.
const PIECE: u64 = 256 << 10;

/// The body of an answer.
pub type Body = UnsyncBoxBody<Bytes, io::Error>;

/// A body of bytes that are here.
pub fn whole(bytes: Bytes) -> Body {
    Full::new(bytes).map_err(|never| match never {}).boxed_unsync()
}

/// A body of the bytes `part` of a file. No thread waits for a reader who is slow.
pub fn of_file(path: PathBuf, part: Range<u64>) -> Body {
    let pieces = try_unfold((None, part), move |(file, part): (Option<File>, Range<u64>)| {
        let path = path.clone();
        async move {
            if part.is_empty() {
                return Ok(None);
            }
            let read = tokio::task::spawn_blocking(move || piece(file, path, part)).await;
            let (bytes, file, rest) = read.map_err(io::Error::other)??;
            Ok::<_, io::Error>(Some((Frame::data(bytes), (Some(file), rest))))
        }
    });
    StreamBody::new(pieces).boxed_unsync()
}

/// Reads the first piece of a part.
fn piece(file: Option<File>, path: PathBuf, part: Range<u64>) -> io::Result<(Bytes, File, Range<u64>)> {
    let mut file = match file {
        Some(file) => file,
        None => {
            let mut file = File::open(path)?;
            file.seek(SeekFrom::Start(part.start))?;
            file
        }
    };
    let mut bytes = vec![0; (part.end - part.start).min(PIECE) as usize];
    // A file that was cut meanwhile can't be sent as it was promised.
    file.read_exact(&mut bytes)?;
    let rest = part.start + bytes.len() as u64..part.end;
    Ok((bytes.into(), file, rest))
}
