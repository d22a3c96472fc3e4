//! IdP proxy: BroadWorks sign-in, SAML assertion, long-lived token fetch.
