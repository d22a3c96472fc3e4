//! Call settings of subscribers: what call processing must know in one read, and changes that lose
//! nothing.
//!
//! A call setting is an assigned service with its switch and its values. Values stand under the
//! names of their OCI-P elements; lists are JSON text.

use std::collections::BTreeMap;

use lineman_model::{CallService, Timestamp};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::repository;
use super::user_services::{UserService, read};
use crate::keys::user_key;
use crate::row::{json, values};
use crate::{Result, StoreError};

/// Names of values.
pub mod call_setting {
    /// Where a forwarding leads to.
    pub const FORWARD_TO: &str = "forwardToPhoneNumber";
    /// Whether a forwarded call gives a short ring.
    pub const FORWARD_RING_SPLASH: &str = "isRingSplashActive";
    /// After how many rings a call counts as not answered.
    pub const NUMBER_OF_RINGS: &str = "numberOfRings";
    /// Whether a call that is not to disturb gives a short ring.
    pub const RING_SPLASH: &str = "ringSplash";
    /// The telephone of the remote office.
    pub const REMOTE_OFFICE_NUMBER: &str = "remoteOfficePhoneNumber";
    /// Whether further telephones stay silent while the user is on a call.
    pub const NOT_WHILE_ON_A_CALL: &str = "doNotRingIfOnCall";
    /// The further telephones: a list of [`super::RingLocation`].
    pub const RING_LOCATIONS: &str = "simultaneousRingNumberList";
    /// Which calls are recorded.
    pub const RECORDING_OPTION: &str = "recordingOption";
    /// Telephones of `BroadWorks Anywhere`: a list of [`super::AnywhereLocation`].
    pub const ANYWHERE_LOCATIONS: &str = "phoneNumberList";
    /// Mobile telephones: a list of [`super::MobileIdentity`].
    pub const MOBILE_IDENTITIES: &str = "mobileIdentityList";
    /// Which telephones of a mobile user ring.
    pub const DEVICES_TO_RING: &str = "profileIdentityDevicesToRing";
    /// What the personal assistant says.
    pub const PRESENCE: &str = "presence";
    /// Whether the waiting call is shown without its number.
    pub const DISABLE_CALLING_LINE_ID: &str = "disableCallingLineIdDelivery";
    /// Whether a call by mouse wakes the app.
    pub const PUSH_FOR_CLICK_TO_DIAL: &str = "sendPushNotificationForClickToDial";
    /// Rings before a call counts as not answered, until the user chooses.
    pub const USUAL_NUMBER_OF_RINGS: u32 = 3;
}

/// A telephone that rings together with the user's devices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RingLocation {
    /// Number or SIP URI.
    pub phone_number: String,
    /// Whether whoever answers must confirm.
    pub answer_confirmation_required: bool,
}

/// A telephone of `BroadWorks Anywhere`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnywhereLocation {
    /// Its number.
    pub phone_number: String,
    /// What the user calls it.
    pub description: Option<String>,
    /// Whether it rings.
    pub is_active: bool,
    /// The number or SIP URI that is dialled in place of its own.
    pub outbound_alternate_number: Option<String>,
    /// Whether BroadWorks keeps control of the call.
    pub broadworks_call_control: bool,
    /// Whether diversions of the other side are prevented.
    pub use_diversion_inhibitor: bool,
    /// Whether whoever answers must confirm.
    pub answer_confirmation_required: bool,
}

/// A mobile telephone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MobileIdentity {
    /// Its number.
    pub mobile_number: String,
    /// What the user calls it.
    pub description: Option<String>,
    /// Whether it is the first one.
    pub is_primary: bool,
    /// Whether it rings.
    pub enable_alerting: bool,
}

/// Where calls are forwarded to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forwarding {
    /// Number or SIP URI as the user gave it.
    pub to: String,
    /// Whether the user's devices give a short ring.
    pub ring_splash: bool,
}

/// Telephones that ring together with the user's devices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimultaneousRing {
    /// Whether they stay silent while the user is on a call.
    pub not_while_on_a_call: bool,
    /// They.
    pub locations: Vec<RingLocation>,
}

