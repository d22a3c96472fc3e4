//! A zip whose directory is missing, because the end was cut off: its members are found from the
//! front by their local headers (APPNOTE.TXT section 4.3.7).

use std::io::{self, Read, Seek, SeekFrom};

use zip::read::{ZipReadOptions, read_zipfile_from_stream_with_options};
use zip::result::ZipError;

use crate::archive::{broken, refusal_for, shown};
use crate::capped::Capped;
use crate::intake::{Origin, Run};
use crate::refusal::Refusal;
use crate::source::Source;

const LOCAL: &[u8; 4] = b"PK\x03\x04";
const DIRECTORY: &[u8; 4] = b"PK\x01\x02";
const HEADER_BYTES: u64 = 30;

/// What the fixed part of a local header says.
struct Local {
    /// Where its content begins.
    data: u64,
    /// The size of its content, if the header knows it.
    compressed: Option<u64>,
    name: Vec<u8>,
}

impl Run<'_> {
    /// Reads the members that can be found from the front.
    pub(crate) fn salvage(&mut self, origin: &Origin<'_>, source: &mut Source, reason: &ZipError) {
        let mut position = 0;
        let mut members = 0;
        while members < self.limits.archive_members && origin.budget.left() > 0 {
            let Ok(Some(local)) = local_header(source, position) else { break };
            let next = match local.compressed {
                Some(size) => local.data.saturating_add(size),
                None => match next_signature(source, local.data) {
                    Ok(next) => next,
                    Err(_) => break,
                },
            };
            members += usize::from(self.member(origin, source, position, &local, next));
            position = next;
        }
        if members == 0 {
            self.visitor.refused(origin.name, &broken(reason));
        } else {
            let refusal = Refusal::CutArchive { reason: reason.to_string(), members };
            self.visitor.refused(origin.name, &refusal);
        }
    }

    /// Reads one member; true if it was one.
    fn member(
        &mut self,
        origin: &Origin<'_>,
        source: &mut Source,
        header: u64,
        local: &Local,
        next: u64,
    ) -> bool {
        let (name, notes) = shown(origin, &local.name, None);
        if local.name.ends_with(b"/") {
            return false;
        }
        if source.seek(SeekFrom::Start(header)).is_err() {
            return false;
        }
        let compressed = next.saturating_sub(local.data);
        let mut options = ZipReadOptions::new();
        if local.compressed.is_none() {
            // Size and checksum would follow the content; the content itself knows its end.
            options = options.override_compressed_size(compressed).ignore_crc32(true);
        }
        match read_zipfile_from_stream_with_options(source, options) {
            Ok(Some(file)) => {
                let compressed = compressed.min(origin.compressed);
                let capped =
                    Capped::expanded(Box::new(file), compressed, origin.budget, self.limits);
                let member = Origin {
                    name: &name,
                    depth: origin.depth + 1,
                    compressed,
                    budget: origin.budget,
                    notes,
                };
                self.content(member, capped);
                true
            }
            Ok(None) => false,
            Err(error) => {
                self.visitor.refused(&name, &refusal_for(&error));
                false
            }
        }
    }
}

/// The local header at `position`, none if there is none.
fn local_header(source: &mut Source, position: u64) -> io::Result<Option<Local>> {
    source.seek(SeekFrom::Start(position))?;
    let mut fixed = [0; HEADER_BYTES as usize];
    source.read_exact(&mut fixed)?;
    if !fixed.starts_with(LOCAL) {
        return Ok(None);
    }
    let short = |at: usize| u16::from_le_bytes([fixed[at], fixed[at + 1]]);
    let described_later = short(6) & 0x0008 != 0;
    let size = u32::from_le_bytes([fixed[18], fixed[19], fixed[20], fixed[21]]);
    let (name_length, extra_length) = (short(26), short(28));
    let mut name = vec![0; usize::from(name_length)];
    source.read_exact(&mut name)?;
    let data = position + HEADER_BYTES + u64::from(name_length) + u64::from(extra_length);
    let known = !described_later && size != u32::MAX;
    Ok(Some(Local { data, compressed: known.then_some(u64::from(size)), name }))
}

/// Where the next header begins at or behind `from`, or where the file ends.
fn next_signature(source: &mut Source, from: u64) -> io::Result<u64> {
    source.seek(SeekFrom::Start(from))?;
    let mut buffer = vec![0; 64 * 1024];
    let mut held = 0;
    let mut base = from;
    loop {
        let count = source.read(&mut buffer[held..])?;
        if count == 0 {
            return Ok(base + held as u64);
        }
        held += count;
        let found = memchr::memchr_iter(b'P', &buffer[..held]).find(|at| {
            buffer[*at..held].starts_with(LOCAL) || buffer[*at..held].starts_with(DIRECTORY)
        });
        if let Some(at) = found {
            return Ok(base + at as u64);
        }
        // The last three bytes may be the beginning of a signature.
        let keep = held.min(3);
        buffer.copy_within(held - keep..held, 0);
        base += (held - keep) as u64;
        held = keep;
    }
}
