//! What an HTTP request asks for, from its target.

use lineman_ladder::literals;

/// A resource of the ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Resource {
    /// `.../user/{id}/profile`.
    Profile(String),
    /// `.../user/{id}/profile/device`.
    Devices(String),
    /// `.../user/{id}/profile/DeviceToken`.
    DeviceToken(String),
    /// `/authService/token`.
    Token,
    /// A file below Device Management's context.
    DeviceFile,
    /// Anything else.
    Other,
}

/// The resource of a request target: a path with its query, or an absolute URL.
pub(crate) fn resource(target: &str) -> Resource {
    let path = path_of(target);
    if path == literals::AUTH_SERVICE_TOKEN_PATH {
        return Resource::Token;
    }
    if let Some(rest) = strip_context(path, literals::DMS_CONTEXT) {
        return if rest.len() > 1 { Resource::DeviceFile } else { Resource::Other };
    }
    let Some(rest) = strip_context(path, literals::XSI_ACTIONS_CONTEXT) else {
        return Resource::Other;
    };
    // /v2.0/user/{id}/profile[/device]; fixed segments match in any case (broadworks-wire.md 2.1).
    let segments: Vec<&str> = rest.split('/').filter(|segment| !segment.is_empty()).collect();
    match segments.as_slice() {
        [_, user, id, profile, tail @ ..]
            if user.eq_ignore_ascii_case("user") && profile.eq_ignore_ascii_case("profile") =>
        {
            let id = decode(id);
            match tail {
                [] => Resource::Profile(id),
                [last] if last.eq_ignore_ascii_case("device") => Resource::Devices(id),
                [last] if last.eq_ignore_ascii_case("devicetoken") => Resource::DeviceToken(id),
                _ => Resource::Other,
            }
        }
        _ => Resource::Other,
    }
}

/// The path without scheme, host and query.
pub(crate) fn path_of(target: &str) -> &str {
    let path = match target.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |slash| &rest[slash..]),
        None => target,
    };
    path.split(['?', '#']).next().unwrap_or(path)
}

/// The host of an absolute URL, without the port.
pub(crate) fn host_of(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    if let Some(bracketed) = authority.strip_prefix('[') {
        return bracketed.split(']').next();
    }
    Some(authority.split(':').next().unwrap_or(authority))
}

/// Whether a host is written as an IP address.
pub(crate) fn is_address(host: &str) -> bool {
    host.parse::<std::net::IpAddr>().is_ok()
}

fn strip_context<'a>(path: &'a str, context: &str) -> Option<&'a str> {
    let (head, rest) = path.split_at_checked(context.len())?;
    (head.eq_ignore_ascii_case(context) && (rest.is_empty() || rest.starts_with('/')))
        .then_some(rest)
}

/// Percent-decoding; what is no escape stays.
pub(crate) fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while let Some(byte) = bytes.get(index) {
        let escaped = (*byte == b'%')
            .then(|| bytes.get(index + 1..index + 3))
            .flatten()
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match escaped {
            Some(value) => {
                decoded.push(value);
                index += 3;
            }
            None => {
                decoded.push(*byte);
                index += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// LAD-008, LAD-036, XCC-003: raw and encoded `@`, segments in any case.
    #[test]
    fn xsi_paths_name_their_user() {
        let profile = Resource::Profile("u1@example.com".to_owned());
        assert_eq!(
            resource("/com.broadsoft.xsi-actions/v2.0/user/u1@example.com/profile?_=1"),
            profile
        );
        assert_eq!(
            resource("http://x:80/com.broadsoft.xsi-actions/v2.0/user/u1%40example.com/Profile"),
            profile
        );
        assert_eq!(
            resource("/com.broadsoft.xsi-actions/v2.0/user/u1%40example.com/profile/Device"),
            Resource::Devices("u1@example.com".to_owned())
        );
        assert_eq!(resource("/com.broadsoft.xsi-actionsX/v2.0/user/u/profile"), Resource::Other);
    }

    /// LAD-026: this path is case-sensitive.
    #[test]
    fn the_token_path_is_exact() {
        assert_eq!(resource("http://127.0.0.1:80/authService/token"), Resource::Token);
        assert_eq!(resource("/authservice/token"), Resource::Other);
        assert_eq!(resource("/dms/bc/pc/config-wxt.xml"), Resource::DeviceFile);
        assert_eq!(resource("/dms"), Resource::Other);
    }

    #[test]
    fn hosts_and_escapes() {
        assert_eq!(host_of("https://10.0.0.1:8443/x"), Some("10.0.0.1"));
        assert_eq!(host_of("https://[::1]:8443/x"), Some("::1"));
        assert!(is_address("10.0.0.1") && is_address("::1") && !is_address("localhost"));
        assert_eq!(decode("a%40b%4"), "a@b%4");
    }
}
