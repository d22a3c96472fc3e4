//! Text in logs that cannot forge a record.
//!
//! A value from outside may hold CR, LF, NUL, ` | ` or a whole record header. Control characters are
//! written as their Unicode control pictures (CR as `␍`), and a line that would open a record gets
//! `␛` in front. `␛` also escapes itself and the pictures, so that `decode(encode(x)) == x`.
//! Genuine BroadWorks logs are ASCII, so reading them through `decode` changes nothing.
