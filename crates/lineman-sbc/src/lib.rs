//! Session Border Controller: SIP proxy with Path that remembers the Application Server.
