//! The BroadWorks half: what the Application Server, the Network Server and the XSP share.

mod access_devices;
mod account_security;
mod activation;
mod administrators;
mod alternate_user_ids;
mod call_logs;
mod call_settings;
mod contents;
mod departments;
mod device_files;
mod device_keys;
mod device_tokens;
mod device_type_files;
mod device_types;
mod directory;
mod directory_search;
mod endpoints;
mod groups;
mod hierarchy_settings;
mod locations;
mod login_tokens;
mod messaging;
mod node_settings;
mod numbers;
mod phone_lists;
mod push_registrations;
mod push_settings;
mod registrations;
mod resellers;
mod service_authorizations;
mod service_packs;
mod service_providers;
mod signing_key_file;
mod signing_keys;
mod subscriber_search;
mod subscribers;
mod system_settings;
mod tag_sets;
mod tags;
mod token_revocations;
mod user_schedules;
mod user_services;
mod voice_messages;

use std::sync::Arc;

use lineman_model::Random;

use crate::database::Database;
use crate::repository::{repositories, repository};
use crate::{Result, SealingKey, migrations};

pub use access_devices::{AccessDevice, AccessDevices, DevicesBelow};
pub use account_security::{AccountSecurities, AccountSecurity};
pub use activation::{
    Activation, ActivationPolicy, ActivationPolicyScope, ActivationState, DeviceActivations,
};
pub use administrators::{Administrator, Administrators, LoginLevel};
pub use alternate_user_ids::{AlternateUserId, AlternateUserIds};
pub use call_logs::{CallLog, CallLogKind, CallLogs};
pub use call_settings::{
    AnywhereLocation, CallSettings, Forwarding, MobileIdentity, RingLocation, SimultaneousRing,
    UserCallSettings, call_setting,
};
pub use departments::{Department, DepartmentKey, Departments};
pub use device_files::{
    DeviceBuild, DeviceFile, DeviceFiles, DeviceUpload, FileSource, UPLOADS_PER_DEVICE,
};
pub use device_keys::{DeviceKey, DeviceLevel};
pub use device_tokens::{DeviceToken, DeviceTokens};
pub use device_type_files::{DeviceTypeFile, DeviceTypeFiles, FileFlag};
pub use device_types::{DeviceType, DeviceTypes};
pub use directory::{
    Directory, DirectoryEntry, DirectoryPage, DirectoryPerson, DirectoryQuery, DirectoryScope,
};
pub use directory_search::{DirectoryCriterion, DirectoryField, DirectoryMode, DirectoryOrder};
pub use endpoints::{Endpoint, EndpointKind, Endpoints};
pub use groups::{Group, Groups};
pub use hierarchy_settings::{EffectiveSettings, HierarchyNode, HierarchySettings};
pub use locations::Locations;
pub use login_tokens::LoginTokens;
pub use messaging::{ImpIdType, MessagingServer};

pub use crate::cloud::{BackOff, JobState, Jobs, LeasedJob, NewJob};
pub use node_settings::{APPLICATION_SERVER_NODE, NodeSettings, SettingRow, SettingValue};
pub use numbers::{Number, Numbers};
pub use phone_lists::{
    PhoneList, PhoneListCriterion, PhoneListEntry, PhoneListField, PhoneListPage, PhoneListQuery,
    PhoneLists,
};
pub use push_registrations::{
    PushEvent, PushRegistration, PushRegistrations, PushToken, TokenRemoval,
};
pub use push_settings::{PushApplication, PushParameters, PushSettings, push_contexts};
pub use registrations::{Registration, RegistrationBatch, Registrations};
pub use resellers::{Reseller, Resellers};
pub use service_authorizations::{ServiceAuthorization, ServiceAuthorizations, ServiceKind};
pub use service_packs::{ServicePack, ServicePacks};
pub use service_providers::{ServiceProvider, ServiceProviders};
pub use signing_key_file::{
    SIGNING_KEY_FILE, SigningKeyFileError, read_signing_keys, signing_key_id, write_signing_keys,
};
pub use signing_keys::{SigningKey, SigningKeys};
pub use subscriber_search::{SubscriberQuery, SubscriberSearch};
pub use subscribers::{Subscriber, SubscriberScope, Subscribers};
pub use system_settings::{SystemMessaging, SystemSettings};
pub use tag_sets::TagSets;
pub use tags::{EffectiveTag, Tag, TagScope, Tags};
pub use token_revocations::TokenRevocations;
pub use user_schedules::{UserSchedule, UserSchedules};
pub use user_services::{UserService, UserServices};
pub use voice_messages::{VoiceMessage, VoiceMessageCounts, VoiceMessages};

