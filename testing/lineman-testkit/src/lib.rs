//! A stack on port 0 and recording relays for the journey tests.
