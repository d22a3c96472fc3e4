//! Numbers and services: inventory, assignment, activation; authorisation, packs, quantities.

use lineman_ocip::{Command, Element, ErrorSeverity, Table};

use crate::common::{Client, GROUP, Harness, NUMBER, PROVIDER, USER, in_group, of_user, user_add};

async fn ready() -> (Harness, Client) {
    let harness = Harness::start().await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    (harness, admin)
}

fn of_provider(name: &str) -> Command {
    Command::request(name).with("serviceProviderId", PROVIDER)
}

fn rows(answer: &Command, table: &str) -> Vec<Vec<String>> {
    let table = answer.body().child(table).expect("a table");
    Table::from_element(table).rows().map(|row| row.columns().to_vec()).collect()
}

fn texts<'a>(answer: &'a Command, name: &'a str) -> Vec<&'a str> {
    answer.body().children_named(name).map(Element::text).collect()
}

#[tokio::test]
async fn numbers_go_from_the_provider_to_the_group_and_back() {
    let (_harness, mut admin) = ready().await;
    let free = admin.get(of_provider("ServiceProviderDnGetAvailableListRequest")).await;
    assert_eq!(texts(&free, "availableDn"), ["+15550002 - +15550009"]);
    let range = Element::new("dnRange")
        .with_child("minPhoneNumber", "+15550002")
        .with_child("maxPhoneNumber", "+15550004");
    admin.done(in_group("GroupDnAssignListRequest").with_element(range)).await;
    let available = admin.get(in_group("GroupDnGetAvailableListRequest")).await;
    assert_eq!(texts(&available, "phoneNumber"), ["+15550002", "+15550003", "+15550004"]);
    let summary = admin.get(in_group("GroupDnGetSummaryListRequest")).await;
    assert_eq!(rows(&summary, "dnTable"), [[NUMBER, "true"], ["+15550002 - +15550004", "false"]]);
    let of_all = admin.get(of_provider("ServiceProviderDnGetSummaryListRequest")).await;
    assert_eq!(
        rows(&of_all, "dnSummaryTable"),
        [["+15550001 - +15550004", GROUP, "false"], ["+15550005 - +15550009", "", "true"]]
    );
    let one = |name: &str, number: &str| in_group(name).with("phoneNumber", number);
    admin.done(one("GroupDnDeactivateListRequest", NUMBER)).await;
    let assigned = admin.get(in_group("GroupDnGetAssignmentListRequest18")).await;
    assert_eq!(rows(&assigned, "dnTable")[0][..6], [NUMBER, "", "false", USER, "One", "Una"]);
    let list = Command::request("UserGetListInGroupRequest")
        .with("serviceProviderId", PROVIDER)
        .with("GroupId", GROUP);
    assert_eq!(rows(&admin.get(list).await, "userTable")[0][5], "false");
    admin.done(one("GroupDnActivateListRequest", NUMBER)).await;
    let activation = admin.get(in_group("GroupDnGetActivationListRequest")).await;
    assert_eq!(rows(&activation, "dnTable"), [[NUMBER, "true"]]);

    let status = of_provider("ServiceProviderDnGetStatusListRequest")
        .with("dn", "+15550099")
        .with("dn", NUMBER)
        .with("dn", NUMBER)
        .with("dn", "abc");
    let status = admin.get(status).await;
    let states: Vec<&str> = status
        .body()
        .children_named("dnStatus")
        .filter_map(|one| one.child_text("status"))
        .collect();
    assert_eq!(states, ["Available", "Duplicate", "Duplicate In List", "Invalid"]);

    // In use, of the group, and then free to go.
    let taken = admin.refused(one("GroupDnUnassignListRequest", NUMBER)).await;
    assert!(taken.summary.contains("assigned to a user"), "{taken:?}");
    let delete = of_provider("ServiceProviderDnDeleteListRequest").with("phoneNumber", "+15550004");
    assert!(admin.refused(delete.clone()).await.summary.contains("assigned to a group"));
    admin.done(one("GroupDnUnassignListRequest", "+15550004")).await;
    admin.done(delete).await;
    assert!(admin.refused(one("GroupDnAssignListRequest", "+15550004")).await.number().is_none());
}

