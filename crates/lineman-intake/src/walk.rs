//! From the paths that were named to the files to read: sorted, bounded, every file once.

use std::collections::{BTreeSet, HashSet};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::intake::Limits;
use crate::name::display_path;
use crate::open::{FileId, Found, look};
use crate::refusal::Refusal;

/// One thing that the walk met.
#[derive(Debug)]
pub(crate) enum Step {
    /// A file to read, with the size it had.
    File(PathBuf, u64),
    /// Something that is not read, as it is shown.
    Refused(String, Refusal),
}

/// Everything under `paths`, in the order in which it is read.
pub(crate) fn walk(paths: &[PathBuf], limits: &Limits) -> Vec<Step> {
    let mut walk =
        Walk { limits, steps: Vec::new(), files: 0, folders: 0, met: 0, seen: HashSet::new() };
    for path in paths {
        let before = (walk.steps.len(), walk.met);
        walk.visit(path, 0, &mut Vec::new());
        // A folder whose files were all read under another name is not empty.
        if (walk.steps.len(), walk.met) == before && is_folder(path) {
            walk.refuse(path, Refusal::EmptyFolder);
        }
    }
    walk.steps
}

struct Walk<'a> {
    limits: &'a Limits,
    steps: Vec<Step>,
    files: usize,
    folders: usize,
    /// Files met, those of a second name included.
    met: usize,
    /// The same file or folder under a second name is read once.
    seen: HashSet<FileId>,
}

impl Walk<'_> {
    fn refuse(&mut self, path: &Path, refusal: Refusal) {
        self.steps.push(Step::Refused(display_path(path), refusal));
    }

    fn full(&self) -> bool {
        self.files > self.limits.files || self.folders > self.limits.files
    }

    fn visit(&mut self, path: &Path, depth: usize, above: &mut Vec<FileId>) {
        if self.full() {
            return;
        }
        match look(path) {
            Err(refusal) => {
                self.files += 1;
                self.refuse(path, refusal);
            }
            Ok(Found::File(id, size)) => {
                self.met += 1;
                if !self.seen.insert(id) {
                    return;
                }
                self.files += 1;
                if self.full() {
                    self.refuse(path, Refusal::TooManyFiles { limit: self.limits.files });
                } else {
                    self.steps.push(Step::File(path.to_owned(), size));
                }
            }
            Ok(Found::Folder(id)) => self.folder(path, id, depth, above),
        }
    }

    fn folder(&mut self, path: &Path, id: FileId, depth: usize, above: &mut Vec<FileId>) {
        if above.contains(&id) {
            self.refuse(path, Refusal::LinkLoop);
            return;
        }
        if depth >= self.limits.folder_depth {
            self.refuse(path, Refusal::FolderTooDeep { limit: self.limits.folder_depth });
            return;
        }
        if !self.seen.insert(id) {
            return;
        }
        self.folders += 1;
        if self.full() {
            self.refuse(path, Refusal::TooManyFiles { limit: self.limits.files });
            return;
        }
        match names(path, self.limits.files + 1) {
            Err(refusal) => self.refuse(path, refusal),
            Ok(names) => {
                above.push(id);
                for name in names {
                    self.visit(&path.join(name), depth + 1, above);
                }
                above.pop();
            }
        }
    }
}

/// The first `most` names of a folder in order, holding no more than that of a larger folder.
fn names(path: &Path, most: usize) -> Result<BTreeSet<OsString>, Refusal> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(path).map_err(Refusal::from_io)? {
        names.insert(entry.map_err(Refusal::from_io)?.file_name());
        if names.len() > most {
            names.pop_last();
        }
    }
    Ok(names)
}

fn is_folder(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_dir())
}
