//! A file that counts what was read of it.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

/// An open file; every byte read is added to a counter that the progress shows.
#[derive(Debug)]
pub(crate) struct Source {
    file: File,
    counter: Rc<Cell<u64>>,
}

impl Source {
    pub(crate) fn new(file: File, counter: Rc<Cell<u64>>) -> Self {
        Self { file, counter }
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.counter.set(self.counter.get().saturating_add(count as u64));
        Ok(count)
    }
}

impl Seek for Source {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        self.file.seek(position)
    }
}
