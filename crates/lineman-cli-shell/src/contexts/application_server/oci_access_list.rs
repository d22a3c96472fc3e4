//! `System/NetworkAccessLists/OCI/Provisioning`.

use lineman_ladder::settings;

use crate::attribute::{Attribute, Kind};
use crate::context::{Context, Effect, Form, Holder, TableForm};

pub(super) static OCI_ACCESS_LIST: Context = Context {
    path: settings::OCI_ACCESS_LIST,
    help: "Who may speak OCI-P to the provisioning server without a login: the XSPs.",
    requirements: &["CMP-016"],
    form: Form::Table(TableForm {
        keys: &[Attribute::new("address", Kind::Address, "the peer's address")],
        required: &[],
        optional: &[Attribute::new(
            settings::DESCRIPTION,
            Kind::Text { longest: super::super::TEXT },
            "what it is for",
        )],
        rows_change: true,
        cells_change: true,
        brief: false,
    }),
    commands: &[],
    effect: Effect::Immediate,
    holder: Holder::Settings,
};
