"""The hierarchy with broadworks-ocip, an OCI-P client that we did not write and that raises when a
required element of the public schema is missing.

usage: hierarchy.py PORT ADMIN PASSWORD

Makes a department, administrators, a service pack and rules below the service provider of
provision.py, reads everything in every version, and prints what the test asserts as JSON.
"""

import json
import sys

from broadworks_ocip import BroadworksAPI

PROVIDER, GROUP = "Peer_Provider", "Peer_Group"
USER = "peer.one@bw.peer.example"
IN_PROVIDER = {"service_provider_id": PROVIDER}
IN_GROUP = {"service_provider_id": PROVIDER, "group_id": GROUP}
OF_USER = {"user_id": USER}

USER_VERSIONS = """14 14sp4 14sp9 15sp2 17 17sp3 17sp4 18 19 20 21 21sp1 22 22V2 22V3 22V4 22V5
22V6 22V7 22V8 22V9 23 23V2""".split()


def reads():
    """Every read: the request's name and its fields; versions that end in RI this client cannot send."""
    for version in ["", "22", "22V2"]:
        yield f"ResellerGetRequest{version}", {"reseller_id": "peer_reseller"}
        yield f"ResellerAdminGetRequest{version}", {"user_id": "peer-reseller"}
    yield "ResellerGetListRequest", {}
    yield "ResellerAdminGetListRequest", {"reseller_id": "peer_reseller"}
    for version in ["13mp2", "17sp1", "22", "22V2", "22V3", "22V4"]:
        yield f"ServiceProviderGetRequest{version}", IN_PROVIDER
    for name in [
        "ServiceProviderExtensionLengthGetRequest",
        "ServiceProviderAdminGetListRequest14",
        "ServiceProviderDnGetAvailableListRequest",
        "ServiceProviderDnGetSummaryListRequest",
        "ServiceProviderServiceGetAuthorizationListRequest",
        "ServiceProviderServiceGetUserAssignableListRequest",
        "ServiceProviderServicePackGetListRequest",
        "ServiceProviderServicePackGetUtilizationListRequest",
        "ServiceProviderDomainGetAssignedListRequest",
        "ServiceProviderPasswordRulesGetRequest13mp2",
        "ServiceProviderPasswordRulesGetRequest16",
        "ServiceProviderPasswordRulesGetRequest22",
        "GroupGetDefaultRequest",
        "GroupGetListInServiceProviderRequest",
        "GroupGetListInServiceProviderPagedSortedListRequest",
        "UserGetListInServiceProviderRequest",
    ]:
        yield name, IN_PROVIDER
    yield "ServiceProviderServicePackGetDetailListRequest", {
        **IN_PROVIDER,
        "service_pack_name": "Peer Pack",
    }
    for version in ["", "14sp7", "22", "22V2", "22V3", "22V4", "22V5"]:
        yield f"GroupGetRequest{version}", IN_GROUP
    for name in [
        "GroupAdminGetListRequest",
        "GroupExtensionLengthGetRequest",
        "GroupExtensionLengthGetRequest17",
        "GroupExtensionLengthGetRequest22",
        "GroupDnGetListRequest",
        "GroupDnGetAvailableListRequest",
        "GroupDnGetAvailableRangesListRequest",
        "GroupDnGetDetailedAvailableListRequest",
        "GroupDnGetSummaryListRequest",
        "GroupDnGetActivationListRequest",
        "GroupDnGetAssignmentListRequest",
        "GroupDnGetAssignmentListRequest18",
        "GroupDnGetAssignmentPagedSortedListRequest",
        "GroupDomainGetAssignedListRequest",
        "GroupServiceGetAuthorizationListRequest",
        "GroupServiceGetAuthorizedListRequest",
        "GroupPasswordRulesGetRequest",
        "GroupPasswordRulesGetRequest16",
        "GroupPasswordRulesGetRequest22",
        "UserGetListInGroupPagedSortedListRequest",
    ]:
        yield name, IN_GROUP
    for version in ["", "18"]:
        yield f"GroupDepartmentGetListRequest{version}", {
            **IN_GROUP,
            "include_enterprise_departments": True,
        }
    yield "GroupDepartmentGetRequest", {**IN_GROUP, "department_name": "North"}
    for version in ["", "21sp1", "22", "22V2", "22V3"]:
        yield f"GroupAdminGetRequest{version}", {"user_id": "peer-group"}
    for version in ["14", "21sp1", "22", "22V2", "22V3"]:
        yield f"ServiceProviderAdminGetRequest{version}", {"user_id": "peer-provider"}
    for version in ["", "22"]:
        yield f"SystemAdminGetRequest{version}", {"user_id": "peer-system"}
        yield f"UserPasswordInfoGetRequest{version}", OF_USER
    for version in USER_VERSIONS:
        yield f"UserGetRequest{version}", OF_USER
    for version in ["", "21sp1", "22", "22V2", "22V3", "22V4"]:
        yield f"UserGetLoginInfoRequest{version}", OF_USER
    yield "UserServiceGetAssignmentListRequest", OF_USER
    yield "UserServiceIsAssignedRequest", {**OF_USER, "service_name": "Call Waiting"}
    for version in ["13mp2", "16", "22", "23", "24"]:
        yield f"SystemPasswordRulesGetRequest{version}", {}
    for name in [
        "SystemAdminGetListRequest",
        "SystemDomainGetListRequest",
        "SystemDomainGetListRequest22",
        "SystemDomainGetListRequest22V2",
        "SystemDomainParametersGetRequest",
        "SystemLanguageGetListRequest",
        "SystemTimeZoneGetListRequest",
        "SystemTimeZoneGetListRequest20",
        "SystemCountryCodeGetListRequest",
        "SystemStateOrProvinceGetListRequest",
        "SystemExternalAuthenticationGetACLListRequest",
        "ServiceProviderGetDefaultRequest",
        "ServiceProviderGetListRequest",
        "ServiceProviderGetPagedSortedListRequest",
        "GroupGetListInSystemRequest",
        "UserGetListInSystemRequest",
    ]:
        yield name, {}


