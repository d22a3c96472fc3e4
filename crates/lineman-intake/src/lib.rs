//! Walks folders, files, gzip and zip archives with caps, and reads records in bounded memory.
//!
//! The caller names paths and gets one [`Input`] after the other: the text of a file or of a member
//! of an archive, decompressed while it is read, never held as a whole. What cannot be read is a
//! [`Refusal`] with a text that says what to do; what could be read only in part says so in its
//! [`Reading`]. Nothing of an archive is written under a name that the archive chose.
//!
//! ```text
//! path -> walk -> open -> container -+-> text -> line
//!                            ^       |
//!                            +-- gz, zip (capped)
//! ```

mod archive;
mod budget;
mod capped;
mod container;
mod encoding;
mod gzip;
mod input;
mod intake;
mod lines;
mod name;
mod open;
mod refusal;
mod salvage;
mod source;
mod walk;
mod window;

pub use input::{Ending, Input, Reading};
pub use intake::{Intake, Limits, Visitor};
pub use lines::Line;
pub use name::{display_path, member_name};
pub use refusal::{Refusal, SpecialFile};
