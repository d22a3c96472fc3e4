//! OCI-P: documents, commands, tables, errors, framing and the login digest.
//!
//! Pure: bytes in, values out. The Application Server reads requests and writes answers with it,
//! the XSP the other way round ([`client`]), and the troubleshooter reads both from logs.

pub mod client;
mod command;
mod document;
mod error_response;
mod frame;
mod login;
mod mask;
mod table;

pub use command::{Command, CommandKind};
pub use document::{
    Document, DocumentError, Identity, MAX_COMMANDS, Protocol, answer_without_identity,
    unreadable_for_log,
};
pub use error_response::{ErrorResponse, ErrorSeverity, error_number};
pub use frame::{FrameBuffer, FrameError};
pub use lineman_xml::{Element, Encoding, XmlError};
pub use login::{constant_time_equal, sha1_hex, signed_password, signed_password_of_sha1};
pub use mask::{MASK, mask_element};
pub use table::{Row, Table};
