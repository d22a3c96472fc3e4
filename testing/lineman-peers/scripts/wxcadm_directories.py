"""wxcadm, an Xsi client that we did not write, searches directories with a token.

usage: wxcadm_directories.py XSI_ACTIONS_URL USER TOKEN
"""

import base64
import json
import sys
from types import SimpleNamespace

from wxcadm.xsi import XSI


def main(root, user, token):
    endpoints = {
        "actions_endpoint": root,
        "events_endpoint": root.replace("actions", "events"),
        "events_channel_endpoint": root,
        "xsi_domain": "peer.example",
    }
    org = SimpleNamespace(
        xsi=endpoints, api=SimpleNamespace(headers={"Authorization": f"Bearer {token}"})
    )
    person_id = base64.b64encode(f"ciscospark://us/PEOPLE/{user}".encode()).decode()
    client = XSI(org, SimpleNamespace(email=user, id=person_id))
    print(
        json.dumps(
            {
                "enterprise": client.directory(),
                "group": client.directory("Group", user_id="PEER.ONE*/i"),
                "nobody": client.directory("Group", first_name="Nobody", last_name="Nothing"),
                "either": client.directory(
                    "Group", first_name="Nobody", extension="*", user_id="peer*", any_match=True
                ),
                "personal": client.directory("Personal", name="M*"),
            },
            default=str,
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
