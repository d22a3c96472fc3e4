-- Push registrations of mobile apps. A registration lives as long as one of its tokens.

CREATE TABLE push_registrations (
    registration_id TEXT NOT NULL PRIMARY KEY,
    user_key TEXT NOT NULL REFERENCES subscribers (user_key) ON DELETE CASCADE,
    application_id TEXT NOT NULL,
    application_version TEXT NOT NULL,
    os_type TEXT NOT NULL,
    os_version TEXT NOT NULL,
    client_version TEXT NOT NULL,
    registered_at INTEGER NOT NULL
) STRICT;
CREATE INDEX push_registrations_by_user ON push_registrations (user_key, registered_at);

CREATE TABLE push_tokens (
    registration_id TEXT NOT NULL REFERENCES push_registrations (registration_id) ON DELETE CASCADE,
    token_hash TEXT NOT NULL,
    position INTEGER NOT NULL,
    token_kind TEXT NOT NULL,
    sealed_token TEXT NOT NULL,
    events TEXT NOT NULL,
    PRIMARY KEY (registration_id, token_hash)
) STRICT;
CREATE INDEX push_tokens_by_hash ON push_tokens (token_hash);
