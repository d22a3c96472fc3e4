//! `Interface/Messaging`: the system's messaging server.

use lineman_ladder::settings;

use crate::attribute::{Attribute, Kind};
use crate::context::{Context, Effect, Form, Holder};

pub(super) static MESSAGING: Context = Context {
    path: settings::MESSAGING,
    help: "The messaging server of Integrated IM&P for every organisation that has none of its own.",
    requirements: &["PRV-022", "PRV-024", "PRV-025", "PRV-026"],
    form: Form::Scalars(&[
        Attribute::new(
            settings::PROVISIONING_URL,
            Kind::Url,
            "where to post to: the Provisioning URL of the template",
        ),
        Attribute::new(
            settings::PROVISIONING_USER_ID,
            Kind::Text { longest: super::super::NAME },
            "the provisioning account's name",
        ),
        Attribute::new(
            settings::PROVISIONING_PASSWORD,
            Kind::Secret { longest: super::super::NAME },
            "the provisioning account's password",
        ),
        Attribute::new(
            settings::ENABLE_SYNCHRONIZATION,
            Kind::Boolean,
            "whether assigning the service posts at all",
        )
        .or("false"),
        Attribute::new(settings::PROXY_HOST, Kind::Host, "an HTTP proxy on the way"),
        Attribute::new(settings::PROXY_PORT, Kind::Integer { least: 1, most: 65_535 }, "its port")
            .or("80"),
    ]),
    commands: &[],
    effect: Effect::Immediate,
    holder: Holder::Settings,
};
