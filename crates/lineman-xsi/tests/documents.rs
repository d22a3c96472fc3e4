//! The documents as peers see them, and that reading gives back what was written.

use lineman_model::Secret;
use lineman_xsi::{
    AccessDevice, AccessDeviceChange, AccessDevices, AdditionalDetails, CallLogEntry, CallLogs,
    CommandVersion, DeviceCredentials, DeviceToken, DirectoryDetails, Encoding, EnterpriseCommon,
    EnterpriseDirectory, ErrorInfo, FeatureAccessCode, FeatureAccessCodes, Format, GroupCommon,
    GroupDirectory, ImpProfile, LoginToken, MessageInfo, PageInfo, PersonalList, PhoneEntry,
    PlacedCalls, PortalPassword, Profile, ProfileDetails, PushDeviceToken, PushEventDetail,
    PushNotificationRegistration, PushNotificationRegistrations, Registration, Registrations,
    ScheduleDetail, Schedules, ServiceProvider, Versions, VoiceMailMessageSummary, VoiceMessage,
    VoiceMessagingMessages, XsiError, XsiPath, XsiResource, path::encode_user_id,
};
use proptest::prelude::*;

fn profile() -> Profile {
    Profile {
        details: ProfileDetails {
            user_id: "una@example.com".to_owned(),
            first_name: Some("Una".to_owned()),
            last_name: Some("Öne".to_owned()),
            group_id: Some("g1".to_owned()),
            service_provider: Some(ServiceProvider {
                id: "ent1".to_owned(),
                is_enterprise: Some(true),
            }),
            number: Some("+15550001".to_owned()),
            ..ProfileDetails::default()
        },
        additional_details: AdditionalDetails {
            email_address: Some("una@example.org".to_owned()),
            ..AdditionalDetails::default()
        },
        password_expires_days: Some(2_147_483_647),
        fac: Some("/v2.0/user/una@example.com/profile/Fac".to_owned()),
        country_code: Some("1".to_owned()),
        ..Profile::default()
    }
}

fn device(name: &str) -> AccessDevice {
    AccessDevice {
        device_name: name.to_owned(),
        device_level: "Group".to_owned(),
        device_type: "Business Communicator - PC".to_owned(),
        device_line_port: "una-pc@example.com".to_owned(),
        device_type_url: Some("https://xsp.example.com:443/dms/bc/pc/".to_owned()),
        credentials: Some(DeviceCredentials {
            user_name: "unapc".to_owned(),
            password: Secret::new("s3<cret"),
        }),
        allow_termination: Some(true),
        endpoint_type: Some("Primary".to_owned()),
        ..AccessDevice::default()
    }
}

#[test]
fn lad_017_a_profile_is_xml_in_the_xsi_namespace_with_the_user_id() {
    let xml = String::from_utf8(profile().to_xml(Encoding::Utf8)).expect("UTF-8");
    assert_eq!(
        xml,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Profile \
         xmlns=\"http://schema.broadsoft.com/xsi\"><details><userId>una@example.com</userId>\
         <firstName>Una</firstName><lastName>Öne</lastName><groupId>g1</groupId>\
         <serviceProvider isEnterprise=\"true\">ent1</serviceProvider><number>+15550001</number>\
         </details><additionalDetails><emailAddress>una@example.org</emailAddress>\
         </additionalDetails><passwordExpiresDays>2147483647</passwordExpiresDays>\
         <fac>/v2.0/user/una@example.com/profile/Fac</fac><countryCode>1</countryCode></Profile>"
    );
}

