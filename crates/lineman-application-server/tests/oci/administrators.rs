//! Administrators of every level: what is kept of them, what they may do, passwords and logins.

use lineman_ocip::{Command, Element, Table, sha1_hex};

use crate::common::{ADMIN, Client, GROUP, Harness, PROVIDER, USER, in_group, of_user, user_add};

async fn ready() -> (Harness, Client) {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    (harness, admin)
}

fn rows(answer: &Command, table: &str) -> Vec<Vec<String>> {
    let table = answer.body().child(table).expect("a table");
    Table::from_element(table).rows().map(|row| row.columns().to_vec()).collect()
}

fn names(answer: &Command) -> Vec<&str> {
    answer.body().children().iter().map(Element::name).collect()
}

fn of(name: &str, id: &str) -> Command {
    Command::request(name).with("userId", id)
}

fn named(command: Command, id: &str) -> Command {
    command
        .with("userId", id)
        .with("firstName", "Pat")
        .with("lastName", "Minor")
        .with("password", format!("{id}-5ecret"))
}

#[tokio::test]
async fn each_kind_is_added_listed_read_changed_and_deleted() {
    let (harness, mut admin) = ready().await;
    let provider = |name: &str| Command::request(name).with("serviceProviderId", PROVIDER);
    admin.done(in_group("GroupDepartmentAddRequest").with("departmentName", "North")).await;
    let department = Element::new("departmentKey")
        .with_child("serviceProviderId", PROVIDER)
        .with_child("groupId", GROUP)
        .with_child("name", "North");
    let system = named(Command::request("SystemAdminAddRequest"), "prov")
        .with("adminType", "Provisioning")
        .with_flag("readOnly", false);
    let cases = [
        ("System", "", "systemAdminTable", system, Command::request("SystemAdminGetListRequest")),
        (
            "ServiceProvider",
            "14",
            "serviceProviderAdminTable",
            named(provider("ServiceProviderAdminAddRequest14"), "sp1")
                .with("administratorType", "Normal"),
            provider("ServiceProviderAdminGetListRequest14"),
        ),
        (
            "Group",
            "",
            "groupAdminTable",
            named(in_group("GroupAdminAddRequest"), "g1"),
            in_group("GroupAdminGetListRequest"),
        ),
        (
            "GroupDepartment",
            "",
            "departmentAdminTable",
            named(
                Command::request("GroupDepartmentAdminAddRequest").with_element(department.clone()),
                "d1",
            ),
            Command::request("GroupDepartmentAdminGetListRequest").with_element(department),
        ),
    ];
    for (kind, oldest, table, add, list) in cases {
        let id = add.text("userId").expect("an id").to_owned();
        admin.done(add.clone()).await;
        assert_eq!(admin.refused(add).await.number(), Some(4200), "{kind}");
        let listed = rows(&admin.get(list).await, table);
        let row = listed.iter().find(|row| row[0] == id).expect("listed");
        assert_eq!(row[1..3], ["Minor", "Pat"], "{kind}");
        let get = format!("{kind}AdminGetRequest{oldest}");
        assert_eq!(admin.get(of(&get, &id)).await.text("language"), Some("English"), "{kind}");
        let modify = format!("{kind}AdminModifyRequest");
        admin.done(of(&modify, &id).with("firstName", "Chris").with("language", "Czech")).await;
        let read = admin.get(of(&get, &id)).await;
        assert_eq!((read.text("firstName"), read.text("language")), (Some("Chris"), Some("Czech")));
        let mut client = harness.client(&id).await;
        client.log_in(&id, &format!("{id}-5ecret")).await.expect("logged in");
        admin.done(of(&modify, &id).with_flag("accountDisabled", true)).await;
        let disabled = harness.client("again").await.log_in(&id, &format!("{id}-5ecret")).await;
        assert_eq!(disabled.expect_err("disabled").number(), Some(5202), "{kind}");
        // Another kind's command does not know this administrator.
        let other = if kind == "Group" { "SystemAdminGetRequest" } else { "GroupAdminGetRequest" };
        assert_eq!(admin.refused(of(other, &id)).await.number(), Some(4008));
        admin.done(of(&format!("{kind}AdminDeleteRequest"), &id)).await;
        assert_eq!(admin.refused(of(&get, &id)).await.number(), Some(4008), "{kind}");
    }
    let own = of("SystemAdminDeleteRequest", ADMIN);
    assert!(admin.refused(own).await.summary.contains("own account"));
}

