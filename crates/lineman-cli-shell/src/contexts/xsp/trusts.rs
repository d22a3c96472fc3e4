//! `Interface/Http/ClientAuthentication/Trusts`.

use lineman_ladder::settings;

use crate::attribute::{Attribute, Kind};
use crate::context::{Command, Context, Effect, Form, Holder, TableForm};

const ALIAS: Attribute =
    Attribute::new("alias", Kind::Text { longest: 80 }, "name of the trust anchor");

pub(super) static TRUSTS: Context = Context {
    path: settings::TRUSTS,
    help: "Authorities whose client certificates are accepted: the Webex client certificate's must be here.",
    requirements: &["AUT-009"],
    form: Form::Table(TableForm {
        keys: &[ALIAS],
        required: &[],
        optional: &[
            Attribute::new("owner", Kind::Text { longest: 256 }, "whose certificate it is"),
            Attribute::new("issuer", Kind::Text { longest: 256 }, "who signed it"),
            Attribute::new("expires", Kind::Text { longest: 40 }, "until when"),
        ],
        rows_change: false,
        cells_change: false,
        brief: false,
    }),
    commands: &[
        Command {
            name: "updateTrust",
            parameters: &[
                ALIAS,
                Attribute::new("file", Kind::Text { longest: 1024 }, "certificates, PEM"),
            ],
            required: 2,
            help: "Adds or replaces the certificates of an alias.",
        },
        Command {
            name: "deleteTrust",
            parameters: &[ALIAS],
            required: 1,
            help: "Removes an alias.",
        },
    ],
    effect: Effect::AtRestart,
    holder: Holder::TrustAnchors,
};