#[test]
fn iso_8859_1_is_declared_and_written() {
    let mut profile = profile();
    profile.details.first_name = Some("Žofie".to_owned());
    let bytes = profile.to_xml(Encoding::Iso88591);
    assert!(bytes.starts_with(b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"));
    assert!(bytes.windows(4).any(|window| window == b"\xd6ne<"), "Ö is one byte");
    assert!(bytes.windows(6).any(|window| window == b"&#381;"), "Ž is a reference");
    assert_eq!(Profile::from_xml(&bytes), Ok(profile));
}

#[test]
fn badger_fish_has_strings_only_and_one_device_is_an_object_and_two_an_array() {
    let one = AccessDevices { devices: vec![device("una-pc")] };
    assert_eq!(
        one.to_json(),
        "{\"AccessDevices\":{\"@xmlns\":{\"$\":\"http://schema.broadsoft.com/xsi\"},\
         \"accessDevice\":{\"deviceName\":{\"$\":\"una-pc\"},\"deviceLevel\":{\"$\":\"Group\"},\
         \"deviceType\":{\"$\":\"Business Communicator - PC\"},\
         \"deviceLinePort\":{\"$\":\"una-pc@example.com\"},\
         \"deviceTypeUrl\":{\"$\":\"https://xsp.example.com:443/dms/bc/pc/\"},\
         \"deviceUserNamePassword\":{\"userName\":{\"$\":\"unapc\"},\
         \"password\":{\"$\":\"s3<cret\"}},\"allowTermination\":{\"$\":\"true\"},\
         \"endpointType\":{\"$\":\"Primary\"}}}}"
    );
    let two = AccessDevices { devices: vec![device("una-pc"), device("una-mobile")] };
    let value: serde_json::Value = serde_json::from_str(&two.to_json()).expect("JSON");
    assert_eq!(value["AccessDevices"]["accessDevice"].as_array().map(Vec::len), Some(2));
    let json = profile().to_json();
    assert!(json.contains("\"serviceProvider\":{\"@isEnterprise\":\"true\",\"$\":\"ent1\"}"));
}

#[test]
fn lad_048_to_050_a_client_reads_type_and_url() {
    let document = br#"<?xml version='1.0' encoding='UTF-8'?>
<x:AccessDevices xmlns:x="http://schema.broadsoft.com/xsi">
  <x:accessDevice><x:deviceName>p</x:deviceName><x:deviceLevel>Group</x:deviceLevel>
    <x:deviceType>Business Communicator - PC</x:deviceType>
    <x:deviceLinePort>p@example.com</x:deviceLinePort>
    <x:deviceTypeUrl>http://localhost:1/dms/bc/pc/</x:deviceTypeUrl></x:accessDevice>
</x:AccessDevices>"#;
    let devices = AccessDevices::from_xml(document).expect("tolerant of prefix and indentation");
    let desktop = devices.of_type("Business Communicator - PC").expect("there");
    assert_eq!(desktop.device_type_url.as_deref(), Some("http://localhost:1/dms/bc/pc/"));
    assert!(devices.of_type("Connect - Mobile").is_none());
    let empty = b"<AccessDevices xmlns=\"http://schema.broadsoft.com/xsi\"/>";
    assert_eq!(AccessDevices::from_xml(empty), Ok(AccessDevices::default()));
}

#[test]
fn other_documents_and_broken_ones_are_refused_with_a_reason() {
    let error = ErrorInfo::new(Some(4962), "Invalid password").to_xml(Encoding::Utf8);
    assert!(matches!(
        Profile::from_xml(&error),
        Err(XsiError::WrongRoot { expected: "Profile", .. })
    ));
    assert!(matches!(
        Profile::from_xml(b"<Profile/>"),
        Err(XsiError::Missing { element: "details", .. })
    ));
    assert!(matches!(Profile::from_xml(b"<Profile><det"), Err(XsiError::Xml(_))));
    assert!(matches!(
        Profile::from_xml(b"<!DOCTYPE a [<!ENTITY b \"c\">]><Profile>&b;</Profile>"),
        Err(XsiError::Xml(_))
    ));
    assert!(matches!(ErrorInfo::from_json(b"[1]"), Err(XsiError::Json(_))));
    assert!(matches!(ErrorInfo::from_json(b"{\"a\":{},\"b\":{}}"), Err(XsiError::Json(_))));
    let deep = format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    assert!(matches!(ErrorInfo::from_json(deep.as_bytes()), Err(XsiError::Json(_))));
    let large = vec![b' '; lineman_model::limits::HTTP_BODY_BYTES + 1];
    assert!(matches!(Profile::from_xml(&large), Err(XsiError::TooLarge { .. })));
    let code =
        b"<ErrorInfo><summaryEnglish>x</summaryEnglish><errorCode>many</errorCode></ErrorInfo>";
    assert!(matches!(
        ErrorInfo::from_xml(code),
        Err(XsiError::Invalid { element: "errorCode", .. })
    ));
}

#[test]
fn a_password_and_a_token_are_not_in_debug_output() {
    let shown = format!("{:?} {:?}", device("d"), DeviceToken { token: Secret::new("t0k3n") });
    assert!(!shown.contains("s3<cret") && !shown.contains("t0k3n"), "{shown}");
}

#[test]
fn the_body_is_read_in_the_format_that_its_type_declares() {
    let token = DeviceToken { token: Secret::new("abc") };
    let json = token.to_bytes(Format::Json, Encoding::Utf8);
    assert_eq!(
        DeviceToken::parse(&json, Some("application/json;charset=UTF-8")),
        Ok(token.clone())
    );
    let xml = token.to_bytes(Format::Xml, Encoding::Utf8);
    // Some clients send bodies without a type: they are XML.
    assert_eq!(DeviceToken::parse(&xml, None), Ok(token.clone()));
    assert_eq!(DeviceToken::parse(&xml, Some("application/xml")), Ok(token));
    assert!(DeviceToken::parse(&xml, Some("application/json")).is_err());
}

/// Any text that XML 1.0 can hold, with the characters that hurt.
fn text() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        4 => any::<char>(),
        4 => prop::sample::select(vec!['<', '>', '&', '"', '\'', '\r', '\n', '\t', ' ', ']', '|',
            'é', 'ž', '€', '中', '\u{85}', '\u{2028}', '😀', '$', '@']),
    ];
    prop::collection::vec(character, 0..24).prop_map(|characters| {
        characters
            .into_iter()
            .filter(|character| {
                matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}'
                    | '\u{10000}'..)
            })
            .collect()
    })
}

