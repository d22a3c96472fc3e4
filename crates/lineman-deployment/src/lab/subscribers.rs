//! The people of the lab. BroadWorks id, email and SIP user differ for each of them, so that a
//! mix-up shows (XCC-002).

use lineman_model::{Random, Secret};

/// The lab's enterprise (a service provider in BroadWorks' sense).
pub const ENTERPRISE: &str = "ACME_Telecom";
/// The lab's group, which becomes the customer organisation in lower case (PRV-015).
pub const GROUP: &str = "Sales_One";
/// Domain of BroadWorks ids.
pub const BROADWORKS_DOMAIN: &str = "bw.acme.example";
/// Domain of SIP users.
pub const SIP_DOMAIN: &str = "sip.acme.example";
/// Domain of emails.
pub const EMAIL_DOMAIN: &str = "acme.example";

/// A subscriber of the lab.
#[derive(Debug, Clone)]
pub struct LabSubscriber {
    /// BroadWorks user id.
    pub bw_user_id: String,
    /// Email, the user id in Webex.
    pub email: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Web-access password.
    pub web_password: Secret,
    /// Line/port, `user@domain`.
    pub line_port: String,
    /// SIP authentication user name.
    pub sip_username: String,
    /// SIP authentication password.
    pub sip_password: Secret,
    /// Primary number, E.164.
    pub primary_number: String,
    /// Extension.
    pub extension: String,
    /// Name of the desktop device.
    pub device_name: String,
}

impl LabSubscriber {
    /// The SIP address.
    #[must_use]
    pub fn sip_uri(&self) -> String {
        format!("sip:{}", self.line_port)
    }
}

/// Names of the subscribers that are provisioned and walked.
const PROVISIONED: &[(&str, &str)] = &[("Maria", "Keller"), ("Tomas", "Novak"), ("Ana", "Soler")];

/// Names of the subscribers that exist in BroadWorks only, for whoever builds against the lab.
const UNPROVISIONED: &[(&str, &str)] = &[
    ("Lena", "Brandt"),
    ("Hugo", "Martin"),
    ("Ivana", "Dvorak"),
    ("Wei", "Zhang"),
    ("Clara", "Ruiz"),
    ("Peter", "Svoboda"),
    ("Julie", "Moreau"),
    ("Karl", "Lang"),
    ("Mei", "Chen"),
    ("Pablo", "Vega"),
    ("Nina", "Vogel"),
    ("Omar", "Haddad"),
];

/// The three that are provisioned and signed in.
#[must_use]
pub fn provisioned(random: &dyn Random) -> Vec<LabSubscriber> {
    build(PROVISIONED, 0, random)
}

/// Twelve more that BroadWorks knows and the cloud does not.
#[must_use]
pub fn unprovisioned(random: &dyn Random) -> Vec<LabSubscriber> {
    build(UNPROVISIONED, PROVISIONED.len(), random)
}

fn build(names: &[(&str, &str)], offset: usize, random: &dyn Random) -> Vec<LabSubscriber> {
    names
        .iter()
        .enumerate()
        .map(|(index, (first, last))| {
            let number = offset + index + 1;
            let (first_lower, last_lower) = (first.to_lowercase(), last.to_lowercase());
            LabSubscriber {
                bw_user_id: format!("{first_lower}.{last_lower}@{BROADWORKS_DOMAIN}"),
                email: format!("{first_lower}@{EMAIL_DOMAIN}"),
                first_name: (*first).to_owned(),
                last_name: (*last).to_owned(),
                web_password: Secret::new(format!("Web-{}", random.hex(8))),
                line_port: format!("wx{:04}@{SIP_DOMAIN}", 7000 + number),
                sip_username: format!("auth{:04}", 7000 + number),
                sip_password: Secret::new(format!("sip-{}", random.hex(8))),
                primary_number: format!("+1555010{:04}", 1000 + number),
                extension: format!("{}", 1000 + number),
                device_name: format!("{last_lower}-pc"),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use lineman_model::SeededRandom;

    use super::*;

    #[test]
    fn every_identifier_is_unique_and_the_kinds_differ() {
        let random = SeededRandom::new(1);
        let mut everybody = provisioned(&random);
        everybody.extend(unprovisioned(&random));
        assert_eq!(everybody.len(), 15);
        let mut seen = BTreeSet::new();
        for subscriber in &everybody {
            for id in [
                &subscriber.bw_user_id,
                &subscriber.email,
                &subscriber.line_port,
                &subscriber.primary_number,
                &subscriber.sip_username,
            ] {
                assert!(seen.insert(id.clone()), "{id} twice");
            }
        }
    }
}
