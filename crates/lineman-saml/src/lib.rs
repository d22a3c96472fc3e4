//! SAML assertions: build, sign, verify; claims only from the verified subtree.