#[tokio::test]
async fn versions_of_an_administrator_grow() {
    let (_harness, mut admin) = ready().await;
    admin.done(named(in_group("GroupAdminAddRequest"), "g1")).await;
    let start = ["serviceProviderId", "groupId", "firstName", "lastName", "language"];
    let mut more = Vec::new();
    for (version, added) in [
        ("", &[][..]),
        ("21sp1", &["locale", "encoding"][..]),
        ("22", &[][..]),
        ("22V2", &["accountDisabled", "lastAuthenticatedDate"][..]),
        ("22V3", &["hasPassword"][..]),
    ] {
        more.extend(added);
        let answer = admin.get(of(&format!("GroupAdminGetRequest{version}"), "g1")).await;
        let expected: Vec<&str> = start.iter().chain(&more).copied().collect();
        assert_eq!(names(&answer), expected, "{version}");
    }
}

#[tokio::test]
async fn restricted_administrators_stay_restricted() {
    let (harness, mut admin) = ready().await;
    let reader = named(Command::request("SystemAdminAddRequest"), "reader")
        .with("adminType", "System")
        .with_flag("readOnly", true);
    admin.done(reader).await;
    let resetter = named(
        Command::request("ServiceProviderAdminAddRequest14").with("serviceProviderId", PROVIDER),
        "resetter",
    )
    .with("administratorType", "Password Reset Only");
    admin.done(resetter).await;
    let mut reader = harness.client("reader").await;
    reader.log_in("reader", "reader-5ecret").await.expect("logged in");
    reader.get(of_user("UserGetRequest23V2")).await;
    let error = reader.refused(of_user("UserModifyRequest22").with("title", "New")).await;
    assert_eq!(error.summary_english, "[Error 5404] Unauthorized transaction.");
    let mut resetter = harness.client("resetter").await;
    resetter.log_in("resetter", "resetter-5ecret").await.expect("logged in");
    let error = resetter.refused(of_user("UserModifyRequest22").with("title", "New")).await;
    assert_eq!(error.number(), Some(5404));
    resetter.done(of_user("UserModifyRequest22").with("newPassword", "n3w-secret")).await;
    harness.client("user").await.log_in(USER, "n3w-secret").await.expect("the new password");
}

#[tokio::test]
async fn a_departments_administrator_reaches_its_users() {
    let (harness, mut admin) = ready().await;
    admin.done(in_group("GroupDepartmentAddRequest").with("departmentName", "North")).await;
    let key = |name: &str| {
        Element::new(name)
            .with_xsi("type", "GroupDepartmentKey")
            .with_child("serviceProviderId", PROVIDER)
            .with_child("groupId", GROUP)
            .with_child("name", "North")
    };
    let add = Command::request("GroupDepartmentAdminAddRequest").with_element(key("departmentKey"));
    admin.done(named(add, "d1")).await;
    admin.done(user_add("u2@bw.example.com", "", "0002").with_element(key("department"))).await;
    let mut own = harness.client("d1").await;
    let login = own.log_in("d1", "d1-5ecret").await.expect("logged in");
    assert_eq!(login.text("loginType"), Some("Group Department"));
    own.get(of("UserGetRequest23V2", "u2@bw.example.com")).await;
    own.done(of("UserModifyRequest22", "u2@bw.example.com").with("title", "New")).await;
    assert_eq!(own.refused(of_user("UserGetRequest23V2")).await.number(), Some(4001));
    let list = Command::request("UserGetListInGroupRequest")
        .with("serviceProviderId", PROVIDER)
        .with("GroupId", GROUP);
    let listed = rows(&own.get(list).await, "userTable");
    assert_eq!(listed.len(), 1, "only the department's");
    assert_eq!(own.refused(in_group("GroupModifyRequest")).await.number(), Some(4001));
}