fn optional() -> impl Strategy<Value = Option<String>> {
    prop::option::of(text())
}

prop_compose! {
    fn any_device()(
        name in text(), level in text(), kind in text(), line in text(), url in optional(),
        user in text(), password in text(), with in any::<bool>(), mac in optional(),
        version in optional(), allow in any::<Option<bool>>(), endpoint in optional(),
    ) -> AccessDevice {
        AccessDevice {
            device_name: name, device_level: level, device_type: kind, device_line_port: line,
            device_type_url: url,
            credentials: with.then(|| DeviceCredentials {
                user_name: user, password: Secret::new(password),
            }),
            mac_address: mac, version, allow_termination: allow, endpoint_type: endpoint,
        }
    }
}

prop_compose! {
    fn any_profile()(
        user_id in text(), names in prop::collection::vec(optional(), 9),
        enterprise in prop::option::of((text(), any::<Option<bool>>())),
        days in any::<Option<u32>>(), additional in prop::collection::vec(optional(), 4),
    ) -> Profile {
        Profile {
            details: ProfileDetails {
                user_id,
                external_id: names[0].clone(),
                first_name: names[1].clone(),
                last_name: names[2].clone(),
                hiragana_last_name: names[3].clone(),
                hiragana_first_name: names[4].clone(),
                name_dialing_name: names[5].clone(),
                group_id: names[6].clone(),
                service_provider: enterprise
                    .map(|(id, is_enterprise)| ServiceProvider { id, is_enterprise }),
                number: names[7].clone(),
                extension: names[8].clone(),
            },
            additional_details: AdditionalDetails {
                mobile: additional[0].clone(),
                email_address: additional[1].clone(),
                location_dialing_code: additional[2].clone(),
                ..AdditionalDetails::default()
            },
            password_expires_days: days,
            registrations: additional[3].clone(),
            ..Profile::default()
        }
    }
}

fn both_ways<R: XsiResource + PartialEq + std::fmt::Debug>(resource: &R) {
    for encoding in [Encoding::Utf8, Encoding::Iso88591] {
        let bytes = resource.to_xml(encoding);
        assert_eq!(R::from_xml(&bytes).as_ref(), Ok(resource), "{encoding:?}");
    }
    assert_eq!(R::from_json(resource.to_json().as_bytes()).as_ref(), Ok(resource));
}

