//! zip: members one after the other, by the archive's directory, which is never held as a whole.

use zip::read::Config;
use zip::read::ZipReadOptions;
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;

use crate::capped::Capped;
use crate::intake::{Origin, Run};
use crate::name::member_name;
use crate::refusal::Refusal;
use crate::source::Source;

impl Run<'_> {
    /// Reads a zip; without a usable directory, what can be found from the front.
    pub(crate) fn zip(&mut self, origin: Origin<'_>, source: &mut Source) {
        let mut archive = match ZipIterable::try_new(&mut *source, Config::default()) {
            Ok(archive) => archive,
            Err(error) => return self.salvage(&origin, source, &error),
        };
        if archive.is_empty() {
            return self.visitor.refused(origin.name, &Refusal::EmptyArchive);
        }
        let files = match archive.files() {
            Ok(files) => files,
            Err(error) => return self.visitor.refused(origin.name, &broken(&error)),
        };
        let mut seen = 0;
        while let Some(entry) = files.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    if seen == 0 {
                        return self.salvage(&origin, source, &error);
                    }
                    return self.visitor.refused(origin.name, &broken(&error));
                }
            };
            seen += 1;
            if seen > self.limits.archive_members {
                let limit = self.limits.archive_members;
                return self.visitor.refused(origin.name, &Refusal::TooManyMembers { limit });
            }
            if entry.is_dir() {
                continue;
            }
            let (name, notes) = shown(&origin, entry.name_raw(), entry.name().ok().as_deref());
            if entry.is_symlink() {
                self.visitor.refused(&name, &Refusal::ArchivedLink);
                continue;
            }
            if entry.encrypted() {
                self.visitor.refused(&name, &Refusal::PasswordProtected);
                continue;
            }
            if origin.budget.left() == 0 {
                let refusal = Refusal::Expansion(origin.budget.describe());
                return self.visitor.refused(origin.name, &refusal);
            }
            let compressed = entry.compressed_size().min(origin.compressed);
            match entry.with_reader(files.reader_mut(), ZipReadOptions::new()) {
                Ok(file) => {
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
                }
                Err(error) => self.visitor.refused(&name, &refusal_for(&error)),
            }
        }
    }
}

/// The name of a member as it is shown, with the remarks that it deserves.
pub(crate) fn shown(origin: &Origin<'_>, raw: &[u8], text: Option<&str>) -> (String, Vec<String>) {
    let lossy = String::from_utf8_lossy(raw);
    let (member, outside) = member_name(text.unwrap_or(&lossy));
    let mut notes = origin.notes.clone();
    if outside {
        notes.push(String::from(
            "its name in the archive points outside of it; nothing was written under that name",
        ));
    }
    (format!("{}!/{member}", origin.name), notes)
}

pub(crate) fn broken(error: &ZipError) -> Refusal {
    Refusal::BrokenArchive(error.to_string())
}

pub(crate) fn refusal_for(error: &ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Refusal::PasswordProtected,
        ZipError::CompressionMethodNotSupported(method) => {
            Refusal::UnknownMethod(method_name(*method))
        }
        ZipError::UnsupportedArchive(text) => Refusal::UnknownMethod((*text).to_owned()),
        other => broken(other),
    }
}

fn method_name(method: u16) -> String {
    match method {
        9 => String::from("deflate64"),
        12 => String::from("bzip2"),
        14 => String::from("LZMA"),
        93 => String::from("zstd"),
        95 => String::from("xz"),
        other => format!("method {other}"),
    }
}
