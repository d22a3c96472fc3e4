//! `System/PushNotification`, its list of applications and `System/NotificationPushServer`.

use lineman_ladder::settings::push as names;

use crate::attribute::{Attribute, Kind};
use crate::context::{Context, Effect, Form, Holder, TableForm};

pub(super) static PUSH_NOTIFICATION: Context = Context {
    path: names::PUSH_NOTIFICATION,
    help: "Push notifications to apps.",
    requirements: &["CMP-027"],
    form: Form::Scalars(&[
        Attribute::new(
            names::ENFORCE_LIST,
            Kind::Boolean,
            "whether only applications of AllowedApplicationList may register",
        )
        .or("false"),
        Attribute::new(
            names::MAXIMUM_PER_USER,
            Kind::Integer { least: 1, most: 100 },
            "registrations of one user",
        )
        .or("10"),
        Attribute::new(
            names::MAXIMUM_AGE_DAYS,
            Kind::Integer { least: 30, most: 120 },
            "days that a registration lasts",
        )
        .or("60"),
        Attribute::new(
            names::NEW_CALL_TIMEOUT,
            Kind::Integer { least: 30, most: 600 },
            "seconds that an announced call is of use",
        )
        .or("60"),
        Attribute::new(
            names::EVENTS_PER_SECOND,
            Kind::Integer { least: 1, most: 5000 },
            "events per second to subscribers",
        )
        .or("100"),
    ]),
    commands: &[],
    effect: Effect::Immediate,
    holder: Holder::Settings,
};

pub(super) static ALLOWED_APPLICATIONS: Context = Context {
    path: names::ALLOWED_APPLICATIONS,
    help: "Applications that may register when the list is enforced.",
    requirements: &["CMP-027"],
    form: Form::Table(TableForm {
        keys: &[Attribute::new(
            "applicationId",
            Kind::Text { longest: 100 },
            "id, such as com.cisco.squared",
        )],
        required: &[],
        optional: &[Attribute::new(
            names::DESCRIPTION,
            Kind::Text { longest: 80 },
            "what the application is",
        )],
        rows_change: true,
        cells_change: true,
        brief: false,
    }),
    commands: &[],
    effect: Effect::Immediate,
    holder: Holder::Settings,
};

pub(super) static PUSH_SERVER: Context = Context {
    path: names::PUSH_SERVER,
    help: "Where pushes are sent: the notification push server.",
    requirements: &["CMP-027"],
    form: Form::Scalars(&[Attribute::new(names::URL, Kind::Url, "its URL")]),
    commands: &[],
    effect: Effect::Immediate,
    holder: Holder::Settings,
};
