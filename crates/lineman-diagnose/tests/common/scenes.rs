//! A subscriber is provisioned, signs in and registers; or something is wrong.

use lineman_logs::authentication_service::AuthenticationServiceEntry as Auth;
use lineman_logs::client_calling::ClientCallingEntry as Calling;
use lineman_logs::client_startup::ClientStartupEntry as Startup;
use lineman_logs::cloud::CloudEvent as Event;
use lineman_logs::dms_debug_log::DmsDebugEntry as Dms;
use lineman_logs::ns_xs_log::NsXsLogEntry as Ns;
use lineman_logs::ps_log::PsLogEntry as Ps;
use lineman_logs::sip_dump::{Direction, SipDump};
use lineman_logs::xsi_actions_log::XsiActionsEntry as Xsi;
use lineman_model::Component;
use serde_json::json;

use super::build::{Person, World, command, oci, oci_error, request, response};

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    WrongPassword,
    AlternateIdMissing,
    ConnectorEntitlementMissing,
    ClientCertificateUntrusted,
    DesktopDeviceMissing,
    ImpCredentialsMismatch,
    UserExists,
    PrimaryNumberMissing,
    UpstreamCreationFailed,
    BridgeUnreachable,
    AddressedByIp,
    TokenRevoked,
    SipPassword,
    NotLocated,
}

const DESKTOP: &str = "Business Communicator - PC";
const AGENT: &str = "WebexTeams (desktop/1.0)";
const PROXY: &str = "broadworksTeamsClient";

