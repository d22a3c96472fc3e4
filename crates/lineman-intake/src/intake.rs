//! The way from paths to inputs.

use std::cell::Cell;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use lineman_model::limits;

use crate::budget::Budget;
use crate::capped::Capped;
use crate::container::{Container, MAGIC_BYTES, recognise};
use crate::gzip::Gzip;
use crate::input::{Ending, Input, window_over};
use crate::name::display_path;
use crate::open;
use crate::refusal::Refusal;
use crate::source::Source;
use crate::walk::{Step, walk};
use crate::window::Window;

/// The caps of a reading; the defaults are [`lineman_model::limits`].
#[derive(Debug, Clone)]
pub struct Limits {
    /// Files and members read in all.
    pub files: usize,
    /// Folders in folders.
    pub folder_depth: usize,
    /// Archives in archives.
    pub archive_depth: usize,
    /// Members looked at in one archive.
    pub archive_members: usize,
    /// Decompressed bytes of one member.
    pub member_bytes: u64,
    /// Decompressed bytes for each compressed one ...
    pub expansion_ratio: u64,
    /// ... but so many in any case.
    pub expansion_floor: u64,
    /// Size of the temporary copy of an archive inside an archive.
    pub spool_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            files: limits::INPUT_FILES,
            folder_depth: limits::FOLDER_DEPTH,
            archive_depth: limits::ARCHIVE_DEPTH,
            archive_members: limits::ARCHIVE_MEMBERS,
            member_bytes: limits::MEMBER_BYTES,
            expansion_ratio: limits::EXPANSION_RATIO,
            expansion_floor: limits::EXPANSION_FLOOR,
            spool_bytes: limits::SPOOL_BYTES,
        }
    }
}

/// Who gets what is read.
pub trait Visitor {
    /// An input: read its lines with [`Input::next_line`]. What is not read is passed over.
    fn input(&mut self, input: &mut Input<'_>);
    /// Something that is not read, and why.
    fn refused(&mut self, name: &str, refusal: &Refusal);
    /// A file on disk is done: bytes read and bytes to read, over everything that was named.
    fn progress(&mut self, _read: u64, _total: u64) {}
}

/// Reads what is named.
#[derive(Debug, Default)]
pub struct Intake {
    limits: Limits,
}

impl Intake {
    /// An intake with these caps.
    #[must_use]
    pub const fn new(limits: Limits) -> Self {
        Self { limits }
    }

    /// Reads files, folders and archives, in the order in which they are named, folders sorted.
    pub fn read(&self, paths: &[PathBuf], visitor: &mut dyn Visitor) {
        let steps = walk(paths, &self.limits);
        let total = steps
            .iter()
            .map(|step| if let Step::File(_, size) = step { *size } else { 0 })
            .fold(0, u64::saturating_add);
        let counter = Rc::new(Cell::new(0));
        let mut run = Run { limits: &self.limits, visitor, inputs: 0, counter, total };
        let mut before = 0_u64;
        for step in steps {
            match step {
                Step::Refused(name, refusal) => run.visitor.refused(&name, &refusal),
                Step::File(path, size) => {
                    run.file(&path);
                    // What an archive's directory made us read twice, or skip, is settled here.
                    before = before.saturating_add(size);
                    run.counter.set(before);
                    run.visitor.progress(before, total);
                }
            }
        }
    }
}

/// One reading.
pub(crate) struct Run<'r> {
    pub(crate) limits: &'r Limits,
    pub(crate) visitor: &'r mut dyn Visitor,
    inputs: usize,
    counter: Rc<Cell<u64>>,
    total: u64,
}

/// Where content comes from.
pub(crate) struct Origin<'o> {
    /// As it is shown.
    pub(crate) name: &'o str,
    /// Archives around it.
    pub(crate) depth: usize,
    /// Its size before decompression, as far as it is known.
    pub(crate) compressed: u64,
    /// What the file on disk may still expand to.
    pub(crate) budget: &'o Rc<Budget>,
    /// Remarks made on the way.
    pub(crate) notes: Vec<String>,
}

