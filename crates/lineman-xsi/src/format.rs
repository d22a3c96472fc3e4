//! Which format a request asks for.

use lineman_xml::Encoding;

/// Format of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The default.
    Xml,
    /// BadgerFish JSON.
    Json,
}

impl Format {
    /// JSON when the query has `format=json` or the `Accept` header prefers `application/json`,
    /// else XML. `*/*` alone is XML.
    #[must_use]
    pub fn of_request(accept: Option<&str>, query: Option<&str>) -> Self {
        for parameter in query.unwrap_or_default().split('&') {
            let Some((name, value)) = parameter.split_once('=') else { continue };
            if name.eq_ignore_ascii_case("format") {
                return if value.eq_ignore_ascii_case("json") { Self::Json } else { Self::Xml };
            }
        }
        let accept = accept.unwrap_or_default();
        let json = quality(accept, &["application/json"]);
        let xml = quality(accept, &["application/xml", "text/xml"]);
        if json > 0 && json > xml { Self::Json } else { Self::Xml }
    }

    /// The format that a content type declares; XML when there is none.
    #[must_use]
    pub fn of_content_type(content_type: Option<&str>) -> Self {
        let media = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
        if media.eq_ignore_ascii_case("application/json") { Self::Json } else { Self::Xml }
    }

    /// The format of a request's body: what its content type declares, else what the query asks
    /// for the answer, because some clients send no content type.
    #[must_use]
    pub fn of_body(content_type: Option<&str>, query: Option<&str>) -> Self {
        let declared = content_type.unwrap_or_default().to_ascii_lowercase();
        if declared.contains("json") || declared.contains("xml") {
            Self::of_content_type(content_type)
        } else {
            Self::of_request(None, query)
        }
    }

    /// Value of the `Content-Type` header.
    #[must_use]
    pub fn content_type(self, encoding: Encoding) -> String {
        match self {
            Self::Xml => format!("application/xml;charset={}", encoding.as_str()),
            Self::Json => "application/json;charset=UTF-8".to_owned(),
        }
    }
}

/// Quality in thousandths that an `Accept` header gives to the first of the media types it names
/// (RFC 9110 section 12.4.2); 0 when it names none of them.
fn quality(accept: &str, media_types: &[&str]) -> u16 {
    accept
        .split(',')
        .filter_map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let media = parts.next()?;
            media_types.iter().any(|wanted| media.eq_ignore_ascii_case(wanted)).then(|| {
                parts
                    .find_map(|parameter| {
                        parameter.strip_prefix("q=").or(parameter.strip_prefix("Q="))
                    })
                    .map_or(1000, thousandths)
            })
        })
        .max()
        .unwrap_or(0)
}

fn thousandths(value: &str) -> u16 {
    let value: f32 = value.trim().parse().unwrap_or(0.0);
    // Clamped first, so the cast cannot lose anything that matters.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=1")]
    let thousandths = (value.clamp(0.0, 1.0) * 1000.0) as u16;
    thousandths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_is_the_default_and_json_has_two_triggers() {
        assert_eq!(Format::of_request(None, None), Format::Xml);
        assert_eq!(Format::of_request(Some("*/*"), None), Format::Xml);
        assert_eq!(Format::of_request(Some("application/json"), None), Format::Json);
        assert_eq!(Format::of_request(Some("*/*"), Some("start=1&format=json")), Format::Json);
        assert_eq!(Format::of_request(Some("application/json"), Some("format=xml")), Format::Xml);
    }

    #[test]
    fn bodies_without_a_content_type_follow_the_query() {
        assert_eq!(Format::of_body(None, None), Format::Xml);
        assert_eq!(Format::of_body(None, Some("format=json")), Format::Json);
        assert_eq!(Format::of_body(Some("application/xml"), Some("format=json")), Format::Xml);
        assert_eq!(Format::of_body(Some("application/json;charset=UTF-8"), None), Format::Json);
        assert_eq!(Format::of_body(Some("application/x-www-form-urlencoded"), None), Format::Xml);
    }

    #[test]
    fn the_better_quality_wins() {
        let accept = "application/xml;q=0.9, application/json;q=0.8";
        assert_eq!(Format::of_request(Some(accept), None), Format::Xml);
        let accept = "application/xml;q=0.5, Application/JSON";
        assert_eq!(Format::of_request(Some(accept), None), Format::Json);
        assert_eq!(Format::of_request(Some("application/json;q=0"), None), Format::Xml);
        assert_eq!(Format::of_request(Some("application/json;q=NaN"), None), Format::Xml);
    }
}
