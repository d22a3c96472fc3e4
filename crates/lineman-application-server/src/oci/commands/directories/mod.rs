//! What users see of each other and of themselves: phone directories, common and personal phone
//! lists, call logs, voice messages, schedules, registrations, passwords.

mod call_logs;
mod feature_access_codes;
mod imp_profile;
mod password;
mod phone_directory;
mod phone_lists;
mod registrations;
mod schedules;
mod scope;
mod search;
mod user_phone_directory;
mod voice_messages;

use lineman_ocip::Command;

use self::phone_lists::Kind;
use crate::oci::errors::{self, Failure};
use crate::oci::registry::{Family, PLAIN, family};
use crate::oci::server::Call;
use crate::oci::transaction_log::TransactionKind::{Read, Write};

/// The families of this room.
pub(in crate::oci) static FAMILIES: &[Family] = &[
    family("EnterprisePhoneDirectoryGetListRequest", &["18"], "enterprise", Read),
    family("EnterprisePhoneDirectoryGetPagedSortedListRequest", PLAIN, "enterprise", Read),
    family("GroupPhoneDirectoryGetListRequest", &["18"], "group", Read),
    family("GroupPhoneDirectoryGetPagedSortedListRequest", PLAIN, "group", Read),
    family("UserPhoneDirectoryGetListRequest", PLAIN, "user", Read),
    family("UserPhoneDirectoryGetPagedSortedListRequest", PLAIN, "user", Read),
    family("UserPhoneDirectoryGetSearchedListRequest", PLAIN, "user", Read),
    family("EnterpriseCommonPhoneListGetListRequest", PLAIN, "enterprise", Read),
    family("EnterpriseCommonPhoneListAddListRequest", PLAIN, "enterprise", Write),
    family("EnterpriseCommonPhoneListModifyRequest", PLAIN, "enterprise", Write),
    family("EnterpriseCommonPhoneListDeleteListRequest", PLAIN, "enterprise", Write),
    family("GroupCommonPhoneListGetListRequest", PLAIN, "group", Read),
    family("GroupCommonPhoneListAddListRequest", PLAIN, "group", Write),
    family("GroupCommonPhoneListModifyRequest", PLAIN, "group", Write),
    family("GroupCommonPhoneListDeleteListRequest", PLAIN, "group", Write),
    family("UserPersonalPhoneListGetListRequest", PLAIN, "user", Read),
    family("UserPersonalPhoneListAddListRequest", PLAIN, "user", Write),
    family("UserPersonalPhoneListModifyRequest", PLAIN, "user", Write),
    family("UserPersonalPhoneListDeleteListRequest", PLAIN, "user", Write),
    family("UserPersonalPhoneListGetPagedSortedListRequest", PLAIN, "user", Read),
    family("UserEnterpriseCommonPhoneListGetPagedSortedListRequest", PLAIN, "user", Read),
    family("UserGroupCommonPhoneListGetPagedSortedListRequest", PLAIN, "user", Read),
    family("UserBasicCallLogsGetListRequest", &["14sp4"], "basiccalllogs", Read),
    family("UserCallLogsClearRequest", &["14sp4"], "basiccalllogs", Write),
    family("UserGetRegistrationListRequest", PLAIN, "user", Read),
    family("UserFeatureAccessCodeGetListRequest", &["21"], "user", Read),
    family("UserScheduleGetListRequest", &["17sp1"], "user", Read),
    family("UserScheduleAddRequest", PLAIN, "user", Write),
    family("UserScheduleModifyRequest", PLAIN, "user", Write),
    family("UserScheduleDeleteListRequest", PLAIN, "user", Write),
    // In no public schema: ours.
    family("UserIMPProfileGetRequest", PLAIN, "user", Read),
    family("UserVoiceMessageGetListRequest", PLAIN, "voicemessaging", Read),
    family("UserVoiceMessageGetRequest", PLAIN, "voicemessaging", Read),
    family("UserVoiceMessageSummaryGetRequest", PLAIN, "voicemessaging", Read),
    family("UserVoiceMessageAddRequest", PLAIN, "voicemessaging", Write),
    family("UserVoiceMessageModifyRequest", PLAIN, "voicemessaging", Write),
    family("UserVoiceMessageDeleteRequest", PLAIN, "voicemessaging", Write),
    family("PasswordModifyRequest", PLAIN, "login", Write),
];

