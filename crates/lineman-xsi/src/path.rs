//! The request path of Xsi-Actions (LAD-008, LAD-036).
//!
//! Fixed segments match in any case, because clients differ (`profile/Device`, `profile/device`);
//! the user id is taken with a raw `@` and with `%40` alike.

use std::fmt::Write as _;

use lineman_ladder::literals;
use percent_encoding::percent_decode_str;

/// Longest user id that BroadWorks allows.
pub const USER_ID_CHARACTERS: usize = 161;
/// Longest segment of a tail.
const SEGMENT_CHARACTERS: usize = 256;
/// Most segments behind the version.
const SEGMENTS: usize = 10;

/// What a path asks for. A tail is what follows, decoded, segment by segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resource {
    /// `/versions`.
    Versions,
    /// `/user/{id}/profile`.
    Profile,
    /// `/user/{id}/profile/device`.
    Devices,
    /// `/user/{id}/profile/device/{linePort}`.
    Device(String),
    /// `/user/{id}/profile/DeviceToken`.
    DeviceToken,
    /// `/user/{id}/profile/LoginToken`.
    LoginToken,
    /// `/user/{id}/profile/Fac`.
    FeatureAccessCodes,
    /// `/user/{id}/profile/IMPProfile`.
    ImpProfile,
    /// `/user/{id}/profile/Password/Portal`.
    PortalPassword,
    /// `/user/{id}/profile/Registrations`.
    Registrations,
    /// `/user/{id}/profile/Schedule` and below.
    Schedules(Vec<String>),
    /// `/user/{id}/profile/PushNotificationRegistrations` and below.
    PushRegistrations(Vec<String>),
    /// `/user/{id}/directories` and below.
    Directories(Vec<String>),
    /// `/user/{id}/services` and below.
    Services(Vec<String>),
    /// `/user/{id}/calls` and below, but for the next one.
    Calls(Vec<String>),
    /// `/user/{id}/calls/MessageSummary`.
    MessageSummary,
    /// `/user/{id}/VoiceMessagingMessages` and below.
    VoiceMessages(Vec<String>),
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
        let mut segments: Vec<&str> = segments.take(SEGMENTS + 1).collect();
        // One trailing slash is forgiven.
        if segments.last() == Some(&"") {
            segments.pop();
        }
        if segments.len() > SEGMENTS {
            return Err(PathProblem::UnknownResource);
        }
        match segments.as_slice() {
            [one] if is(one, "versions") => {
                Ok(Self { resource: Resource::Versions, user_id: String::new() })
            }
            [kind, user, room, tail @ ..] if is(kind, "user") => {
                let resource = Resource::parse(room, tail)?;
                Ok(Self { resource, user_id: decode_user_id(user)? })
            }
            _ => Err(PathProblem::UnknownResource),
        }
    }

    /// The path of a user's resource, the id percent-encoded (`@` as `%40`).
    #[must_use]
    pub fn encode(&self) -> String {
        let base = format!("{}/{}", literals::XSI_ACTIONS_CONTEXT, literals::XSI_VERSION);
        if self.resource == Resource::Versions {
            return format!("{base}/versions");
        }
        let (fixed, tail) = self.resource.parts();
        let mut path = format!("{base}/user/{}/{fixed}", encode_user_id(&self.user_id));
        for segment in tail {
            path.push('/');
            path.push_str(&encode_user_id(segment));
        }
        path
    }
}

fn is(segment: &str, fixed: &str) -> bool {
    segment.eq_ignore_ascii_case(fixed)
}

impl Resource {
    /// Reads what follows the user id.
    fn parse(room: &str, tail: &[&str]) -> Result<Self, PathProblem> {
        if is(room, "profile") {
            return Self::parse_profile(tail);
        }
        if is(room, "calls") && matches!(tail, [one] if is(one, "MessageSummary")) {
            return Ok(Self::MessageSummary);
        }
        let tail = decode_tail(tail)?;
        if is(room, "directories") {
            Ok(Self::Directories(tail))
        } else if is(room, "services") {
            Ok(Self::Services(tail))
        } else if is(room, "calls") {
            Ok(Self::Calls(tail))
        } else if is(room, "VoiceMessagingMessages") {
            Ok(Self::VoiceMessages(tail))
        } else {
            Err(PathProblem::UnknownResource)
        }
    }

