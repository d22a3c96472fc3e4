//! `…/ExternalAuthentication/CertificateAuthentication`.

use lineman_ladder::settings;

use crate::attribute::{Attribute, Kind};
use crate::context::{Context, Effect, Form, Holder};

pub(super) static CERTIFICATE_AUTHENTICATION: Context = Context {
    path: settings::CERTIFICATE_AUTHENTICATION,
    help: "Who may authenticate by certificate.",
    requirements: &["AUT-005", "AUT-006", "AUT-007", "AUT-008"],
    form: Form::Scalars(&[
        Attribute::new(
            settings::ALLOW_USER_APP,
            Kind::Boolean,
            "whether a certificate that names a user (user@domain) is accepted",
        )
        .or("false"),
        Attribute::new(
            settings::ALLOW_CLIENT_APP,
            Kind::Boolean,
            "whether a certificate of an application, such as Webex, is accepted",
        )
        .or("true"),
    ]),
    commands: &[],
    effect: Effect::AtRestart,
    holder: Holder::Settings,
};
