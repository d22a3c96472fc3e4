-- The BroadWorks half. Ids are text, times are milliseconds, flags are 0 or 1, structures are JSON text.
-- A *_key column holds the form that is compared; the column beside it holds what was given.
-- Columns named sealed_* hold AES-256-GCM ciphertext.

CREATE TABLE service_providers (
    service_provider_id TEXT NOT NULL PRIMARY KEY,
    is_enterprise INTEGER NOT NULL,
    name TEXT,
    default_domain TEXT NOT NULL,
    support_email TEXT,
    use_parent_messaging INTEGER NOT NULL,
    provisioning_url TEXT,
    provisioning_user_id TEXT,
    sealed_provisioning_password TEXT,
    service_domain TEXT
) STRICT;

CREATE TABLE provider_groups (
    service_provider_id TEXT NOT NULL REFERENCES service_providers (service_provider_id),
    group_id TEXT NOT NULL,
    name TEXT,
    default_domain TEXT NOT NULL,
    user_limit INTEGER NOT NULL,
    use_parent_messaging INTEGER NOT NULL,
    provisioning_url TEXT,
    provisioning_user_id TEXT,
    sealed_provisioning_password TEXT,
    service_domain TEXT,
    PRIMARY KEY (service_provider_id, group_id)
) STRICT;

CREATE TABLE numbers (
    number_key TEXT NOT NULL PRIMARY KEY,
    number TEXT NOT NULL,
    service_provider_id TEXT NOT NULL REFERENCES service_providers (service_provider_id) ON DELETE CASCADE,
    group_id TEXT,
    FOREIGN KEY (service_provider_id, group_id) REFERENCES provider_groups (service_provider_id, group_id)
) STRICT;
CREATE INDEX numbers_by_provider ON numbers (service_provider_id, group_id);

CREATE TABLE subscribers (
    user_key TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    service_provider_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    last_name TEXT NOT NULL,
    first_name TEXT NOT NULL,
    calling_line_id_last_name TEXT NOT NULL,
    calling_line_id_first_name TEXT NOT NULL,
    primary_number TEXT,
    primary_number_key TEXT UNIQUE,
    extension TEXT,
    email TEXT,
    language TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    sealed_web_password TEXT,
    sip_user_name TEXT UNIQUE,
    sealed_sip_password TEXT,
    login_disabled INTEGER NOT NULL,
    sip_login_disabled INTEGER NOT NULL,
    details TEXT NOT NULL,
    FOREIGN KEY (service_provider_id, group_id) REFERENCES provider_groups (service_provider_id, group_id)
) STRICT;
CREATE INDEX subscribers_by_group ON subscribers (service_provider_id, group_id, user_key);

CREATE TABLE alternate_user_ids (
    alternate_key TEXT NOT NULL PRIMARY KEY,
    alternate_user_id TEXT NOT NULL,
    user_key TEXT NOT NULL REFERENCES subscribers (user_key) ON DELETE CASCADE,
    description TEXT
) STRICT;
CREATE INDEX alternate_user_ids_by_user ON alternate_user_ids (user_key);

CREATE TABLE user_services (
    user_key TEXT NOT NULL REFERENCES subscribers (user_key) ON DELETE CASCADE,
    service_name TEXT NOT NULL,
    is_active INTEGER NOT NULL,
    settings TEXT NOT NULL,
    assigned_at INTEGER NOT NULL,
    PRIMARY KEY (user_key, service_name)
) STRICT;

CREATE TABLE device_types (
    device_type TEXT NOT NULL PRIMARY KEY,
    context_name TEXT NOT NULL,
    access_uri TEXT NOT NULL,
    encoding TEXT NOT NULL,
    supports_device_management INTEGER NOT NULL
) STRICT;

CREATE TABLE device_type_files (
    device_type TEXT NOT NULL REFERENCES device_types (device_type) ON DELETE CASCADE,
    file_name TEXT NOT NULL,
    file_format TEXT NOT NULL,
    template TEXT NOT NULL,
    PRIMARY KEY (device_type, file_name)
) STRICT;

