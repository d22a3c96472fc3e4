//! Contexts of the command-line shells and the attributes in them: the shells, the store and the services that read
//! settings name them from here.

/// `AS_CLI/Interface/Messaging` (PRV-022).
pub const MESSAGING: &str = "Interface/Messaging";
/// Where the Application Server posts to.
pub const PROVISIONING_URL: &str = "provisioningUrl";
/// The provisioning account.
pub const PROVISIONING_USER_ID: &str = "provisioningUserId";
/// Its password; sealed.
pub const PROVISIONING_PASSWORD: &str = "provisioningPassword";
/// Whether assigning the service posts at all.
pub const ENABLE_SYNCHRONIZATION: &str = "enableSynchronization";
/// Host of a proxy on the way to the messaging server.
pub const PROXY_HOST: &str = "proxyHost";
/// Its port.
pub const PROXY_PORT: &str = "proxyPort";

/// `AS_CLI/Service/IntegratedIMP`.
pub const INTEGRATED_IMP: &str = "Service/IntegratedIMP";
/// Domain of IM&P ids.
pub const SERVICE_DOMAIN: &str = "serviceDomain";
/// Port of the messaging server for clients.
pub const SERVICE_PORT: &str = "servicePort";
/// Whether the service provider's id is part of IM&P ids.
pub const ADD_SERVICE_PROVIDER: &str = "addServiceProviderInIMPUserId";
/// BOSH address for clients.
pub const BOSH_URL: &str = "boshURL";
/// Whether clients may retrieve the IM&P password.
pub const ALLOW_IMP_PASSWORD_RETRIEVAL: &str = "allowImpPasswordRetrieval";
/// Whether the messaging server's reason is part of the error.
pub const PROPAGATE_IMP_ERROR_DETAILS: &str = "propagateImpErrorDetails";

/// `AS_CLI/Service/IntegratedIMP/DefaultAttribute`.
pub const INTEGRATED_IMP_DEFAULTS: &str = "Service/IntegratedIMP/DefaultAttribute";
/// Whether a service that is assigned is switched on.
pub const USER_ATTRIBUTE_IS_ACTIVE: &str = "userAttrIsActive";

/// `Maintenance/ContainerOptions` of any node: rows of container and option.
pub const CONTAINER_OPTIONS: &str = "Maintenance/ContainerOptions";
/// The value of a container option.
pub const OPTION_VALUE: &str = "value";
/// Container of the provisioning server.
pub const CONTAINER_PROVISIONING: &str = "provisioning";
/// Container of an XSP's web applications.
pub const CONTAINER_TOMCAT: &str = "tomcat";
/// Whether the messaging server is addressed by the provisioning URL as it is (PRV-044).
pub const OPTION_USE_PROVISIONING_URL: &str = "bw.imp.useProvisioningUrl";
/// URL of the AuthenticationService for web applications (AUT-003).
pub const OPTION_AUTH_SERVICE_URL: &str = "bw.authservice.authServiceUrl";

/// `AS_CLI/System/NetworkAccessLists/OCI/Provisioning`: rows of addresses.
pub const OCI_ACCESS_LIST: &str = "System/NetworkAccessLists/OCI/Provisioning";
/// What a row is for.
pub const DESCRIPTION: &str = "description";

/// `XSP_CLI/System/CommunicationUtility/DefaultSettings`: the Application Server of an XSP.
pub const DEFAULT_SETTINGS: &str = "System/CommunicationUtility/DefaultSettings";
/// Host of the Application Server.
pub const AS_PRIMARY_ADDRESS: &str = "asPrimaryAddress";
/// Its port for OCI-P.
pub const AS_OCI_PORT: &str = "asOCIPort";
/// Longest wait for its answer.
pub const RESPONSE_TIMEOUT_SECS: &str = "responseTimeoutSecs";
/// Most requests of one user in a period.
pub const USER_TRANSACTION_LIMIT: &str = "userTransactionLimit";
/// The period.
pub const TRANSACTION_LIMIT_PERIOD_SECS: &str = "transactionLimitPeriodSecs";

/// `…/ExternalAuthentication/AuthService`: URL of the AuthenticationService for everything on the XSP.
pub const AUTH_SERVICE: &str =
    "System/CommunicationUtility/DefaultSettings/ExternalAuthentication/AuthService";
/// The URL.
pub const URL: &str = "url";

/// `…/ExternalAuthentication/CertificateAuthentication` (AUT-006).
pub const CERTIFICATE_AUTHENTICATION: &str =
    "System/CommunicationUtility/DefaultSettings/ExternalAuthentication/CertificateAuthentication";