fn authorize(name: &str, kind: &str, service: &str, quantity: Option<&str>) -> Element {
    let entry = Element::new(kind).with_child(name, service);
    match quantity {
        Some("none") => entry.with_child("unauthorized", "true"),
        Some(quantity) => {
            entry.with(Element::new("authorizedQuantity").with_child("quantity", quantity))
        }
        None => entry.with(Element::new("authorizedQuantity").with_child("unlimited", "true")),
    }
}

fn user_service(service: &str, quantity: Option<&str>) -> Element {
    authorize("serviceName", "userServiceAuthorization", service, quantity)
}

#[tokio::test]
async fn without_authorization_there_is_no_service() {
    let harness = Harness::start_with(|oci| oci.services_authorized_by_default = false).await;
    let mut admin = harness.admin().await;
    harness.provision(&mut admin).await;
    let assign = || of_user("UserServiceAssignListRequest").with("serviceName", "Call Waiting");
    assert!(admin.refused(assign()).await.summary.contains("not authorized"));
    let of_group = || {
        in_group("GroupServiceModifyAuthorizationListRequest")
            .with_element(user_service("Call Waiting", Some("1")))
    };
    assert!(admin.refused(of_group()).await.summary.contains("service provider"));
    let provider = of_provider("ServiceProviderServiceModifyAuthorizationListRequest")
        .with_element(user_service("Call Waiting", None));
    admin.done(provider).await;
    admin.done(of_group()).await;
    admin.done(assign()).await;
    let one =
        in_group("GroupServiceGetAuthorizationRequest").with("userServiceName", "Call Waiting");
    let one = admin.get(one).await;
    assert_eq!(one.text("authorized"), Some("true"));
    let body = one.body();
    assert_eq!(body.at(&["authorizedQuantity", "quantity"]).map(Element::text), Some("1"));
    assert_eq!(body.at(&["usedQuantity", "quantity"]).map(Element::text), Some("1"));
    // One is all there is; whoever has it keeps it.
    admin.done(user_add("u2@bw.example.com", "", "0002")).await;
    let second = Command::request("UserServiceAssignListRequest")
        .with("userId", "u2@bw.example.com")
        .with("serviceName", "Call Waiting");
    assert!(admin.refused(second).await.summary.contains("quantity"));
    admin.done(assign()).await;
    let list = admin.get(in_group("GroupServiceGetAuthorizationListRequest")).await;
    let row = rows(&list, "userServicesAuthorizationTable")
        .into_iter()
        .find(|row| row[0] == "Call Waiting")
        .expect("listed");
    assert_eq!(row[1..6], ["true", "true", "Limited", "1", "1"]);
    let names = admin.get(in_group("GroupServiceGetAuthorizedListRequest")).await;
    assert_eq!(texts(&names, "userServiceName"), ["Call Waiting"]);
    let having =
        in_group("GroupGetUserServiceAssignedUserListRequest").with("serviceName", "Call Waiting");
    assert_eq!(rows(&admin.get(having).await, "userListTable")[0][0], USER);
    let assigned = of_user("UserServiceGetAssignmentListRequest");
    assert_eq!(
        rows(&admin.get(assigned).await, "userServicesAssignmentTable"),
        [["Call Waiting", "true"]]
    );
}

