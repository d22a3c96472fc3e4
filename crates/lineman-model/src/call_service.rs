//! The call settings of a subscriber, each with its three names.

/// A call setting of a subscriber.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CallService {
    /// Do not disturb.
    DoNotDisturb,
    /// Call forwarding, always.
    CallForwardingAlways,
    /// Call forwarding when busy.
    CallForwardingBusy,
    /// Call forwarding after some rings.
    CallForwardingNoAnswer,
    /// Call forwarding when no device is registered.
    CallForwardingNotReachable,
    /// Calls ring at another telephone and are made from it.
    RemoteOffice,
    /// Further telephones ring with the own devices.
    SimultaneousRingPersonal,
    /// A second call is offered during a first one.
    CallWaiting,
    /// Callers who withhold their number are turned away.
    AnonymousCallRejection,
    /// Calls back when a busy line becomes free.
    AutomaticCallback,
    /// The own number is withheld.
    CallingLineIdDeliveryBlocking,
    /// Who is put on hold hears music.
    MusicOnHold,
    /// Which calls are recorded.
    CallRecording,
    /// One number for several telephones.
    BroadWorksAnywhere,
    /// The mobile telephone as an extension.
    BroadWorksMobility,
    /// Callers hear where the subscriber is.
    PersonalAssistant,
    /// For what the app is woken up.
    PushNotification,
}

impl CallService {
    /// Every value, in order.
    pub const ALL: &'static [Self] = &[
        Self::DoNotDisturb,
        Self::CallForwardingAlways,
        Self::CallForwardingBusy,
        Self::CallForwardingNoAnswer,
        Self::CallForwardingNotReachable,
        Self::RemoteOffice,
        Self::SimultaneousRingPersonal,
        Self::CallWaiting,
        Self::AnonymousCallRejection,
        Self::AutomaticCallback,
        Self::CallingLineIdDeliveryBlocking,
        Self::MusicOnHold,
        Self::CallRecording,
        Self::BroadWorksAnywhere,
        Self::BroadWorksMobility,
        Self::PersonalAssistant,
        Self::PushNotification,
    ];

    /// The name under which it is assigned to a user (`UserService` of OCI-P).
    #[must_use]
    pub const fn service_name(self) -> &'static str {
        match self {
            Self::DoNotDisturb => "Do Not Disturb",
            Self::CallForwardingAlways => "Call Forwarding Always",
            Self::CallForwardingBusy => "Call Forwarding Busy",
            Self::CallForwardingNoAnswer => "Call Forwarding No Answer",
            Self::CallForwardingNotReachable => "Call Forwarding Not Reachable",
            Self::RemoteOffice => "Remote Office",
            Self::SimultaneousRingPersonal => "Simultaneous Ring Personal",
            Self::CallWaiting => "Call Waiting",
            Self::AnonymousCallRejection => "Anonymous Call Rejection",
            Self::AutomaticCallback => "Automatic Callback",
            Self::CallingLineIdDeliveryBlocking => "Calling Line ID Delivery Blocking",
            Self::MusicOnHold => "Music On Hold User",
            Self::CallRecording => "Call Recording",
            Self::BroadWorksAnywhere => "BroadWorks Anywhere",
            Self::BroadWorksMobility => "BroadWorks Mobility",
            Self::PersonalAssistant => "Personal Assistant",
            Self::PushNotification => "Push Notification",
        }
    }

    /// The name within commands (`User<stem>GetRequest`); also the segment and the root of
    /// Xsi-Actions.
    #[must_use]
    pub const fn stem(self) -> &'static str {
        match self {
            Self::DoNotDisturb => "DoNotDisturb",
            Self::CallForwardingAlways => "CallForwardingAlways",
            Self::CallForwardingBusy => "CallForwardingBusy",
            Self::CallForwardingNoAnswer => "CallForwardingNoAnswer",
            Self::CallForwardingNotReachable => "CallForwardingNotReachable",
            Self::RemoteOffice => "RemoteOffice",
            Self::SimultaneousRingPersonal => "SimultaneousRingPersonal",
            Self::CallWaiting => "CallWaiting",
            Self::AnonymousCallRejection => "AnonymousCallRejection",
            Self::AutomaticCallback => "AutomaticCallback",
            Self::CallingLineIdDeliveryBlocking => "CallingLineIDDeliveryBlocking",
            Self::MusicOnHold => "MusicOnHold",
            Self::CallRecording => "CallRecording",
            Self::BroadWorksAnywhere => "BroadWorksAnywhere",
            Self::BroadWorksMobility => "BroadWorksMobility",
            Self::PersonalAssistant => "PersonalAssistant",
            Self::PushNotification => "PushNotification",
        }
    }

    /// Whether a user must be given it; the others everybody has.
    #[must_use]
    pub const fn is_assignable(self) -> bool {
        !matches!(self, Self::PushNotification)
    }

    /// Whether it is switched on from the moment that it is assigned. Settings that change what
    /// becomes of a call wait for the user.
    #[must_use]
    pub const fn is_active_at_first(self) -> bool {
        matches!(self, Self::CallWaiting | Self::MusicOnHold | Self::PushNotification)
    }

    /// The service of a name that OCI-P uses.
    #[must_use]
    pub fn of_service_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|service| service.service_name() == name)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique_and_lead_back() {
        let stems: BTreeSet<String> =
            CallService::ALL.iter().map(|service| service.stem().to_lowercase()).collect();
        assert_eq!(stems.len(), CallService::ALL.len());
        for service in CallService::ALL {
            assert_eq!(CallService::of_service_name(service.service_name()), Some(*service));
        }
        assert_eq!(CallService::of_service_name("do not disturb"), None);
    }
}
