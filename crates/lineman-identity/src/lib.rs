//! Common Identity: organisations, users, entitlements, tokens.