/// Carries out a command of this room.
pub(super) async fn run(call: &Call<'_>, family: &str) -> Result<Command, Failure> {
    match family {
        "EnterprisePhoneDirectoryGetListRequest" => {
            phone_directory::of_enterprise(call, false).await
        }
        "EnterprisePhoneDirectoryGetPagedSortedListRequest" => {
            phone_directory::of_enterprise(call, true).await
        }
        "GroupPhoneDirectoryGetListRequest" => phone_directory::of_group(call, false).await,
        "GroupPhoneDirectoryGetPagedSortedListRequest" => {
            phone_directory::of_group(call, true).await
        }
        "UserPhoneDirectoryGetListRequest" => user_phone_directory::list(call).await,
        "UserPhoneDirectoryGetPagedSortedListRequest" => user_phone_directory::paged(call).await,
        "UserPhoneDirectoryGetSearchedListRequest" => user_phone_directory::searched(call).await,
        "UserBasicCallLogsGetListRequest" => call_logs::get(call).await,
        "UserCallLogsClearRequest" => call_logs::clear(call).await,
        "UserGetRegistrationListRequest" => registrations::run(call).await,
        "UserFeatureAccessCodeGetListRequest" => feature_access_codes::run(call).await,
        "UserScheduleGetListRequest" => schedules::list(call).await,
        "UserScheduleAddRequest" => schedules::add(call).await,
        "UserScheduleModifyRequest" => schedules::modify(call).await,
        "UserScheduleDeleteListRequest" => schedules::delete(call).await,
        "UserVoiceMessageGetListRequest" => voice_messages::list(call).await,
        "UserVoiceMessageGetRequest" => voice_messages::get(call).await,
        "UserVoiceMessageSummaryGetRequest" => voice_messages::summary(call).await,
        "UserVoiceMessageAddRequest" => voice_messages::deposit(call).await,
        "UserVoiceMessageModifyRequest" => voice_messages::modify(call).await,
        "UserVoiceMessageDeleteRequest" => voice_messages::delete(call).await,
        "UserIMPProfileGetRequest" => imp_profile::run(call).await,
        "PasswordModifyRequest" => password::run(call).await,
        _ => run_phone_list(call, family).await,
    }
}

async fn run_phone_list(call: &Call<'_>, family: &str) -> Result<Command, Failure> {
    match family {
        "EnterpriseCommonPhoneListGetListRequest" => phone_lists::get(call, Kind::Enterprise).await,
        "EnterpriseCommonPhoneListAddListRequest" => phone_lists::add(call, Kind::Enterprise).await,
        "EnterpriseCommonPhoneListModifyRequest" => {
            phone_lists::modify(call, Kind::Enterprise).await
        }
        "EnterpriseCommonPhoneListDeleteListRequest" => {
            phone_lists::delete(call, Kind::Enterprise).await
        }
        "GroupCommonPhoneListGetListRequest" => phone_lists::get(call, Kind::Group).await,
        "GroupCommonPhoneListAddListRequest" => phone_lists::add(call, Kind::Group).await,
        "GroupCommonPhoneListModifyRequest" => phone_lists::modify(call, Kind::Group).await,
        "GroupCommonPhoneListDeleteListRequest" => phone_lists::delete(call, Kind::Group).await,
        "UserPersonalPhoneListGetListRequest" => phone_lists::get(call, Kind::Personal).await,
        "UserPersonalPhoneListAddListRequest" => phone_lists::add(call, Kind::Personal).await,
        "UserPersonalPhoneListModifyRequest" => phone_lists::modify(call, Kind::Personal).await,
        "UserPersonalPhoneListDeleteListRequest" => phone_lists::delete(call, Kind::Personal).await,
        "UserPersonalPhoneListGetPagedSortedListRequest" => {
            phone_lists::paged(call, Kind::Personal).await
        }
        "UserEnterpriseCommonPhoneListGetPagedSortedListRequest" => {
            phone_lists::paged(call, Kind::Enterprise).await
        }
        "UserGroupCommonPhoneListGetPagedSortedListRequest" => {
            phone_lists::paged(call, Kind::Group).await
        }
        _ => Err(errors::unknown_request(family)),
    }
}
