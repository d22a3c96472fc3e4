//! `POST …/subscriberProfile`: judged, stored with its job, answered; the work comes later
//! (PRV-035 to PRV-037).

use axum::http::{HeaderMap, Uri};
use lineman_catalog::bridge_messages::BridgeRefusal;
use lineman_cloud_service::Line;
use lineman_logs::cloud::CloudEvent;
use lineman_model::{TrackingId, uuid_v4};
use lineman_store::cloud::{Acceptance, NewJob, ProvisioningRequest, ProvisioningState, Template};

use crate::bridge::Service;
use crate::job::{CREATION_JOB, Creation};
use crate::profile::SubscriberProfile;
use crate::provisioned::{Standing, standing};
use crate::refusal::Refusal;
use crate::request::authenticate;
use crate::rules::{AcceptedProfile, TemplateRules, check};

/// One request.
pub(crate) struct Intake<'a> {
    pub(crate) service: &'a Service,
    pub(crate) uri: &'a Uri,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) tracking_id: Option<&'a TrackingId>,
    /// What the body says; none when it is no subscriberProfile. It is read before the checks only
    /// so that the log can name the subscriber of a request that is refused.
    pub(crate) profile: Option<SubscriberProfile>,
}

impl Intake<'_> {
    /// Accepts the request, or says why not; logs both.
    pub(crate) async fn run(&self) -> Result<(), Refusal> {
        let request_id = uuid_v4(self.service.random.as_ref());
        self.line(CloudEvent::ProfileReceived).field("requestId", request_id.as_str()).write();
        let judged = self.judge(&request_id).await;
        match &judged {
            Ok(accepted_as) => {
                let mut line = self.line(CloudEvent::ProfileAccepted).status(200);
                if let Some(accepted_as) = accepted_as {
                    line = line.field("requestId", accepted_as.as_str());
                }
                line.write();
            }
            Err(refusal) => {
                if let Refusal::Records(error) = refusal {
                    tracing::error!(%error, "a subscriberProfile could not be accepted");
                }
                let line = self.line(CloudEvent::ProfileRefused).warning();
                let line = line.status(refusal.status()).message(&refusal.to_string());
                line.field("requestId", request_id).write();
            }
        }
        judged.map(|_| ())
    }

    /// The checks in the order of `docs/wire.md`. Gives the id of the request that does the work:
    /// this one, one that is under way for the same user, or none when the work is done already.
    async fn judge(&self, request_id: &str) -> Result<Option<String>, Refusal> {
        let store = &self.service.store;
        let template = authenticate(store, self.uri, self.headers).await?;
        let profile = self.profile.as_ref().ok_or(BridgeRefusal::ProfileUnreadable)?;
        let rules = TemplateRules {
            enterprise_mode: template.enterprise_mode,
            trusted_emails: template.trusted_emails,
        };
        let accepted = check(profile, rules)?;
        let organization =
            store.organizations().find_by_enterprise(&accepted.sp_enterprise_id).await?;
        // PRV-041
        if organization.is_none() && !template.new_org_creation {
            return Err(BridgeRefusal::OrganizationCreationDisabled.into());
        }
        if standing(store, &accepted, organization.as_ref()).await? == Standing::Same {
            return Ok(None);
        }
        self.store(request_id, &accepted, &template).await.map(Some)
    }

    /// Stores request and job together; one that is under way for the same user stands for this
    /// one (PRV-037).
    async fn store(
        &self,
        request_id: &str,
        profile: &AcceptedProfile,
        template: &Template,
    ) -> Result<String, Refusal> {
        let now = self.service.clock.now();
        let tracking_id = self.tracking_id.map(TrackingId::as_str);
        let enterprise = self.enterprise().unwrap_or_default();
        let creation = Creation::new(request_id, tracking_id, enterprise, profile, template);
        let request = ProvisioningRequest {
            request_id: request_id.to_owned(),
            bw_user_id: profile.bw_user_id.clone(),
            sp_enterprise_id: profile.sp_enterprise_id.clone(),
            template_id: template.template_id.clone(),
            email: profile.email.clone(),
            tracking_id: tracking_id.map(str::to_owned),
            state: ProvisioningState::Queued,
            reason: None,
            created_at: now,
            updated_at: now,
        };
        let job = NewJob {
            job_id: request_id.to_owned(),
            kind: CREATION_JOB.to_owned(),
            payload: creation.to_json(),
            run_at: now,
        };
        match self.service.store.provisioning_requests().accept(&request, &job).await? {
            Acceptance::Accepted => Ok(request_id.to_owned()),
            Acceptance::InProgress(open) => Ok(open.request_id),
        }
    }

    fn enterprise(&self) -> Option<&str> {
        self.profile.as_ref()?.service_provider.as_deref()
    }

    fn line(&self, event: CloudEvent) -> Line<'_> {
        let mut line = self.service.log.line(event).tracking(self.tracking_id);
        let Some(profile) = &self.profile else { return line };
        if let Some(bw_user_id) = &profile.bw_user_id {
            line = line.bw_user(bw_user_id);
        }
        if let Some(email) = &profile.email {
            line = line.email(email);
        }
        if let Some(enterprise) = self.enterprise() {
            line = line.enterprise(enterprise);
        }
        line
    }
}
