"""Opens a long-lived token that was encrypted for a client's key, with libraries that are not ours.

usage: token_client.py CLIENT_PRIVATE_KEY SERVER_PUBLIC_KEY < JWE
prints JSON: the token, its header, its claims (verified), the header of the JWE
"""

import json
import sys

import jwt
from jwcrypto import jwe, jwk


def main() -> None:
    private_key, public_key = (open(path, "rb").read() for path in sys.argv[1:3])
    encrypted = jwe.JWE(algs=["RSA-OAEP-256", "A256GCM"])
    encrypted.deserialize(sys.stdin.read().strip(), jwk.JWK.from_pem(private_key))
    token = encrypted.payload.decode("ascii")
    claims = jwt.decode(
        token,
        public_key,
        algorithms=["RS256"],
        issuer="BroadWorks",
        options={"require": ["exp", "iat", "sub", "jti"]},
    )
    print(
        json.dumps(
            {
                "token": token,
                "header": jwt.get_unverified_header(token),
                "claims": claims,
                "jwe": encrypted.jose_header,
            }
        )
    )


main()
