//! `…/ExternalAuthentication/AuthService`.

use lineman_ladder::settings;

use crate::attribute::{Attribute, Kind};
use crate::context::{Context, Effect, Form, Holder};

pub(super) static AUTH_SERVICE: Context = Context {
    path: settings::AUTH_SERVICE,
    help: "Where the AuthenticationService is; the container option bw.authservice.authServiceUrl decides when both \
           are set.",
    requirements: &["AUT-003"],
    form: Form::Scalars(&[Attribute::new(
        settings::URL,
        Kind::Url,
        "its URL, ending in /authService, on a loopback address",
    )]),
    commands: &[],
    effect: Effect::Immediate,
    holder: Holder::Settings,
};
