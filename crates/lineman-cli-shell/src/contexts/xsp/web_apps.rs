//! `Interface/Http/ClientAuthentication/WebApps`.

use lineman_ladder::settings;

use crate::attribute::{Attribute, Kind};
use crate::context::{Context, Effect, Form, Holder, TableForm};

pub(super) static WEB_APPS: Context = Context {
    path: settings::WEB_APPS,
    help: "Which applications need a client certificate. Without one the AuthenticationService takes identity \
           tokens only.",
    requirements: &["AUT-005"],
    form: Form::Table(TableForm {
        keys: &[Attribute::new(
            "applicationName",
            Kind::Choice(&[settings::AUTHENTICATION_SERVICE]),
            "the application",
        )],
        required: &[Attribute::new(
            settings::CLIENT_AUTH_REQ,
            Kind::Boolean,
            "whether a client certificate is needed",
        )],
        optional: &[],
        rows_change: false,
        cells_change: true,
        brief: false,
    }),
    commands: &[],
    effect: Effect::AtRestart,
    holder: Holder::Settings,
};
