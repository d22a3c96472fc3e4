//! `System/CommunicationUtility/DefaultSettings`: the way to the Application Server.

use lineman_ladder::settings;

use crate::attribute::{Attribute, Kind};
use crate::context::{Context, Effect, Form, Holder};

pub(super) static DEFAULT_SETTINGS: Context = Context {
    path: settings::DEFAULT_SETTINGS,
    help: "The Application Server that this XSP asks; without an address the one of the configuration.",
    requirements: &["CMP-016"],
    form: Form::Scalars(&[
        Attribute::new(settings::AS_PRIMARY_ADDRESS, Kind::Host, "its host"),
        Attribute::new(
            settings::AS_OCI_PORT,
            Kind::Integer { least: 1, most: 65_535 },
            "its port for OCI-P without login",
        )
        .or("2220"),
        Attribute::new(
            settings::RESPONSE_TIMEOUT_SECS,
            Kind::Integer { least: 1, most: 60 },
            "longest wait for an answer",
        )
        .or("5"),
        Attribute::new(
            settings::USER_TRANSACTION_LIMIT,
            Kind::Integer { least: 0, most: 1_000_000 },
            "most requests of one user in a period; acts at once",
        )
        .or("0"),
        Attribute::new(
            settings::TRANSACTION_LIMIT_PERIOD_SECS,
            Kind::Integer { least: 0, most: 86_400 },
            "the period; acts at once",
        )
        .or("0"),
    ]),
    commands: &[],
    effect: Effect::AtRestart,
    holder: Holder::Settings,
};
