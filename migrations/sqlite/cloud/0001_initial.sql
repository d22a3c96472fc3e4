-- The cloud half. Ids are text, times are milliseconds, flags are 0 or 1, structures are JSON text.
-- A *_key column holds the form that is compared; the column beside it holds what was given.
-- Columns named sealed_* hold AES-256-GCM ciphertext; of tokens only a hash is stored.

CREATE TABLE clusters (
    cluster_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    xsi_actions_url TEXT NOT NULL,
    auth_service_url TEXT NOT NULL,
    direct_authentication INTEGER NOT NULL
) STRICT;

CREATE TABLE templates (
    template_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    partner_org_id TEXT NOT NULL,
    authentication_mode TEXT NOT NULL,
    enterprise_mode INTEGER NOT NULL,
    trusted_emails INTEGER NOT NULL,
    new_org_creation INTEGER NOT NULL,
    provisioning_user_id TEXT NOT NULL UNIQUE,
    sealed_provisioning_password TEXT NOT NULL,
    cluster_id TEXT NOT NULL REFERENCES clusters (cluster_id),
    region TEXT NOT NULL
) STRICT;

CREATE TABLE organizations (
    org_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    sp_enterprise_id TEXT UNIQUE,
    template_id TEXT REFERENCES templates (template_id),
    calling_behavior TEXT,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX organizations_by_name ON organizations (name_key);

CREATE TABLE users (
    user_id TEXT NOT NULL PRIMARY KEY,
    org_id TEXT NOT NULL REFERENCES organizations (org_id),
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    bw_user_id TEXT,
    bw_user_key TEXT UNIQUE,
    cluster_id TEXT REFERENCES clusters (cluster_id),
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    primary_phone_number TEXT,
    extension TEXT,
    status TEXT NOT NULL,
    calling_behavior TEXT,
    entitlements TEXT NOT NULL,
    creation_request_id TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX users_by_org ON users (org_id, email_key);

CREATE TABLE oauth_clients (
    client_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    secret_hash TEXT,
    redirect_uris TEXT NOT NULL,
    scopes TEXT NOT NULL
) STRICT;

CREATE TABLE authorization_requests (
    relay_state TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL REFERENCES oauth_clients (client_id) ON DELETE CASCADE,
    redirect_uri TEXT NOT NULL,
    code_challenge TEXT NOT NULL,
    client_state TEXT,
    login_hint TEXT NOT NULL,
    authn_request_id TEXT NOT NULL UNIQUE,
    tracking_id TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX authorization_requests_by_end ON authorization_requests (expires_at);

CREATE TABLE portal_sessions (
    session_hash TEXT NOT NULL PRIMARY KEY,
    csrf_hash TEXT NOT NULL,
    relay_state TEXT NOT NULL,
    authn_request_id TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    login_hint TEXT,
    tracking_id TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX portal_sessions_by_end ON portal_sessions (expires_at);

CREATE TABLE tokens (
    token_hash TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    org_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;
CREATE INDEX tokens_by_user ON tokens (user_id);
CREATE INDEX tokens_by_end ON tokens (expires_at);

CREATE TABLE used_assertions (
    assertion_id TEXT NOT NULL PRIMARY KEY,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX used_assertions_by_end ON used_assertions (expires_at);

CREATE TABLE provisioning_requests (
    request_id TEXT NOT NULL PRIMARY KEY,
    bw_user_id TEXT NOT NULL,
    bw_user_key TEXT NOT NULL,
    sp_enterprise_id TEXT NOT NULL,
    template_id TEXT NOT NULL,
    email TEXT NOT NULL,
    tracking_id TEXT,
    state TEXT NOT NULL,
    reason TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX provisioning_requests_one_open ON provisioning_requests (bw_user_key)
    WHERE state IN ('queued', 'working');
CREATE INDEX provisioning_requests_by_user ON provisioning_requests (bw_user_key, created_at);

CREATE TABLE escalations (
    escalation_id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT REFERENCES provisioning_requests (request_id),
    bw_user_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    tracking_id TEXT,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE login_failures (
    user_key TEXT NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_failure_at INTEGER NOT NULL,
    locked_until INTEGER
) STRICT;

CREATE TABLE signing_material (
    purpose TEXT NOT NULL PRIMARY KEY,
    certificate_pem TEXT NOT NULL,
    sealed_private_key TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE jobs (
    job_id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    run_at INTEGER NOT NULL,
    lease_owner TEXT,
    lease_until INTEGER,
    last_error TEXT,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX jobs_to_run ON jobs (kind, state, run_at);
