//! Directories, phone lists, call logs, mailboxes, schedules.

use lineman_store::BroadworksStore;
use lineman_store::StoreError;
use lineman_store::broadworks::{
    CallLog, CallLogKind, CallLogs, Department, DepartmentKey, DirectoryCriterion, DirectoryEntry,
    DirectoryField, DirectoryMode, DirectoryOrder, DirectoryQuery, DirectoryScope, HierarchyNode,
    PhoneList, PhoneListCriterion, PhoneListEntry, PhoneListField, PhoneListQuery, Subscriber,
    UserSchedule, VoiceMessage, VoiceMessages,
};

use crate::assertion::{assert_exists, assert_reference, at};
use crate::context::{Context, group, service_provider};

const ENTERPRISE: DirectoryScope<'static> = DirectoryScope::Enterprise("ent1");

fn person(user_id: &str, group: &str, first: &str, last: &str, number: &str) -> Subscriber {
    let mut person = Subscriber {
        primary_number: Some(number.into()),
        extension: Some(number[number.len() - 4..].into()),
        email: Some(format!("{first}.{last}@Mail.example")),
        ..Subscriber::new(user_id, "ent1", group, last, first)
    };
    person
        .details
        .insert("mobilePhoneNumber".into(), format!("+1-777{}", &number[number.len() - 4..]));
    person.details.insert("title".into(), "Director".into());
    person
}

/// Four people in two groups of one enterprise, and one of another provider.
async fn peopled(context: &Context) -> BroadworksStore {
    let store = context.broadworks().await;
    store.service_providers().add(&service_provider("ent1")).await.expect("provider");
    store.service_providers().add(&service_provider("sp2")).await.expect("provider");
    for (provider, id) in [("ent1", "g1"), ("ent1", "g2"), ("sp2", "g1")] {
        store.groups().add(&group(provider, id)).await.expect("group");
    }
    for one in [
        person("una@example.com", "g1", "Una", "Åberg", "+1-2403640001"),
        person("Duo@example.com", "g1", "Duo", "brown", "+1-2403640002"),
        person("tri@example.com", "g2", "Tri", "Brown", "+1-2403640003"),
        person("qua@example.com", "g2", "Qua", "100%_x", "+1-2403640004"),
    ] {
        store.subscribers().add(&one).await.expect("subscriber");
    }
    let stranger = Subscriber::new("other@example.com", "sp2", "g1", "Brown", "Other");
    store.subscribers().add(&stranger).await.expect("subscriber");
    store
}

