-- Integrated IM&P of resellers, what clients are told of the messaging server, and work that outlives the process.

ALTER TABLE resellers ADD COLUMN use_parent_messaging BIGINT NOT NULL DEFAULT 1;
ALTER TABLE resellers ADD COLUMN provisioning_url TEXT;
ALTER TABLE resellers ADD COLUMN provisioning_user_id TEXT;
ALTER TABLE resellers ADD COLUMN sealed_provisioning_password TEXT;
ALTER TABLE resellers ADD COLUMN service_domain TEXT;
ALTER TABLE resellers ADD COLUMN service_port BIGINT;
ALTER TABLE resellers ADD COLUMN bosh_url TEXT;
ALTER TABLE resellers ADD COLUMN imp_id_type TEXT;
ALTER TABLE service_providers ADD COLUMN service_port BIGINT;
ALTER TABLE service_providers ADD COLUMN bosh_url TEXT;
ALTER TABLE service_providers ADD COLUMN imp_id_type TEXT;
ALTER TABLE provider_groups ADD COLUMN service_port BIGINT;
ALTER TABLE provider_groups ADD COLUMN bosh_url TEXT;
ALTER TABLE provider_groups ADD COLUMN imp_id_type TEXT;

CREATE TABLE jobs (
    job_id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    run_at BIGINT NOT NULL,
    lease_owner TEXT,
    lease_until BIGINT,
    last_error TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX jobs_to_run ON jobs (kind, state, run_at);
