"""Devices with broadworks-ocip: files, tags, types and lines of the subscriber of provision.py.

usage: devices.py PORT ADMIN PASSWORD

The client raises when an answer lacks an element that its schema requires. Prints what the test
asserts as JSON.
"""

import base64
import json
import sys

from broadworks_ocip import BroadworksAPI

PROVIDER, GROUP, DEVICE = "Peer_Provider", "Peer_Group", "peer-one-pc"
USER, KIND = "peer.one@bw.peer.example", "Business Communicator - PC"
BASIC_FILE = "peer-basic.json"
KEY = {"service_provider_id": PROVIDER, "group_id": GROUP, "device_name": DEVICE}

# Answers in many versions: (command, its key).
OF_DEVICE = [f"GroupAccessDeviceGetRequest{v}" for v in ("18sp1", "22", "22V2", "22V5", "24V3")] + [
    "GroupAccessDeviceFileGetListRequest14sp8",
    "GroupAccessDeviceGetUserListRequest21sp1",
    "GroupAccessDeviceCustomTagGetListRequest",
    "GroupAccessDeviceGetAvailableCustomTagListRequest",
]
OF_TYPE = [
    f"SystemSIPDeviceTypeGetRequest{v}"
    for v in ("18sp1", "19", "20", "21", "22", "22V4", "22V8", "22V15", "23", "23V9", "23V13")
] + [
    "SystemDeviceTypeGetRequest19",
    "SystemDeviceTypeGetRequest22V7",
    "SystemSIPDeviceTypeFileGetListRequest14sp8",
]
OF_USER = [
    "UserSharedCallAppearanceGetRequest14sp2",
    "UserSharedCallAppearanceGetRequest16sp2",
    "UserSharedCallAppearanceGetRequest21sp1",
    "UserAccessDeviceDeviceActivationGetListRequest",
    "UserDeviceActivationPolicyInEffectGetRequest",
]


def main(port, admin, password):
    api = BroadworksAPI(host="127.0.0.1", port=int(port), username=admin, password=password)
    content = base64.b64encode(b'{"line": "%BWLINEPORT-1%", "peer": "%PEER_TAG%"}').decode()
    api.command(
        "SystemSIPDeviceTypeFileAddRequest22V2",
        device_type=KIND,
        file_format=BASIC_FILE,
        remote_file_format=BASIC_FILE,
        file_category="Dynamic Profile",
        file_customization="Administrator",
        file_source="Custom",
        upload_file=api.get_type_object("FileResource", file_content=content),
        use_http_digest_authentication=False,
        mac_based_file_authentication=False,
        user_name_password_file_authentication=True,
        bearer_file_authentication=False,
        mac_in_non_request_uri=False,
        mac_in_cert=False,
        allow_http=True,
        allow_https=True,
        allow_tftp=False,
        enable_caching=True,
        allow_upload_from_device=True,
    )
    credentials = api.get_type_object(
        "DeviceManagementUserNamePassword16", user_name="peerpc", password="dev-pa55word"
    )
    api.command(
        "GroupAccessDeviceModifyRequest22",
        **KEY,
        use_custom_user_name_password=True,
        access_device_credentials=credentials,
    )
    api.command(
        "SystemDeviceManagementTagAddRequest22",
        system_default_tag_set=True,
        tag_name="%PEER_TAG%",
        is_tag_value_encrypted=False,
        tag_value="system",
        is_tag_value_overridable=True,
    )
    api.command(
        "GroupAccessDeviceCustomTagAddRequest", **KEY, tag_name="%PEER_TAG%", tag_value="device"
    )
    answered = []
    for name in OF_DEVICE:
        answered.append((name, api.command(name, **KEY)))
    for name in OF_TYPE:
        answered.append((name, api.command(name, device_type=KIND)))
    for name in OF_USER:
        answered.append((name, api.command(name, user_id=USER)))
    answers = dict(answered)
    api.command("GroupCPEConfigRebuildDeviceConfigFileRequest", **KEY, force=True)
    tags = answers["GroupAccessDeviceGetAvailableCustomTagListRequest"]
    files = answers["GroupAccessDeviceFileGetListRequest14sp8"]
    found = {
        "answered": len(answered),
        "user_name": answers["GroupAccessDeviceGetRequest24V3"].user_name,
        "files": [row.file_format for row in files.device_files_table],
        "tags": [
            [row.tag_name, row.tag_value, row.tag_level]
            for row in tags.device_available_custom_tags_table
            if row.tag_name == "%PEER_TAG%"
        ],
    }
    api.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