fn any_push_registration() -> impl Strategy<Value = PushNotificationRegistration> {
    let filled = || text().prop_filter("a required text", |text| !text.is_empty());
    let detail = (filled(), any::<Option<bool>>(), any::<Option<bool>>(), optional()).prop_map(
        |(name, silent, mutable_content, parameters)| PushEventDetail {
            name,
            is_detail: true,
            silent,
            mutable_content,
            parameters,
        },
    );
    let plain =
        "[A-Z_]{1,12}".prop_map(|name| PushEventDetail { name, ..PushEventDetail::default() });
    let events = (prop::collection::vec(plain, 0..2), prop::collection::vec(detail, 0..3));
    let token = (filled(), optional(), events).prop_map(|(token, kind, (plain, details))| {
        let events = plain.into_iter().chain(details).collect();
        PushDeviceToken { token: Secret::new(token), kind, events }
    });
    let texts = (filled(), filled(), filled(), filled());
    let id = prop::option::of(filled());
    (texts, id, prop::collection::vec(token, 0..3)).prop_map(|(texts, registration_id, tokens)| {
        let (application_id, application_version, device_os_type, device_os_version) = texts;
        PushNotificationRegistration {
            application_id,
            application_version,
            registration_id,
            device_os_type,
            device_os_version,
            tokens,
        }
    })
}

#[test]
fn cmp_027_a_push_registration_is_read_in_both_formats_and_both_generations() {
    let xml = "<PushNotificationRegistration xmlns=\"http://schema.broadsoft.com/xsi\">\
        <applicationId>com.cisco.squared</applicationId><applicationVersion>44.1</applicationVersion>\
        <registrationId>r1</registrationId><deviceOSType>ios</deviceOSType>\
        <deviceOSVersion>17.2</deviceOSVersion><deviceTokenList><deviceToken><token>t1</token>\
        <type>VoIP</type><pushNotificationEvents><event>MWI</event><eventDetail><name>NEW_CALL</name>\
        <silent>true</silent></eventDetail></pushNotificationEvents></deviceToken></deviceTokenList>\
        </PushNotificationRegistration>";
    let read = PushNotificationRegistration::from_xml(xml.as_bytes()).expect("read");
    let written = String::from_utf8(read.to_xml(Encoding::Utf8)).expect("UTF-8");
    assert!(written.ends_with(xml), "{written}");
    let json = r#"{"PushNotificationRegistration":{"applicationId":{"$":"com.cisco.squared"},
        "applicationVersion":{"$":"44.1"},"registrationId":{"$":"r1"},"deviceOSType":{"$":"ios"},
        "deviceOSVersion":{"$":"17.2"},"deviceTokenList":{"deviceToken":{"token":{"$":"t1"},
        "type":{"$":"VoIP"},"pushNotificationEvents":{"event":{"$":"MWI"},
        "eventDetail":{"name":{"$":"NEW_CALL"},"silent":{"$":"true"}}}}}}}"#;
    assert_eq!(PushNotificationRegistration::from_json(json.as_bytes()).expect("read"), read);
    for missing in ["applicationId", "deviceOSType", "token"] {
        let without =
            xml.replace(&format!("<{missing}>"), "<x>").replace(&format!("</{missing}>"), "</x>");
        assert!(PushNotificationRegistration::from_xml(without.as_bytes()).is_err(), "{missing}");
    }
}

