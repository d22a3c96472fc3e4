//! OCI-P over SOAP and over TLS (broadworks-wire.md 1.1 and 1.4).

use std::net::SocketAddr;

use lineman_application_server::{OciConfig, SOAP_PATH, StartError};
use lineman_model::Timestamp;
use lineman_net::certificates::{Authority, Purpose, Validity};
use lineman_net::http::{ClientOptions, client};
use lineman_net::tls::{ClientAuth, ServerTls};
use lineman_ocip::{Command, Document, Identity, signed_password};

use crate::common::{ADMIN, ADMIN_PASSWORD, Harness};

const ANY: ([u8; 4], u16) = ([127, 0, 0, 1], 0);

fn with_soap(config: &mut OciConfig) {
    config.soap_address = Some(SocketAddr::from(ANY));
}

struct Soap {
    url: String,
    http: reqwest::Client,
    cookie: Option<String>,
}

impl Soap {
    fn new(harness: &Harness) -> Self {
        let address = harness.server.soap_address().expect("served");
        Self {
            url: format!("http://{address}{SOAP_PATH}"),
            http: client(&ClientOptions::default()).expect("a client"),
            cookie: None,
        }
    }

    async fn post(&mut self, envelope: String) -> (u16, String) {
        let mut request =
            self.http.post(&self.url).header("content-type", "text/xml").body(envelope);
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        let response = request.send().await.expect("an answer");
        if let Some(cookie) = response.headers().get("set-cookie") {
            let cookie = cookie.to_str().expect("text");
            assert!(cookie.contains("HttpOnly"));
            self.cookie = cookie.split(';').next().map(str::to_owned);
        }
        (response.status().as_u16(), response.text().await.expect("a body"))
    }

    async fn call(&mut self, command: Command) -> (u16, String) {
        let document = Document::new(Identity::SessionId("s 1".into()), vec![command]).to_text();
        let escaped = document.replace('&', "&amp;").replace('<', "&lt;");
        self.post(format!(
            "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><processOCIMessage><arg0>{escaped}</arg0></processOCIMessage></e:Body></e:Envelope>"
        ))
        .await
    }

    async fn answer(&mut self, command: Command) -> Command {
        let (status, envelope) = self.call(command).await;
        assert_eq!(status, 200, "{envelope}");
        let root = lineman_xml::parse_str(&envelope).expect("XML");
        let value = root.find("processOCIMessageReturn").expect("a value").text();
        let mut document = Document::from_text(value).expect("a document");
        assert_eq!(document.identity, Identity::SessionId("s 1".into()));
        document.commands.remove(0)
    }

    async fn log_in(&mut self) {
        let challenge =
            self.answer(Command::request("AuthenticationRequest").with("userId", ADMIN)).await;
        let proof = signed_password(ADMIN_PASSWORD, challenge.text("nonce").expect("a nonce"));
        let login = self
            .answer(
                Command::request("LoginRequest14sp4")
                    .with("userId", ADMIN)
                    .with("signedPassword", proof),
            )
            .await;
        assert_eq!(login.text("loginType"), Some("System"));
    }
}

fn version() -> Command {
    Command::request("SystemSoftwareVersionGetRequest")
}

#[tokio::test]
async fn a_session_over_soap_is_a_cookie_and_a_login() {
    let harness = Harness::start_with(with_soap).await;
    let mut soap = Soap::new(&harness);
    let (status, fault) = soap.call(version()).await;
    assert_eq!(status, 500);
    for part in [
        "<faultcode>soapenv:Server.generalException</faultcode>",
        "<faultstring>INVALID_REQUEST</faultstring>",
        "<faultactor>ProvisioningService</faultactor>",
        "Cannot process any request before user is logged in.",
    ] {
        assert!(fault.contains(part), "{fault}");
    }
    soap.log_in().await;
    let answer = soap.answer(version()).await;
    assert_eq!(answer.text("version"), Some(concat!("Lineman ", env!("CARGO_PKG_VERSION"))));
    // The session id is what counts: from the same address it is good without the cookie, too.
    let cookie = soap.cookie.take();
    assert!(soap.answer(version()).await.text("version").is_some());
    soap.cookie = cookie;
    // Half an hour later nobody is logged in any more.
    harness.clock.advance_millis(31 * 60 * 1000);
    assert_eq!(soap.call(version()).await.0, 500);
}

