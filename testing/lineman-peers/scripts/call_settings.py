"""Call settings with broadworks-ocip, an OCI-P client that we did not write and that raises when a
required element of the public schema is missing.

usage: call_settings.py PORT ADMIN PASSWORD

Reads each setting before its service is assigned, assigns all of them, changes and reads back, and
prints what the test asserts as JSON.
"""

import json
import sys

from broadworks_ocip import BroadworksAPI
from broadworks_ocip.exceptions import OCIErrorResponse

USER = "peer.one@bw.peer.example"
SERVICES = [
    "Anonymous Call Rejection",
    "Automatic Callback",
    "BroadWorks Anywhere",
    "BroadWorks Mobility",
    "Call Forwarding Always",
    "Call Forwarding Busy",
    "Call Forwarding No Answer",
    "Call Forwarding Not Reachable",
    "Call Recording",
    "Call Waiting",
    "Calling Line ID Delivery Blocking",
    "Do Not Disturb",
    "Music On Hold User",
    "Personal Assistant",
    "Remote Office",
    "Simultaneous Ring Personal",
]
READS = [
    "UserAnonymousCallRejectionGetRequest",
    "UserAutomaticCallbackGetRequest",
    "UserBroadWorksAnywhereGetRequest16sp2",
    "UserBroadWorksMobilityGetRequest21sp1",
    "UserCallForwardingAlwaysGetRequest",
    "UserCallForwardingBusyGetRequest",
    "UserCallForwardingNoAnswerGetRequest13mp16",
    "UserCallForwardingNotReachableGetRequest",
    "UserCallRecordingGetRequest23",
    "UserCallWaitingGetRequest17sp4",
    "UserCallingLineIDDeliveryBlockingGetRequest",
    "UserDoNotDisturbGetRequest",
    "UserMusicOnHoldGetRequest",
    "UserPersonalAssistantGetRequest24",
    "UserRemoteOfficeGetRequest",
    "UserSimultaneousRingPersonalGetRequest17",
    "UserPushNotificationGetRequest24",
]


def main(port, admin, password):
    api = BroadworksAPI(host="127.0.0.1", port=int(port), username=admin, password=password)
    found = {"unassigned": 0, "read": []}
    for name in READS[:-1]:
        try:
            api.command(name, user_id=USER)
        except OCIErrorResponse:
            found["unassigned"] += 1
    api.command("UserServiceAssignListRequest", user_id=USER, service_name=SERVICES)
    for name in READS:
        found["read"].append(type(api.command(name, user_id=USER)).__name__)
    api.command(
        "UserCallForwardingNoAnswerModifyRequest",
        user_id=USER,
        is_active=True,
        forward_to_phone_number="+15550200099",
        number_of_rings=5,
    )
    forwarding = api.command("UserCallForwardingNoAnswerGetRequest13mp16", user_id=USER)
    found["no_answer"] = [
        forwarding.is_active,
        forwarding.forward_to_phone_number,
        str(forwarding.number_of_rings),
    ]
    number = api.get_type_object(
        "SimultaneousRingNumber",
        phone_number="+15550200098",
        answer_confirmation_required=True,
    )
    numbers = api.get_type_object(
        "SimultaneousRingReplacementNumberList", simultaneous_ring_number=[number]
    )
    api.command(
        "UserSimultaneousRingPersonalModifyRequest17",
        user_id=USER,
        is_active=False,
        do_not_ring_if_on_call=True,
        simultaneous_ring_number_list=numbers,
    )
    ring = api.command("UserSimultaneousRingPersonalGetRequest17", user_id=USER)
    found["ring"] = [ring.do_not_ring_if_on_call, ring.simultaneous_ring_number[0].phone_number]
    api.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
