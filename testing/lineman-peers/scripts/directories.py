"""Directories and lists with broadworks-ocip, an OCI-P client that we did not write.

usage: directories.py PORT ADMIN PASSWORD

Reads the phone directories, fills and reads phone lists, reads call logs, access codes, schedules and
registrations; the client refuses an answer that lacks an element of the schema. Leaves two voice
messages with a request of ours, which the client does not know, over a connection of its own.
"""

import hashlib
import json
import socket
import sys
from xml.sax.saxutils import escape

from broadworks_ocip import BroadworksAPI

PROVIDER, GROUP, USER = "Peer_Provider", "Peer_Group", "peer.one@bw.peer.example"


class Raw:
    """A logged-in connection that sends what it is given."""

    def __init__(self, port, admin, password):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        answer = self.send("AuthenticationRequest", f"<userId>{admin}</userId>")
        nonce = answer.split("<nonce>")[1].split("</nonce>")[0]
        secret = hashlib.sha1(password.encode()).hexdigest()
        signed = hashlib.md5(f"{nonce}:{secret}".encode()).hexdigest()
        body = f"<userId>{admin}</userId><signedPassword>{signed}</signedPassword>"
        assert "LoginResponse14sp4" in self.send("LoginRequest14sp4", body)

    def send(self, name, body):
        self.socket.sendall(
            (
                '<?xml version="1.0" encoding="UTF-8"?><BroadsoftDocument protocol="OCI" xmlns="C" '
                'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><sessionId xmlns="">raw-1'
                f'</sessionId><command xsi:type="{name}" xmlns="">{body}</command>'
                "</BroadsoftDocument>"
            ).encode()
        )
        answer = b""
        while b"</BroadsoftDocument>" not in answer:
            answer += self.socket.recv(65536)
        return answer.decode("iso-8859-1")


def entry(api, name, number):
    return api.get_type_object("PhoneListEntry", entry_name=name, phone_number=number)


def main(port, admin, password):
    raw = Raw(int(port), admin, password)
    for name in ["First Caller", "Second Caller"]:
        answer = raw.send(
            "UserVoiceMessageAddRequest",
            f"<userId>{USER}</userId><callerName>{escape(name)}</callerName>"
            "<callerAddress>tel:+15550299001</callerAddress>"
            "<durationMilliseconds>1500</durationMilliseconds><mediaType>WAV</mediaType>"
            "<content>UklGRgAAAABXQVZF</content>",
        )
        assert "UserVoiceMessageAddResponse" in answer, answer
    api = BroadworksAPI(host="127.0.0.1", port=int(port), username=admin, password=password)
    group = {"service_provider_id": PROVIDER, "group_id": GROUP}
    api.command(
        "GroupCommonPhoneListAddListRequest", entry=[entry(api, "Bakery", "5551")], **group
    )
    api.command(
        "UserPersonalPhoneListAddListRequest",
        user_id=USER,
        entry=[entry(api, "Mum", "5552"), entry(api, "dentist", "5553")],
    )
    directory = api.command(
        "GroupPhoneDirectoryGetPagedSortedListRequest",
        is_extended_info_requested=True,
        **group,
    )
    searched = api.command("UserPhoneDirectoryGetSearchedListRequest", user_id=USER)
    common = api.command("GroupCommonPhoneListGetListRequest", **group)
    personal = api.command("UserPersonalPhoneListGetListRequest", user_id=USER)
    logs = api.command("UserBasicCallLogsGetListRequest14sp4", user_id=USER)
    codes = api.command("UserFeatureAccessCodeGetListRequest21", user_id=USER)
    schedules = api.command("UserScheduleGetListRequest17sp1", user_id=USER)
    registrations = api.command("UserGetRegistrationListRequest", user_id=USER)
    found = {
        "total": directory.total_number_of_rows,
        "names": [row.name for row in directory.directory_table],
        "columns": list(directory.directory_table[0]._fields),
        "searched": [row.name for row in searched.directory_table],
        "common": [[one.entry_name, one.phone_number] for one in common.entry],
        "personal": [[one.entry_name, one.phone_number] for one in personal.entry],
        "placed": len(logs.placed or []),
        "codes": len(codes.feature_access_code),
        "schedules": len(schedules.schedule_global_key or []),
        "registrations": len(registrations.registration_table),
    }
    api.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
