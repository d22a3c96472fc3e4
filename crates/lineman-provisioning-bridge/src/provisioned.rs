//! Whether the user of a request is there already (PRV-011, PRV-019, PRV-032, PRV-047).

use lineman_catalog::bridge_messages::BridgeRefusal;
use lineman_store::cloud::{Organization, OrganizationKind, User};
use lineman_store::{CloudStore, number_key, user_key};

use crate::refusal::Refusal;
use crate::rules::AcceptedProfile;

/// What the cloud knows of the user of a request that may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nothing.
    New,
    /// It is provisioned, exactly as the request says.
    Same,
}

/// Judges a request by the users that are there.
pub(crate) async fn standing(
    store: &CloudStore,
    profile: &AcceptedProfile,
    organization: Option<&Organization>,
) -> Result<Standing, Refusal> {
    if let Some(user) = store.users().find_by_email(&profile.email).await? {
        let same_user = user
            .bw_user_id
            .as_deref()
            .is_some_and(|id| user_key(id) == user_key(&profile.bw_user_id));
        if same_user {
            return if is_identical(&user, profile, organization) {
                Ok(Standing::Same)
            } else {
                Err(Refusal::OtherData)
            };
        }
        let home = store.organizations().find(&user.org_id).await?;
        let is_free_account = home.is_some_and(|home| home.kind == OrganizationKind::Consumer);
        return Err(Refusal::Class(if is_free_account {
            BridgeRefusal::UserInConsumerOrganization
        } else {
            BridgeRefusal::UserExists
        }));
    }
    match store.users().find_by_bw_user_id(&profile.bw_user_id).await? {
        // The same subscriber with another email.
        Some(other) if organization.is_some_and(|own| own.org_id == other.org_id) => {
            Err(Refusal::OtherData)
        }
        // Who has the id in another organisation, only identity may say: it comes as code 10022
        // after the 200 (solution-facts 8), and the creation is escalated (ESC-018).
        Some(_) | None => Ok(Standing::New),
    }
}

fn is_identical(
    user: &User,
    profile: &AcceptedProfile,
    organization: Option<&Organization>,
) -> bool {
    let number = user.primary_phone_number.as_deref().map(number_key);
    organization.is_some_and(|organization| organization.org_id == user.org_id)
        && number == Some(number_key(&profile.primary_phone_number))
        && user.extension == profile.extension
        && user.first_name == profile.first_name
        && user.last_name == profile.last_name
}
