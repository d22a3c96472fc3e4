//! `Applications/AuthenticationService/IdentityProviders/Cisco` and its scopes: identity-token mode.

use lineman_ladder::settings::identity_provider as names;

use crate::attribute::{Attribute, Kind};
use crate::context::{Context, Effect, Form, Holder, TableForm};

pub(super) static CISCO: Context = Context {
    path: names::CISCO,
    help: "The identity provider whose tokens the AuthenticationService takes instead of a certificate.",
    requirements: &["LAD-025"],
    form: Form::Scalars(&[
        Attribute::new(
            names::CLIENT_ID,
            Kind::Text { longest: 256 },
            "our client id at the identity provider",
        ),
        Attribute::new(names::ENABLED, Kind::Boolean, "whether identity tokens are taken")
            .or("false"),
        Attribute::new(
            names::CLIENT_SECRET,
            Kind::Secret { longest: 256 },
            "our secret at the identity provider",
        ),
        Attribute::new(
            names::RESPONSE_BODY_MAX,
            Kind::Integer { least: 1024, most: 1_048_576 },
            "longest answer of the identity provider",
        )
        .or("65536"),
        Attribute::new(names::ISSUER_NAME, Kind::Text { longest: 256 }, "name of the issuer"),
        Attribute::new(names::ISSUER_URL, Kind::Url, "URL of the issuer"),
        Attribute::new(names::TOKEN_INFO_URL, Kind::Url, "where identity tokens are checked"),
    ]),
    commands: &[],
    effect: Effect::Immediate,
    holder: Holder::Settings,
};

pub(super) static SCOPES: Context = Context {
    path: names::SCOPES,
    help: "Scopes that an identity token must have, all of them.",
    requirements: &["LAD-025"],
    form: Form::Table(TableForm {
        keys: &[Attribute::new(
            "scope",
            Kind::Text { longest: 256 },
            "a scope, such as broadworks-connector:user",
        )],
        required: &[],
        optional: &[],
        rows_change: true,
        cells_change: false,
        brief: false,
    }),
    commands: &[],
    effect: Effect::Immediate,
    holder: Holder::Settings,
};
