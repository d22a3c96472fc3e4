//! `Maintenance/ContainerOptions` of either shell.

use lineman_ladder::settings;

use super::TEXT;
use crate::attribute::{Attribute, Kind};
use crate::context::{Context, Effect, Form, Holder, TableForm};

pub(super) static CONTAINER_OPTIONS: Context = Context {
    path: settings::CONTAINER_OPTIONS,
    help: "Options of containers: `add provisioning bw.imp.useProvisioningUrl true` on the Application Server, \
           `add tomcat bw.authservice.authServiceUrl URL` on an XSP.",
    requirements: &["AUT-003", "PRV-044"],
    form: Form::Table(TableForm {
        keys: &[
            Attribute::new("container", Kind::Text { longest: 40 }, "provisioning or tomcat"),
            Attribute::new("name", Kind::Text { longest: 120 }, "name of the option"),
        ],
        required: &[Attribute::new(
            settings::OPTION_VALUE,
            Kind::Text { longest: TEXT },
            "value of the option",
        )],
        optional: &[],
        rows_change: true,
        cells_change: true,
        brief: false,
    }),
    commands: &[],
    effect: Effect::Immediate,
    holder: Holder::Settings,
};