def main(port, admin, password):
    api = BroadworksAPI(host="127.0.0.1", port=int(port), username=admin, password=password)
    department = api.get_type_object("GroupDepartmentKey", **IN_GROUP, name="North")
    unlimited = api.get_type_object("UnboundedPositiveInt", unlimited=True)
    person = {"first_name": "Pat", "last_name": "Peer", "password": "peer-5ecret"}
    for name, fields in [
        ("ResellerAddRequest", {"reseller_id": "peer_reseller", "reseller_name": "Peers"}),
        (
            "ResellerAdminAddRequest",
            {"reseller_id": "peer_reseller", "user_id": "peer-reseller", **person},
        ),
        (
            "SystemAdminAddRequest",
            {"user_id": "peer-system", **person, "admin_type": "System", "read_only": True},
        ),
        (
            "ServiceProviderAdminAddRequest14",
            {
                **IN_PROVIDER,
                "user_id": "peer-provider",
                **person,
                "administrator_type": "Normal",
            },
        ),
        ("GroupAdminAddRequest", {**IN_GROUP, "user_id": "peer-group", **person}),
        ("GroupDepartmentAddRequest", {**IN_GROUP, "department_name": "North"}),
        ("UserModifyRequest22", {**OF_USER, "department": department}),
        (
            "ServiceProviderServicePackAddRequest",
            {
                **IN_PROVIDER,
                "service_pack_name": "Peer Pack",
                "is_available_for_use": True,
                "service_pack_quantity": unlimited,
                "service_name": ["Call Waiting", "Three-Way Call"],
            },
        ),
        ("UserServiceAssignListRequest", {**OF_USER, "service_pack_name": ["Peer Pack"]}),
        ("GroupPasswordRulesModifyRequest", {**IN_GROUP, "password_expires_days": 30}),
    ]:
        api.command(name, **fields)
    read = []
    failed = []
    answers = {}
    for name, fields in reads():
        try:
            answers[name] = api.command(name, **fields)
            read.append(name)
        except Exception as error:  # whatever the client raises is what the test shows
            failed.append(f"{name}: {error!r}")
    user = answers.get("UserGetRequest23V2")
    api.close()
    found = {
        "read": len(read),
        "failed": failed,
        "department": user and [user.department.name, user.department_full_path],
        "expires": answers["UserPasswordInfoGetRequest"].expiration_days,
        "pack": [
            row._asdict()
            for row in answers["UserServiceGetAssignmentListRequest"].service_packs_assignment_table
        ],
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