#[tokio::test]
async fn passwords_follow_the_rules_of_their_level() {
    let (harness, mut admin) = ready().await;
    let rules = in_group("GroupPasswordRulesModifyRequest")
        .with("minLength", "8")
        .with_flag("restrictMinDigits", true)
        .with("minDigits", "2")
        .with("maxFailedLoginAttempts", "2")
        .with("passwordExpiresDays", "30")
        .with_flag("reenableLogin", true)
        .with("lockOutInMinutes", "10");
    admin.done(rules).await;
    let shown = admin.get(in_group("GroupPasswordRulesGetRequestRI")).await;
    assert_eq!(shown.text("minDigits"), Some("2"));
    assert_eq!(shown.text("lockOutInMinutes"), Some("10"));
    assert_eq!(names(&admin.get(in_group("GroupPasswordRulesGetRequest16")).await).len(), 18);
    assert_eq!(
        admin
            .refused(in_group("GroupPasswordRulesModifyRequest").with("minLength", "2"))
            .await
            .number(),
        Some(6004)
    );
    let set = |new: &str| of_user("UserModifyRequest22").with("newPassword", new);
    for (new, reason) in
        [("a1b2", "characters"), ("only-letters", "digits"), ("web-5ecret", "digits")]
    {
        let error = admin.refused(set(new)).await;
        assert!(error.summary.contains(reason), "{new}: {error:?}");
    }
    admin.done(set("l0ng-en0ugh")).await;
    assert!(admin.refused(set("l0ng-en0ugh")).await.summary.contains("old one"));
    assert!(admin.refused(set("hgu0ne-gn0l")).await.summary.contains("backwards"));
    harness.clock.advance_millis(3 * 24 * 3_600_000);
    let info = admin.get(of_user("UserPasswordInfoGetRequest22")).await;
    assert_eq!(names(&info), ["isLoginDisabled", "expirationDays", "hasPassword"]);
    assert_eq!(info.text("expirationDays"), Some("27"));

    // Two wrong ones lock, ten minutes later it is open again.
    let mut user = harness.client("user").await;
    for _ in 0..2 {
        assert_eq!(user.log_in(USER, "wrong").await.expect_err("wrong").number(), Some(4962));
    }
    assert_eq!(user.log_in(USER, "l0ng-en0ugh").await.expect_err("locked").number(), Some(5202));
    let info = admin.get(of_user("UserPasswordInfoGetRequest")).await;
    assert_eq!(info.text("isLoginDisabled"), Some("true"));
    let login = admin.get(of_user("UserGetLoginInfoRequestRI")).await;
    assert_eq!(login.text("lockoutPeriodExpiry"), Some("10"));
    harness.clock.advance_millis(10 * 60_000);
    let login = user.log_in(USER, "l0ng-en0ugh").await.expect("open again");
    assert_eq!(login.text("passwordExpiresDays"), Some("27"));

    // The system's rules for everybody replace those of the group.
    let everybody = Command::request("SystemPasswordRulesModifyRequest14sp3")
        .with("rulesApplyTo", "Administrator and User")
        .with("minLength", "4");
    admin.done(everybody).await;
    admin.done(set("abcd")).await;
    let info = admin.get(of_user("UserPasswordInfoGetRequest")).await;
    assert_eq!(info.text("doesNotExpire"), Some("true"));
    let generated = Command::request("PasswordGenerateRequest")
        .with_element(Element::new("userPassword").with_child("generatePassword", "true"));
    let generated = admin.get(generated).await;
    assert_eq!(generated.text("userPassword").map(str::len), Some(40));
}

#[tokio::test]
async fn single_sign_on_tokens_stand_for_a_password() {
    let (harness, mut admin) = ready().await;
    let mut trusted = harness.trusted(USER).await;
    let create = of_user("ExternalAuthenticationCreateLoginTokenRequest");
    let token = trusted.get(create).await.text("loginToken").expect("a token").to_owned();
    let verify =
        |token: &str| Command::request("AuthenticationVerifyRequest22V4").with("loginToken", token);
    assert_eq!(trusted.get(verify(&token)).await.text("userId"), Some(USER));
    assert_eq!(trusted.refused(verify("other")).await.number(), Some(4962));
    harness.clock.advance_millis(15 * 60_000);
    assert_eq!(trusted.refused(verify(&token)).await.number(), Some(4962), "over");
    // An external authentication vouches with the hashed or the clear password.
    let authorize = |name: &str, password: &str| {
        of_user(name).with("password", password).with("loginToken", "theirs")
    };
    let old = authorize("ExternalAuthenticationAuthorizeTokenRequest", &sha1_hex("web-5ecret"));
    admin.done(old).await;
    assert_eq!(trusted.get(verify("theirs")).await.text("userId"), Some(USER));
    let new = authorize("ExternalAuthenticationAuthorizeTokenRequest22", "web-5ecret");
    admin.done(new).await;
    let wrong = authorize("ExternalAuthenticationAuthorizeTokenRequest22", "wrong");
    assert_eq!(admin.refused(wrong).await.number(), Some(4962));
}

#[tokio::test]
async fn listed_addresses_need_no_password() {
    let (harness, mut admin) = ready().await;
    let login = || of("LoginRequest22V4", ADMIN);
    let mut host = harness.client("host").await;
    assert_eq!(host.refused(login()).await.number(), Some(4962));
    let entry = |name: &str| {
        Command::request(name).with("netAddress", "127.0.0.1").with("description", "Portal")
    };
    admin.done(entry("SystemExternalAuthenticationAddACLEntryRequest14sp2")).await;
    let list = admin.get(Command::request("SystemExternalAuthenticationGetACLListRequest")).await;
    assert_eq!(rows(&list, "aclTable"), [["127.0.0.1", "Portal"]]);
    assert_eq!(host.get(login()).await.text("loginType"), Some("System"));
    let wrong = login().with("password", "wrong");
    assert_eq!(harness.client("wrong").await.refused(wrong).await.number(), Some(4962));
    let delete = Command::request("SystemExternalAuthenticationDeleteACLEntryRequest")
        .with("netAddress", "127.0.0.1");
    admin.done(delete).await;
    assert_eq!(harness.client("late").await.refused(login()).await.number(), Some(4962));
}
