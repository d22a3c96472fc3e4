//! Fields that several levels have.

use lineman_model::Secret;
use lineman_ocip::Command;
use lineman_store::broadworks::{ImpIdType, MessagingServer};
use url::Url;

use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, DOMAIN, Fields, NAME, PROVISIONING_PASSWORD, URL};

/// Refuses a URL that could never be used.
pub(super) fn check_url(name: &str, change: &Change) -> Result<(), Failure> {
    let Change::Set(text) = change else { return Ok(()) };
    match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(()),
        _ => Err(errors::validation(format!("Element '{name}' is not a URL"))),
    }
}

/// A port that can be changed or cleared.
pub(super) fn port(fields: Fields<'_>, name: &str) -> Result<Option<Option<u16>>, Failure> {
    match fields.change(name, 5)? {
        Change::Keep => Ok(None),
        Change::Clear => Ok(Some(None)),
        Change::Set(text) => match text.trim().parse::<u16>() {
            Ok(port) if port > 0 => Ok(Some(Some(port))),
            _ => Err(errors::validation(format!("Element '{name}' is not a port"))),
        },
    }
}

/// Names of the fields that leave a choice to the level above.
pub(super) struct Parent {
    /// The messaging server.
    pub(super) server: &'static str,
    /// The service domain.
    pub(super) domain: &'static str,
}

/// Applies the fields of a modification that every level has.
pub(super) fn apply(
    fields: Fields<'_>,
    server: &mut MessagingServer,
    parent: &Parent,
) -> Result<(), Failure> {
    if let Some(choice) = fields.flag(parent.server)? {
        server.use_parent = choice;
    }
    let url = fields.change("provisioningUrl", URL)?;
    check_url("provisioningUrl", &url)?;
    url.apply(&mut server.provisioning_url);
    fields.change("provisioningUserId", NAME)?.apply(&mut server.provisioning_user_id);
    match fields.change("provisioningPassword", PROVISIONING_PASSWORD)? {
        Change::Keep => {}
        Change::Clear => server.provisioning_password = None,
        Change::Set(new) => server.provisioning_password = Some(Secret::new(new)),
    }
    fields.change("serviceDomain", DOMAIN)?.apply(&mut server.service_domain);
    if fields.flag(parent.domain)? == Some(true) {
        server.service_domain = None;
    }
    Ok(())
}

/// Applies the fields of resellers and service providers.
pub(super) fn apply_details(
    fields: Fields<'_>,
    server: &mut MessagingServer,
) -> Result<(), Failure> {
    if let Some(port) = port(fields, "servicePort")? {
        server.service_port = port;
    }
    let url = fields.change("boshURL", URL)?;
    check_url("boshURL", &url)?;
    url.apply(&mut server.bosh_url);
    if let Some(word) = fields.optional("defaultImpIdType", NAME)? {
        let kind = ImpIdType::parse(word);
        let kind = kind.ok_or_else(|| {
            errors::validation("Element 'defaultImpIdType' is neither Primary nor Alternate")
        })?;
        server.imp_id_type = Some(kind);
    }
    Ok(())
}

/// The fields of an answer that resellers and service providers share.
pub(super) fn answer(answer: Command, server: &MessagingServer) -> Command {
    answer
        .with_flag("useSystemServiceDomain", server.service_domain.is_none())
        .with_optional("serviceDomain", server.service_domain.clone())
        .with_optional("servicePort", server.service_port.map(|port| port.to_string()))
        .with_flag("useSystemMessagingServer", server.use_parent)
        .with_optional("provisioningUrl", server.provisioning_url.clone())
        .with_optional("provisioningUserId", server.provisioning_user_id.clone())
        .with_optional("boshURL", server.bosh_url.clone())
}
