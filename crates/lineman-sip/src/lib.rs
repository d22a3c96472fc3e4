//! Sans-I/O SIP core: parser, builder, digest, transactions.
//!
//! Nothing here owns a socket or a clock: transactions are state machines with
//! `handle(now, input) -> outputs`, and the caller sends the bytes and waits for the deadlines.
//!
//! Reading is tolerant in form (compact names, folded lines, any case, LF or CRLF, redacted URIs)
//! and strict about limits. Two ways in:
//! [`Message::from_wire`] for bytes from a socket, [`Message::from_log`] for a dump in a log.

mod accessors;
mod address;
mod authorization;
mod build;
mod client_transaction;
mod cseq;
mod dialog;
mod digest;
mod error;
mod framing;
mod headers;
mod in_dialog;
mod message;
mod parse;
mod refer;
mod sdp;
mod sdp_negotiation;
mod server_transaction;
mod syntax;
mod timers;
mod uri;
mod via;
mod write;

pub use address::{Contacts, NameAddress};
pub use authorization::{Challenge, Credentials};
pub use build::{RequestBuilder, ResponseBuilder};
pub use client_transaction::{ClientInput, ClientOutput, ClientTransactions};
pub use cseq::CSeq;
pub use dialog::{Dialog, DialogFault, DialogId};
pub use digest::{DigestAlgorithm, DigestAnswer, answer_challenge, digest_response};
pub use error::SipError;
pub use framing::{Frame, StreamFramer};
pub use headers::{Header, Headers, expand_name};
pub use message::{Message, Method, StartLine};
pub use parse::LoggedMessage;
pub use refer::{ReferTarget, Replaces, sipfrag_status};
pub use sdp::{MediaSection, SessionDescription};
pub use sdp_negotiation::{MediaDirection, Negotiation, judge_answer};
pub use server_transaction::{ServerInput, ServerKey, ServerOutput, ServerTransactions};
pub use syntax::Parameters;
pub use timers::Timers;
pub use uri::SipUri;
pub use via::{MAGIC_COOKIE, Via};