/// What is in effect for a user's calls: services that are assigned and switched on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CallSettings {
    /// Calls are turned away.
    pub do_not_disturb: bool,
    /// A call that is turned away by it still gives a short ring.
    pub do_not_disturb_ring_splash: bool,
    /// All calls go elsewhere.
    pub forward_always: Option<Forwarding>,
    /// Calls go elsewhere while the user is busy.
    pub forward_busy: Option<String>,
    /// Calls go elsewhere when nobody answers.
    pub forward_no_answer: Option<String>,
    /// After how many rings nobody counts as answering; set with [`Self::forward_no_answer`].
    pub rings: u32,
    /// Calls go elsewhere while no device is registered.
    pub forward_not_reachable: Option<String>,
    /// Calls ring at this telephone in place of the devices.
    pub remote_office: Option<String>,
    /// Further telephones that ring.
    pub simultaneous_ring: Option<SimultaneousRing>,
    /// Telephones of `BroadWorks Anywhere` that ring.
    pub anywhere: Vec<AnywhereLocation>,
    /// Mobile telephones that ring.
    pub mobile: Vec<MobileIdentity>,
    /// A second call is offered; without it a user on a call is busy. None: not assigned.
    pub call_waiting: Option<bool>,
    /// Callers who withhold their number are turned away.
    pub reject_anonymous: bool,
    /// The own number is withheld.
    pub withhold_number: bool,
    /// Whoever is put on hold hears music.
    pub music_on_hold: bool,
    /// Calls back when a busy line becomes free.
    pub automatic_callback: bool,
    /// Which calls are recorded, as OCI-P says it; none: no recording.
    pub recording: Option<String>,
    /// What the personal assistant says, unless it is off.
    pub presence: Option<String>,
}

repository! {
    /// Call settings of subscribers.
    UserCallSettings
}

fn list<T: DeserializeOwned>(settings: &BTreeMap<String, String>, name: &str) -> Result<Vec<T>> {
    let Some(text) = settings.get(name) else { return Ok(Vec::new()) };
    serde_json::from_str(text).map_err(|error| StoreError::Unreadable {
        column: name.to_owned(),
        reason: error.to_string(),
    })
}

impl UserService {
    /// A text among the values.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.settings.get(name).map(String::as_str)
    }

    /// A switch among the values; off when it is absent.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        self.value(name) == Some("true")
    }

    /// A list among the values.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn list<T: DeserializeOwned>(&self, name: &str) -> Result<Vec<T>> {
        list(&self.settings, name)
    }

    /// Replaces a list among the values.
    ///
    /// # Errors
    /// When it cannot be written as text.
    pub fn set_list<T: Serialize>(&mut self, name: &str, list: &[T]) -> Result<()> {
        if list.is_empty() {
            self.settings.remove(name);
        } else {
            self.settings.insert(name.to_owned(), json(&list)?);
        }
        Ok(())
    }
}

impl UserCallSettings<'_> {
    /// What is in effect for a user's calls; nothing for a user who is not there. One read.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn effective(&self, user_id: &str) -> Result<CallSettings> {
        let rows = self
            .0
            .all(
                "reading call settings",
                "SELECT * FROM user_services WHERE user_key = $1",
                values![user_key(user_id)],
            )
            .await?;
        let mut settings = CallSettings::default();
        for row in &rows {
            let service = read(row)?;
            if let Some(kind) = CallService::of_service_name(&service.service_name) {
                settings.apply(kind, &service)?;
            }
        }
        Ok(settings)
    }

    /// One call setting of a user; none when it is not assigned. Those that everybody has are
    /// always there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, user_id: &str, kind: CallService) -> Result<Option<UserService>> {
        let row = self
            .0
            .optional(
                "reading a call setting",
                "SELECT * FROM user_services WHERE user_key = $1 AND service_name = $2",
                values![user_key(user_id), kind.service_name()],
            )
            .await?;
        let service = row.as_ref().map(read).transpose()?;
        Ok(service.or_else(|| (!kind.is_assignable()).then(|| fresh(kind))))
    }

    /// Changes one under a lock, so that no other change is lost; false when it is not assigned.
    /// A change that is refused changes nothing.
    ///
    /// # Errors
    /// When the database fails, or whatever the change says.
    pub async fn modify<E: From<StoreError>>(
        &self,
        user_id: &str,
        kind: CallService,
        change: impl FnOnce(&mut UserService) -> std::result::Result<(), E> + Send,
    ) -> std::result::Result<bool, E> {
        let key = user_key(user_id);
        let name = kind.service_name();
        let mut transaction = self.0.begin("changing a call setting").await?;
        if !kind.is_assignable() {
            transaction
                .execute(
                    "INSERT INTO user_services (user_key, service_name, is_active, settings, \
                     assigned_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                    values![&key, name, kind.is_active_at_first(), "{}", Timestamp::EPOCH],
                )
                .await?;
        }
        let select = self.0.for_engine(
            "SELECT * FROM user_services WHERE user_key = $1 AND service_name = $2",
            "SELECT * FROM user_services WHERE user_key = $1 AND service_name = $2 FOR UPDATE",
        );
        let Some(row) = transaction.optional(select, values![&key, name]).await? else {
            return Ok(false);
        };
        let mut service = read(&row)?;
        change(&mut service)?;
        transaction
            .execute(
                "UPDATE user_services SET is_active = $3, settings = $4 \
                 WHERE user_key = $1 AND service_name = $2",
                values![&key, name, service.is_active, json(&service.settings)?],
            )
            .await?;
        transaction.commit().await?;
        Ok(true)
    }
}