impl World {
    /// P1 to P6.
    pub(crate) fn provision(&mut self, person: &Person, fault: Option<Fault>) {
        let tracking = format!("AS_{}", self.uuid());
        let thread = format!("Bulk OCI transaction #{}", person.number);
        let number = match fault {
            Some(Fault::PrimaryNumberMissing) => String::new(),
            _ => format!("<PrimaryPhoneNumber>{}</PrimaryPhoneNumber>", person.number),
        };
        let body = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><subscriberProfile><bwuserid>{}</bwuserid><group>G</group><serviceProvider>{}</serviceProvider>{number}<email>{}</email></subscriberProfile>",
            person.user, person.enterprise, person.email
        );
        let host = if fault == Some(Fault::AddressedByIp) { "127.0.0.1" } else { "localhost" };
        let url =
            format!("http://{host}:8090/broadworks-provisioning-bridge/api/v1/subscriberProfile");
        self.ps(
            &thread,
            Ps::HttpRequest(request("POST", &url, &[("trackingid", &tracking)], &body)),
        );
        let (status, message) = match fault {
            Some(Fault::ImpCredentialsMismatch) => (
                401,
                "Provisioning credentials do not match the provisioning account of a template",
            ),
            Some(Fault::UserExists) => {
                (409, "User already exists: the email belongs to a user of Webex")
            }
            Some(Fault::PrimaryNumberMissing) => (400, "Primary phone number is missing"),
            Some(Fault::AddressedByIp) => (
                403,
                "Request is addressed to an IP address, not to the provisioning URL of a template",
            ),
            _ => (200, ""),
        };
        if fault == Some(Fault::BridgeUnreachable) {
            self.ps(
                &thread,
                Ps::HttpFailure {
                    tracking_id: Some(tracking),
                    url,
                    reason: "connection refused".to_owned(),
                },
            );
            self.assignment(
                person,
                &thread,
                Some("[Error 18211] Communication error with Messaging server"),
            );
            return;
        }
        let service = Component::ProvisioningBridge;
        self.cloud(service, Event::ProfileReceived, &tracking, |record| {
            record.bw_user_id = Some(person.user.clone());
            record.email = Some(person.email.clone());
            record.enterprise = Some(person.enterprise.clone());
        });
        let event = if status == 200 { Event::ProfileAccepted } else { Event::ProfileRefused };
        self.cloud(service, event, &tracking, |record| {
            record.status = Some(status);
            record.bw_user_id = Some(person.user.clone());
            record.message = (!message.is_empty()).then(|| message.to_owned());
        });
        let answer = if message.is_empty() {
            String::new()
        } else {
            format!("<error><message>{message}</message></error>")
        };
        self.ps(
            &thread,
            Ps::HttpResponse {
                tracking_id: Some(tracking.clone()),
                response: response(status, &answer),
            },
        );
        let refused =
            (status != 200).then_some("[Error 18215] Provisioning error with Messaging server");
        self.assignment(person, &thread, refused);
        if status == 200 {
            self.create(person, &tracking, fault);
        }
    }

    fn assignment(&mut self, person: &Person, thread: &str, error: Option<&str>) {
        let peer = "127.0.0.1:40000".to_owned();
        let fields =
            format!("<userId>{}</userId><serviceName>Integrated IMP</serviceName>", person.user);
        let document = oci("admin", None, &command("UserServiceAssignListRequest", &fields));
        self.ps(thread, Ps::OciRequest { peer: peer.clone(), user: "admin".to_owned(), document });
        let answer = error.map_or_else(
            || {
                "<command echo=\"\" xsi:type=\"c:SuccessResponse\" xmlns:c=\"C\" xmlns=\"\"/>"
                    .to_owned()
            },
            oci_error,
        );
        let document = oci("admin", None, &answer);
        self.ps(thread, Ps::OciResponse { peer, user: "admin".to_owned(), document });
    }

    fn create(&mut self, person: &Person, tracking: &str, fault: Option<Fault>) {
        self.wait(200);
        let bridge = Component::ProvisioningBridge;
        self.cloud(bridge, Event::CreationStarted, tracking, |_| {});
        if fault == Some(Fault::UpstreamCreationFailed) {
            self.cloud(bridge, Event::CreationFailed, tracking, |record| {
                record.bw_user_id = Some(person.user.clone());
                record.message = Some("organization service answered 503".to_owned());
            });
            return;
        }
        self.cloud(Component::Identity, Event::OrganizationFound, tracking, |_| {});
        self.cloud(Component::Identity, Event::UserCreated, tracking, |record| {
            record.email = Some(person.email.clone());
            record.bw_user_id = Some(person.user.clone());
            record.fields.insert("entitlements".to_owned(), json!(["broadworks-connector"]));
        });
        self.cloud(bridge, Event::CreationDone, tracking, |_| {});
    }

    /// Steps 1 to 7.2; stops where the fault stops it. Gives the tracking id.
    pub(crate) fn sign_in(&mut self, person: &Person, fault: Option<Fault>) -> String {
        let tracking = format!("CLIENT_{}", self.uuid());
        self.route(person, &tracking);
        self.wait(500);
        if self.password(person, &tracking, fault)
            && self.entitlements(person, &tracking, fault)
            && self.token(person, &tracking, fault)
            && self.devices(person, &tracking, fault)
        {
            self.register(person, Some(&tracking), fault);
        }
        tracking
    }

    fn exchange(
        &mut self,
        person: &Person,
        tracking: &str,
        purpose: &str,
        status: u16,
        error: Option<&str>,
    ) {
        self.startup(
            &person.user,
            Startup::HttpExchange {
                purpose: purpose.to_owned(),
                method: "GET".to_owned(),
                path: "/x".to_owned(),
                status: Some(status),
                tracking_id: tracking.to_owned(),
                error: error.map(str::to_owned),
            },
        );
    }

    /// Steps 1 and 2.
    pub(crate) fn route(&mut self, person: &Person, tracking: &str) {
        let email = person.email.clone();
        self.cloud(Component::Identity, Event::RouteFound, tracking, |record| {
            record.email = Some(email);
        });
        self.exchange(person, tracking, "route", 302, None);
        self.cloud(Component::ActivationPortal, Event::PortalFormServed, tracking, |_| {});
        self.exchange(person, tracking, "portal-form", 200, None);
    }

    /// Steps 2 to 3. Whether the password was right.
    pub(crate) fn password(
        &mut self,
        person: &Person,
        tracking: &str,
        fault: Option<Fault>,
    ) -> bool {
        let refused = match fault {
            Some(Fault::WrongPassword) => Some((4962, "[Error 4962] Invalid password".to_owned())),
            Some(Fault::AlternateIdMissing) => {
                Some((4008, format!("[Error 4008] User not found: {}", person.email)))
            }
            _ => None,
        };
        let email = person.email.clone();
        self.cloud(Component::ActivationPortal, Event::PortalLoginReceived, tracking, |record| {
            record.email = Some(email);
        });
        self.cloud(Component::IdpProxy, Event::ProfileRequested, tracking, |_| {});
        let path = format!("/com.broadsoft.xsi-actions/v2.0/user/{}/profile", person.email);
        let status = if refused.is_some() { 401 } else { 200 };
        self.access("GET", &path, status, PROXY);
        self.profile(person, &path, Some(tracking), refused.clone());
        self.cloud(Component::IdpProxy, Event::ProfileAnswered, tracking, |record| {
            record.status = Some(status);
            record.bw_user_id = (status == 200).then(|| person.user.clone());
        });
        if refused.is_some() {
            self.cloud(Component::ActivationPortal, Event::PortalLoginFailed, tracking, |record| {
                record.code = Some("100006".to_owned());
                record.status = Some(401);
            });
            self.exchange(person, tracking, "portal-login", 401, Some("100006"));
            return false;
        }
        self.cloud(Component::IdpProxy, Event::ProfileMatched, tracking, |record| {
            record.bw_user_id = Some(person.user.clone());
            record.email = Some(person.email.clone());
            record.enterprise = Some(person.enterprise.clone());
        });
        self.cloud(Component::IdpProxy, Event::AssertionIssued, tracking, |_| {});
        self.cloud(Component::ActivationPortal, Event::PortalAssertionSent, tracking, |_| {});
        self.exchange(person, tracking, "portal-login", 200, None);
        self.startup(&person.user, Startup::AssertionReceived { tracking_id: tracking.to_owned() });
        self.cloud(Component::Identity, Event::AssertionAccepted, tracking, |_| {});
        self.cloud(Component::Identity, Event::TokenIssued, tracking, |_| {});
        self.exchange(person, tracking, "assertion-exchange", 200, None);
        true
    }

    /// Steps 2.1 to 2.2 as the XSP and the Application Server log them.
    pub(crate) fn profile(
        &mut self,
        person: &Person,
        path: &str,
        tracking: Option<&str>,
        refused: Option<(u32, String)>,
    ) {
        let thread = "http-worker-1";
        let headers = [("authorization", "Basic ********"), ("user-agent", PROXY)];
        let block = request("GET", path, &headers, "");
        self.xsi(thread, tracking, Xsi::Request { peer: "127.0.0.1:1".to_owned(), request: block });
        let login = path.rsplit('/').nth(1).unwrap_or_default().to_owned();
        let verify = command(
            "AuthenticationVerifyRequest22V4",
            &format!("<userId>{login}</userId><password>********</password>"),
        );
        let answer = refused.as_ref().map_or_else(
            || {
                command(
                    "AuthenticationVerifyResponse22V4",
                    &format!("<userId>{}</userId>", person.user),
                )
            },
            |(_, text)| oci_error(text),
        );
        self.oci(thread, tracking, &login, &verify, &answer, true);
        if let Some((number, text)) = refused {
            let body = format!(
                "<ErrorInfo xmlns=\"http://schema.broadsoft.com/xsi\"><summary>{text}</summary><errorCode>{number}</errorCode></ErrorInfo>"
            );
            self.xsi(thread, tracking, Xsi::Response(response(401, &body)));
            return;
        }
        let get = command("UserGetRequest23V2", &format!("<userId>{}</userId>", person.user));
        let got = command(
            "UserGetResponse23V2",
            &format!("<serviceProviderId>{}</serviceProviderId>", person.enterprise),
        );
        self.oci(thread, tracking, &person.user, &get, &got, true);
        let get =
            command("ServiceProviderGetRequest22V4", "<serviceProviderId>Acme</serviceProviderId>");
        let got = command("ServiceProviderGetResponse22V4", "");
        self.oci(thread, tracking, &person.user, &get, &got, true);
        let body = format!(
            "<Profile xmlns=\"http://schema.broadsoft.com/xsi\"><details><userId>{}</userId><serviceProvider isEnterprise=\"true\">{}</serviceProvider></details></Profile>",
            person.user, person.enterprise
        );
        self.xsi(thread, tracking, Xsi::Response(response(200, &body)));
    }

    /// One OCI-P exchange in the XSP's log (`xsi` or authentication service) and in the PSLog.
    fn oci(
        &mut self,
        thread: &str,
        tracking: Option<&str>,
        user: &str,
        asked: &str,
        answered: &str,
        xsi: bool,
    ) {
        let (ask, answer) = (oci(user, tracking, asked), oci(user, tracking, answered));
        let peer = "127.0.0.1:2220".to_owned();
        if xsi {
            self.xsi(
                thread,
                tracking,
                Xsi::OciRequest { peer: peer.clone(), document: ask.clone() },
            );
        } else {
            self.auth(
                thread,
                tracking,
                Auth::OciRequest { peer: peer.clone(), document: ask.clone() },
            );
        }
        let client = "127.0.0.1:50000".to_owned();
        let worker = "Bulk OCI transaction #0";
        self.ps(
            worker,
            Ps::OciRequest { peer: client.clone(), user: user.to_owned(), document: ask },
        );
        self.ps(
            worker,
            Ps::OciResponse { peer: client, user: user.to_owned(), document: answer.clone() },
        );
        if xsi {
            self.xsi(thread, tracking, Xsi::OciResponse { peer, document: answer });
        } else {
            self.auth(thread, tracking, Auth::OciResponse { peer, document: answer });
        }
    }

    /// Step 4.
    fn entitlements(&mut self, person: &Person, tracking: &str, fault: Option<Fault>) -> bool {
        let present = fault != Some(Fault::ConnectorEntitlementMissing);
        self.cloud(Component::Identity, Event::UserRead, tracking, |record| {
            let items = if present {
                json!(["broadworks-connector", "squared-call"])
            } else {
                json!(["squared-call"])
            };
            record.email = Some(person.email.clone());
            record.fields.insert("entitlements".to_owned(), items);
        });
        self.exchange(person, tracking, "getUserProfile", 200, None);
        self.startup(
            &person.user,
            Startup::EntitlementCheck {
                entitlement: "broadworks-connector".to_owned(),
                present,
                tracking_id: tracking.to_owned(),
            },
        );
        if !present {
            self.startup(
                &person.user,
                Startup::CallingNotStarted {
                    reason: "entitlement".to_owned(),
                    tracking_id: tracking.to_owned(),
                },
            );
            return false;
        }
        self.exchange(person, tracking, "calling-behavior", 200, None);
        self.startup(
            &person.user,
            Startup::CallingBehavior {
                user: "NATIVE_WEBEX_TEAMS_CALLING".to_owned(),
                organization: "NATIVE_WEBEX_TEAMS_CALLING".to_owned(),
                tracking_id: tracking.to_owned(),
            },
        );
        self.startup(
            &person.user,
            Startup::CallingLibraryStarted { tracking_id: tracking.to_owned() },
        );
        true
    }

    /// Steps 5 to 5.4.
    fn token(&mut self, person: &Person, tracking: &str, fault: Option<Fault>) -> bool {
        let proxy = Component::IdpProxy;
        self.cloud(proxy, Event::JwtRequested, tracking, |record| {
            record.bw_user_id = Some(person.user.clone());
        });
        self.cloud(Component::Identity, Event::TokenValidated, tracking, |_| {});
        self.cloud(proxy, Event::AuthServiceRequested, tracking, |_| {});
        if fault == Some(Fault::ClientCertificateUntrusted) {
            self.auth(
                "TLS Acceptor",
                None,
                Auth::HandshakeRefused {
                    peer: "127.0.0.1:6".to_owned(),
                    subject: Some("CN=idp-proxy".to_owned()),
                    reason: "certificate not issued by a trust anchor".to_owned(),
                },
            );
            self.cloud(proxy, Event::AuthServiceUnreachable, tracking, |record| {
                record.message =
                    Some("TLS handshake failed: received fatal alert: UnknownCA".to_owned());
            });
            self.exchange(person, tracking, "jwt", 502, None);
            self.startup(
                &person.user,
                Startup::JwtFailed {
                    error_code: 1502,
                    status: Some(502),
                    tracking_id: tracking.to_owned(),
                },
            );
            return false;
        }
        self.issue(person, Some(tracking));
        self.cloud(proxy, Event::AuthServiceAnswered, tracking, |record| record.status = Some(200));
        self.cloud(proxy, Event::JwtDelivered, tracking, |_| {});
        self.exchange(person, tracking, "jwt", 200, None);
        self.startup(
            &person.user,
            Startup::JwtReceived {
                subject: "[USER-1]".to_owned(),
                tracking_id: tracking.to_owned(),
            },
        );
        true
    }

    /// Steps 5.2 to 5.4 as the XSP logs them.
    pub(crate) fn issue(&mut self, person: &Person, tracking: Option<&str>) {
        let thread = "auth-worker-1";
        self.access("GET", "/authService/token", 200, "-");
        let block = request("GET", "/authService/token", &[("http_bw_userid", &person.user)], "");
        self.auth(
            thread,
            tracking,
            Auth::Request {
                peer: "127.0.0.1:5".to_owned(),
                client_subject: Some("CN=idp-proxy".to_owned()),
                request: block,
            },
        );
        self.login_info(person, thread, tracking);
        self.auth(
            thread,
            tracking,
            Auth::TokenGenerated {
                subject: person.user.clone(),
                issuer: "BroadWorks".to_owned(),
                key_id: "k1".to_owned(),
                expires: self.now.plus_millis(1_000_000),
            },
        );
        let body = "{\"token\":{\"bearer\":\"********\"}}".to_owned();
        self.auth(thread, tracking, Auth::Response { status: 200, body });
    }

    fn login_info(&mut self, person: &Person, thread: &str, tracking: Option<&str>) {
        let ask =
            command("UserGetLoginInfoRequest22V4", &format!("<userId>{}</userId>", person.user));
        let answer = command("UserGetLoginInfoResponse22V4", "<loginType>User</loginType>");
        self.oci(thread, tracking, &person.user, &ask, &answer, false);
    }

    /// Steps 6 to 6.4.
    fn devices(&mut self, person: &Person, tracking: &str, fault: Option<Fault>) -> bool {
        let tracked = Some(tracking);
        let thread = "http-worker-2";
        let path = format!(
            "/com.broadsoft.xsi-actions/v2.0/user/{}/profile/device",
            person.user.replace('@', "%40")
        );
        let headers = [("authorization", "Bearer ********"), ("user-agent", AGENT)];
        let revoked = fault == Some(Fault::TokenRevoked);
        self.access("GET", &path, if revoked { 401 } else { 200 }, AGENT);
        self.xsi(
            thread,
            tracked,
            Xsi::Request {
                peer: "127.0.0.1:9".to_owned(),
                request: request("GET", &path, &headers, ""),
            },
        );
        let url = "http://127.0.0.1:80/authService/token";
        let correlation = [("X-BROADSOFT-CORRELATION-ID", tracking)];
        self.xsi(
            thread,
            tracked,
            Xsi::TokenValidationRequest(request("POST", url, &correlation, "********")),
        );
        self.access("POST", "/authService/token", if revoked { 401 } else { 200 }, "-");
        let worker = "auth-worker-2";
        self.auth(
            worker,
            tracked,
            Auth::Request {
                peer: "127.0.0.1:7".to_owned(),
                client_subject: None,
                request: request("POST", "/authService/token", &correlation, "********"),
            },
        );
        self.login_info(person, worker, tracked);
        if revoked {
            self.auth(
                worker,
                tracked,
                Auth::TokenRejected {
                    subject: Some(person.user.clone()),
                    reason: "revoked".to_owned(),
                },
            );
            let body = "{\"error\":{\"reason\":\"revoked\"}}";
            self.auth(worker, tracked, Auth::Response { status: 401, body: body.to_owned() });
            self.xsi(thread, tracked, Xsi::TokenValidationResponse(response(401, body)));
            let info = "<ErrorInfo><errorCode>4001</errorCode></ErrorInfo>";
            self.xsi(thread, tracked, Xsi::Response(response(401, info)));
            self.device_list(person, tracking, Some(401), &[]);
            return false;
        }
        self.auth(
            worker,
            tracked,
            Auth::TokenValidated { subject: person.user.clone(), issuer: "BroadWorks".to_owned() },
        );
        let body = "{\"token\":{\"sub\":\"x\"}}";
        self.auth(worker, tracked, Auth::Response { status: 200, body: body.to_owned() });
        self.xsi(thread, tracked, Xsi::TokenValidationResponse(response(200, body)));
        let desktop = fault != Some(Fault::DesktopDeviceMissing);
        let types: Vec<&str> =
            if desktop { vec!["Connect - Mobile", DESKTOP] } else { vec!["Connect - Mobile"] };
        let rows: String = types
            .iter()
            .map(|device| {
                format!("<row><col>d</col><col>{device}</col><col>{}</col></row>", person.line_port)
            })
            .collect();
        let table = format!(
            "<accessDeviceTable><colHeading>Device Name</colHeading><colHeading>Device Type</colHeading><colHeading>Line/Port</colHeading>{rows}</accessDeviceTable>"
        );
        let ask = command(
            "UserPrimaryAndSCADeviceGetListRequest",
            &format!("<userId>{}</userId>", person.user),
        );
        let answer = command("UserPrimaryAndSCADeviceGetListResponse", &table);
        self.oci(thread, tracked, &person.user, &ask, &answer, true);
        let devices: String = types
            .iter()
            .map(|device| {
                format!(
                    "<accessDevice><deviceName>d</deviceName><deviceLevel>Group</deviceLevel><deviceType>{device}</deviceType><deviceLinePort>{}</deviceLinePort></accessDevice>",
                    person.line_port
                )
            })
            .collect();
        let body = format!(
            "<AccessDevices xmlns=\"http://schema.broadsoft.com/xsi\">{devices}</AccessDevices>"
        );
        self.xsi(thread, tracked, Xsi::Response(response(200, &body)));
        self.device_list(person, tracking, Some(200), &types);
        if !desktop {
            self.calling(
                &person.user,
                Calling::DeviceProfileNotFound { device_type: DESKTOP.to_owned() },
            );
            return false;
        }
        self.config(person, tracking);
        true
    }

    fn device_list(
        &mut self,
        person: &Person,
        tracking: &str,
        status: Option<u16>,
        types: &[&str],
    ) {
        self.calling(
            &person.user,
            Calling::AccessDeviceList {
                path: "/x".to_owned(),
                status,
                device_types: types.iter().map(|one| (*one).to_owned()).collect(),
                tracking_id: tracking.to_owned(),
            },
        );
    }

    fn config(&mut self, person: &Person, tracking: &str) {
        let path = "/dms/bc/pc/config-wxt.xml";
        self.access("GET", path, 200, AGENT);
        self.dms(Dms::FileServed {
            path: path.to_owned(),
            device_type: DESKTOP.to_owned(),
            device_name: "d".to_owned(),
            user: person.user.clone(),
            bytes: 100,
        });
        self.calling(
            &person.user,
            Calling::ConfigDownload {
                path: path.to_owned(),
                status: Some(200),
                tracking_id: tracking.to_owned(),
            },
        );
        self.calling(
            &person.user,
            Calling::ConfigParsed {
                proxy: "localhost".to_owned(),
                port: 5060,
                transport: "udp".to_owned(),
            },
        );
    }

    /// Steps 7 to 7.2. Without a tracking id the client is a peer that logs nothing.
    pub(crate) fn register(
        &mut self,
        person: &Person,
        tracking: Option<&str>,
        fault: Option<Fault>,
    ) {
        let call_id = self.uuid();
        let app = tracking.is_some();
        let message = |start: &str, cseq: u32, extra: &str| {
            format!(
                "{start}\nVia: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK{cseq}\nFrom: <sip:{0}>;tag=a\nTo: <sip:{0}>\nCall-ID: {call_id}\nCSeq: {cseq} REGISTER\n{extra}Content-Length: 0\n\n",
                person.line_port
            )
        };
        let register = "REGISTER sip:sip.example SIP/2.0";
        let first = message(register, 1, "Expires: 3600\n");
        self.client_sip(person, app, Direction::Out, &first);
        let found = fault != Some(Fault::NotLocated);
        self.ns(Ns::Sip(dump(&first, Direction::In)));
        self.ns(Ns::Lookup {
            user: person.line_port.clone(),
            hosting_server: found.then(|| "localhost:5060".to_owned()),
            call_id: call_id.clone(),
        });
        let answer = if found { "SIP/2.0 302 Moved Temporarily" } else { "SIP/2.0 404 Not Found" };
        let answer = message(answer, 1, "");
        self.ns(Ns::Sip(dump(&answer, Direction::Out)));
        if !found {
            self.client_sip(person, app, Direction::In, &answer);
            self.failed(person, app, 404, "Not Found");
            return;
        }
        self.xs(Direction::In, &first);
        let challenge = "WWW-Authenticate: Digest realm=\"BroadWorks\",nonce=\"n\",qop=\"auth\"\n";
        let answer = message("SIP/2.0 401 Unauthorized", 1, challenge);
        self.xs(Direction::Out, &answer);
        self.client_sip(person, app, Direction::In, &answer);
        let second = message(
            register,
            2,
            "Authorization: Digest username=\"u\",realm=\"BroadWorks\",nonce=\"n\",uri=\"sip:x\",response=\"00000000\"\nExpires: 3600\n",
        );
        self.client_sip(person, app, Direction::Out, &second);
        self.xs(Direction::In, &second);
        let refused = fault == Some(Fault::SipPassword);
        let answer = if refused { "SIP/2.0 403 Forbidden" } else { "SIP/2.0 200 OK" };
        let answer = message(answer, 2, "");
        self.xs(Direction::Out, &answer);
        self.client_sip(person, app, Direction::In, &answer);
        if refused {
            self.failed(person, app, 403, "Forbidden");
        } else if let Some(tracking) = tracking {
            self.calling(&person.user, Calling::Registered { expires: 3600 });
            self.startup(
                &person.user,
                Startup::PhoneServices {
                    status: "SSO Session: You are signed in".to_owned(),
                    tracking_id: tracking.to_owned(),
                },
            );
        }
    }

    fn failed(&mut self, person: &Person, app: bool, status: u16, reason: &str) {
        if app {
            self.calling(
                &person.user,
                Calling::RegistrationFailed { status: Some(status), reason: reason.to_owned() },
            );
        }
    }

    fn client_sip(&mut self, person: &Person, app: bool, direction: Direction, message: &str) {
        if app {
            let hidden = message.replace(&person.line_port, "SIP-1@HOST-1");
            self.calling(&person.user, Calling::Sip(dump(&hidden, direction)));
        }
    }
}

fn dump(message: &str, direction: Direction) -> SipDump {
    SipDump::of_wire(message.replace('\n', "\r\n").as_bytes(), "udp", direction, "127.0.0.1:5070")
}
