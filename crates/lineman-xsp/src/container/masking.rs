//! Requests and answers as the logs show them: names in lower case, secrets masked.

use http::HeaderMap;
use lineman_logs::http_block::{HttpRequestBlock, HttpResponseBlock};
use lineman_ocip::MASK;

/// Schemes whose name stays in the log; of any other text nothing is shown.
const SCHEMES: &[&str] = &["basic", "bearer", "digest", "broadworkssso"];

/// A request without its body.
pub(crate) fn request_block(
    method: &http::Method,
    target: &str,
    headers: &HeaderMap,
) -> HttpRequestBlock {
    HttpRequestBlock {
        method: method.as_str().to_owned(),
        target: target.to_owned(),
        headers: masked_headers(headers),
        body: String::new(),
    }
}

/// An answer; `body` must have its secrets masked already.
pub(crate) fn response_block(
    status: http::StatusCode,
    headers: &HeaderMap,
    body: String,
) -> HttpResponseBlock {
    HttpResponseBlock {
        status: status.as_u16(),
        reason: status.canonical_reason().unwrap_or_default().to_owned(),
        headers: masked_headers(headers),
        body,
    }
}

fn masked_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| {
            let text = String::from_utf8_lossy(value.as_bytes());
            let shown = match name.as_str() {
                "authorization" | "proxy-authorization" => masked_authorization(&text),
                "cookie" | "set-cookie" => MASK.to_owned(),
                _ => text.into_owned(),
            };
            (name.as_str().to_owned(), shown)
        })
        .collect()
}

/// `Basic ********`: the scheme stays, as the client wrote it (LAD-010, LAD-037).
fn masked_authorization(value: &str) -> String {
    let value = value.trim();
    let scheme = value.split(' ').next().unwrap_or_default();
    if scheme.len() < value.len() && SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known))
    {
        format!("{scheme} {MASK}")
    } else {
        MASK.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_stays_and_the_secret_goes() {
        assert_eq!(masked_authorization("Basic dTpw"), "Basic ********");
        assert_eq!(masked_authorization("bearer a.b.c"), "bearer ********");
        assert_eq!(
            masked_authorization("Digest username=\"u\", response=\"x\""),
            "Digest ********"
        );
        assert_eq!(masked_authorization("s3cret"), MASK);
        assert_eq!(masked_authorization("Bearer"), MASK);
        assert_eq!(masked_authorization("hunter2 is the password"), MASK);
    }
}
