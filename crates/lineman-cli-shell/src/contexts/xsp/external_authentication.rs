//! `Applications/OpenClientServer/ExternalAuthentication/AccessControlList`.

use lineman_ladder::settings;

use crate::attribute::{Attribute, Kind};
use crate::context::{Context, Effect, Form, Holder, TableForm};
use crate::contexts::NAME;

pub(super) static EXTERNAL_AUTHENTICATION: Context = Context {
    path: settings::EXTERNAL_AUTHENTICATION,
    help: "Hosts of an external authentication: OCI-P clients there log in without a password. One list for the \
           whole system.",
    requirements: &["CMP-016"],
    form: Form::Table(TableForm {
        keys: &[Attribute::new("ipAddress", Kind::Address, "the host's address")],
        required: &[],
        optional: &[Attribute::new(
            settings::DESCRIPTION,
            Kind::Text { longest: NAME },
            "what it is",
        )],
        rows_change: true,
        cells_change: true,
        brief: false,
    }),
    commands: &[],
    effect: Effect::Immediate,
    holder: Holder::ExternalAuthentication,
};
