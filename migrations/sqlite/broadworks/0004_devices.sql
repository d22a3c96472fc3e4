-- Devices whole: settings of device types and files, custom and uploaded files, builds, tag sets, activation.

ALTER TABLE device_types ADD COLUMN options TEXT NOT NULL DEFAULT '{}';

-- file_name is the name in access URLs, file_format the one in the repository.
ALTER TABLE device_type_files ADD COLUMN options TEXT NOT NULL DEFAULT '{}';
ALTER TABLE device_type_files ADD COLUMN is_base64 INTEGER NOT NULL DEFAULT 0;

ALTER TABLE access_devices ADD COLUMN details TEXT NOT NULL DEFAULT '{}';
ALTER TABLE access_devices ADD COLUMN rebuilt_at INTEGER;
ALTER TABLE access_devices ADD COLUMN activation_state TEXT NOT NULL DEFAULT 'Deactivated';
ALTER TABLE access_devices ADD COLUMN activation_code TEXT;
ALTER TABLE access_devices ADD COLUMN activation_expires_at INTEGER;
CREATE UNIQUE INDEX access_devices_by_activation ON access_devices (activation_code);
CREATE INDEX access_devices_by_mac ON access_devices (mac_address);
CREATE INDEX access_devices_by_type ON access_devices (device_type);

ALTER TABLE endpoints ADD COLUMN line_order INTEGER NOT NULL DEFAULT 0;
ALTER TABLE endpoints ADD COLUMN port_number INTEGER;
ALTER TABLE endpoints ADD COLUMN is_primary_line_port INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX endpoints_by_port ON endpoints (device_level, service_provider_id, group_id, device_name, port_number);

CREATE TABLE tag_sets (
    tag_set_name TEXT NOT NULL PRIMARY KEY
) STRICT;

ALTER TABLE tags ADD COLUMN is_overridable INTEGER NOT NULL DEFAULT 1;

-- What an administrator changed about one device's file.
CREATE TABLE device_files (
    device_level TEXT NOT NULL,
    service_provider_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    device_name TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_source TEXT NOT NULL,
    configuration_file_name TEXT,
    content TEXT,
    is_base64 INTEGER NOT NULL,
    extended_capture INTEGER NOT NULL,
    PRIMARY KEY (device_level, service_provider_id, group_id, device_name, file_name),
    FOREIGN KEY (device_level, service_provider_id, group_id, device_name)
        REFERENCES access_devices (device_level, service_provider_id, group_id, device_name) ON DELETE CASCADE
) STRICT;

-- What a device itself uploaded.
CREATE TABLE device_uploads (
    device_level TEXT NOT NULL,
    service_provider_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    device_name TEXT NOT NULL,
    file_name TEXT NOT NULL,
    content TEXT NOT NULL,
    is_base64 INTEGER NOT NULL,
    uploaded_at INTEGER NOT NULL,
    PRIMARY KEY (device_level, service_provider_id, group_id, device_name, file_name),
    FOREIGN KEY (device_level, service_provider_id, group_id, device_name)
        REFERENCES access_devices (device_level, service_provider_id, group_id, device_name) ON DELETE CASCADE
) STRICT;

-- When a device's file last came out differently.
CREATE TABLE device_builds (
    device_level TEXT NOT NULL,
    service_provider_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    device_name TEXT NOT NULL,
    file_name TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    built_at INTEGER NOT NULL,
    PRIMARY KEY (device_level, service_provider_id, group_id, device_name, file_name),
    FOREIGN KEY (device_level, service_provider_id, group_id, device_name)
        REFERENCES access_devices (device_level, service_provider_id, group_id, device_name) ON DELETE CASCADE
) STRICT;

-- The system's policy has neither service provider nor group, a service provider's no group: ''.
CREATE TABLE activation_policies (
    service_provider_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    use_own_settings INTEGER NOT NULL,
    allow_request_by_user INTEGER NOT NULL,
    send_in_email INTEGER NOT NULL,
    PRIMARY KEY (service_provider_id, group_id)
) STRICT;