    fn parse_profile(tail: &[&str]) -> Result<Self, PathProblem> {
        let known = [
            ("device", Self::Devices),
            ("DeviceToken", Self::DeviceToken),
            ("LoginToken", Self::LoginToken),
            ("Fac", Self::FeatureAccessCodes),
            ("IMPProfile", Self::ImpProfile),
            ("Registrations", Self::Registrations),
        ];
        match tail {
            [] => Ok(Self::Profile),
            [leaf, rest @ ..] if is(leaf, "Schedule") => decode_tail(rest).map(Self::Schedules),
            [leaf, rest @ ..] if is(leaf, "PushNotificationRegistrations") => {
                decode_tail(rest).map(Self::PushRegistrations)
            }
            [leaf, line_port] if is(leaf, "device") => {
                decode_segment(line_port).map(Self::Device).ok_or(PathProblem::UnknownResource)
            }
            [password, portal] if is(password, "Password") && is(portal, "Portal") => {
                Ok(Self::PortalPassword)
            }
            [leaf] => known
                .into_iter()
                .find(|(name, _)| is(leaf, name))
                .map(|(_, resource)| resource)
                .ok_or(PathProblem::UnknownResource),
            _ => Err(PathProblem::UnknownResource),
        }
    }

    /// The fixed part below the user, and the tail.
    fn parts(&self) -> (&'static str, &[String]) {
        match self {
            Self::Versions => ("versions", &[]),
            Self::Profile => ("profile", &[]),
            Self::Devices => ("profile/device", &[]),
            Self::Device(line_port) => ("profile/device", std::slice::from_ref(line_port)),
            Self::DeviceToken => ("profile/DeviceToken", &[]),
            Self::LoginToken => ("profile/LoginToken", &[]),
            Self::FeatureAccessCodes => ("profile/Fac", &[]),
            Self::ImpProfile => ("profile/IMPProfile", &[]),
            Self::PortalPassword => ("profile/Password/Portal", &[]),
            Self::Registrations => ("profile/Registrations", &[]),
            Self::Schedules(tail) => ("profile/Schedule", tail),
            Self::PushRegistrations(tail) => ("profile/PushNotificationRegistrations", tail),
            Self::Directories(tail) => ("directories", tail),
            Self::Services(tail) => ("services", tail),
            Self::Calls(tail) => ("calls", tail),
            Self::MessageSummary => ("calls/MessageSummary", &[]),
            Self::VoiceMessages(tail) => ("VoiceMessagingMessages", tail),
        }
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
    decode_segment(segment)
        .filter(|id| id.chars().count() <= USER_ID_CHARACTERS)
        .ok_or(PathProblem::InvalidUserId)
}

/// A segment, decoded: not empty, no control characters.
fn decode_segment(segment: &str) -> Option<String> {
    let decoded = percent_decode_str(segment).decode_utf8().ok()?;
    let fits = !decoded.is_empty()
        && decoded.chars().count() <= SEGMENT_CHARACTERS
        && !decoded.chars().any(char::is_control);
    fits.then(|| decoded.into_owned())
}

fn decode_tail(segments: &[&str]) -> Result<Vec<String>, PathProblem> {
    segments
        .iter()
        .map(|segment| decode_segment(segment).ok_or(PathProblem::UnknownResource))
        .collect()
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
    fn tails_are_decoded_and_keep_their_case() {
        let base = "/com.broadsoft.xsi-actions/v2.0/user/a@b";
        let tail = |list: &[&str]| list.iter().map(|&one| one.to_owned()).collect::<Vec<_>>();
        for (path, resource) in [
            ("/Services/DoNotDisturb", Resource::Services(tail(&["DoNotDisturb"]))),
            ("/services/", Resource::Services(tail(&[]))),
            ("/calls/c%3A1/Hold", Resource::Calls(tail(&["c:1", "Hold"]))),
            ("/calls/messagesummary", Resource::MessageSummary),
            ("/profile/device/pc%40b", Resource::Device("pc@b".to_owned())),
            ("/profile/password/portal", Resource::PortalPassword),
            ("/directories/enterprisecommon", Resource::Directories(tail(&["enterprisecommon"]))),
            (
                "/voicemessagingmessages/7/MarkAsRead",
                Resource::VoiceMessages(tail(&["7", "MarkAsRead"])),
            ),
        ] {
            assert_eq!(parsed(&format!("{base}{path}")).resource, resource, "{path}");
        }
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
            ("/user/a@b/nothing", PathProblem::UnknownResource),
            ("/user/a@b/profile/device/x/y", PathProblem::UnknownResource),
            ("/user/a@b/services/%0a", PathProblem::UnknownResource),
            ("/user/a@b/services//x", PathProblem::UnknownResource),
            ("/user/a@b/services/1/2/3/4/5/6/7/8", PathProblem::UnknownResource),
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
