//! Codes that services raise and the troubleshooter reads, by name.

/// Wrong user id or password (EUE-001).
pub const END_USER_BAD_CREDENTIALS: &str = "100006";
/// BroadWorks does not let the user in (EUE-002).
pub const END_USER_NOT_AUTHORIZED: &str = "200010";
/// The portal's session is gone (EUE-005).
pub const END_USER_SESSION_NOT_FOUND: &str = "200016";
/// Too many wrong passwords (EUE-006).
pub const END_USER_LOCKED_OUT: &str = "200018";
/// The user is in the queue already (EUE-025).
pub const END_USER_IN_QUEUE: &str = "300005";

/// The app could not fetch the long-lived token (solution-facts 6).
pub const CLIENT_TOKEN_NOT_FETCHED: u32 = 1502;
/// The app could not parse the device profile (solution-facts 6).
pub const CLIENT_PROFILE_NOT_PARSED: u32 = 1507;
