//! Contexts of AuthenticationService in the shell of an XSP, and their attributes: what `lineman xsp`
//! changes and the service reads (AUT-001 to AUT-009). The node is the name of the XSP.

/// Issuer and life of long-lived tokens.
pub const TOKEN_MANAGEMENT: &str = "Applications/AuthenticationService/TokenManagement";
/// Issuer that tokens name (LAD-032).
pub const TOKEN_ISSUER: &str = "tokenIssuer";
/// How long tokens are good, in hours.
pub const TOKEN_DURATION_HOURS: &str = "tokenDurationInHours";
/// `exportKeys` and `importKeys` (AUT-002); no settings.
pub const KEY_MANAGEMENT: &str = "Applications/AuthenticationService/KeyManagement";
/// The identity provider of identity-token mode.
pub const CISCO: &str = "Applications/AuthenticationService/IdentityProviders/Cisco";
/// Our client id at the identity provider.
pub const CLIENT_ID: &str = "clientId";
/// Whether identity tokens are taken at all.
pub const ENABLED: &str = "enabled";
/// Our secret at the identity provider; sealed.
pub const CLIENT_SECRET: &str = "clientSecret";
/// Longest answer of the identity provider.
pub const RESPONSE_BODY_MAX: &str = "ciResponseBodyMaxSizeInBytes";
/// Name of the issuer.
pub const ISSUER_NAME: &str = "issuerName";
/// URL of the issuer.
pub const ISSUER_URL: &str = "issuerUrl";
/// Where identity tokens are checked.
pub const TOKEN_INFO_URL: &str = "tokenInfoUrl";
/// Scopes that an identity token must have: rows with the key column scope.
pub const SCOPES: &str = "Applications/AuthenticationService/IdentityProviders/Cisco/Scopes";
/// The cluster map of the identity provider; held, not used (`docs/wire.md`).
pub const FEDERATION: &str =
    "Applications/AuthenticationService/IdentityProviders/Cisco/Federation";
/// Who may authenticate by certificate (AUT-005 to AUT-009).
pub const CERTIFICATE_AUTHENTICATION: &str =
    "System/CommunicationUtility/DefaultSettings/ExternalAuthentication/CertificateAuthentication";
/// A user's own app, whose certificate names the user (AUT-007).
pub const ALLOW_USER_APP: &str = "allowUserApp";
/// An application that speaks for all users (AUT-008).
pub const ALLOW_CLIENT_APP: &str = "allowClientApp";