/// A handle on the BroadWorks database. Clones are the same handle.
#[derive(Clone)]
pub struct BroadworksStore(Database);

impl std::fmt::Debug for BroadworksStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BroadworksStore({})", self.0.engine())
    }
}

impl BroadworksStore {
    /// Opens the database and brings its schema up to date. Addresses: `sqlite:PATH`,
    /// `sqlite::memory:` and `postgres://...`, the last one with an optional `schema=NAME`.
    ///
    /// # Errors
    /// An address that is none of these, or a database that cannot be opened.
    pub async fn connect(address: &str, key: SealingKey, random: Arc<dyn Random>) -> Result<Self> {
        let store = Database::open(address, migrations::BROADWORKS, key, random).await.map(Self)?;
        store.directory().complete().await?;
        Ok(store)
    }

    /// The engine: `sqlite` or `postgres`.
    #[must_use]
    pub const fn engine(&self) -> &'static str {
        self.0.engine()
    }

    /// Closes every connection; all clones are of no use then.
    pub async fn close(&self) {
        self.0.close().await;
    }

    repositories! {
        /// Service providers and enterprises.
        service_providers: ServiceProviders,
        /// Groups.
        groups: Groups,
        /// Telephone numbers.
        numbers: Numbers,
        /// Subscribers.
        subscribers: Subscribers,
        /// Alternate user ids.
        alternate_user_ids: AlternateUserIds,
        /// Searching subscribers.
        subscriber_search: SubscriberSearch,
        /// Services of subscribers.
        user_services: UserServices,
        /// Call settings of subscribers.
        call_settings: UserCallSettings,
        /// Schedules of users.
        user_schedules: UserSchedules,
        /// Phone directories.
        directory: Directory,
        /// Common and personal phone lists.
        phone_lists: PhoneLists,
        /// Call logs.
        call_logs: CallLogs,
        /// Voice messages.
        voice_messages: VoiceMessages,
        /// Device types.
        device_types: DeviceTypes,
        /// The files of device types.
        device_type_files: DeviceTypeFiles,
        /// The files of single devices.
        device_files: DeviceFiles,
        /// Activation of devices.
        device_activations: DeviceActivations,
        /// Access devices.
        access_devices: AccessDevices,
        /// Line/ports.
        endpoints: Endpoints,
        /// Tag sets.
        tag_sets: TagSets,
        /// Device management tags.
        tags: Tags,
        /// Administrators.
        administrators: Administrators,
        /// Device management tokens.
        device_tokens: DeviceTokens,
        /// Work that must be done, however often the process dies.
        jobs: Jobs,
        /// Settings of nodes by context of the command-line shell.
        node_settings: NodeSettings,
        /// Settings of the whole system.
        system_settings: SystemSettings,
        /// Since when long-lived tokens count as revoked.
        token_revocations: TokenRevocations,
        /// Push registrations.
        push_registrations: PushRegistrations,
        /// Settings of push.
        push_settings: PushSettings,
        /// SIP registrations.
        registrations: Registrations,
        /// Which Application Server serves whom.
        locations: Locations,
        /// Keys that sign long-lived tokens.
        signing_keys: SigningKeys,
        /// Resellers.
        resellers: Resellers,
        /// Settings of the hierarchy's levels.
        hierarchy_settings: HierarchySettings,
        /// Departments.
        departments: Departments,
        /// Authorised services.
        service_authorizations: ServiceAuthorizations,
        /// Service packs.
        service_packs: ServicePacks,
        /// Passwords' histories.
        account_security: AccountSecurities,
        /// Single sign-on tokens.
        login_tokens: LoginTokens,
    }
}
