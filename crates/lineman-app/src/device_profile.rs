//! The device profile `config-wxt.xml` (CAL-004, design.md section 7).

use lineman_model::Secret;
use lineman_sip::SipUri;
use lineman_sip_transport::Protocol;
use lineman_xml::{Element, Limits};

/// Longest profile.
const PROFILE_BYTES: usize = 1024 * 1024;

/// What the app takes from its profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DeviceProfile {
    pub(crate) proxy_host: String,
    pub(crate) proxy_port: u16,
    pub(crate) protocol: Protocol,
    /// The line: `sip:line@host`.
    pub(crate) line: SipUri,
    pub(crate) auth_user: String,
    pub(crate) auth_password: Secret,
    pub(crate) call_settings: CallSettingsNode,
}

/// `config/services/web-call-settings`: what the tags of the Call Settings Webview became.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct CallSettingsNode {
    /// How it opens; only one value opens it within the app (CSW-002).
    pub(crate) target: String,
    /// Its address; empty hides the link (CSW-001).
    pub(crate) url: String,
}

impl CallSettingsNode {
    fn read(root: &Element) -> Self {
        let Some(node) = root.at(&["services", "web-call-settings"]) else {
            return Self::default();
        };
        Self {
            target: node.attribute("target").unwrap_or_default().trim().to_owned(),
            url: node.child_text("url").unwrap_or_default().trim().to_owned(),
        }
    }
}

/// Reads the profile; the reason of a failure never holds a value of the profile.
pub(crate) fn read(bytes: &[u8]) -> Result<DeviceProfile, String> {
    let limits = Limits { bytes: PROFILE_BYTES, ..Limits::default() };
    let root = lineman_xml::parse_with(bytes, limits).map_err(|error| error.to_string())?.root;
    if root.name() != "config" {
        return Err(String::from("the root element is not config"));
    }
    let sip = root.at(&["protocols", "sip"]).ok_or("config/protocols/sip is missing")?;
    let proxy = sip.at(&["proxies", "proxy"]).ok_or("no SIP proxy")?;
    let line = sip.at(&["lines", "line"]).ok_or("no SIP line")?;
    let proxy_host = filled(proxy.attribute("address"), "the address of the SIP proxy")?;
    let port = filled(proxy.attribute("port"), "the port of the SIP proxy")?;
    let proxy_port = port
        .parse::<u16>()
        .ok()
        .filter(|port| *port > 0)
        .ok_or("the port of the SIP proxy is no port number")?;
    let protocol = proxy.attribute("transport").unwrap_or("udp");
    let protocol = Protocol::parse(protocol.trim())
        .ok_or("the transport of the SIP proxy is none of udp, tcp and tls")?;
    let address = filled(text(line, &["uri"]), "the address of the SIP line")?;
    let line_uri = SipUri::parse(&address)
        .or_else(|_| SipUri::parse(&format!("sip:{address}")))
        .ok()
        .filter(|uri| uri.user.is_some() && !uri.host.is_empty())
        .ok_or("the address of the SIP line is no SIP address")?;
    let user = text(line, &["credentials", "username"]);
    let password = text(line, &["credentials", "password"]);
    Ok(DeviceProfile {
        proxy_host,
        proxy_port,
        protocol,
        line: line_uri,
        auth_user: filled(user, "the SIP user name")?,
        auth_password: Secret::new(filled(password, "the SIP password")?),
        call_settings: CallSettingsNode::read(&root),
    })
}

fn text<'a>(element: &'a Element, path: &[&str]) -> Option<&'a str> {
    element.at(path).map(Element::text)
}

/// A tag that is not defined becomes empty, so an empty value is a missing one.
fn filled(value: Option<&str>, what: &str) -> Result<String, String> {
    let value = value.map(str::trim).filter(|value| !value.is_empty());
    value.map(str::to_owned).ok_or_else(|| format!("{what} is missing"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROFILE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<config><protocols><sip>
<proxies><proxy address="sbc.example.com" port="5060" transport="TCP"/></proxies>
<lines><line><uri>221@bw.example.com</uri>
<credentials><username>una-sip</username><password>secret</password></credentials></line></lines>
</sip></protocols></config>"#;

    #[test]
    fn the_values_of_the_template_are_taken() {
        let profile = read(PROFILE.as_bytes()).expect("a profile");
        assert_eq!((profile.proxy_host.as_str(), profile.proxy_port), ("sbc.example.com", 5060));
        assert_eq!(profile.protocol, Protocol::Tcp);
        assert_eq!(profile.line.to_string(), "sip:221@bw.example.com");
        assert_eq!(profile.auth_user, "una-sip");
        assert_eq!(profile.call_settings, CallSettingsNode::default(), "CSW-001: no node, no link");
        let node = "<services><web-call-settings target=\"csw\"><url>http://xsp/callsettings/</url>\
                    </web-call-settings></services></config>";
        let with_link = read(PROFILE.replace("</config>", node).as_bytes()).expect("a profile");
        assert_eq!(with_link.call_settings.target, "csw");
        assert_eq!(with_link.call_settings.url, "http://xsp/callsettings/");
    }

    #[test]
    fn what_is_missing_is_named_and_no_value_is() {
        for (from, to, reason) in [
            ("sbc.example.com", "", "the address of the SIP proxy is missing"),
            ("port=\"5060\"", "port=\"x\"", "the port of the SIP proxy is no port number"),
            ("TCP", "carrier-pigeon", "the transport of the SIP proxy is none of udp, tcp and tls"),
            ("221@bw.example.com", "", "the address of the SIP line is missing"),
            ("221@bw.example.com", "http://x", "the address of the SIP line is no SIP address"),
            ("<password>secret</password>", "", "the SIP password is missing"),
            ("config", "other", "the root element is not config"),
        ] {
            let broken = PROFILE.replace(from, to);
            assert_eq!(read(broken.as_bytes()), Err(reason.to_owned()));
        }
    }

    #[test]
    fn an_encoding_that_breaks_the_xml_is_a_parse_failure() {
        // solution-facts 6: ISO-8859-1 bytes in a file that says UTF-8.
        let mut bytes = PROFILE.as_bytes().to_vec();
        let place = PROFILE.find("una-sip").expect("there");
        bytes[place] = 0xe9;
        assert!(read(&bytes).is_err());
    }
}
