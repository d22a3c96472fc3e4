//! The catalog: every code, cause and remedy, shared by the services and the troubleshooter.
//!
//! Pure data. A service raises a code from here ([`codes`], [`oci_errors`], [`bridge_messages`]);
//! the troubleshooter explains it from the same [`Entry`]. The texts behind the keys of an entry
//! are in `lineman-texts`, in six languages.

pub mod bridge_messages;
mod client_codes;
pub mod codes;
mod end_user;
mod entry;
pub mod findings;
mod normalize;
pub mod oci_errors;
mod statuses;

pub use end_user::{EndUserCode, Stage};
pub use entry::{Entry, EntryKind, Since};
pub use normalize::normalize;

/// Every entry, by kind.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    oci_errors::ENTRIES
        .iter()
        .chain(end_user::ENTRIES)
        .chain(statuses::ENTRIES)
        .chain(client_codes::ENTRIES)
        .chain(findings::ENTRIES)
}

/// All meanings of a code, in the order of [`entries`]. `18215`, `Error 18215` and
/// `[Error 18215]` are the same; `401` means something else at the bridge and at Xsi.
#[must_use]
pub fn find(code: &str) -> Vec<&'static Entry> {
    let id = normalize(code);
    entries().filter(|entry| entry.id == id).collect()
}

/// The entry of a finding.
#[must_use]
pub fn finding(id: &str) -> Option<&'static Entry> {
    findings::ENTRIES.iter().find(|entry| entry.id == id)
}

/// The entry of an end-user code.
#[must_use]
pub fn end_user_code(code: &str) -> Option<&'static Entry> {
    end_user::ENTRIES.iter().find(|entry| entry.id == code)
}

/// The entry of a BroadWorks error number.
#[must_use]
pub fn oci_error(number: u32) -> Option<&'static Entry> {
    let number = number.to_string();
    oci_errors::ENTRIES.iter().find(|entry| entry.id == number)
}
