"""Drives OCI-P over SOAP with zeep, which knows no more than our WSDL says.

usage: soap_wsdl.py URL ADMIN PASSWORD

Meets the fault of whoever is not logged in, logs in with a signed password, asks for the version.
"""

import hashlib
import json
import sys
from xml.etree import ElementTree

import zeep

SESSION = "zeep,2026-01-01 00:00:00,0.1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


def document(command, fields):
    """An OCI document with one command."""
    body = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    return (
        '<?xml version="1.0" encoding="ISO-8859-1"?>'
        f'<BroadsoftDocument protocol="OCI" xmlns="C" xmlns:xsi="{XSI}">'
        f'<sessionId xmlns="">{SESSION}</sessionId>'
        f'<command xsi:type="{command}" xmlns="">{body}</command></BroadsoftDocument>'
    )


def main(url, admin, password):
    client = zeep.Client(f"{url}?wsdl")

    def call(command, **fields):
        answer = client.service.processOCIMessage(document(command, fields))
        return ElementTree.fromstring(answer.encode("iso-8859-1", "xmlcharrefreplace"))

    try:
        call("SystemSoftwareVersionGetRequest")
        raise SystemExit("a call without login must be a fault")
    except zeep.exceptions.Fault as refused:
        fault = [refused.code, refused.message]
    nonce = call("AuthenticationRequest", userId=admin).findtext(".//nonce")
    digest = hashlib.sha1(password.encode()).hexdigest()
    signed = hashlib.md5(f"{nonce}:{digest}".encode()).hexdigest()
    login = call("LoginRequest14sp4", userId=admin, signedPassword=signed)
    version = call("SystemSoftwareVersionGetRequest").findtext(".//version")
    print(
        json.dumps(
            {"fault": fault, "login": login.findtext(".//loginType"), "version": version}
        )
    )


main(*sys.argv[1:])