/// A setting that everybody has and nobody has touched.
fn fresh(kind: CallService) -> UserService {
    UserService {
        service_name: kind.service_name().to_owned(),
        is_active: kind.is_active_at_first(),
        settings: BTreeMap::new(),
        assigned_at: Timestamp::EPOCH,
    }
}

impl CallSettings {
    fn apply(&mut self, kind: CallService, service: &UserService) -> Result<()> {
        if kind == CallService::CallWaiting {
            self.call_waiting = Some(service.is_active);
        }
        let text = |name: &str| service.value(name).map(str::to_owned);
        // These two have no switch of their own.
        match kind {
            CallService::CallRecording => {
                self.recording =
                    text(call_setting::RECORDING_OPTION).filter(|option| option != "Never");
            }
            CallService::PersonalAssistant => {
                self.presence = text(call_setting::PRESENCE).filter(|presence| presence != "None");
            }
            CallService::BroadWorksAnywhere => {
                self.anywhere = service.list(call_setting::ANYWHERE_LOCATIONS)?;
                self.anywhere.retain(|location| location.is_active);
            }
            _ => {}
        }
        if !service.is_active {
            return Ok(());
        }
        match kind {
            CallService::DoNotDisturb => {
                self.do_not_disturb = true;
                self.do_not_disturb_ring_splash = service.flag(call_setting::RING_SPLASH);
            }
            CallService::CallForwardingAlways => {
                let ring_splash = service.flag(call_setting::FORWARD_RING_SPLASH);
                self.forward_always =
                    text(call_setting::FORWARD_TO).map(|to| Forwarding { to, ring_splash });
            }
            CallService::CallForwardingBusy => self.forward_busy = text(call_setting::FORWARD_TO),
            CallService::CallForwardingNoAnswer => {
                self.forward_no_answer = text(call_setting::FORWARD_TO);
                self.rings = service
                    .value(call_setting::NUMBER_OF_RINGS)
                    .and_then(|rings| rings.parse().ok())
                    .unwrap_or(call_setting::USUAL_NUMBER_OF_RINGS);
            }
            CallService::CallForwardingNotReachable => {
                self.forward_not_reachable = text(call_setting::FORWARD_TO);
            }
            CallService::RemoteOffice => {
                self.remote_office = text(call_setting::REMOTE_OFFICE_NUMBER);
            }
            CallService::SimultaneousRingPersonal => {
                let locations = service.list(call_setting::RING_LOCATIONS)?;
                let not_while_on_a_call = service.flag(call_setting::NOT_WHILE_ON_A_CALL);
                self.simultaneous_ring = (!locations.is_empty())
                    .then_some(SimultaneousRing { not_while_on_a_call, locations });
            }
            CallService::BroadWorksMobility => {
                let rings = service.value(call_setting::DEVICES_TO_RING).unwrap_or("Both");
                if rings != "Fixed" {
                    self.mobile = service.list(call_setting::MOBILE_IDENTITIES)?;
                    self.mobile.retain(|identity| identity.enable_alerting);
                }
            }
            CallService::AnonymousCallRejection => self.reject_anonymous = true,
            CallService::CallingLineIdDeliveryBlocking => self.withhold_number = true,
            CallService::MusicOnHold => self.music_on_hold = true,
            CallService::AutomaticCallback => self.automatic_callback = true,
            CallService::CallWaiting
            | CallService::CallRecording
            | CallService::PersonalAssistant
            | CallService::BroadWorksAnywhere
            | CallService::PushNotification => {}
        }
        Ok(())
    }
}
