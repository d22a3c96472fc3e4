-- Clients whose registration gave way to another one of the same platform type (CAL-015).
CREATE TABLE displaced_sessions (
    line_port_key TEXT NOT NULL REFERENCES endpoints (line_port_key) ON DELETE CASCADE,
    call_id TEXT NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (line_port_key, call_id)
) STRICT;

CREATE INDEX subscribers_by_extension ON subscribers (service_provider_id, group_id, extension);
