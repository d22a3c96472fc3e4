//! The request path of Xsi-Actions (LAD-008, LAD-036).
//!
//! Fixed segments match in any case, because clients differ (`profile/Device`, `profile/device`);
//! the user id is taken with a raw `@` and with `%40` alike.

use std::fmt::Write as _;

use lineman_ladder::literals;
use percent_encoding::percent_decode_str;

/// Longest user id that BroadWorks allows.
pub const USER_ID_CHARACTERS: usize = 161;

/// What a path asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resource {
    /// `/user/{id}/profile`.
    Profile,
    /// `/user/{id}/profile/device`.
    Devices,
    /// `/user/{id}/profile/DeviceToken`.
    DeviceToken,
    /// `/user/{id}/profile/LoginToken`.
    LoginToken,
    /// `/versions`.
    Versions,
}

/// A path that names a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XsiPath {
    /// The resource.
    pub resource: Resource,
    /// The user whose resource it is, decoded; empty for [`Resource::Versions`].
    pub user_id: String,
}

/// Why a path names no resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PathProblem {
    /// Not below `/com.broadsoft.xsi-actions/v2.0`.
    #[error("the path is not below the context of Xsi-Actions")]
    OtherContext,
    /// A resource that this server does not have.
    #[error("no such resource")]
    UnknownResource,
    /// The user id is empty, too long, not UTF-8 or holds control characters.
    #[error("the user id in the path is not a BroadWorks user id")]
    InvalidUserId,
}

impl XsiPath {
    /// Reads a path (without its query).
    pub fn parse(path: &str) -> Result<Self, PathProblem> {
        let rest = strip_prefix_ignore_case(path, literals::XSI_ACTIONS_CONTEXT)
            .and_then(|rest| rest.strip_prefix('/'))
            .ok_or(PathProblem::OtherContext)?;
        let mut segments = rest.split('/');
        let version = segments.next().unwrap_or_default();
        if !version.eq_ignore_ascii_case(literals::XSI_VERSION) {
            return Err(PathProblem::OtherContext);
        }
        let mut segments: Vec<&str> = segments.collect();
        // One trailing slash is forgiven.
        if segments.last() == Some(&"") {
            segments.pop();
        }
        let is = |segment: &str, fixed: &str| segment.eq_ignore_ascii_case(fixed);
        let (resource, user) = match segments.as_slice() {
            [one] if is(one, "versions") => {
                return Ok(Self { resource: Resource::Versions, user_id: String::new() });
            }
            [kind, user, profile] if is(kind, "user") && is(profile, "profile") => {
                (Resource::Profile, user)
            }
            [kind, user, profile, leaf] if is(kind, "user") && is(profile, "profile") => {
                let resource = if is(leaf, "device") {
                    Resource::Devices
                } else if is(leaf, "devicetoken") {
                    Resource::DeviceToken
                } else if is(leaf, "logintoken") {
                    Resource::LoginToken
                } else {
                    return Err(PathProblem::UnknownResource);
                };
                (resource, user)
            }
            _ => return Err(PathProblem::UnknownResource),
        };
        Ok(Self { resource, user_id: decode_user_id(user)? })
    }

    /// The path of a user's resource, the id percent-encoded (`@` as `%40`).
    #[must_use]
    pub fn encode(&self) -> String {
        let base = format!("{}/{}", literals::XSI_ACTIONS_CONTEXT, literals::XSI_VERSION);
        let leaf = match self.resource {
            Resource::Versions => return format!("{base}/versions"),
            Resource::Profile => "",
            Resource::Devices => "/device",
            Resource::DeviceToken => "/DeviceToken",
            Resource::LoginToken => "/LoginToken",
        };
        format!("{base}/user/{}/profile{leaf}", encode_user_id(&self.user_id))
    }
}

/// A user id as one path segment: every byte outside the unreserved set of RFC 3986 is encoded, so
/// `@` becomes `%40` as the app writes it (LAD-036).
#[must_use]
pub fn encode_user_id(user_id: &str) -> String {
    let mut encoded = String::with_capacity(user_id.len() + 8);
    for byte in user_id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

fn decode_user_id(segment: &str) -> Result<String, PathProblem> {
    let decoded =
        percent_decode_str(segment).decode_utf8().map_err(|_| PathProblem::InvalidUserId)?;
    let fits = !decoded.is_empty()
        && decoded.chars().count() <= USER_ID_CHARACTERS
        && !decoded.chars().any(char::is_control);
    if fits { Ok(decoded.into_owned()) } else { Err(PathProblem::InvalidUserId) }
}

fn strip_prefix_ignore_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(path: &str) -> XsiPath {
        XsiPath::parse(path).expect(path)
    }

    #[test]
    fn raw_and_encoded_at_signs_are_one_user() {
        // LAD-008 and LAD-036.
        let raw = parsed("/com.broadsoft.xsi-actions/v2.0/user/webexuserid@example.com/profile");
        assert_eq!(raw.user_id, "webexuserid@example.com");
        assert_eq!(raw.resource, Resource::Profile);
        let encoded =
            parsed("/com.broadsoft.xsi-actions/v2.0/user/bwksUserId%40example.com/profile/device");
        assert_eq!(encoded.user_id, "bwksUserId@example.com");
        assert_eq!(encoded.resource, Resource::Devices);
    }

    #[test]
    fn fixed_segments_match_in_any_case_but_ids_keep_theirs() {
        let path = parsed("/COM.Broadsoft.xsi-actions/V2.0/User/MixedCase@x.y/Profile/Device/");
        assert_eq!(path.resource, Resource::Devices);
        assert_eq!(path.user_id, "MixedCase@x.y");
        assert_eq!(
            parsed("/com.broadsoft.xsi-actions/v2.0/user/a@b/profile/logintoken").resource,
            Resource::LoginToken
        );
        assert_eq!(parsed("/com.broadsoft.xsi-actions/v2.0/versions").resource, Resource::Versions);
    }

    #[test]
    fn what_names_no_resource_is_refused_with_its_reason() {
        let base = "/com.broadsoft.xsi-actions/v2.0";
        for (path, problem) in [
            ("/dms/bc/pc/config-wxt.xml", PathProblem::OtherContext),
            ("/com.broadsoft.xsi-actionsX/v2.0/versions", PathProblem::OtherContext),
            ("/com.broadsoft.xsi-actions/v1.0/versions", PathProblem::OtherContext),
            ("", PathProblem::OtherContext),
        ] {
            assert_eq!(XsiPath::parse(path), Err(problem), "{path}");
        }
        for (tail, problem) in [
            ("/user/a@b/services", PathProblem::UnknownResource),
            ("/user/a@b/profile/device/x", PathProblem::UnknownResource),
            ("/user//profile", PathProblem::InvalidUserId),
            ("/user/%FF%FE/profile", PathProblem::InvalidUserId),
            ("/user/a%0d%0ab/profile", PathProblem::InvalidUserId),
            ("/user/a%00/profile", PathProblem::InvalidUserId),
        ] {
            assert_eq!(XsiPath::parse(&format!("{base}{tail}")), Err(problem), "{tail}");
        }
        let long = format!("{base}/user/{}/profile", "a".repeat(USER_ID_CHARACTERS + 1));
        assert_eq!(XsiPath::parse(&long), Err(PathProblem::InvalidUserId));
    }
}
