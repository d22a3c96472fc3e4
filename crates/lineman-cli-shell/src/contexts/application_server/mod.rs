//! `AS_CLI`.

mod device_type_sip;
mod integrated_imp;
mod integrated_imp_defaults;
mod messaging;
mod oci_access_list;
mod push;
mod subscriber_management;

use super::container_options::CONTAINER_OPTIONS;
use crate::context::Root;

/// The shell of the Application Server.
pub static APPLICATION_SERVER: Root = Root {
    prefix: "AS_CLI",
    contexts: &[
        &messaging::MESSAGING,
        &CONTAINER_OPTIONS,
        &integrated_imp::INTEGRATED_IMP,
        &integrated_imp_defaults::INTEGRATED_IMP_DEFAULTS,
        &subscriber_management::SERVICE_PROVIDERS,
        &subscriber_management::GROUPS,
        &subscriber_management::USERS,
        &device_type_sip::DEVICE_TYPE_SIP,
        &oci_access_list::OCI_ACCESS_LIST,
        &push::PUSH_SERVER,
        &push::PUSH_NOTIFICATION,
        &push::ALLOWED_APPLICATIONS,
    ],
};
