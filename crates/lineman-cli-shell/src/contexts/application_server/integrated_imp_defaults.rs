//! `Service/IntegratedIMP/DefaultAttribute`.

use lineman_ladder::settings;

use crate::attribute::{Attribute, Kind};
use crate::context::{Context, Effect, Form, Holder};

pub(super) static INTEGRATED_IMP_DEFAULTS: Context = Context {
    path: settings::INTEGRATED_IMP_DEFAULTS,
    help: "What a user has whom the service is assigned to.",
    requirements: &["PRV-001"],
    form: Form::Scalars(&[Attribute::new(
        settings::USER_ATTRIBUTE_IS_ACTIVE,
        Kind::Boolean,
        "whether the service is switched on, and so provisioned, when it is assigned",
    )
    .or("true")]),
    commands: &[],
    effect: Effect::Immediate,
    holder: Holder::Settings,
};
