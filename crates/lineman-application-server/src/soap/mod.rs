//! OCI-P over SOAP: `POST /webservice/services/ProvisioningService`, and its WSDL
//! (broadworks-wire.md 1.4). The documents inside are carried out like those of a TCP connection.

mod cookies;
mod envelope;
mod service;
mod wsdl;

pub use service::SOAP_PATH;
pub(crate) use service::serve;
