//! What the worker needs to know of a creation.

use lineman_store::cloud::Template;
use serde::Deserialize;

use crate::rules::AcceptedProfile;

/// Kind of the jobs that create organisation and user.
pub const CREATION_JOB: &str = "subscriber-creation";

/// The payload of a creation job. It outlives the process, so fields may only be added.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Creation {
    pub(crate) request_id: String,
    #[serde(default)]
    pub(crate) tracking_id: Option<String>,
    pub(crate) bw_user_id: String,
    pub(crate) email: String,
    pub(crate) organization_name: String,
    pub(crate) sp_enterprise_id: String,
    pub(crate) enterprise: String,
    pub(crate) template_id: String,
    pub(crate) cluster_id: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) primary_phone_number: String,
    #[serde(default)]
    pub(crate) extension: Option<String>,
}

impl Creation {
    pub(crate) fn new(
        request_id: &str,
        tracking_id: Option<&str>,
        enterprise: &str,
        profile: &AcceptedProfile,
        template: &Template,
    ) -> Self {
        Self {
            request_id: request_id.to_owned(),
            tracking_id: tracking_id.map(str::to_owned),
            bw_user_id: profile.bw_user_id.clone(),
            email: profile.email.clone(),
            organization_name: profile.organization_name.clone(),
            sp_enterprise_id: profile.sp_enterprise_id.clone(),
            enterprise: enterprise.to_owned(),
            template_id: template.template_id.clone(),
            cluster_id: template.cluster_id.clone(),
            first_name: profile.first_name.clone(),
            last_name: profile.last_name.clone(),
            primary_phone_number: profile.primary_phone_number.clone(),
            extension: profile.extension.clone(),
        }
    }

    /// The payload.
    pub(crate) fn to_json(&self) -> String {
        // Built by hand, because serialising a struct of texts cannot fail but says it could.
        serde_json::json!({
            "requestId": self.request_id,
            "trackingId": self.tracking_id,
            "bwUserId": self.bw_user_id,
            "email": self.email,
            "organizationName": self.organization_name,
            "spEnterpriseId": self.sp_enterprise_id,
            "enterprise": self.enterprise,
            "templateId": self.template_id,
            "clusterId": self.cluster_id,
            "firstName": self.first_name,
            "lastName": self.last_name,
            "primaryPhoneNumber": self.primary_phone_number,
            "extension": self.extension,
        })
        .to_string()
    }
}

#[cfg(test)]
mod tests {
    use lineman_model::Secret;
    use lineman_store::cloud::AuthenticationMode;

    use super::*;

    #[test]
    fn the_payload_is_read_as_it_was_written() {
        let profile = AcceptedProfile {
            bw_user_id: "u1@bw.example".into(),
            email: "u1@example.com".into(),
            organization_name: "group_one".into(),
            sp_enterprise_id: "SP+Group_ONE".into(),
            primary_phone_number: "+15550001".into(),
            first_name: "Zo\u{eb} \"\n".into(),
            last_name: String::new(),
            extension: Some("0001".into()),
        };
        let template = Template {
            template_id: "t1".into(),
            name: "T".into(),
            partner_org_id: "p1".into(),
            authentication_mode: AuthenticationMode::BroadWorks,
            enterprise_mode: false,
            trusted_emails: false,
            new_org_creation: true,
            provisioning_user_id: "p".into(),
            provisioning_password: Secret::new("never in a job"),
            cluster_id: "c1".into(),
            region: "US".into(),
        };
        let creation = Creation::new("r1", Some("AS_1"), "SP", &profile, &template);
        let payload = creation.to_json();
        assert_eq!(serde_json::from_str::<Creation>(&payload).expect("own payload"), creation);
        assert!(!payload.contains("never in a job"));
    }
}