#[tokio::test]
async fn group_services_are_assigned_to_groups() {
    let (_harness, mut admin) = ready().await;
    let hunt = |name: &str| in_group(name).with("serviceName", "Hunt Group");
    let assigned = async |admin: &mut Client| {
        let answer = admin.get(hunt("GroupServiceIsAssignedRequest")).await;
        answer.text("isAssigned").map(str::to_owned)
    };
    admin.done(hunt("GroupServiceAssignListRequest")).await;
    assert_eq!(assigned(&mut admin).await.as_deref(), Some("true"));
    // Whoever loses the authorization loses the service.
    let unauthorized = in_group("GroupServiceModifyAuthorizationListRequest").with_element(
        authorize("serviceName", "groupServiceAuthorization", "Hunt Group", Some("none")),
    );
    admin.done(unauthorized).await;
    assert_eq!(assigned(&mut admin).await.as_deref(), Some("false"));
    assert!(
        admin.refused(hunt("GroupServiceAssignListRequest")).await.summary.contains("authorized")
    );
    let unknown = in_group("GroupServiceAssignListRequest").with("serviceName", "Nothing");
    assert!(admin.refused(unknown).await.summary.contains("Service not found"));
}

#[tokio::test]
async fn packs_bring_their_services_and_take_them_away() {
    let (_harness, mut admin) = ready().await;
    let pack = |name: &str| of_provider(name).with("servicePackName", "Gold");
    let add = pack("ServiceProviderServicePackAddRequest")
        .with("servicePackDescription", "All of it")
        .with_flag("isAvailableForUse", true)
        .with_element(Element::new("servicePackQuantity").with_child("quantity", "1"))
        .with("serviceName", "Call Waiting")
        .with("serviceName", "Do Not Disturb");
    admin.done(add.clone()).await;
    assert!(admin.refused(add).await.summary.contains("exists"));
    let list = admin.get(of_provider("ServiceProviderServicePackGetListRequest")).await;
    assert_eq!(texts(&list, "servicePackName"), ["Gold"]);
    let assign = |id: &str| {
        Command::request("UserServiceAssignListRequest")
            .with("userId", id)
            .with("serviceName", "Call Waiting")
            .with("servicePackName", "Gold")
    };
    admin.done(assign(USER)).await;
    let assignment = admin.get(of_user("UserServiceGetAssignmentListRequest")).await;
    assert_eq!(rows(&assignment, "servicePacksAssignmentTable"), [["Gold", "true", "All of it"]]);
    let detail = admin.get(pack("ServiceProviderServicePackGetDetailListRequest")).await;
    let order: Vec<&str> = detail.body().children().iter().map(Element::name).collect();
    assert_eq!(
        order,
        [
            "servicePackName",
            "servicePackDescription",
            "isAvailableForUse",
            "servicePackQuantity",
            "assignedQuantity",
            "allowedQuantity",
            "userServiceTable"
        ]
    );
    // The service alone is assigned, the pack is exhausted: done in part is a warning.
    admin.done(user_add("u2@bw.example.com", "", "0002")).await;
    let error = admin.refused(assign("u2@bw.example.com")).await;
    assert_eq!(error.severity, ErrorSeverity::Warning);
    assert!(error.summary.contains("quantity"), "{error:?}");
    let nothing = Command::request("UserServiceAssignListRequest")
        .with("userId", "u2@bw.example.com")
        .with("servicePackName", "Gold");
    assert_eq!(admin.refused(nothing).await.severity, ErrorSeverity::Error);
    assert!(
        admin
            .refused(pack("ServiceProviderServicePackDeleteRequest"))
            .await
            .summary
            .contains("in use")
    );
    let unassign = of_user("UserServiceUnassignListRequest").with("servicePackName", "Gold");
    admin.done(unassign.clone()).await;
    let is_assigned =
        |service: &str| of_user("UserServiceIsAssignedRequest").with("serviceName", service);
    let waiting = admin.get(is_assigned("Call Waiting")).await;
    assert_eq!(waiting.text("isAssigned"), Some("true"), "assigned for itself too");
    let disturb = admin.get(is_assigned("Do Not Disturb")).await;
    assert_eq!(disturb.text("isAssigned"), Some("false"));
    assert!(admin.refused(unassign).await.summary.contains("not assigned"));
    admin
        .done(pack("ServiceProviderServicePackModifyRequest").with("newServicePackName", "Old"))
        .await;
    let delete =
        of_provider("ServiceProviderServicePackDeleteRequest").with("servicePackName", "Old");
    admin.done(delete).await;
}
