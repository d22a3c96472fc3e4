//! Bounds on what comes from outside. One table, so that no parser invents its own.

/// A log record longer than this is cut, and said so (design.md section 5).
pub const RECORD_BYTES: usize = 1024 * 1024;
/// Largest OCI-P document that the Application Server accepts.
pub const OCI_DOCUMENT_BYTES: usize = 4 * 1024 * 1024;
/// Deepest XML nesting that any parser accepts.
pub const XML_DEPTH: usize = 64;
/// Most elements in one XML document.
pub const XML_NODES: usize = 200_000;
/// Largest SIP message (RFC 3261 section 18.1.1 allows 65,535 bytes over UDP).
pub const SIP_MESSAGE_BYTES: usize = 65_535;
/// Most header fields in one SIP message.
pub const SIP_HEADERS: usize = 256;
/// Largest HTTP request body that a service reads.
pub const HTTP_BODY_BYTES: usize = 1024 * 1024;
/// Longest value of one query or form field that names something: an email, a user id, a password,
/// a state.
pub const FIELD_BYTES: usize = 1024;
/// Evidence rows kept for one finding (design.md section 5).
pub const EVIDENCE_ROWS: usize = 20;
/// Archive in archive, at most so deep.
pub const ARCHIVE_DEPTH: usize = 3;
/// Most files read in one diagnosis.
pub const INPUT_FILES: usize = 10_000;
/// Decompressed bytes read from one archive member.
pub const MEMBER_BYTES: u64 = 4 * 1024 * 1024 * 1024;
/// Decompressed bytes may be so many times the compressed ones before a member counts as a bomb.
pub const EXPANSION_RATIO: u64 = 200;
/// ... but only above this size.
pub const EXPANSION_FLOOR: u64 = 64 * 1024 * 1024;
/// An archive inside an archive is copied to a temporary file of at most this size.
pub const SPOOL_BYTES: u64 = 1024 * 1024 * 1024;
/// Folders in folders are walked so deep.
pub const FOLDER_DEPTH: usize = 64;
/// Members looked at in one archive.
pub const ARCHIVE_MEMBERS: usize = 10_000;