/// Whether users may authenticate by certificate (AUT-007).
pub const ALLOW_USER_APP: &str = "allowUserApp";
/// Whether applications may (AUT-008).
pub const ALLOW_CLIENT_APP: &str = "allowClientApp";

/// `XSP_CLI/Applications/AuthenticationService/TokenManagement`.
pub const TOKEN_MANAGEMENT: &str = "Applications/AuthenticationService/TokenManagement";
/// Issuer that tokens name (LAD-032).
pub const TOKEN_ISSUER: &str = "tokenIssuer";
/// How long tokens are good.
pub const TOKEN_DURATION_IN_HOURS: &str = "tokenDurationInHours";

/// `XSP_CLI/Applications/AuthenticationService/KeyManagement` (AUT-002).
pub const KEY_MANAGEMENT: &str = "Applications/AuthenticationService/KeyManagement";

/// `XSP_CLI/Interface/Http/ClientAuthentication/Trusts` (AUT-009): rows of aliases.
pub const TRUSTS: &str = "Interface/Http/ClientAuthentication/Trusts";
/// The certificates of a row, PEM.
pub const CERTIFICATE: &str = "certificate";

/// `XSP_CLI/Interface/Http/ClientAuthentication/WebApps`: rows of applications.
pub const WEB_APPS: &str = "Interface/Http/ClientAuthentication/WebApps";
/// The AuthenticationService as an application.
pub const AUTHENTICATION_SERVICE: &str = "AuthenticationService";
/// Whether a client certificate is needed.
pub const CLIENT_AUTH_REQ: &str = "clientAuthReq";

/// `XSP_CLI/Applications/OpenClientServer/ExternalAuthentication/AccessControlList`.
pub const EXTERNAL_AUTHENTICATION: &str =
    "Applications/OpenClientServer/ExternalAuthentication/AccessControlList";
/// In front of an address of that list among the system's settings; the value is the description.
pub const EXTERNAL_AUTHENTICATION_PREFIX: &str = "externalAuthentication.";

/// `XSP_CLI/Applications/Xsi-Actions/GeneralSettings`.
pub const XSI_ACTIONS_GENERAL: &str = "Applications/Xsi-Actions/GeneralSettings";
/// Whether `profile/device` gives out Device Management passwords.
pub const ALLOW_DEVICE_CREDENTIALS: &str = "allowDeviceCredentialRetrieval";

/// `XSP_CLI/Applications/BroadworksDms/GeneralSettings`.
pub const DEVICE_MANAGEMENT_GENERAL: &str = "Applications/BroadworksDms/GeneralSettings";
/// Whether device-management tokens open files.
pub const ALLOW_DEVICE_TOKENS: &str = "allowTokenBasedAuthentication";

/// The identity provider of AuthenticationService's identity-token mode.
pub mod identity_provider {
    /// `XSP_CLI/Applications/AuthenticationService/IdentityProviders/Cisco`.
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
    /// The scope of this product's users.
    pub const SCOPE_BROADWORKS_USER: &str = "broadworks-connector:user";
    /// Cluster map of the identity provider; held, not used.
    pub const FEDERATION: &str =
        "Applications/AuthenticationService/IdentityProviders/Cisco/Federation";
    /// Where the cluster map is.
    pub const FLS_URL: &str = "flsUrl";
    /// How often it is read.
    pub const REFRESH_PERIOD: &str = "refreshPeriodInMinutes";
    /// Opens it; sealed.
    pub const REFRESH_TOKEN: &str = "refreshToken";
}

/// Push (CMP-027).
pub mod push {
    /// Limits and rules.
    pub const PUSH_NOTIFICATION: &str = "System/PushNotification";
    /// Whether only the apps of the list may register.
    pub const ENFORCE_LIST: &str = "enforceAllowedApplicationList";
    /// Registrations of one user.
    pub const MAXIMUM_PER_USER: &str = "maximumRegistrationsPerUser";
    /// Days that a registration lasts.
    pub const MAXIMUM_AGE_DAYS: &str = "maximumRegistrationAgeDays";
    /// Seconds that an announced call is of use.
    pub const NEW_CALL_TIMEOUT: &str = "newCallTimeout";
    /// Events per second to subscribers.
    pub const EVENTS_PER_SECOND: &str = "subscriptionEventsPerSecond";
    /// Rows with the key column application id.
    pub const ALLOWED_APPLICATIONS: &str = "System/PushNotification/AllowedApplicationList";
    /// What an app is.
    pub const DESCRIPTION: &str = "description";
    /// The notification push server.
    pub const PUSH_SERVER: &str = "System/NotificationPushServer";
    /// Where it is.
    pub const URL: &str = "url";
}