#[tokio::test]
async fn text_of_every_script_passes_the_envelope() {
    let harness = Harness::start_with(with_soap).await;
    let mut soap = Soap::new(&harness);
    soap.log_in().await;
    let name = "Škoda & 汉字 <Ü>";
    let add = Command::request("ServiceProviderAddRequest13mp2")
        .with("isEnterprise", "true")
        .with("serviceProviderId", "acme")
        .with("defaultDomain", "localhost")
        .with("serviceProviderName", name);
    assert_eq!(soap.answer(add).await.name(), "SuccessResponse");
    let get = Command::request("ServiceProviderGetRequest22V4").with("serviceProviderId", "acme");
    assert_eq!(soap.answer(get).await.text("serviceProviderName"), Some(name));
}

#[tokio::test]
async fn what_is_no_call_gets_a_fault_and_the_service_describes_itself() {
    let harness = Harness::start_with(with_soap).await;
    let mut soap = Soap::new(&harness);
    for body in ["", "hello", "<Envelope><Body/></Envelope>"] {
        let (status, text) = soap.post(body.into()).await;
        assert_eq!((status, text.contains("INVALID_REQUEST")), (500, true), "{body}: {text}");
    }
    let (status, text) = soap
        .post("<Envelope><Body><processOCIMessage><a>no document</a></processOCIMessage></Body></Envelope>".into())
        .await;
    assert_eq!((status, text.contains("[Error 6004]")), (200, true), "{text}");
    let wsdl = soap.http.get(format!("{}?WSDL", soap.url)).send().await.expect("an answer");
    let text = wsdl.text().await.expect("a body");
    let root = lineman_xml::parse_str(&text).expect("XML");
    let address = root.find("address").and_then(|element| element.attribute("location"));
    assert_eq!(address, Some(soap.url.replace("?WSDL", "").as_str()));
    assert_eq!(soap.http.get(&soap.url).send().await.expect("an answer").status(), 400);
}

#[tokio::test]
async fn soap_over_tls_and_no_tls_without_a_certificate() {
    let harness = Harness::start_with(with_soap).await;
    // The client judges certificates by the system's clock, which no test knows.
    let validity = Validity {
        not_before: Timestamp::EPOCH,
        not_after: Timestamp::EPOCH.plus_millis(200 * 365 * 24 * 3_600_000),
    };
    let authority = Authority::create("test", validity).expect("an authority");
    let identity = authority
        .issue("localhost", &["localhost"], Purpose::Server, validity)
        .expect("a certificate");
    let tls = ServerTls::from_pem(
        &identity.certificate_pem,
        identity.private_key_pem.reveal(),
        ClientAuth::None,
        harness.clock.clone(),
    )
    .expect("TLS");
    let harness = Harness::start_with(|config| {
        with_soap(config);
        config.soap_over_tls = true;
        config.tls = Some(tls);
    })
    .await;
    let port = harness.server.soap_address().expect("served").port();
    let mut soap = Soap::new(&harness);
    soap.url = format!("https://localhost:{port}{SOAP_PATH}");
    let pem = Some(authority.certificate_pem().to_owned());
    soap.http =
        client(&ClientOptions { ca_pem: pem, ..ClientOptions::default() }).expect("a client");
    soap.log_in().await;
    assert!(soap.answer(version()).await.text("version").is_some());
    let text = soap.http.get(format!("{}?wsdl", soap.url)).send().await.expect("an answer");
    assert!(text.text().await.expect("a body").contains("location=\"https://localhost:"));

    let refused = Harness::try_start_with(|config| {
        config.client_tls_address = Some(SocketAddr::from(ANY));
    })
    .await;
    assert!(matches!(refused, Err(StartError::NoCertificate)));
}
