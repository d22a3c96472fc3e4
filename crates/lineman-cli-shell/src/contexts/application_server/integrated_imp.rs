//! `Service/IntegratedIMP`.

use lineman_ladder::settings;

use crate::attribute::{Attribute, Kind};
use crate::context::{Context, Effect, Form, Holder};

pub(super) static INTEGRATED_IMP: Context = Context {
    path: settings::INTEGRATED_IMP,
    help: "Integrated IM&P for the whole system.",
    requirements: &["CMP-023"],
    form: Form::Scalars(&[
        Attribute::new(settings::SERVICE_DOMAIN, Kind::Host, "domain of IM&P ids"),
        Attribute::new(
            settings::SERVICE_PORT,
            Kind::Integer { least: 1, most: 65_535 },
            "port of the messaging server for clients",
        ),
        Attribute::new(
            settings::ADD_SERVICE_PROVIDER,
            Kind::Boolean,
            "whether IM&P ids name the service provider",
        )
        .or("false"),
        Attribute::new(settings::BOSH_URL, Kind::Url, "BOSH address for clients"),
        Attribute::new(
            settings::PROPAGATE_IMP_ERROR_DETAILS,
            Kind::Boolean,
            "whether an error tells the messaging server's reason",
        )
        .or("false"),
    ]),
    commands: &[],
    effect: Effect::Immediate,
    holder: Holder::Settings,
};
