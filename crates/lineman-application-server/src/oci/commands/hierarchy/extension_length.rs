//! How long extensions are: the group's rule, or the enterprise's, or the system's.

use lineman_ocip::Command;
use lineman_store::broadworks::{EffectiveSettings, HierarchyNode};

use super::super::user_fields::apply_details;
use super::super::{group_get, provider_get};
use super::providers::bounded;
use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, Fields, OWNER_ID};
use crate::oci::server::Call;

const LEAST: u32 = 2;
const MOST: u32 = 20;
const USUAL: u32 = 4;
/// The oldest version has one length for all, of at most so many digits.
const OLD_MOST: u32 = 6;

const MINIMUM: &str = "minExtensionLength";
const MAXIMUM: &str = "maxExtensionLength";
const DEFAULT: &str = "defaultExtensionLength";
const USE_ENTERPRISE: &str = "useEnterpriseExtensionLengthSetting";
const ROUTING_PREFIX: &str = "locationRoutingPrefixDigit";
const LOCATION_CODE: &str = "locationCodeLength";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Lengths {
    least: u32,
    most: u32,
    usual: u32,
    of_enterprise: bool,
}

impl Lengths {
    fn of(effective: &EffectiveSettings) -> Self {
        let number = |name: &str| effective.get(name).and_then(|text| text.trim().parse().ok());
        let least = number(MINIMUM).unwrap_or(LEAST);
        let most = number(MAXIMUM).unwrap_or(MOST);
        Self {
            least,
            most,
            usual: number(DEFAULT).unwrap_or(USUAL).clamp(least, most.max(least)),
            of_enterprise: effective.get(USE_ENTERPRISE) == Some("true"),
        }
    }
}

async fn lengths(call: &Call<'_>, provider: &str, group: &str) -> Result<Lengths, Failure> {
    let settings = call.store().hierarchy_settings();
    let lengths = Lengths::of(&settings.effective(provider, Some(group)).await?);
    if !lengths.of_enterprise {
        return Ok(lengths);
    }
    // The enterprise has one length for all of its groups.
    let enterprise = settings.get(HierarchyNode::ServiceProvider(provider)).await?;
    let length = enterprise.get(DEFAULT).and_then(|text| text.trim().parse().ok());
    Ok(length.map_or(lengths, |length| Lengths {
        least: length,
        most: length,
        usual: length,
        ..lengths
    }))
}

/// Digits only, of a length that the group allows (error 4909).
pub(in crate::oci::commands) async fn check_extension(
    call: &Call<'_>,
    provider: &str,
    group: &str,
    extension: &str,
) -> Result<(), Failure> {
    let lengths = lengths(call, provider, group).await?;
    let length = u32::try_from(extension.len()).unwrap_or(u32::MAX);
    let good = (lengths.least..=lengths.most).contains(&length)
        && extension.bytes().all(|byte| byte.is_ascii_digit());
    if good { Ok(()) } else { Err(errors::invalid_extension(group, lengths.least, lengths.most)) }
}

pub(super) async fn get_group(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    let group = fields.required("groupId", OWNER_ID)?;
    call.origin.caller.must_administer_group(provider, group)?;
    group_get::find(call, provider, group).await?;
    let lengths = lengths(call, provider, group).await?;
    if call.version.is_empty() {
        return Ok(call.answer().with("extensionLength", lengths.usual.to_string()));
    }
    let answer = call
        .answer()
        .with(MINIMUM, lengths.least.to_string())
        .with(MAXIMUM, lengths.most.to_string())
        .with(DEFAULT, lengths.usual.to_string());
    if call.version == "17" {
        return Ok(answer);
    }
    Ok(answer.with_flag(USE_ENTERPRISE, lengths.of_enterprise))
}

pub(super) async fn modify_group(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    let group = fields.required("groupId", OWNER_ID)?;
    call.origin.caller.must_administer_group(provider, group)?;
    group_get::find(call, provider, group).await?;
    let changes = if call.version.is_empty() {
        let length = fields.change("extensionLength", 2)?;
        let length = bounded(length, "extensionLength", LEAST, OLD_MOST)?;
        [MINIMUM, MAXIMUM, DEFAULT].map(|name| (name.to_owned(), length.clone())).to_vec()
    } else {
        group_changes(call, provider, group, fields).await?
    };
    call.store()
        .hierarchy_settings()
        .modify(HierarchyNode::Group(provider, group), |kept| apply_details(kept, changes))
        .await?;
    Ok(call.success())
}

/// What a request changes of a group's lengths: the least is not above the most, the usual one is
/// between them.
pub(super) async fn group_changes(
    call: &Call<'_>,
    provider: &str,
    group: &str,
    fields: Fields<'_>,
) -> Result<Vec<(String, Change)>, Failure> {
    let effective = call.store().hierarchy_settings().effective(provider, Some(group)).await?;
    let present = Lengths::of(&effective);
    let length = |name| bounded(fields.change(name, 2)?, name, LEAST, MOST);
    let (least, most, usual) = (length(MINIMUM)?, length(MAXIMUM)?, length(DEFAULT)?);
    let number = |change: &Change, present| match change {
        Change::Set(text) => text.trim().parse().unwrap_or(present),
        Change::Keep | Change::Clear => present,
    };
    let wanted =
        (number(&least, present.least), number(&usual, present.usual), number(&most, present.most));
    if wanted.0 > wanted.2 || (usual != Change::Keep && !(wanted.0..=wanted.2).contains(&wanted.1))
    {
        return Err(errors::refused(
            "The minimum extension length must not exceed the maximum, and the default must be \
             between them",
        ));
    }
    let mut changes =
        vec![(MINIMUM.to_owned(), least), (MAXIMUM.to_owned(), most), (DEFAULT.to_owned(), usual)];
    if let Some(of_enterprise) = fields.flag(USE_ENTERPRISE)? {
        changes.push((USE_ENTERPRISE.to_owned(), Change::Set(of_enterprise.to_string())));
    }
    Ok(changes)
}

/// What a request changes of an enterprise's lengths.
pub(super) fn provider_changes(fields: Fields<'_>) -> Result<Vec<(String, Change)>, Failure> {
    [(DEFAULT, LEAST, MOST), (ROUTING_PREFIX, 0, 9), (LOCATION_CODE, 1, 15)]
        .into_iter()
        .map(|(name, least, most)| {
            let change = bounded(fields.change(name, 2)?, name, least, most)?;
            Ok((name.to_owned(), change))
        })
        .collect()
}

pub(super) async fn get_provider(call: &Call<'_>) -> Result<Command, Failure> {
    let provider = call.fields().required("serviceProviderId", OWNER_ID)?;
    call.origin.caller.must_administer_provider(provider)?;
    provider_get::find(call, provider).await?;
    let kept =
        call.store().hierarchy_settings().get(HierarchyNode::ServiceProvider(provider)).await?;
    Ok([DEFAULT, ROUTING_PREFIX, LOCATION_CODE]
        .into_iter()
        .fold(call.answer(), |answer, name| answer.with_optional(name, kept.get(name).cloned())))
}

pub(super) async fn modify_provider(call: &Call<'_>) -> Result<Command, Failure> {
    let fields = call.fields();
    let provider = fields.required("serviceProviderId", OWNER_ID)?;
    call.origin.caller.must_administer_provider(provider)?;
    provider_get::find(call, provider).await?;
    let changes = provider_changes(fields)?;
    call.store()
        .hierarchy_settings()
        .modify(HierarchyNode::ServiceProvider(provider), |kept| apply_details(kept, changes))
        .await?;
    Ok(call.success())
}
