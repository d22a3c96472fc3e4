//! `Applications/Xsi-Actions/GeneralSettings`.

use lineman_ladder::settings;

use crate::attribute::{Attribute, Kind};
use crate::context::{Context, Effect, Form, Holder};

pub(super) static XSI_ACTIONS_GENERAL: Context = Context {
    path: settings::XSI_ACTIONS_GENERAL,
    help: "Xsi-Actions.",
    requirements: &["LAD-050"],
    form: Form::Scalars(&[Attribute::new(
        settings::ALLOW_DEVICE_CREDENTIALS,
        Kind::Boolean,
        "whether profile/device gives out user name and password for Device Management",
    )
    .or("true")]),
    commands: &[],
    effect: Effect::Immediate,
    holder: Holder::Settings,
};