proptest! {
    #[test]
    fn profiles_come_back(profile in any_profile()) {
        both_ways(&profile);
    }

    #[test]
    fn device_lists_come_back(devices in prop::collection::vec(any_device(), 0..4)) {
        both_ways(&AccessDevices { devices });
    }

    #[test]
    fn tokens_and_errors_come_back(token in text(), summary in optional(), code in any::<Option<u32>>()) {
        both_ways(&DeviceToken { token: Secret::new(token.clone()) });
        both_ways(&LoginToken { token: Secret::new(token.clone()) });
        let commands = vec![CommandVersion { uri: token.clone(), version: token.clone() }];
        both_ways(&Versions { baseline: token.clone(), commands });
        both_ways(&PortalPassword {
            old_password: summary.clone().map(Secret::new),
            new_password: Secret::new(token.clone()),
        });
        both_ways(&AccessDeviceChange { allow_termination: code.is_some() });
        both_ways(&ErrorInfo { summary, summary_english: token, error_code: code });
    }

    #[test]
    fn push_registrations_come_back(list in prop::collection::vec(any_push_registration(), 0..3)) {
        for registration in &list {
            both_ways(registration);
        }
        both_ways(&PushNotificationRegistrations { registrations: list });
    }

    #[test]
    fn directories_come_back(
        name in text(), optional in optional(), start in any::<u32>(), total in any::<u32>(),
        length in 0..4_usize,
    ) {
        let page = PageInfo { start_index: start, total };
        let mut person = DirectoryDetails::default();
        person.details.user_id.clone_from(&name);
        person.details.first_name.clone_from(&optional);
        person.additional_details.email_address.clone_from(&optional);
        let people = vec![person; length];
        both_ways(&EnterpriseDirectory { page, people: people.clone() });
        both_ways(&GroupDirectory { page, people });
        let entries = vec![PhoneEntry { name: name.clone(), number: name.clone() }; length];
        both_ways(&EnterpriseCommon { page, entries: entries.clone() });
        both_ways(&GroupCommon { page, entries: entries.clone() });
        both_ways(&PersonalList { page, entries });
        let calls = vec![CallLogEntry {
            country_code: optional.clone(),
            phone_number: name.clone(),
            name: name.clone(),
            time: name.clone(),
            call_log_id: name.clone(),
        }; length];
        let placed = Some(calls.clone());
        both_ways(&CallLogs { placed, received: Some(Vec::new()), missed: None });
        both_ways(&PlacedCalls { entries: calls });
        let info = MessageInfo {
            duration: Some(start),
            caller_name: optional.clone(),
            is_read: length == 1,
            is_urgent: length == 2,
            time: i64::from(total),
            message_id: optional.clone(),
            ..MessageInfo::default()
        };
        both_ways(&VoiceMessagingMessages { messages: vec![info.clone(); length] });
        both_ways(&VoiceMessage {
            info,
            description: name.clone(),
            media_type: "WAV".to_owned(),
            content: "UklGRg==".to_owned(),
        });
        both_ways(&VoiceMailMessageSummary {
            new_messages: start, old_messages: total, new_urgent_messages: 0, old_urgent_messages: 1,
        });
        let code = FeatureAccessCode {
            name: Some(name.clone()), code: optional.clone(), alternate_code: None,
        };
        both_ways(&FeatureAccessCodes { records: vec![code; length] });
        let registration = Registration { uri: Some(name.clone()), ..Registration::default() };
        both_ways(&Registrations { records: vec![registration; length] });
        both_ways(&ImpProfile { imp_user_id: optional.clone(), ..ImpProfile::default() });
        let schedule = ScheduleDetail { kind: "Time".to_owned(), name: Some(name), level: optional };
        both_ways(&Schedules { schedules: vec![schedule; length] });
    }

    /// Nothing that comes in makes a reader panic.
    #[test]
    fn readers_refuse_or_read(bytes in prop::collection::vec(any::<u8>(), 0..200), text in text()) {
        let _ = Profile::from_xml(&bytes);
        let _ = Profile::from_json(&bytes);
        let _ = AccessDevices::from_xml(text.as_bytes());
        let _ = XsiPath::parse(&text);
        let _ = Format::of_request(Some(&text), Some(&text));
    }

    /// A path that was written is read back, whatever printable id it names.
    #[test]
    fn paths_come_back(id in "[^\\p{Cc}]{1,40}", tail in prop::collection::vec("[^\\p{Cc}]{1,40}", 0..5), which in 0..13_usize) {
        use lineman_xsi::PathResource as R;
        let resource = match which {
            0 => R::Profile,
            1 => R::Devices,
            2 => R::DeviceToken,
            3 => R::LoginToken,
            4 => R::Device(id.clone()),
            5 => R::Schedules(tail),
            6 => R::PushRegistrations(tail),
            7 => R::Directories(tail),
            8 => R::Services(tail),
            9 => R::VoiceMessages(tail),
            10 => R::MessageSummary,
            11 => R::PortalPassword,
            _ => R::FeatureAccessCodes,
        };
        let path = XsiPath { resource, user_id: id.clone() };
        prop_assert_eq!(XsiPath::parse(&path.encode()), Ok(path));
        prop_assert!(encode_user_id(&id).bytes().all(|byte| byte.is_ascii_graphic()));
    }
}
