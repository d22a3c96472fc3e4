//! What the provisioning bridge asks for: organisations and users (PRV-002, PRV-003).

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use lineman_catalog::bridge_messages::BridgeRefusal;
use lineman_cloud_service::{ApiError, tracking_id};
use lineman_ladder::literals::CALLING_BEHAVIOR_WEBEX;
use lineman_logs::cloud::CloudEvent;
use lineman_model::{TrackingId, limits, uuid_v4};
use lineman_store::StoreError;
use lineman_store::cloud::{Created, Organization, OrganizationKind, User, UserStatus};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::entitlements::broadworks_user_entitlements;
use crate::failure::store_failure;
use crate::service::Shared;

/// Code of the refusal that says: the BroadWorks user id belongs to another user already
/// (webex-api.md 2.1).
pub const BW_USER_ID_IN_USE: &str = "10022";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NewOrganization {
    name: String,
    template_id: String,
    sp_enterprise_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NewUser {
    org_id: String,
    email: String,
    bw_user_id: String,
    #[serde(default)]
    first_name: String,
    #[serde(default)]
    last_name: String,
    primary_phone_number: Option<String>,
    extension: Option<String>,
    cluster_id: Option<String>,
    request_id: String,
}

type Body = Result<Bytes, BytesRejection>;

/// `POST /internal/v1/organizations`: the first user of a customer brings the organisation along
/// (PRV-003); everyone after finds it.
pub(crate) async fn create_organization(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let tracking_id = tracking_id(&headers);
    answer(ensure_organization(&shared, body, tracking_id.as_ref()).await, tracking_id.as_ref())
}

async fn ensure_organization(
    shared: &Shared,
    body: Body,
    tracking_id: Option<&TrackingId>,
) -> Result<Response, ApiError> {
    let wish: NewOrganization = read(body)?;
    for (name, value) in [
        ("name", &wish.name),
        ("templateId", &wish.template_id),
        ("spEnterpriseId", &wish.sp_enterprise_id),
    ] {
        filled(name, value)?;
    }
    let wished = Organization {
        org_id: uuid_v4(shared.random.as_ref()),
        // PRV-015, PRV-016, XCC-004: the name of a customer is in lower case.
        name: wish.name.trim().to_lowercase(),
        kind: OrganizationKind::Customer,
        sp_enterprise_id: Some(wish.sp_enterprise_id.clone()),
        template_id: Some(wish.template_id),
        calling_behavior: Some(CALLING_BEHAVIOR_WEBEX.to_owned()),
        created_at: shared.now(),
    };
    let (organization, new) = shared.store.organizations().ensure(&wished).await.map_err(failed)?;
    let (event, status) = if new {
        (CloudEvent::OrganizationCreated, StatusCode::CREATED)
    } else {
        (CloudEvent::OrganizationFound, StatusCode::OK)
    };
    shared
        .log
        .line(event)
        .tracking(tracking_id)
        .org(&organization.org_id)
        .enterprise(&wish.sp_enterprise_id)
        .status(status.as_u16())
        .field("name", organization.name.clone())
        .write();
    let body = json!({
        "id": organization.org_id,
        "name": organization.name,
        "templateId": organization.template_id,
        "spEnterpriseId": organization.sp_enterprise_id,
    });
    Ok((status, Json(body)).into_response())
}

/// `POST /internal/v1/users`: makes a user of this product, once per request.
pub(crate) async fn create_user(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let tracking_id = tracking_id(&headers);
    answer(ensure_user(&shared, body, tracking_id.as_ref()).await, tracking_id.as_ref())
}

async fn ensure_user(
    shared: &Shared,
    body: Body,
    tracking_id: Option<&TrackingId>,
) -> Result<Response, ApiError> {
    let wish: NewUser = read(body)?;
    check(&wish)?;
    let organization = shared.store.organizations().find(&wish.org_id).await.map_err(failed)?;
    let organization = organization
        .ok_or_else(|| ApiError::new(StatusCode::BAD_REQUEST, "the organisation is not there"))?;
    let now = shared.now();
    let wished = User {
        user_id: uuid_v4(shared.random.as_ref()),
        org_id: wish.org_id,
        email: wish.email.trim().to_owned(),
        bw_user_id: Some(wish.bw_user_id),
        cluster_id: wish.cluster_id,
        first_name: wish.first_name,
        last_name: wish.last_name,
        primary_phone_number: wish.primary_phone_number,
        extension: wish.extension,
        status: UserStatus::Active,
        calling_behavior: None,
        entitlements: broadworks_user_entitlements(),
        creation_request_id: Some(wish.request_id),
        created_at: now,
        updated_at: now,
    };
    let user = match shared.store.users().create(&wished).await.map_err(failed)? {
        Created::New(user) => {
            log_created(shared, &user, &organization, tracking_id);
            user
        }
        // The bridge asks again when our answer was lost; the user is made and logged once.
        Created::Before(user) => user,
        Created::EmailTaken(other) => return Err(email_taken(shared, &other).await?),
        Created::BwUserTaken(_) => {
            let message = "the BroadWorks user ID belongs to another user already";
            return Err(ApiError::new(StatusCode::CONFLICT, message).with_code(BW_USER_ID_IN_USE));
        }
    };
    let body = json!({
        "id": user.user_id,
        "orgId": user.org_id,
        "email": user.email,
        "bwUserId": user.bw_user_id,
        "entitlements": user.entitlements,
    });
    Ok((StatusCode::CREATED, Json(body)).into_response())
}

fn log_created(
    shared: &Shared,
    user: &User,
    organization: &Organization,
    tracking_id: Option<&TrackingId>,
) {
    let mut line = shared.line_about(CloudEvent::UserCreated, user, tracking_id);
    if let Some(enterprise) = &organization.sp_enterprise_id {
        line = line.enterprise(enterprise);
    }
    line.status(201).field("entitlements", user.entitlements.clone()).write();
}

/// PRV-047; PRV-032 when the other one is a free account.
async fn email_taken(shared: &Shared, other: &User) -> Result<ApiError, ApiError> {
    let organization = shared.store.organizations().find(&other.org_id).await.map_err(failed)?;
    let free = organization.is_some_and(|found| found.kind == OrganizationKind::Consumer);
    let refusal =
        if free { BridgeRefusal::UserInConsumerOrganization } else { BridgeRefusal::UserExists };
    Ok(ApiError::new(StatusCode::CONFLICT, refusal.message()))
}

/// `DELETE /internal/v1/users/{user}`: with the user's tokens.
pub(crate) async fn delete_user(
    State(shared): State<Arc<Shared>>,
    Path(user_id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let tracking_id = tracking_id(&headers);
    answer(remove_user(&shared, &user_id, tracking_id.as_ref()).await, tracking_id.as_ref())
}

async fn remove_user(
    shared: &Shared,
    user_id: &str,
    tracking_id: Option<&TrackingId>,
) -> Result<Response, ApiError> {
    let users = shared.store.users();
    let absent = || ApiError::new(StatusCode::NOT_FOUND, "there is no such user");
    let user = users.find(user_id).await.map_err(failed)?.ok_or_else(absent)?;
    if !users.remove(user_id).await.map_err(failed)? {
        return Err(absent());
    }
    let line = shared.line_about(CloudEvent::SubscriberRemoved, &user, tracking_id);
    line.status(204).write();
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn answer(outcome: Result<Response, ApiError>, tracking_id: Option<&TrackingId>) -> Response {
    outcome.unwrap_or_else(|error| error.for_request(tracking_id).into_response())
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
fn failed(error: StoreError) -> ApiError {
    store_failure(&error)
}

fn read<T: DeserializeOwned>(body: Body) -> Result<T, ApiError> {
    let unreadable = |reason: String| ApiError::new(StatusCode::BAD_REQUEST, reason);
    let body =
        body.map_err(|rejection| ApiError::new(rejection.status(), rejection.body_text()))?;
    serde_json::from_slice(&body).map_err(|error| unreadable(format!("reading the body: {error}")))
}

fn filled(name: &str, value: &str) -> Result<(), ApiError> {
    bounded(name, value)?;
    if value.trim().is_empty() {
        return Err(ApiError::new(StatusCode::BAD_REQUEST, format!("{name} is empty")));
    }
    Ok(())
}

fn bounded(name: &str, value: &str) -> Result<(), ApiError> {
    if value.len() > limits::FIELD_BYTES {
        return Err(ApiError::new(StatusCode::BAD_REQUEST, format!("{name} is too long")));
    }
    Ok(())
}

fn check(wish: &NewUser) -> Result<(), ApiError> {
    for (name, value) in [
        ("orgId", &wish.org_id),
        ("email", &wish.email),
        ("bwUserId", &wish.bw_user_id),
        ("requestId", &wish.request_id),
    ] {
        filled(name, value)?;
    }
    for (name, value) in [("firstName", &wish.first_name), ("lastName", &wish.last_name)] {
        bounded(name, value)?;
    }
    for (name, value) in [
        ("primaryPhoneNumber", &wish.primary_phone_number),
        ("extension", &wish.extension),
        ("clusterId", &wish.cluster_id),
    ] {
        bounded(name, value.as_deref().unwrap_or_default())?;
    }
    Ok(())
}
