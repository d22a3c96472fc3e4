-- The rest of the hierarchy: resellers, settings of every level, departments, authorised services, service packs,
-- and what is known of an account's password.

CREATE TABLE resellers (
    reseller_id TEXT NOT NULL PRIMARY KEY,
    name TEXT,
    external_id TEXT UNIQUE
);

ALTER TABLE service_providers ADD COLUMN reseller_id TEXT REFERENCES resellers (reseller_id);

-- Fields and settings by name. The owner of the system is '', a group's is its service provider; only a group has a group id.
CREATE TABLE hierarchy_settings (
    node_level TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    settings TEXT NOT NULL,
    PRIMARY KEY (node_level, owner_id, group_id)
);

-- A department of an enterprise has no group: ''.
CREATE TABLE departments (
    service_provider_id TEXT NOT NULL REFERENCES service_providers (service_provider_id) ON DELETE CASCADE,
    group_id TEXT NOT NULL,
    name TEXT NOT NULL,
    parent_group_id TEXT,
    parent_name TEXT,
    calling_line_id_name TEXT,
    calling_line_id_number TEXT,
    PRIMARY KEY (service_provider_id, group_id, name),
    FOREIGN KEY (service_provider_id, parent_group_id, parent_name)
        REFERENCES departments (service_provider_id, group_id, name) ON UPDATE CASCADE
);

CREATE TABLE user_departments (
    user_key TEXT NOT NULL PRIMARY KEY REFERENCES subscribers (user_key) ON DELETE CASCADE,
    service_provider_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    name TEXT NOT NULL,
    FOREIGN KEY (service_provider_id, group_id, name)
        REFERENCES departments (service_provider_id, group_id, name) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX user_departments_by_department ON user_departments (service_provider_id, group_id, name);

CREATE TABLE number_departments (
    number_key TEXT NOT NULL PRIMARY KEY REFERENCES numbers (number_key) ON DELETE CASCADE,
    service_provider_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    name TEXT NOT NULL,
    FOREIGN KEY (service_provider_id, group_id, name)
        REFERENCES departments (service_provider_id, group_id, name) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX number_departments_by_department ON number_departments (service_provider_id, group_id, name);

ALTER TABLE numbers ADD COLUMN is_activated BIGINT NOT NULL DEFAULT 1;

ALTER TABLE administrators ADD COLUMN details TEXT NOT NULL DEFAULT '{}';
CREATE INDEX administrators_by_owner ON administrators (service_provider_id, group_id);

-- A service provider's own row has no group: ''. Without a quantity there is no limit.
CREATE TABLE service_authorizations (
    service_provider_id TEXT NOT NULL REFERENCES service_providers (service_provider_id) ON DELETE CASCADE,
    group_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    service_name TEXT NOT NULL,
    is_authorized BIGINT NOT NULL,
    quantity BIGINT,
    is_assigned BIGINT NOT NULL,
    PRIMARY KEY (service_provider_id, group_id, kind, service_name)
);

CREATE TABLE service_packs (
    service_provider_id TEXT NOT NULL REFERENCES service_providers (service_provider_id) ON DELETE CASCADE,
    pack_name TEXT NOT NULL,
    description TEXT,
    is_available BIGINT NOT NULL,
    quantity BIGINT,
    services TEXT NOT NULL,
    PRIMARY KEY (service_provider_id, pack_name)
);

CREATE TABLE user_service_packs (
    user_key TEXT NOT NULL REFERENCES subscribers (user_key) ON DELETE CASCADE,
    service_provider_id TEXT NOT NULL,
    pack_name TEXT NOT NULL,
    PRIMARY KEY (user_key, pack_name),
    FOREIGN KEY (service_provider_id, pack_name)
        REFERENCES service_packs (service_provider_id, pack_name) ON UPDATE CASCADE
);
CREATE INDEX user_service_packs_by_pack ON user_service_packs (service_provider_id, pack_name);

-- Whether a user has the service for itself, or only through a pack.
ALTER TABLE user_services ADD COLUMN is_direct BIGINT NOT NULL DEFAULT 1;
CREATE INDEX user_services_by_name ON user_services (service_name);

-- Of users and administrators alike.
CREATE TABLE account_security (
    user_key TEXT NOT NULL PRIMARY KEY,
    password_changed_at BIGINT,
    must_change_password BIGINT NOT NULL,
    failed_logins BIGINT NOT NULL,
    locked_at BIGINT,
    last_login_at BIGINT,
    sealed_previous_passwords TEXT
);

-- Good for one login.
CREATE TABLE login_tokens (
    token_hash TEXT NOT NULL PRIMARY KEY,
    user_key TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX login_tokens_by_end ON login_tokens (expires_at);