-- A device of the system has no service provider and no group, one of a service provider no group: ''.
CREATE TABLE access_devices (
    device_level TEXT NOT NULL,
    service_provider_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    device_name TEXT NOT NULL,
    device_type TEXT NOT NULL REFERENCES device_types (device_type),
    user_name TEXT UNIQUE,
    sealed_password TEXT,
    mac_address TEXT,
    version TEXT,
    description TEXT,
    PRIMARY KEY (device_level, service_provider_id, group_id, device_name)
) STRICT;

CREATE TABLE endpoints (
    line_port_key TEXT NOT NULL PRIMARY KEY,
    line_port TEXT NOT NULL,
    user_key TEXT NOT NULL REFERENCES subscribers (user_key) ON DELETE CASCADE,
    device_level TEXT NOT NULL,
    service_provider_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    device_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    is_active INTEGER NOT NULL,
    allow_origination INTEGER NOT NULL,
    allow_termination INTEGER NOT NULL,
    static_contact TEXT,
    FOREIGN KEY (device_level, service_provider_id, group_id, device_name)
        REFERENCES access_devices (device_level, service_provider_id, group_id, device_name)
) STRICT;
CREATE INDEX endpoints_by_user ON endpoints (user_key);
CREATE INDEX endpoints_by_device ON endpoints (device_level, service_provider_id, group_id, device_name);
CREATE UNIQUE INDEX endpoints_one_primary ON endpoints (user_key) WHERE kind = 'Primary';

CREATE TABLE tags (
    tag_level TEXT NOT NULL,
    device_level TEXT NOT NULL,
    service_provider_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    device_type TEXT NOT NULL,
    device_name TEXT NOT NULL,
    tag_name TEXT NOT NULL,
    tag_value TEXT NOT NULL,
    PRIMARY KEY (tag_level, device_level, service_provider_id, group_id, device_type, device_name, tag_name)
) STRICT;

CREATE TABLE administrators (
    user_key TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    login_level TEXT NOT NULL,
    service_provider_id TEXT REFERENCES service_providers (service_provider_id) ON DELETE CASCADE,
    group_id TEXT,
    last_name TEXT,
    first_name TEXT,
    sealed_password TEXT NOT NULL,
    login_disabled INTEGER NOT NULL
) STRICT;

CREATE TABLE device_tokens (
    token_hash TEXT NOT NULL PRIMARY KEY,
    user_key TEXT NOT NULL REFERENCES subscribers (user_key) ON DELETE CASCADE,
    device_level TEXT NOT NULL,
    service_provider_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    device_name TEXT NOT NULL,
    issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    FOREIGN KEY (device_level, service_provider_id, group_id, device_name)
        REFERENCES access_devices (device_level, service_provider_id, group_id, device_name) ON DELETE CASCADE
) STRICT;
CREATE INDEX device_tokens_by_end ON device_tokens (expires_at);

CREATE TABLE system_settings (
    setting TEXT NOT NULL PRIMARY KEY,
    setting_value TEXT,
    sealed_value TEXT
) STRICT;

-- The system's own revocation time has the empty key.
CREATE TABLE token_revocations (
    user_key TEXT NOT NULL PRIMARY KEY,
    revoked_at INTEGER NOT NULL
) STRICT;

CREATE TABLE registrations (
    line_port_key TEXT NOT NULL REFERENCES endpoints (line_port_key) ON DELETE CASCADE,
    contact TEXT NOT NULL,
    line_port TEXT NOT NULL,
    path TEXT,
    call_id TEXT NOT NULL,
    cseq INTEGER NOT NULL,
    user_agent TEXT,
    received TEXT,
    registered_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (line_port_key, contact)
) STRICT;
CREATE INDEX registrations_by_end ON registrations (expires_at);

CREATE TABLE locations (
    address_key TEXT NOT NULL PRIMARY KEY,
    address_of_record TEXT NOT NULL,
    application_server TEXT NOT NULL
) STRICT;

CREATE TABLE signing_keys (
    key_owner TEXT NOT NULL,
    key_id TEXT NOT NULL,
    sealed_private_key TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (key_owner, key_id)
) STRICT;
