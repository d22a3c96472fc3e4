"""wxcadm, an Xsi client that we did not write, reads profile, services and directory with a token.

usage: wxcadm_client.py XSI_ACTIONS_URL USER TOKEN

It looks up the user by the id that stands behind the last slash of a person's id, and follows every
link of the list of services.
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
    profile = client.profile
    services = client.get_services()
    directory = client.directory()
    found = {"profile": profile, "services": services, "directory": directory}
    print(json.dumps(found, default=str))


if __name__ == "__main__":
    main(*sys.argv[1:])
