//! OCI-P documents, commands, errors and the login digest.
