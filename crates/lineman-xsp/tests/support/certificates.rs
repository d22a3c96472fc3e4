//! The certificates of both sides, good and bad.

use lineman_model::Secret;
use lineman_net::certificates::{Authority, Identity, Purpose, Validity};
use lineman_net::http::{ClientOptions, client};
use lineman_xsp::{AuthServiceTls, HttpTls};

use super::NOW;

pub(crate) struct Certificates {
    authority: Authority,
    foreign: Authority,
    server: Identity,
}

impl Certificates {
    pub(crate) fn make() -> Self {
        // The client of the tests checks the server's certificate by the machine's clock.
        let long = Validity::days_from(NOW, 36_500);
        let authority = Authority::create("Lineman Test CA", long).expect("an authority");
        let foreign = Authority::create("Foreign CA", long).expect("an authority");
        let server = authority
            .issue("xsp", &["localhost", "127.0.0.1"], Purpose::Server, long)
            .expect("a certificate");
        Self { authority, foreign, server }
    }

    pub(crate) fn auth_service(&self) -> AuthServiceTls {
        AuthServiceTls {
            server: HttpTls {
                certificate_pem: self.server.certificate_pem.clone(),
                private_key_pem: self.server.private_key_pem.clone(),
            },
            trust_anchors_pem: self.authority.certificate_pem().to_owned(),
            client_certificate_required: true,
            allow_user_app: false,
            allow_client_app: true,
        }
    }

    pub(crate) fn ca_pem(&self) -> String {
        self.authority.certificate_pem().to_owned()
    }

    /// The right one.
    pub(crate) fn idp_proxy(&self) -> Option<Secret> {
        let identity = self.authority.issue(
            "idp-proxy",
            &["idp-proxy"],
            Purpose::Client,
            Validity::days_from(NOW, 30),
        );
        Some(identity.expect("a certificate").combined_pem())
    }

    /// A user's own.
    pub(crate) fn of_user(&self, user_id: &str) -> Option<Secret> {
        let validity = Validity::days_from(NOW, 30);
        let identity = self.authority.issue(user_id, &["una-phone"], Purpose::Client, validity);
        Some(identity.expect("a certificate").combined_pem())
    }

    /// Issued by somebody else.
    pub(crate) fn of_foreigner(&self) -> Option<Secret> {
        let validity = Validity::days_from(NOW, 30);
        let identity = self.foreign.issue("stranger", &["stranger"], Purpose::Client, validity);
        Some(identity.expect("a certificate").combined_pem())
    }

    /// The right one of last year.
    pub(crate) fn expired(&self) -> Option<Secret> {
        const DAY: i64 = 24 * 60 * 60 * 1000;
        let validity =
            Validity { not_before: NOW.plus_millis(-400 * DAY), not_after: NOW.plus_millis(-DAY) };
        let identity = self.authority.issue("idp-proxy", &["idp-proxy"], Purpose::Client, validity);
        Some(identity.expect("a certificate").combined_pem())
    }

    /// A client that trusts the XSP and shows a certificate, or none.
    pub(crate) fn client(&self, identity_pem: Option<Secret>) -> reqwest::Client {
        let ca_pem = Some(self.ca_pem());
        client(&ClientOptions { ca_pem, identity_pem, ..ClientOptions::default() })
            .expect("a client")
    }
}
