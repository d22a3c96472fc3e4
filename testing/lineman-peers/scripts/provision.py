"""Provisions one subscriber with broadworks-ocip, an OCI-P client that we did not write.

usage: provision.py PORT ADMIN PASSWORD

Creates a service provider, a number, a group, a user with SIP credentials, an alternate id and a
device, reads each back, checks the errors, and prints the figures that the test asserts as JSON.
"""

import json
import sys

from broadworks_ocip import BroadworksAPI
from broadworks_ocip.exceptions import OCIErrorResponse

PROVIDER, GROUP = "Peer_Provider", "Peer_Group"
USER, EMAIL = "peer.one@bw.peer.example", "peer.one@peer.example"
LINE_PORT = "peer0001@sip.peer.example"
DEVICE, DEVICE_TYPE = "peer-one-pc", "Business Communicator - PC"


def error_of(call):
    """The summary of the error that a call must raise."""
    try:
        call()
    except OCIErrorResponse as error:
        return str(error)
    raise SystemExit("a call that must fail succeeded")


def table(rows):
    """Rows as plain dictionaries."""
    return [row._asdict() for row in rows]


def main(port, admin, password):
    api = BroadworksAPI(host="127.0.0.1", port=int(port), username=admin, password=password)
    found = {"version": api.command("SystemSoftwareVersionGetRequest").version}
    api.command(
        "ServiceProviderAddRequest13mp2",
        use_custom_routing_profile=False,
        service_provider_id=PROVIDER,
        default_domain="bw.peer.example",
        service_provider_name="Peer Provider",
    )
    api.command(
        "ServiceProviderDnAddListRequest",
        service_provider_id=PROVIDER,
        phone_number=["+15550200001"],
    )
    api.command(
        "GroupAddRequest",
        service_provider_id=PROVIDER,
        group_id=GROUP,
        default_domain="bw.peer.example",
        user_limit=25,
        group_name="Peer Group",
    )
    api.command(
        "GroupDnAssignListRequest",
        service_provider_id=PROVIDER,
        group_id=GROUP,
        phone_number=["+15550200001"],
    )
    api.command(
        "GroupAccessDeviceAddRequest22V2",
        service_provider_id=PROVIDER,
        group_id=GROUP,
        device_name=DEVICE,
        device_type=DEVICE_TYPE,
    )
    device = api.get_type_object(
        "AccessDevice", device_level="Group", device_name=DEVICE
    )
    endpoint = api.get_type_object(
        "AccessDeviceMultipleIdentityAndContactEndpointAdd22V2",
        access_device=device,
        line_port=LINE_PORT,
        use_hotline=False,
    )
    api.command(
        "UserAddRequest22V2",
        service_provider_id=PROVIDER,
        group_id=GROUP,
        user_id=USER,
        last_name="One",
        first_name="Péer",
        calling_line_id_last_name="One",
        calling_line_id_first_name="Peer",
        phone_number="+15550200001",
        extension="0001",
        password="Web-pa55word",
        access_device_endpoint=endpoint,
        email_address=EMAIL,
    )
    api.command("UserAlternateUserIdAddRequest", user_id=USER, alternate_user_id=EMAIL)
    api.command(
        "UserAuthenticationModifyRequest",
        user_id=USER,
        user_name="peerauth1",
        new_password="sip-pa55word",
    )
    provider = api.command("ServiceProviderGetRequest22V4", service_provider_id=PROVIDER)
    group = api.command("GroupGetRequest22V5", service_provider_id=PROVIDER, group_id=GROUP)
    user = api.command("UserGetRequest23V2", user_id=USER)
    by_alternate = api.command("UserGetRequest23V2", user_id=EMAIL)
    found["provider"] = provider.service_provider_id
    found["group"] = [group.group_id, group.user_limit, group.user_count]
    found["user"] = [user.user_id, user.first_name, user.phone_number, user.email_address]
    found["by_alternate"] = by_alternate.user_id
    found["line_port"] = user.access_device_endpoint.line_port
    found["users"] = table(
        api.command(
            "UserGetListInGroupRequest", service_provider_id=PROVIDER, group_id=GROUP
        ).user_table
    )
    found["devices"] = table(
        api.command(
            "GroupAccessDeviceGetListRequest", service_provider_id=PROVIDER, group_id=GROUP
        ).access_device_table
    )
    found["errors"] = [
        error_of(lambda: api.command("UserGetRequest23V2", user_id="nobody@bw.peer.example")),
        error_of(
            lambda: api.command(
                "GroupGetRequest22V5", service_provider_id=PROVIDER, group_id="nowhere"
            )
        ),
        error_of(
            lambda: api.command(
                "GroupAddRequest",
                service_provider_id=PROVIDER,
                group_id=GROUP,
                default_domain="bw.peer.example",
                user_limit=25,
            )
        ),
    ]
    api.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
