//! Texts on top of the catalog, in six languages (Fluent).
//!
//! A key is the id of a Fluent message, or `message.attribute`: the texts of a catalog entry are
//! `finding-wrong-password.title`, `.cause` and `.remedy`. The files are in `locales/<language>/`
//! and are part of the binary, so that it works from any folder.

pub mod explain;
mod keys;
mod sources;
mod texts;
mod wrap;

pub use keys::{all_keys, keys_of, variables_of};
pub use texts::Texts;
pub use wrap::{display_width, wrap};
