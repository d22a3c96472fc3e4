//! Step 4: what the app reads about its user (DEC-001 to DEC-003, LAD-021, LAD-022).

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use lineman_cloud_service::{ApiError, tracking_id};
use lineman_logs::cloud::CloudEvent;
use lineman_model::TrackingId;
use lineman_store::StoreError;
use lineman_store::cloud::{Organization, User};
use serde_json::{Value, json};

use crate::bearer::bearer;
use crate::failure::store_failure;
use crate::service::Shared;

/// `GET /scim/{org}/v2/Users/me`: the SCIM user with its entitlements (HD-017).
pub(crate) async fn me(
    State(shared): State<Arc<Shared>>,
    Path(org): Path<String>,
    headers: HeaderMap,
) -> Response {
    let tracking_id = tracking_id(&headers);
    let user = match member(&shared, &org, &headers, tracking_id.as_ref()).await {
        Ok(user) => user,
        Err(response) => return response,
    };
    shared
        .line_about(CloudEvent::UserRead, &user, tracking_id.as_ref())
        .status(200)
        .field("entitlements", user.entitlements.clone())
        .write();
    Json(scim_user(&user)).into_response()
}

/// `GET /organization/{org}/v1/users/me/callingBehavior`: both levels (DEC-002).
pub(crate) async fn calling_behavior(
    State(shared): State<Arc<Shared>>,
    Path(org): Path<String>,
    headers: HeaderMap,
) -> Response {
    let tracking_id = tracking_id(&headers);
    let user = match member(&shared, &org, &headers, tracking_id.as_ref()).await {
        Ok(user) => user,
        Err(response) => return response,
    };
    let organization = match shared.store.organizations().find(&user.org_id).await {
        Ok(organization) => organization.and_then(|found| found.calling_behavior),
        Err(error) => return failed(&error, tracking_id.as_ref()),
    };
    // Without a value of its own the user has that of the organisation.
    let effective = user.calling_behavior.clone().or_else(|| organization.clone());
    shared
        .line_about(CloudEvent::CallingBehaviorRead, &user, tracking_id.as_ref())
        .status(200)
        .field("callingBehavior", effective.clone())
        .field("organizationCallingBehavior", organization.clone())
        .write();
    Json(json!({
        "effectiveBehaviorType": effective,
        "organizationBehaviorType": organization,
    }))
    .into_response()
}

/// `GET /wdm/api/v1/devices`: where the Xsi-Actions of the user's cluster is.
pub(crate) async fn devices(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    let tracking_id = tracking_id(&headers);
    let user = match bearer(&shared, &headers, tracking_id.as_ref()).await {
        Ok(user) => user,
        Err(refused) => return refused.into_response(),
    };
    let devices: Vec<Value> = match xsi_actions_url(&shared, &user).await {
        Ok(url) => url
            .map(|url| json!({"settings": {"broadworksXsiActionsUrl": url}}))
            .into_iter()
            .collect(),
        Err(error) => return failed(&error, tracking_id.as_ref()),
    };
    Json(json!({"devices": devices})).into_response()
}

/// The user of the access token, who must belong to the organisation of the path.
async fn member(
    shared: &Shared,
    org: &str,
    headers: &HeaderMap,
    tracking_id: Option<&TrackingId>,
) -> Result<User, Response> {
    let user = bearer(shared, headers, tracking_id).await;
    let user = user.map_err(axum::response::IntoResponse::into_response)?;
    if user.org_id == org {
        return Ok(user);
    }
    let message = "the access token belongs to another organisation";
    Err(ApiError::new(StatusCode::FORBIDDEN, message).for_request(tracking_id).into_response())
}

fn failed(error: &StoreError, tracking_id: Option<&TrackingId>) -> Response {
    store_failure(error).for_request(tracking_id).into_response()
}

/// The user's own cluster, or that of the template of the organisation.
async fn xsi_actions_url(shared: &Shared, user: &User) -> Result<Option<String>, StoreError> {
    let store = &shared.store;
    let mut cluster_id = user.cluster_id.clone();
    if cluster_id.is_none()
        && let Some(Organization { template_id: Some(template_id), .. }) =
            store.organizations().find(&user.org_id).await?
    {
        cluster_id = store.templates().find(&template_id).await?.map(|found| found.cluster_id);
    }
    let Some(cluster_id) = cluster_id else { return Ok(None) };
    Ok(store.clusters().find(&cluster_id).await?.map(|cluster| cluster.xsi_actions_url))
}

fn scim_user(user: &User) -> Value {
    let display_name = format!("{} {}", user.first_name, user.last_name);
    let mut numbers = Vec::new();
    if let Some(number) = &user.primary_phone_number {
        numbers.push(json!({"type": "work", "value": number, "primary": true}));
    }
    if let Some(extension) = &user.extension {
        numbers.push(json!({"type": "work_extension", "value": extension}));
    }
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "id": user.user_id,
        "userName": user.email,
        "active": true,
        "userType": "user",
        "displayName": display_name.trim(),
        "name": {"givenName": user.first_name, "familyName": user.last_name},
        "emails": [{"value": user.email, "type": "work", "primary": true}],
        "entitlements": user.entitlements,
        "phoneNumbers": numbers,
        "meta": {
            "resourceType": "User",
            "organizationID": user.org_id,
            "created": user.created_at.to_rfc3339(),
            "lastModified": user.updated_at.to_rfc3339(),
        },
    })
}
