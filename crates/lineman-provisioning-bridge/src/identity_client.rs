//! What the bridge asks of identity: organisations and users.

use axum::http::StatusCode;
use lineman_cloud_service::ServiceSecret;
use lineman_ladder::literals::HEADER_TRACKING_ID;
use lineman_net::http::{TransportFailure, USUAL_BODY_LIMIT, read_capped};
use reqwest::RequestBuilder;
use serde_json::{Value, json};

use crate::job::Creation;

/// Why identity did not do it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum UpstreamFailure {
    /// It answered, and not with success.
    #[error("{doing}: identity answered with status {status}{}", said(.message.as_deref()))]
    Refused {
        /// What we were doing.
        doing: &'static str,
        /// The status.
        status: u16,
        /// Its message.
        message: Option<String>,
    },
    /// It did not answer, or not readably.
    #[error("{doing}: identity cannot be reached: {reason}")]
    Unavailable {
        /// What we were doing.
        doing: &'static str,
        /// The reason.
        reason: String,
    },
}

fn said(message: Option<&str>) -> String {
    message.map(|message| format!(": {message}")).unwrap_or_default()
}

impl UpstreamFailure {
    /// Whether another attempt with the same data would meet the same answer. Our own credentials
    /// may be put right, and what is too much now may be possible later.
    pub(crate) const fn is_final(&self) -> bool {
        matches!(
            self,
            Self::Refused { status: 400 | 402 | 404..=407 | 409..=428 | 430..=499, .. }
        )
    }
}

/// Talks to identity.
#[derive(Debug)]
pub(crate) struct IdentityClient {
    pub(crate) client: reqwest::Client,
    pub(crate) base_url: String,
    pub(crate) service_secret: ServiceSecret,
}

impl IdentityClient {
    /// Makes the organisation, or finds it; gives its id.
    pub(crate) async fn ensure_organization(
        &self,
        creation: &Creation,
    ) -> Result<String, UpstreamFailure> {
        const DOING: &str = "creating the organization";
        let body = json!({
            "name": creation.organization_name,
            "templateId": creation.template_id,
            "spEnterpriseId": creation.sp_enterprise_id,
        });
        let request = self.client.post(self.url("/internal/v1/organizations")).json(&body);
        let (status, answer) = self.send(DOING, request, creation.tracking_id.as_deref()).await?;
        if !matches!(status, StatusCode::OK | StatusCode::CREATED) {
            return Err(refused(DOING, status, &answer));
        }
        answer["id"].as_str().map(str::to_owned).ok_or_else(|| UpstreamFailure::Unavailable {
            doing: DOING,
            reason: String::from("its answer names no organization"),
        })
    }

    /// Makes the user of a request; the same request makes it once. Gives its id, if it is told.
    pub(crate) async fn create_user(
        &self,
        creation: &Creation,
        org_id: &str,
    ) -> Result<Option<String>, UpstreamFailure> {
        const DOING: &str = "creating the user";
        let body = json!({
            "orgId": org_id,
            "email": creation.email,
            "bwUserId": creation.bw_user_id,
            "firstName": creation.first_name,
            "lastName": creation.last_name,
            "primaryPhoneNumber": creation.primary_phone_number,
            "extension": creation.extension,
            "clusterId": creation.cluster_id,
            "requestId": creation.request_id,
        });
        let request = self.client.post(self.url("/internal/v1/users")).json(&body);
        let (status, answer) = self.send(DOING, request, creation.tracking_id.as_deref()).await?;
        if matches!(status, StatusCode::OK | StatusCode::CREATED) {
            Ok(answer["id"].as_str().map(str::to_owned))
        } else {
            Err(refused(DOING, status, &answer))
        }
    }

    /// Removes a user; one that is not there is removed already.
    pub(crate) async fn delete_user(
        &self,
        user_id: &str,
        tracking_id: Option<&str>,
    ) -> Result<(), UpstreamFailure> {
        const DOING: &str = "removing the user";
        let request = self.client.delete(self.url(&format!("/internal/v1/users/{user_id}")));
        let (status, answer) = self.send(DOING, request, tracking_id).await?;
        if status.is_success() || status == StatusCode::NOT_FOUND {
            Ok(())
        } else {
            Err(refused(DOING, status, &answer))
        }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url.trim_end_matches('/'))
    }

    async fn send(
        &self,
        doing: &'static str,
        request: RequestBuilder,
        tracking_id: Option<&str>,
    ) -> Result<(StatusCode, Value), UpstreamFailure> {
        let mut request = request.header("authorization", self.service_secret.authorization());
        if let Some(tracking_id) = tracking_id {
            request = request.header(HEADER_TRACKING_ID, tracking_id);
        }
        let unavailable = |reason: String| UpstreamFailure::Unavailable { doing, reason };
        let response = request
            .send()
            .await
            .map_err(|error| unavailable(TransportFailure::from(&error).to_string()))?;
        let status = response.status();
        let body = read_capped(response, USUAL_BODY_LIMIT)
            .await
            .map_err(|error| unavailable(error.to_string()))?;
        // An answer without a document says all that it says by its status.
        Ok((status, serde_json::from_slice(&body).unwrap_or(Value::Null)))
    }
}

fn refused(doing: &'static str, status: StatusCode, answer: &Value) -> UpstreamFailure {
    /// Longest message that is kept.
    const MESSAGE_CHARACTERS: usize = 500;
    let message = answer["message"].as_str();
    UpstreamFailure::Refused {
        doing,
        status: status.as_u16(),
        message: message.map(|message| message.chars().take(MESSAGE_CHARACTERS).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_data_caused_is_final_and_the_rest_is_not() {
        let refused = |status| refused("creating the user", status, &json!({"message": "no"}));
        for status in [400, 404, 409, 410, 422] {
            assert!(
                refused(StatusCode::from_u16(status).expect("a status")).is_final(),
                "{status}"
            );
        }
        for status in [302, 401, 403, 408, 429, 500, 502, 503] {
            let status = StatusCode::from_u16(status).expect("a status");
            assert!(!refused(status).is_final(), "{status}");
        }
        let text = refused(StatusCode::CONFLICT).to_string();
        assert_eq!(text, "creating the user: identity answered with status 409: no");
    }
}
