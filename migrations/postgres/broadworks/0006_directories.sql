-- Phone directories, phone lists, call logs, voice messages, schedules.

-- What directories are searched and sorted by: one row for each subscriber, kept with the subscriber, and one for each entry of a common
-- phone list (entry_name, phone_number). Keys are in lower case and compared by code point. The entries of an enterprise's list have no group.
CREATE TABLE directory_entries (
    entry_key TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    user_key TEXT UNIQUE REFERENCES subscribers (user_key) ON DELETE CASCADE,
    service_provider_id TEXT NOT NULL REFERENCES service_providers (service_provider_id) ON DELETE CASCADE,
    group_id TEXT,
    entry_name TEXT,
    phone_number TEXT,
    last_key TEXT COLLATE "C" NOT NULL,
    first_key TEXT COLLATE "C" NOT NULL,
    user_id_key TEXT COLLATE "C" NOT NULL,
    number_key TEXT COLLATE "C" NOT NULL,
    national_key TEXT COLLATE "C" NOT NULL,
    extension_key TEXT COLLATE "C" NOT NULL,
    mobile_key TEXT COLLATE "C" NOT NULL,
    email_key TEXT COLLATE "C" NOT NULL,
    yahoo_key TEXT COLLATE "C" NOT NULL,
    title_key TEXT COLLATE "C" NOT NULL,
    FOREIGN KEY (service_provider_id, group_id) REFERENCES provider_groups (service_provider_id, group_id) ON DELETE CASCADE
);
CREATE INDEX directory_by_last_name ON directory_entries (service_provider_id, last_key, first_key, entry_key);
CREATE INDEX directory_of_group_by_last_name ON directory_entries (service_provider_id, group_id, last_key, first_key, entry_key);
CREATE INDEX directory_by_first_name ON directory_entries (service_provider_id, first_key, last_key, entry_key);
CREATE INDEX directory_by_user_id ON directory_entries (service_provider_id, user_id_key, last_key, entry_key);
CREATE INDEX directory_by_number ON directory_entries (service_provider_id, national_key);
CREATE INDEX directory_by_extension ON directory_entries (service_provider_id, extension_key);
CREATE INDEX directory_by_email ON directory_entries (service_provider_id, email_key);

CREATE TABLE personal_phone_entries (
    user_key TEXT NOT NULL REFERENCES subscribers (user_key) ON DELETE CASCADE,
    entry_name TEXT NOT NULL,
    phone_number TEXT NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL,
    number_key TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (user_key, entry_name)
);
CREATE INDEX personal_phone_entries_by_name ON personal_phone_entries (user_key, name_key, entry_name);

CREATE TABLE call_logs (
    call_log_id TEXT NOT NULL PRIMARY KEY,
    user_key TEXT NOT NULL REFERENCES subscribers (user_key) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    country_code TEXT,
    phone_number TEXT NOT NULL,
    name TEXT NOT NULL,
    called_at BIGINT NOT NULL,
    answered_at BIGINT,
    released_at BIGINT
);
CREATE INDEX call_logs_by_user ON call_logs (user_key, kind, called_at, call_log_id);

CREATE TABLE voice_messages (
    user_key TEXT NOT NULL REFERENCES subscribers (user_key) ON DELETE CASCADE,
    message_number BIGINT NOT NULL,
    duration_millis BIGINT NOT NULL,
    caller_name TEXT,
    caller_user_id TEXT,
    caller_address TEXT,
    left_at BIGINT NOT NULL,
    is_read BIGINT NOT NULL,
    is_urgent BIGINT NOT NULL,
    is_confidential BIGINT NOT NULL,
    media_type TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (user_key, message_number)
);

CREATE TABLE user_schedules (
    user_key TEXT NOT NULL REFERENCES subscribers (user_key) ON DELETE CASCADE,
    schedule_name TEXT NOT NULL,
    schedule_type TEXT NOT NULL,
    PRIMARY KEY (user_key, schedule_name, schedule_type)
);
