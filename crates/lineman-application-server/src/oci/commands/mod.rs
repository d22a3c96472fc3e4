//! The commands, one file for each family or pair of families; a folder for each room of many.

pub(super) mod accounts;
pub(super) mod administrators;
pub(super) mod call_settings;
pub(super) mod calls;
pub(super) mod devices;
pub(super) mod directories;
pub(super) mod hierarchy;
pub(super) mod messaging;
pub(super) mod numbers;
pub(super) mod push;
pub(super) mod services;

mod authentication;
mod authentication_verify;
mod create_device_token;
mod group_add;
mod group_delete;
mod group_dn_assign;
mod group_get;
mod group_list;
mod login;
mod login_fields;
mod logout;
mod number_ranges;
mod provider_add;
mod provider_delete;
mod provider_dn_add;
mod provider_get;
mod provider_list;
mod software_version;
mod token_revoke;
mod user_add;
mod user_alternate_ids;
mod user_authentication;
mod user_delete;
mod user_device_list;
mod user_fields;
mod user_get;
mod user_get_login_info;
mod user_list;
mod user_modify;
mod user_service_list;
mod user_services;

pub(super) use user_get::VERSIONS as USER_GET_VERSIONS;

use lineman_ocip::Command;

use super::errors::{self, Failure};
use super::registry::Family;
use super::server::Call;

/// Carries out a command of a family that the registry knows.
pub(super) async fn run(call: &Call<'_>, family: &str) -> Result<Command, Failure> {
    match family {
        "AuthenticationRequest" => authentication::run(call),
        "LoginRequest" => login::run(call).await,
        "LogoutRequest" => Ok(logout::run(call)),
        "VerifySessionIsValidRequest" => Ok(call.success()),
        "AuthenticationVerifyRequest" => authentication_verify::run(call).await,
        "UserGetLoginInfoRequest" => user_get_login_info::run(call).await,
        "LongLivedTokenRevokeRequest" => token_revoke::run(call).await,
        "UserSingleSignOnCreateDeviceTokenRequest" => create_device_token::run(call).await,
        "SystemSoftwareVersionGetRequest" => Ok(software_version::run(call)),
        "ServiceProviderAddRequest" => provider_add::run(call).await,
        "ServiceProviderGetRequest" => provider_get::run(call).await,
        "ServiceProviderGetListRequest" => provider_list::run(call).await,
        "ServiceProviderDeleteRequest" => provider_delete::run(call).await,
        "ServiceProviderDnAddListRequest" => provider_dn_add::run(call).await,
        "GroupAddRequest" => group_add::run(call).await,
        "GroupGetRequest" => group_get::run(call).await,
        "GroupGetListInServiceProviderRequest" => group_list::run(call).await,
        "GroupDeleteRequest" => group_delete::run(call).await,
        "GroupDnAssignListRequest" => group_dn_assign::run(call).await,
        _ => run_user(call, family).await,
    }
}

async fn run_user(call: &Call<'_>, family: &str) -> Result<Command, Failure> {
    match family {
        "UserAddRequest" => user_add::run(call).await,
        "UserGetRequest" => user_get::run(call).await,
        "UserModifyRequest" => user_modify::run(call).await,
        "UserDeleteRequest" => user_delete::run(call).await,
        "UserGetListInGroupRequest" => user_list::in_group(call).await,
        "UserGetListInServiceProviderRequest" => user_list::in_provider(call).await,
        "UserGetListInSystemRequest" => user_list::in_system(call).await,
        "UserGetListInGroupPagedSortedListRequest" => user_list::in_group_by_page(call).await,
        "UserAlternateUserIdAddRequest" => user_alternate_ids::add(call).await,
        "UserAlternateUserIdModifyRequest" => user_alternate_ids::modify(call).await,
        "UserAlternateUserIdDeleteRequest" => user_alternate_ids::delete(call).await,
        "UserAlternateUserIdGetListRequest" => user_alternate_ids::list(call).await,
        "UserAuthenticationGetRequest" => user_authentication::get(call).await,
        "UserAuthenticationModifyRequest" => user_authentication::modify(call).await,
        "UserPrimaryAndSCADeviceGetListRequest" => user_device_list::run(call).await,
        "UserServiceAssignListRequest" => user_services::assign(call).await,
        "UserServiceUnassignListRequest" => user_services::unassign(call).await,
        "UserServiceGetAssignmentListRequest" => user_service_list::run(call).await,
        // The registry lists the families of this match; a test compares them.
        _ => run_room(call, family).await,
    }
}

async fn run_room(call: &Call<'_>, family: &str) -> Result<Command, Failure> {
    let lists = |room: &[Family]| room.iter().any(|listed| listed.name == family);
    if lists(hierarchy::FAMILIES) {
        hierarchy::run(call, family).await
    } else if lists(administrators::FAMILIES) {
        administrators::run(call, family).await
    } else if lists(accounts::FAMILIES) {
        accounts::run(call, family).await
    } else if lists(numbers::FAMILIES) {
        numbers::run(call, family).await
    } else if lists(services::FAMILIES) {
        services::run(call, family).await
    } else if lists(devices::FAMILIES) {
        devices::run(call, family).await
    } else if lists(call_settings::FAMILIES) {
        call_settings::run(call, family).await
    } else if lists(directories::FAMILIES) {
        directories::run(call, family).await
    } else if lists(push::FAMILIES) {
        push::run(call, family).await
    } else if lists(calls::FAMILIES) {
        calls::run(call, family).await
    } else if lists(messaging::FAMILIES) {
        messaging::run(call, family).await
    } else {
        Err(errors::unknown_request(family))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use lineman_logs::MemorySink;
    use lineman_model::{ManualClock, SeededRandom, Timestamp};
    use lineman_store::{BroadworksStore, SealingKey};

    use super::*;
    use crate::config::OciConfig;
    use crate::oci::caller::{Administrator, Caller, Level, Origin, Rights};
    use crate::oci::registry;
    use crate::oci::server::OciServer;

    #[tokio::test]
    async fn every_family_of_the_registry_is_carried_out() {
        let random = Arc::new(SeededRandom::new(1));
        let key = SealingKey::generate(&*random);
        let store = BroadworksStore::connect("sqlite::memory:", key, random.clone())
            .await
            .expect("a store");
        let clock = Arc::new(ManualClock::new(Timestamp::EPOCH));
        let log = Arc::new(MemorySink::default());
        let server =
            OciServer::new(OciConfig::default(), store, clock, random, log.clone(), log, None)
                .expect("a server");
        let origin = Origin {
            peer: ([127, 0, 0, 1], 1).into(),
            session_id: Some(String::from("s")),
            caller: Caller::LoggedIn(Arc::new(Administrator {
                user_id: String::from("admin"),
                level: Level::System,
                service_provider_id: None,
                group_id: None,
                name: String::from("Admin"),
                rights: Rights::default(),
            })),
        };
        let thread = server.log.bulk_thread();
        for family in registry::families() {
            for version in family.versions {
                let request = Command::request(&format!("{}{version}", family.name));
                let call = Call {
                    server: &server,
                    origin: &origin,
                    thread: &thread,
                    request: &request,
                    version,
                };
                if let Err(failure) = run(&call, family.name).await {
                    assert_ne!(failure, errors::unknown_request(family.name), "{}", family.name);
                }
            }
        }
        let request = Command::request("Nothing");
        let call = Call {
            server: &server,
            origin: &origin,
            thread: &thread,
            request: &request,
            version: "",
        };
        assert!(run(&call, "Nothing").await.is_err());
    }
}
