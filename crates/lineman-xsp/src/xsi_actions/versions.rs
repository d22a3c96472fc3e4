//! `GET /versions`.

use http::StatusCode;
use lineman_xsi::Versions;

use super::exchange::Exchange;
use super::reply::Reply;

/// Release whose commands are served.
const BASELINE: &str = "23.0";

/// The release whose commands are served.
pub(crate) fn get(exchange: &Exchange<'_>) -> Reply {
    let versions = Versions { baseline: BASELINE.to_owned() };
    exchange.reply(StatusCode::OK, &versions)
}
