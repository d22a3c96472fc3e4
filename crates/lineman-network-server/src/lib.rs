//! Network Server: a SIP redirect server that locates the Application Server of a user.
