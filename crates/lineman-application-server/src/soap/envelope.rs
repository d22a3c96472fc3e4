//! SOAP 1.1 envelopes around OCI documents. Names are compared without their namespaces, because
//! clients differ in them.

use lineman_xml::{Encoding, Limits};

/// Namespace of the returned value, and of the operation for clients that use one.
pub(super) const NAMESPACE: &str = "urn:com:broadsoft:webservice";

const ENVELOPE: &str = "http://schemas.xmlsoap.org/soap/envelope/";

/// Why an envelope is not usable; the text goes into the fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum EnvelopeError {
    /// No XML, or beyond the limits.
    #[error("The SOAP envelope cannot be read: {0}")]
    Unreadable(String),
    /// XML, but no call of the one operation.
    #[error("The SOAP body holds no processOCIMessage with one parameter.")]
    NoCall,
}

/// The OCI document inside an envelope, whatever the parameter is called.
pub(super) fn document_of(bytes: &[u8], limit: usize) -> Result<String, EnvelopeError> {
    // Few elements: the document inside is text here.
    let limits = Limits { bytes: limit, elements: 64, ..Limits::default() };
    let parsed = lineman_xml::parse_with(bytes, limits)
        .map_err(|error| EnvelopeError::Unreadable(error.to_string()))?;
    let call = (parsed.root.name() == "Envelope")
        .then(|| parsed.root.at(&["Body", "processOCIMessage"]))
        .flatten()
        .ok_or(EnvelopeError::NoCall)?;
    match call.children() {
        [parameter] if parameter.children().is_empty() => Ok(parameter.text().trim().to_owned()),
        _ => Err(EnvelopeError::NoCall),
    }
}

/// The envelope around an answer. The response element has no namespace and its value has one:
/// public clients insist on both.
pub(super) fn answer(document: &str) -> String {
    let value = lineman_xml::escape_text(document, Encoding::Utf8).replace('"', "&quot;");
    enclose(&format!(
        "<processOCIMessageResponse xmlns=\"\"><ns1:processOCIMessageReturn xmlns:ns1=\"{NAMESPACE}\">{value}</ns1:processOCIMessageReturn></processOCIMessageResponse>"
    ))
}

/// A fault of the service.
pub(super) fn fault(summary: &str, detail: &str) -> String {
    let summary = lineman_xml::escape_text(summary, Encoding::Utf8);
    let detail = lineman_xml::escape_text(detail, Encoding::Utf8);
    enclose(&format!(
        "<soapenv:Fault><faultcode>soapenv:Server.generalException</faultcode><faultstring>{summary}</faultstring><faultactor>ProvisioningService</faultactor><detail><string>{detail}</string></detail></soapenv:Fault>"
    ))
}

fn enclose(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope xmlns:soapenv=\"{ENVELOPE}\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>"
    )
}

/// Whether an OCI answer is the one for somebody who is not logged in.
pub(super) fn is_unauthorized(answer: &lineman_ocip::Document) -> bool {
    answer.commands.iter().any(|command| {
        command.echo().is_none()
            && command.error_response().and_then(|error| error.number()) == Some(4001)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The envelopes of four public clients (broadworks-wire.md 1.4).
    #[test]
    fn every_known_spelling_of_a_call_is_read() {
        let open = format!("<s:Envelope xmlns:s=\"{ENVELOPE}\"><s:Body>");
        for call in [
            "<processOCIMessage><arg0>&lt;x/&gt;</arg0></processOCIMessage>",
            "<q:processOCIMessage xmlns:q=\"urn:com:broadsoft:webservice\"><in0>&lt;x/&gt;</in0></q:processOCIMessage>",
            "<processOCIMessage xmlns=\"urn:com:broadsoft:webservice\"><in0><![CDATA[<x/>]]></in0></processOCIMessage>",
            "<processOCIMessage><arg0 xmlns:t=\"http://schemas.xmlsoap.org/soap/encoding/\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:type=\"t:string\">\n&lt;x/&gt;\n</arg0></processOCIMessage>",
        ] {
            let envelope = format!("{open}{call}</s:Body></s:Envelope>");
            assert_eq!(document_of(envelope.as_bytes(), 4096).as_deref(), Ok("<x/>"), "{call}");
        }
    }

    #[test]
    fn what_is_no_call_is_refused() {
        for text in [
            "",
            "<x/>",
            "<Envelope><Body/></Envelope>",
            "<Envelope><Body><processOCIMessage/></Body></Envelope>",
            "<Envelope><Body><processOCIMessage><a/><b/></processOCIMessage></Body></Envelope>",
            "<!DOCTYPE x [<!ENTITY e \"e\">]><Envelope><Body><processOCIMessage><a>&e;</a></processOCIMessage></Body></Envelope>",
        ] {
            assert!(document_of(text.as_bytes(), 4096).is_err(), "{text}");
        }
        let long = format!(
            "<Envelope><Body><processOCIMessage><a>{}</a></processOCIMessage></Body></Envelope>",
            "x".repeat(5000)
        );
        assert!(matches!(document_of(long.as_bytes(), 4096), Err(EnvelopeError::Unreadable(_))));
    }

    fn value_of(envelope: &str) -> String {
        let root = lineman_xml::parse_str(envelope).expect("well formed");
        let response = root.at(&["Body", "processOCIMessageResponse"]).expect("a response");
        assert_eq!(response.namespace(), None);
        let value = &response.children()[0];
        assert_eq!((value.name(), value.namespace()), ("processOCIMessageReturn", Some(NAMESPACE)));
        value.text().to_owned()
    }

    proptest! {
        #[test]
        fn an_answer_is_read_back(document in "[ -~äé€汉\n]{0,200}") {
            prop_assert_eq!(value_of(&answer(&document)), document);
        }

        #[test]
        fn arbitrary_bytes_do_no_harm(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = document_of(&bytes, 200);
        }
    }
}
