//! `Applications/BroadworksDms/GeneralSettings`.

use lineman_ladder::settings;

use crate::attribute::{Attribute, Kind};
use crate::context::{Context, Effect, Form, Holder};

pub(super) static DEVICE_MANAGEMENT_GENERAL: Context = Context {
    path: settings::DEVICE_MANAGEMENT_GENERAL,
    help: "Device Management.",
    requirements: &["CAL-003"],
    form: Form::Scalars(&[Attribute::new(
        settings::ALLOW_DEVICE_TOKENS,
        Kind::Boolean,
        "whether a device-management token opens the files of its device",
    )
    .or("true")]),
    commands: &[],
    effect: Effect::Immediate,
    holder: Holder::Settings,
};
