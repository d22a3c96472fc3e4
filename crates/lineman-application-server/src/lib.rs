//! Application Server: OCI-P, Integrated IM&P adapter, SIP registrar, PSLog and XSLog.
