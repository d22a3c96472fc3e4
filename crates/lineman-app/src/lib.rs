//! The headless Webex-style client: signs in, fetches its device profile, registers.
