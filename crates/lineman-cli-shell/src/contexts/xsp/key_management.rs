//! `Applications/AuthenticationService/KeyManagement`.

use lineman_ladder::settings;

use crate::attribute::{Attribute, Kind};
use crate::context::{Command, Context, Effect, Form, Holder, TableForm};

const FILE: Attribute = Attribute::new(
    "file",
    Kind::Text { longest: 1024 },
    "path of the key file; authService.keys in the data folder of this node when absent",
);

pub(super) static KEY_MANAGEMENT: Context = Context {
    path: settings::KEY_MANAGEMENT,
    help: "Keys that sign long-lived tokens: export them on one XSP, import them on the others.",
    requirements: &["AUT-002"],
    form: Form::Table(TableForm {
        keys: &[Attribute::new("keyId", Kind::Text { longest: 80 }, "id of the key")],
        required: &[],
        optional: &[Attribute::new("created", Kind::Text { longest: 40 }, "since when")],
        rows_change: false,
        cells_change: false,
        brief: false,
    }),
    commands: &[
        Command {
            name: "exportKeys",
            parameters: &[FILE],
            required: 0,
            help: "Writes the keys of this XSP to a file that only its owner can read.",
        },
        Command {
            name: "importKeys",
            parameters: &[FILE],
            required: 0,
            help: "Takes the keys of another XSP from its exported file.",
        },
    ],
    effect: Effect::Immediate,
    holder: Holder::SigningKeys,
};
