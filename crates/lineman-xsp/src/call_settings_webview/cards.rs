//! What the page shows of which setting. Names are those of the Xsi documents.

use lineman_model::CallService;

/// A group of settings.
pub(super) struct Section {
    /// Key of its heading.
    pub(super) title: &'static str,
    pub(super) cards: &'static [Card],
}

/// A setting.
pub(super) struct Card {
    pub(super) service: CallService,
    /// Key of its name; with `-hint`, of its explanation.
    pub(super) text: &'static str,
    pub(super) has_switch: bool,
    pub(super) fields: &'static [Field],
}

/// A value of a setting.
pub(super) struct Field {
    /// The element.
    pub(super) name: &'static str,
    /// Key of its label.
    pub(super) label: &'static str,
    pub(super) kind: Kind,
}

/// How a value is entered.
pub(super) enum Kind {
    /// True or false.
    Check,
    /// A number, without which the setting cannot be on.
    Number,
    /// None, or two and more.
    Rings,
    /// One of some words: the word and the key of its text.
    Choice(&'static [(&'static str, &'static str)]),
    /// A list of telephones.
    Locations,
}

const fn field(name: &'static str, label: &'static str, kind: Kind) -> Field {
    Field { name, label, kind }
}

const fn switch(service: CallService, text: &'static str, fields: &'static [Field]) -> Card {
    Card { service, text, has_switch: true, fields }
}

const FORWARD_TO: Field = field("forwardToPhoneNumber", "csw-forward-to", Kind::Number);
const RING_SPLASH: Field = field("ringSplash", "csw-ring-splash", Kind::Check);

pub(super) static SECTIONS: &[Section] = &[
    Section {
        title: "csw-section-incoming",
        cards: &[
            switch(CallService::DoNotDisturb, "csw-do-not-disturb", &[RING_SPLASH]),
            switch(CallService::AnonymousCallRejection, "csw-anonymous-call-rejection", &[]),
            switch(CallService::CallWaiting, "csw-call-waiting", &[]),
            Card {
                service: CallService::PersonalAssistant,
                text: "csw-personal-assistant",
                has_switch: false,
                fields: &[
                    field(
                        "presence",
                        "csw-presence",
                        Kind::Choice(&[
                            ("None", "csw-presence-none"),
                            ("Business Trip", "csw-presence-business-trip"),
                            ("Gone for the Day", "csw-presence-gone-for-the-day"),
                            ("Lunch", "csw-presence-lunch"),
                            ("Meeting", "csw-presence-meeting"),
                            ("Out Of Office", "csw-presence-out-of-office"),
                            ("Temporarily Out", "csw-presence-temporarily-out"),
                            ("Training", "csw-presence-training"),
                            ("Unavailable", "csw-presence-unavailable"),
                            ("Vacation", "csw-presence-vacation"),
                        ]),
                    ),
                    RING_SPLASH,
                ],
            },
        ],
    },
    Section {
        title: "csw-section-forwarding",
        cards: &[
            switch(
                CallService::CallForwardingAlways,
                "csw-call-forwarding-always",
                &[FORWARD_TO, RING_SPLASH],
            ),
            switch(CallService::CallForwardingBusy, "csw-call-forwarding-busy", &[FORWARD_TO]),
            switch(
                CallService::CallForwardingNoAnswer,
                "csw-call-forwarding-no-answer",
                &[FORWARD_TO, field("numberOfRings", "csw-number-of-rings", Kind::Rings)],
            ),
            switch(
                CallService::CallForwardingNotReachable,
                "csw-call-forwarding-not-reachable",
                &[FORWARD_TO],
            ),
        ],
    },
    Section {
        title: "csw-section-phones",
        cards: &[
            switch(
                CallService::RemoteOffice,
                "csw-remote-office",
                &[field("remoteOfficeNumber", "csw-forward-to", Kind::Number)],
            ),
            switch(
                CallService::SimultaneousRingPersonal,
                "csw-simultaneous-ring",
                &[
                    field("simRingLocations", "csw-location", Kind::Locations),
                    field(
                        "incomingCalls",
                        "csw-incoming-calls",
                        Kind::Choice(&[
                            ("Ring for all Incoming Calls", "csw-ring-always"),
                            ("Do not Ring if on a Call", "csw-ring-silent"),
                        ]),
                    ),
                ],
            ),
            switch(CallService::BroadWorksMobility, "csw-broadworks-mobility", &[]),
        ],
    },
    Section {
        title: "csw-section-outgoing",
        cards: &[
            switch(CallService::CallingLineIdDeliveryBlocking, "csw-calling-line-id-blocking", &[]),
            switch(CallService::AutomaticCallback, "csw-automatic-callback", &[]),
        ],
    },
    Section {
        title: "csw-section-more",
        cards: &[
            switch(CallService::MusicOnHold, "csw-music-on-hold", &[]),
            Card {
                service: CallService::CallRecording,
                text: "csw-call-recording",
                has_switch: false,
                fields: &[field(
                    "recordingMode",
                    "csw-recording-mode",
                    Kind::Choice(&[
                        ("never", "csw-recording-never"),
                        ("always", "csw-recording-always"),
                        ("always-pause-resume", "csw-recording-always-pause"),
                        ("on-demand", "csw-recording-on-demand"),
                        ("on-demand-user-start", "csw-recording-user-start"),
                    ]),
                )],
            },
            Card {
                service: CallService::PushNotification,
                text: "csw-push-notification",
                has_switch: false,
                fields: &[
                    field(
                        "sendPushNotificationForClickToDial",
                        "csw-push-click-to-dial",
                        Kind::Check,
                    ),
                    field(
                        "sendPushNotificationForGroupPaging",
                        "csw-push-group-paging",
                        Kind::Check,
                    ),
                ],
            },
        ],
    },
];
