//! The notification push server between an Application Server and fakes of FCM and APNs, all over
//! real sockets (CMP-027). The fakes speak what the providers' documentation says: OAuth 2 with a
//! signed assertion and JSON over HTTP/1.1, JSON over HTTP/2 behind TLS with ALPN.

#![allow(clippy::expect_used, reason = "a test may stop; clippy does not know helpers for tests")]

mod delivery;
mod providers;
mod requests;
mod rig;
