//! `System/DeviceType/SIP`: identity/device profile types.

use crate::attribute::{Attribute, Kind};
use crate::context::{Context, Effect, Form, Holder, TableForm};

pub(super) static DEVICE_TYPE_SIP: Context = Context {
    path: "System/DeviceType/SIP",
    help: "Identity/device profile types; `detail NAME` shows where their files are.",
    requirements: &["CAL-004", "CAL-018"],
    form: Form::Table(TableForm {
        keys: &[Attribute::new("name", Kind::Text { longest: 40 }, "name of the type")],
        required: &[],
        optional: &[
            Attribute::new(
                "supportsDeviceManagement",
                Kind::Boolean,
                "whether its devices have files",
            ),
            Attribute::new(
                "deviceAccessContextName",
                Kind::Text { longest: 80 },
                "context of Device Management",
            ),
            Attribute::new(
                "deviceAccessURI",
                Kind::Text { longest: 256 },
                "folder below the context, ending in a slash",
            ),
            Attribute::new(
                "defaultDeviceEncoding",
                Kind::Choice(&["UTF-8", "ISO-8859-1", "US-ASCII", "UTF-16"]),
                "encoding of the files; ISO-8859-1 breaks what it cannot hold",
            ),
        ],
        rows_change: false,
        cells_change: true,
        brief: true,
    }),
    commands: &[],
    effect: Effect::Immediate,
    holder: Holder::DeviceTypes,
};
