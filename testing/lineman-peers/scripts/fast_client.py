"""Drives OCI-P with mercury-ocip-fast, a client that we did not write.

usage: fast_client.py tcp|tls|soap HOST_OR_URL PORT ADMIN PASSWORD PROVIDER

Creates a service provider, asks for it forty times at once over several sessions in batches of 15
(so the client needs all of its machinery), meets an error, deletes the provider, prints JSON.
The TLS form trusts the authority in SSL_CERT_FILE.
"""

import asyncio
import json
import sys

import mercury_ocip_fast.commands.commands as commands
from mercury_ocip_fast.client import Client
from mercury_ocip_fast.pool.session_pool import SessionPoolSettings
from mercury_ocip_fast.session.session import SOAPSessionSettings, TCPSessionSettings
from mercury_ocip_fast.session.soap_session import SOAPSessionAtom
from mercury_ocip_fast.session.tcp_session import TCPSessionAtom


async def main(form, host, port, admin, password, provider):
    soap = form == "soap"
    # Over TCP this client declares ISO-8859-1 and sends UTF-8, so only ASCII arrives as it was meant.
    name = "Schnell & Söhne" if soap else "Schnell & Soehne"
    client = Client(
        host=host,
        port=None if soap else int(port),
        username=admin,
        password=password,
        tls=form == "tls",
        atom_type=SOAPSessionAtom if soap else TCPSessionAtom,
        session_config=SOAPSessionSettings() if soap else TCPSessionSettings(),
        pool_config=SessionPoolSettings(),
    )
    async with client:
        version = await client.command(commands.SystemSoftwareVersionGetRequest())
        added = await client.command(
            commands.ServiceProviderAddRequest13mp2(
                is_enterprise=True,
                service_provider_id=provider,
                default_domain="bw.fast.example",
                service_provider_name=name,
            )
        )
        request = commands.ServiceProviderGetRequest22V4(service_provider_id=provider)
        answers = await asyncio.gather(
            client.command([request] * 20), *(client.command(request) for _ in range(20))
        )
        batch, single = answers[0], answers[1:]
        names = {answer.service_provider_name for answer in [*batch, *single]}
        failed = await client.command(commands.UserGetRequest23V2(user_id="nobody@bw.fast.example"))
        deleted = await client.command(
            commands.ServiceProviderDeleteRequest(service_provider_id=provider)
        )
    print(
        json.dumps(
            {
                "version": version.version,
                "added": type(added).__name__,
                "names": sorted(names),
                "answers": len(batch) + len(single),
                "error": getattr(failed, "summary", None),
                "deleted": type(deleted).__name__,
            }
        )
    )


asyncio.run(main(*sys.argv[1:]))
