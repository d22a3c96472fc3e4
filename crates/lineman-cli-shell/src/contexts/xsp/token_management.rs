//! `Applications/AuthenticationService/TokenManagement`.

use lineman_ladder::{literals, settings};

use crate::attribute::{Attribute, Kind};
use crate::context::{Context, Effect, Form, Holder};

pub(super) static TOKEN_MANAGEMENT: Context = Context {
    path: settings::TOKEN_MANAGEMENT,
    help: "Long-lived tokens.",
    requirements: &["LAD-032"],
    form: Form::Scalars(&[
        Attribute::new(
            settings::TOKEN_ISSUER,
            Kind::Text { longest: 80 },
            "issuer that tokens name; another issuer's tokens are refused",
        )
        .or(literals::TOKEN_ISSUER),
        Attribute::new(
            settings::TOKEN_DURATION_IN_HOURS,
            Kind::Integer { least: 1, most: 87_600 },
            "how long tokens are good",
        )
        .or("720"),
    ]),
    commands: &[],
    effect: Effect::Immediate,
    holder: Holder::Settings,
};
