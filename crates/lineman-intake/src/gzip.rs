//! gzip: one member after the other, as `cat a.gz b.gz` and rotating loggers make them.

use std::io::{self, BufRead, BufReader, Read};

#[expect(clippy::disallowed_types, reason = "the one place; intake wraps it in Capped")]
use flate2::bufread::GzDecoder;

/// Decompresses every member in turn.
pub(crate) struct Gzip<R: Read> {
    #[expect(clippy::disallowed_types, reason = "the one place; intake wraps it in Capped")]
    decoder: Option<GzDecoder<BufReader<R>>>,
}

impl<R: Read> Gzip<R> {
    #[expect(clippy::disallowed_types, reason = "the one place; intake wraps it in Capped")]
    pub(crate) fn new(inner: R) -> Self {
        Self { decoder: Some(GzDecoder::new(BufReader::with_capacity(32 * 1024, inner))) }
    }

    #[expect(clippy::disallowed_types, reason = "the one place; intake wraps it in Capped")]
    fn next_member(&mut self) -> io::Result<()> {
        let Some(decoder) = self.decoder.take() else { return Ok(()) };
        let mut inner = decoder.into_inner();
        match inner.fill_buf()? {
            // The end, or the padding of a tape or of a file that was allocated ahead.
            [] | [0, ..] => Ok(()),
            [0x1f] | [0x1f, 0x8b, ..] => {
                self.decoder = Some(GzDecoder::new(inner));
                Ok(())
            }
            _ => Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "behind the end of the gzip data stand bytes that are not gzip",
            )),
        }
    }
}

impl<R: Read> Read for Gzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        while let Some(decoder) = &mut self.decoder {
            match decoder.read(buffer)? {
                0 => self.next_member()?,
                count => return Ok(count),
            }
        }
        Ok(0)
    }
}
