"""Provisions phones with broadworks-ocip, an OCI-P client that we did not write.

usage: provision_phones.py PORT ADMIN PASSWORD COUNT [FORWARDING]

Creates a service provider, a group and COUNT users with a device, a number, an extension and SIP
credentials each, and prints them as JSON. FORWARDING is `index:number`: that user forwards to the
number when nobody answers.
"""

import json
import sys

import broadworks_ocip.requests
from broadworks_ocip import BroadworksAPI

PROVIDER, GROUP = "Phone_Provider", "Phone_Group"
DOMAIN, SIP_DOMAIN = "bw.phone.example", "sip.phone.example"
DEVICE_TYPE = "Peer Desk Phone"
RINGS = 2
# What a type of desk phones says about itself; whatever else the request demands is false.
DEVICE_TYPE_WORDS = {
    "device_type": DEVICE_TYPE,
    "profile": "Intelligent Device Addressing",
    "registration_capable": True,
    "hold_normalization": "Unspecified Address",
    "hold_announcement_method": "Inactive",
    "early_media_support": "No Early Media",
    "authentication_mode": "SIP Authentication",
    "trunk_mode": "User",
    "unscreened_presentation_identity_policy": "Profile Presentation Identity",
    "device_type_configuration_option": "Not Supported",
    "location_network": "Fixed",
}


def phone(index):
    """Everything about the phone with this index."""
    return {
        "user_id": f"phone{index:05}@{DOMAIN}",
        "line": f"line{index:05}",
        "domain": SIP_DOMAIN,
        "number": f"+1555030{index:05}",
        "extension": f"{1000 + index}",
        "auth_user": f"auth{index:05}",
        "auth_password": f"sip-pa55word-{index:05}",
    }


def add_device_type(api):
    """A type of phones of which a line may have several at once."""
    request = "SystemSIPDeviceTypeAddRequest22"
    fields = dict(DEVICE_TYPE_WORDS)
    for element in getattr(broadworks_ocip.requests, request)._elements():
        if element.is_required and element.name not in fields:
            fields[element.name] = False
    fields["number_of_ports"] = api.get_type_object("UnboundedPositiveInt", unlimited=True)
    api.command(request, **fields)


def add(api, one):
    """A device, and a user on it."""
    name = one["line"] + "-phone"
    api.command(
        "GroupAccessDeviceAddRequest22V2",
        service_provider_id=PROVIDER,
        group_id=GROUP,
        device_name=name,
        device_type=DEVICE_TYPE,
    )
    device = api.get_type_object("AccessDevice", device_level="Group", device_name=name)
    endpoint = api.get_type_object(
        "AccessDeviceMultipleIdentityAndContactEndpointAdd22V2",
        access_device=device,
        line_port=f"{one['line']}@{SIP_DOMAIN}",
        use_hotline=False,
    )
    api.command(
        "UserAddRequest22V2",
        service_provider_id=PROVIDER,
        group_id=GROUP,
        user_id=one["user_id"],
        last_name=one["extension"],
        first_name="Phone",
        calling_line_id_last_name=one["extension"],
        calling_line_id_first_name="Phone",
        phone_number=one["number"],
        extension=one["extension"],
        password="Web-pa55word",
        access_device_endpoint=endpoint,
    )
    api.command(
        "UserAuthenticationModifyRequest",
        user_id=one["user_id"],
        user_name=one["auth_user"],
        new_password=one["auth_password"],
    )


def main(port, admin, password, count, forwarding=None):
    phones = [phone(index) for index in range(1, int(count) + 1)]
    api = BroadworksAPI(host="127.0.0.1", port=int(port), username=admin, password=password)
    api.command(
        "ServiceProviderAddRequest13mp2",
        use_custom_routing_profile=False,
        service_provider_id=PROVIDER,
        default_domain=DOMAIN,
        service_provider_name="Phones",
    )
    for first in range(0, len(phones), 100):
        numbers = [one["number"] for one in phones[first : first + 100]]
        api.command(
            "ServiceProviderDnAddListRequest", service_provider_id=PROVIDER, phone_number=numbers
        )
    api.command(
        "GroupAddRequest",
        service_provider_id=PROVIDER,
        group_id=GROUP,
        default_domain=DOMAIN,
        user_limit=len(phones) + 10,
        group_name="Phones",
    )
    for first in range(0, len(phones), 100):
        numbers = [one["number"] for one in phones[first : first + 100]]
        api.command(
            "GroupDnAssignListRequest",
            service_provider_id=PROVIDER,
            group_id=GROUP,
            phone_number=numbers,
        )
    add_device_type(api)
    for one in phones:
        add(api, one)
    if forwarding:
        index, number = forwarding.split(":")
        api.command(
            "UserServiceAssignListRequest",
            user_id=phones[int(index)]["user_id"],
            service_name=["Call Forwarding No Answer"],
        )
        api.command(
            "UserCallForwardingNoAnswerModifyRequest",
            user_id=phones[int(index)]["user_id"],
            is_active=True,
            forward_to_phone_number=number,
            number_of_rings=RINGS,
        )
    api.close()
    print(json.dumps(phones))


if __name__ == "__main__":
    main(*sys.argv[1:])
