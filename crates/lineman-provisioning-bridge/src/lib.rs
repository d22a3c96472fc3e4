//! Provisioning bridge: accepts subscriberProfile and creates organisation and user by a durable job.