fn query(scope: DirectoryScope<'_>) -> DirectoryQuery<'_> {
    DirectoryQuery {
        scope,
        users_only: false,
        criteria: Vec::new(),
        any: false,
        order: vec![DirectoryOrder { field: DirectoryField::LastName, descending: false }],
        offset: 0,
        limit: 100,
    }
}

fn criterion(field: DirectoryField, mode: DirectoryMode, value: &str) -> DirectoryCriterion {
    DirectoryCriterion { field, mode, value: value.into(), is_case_sensitive: false }
}

/// The first names, or the names of common entries, in order; and the total.
async fn found(store: &BroadworksStore, query: &DirectoryQuery<'_>) -> (Vec<String>, u32) {
    let page = store.directory().search(query).await.expect("searched");
    let names = page.entries.into_iter().map(|entry| match entry {
        DirectoryEntry::Person(person) => person.first_name,
        DirectoryEntry::Common { name, .. } => name,
    });
    (names.collect(), page.total)
}

pub(crate) async fn searched_sorted_and_paged(context: &Context) {
    use DirectoryField as F;
    use DirectoryMode::{Contains, EqualTo, StartsWith};
    let store = peopled(context).await;
    let all = query(ENTERPRISE);
    assert_eq!(found(&store, &all).await, (owned(&["Qua", "Duo", "Tri", "Una"]), 4));
    let mut page = DirectoryQuery { offset: 1, limit: 2, ..all.clone() };
    assert_eq!(found(&store, &page).await, (owned(&["Duo", "Tri"]), 4));
    page.order[0].descending = true;
    assert_eq!(found(&store, &page).await, (owned(&["Tri", "Duo"]), 4));
    page.offset = 9;
    assert_eq!(found(&store, &page).await, (Vec::new(), 4));
    for (field, mode, value, expected) in [
        (F::LastName, StartsWith, "BRO", &["Duo", "Tri"][..]),
        (F::LastName, StartsWith, "å", &["Una"]),
        (F::LastName, Contains, "%", &["Qua"]),
        (F::LastName, Contains, "_", &["Qua"]),
        (F::LastName, EqualTo, "brown", &["Duo", "Tri"]),
        (F::FirstName, EqualTo, "una", &["Una"]),
        (F::Name, Contains, "tri bro", &["Tri"]),
        (F::Name, StartsWith, "brown, d", &["Duo"]),
        (F::Number, StartsWith, "240364", &["Qua", "Duo", "Tri", "Una"]),
        (F::Number, EqualTo, "+12403640002", &["Duo"]),
        (F::Number, EqualTo, "240-364-0002", &["Duo"]),
        (F::Number, Contains, "0003", &["Tri"]),
        (F::Extension, EqualTo, "0004", &["Qua"]),
        (F::Mobile, EqualTo, "17770001", &["Una"]),
        (F::Email, StartsWith, "una.", &["Una"]),
        (F::Title, EqualTo, "director", &["Qua", "Duo", "Tri", "Una"]),
        (F::UserId, StartsWith, "duo@", &["Duo"]),
        (F::GroupId, EqualTo, "G2", &["Qua", "Tri"]),
        (F::ImpId, StartsWith, "u", &[]),
        (F::LastName, StartsWith, "'; DROP TABLE subscribers; --", &[]),
    ] {
        let criteria = vec![criterion(field, mode, value)];
        let one = DirectoryQuery { criteria, ..all.clone() };
        let (names, total) = found(&store, &one).await;
        assert_eq!(names, owned(expected), "{field:?} {mode:?} {value}");
        assert_eq!(total as usize, expected.len());
    }
    // The same order whether the rows are sorted or read in order.
    let some = vec![criterion(F::UserId, Contains, "@example.com")];
    for field in [F::LastName, F::FirstName, F::UserId, F::Email] {
        for descending in [false, true] {
            let order = vec![DirectoryOrder { field, descending }];
            let read = DirectoryQuery { order: order.clone(), ..all.clone() };
            let sorted = DirectoryQuery { criteria: some.clone(), order, ..all.clone() };
            assert_eq!(found(&store, &sorted).await, found(&store, &read).await, "{field:?}");
        }
    }
    let mut two = DirectoryQuery {
        criteria: vec![
            criterion(F::FirstName, EqualTo, "una"),
            criterion(F::LastName, EqualTo, "brown"),
        ],
        ..all.clone()
    };
    assert_eq!(found(&store, &two).await, (Vec::new(), 0), "all must hold");
    two.any = true;
    assert_eq!(found(&store, &two).await, (owned(&["Duo", "Tri", "Una"]), 3));
    for mode in [StartsWith, EqualTo, Contains] {
        let mut exact = criterion(F::LastName, mode, "Brown");
        exact.is_case_sensitive = true;
        let one = DirectoryQuery { criteria: vec![exact], ..all.clone() };
        assert_eq!(found(&store, &one).await, (owned(&["Tri"]), 1), "{mode:?}");
    }
    // Departments and location codes are the hierarchy's.
    let sales = DepartmentKey {
        service_provider_id: "ent1".into(),
        group_id: Some("g1".into()),
        name: "Sales".into(),
    };
    let department = Department {
        key: sales.clone(),
        parent: None,
        calling_line_id_name: None,
        calling_line_id_number: None,
    };
    store.departments().add(&department).await.expect("added");
    store.departments().set_of_user("Duo@example.com", Some(&sales)).await.expect("put in");
    let g1 = HierarchyNode::Group("ent1", "g1");
    let code = |settings: &mut std::collections::BTreeMap<String, String>| {
        settings.insert("locationDialingCode".into(), "77".into());
    };
    store.hierarchy_settings().modify(g1, code).await.expect("set");
    for (field, value, expected) in [
        (F::Department, "SALES", &["Duo"][..]),
        (F::DepartmentKey, "g1\nSales", &["Duo"]),
        (F::DepartmentKey, "\nSales", &[]),
        (F::LocationCode, "77", &["Duo", "Una"]),
    ] {
        let criteria = vec![criterion(field, EqualTo, value)];
        let order = [F::LastName, F::Department, F::LocationCode]
            .map(|field| DirectoryOrder { field, descending: false })
            .to_vec();
        let one = DirectoryQuery { criteria, order, ..all.clone() };
        assert_eq!(found(&store, &one).await.0, owned(expected), "{field:?} {value}");
    }
    let one =
        DirectoryQuery { criteria: vec![criterion(F::FirstName, EqualTo, "duo")], ..all.clone() };
    let page = store.directory().search(&one).await.expect("searched");
    let [DirectoryEntry::Person(duo)] = page.entries.as_slice() else { panic!("{page:?}") };
    assert_eq!(
        (duo.department.as_deref(), duo.location_code.as_deref()),
        (Some("Sales"), Some("77"))
    );
    // The rows follow the subscriber.
    store
        .user_services()
        .assign("una@example.com", "Integrated IMP", true, at(0))
        .await
        .expect("on");
    store
        .subscribers()
        .modify("una@example.com", |una| una.last_name = "Zz".into())
        .await
        .expect("changed");
    let imp = vec![criterion(F::ImpId, EqualTo, "UNA@example.com")];
    let order = vec![DirectoryOrder { field: F::ImpId, descending: true }];
    let by_imp = DirectoryQuery { criteria: imp, order, ..all.clone() };
    let page = store.directory().search(&by_imp).await.expect("searched");
    let [DirectoryEntry::Person(una)] = page.entries.as_slice() else { panic!("{page:?}") };
    assert_eq!((una.imp_id.as_deref(), una.last_name.as_str()), (Some("una@example.com"), "Zz"));
    store.subscribers().remove("una@example.com").await.expect("removed");
    assert_eq!(found(&store, &all).await.1, 3);
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

fn entry(name: &str, number: &str) -> PhoneListEntry {
    PhoneListEntry { name: name.into(), number: number.into() }
}

/// broadworks-wire 1.5.6: an enterprise's directory has all its users and its list; a group's in a
/// service provider only the group's.
pub(crate) async fn scopes_and_common_lists(context: &Context) {
    let store = peopled(context).await;
    let lists = store.phone_lists();
    lists.add(PhoneList::Enterprise("ent1"), &[entry("Bakery", "5551")]).await.expect("added");
    lists.add(PhoneList::Group("ent1", "g1"), &[entry("Cafe", "5552")]).await.expect("added");
    lists.add(PhoneList::Group("ent1", "g2"), &[entry("Dentist", "5553")]).await.expect("added");
    lists
        .add(PhoneList::Personal("una@example.com"), &[entry("Mum", "5554")])
        .await
        .expect("added");
    let in_scope = async |scope, users_only| {
        found(&store, &DirectoryQuery { users_only, ..query(scope) }).await.0
    };
    assert_eq!(in_scope(ENTERPRISE, true).await, owned(&["Qua", "Duo", "Tri", "Una"]));
    assert_eq!(in_scope(ENTERPRISE, false).await, owned(&["Qua", "Bakery", "Duo", "Tri", "Una"]));
    let both = DirectoryScope::EnterpriseAndGroup("ent1", "g1");
    assert_eq!(in_scope(both, false).await, owned(&["Qua", "Bakery", "Duo", "Tri", "Cafe", "Una"]));
    assert_eq!(in_scope(both, true).await, owned(&["Qua", "Duo", "Tri", "Una"]));
    let group = DirectoryScope::Group("ent1", "g2");
    assert_eq!(in_scope(group, false).await, owned(&["Qua", "Tri", "Dentist"]));
    assert_eq!(in_scope(group, true).await, owned(&["Qua", "Tri"]));
    let criteria = vec![criterion(DirectoryField::Number, DirectoryMode::EqualTo, "5551")];
    let one = DirectoryQuery { criteria, ..query(ENTERPRISE) };
    assert_eq!(found(&store, &one).await, (owned(&["Bakery"]), 1));
    // A list goes with its group, and only with it.
    for user in ["tri@example.com", "qua@example.com"] {
        store.subscribers().remove(user).await.expect("removed");
    }
    store.groups().remove("ent1", "g2").await.expect("removed");
    assert_eq!(in_scope(both, false).await, owned(&["Bakery", "Duo", "Cafe", "Una"]));
}

/// A store that is opened again has every subscriber in its directory.
pub(crate) async fn older_rows_are_completed(context: &Context) {
    let store = peopled(context).await;
    store.close().await;
    let again = context.broadworks().await;
    assert_eq!(found(&again, &query(ENTERPRISE)).await.1, 4);
}

pub(crate) async fn phone_lists_of_three_kinds(context: &Context) {
    let store = peopled(context).await;
    let lists = store.phone_lists();
    for list in [
        PhoneList::Enterprise("ent1"),
        PhoneList::Group("ent1", "g1"),
        PhoneList::Personal("una@example.com"),
    ] {
        let entries = [entry("beta", "+1-5552"), entry("Alpha", "5553"), entry("gamma", "5551")];
        lists.add(list, &entries).await.expect("added");
        assert_exists(lists.add(list, &[entry("new", "1"), entry("Alpha", "2")]).await);
        let all = PhoneListQuery { limit: 10, ..PhoneListQuery::default() };
        let names = async |query: &PhoneListQuery| {
            let page = lists.search(list, query).await.expect("read");
            let names = page.entries.into_iter().map(|entry| entry.name);
            (names.collect::<Vec<_>>(), page.total)
        };
        assert_eq!(names(&all).await, (owned(&["Alpha", "beta", "gamma"]), 3), "all or none");
        let by_number =
            PhoneListQuery { by_number: true, descending: true, limit: 2, ..all.clone() };
        assert_eq!(names(&by_number).await, (owned(&["Alpha", "gamma"]), 3));
        let holds =
            |field, mode, value: &str| PhoneListCriterion { field, mode, value: value.into() };
        let searched = PhoneListQuery {
            criteria: vec![
                holds(PhoneListField::Name, DirectoryMode::StartsWith, "AL"),
                holds(PhoneListField::Number, DirectoryMode::EqualTo, "+15552"),
            ],
            any: true,
            ..all.clone()
        };
        assert_eq!(names(&searched).await, (owned(&["Alpha", "beta"]), 2));
        lists.modify(list, "beta", Some("delta"), None).await.expect("renamed");
        lists.modify(list, "gamma", None, Some("999")).await.expect("renumbered");
        assert_exists(lists.modify(list, "delta", Some("gamma"), None).await);
        let missing = lists.modify(list, "beta", None, Some("1")).await;
        assert!(matches!(missing, Err(StoreError::Missing { .. })), "{missing:?}");
        let page = lists.search(list, &all).await.expect("read");
        assert_eq!(
            page.entries,
            [entry("Alpha", "5553"), entry("delta", "+1-5552"), entry("gamma", "999")]
        );
        assert!(lists.remove(list, &owned(&["Alpha", "nobody"])).await.is_err());
        assert_eq!(names(&all).await.1, 3, "all or none");
        lists.remove(list, &owned(&["Alpha", "delta", "gamma"])).await.expect("removed");
        assert_eq!(names(&all).await.1, 0);
    }
    assert_reference(lists.add(PhoneList::Enterprise("none"), &[entry("a", "1")]).await);
    assert_reference(
        lists.add(PhoneList::Personal("nobody@example.com"), &[entry("a", "1")]).await,
    );
}

fn call(id: &str, kind: CallLogKind, time: i64) -> CallLog {
    CallLog {
        call_log_id: id.into(),
        user_id: "una@example.com".into(),
        kind,
        country_code: Some("1".into()),
        phone_number: "+15550002".into(),
        name: "Duo Brown".into(),
        called_at: at(time),
        answered_at: (kind != CallLogKind::Missed).then(|| at(time + 1)),
        released_at: Some(at(time + 2)),
    }
}

pub(crate) async fn call_logs_keep_the_latest(context: &Context) {
    let store = peopled(context).await;
    let logs = store.call_logs();
    let kept = i64::from(CallLogs::KEPT);
    for time in 0..kept + 2 {
        logs.add(&call(&format!("p{time:03}"), CallLogKind::Placed, time)).await.expect("added");
    }
    logs.add(&call("m", CallLogKind::Missed, 5)).await.expect("added");
    assert_exists(logs.add(&call("m", CallLogKind::Placed, 5)).await);
    let mut stranger = call("x", CallLogKind::Placed, 0);
    stranger.user_id = "nobody@example.com".into();
    assert_reference(logs.add(&stranger).await);
    let listed = logs.list("una@EXAMPLE.com", CallLogKind::Placed, 1, 500).await.expect("read");
    assert_eq!(listed.len() as i64, kept - 1);
    assert_eq!(listed[0], call(&format!("p{:03}", kept), CallLogKind::Placed, kept));
    let missed = logs.list("una@example.com", CallLogKind::Missed, 0, 500).await.expect("read");
    assert_eq!(missed, [call("m", CallLogKind::Missed, 5)]);
    assert!(!logs.remove("duo@example.com", CallLogKind::Missed, "m").await.expect("asked"));
    assert!(logs.remove("una@example.com", CallLogKind::Missed, "m").await.expect("removed"));
    let cleared = logs.clear("una@example.com", CallLogKind::Placed).await.expect("cleared");
    assert_eq!(cleared, u64::from(CallLogs::KEPT));
}

fn message(name: &str, time: i64, urgent: bool) -> VoiceMessage {
    VoiceMessage {
        number: 0,
        duration_millis: 1500,
        caller_name: Some(name.into()),
        caller_user_id: None,
        caller_address: Some("tel:+15550002".into()),
        left_at: at(time),
        is_read: false,
        is_urgent: urgent,
        is_confidential: false,
        media_type: "WAV".into(),
    }
}

pub(crate) async fn mailboxes(context: &Context) {
    let store = peopled(context).await;
    let box_ = store.voice_messages();
    let una = "una@example.com";
    let mut parallel = tokio::task::JoinSet::new();
    for time in 0..8 {
        let store = store.clone();
        parallel.spawn(async move {
            store.voice_messages().add(una, &message("x", time, time == 3), "UklGRg==").await
        });
    }
    let mut numbers: Vec<u32> =
        parallel.join_all().await.into_iter().map(|added| added.expect("left")).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7, 8], "each has its own number");
    let listed = box_.list(una).await.expect("read");
    assert_eq!(listed[0].left_at, at(7), "the latest first");
    let urgent = listed.iter().find(|message| message.is_urgent).expect("one is urgent").number;
    assert!(box_.mark(una, urgent, true).await.expect("marked"));
    assert!(!box_.mark("duo@example.com", urgent, true).await.expect("asked"));
    let counts = box_.counts(una).await.expect("counted");
    assert_eq!((counts.new, counts.new_urgent, counts.old, counts.old_urgent), (7, 0, 1, 1));
    let (found, content) = box_.find(una, urgent).await.expect("read").expect("there");
    assert!(found.is_read);
    assert_eq!(content, "UklGRg==");
    assert!(box_.remove(una, 8).await.expect("removed"));
    assert!(!box_.remove(una, 8).await.expect("asked"));
    assert_eq!(box_.find(una, 8).await.expect("read"), None);
    let long = "A".repeat(VoiceMessages::CONTENT + 1);
    let full = box_.add(una, &message("x", 9, false), &long).await;
    assert!(matches!(full, Err(StoreError::Full { .. })), "{full:?}");
    assert_reference(box_.add("nobody@example.com", &message("x", 9, false), "").await);
}

pub(crate) async fn schedules(context: &Context) {
    let store = peopled(context).await;
    let schedules = store.user_schedules();
    let una = "una@example.com";
    let one = |name: &str, kind: &str| UserSchedule { name: name.into(), kind: kind.into() };
    schedules.add(una, &one("Work", "Time")).await.expect("added");
    schedules.add(una, &one("Bank", "Holiday")).await.expect("added");
    assert_exists(schedules.add(una, &one("Work", "Time")).await);
    schedules.rename(una, &one("Work", "Time"), "Office").await.expect("renamed");
    let listed = schedules.list(una).await.expect("read");
    assert_eq!(listed, [one("Bank", "Holiday"), one("Office", "Time")]);
    assert!(schedules.remove(una, &one("Bank", "Holiday")).await.expect("removed"));
    assert!(!schedules.remove(una, &one("Bank", "Holiday")).await.expect("asked"));
}
