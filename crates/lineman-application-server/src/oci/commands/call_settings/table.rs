//! The settings that are a switch and a few values.

use lineman_model::CallService;
use lineman_store::broadworks::call_setting;

use super::values::Kind;

/// The element that switches a service on.
pub(super) const IS_ACTIVE: &str = "isActive";

/// One value of a setting.
pub(super) struct Value {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// What it is until it is set; empty: absent.
    pub(super) default: &'static str,
}

/// A setting.
pub(super) struct Setting {
    pub(super) service: CallService,
    /// Its values without the switch, in the order of the newest answer.
    pub(super) values: &'static [Value],
    /// How many of them each version of the answer has; the newest and unlisted ones have all.
    pub(super) shorter: &'static [(&'static str, usize)],
    /// Whether it has a switch.
    pub(super) has_switch: bool,
    /// A value that must be there while it is on.
    pub(super) needs: Option<&'static str>,
}

const fn value(name: &'static str, kind: Kind, default: &'static str) -> Value {
    Value { name, kind, default }
}

const fn switch(service: CallService, values: &'static [Value]) -> Setting {
    Setting { service, values, shorter: &[], has_switch: true, needs: None }
}

const fn forwarding(service: CallService, values: &'static [Value]) -> Setting {
    Setting {
        service,
        values,
        shorter: &[],
        has_switch: true,
        needs: Some(call_setting::FORWARD_TO),
    }
}

const FORWARD_TO: Value = value(call_setting::FORWARD_TO, Kind::Address, "");

/// How a call is recorded (`RecordingOption20`).
pub(super) const RECORDING: &[&str] = &[
    "Always",
    "Never",
    "On Demand",
    "Always with Pause/Resume",
    "On Demand with User Initiated Start",
];

const PRESENCES: &[&str] = &[
    "None",
    "Business Trip",
    "Gone for the Day",
    "Lunch",
    "Meeting",
    "Out Of Office",
    "Temporarily Out",
    "Training",
    "Unavailable",
    "Vacation",
];

static SETTINGS: &[Setting] = &[
    switch(CallService::DoNotDisturb, &[value(call_setting::RING_SPLASH, Kind::Flag, "false")]),
    forwarding(
        CallService::CallForwardingAlways,
        &[FORWARD_TO, value(call_setting::FORWARD_RING_SPLASH, Kind::Flag, "false")],
    ),
    forwarding(CallService::CallForwardingBusy, &[FORWARD_TO]),
    forwarding(
        CallService::CallForwardingNoAnswer,
        &[FORWARD_TO, value(call_setting::NUMBER_OF_RINGS, Kind::Rings, "3")],
    ),
    forwarding(CallService::CallForwardingNotReachable, &[FORWARD_TO]),
    Setting {
        service: CallService::RemoteOffice,
        values: &[value(call_setting::REMOTE_OFFICE_NUMBER, Kind::Address, "")],
        shorter: &[],
        has_switch: true,
        needs: Some(call_setting::REMOTE_OFFICE_NUMBER),
    },
    Setting {
        service: CallService::CallWaiting,
        values: &[value(call_setting::DISABLE_CALLING_LINE_ID, Kind::Flag, "false")],
        shorter: &[("", 0)],
        has_switch: true,
        needs: None,
    },
    switch(CallService::AnonymousCallRejection, &[]),
    switch(CallService::AutomaticCallback, &[]),
    switch(CallService::CallingLineIdDeliveryBlocking, &[]),
    switch(CallService::MusicOnHold, &[]),
    Setting {
        service: CallService::CallRecording,
        values: &[
            value(call_setting::RECORDING_OPTION, Kind::Choice(RECORDING), "Never"),
            value(
                "pauseResumeNotification",
                Kind::Choice(&["None", "Beep", "Play Announcement"]),
                "None",
            ),
            value("enableCallRecordingAnnouncement", Kind::Flag, "true"),
            value("enableRecordCallRepeatWarningTone", Kind::Flag, "false"),
            value("recordCallRepeatWarningToneTimerSeconds", Kind::Seconds, "15"),
            // Only with Voice Messaging User, which is not served: absent until it is set.
            value("enableVoiceMailRecording", Kind::Flag, ""),
            value("mediaStream", Kind::Choice(&["Dual", "Single"]), "Dual"),
        ],
        shorter: &[("", 1), ("20", 6)],
        has_switch: false,
        needs: None,
    },
    Setting {
        service: CallService::PersonalAssistant,
        values: &[
            value(call_setting::PRESENCE, Kind::Choice(PRESENCES), "None"),
            value("enableTransferToAttendant", Kind::Flag, "false"),
            value("attendantNumber", Kind::Address, ""),
            value("enableRingSplash", Kind::Flag, "false"),
            value("enableExpirationTime", Kind::Flag, "false"),
            value("expirationTime", Kind::Time, ""),
            value("alertMeFirst", Kind::Flag, "false"),
            value("alertMeFirstNumberOfRings", Kind::Rings, "3"),
        ],
        shorter: &[("", 6)],
        has_switch: false,
        needs: None,
    },
    Setting {
        service: CallService::PushNotification,
        values: &[
            value(call_setting::PUSH_FOR_CLICK_TO_DIAL, Kind::Flag, "true"),
            value("sendPushNotificationForGroupPaging", Kind::Flag, "true"),
        ],
        shorter: &[("", 1)],
        has_switch: false,
        needs: None,
    },
];

/// The setting of a family, `User<stem>GetRequest` or `User<stem>ModifyRequest`.
pub(super) fn find(family: &str) -> Option<&'static Setting> {
    let name = family.strip_prefix("User")?;
    let stem = name.strip_suffix("GetRequest").or_else(|| name.strip_suffix("ModifyRequest"))?;
    SETTINGS.iter().find(|setting| setting.service.stem() == stem)
}

impl Setting {
    /// The values of a version of the answer.
    pub(super) fn values_of(&self, version: &str) -> &'static [Value] {
        let count = self.shorter.iter().find(|(shorter, _)| *shorter == version);
        count.map_or(self.values, |(_, count)| &self.values[..*count])
    }
}
