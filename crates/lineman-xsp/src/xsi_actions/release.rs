//! The release whose documents a client wants: `X-BroadWorks-Protocol-Version`, else our own.

use super::exchange::Exchange;

/// Header with the release.
const HEADER: &str = "x-broadworks-protocol-version";

/// A release: `25.0`, or `21.sp1` behind `21.0`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Release(u16, u16);

impl Release {
    /// Ours.
    pub(crate) const OWN: Self = Self(25, 0);
    /// AccessDevices have `endpointType`.
    pub(crate) const ENDPOINT_TYPE: Self = Self(21, 1);
    /// The profile has the time zone.
    pub(crate) const TIME_ZONE: Self = Self(22, 0);
    /// Contact data has the location's dialling code.
    pub(crate) const LOCATION_CODE: Self = Self(24, 0);

    fn parse(text: &str) -> Option<Self> {
        let (major, minor) = text.trim().split_once('.')?;
        let minor = minor.strip_prefix("sp").unwrap_or(minor);
        Some(Self(major.parse().ok()?, minor.parse().ok()?))
    }

    /// The one that a request names; ours when it names none that can be read, or a newer one.
    pub(crate) fn of(exchange: &Exchange<'_>) -> Self {
        let named = exchange.headers().get(HEADER).and_then(|value| value.to_str().ok());
        named.and_then(Self::parse).unwrap_or(Self::OWN).min(Self::OWN)
    }
}

impl std::fmt::Display for Release {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.0, self.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn service_packs_stand_between_releases() {
        let read = |text| Release::parse(text).expect("a release");
        assert!(read("21.0") < read("21.sp1") && read("21.sp1") < read("22.0"));
        assert!(read("23.0") < read("23.5") && read("23.5") < Release::OWN);
        assert_eq!(read("25.0"), Release::OWN);
        for text in ["", "25", "x.y", "25.spx"] {
            assert_eq!(Release::parse(text), None, "{text}");
        }
        assert_eq!(Release::OWN.to_string(), "25.0");
    }
}