impl Run<'_> {
    fn file(&mut self, path: &Path) {
        let name = display_path(path);
        let (file, size) = match open::open(path) {
            Ok(opened) => opened,
            Err(refusal) => return self.visitor.refused(&name, &refusal),
        };
        let mut source = Source::new(file, Rc::clone(&self.counter));
        let budget = Rc::new(Budget::for_file(size, self.limits));
        let mut magic = [0; 4];
        // A zip is read where it lies, by its directory; everything else from the front.
        let zip = source.read_exact(&mut magic).is_ok() && recognise(&magic) == Container::Zip;
        if let Err(error) = source.seek(SeekFrom::Start(0)) {
            return self.visitor.refused(&name, &Refusal::from_io(error));
        }
        let origin =
            Origin { name: &name, depth: 0, compressed: size, budget: &budget, notes: Vec::new() };
        if zip {
            self.zip(origin, &mut source);
        } else {
            self.content(origin, Capped::plain(Box::new(source)));
        }
    }

    /// Content of any kind: unpacked if it is packed, else handed to the visitor.
    pub(crate) fn content(&mut self, mut origin: Origin<'_>, capped: Capped<'_>) {
        let (mut window, bytes) = window_over(capped);
        let container = recognise(window.peek(MAGIC_BYTES));
        let packed = matches!(container, Container::Gzip | Container::Zip);
        if packed && origin.depth >= self.limits.archive_depth {
            let limit = self.limits.archive_depth;
            return self.visitor.refused(origin.name, &Refusal::ArchiveTooDeep { limit });
        }
        match container {
            Container::Foreign(method) => {
                let refusal = Refusal::UnknownMethod(method.to_owned());
                self.visitor.refused(origin.name, &refusal);
            }
            Container::Gzip => {
                origin.depth += 1;
                let budget = Rc::clone(origin.budget);
                let expanded = Capped::expanded(
                    Box::new(Gzip::new(window)),
                    origin.compressed,
                    &budget,
                    self.limits,
                );
                self.content(origin, expanded);
            }
            Container::Zip => self.spooled(origin, window),
            Container::Plain => self.input(origin, window, bytes),
        }
    }

    fn input(&mut self, origin: Origin<'_>, mut window: Window<'_>, bytes: Rc<Cell<u64>>) {
        if window.peek(1).is_empty() {
            match window.ending() {
                Some(Ending::Truncated(text)) => {
                    let refusal = Refusal::BrokenArchive(text.clone());
                    return self.visitor.refused(origin.name, &refusal);
                }
                Some(Ending::Capped(text)) => {
                    let refusal = Refusal::Expansion(text.clone());
                    return self.visitor.refused(origin.name, &refusal);
                }
                _ => {}
            }
        }
        self.inputs += 1;
        if self.inputs > self.limits.files {
            // Said once; the members after it would say the same.
            if self.inputs == self.limits.files + 1 {
                let limit = self.limits.files;
                self.visitor.refused(origin.name, &Refusal::TooManyFiles { limit });
            }
            return;
        }
        let progress = (Rc::clone(&self.counter), self.total);
        let mut input = Input::new(origin.name.to_owned(), window, bytes, origin.notes, progress);
        self.visitor.input(&mut input);
    }

    /// A zip inside something else has no end to seek to: it is copied to a nameless temporary file.
    fn spooled(&mut self, mut origin: Origin<'_>, mut window: Window<'_>) {
        let mut spool = match tempfile::tempfile() {
            Ok(file) => file,
            Err(error) => {
                return self.visitor.refused(origin.name, &Refusal::Spool(error.to_string()));
            }
        };
        let mut size = 0_u64;
        loop {
            let held = window.peek(1);
            if held.is_empty() {
                break;
            }
            let count = held.len();
            size += count as u64;
            if size > self.limits.spool_bytes {
                let text =
                    format!("larger than {}", crate::budget::size_text(self.limits.spool_bytes));
                return self.visitor.refused(origin.name, &Refusal::Spool(text));
            }
            if let Err(error) = spool.write_all(held) {
                return self.visitor.refused(origin.name, &Refusal::Spool(error.to_string()));
            }
            window.consume(count);
        }
        match window.ending() {
            Some(Ending::Capped(text)) => {
                let refusal = Refusal::Expansion(text.clone());
                return self.visitor.refused(origin.name, &refusal);
            }
            Some(Ending::Truncated(text)) => origin.notes.push(text.clone()),
            _ => {}
        }
        drop(window);
        origin.compressed = size;
        let mut source = Source::new(spool, Rc::default());
        self.zip(origin, &mut source);
    }
}
