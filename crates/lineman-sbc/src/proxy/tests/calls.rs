//! Calls through the proxy: from a client to the Application Server, and back to a client over its
//! flow.

use super::*;

fn phone() -> SipPeer {
    peer(Protocol::Tcp, 4)
}

/// An INVITE of a user to somebody.
fn invite(from: SipPeer, branch: &str) -> Message {
    let via = Via::new(from.protocol.as_str(), &from.address.ip().to_string(), 5060, branch);
    let caller = NameAddress::new("sip:una@example.com").with_parameter("tag", Some("1"));
    let callee = NameAddress::new("sip:221@example.com");
    let uri = "sip:221@example.com";
    RequestBuilder::new(Method::Invite, uri, &via, &caller, &callee, "call-1", 1)
        .header("Contact", "<sip:una@192.0.2.4:5060;transport=tcp>")
        .build()
}

/// A request within the dialog, along a route set.
fn within(method: Method, from: SipPeer, uri: &str, branch: &str, routes: &[String]) -> Message {
    let via = Via::new(from.protocol.as_str(), &from.address.ip().to_string(), 5060, branch);
    let caller = NameAddress::new("sip:una@example.com").with_parameter("tag", Some("1"));
    let callee = NameAddress::new("sip:221@example.com").with_parameter("tag", Some("as"));
    let request = RequestBuilder::new(method, uri, &via, &caller, &callee, "call-1", 2);
    routes.iter().fold(request, |request, route| request.header("Route", route)).build()
}

fn record_routes(message: &Message) -> Vec<String> {
    message.record_route().expect("readable").iter().map(ToString::to_string).collect()
}

fn answer(request: &Message, status: u16) -> Message {
    ResponseBuilder::new(request, status, "as").build()
}

/// Registers the phone over TCP; gives the Path that the Application Server got.
fn register_phone(bench: &mut Bench) -> String {
    let mut register = register("z9hG4bKphone");
    register.headers.set("Via", "SIP/2.0/TCP 192.0.2.4:5060;branch=z9hG4bKphone");
    let (to, asked) = bench.one(phone(), register);
    assert_eq!(to, network_server());
    let (_, forwarded) = bench.one(network_server(), redirect(&asked, "<sip:as:5060>"));
    bench.one(application_server(), answer(&forwarded, 200));
    forwarded.headers.get("Path").expect("a Path").to_owned()
}

#[test]
fn a_call_goes_out_is_answered_and_hung_up_along_the_recorded_route() {
    let mut bench = Bench::new();
    register_phone(&mut bench);
    let sent = bench.receive(phone(), invite(phone(), "z9hG4bKi"));
    let [(back, trying), (to, forwarded)] = &sent[..] else { panic!("{sent:?}") };
    assert_eq!((*back, trying.status(), *to), (phone(), Some(100), application_server()));
    let routes = record_routes(forwarded);
    assert_eq!(routes.len(), 2, "one for each side");
    assert!(routes[0].ends_with("@sbc.example.com:5060;lr>"), "{routes:?}");
    assert!(routes[1].ends_with("@sbc.example.com:5060;transport=tcp;lr>"), "{routes:?}");

    assert!(bench.receive(application_server(), answer(forwarded, 100)).is_empty(), "hop by hop");
    for status in [180, 200, 200] {
        let (to, passed) = bench.one(application_server(), answer(forwarded, status));
        assert_eq!((to, passed.status()), (phone(), Some(status)));
        assert_eq!(passed.vias().expect("hops").len(), 1);
    }
    // The caller's route set is the recorded one backwards.
    let back: Vec<String> = routes.iter().rev().cloned().collect();
    let contact = "sip:221@192.0.2.3:5060";
    let ack = within(Method::Ack, phone(), contact, "z9hG4bKack", &back);
    let (to, passed) = bench.one(phone(), ack);
    assert_eq!((to, passed.method()), (application_server(), Some(&Method::Ack)));
    assert_eq!((passed.route(), passed.request_uri()), (Ok(Vec::new()), Some(contact)));
    let bye = within(Method::Bye, phone(), contact, "z9hG4bKbye", &back);
    assert_eq!(bench.one(phone(), bye).0, application_server());

    // From the Application Server the same dialog leads to the phone's connection.
    let bye =
        within(Method::Bye, application_server(), "sip:una@10.0.0.1", "z9hG4bKother", &routes);
    let incoming = Incoming::Message { peer: application_server(), message: bye };
    let sent = bench.hops(Input::Network { incoming, connection: 0 });
    let [(hop, passed)] = &sent[..] else { panic!("{sent:?}") };
    assert_eq!((hop.peer, hop.connection, hop.fallback), (phone(), Some(7), None));
    let (to, ok) = bench.one(phone(), answer(passed, 200));
    assert_eq!((to, ok.status()), (application_server(), Some(200)));
}

#[test]
fn a_call_comes_in_along_the_path_over_the_flow_of_the_client() {
    let mut bench = Bench::new();
    let path = register_phone(&mut bench);
    let mut call = invite(application_server(), "z9hG4bKin");
    call.headers.push("Route", &path);
    let sent = bench.receive(application_server(), call.clone());
    let [(_, trying), (to, forwarded)] = &sent[..] else { panic!("{sent:?}") };
    assert_eq!((trying.status(), *to), (Some(100), phone()));
    assert_eq!(forwarded.route(), Ok(Vec::new()));
    let routes = record_routes(forwarded);
    assert!(routes[0].ends_with("transport=tcp;lr>"), "the phone's side first: {routes:?}");
    // The phone hangs up along the route that it got.
    bench.one(phone(), answer(forwarded, 200));
    let bye = within(Method::Bye, phone(), "sip:as@192.0.2.3", "z9hG4bKbye", &routes);
    assert_eq!(bench.one(phone(), bye).0, application_server());
}

#[test]
fn a_client_may_name_us_in_its_route_as_it_likes() {
    let mut bench = Bench::new();
    register_phone(&mut bench);
    let mut call = invite(phone(), "z9hG4bKi");
    call.headers.push("Route", "<sip:192.0.2.99:5060;transport=tcp;lr>");
    let (to, forwarded) = bench.receive(phone(), call).pop().expect("forwarded");
    assert_eq!((to, forwarded.headers.get("Route")), (application_server(), None));
}

#[test]
fn a_flow_that_is_gone_is_430_and_a_contact_at_the_same_address_is_tried() {
    let mut bench = Bench::new();
    let path = register_phone(&mut bench);
    let mut call = invite(application_server(), "z9hG4bKin");
    call.headers.push("Route", &path);
    call.start_line = lineman_sip::StartLine::Request {
        method: Method::Invite,
        uri: String::from("sip:una@192.0.2.4:5072;transport=tcp"),
    };
    let incoming = Incoming::Message { peer: application_server(), message: call };
    let sent = bench.hops(Input::Network { incoming, connection: 0 });
    let (hop, forwarded) = &sent[1];
    let contact = SipPeer::new(Protocol::Tcp, SocketAddr::from(([192, 0, 2, 4], 5072)));
    assert_eq!((hop.connection, hop.fallback), (Some(7), Some(contact)));
    let undelivered = Incoming::Undelivered {
        peer: hop.peer,
        bytes: forwarded.to_bytes().into(),
        reason: String::from("refused"),
    };
    let sent = bench.handle(Input::Network { incoming: undelivered, connection: 0 });
    assert_eq!((sent[0].0, sent[0].1.status()), (application_server(), Some(430)));
}

#[test]
fn a_cancel_is_answered_here_and_sent_on_once_the_other_side_was_heard() {
    let mut bench = Bench::new();
    register_phone(&mut bench);
    let call = invite(phone(), "z9hG4bKi");
    let (_, forwarded) = bench.receive(phone(), call.clone()).pop().expect("forwarded");
    let mut cancel = cancel_of(&call);
    let (to, ok) = bench.one(phone(), cancel.clone());
    assert_eq!((to, ok.status()), (phone(), Some(200)));
    let sent = bench.receive(application_server(), answer(&forwarded, 180));
    let cancels: Vec<&Message> = sent
        .iter()
        .filter(|(to, message)| {
            *to == application_server() && message.method() == Some(&Method::Cancel)
        })
        .map(|(_, message)| message)
        .collect();
    let [passed] = cancels[..] else { panic!("{sent:?}") };
    assert_eq!(passed.top_via(), forwarded.top_via(), "the hop of the INVITE");
    assert!(bench.receive(application_server(), answer(passed, 200)).is_empty());
    let sent = bench.receive(application_server(), answer(&forwarded, 487));
    let ways: Vec<_> = sent.iter().map(|(to, m)| (*to, m.status())).collect();
    assert_eq!(ways, [(application_server(), None), (phone(), Some(487))], "ACK and the answer");
    // The client's ACK of the refusal ends here.
    let mut ack = call;
    ack.start_line = lineman_sip::StartLine::Request {
        method: Method::Ack,
        uri: String::from("sip:221@example.com"),
    };
    ack.headers.set("CSeq", "1 ACK");
    assert!(bench.receive(phone(), ack).is_empty());
    cancel.headers.set("Via", "SIP/2.0/TCP 192.0.2.4:5060;branch=z9hG4bKunknown");
    assert_eq!(bench.one(phone(), cancel).1.status(), Some(481));
}

fn cancel_of(invite: &Message) -> Message {
    let mut cancel = invite.clone();
    cancel.start_line = lineman_sip::StartLine::Request {
        method: Method::Cancel,
        uri: invite.request_uri().unwrap_or_default().to_owned(),
    };
    cancel.headers.set("CSeq", "1 CANCEL");
    cancel
}

#[test]
fn a_caller_who_is_not_known_is_asked_for_by_name() {
    let mut bench = Bench::new();
    let call = invite(phone(), "z9hG4bKi");
    let sent = bench.receive(phone(), call.clone());
    let (to, asked) = &sent[1];
    assert_eq!((*to, asked.method()), (network_server(), Some(&Method::Options)));
    assert_eq!(asked.request_uri(), Some("sip:una@example.com"), "the caller");
    assert_eq!(asked.call_id(), Ok("call-1"), "both logs can be joined");
    let (to, forwarded) = bench.one(network_server(), redirect(asked, "<sip:as:5060>"));
    assert_eq!((to, forwarded.method()), (application_server(), Some(&Method::Invite)));
    // A cancel while nobody is known yet ends it here.
    let other = invite(phone(), "z9hG4bKj");
    let mut bench = Bench::new();
    bench.receive(phone(), other.clone());
    let sent = bench.receive(phone(), cancel_of(&other));
    let codes: Vec<_> = sent.iter().map(|(_, message)| message.status()).collect();
    assert_eq!(codes, [Some(200), Some(487)]);
    // Nobody by that name.
    let mut bench = Bench::new();
    let asked = bench.receive(phone(), call).pop().expect("asked").1;
    let (to, refused) = bench.one(network_server(), answer(&asked, 404));
    assert_eq!((to, refused.status()), (phone(), Some(404)));
    assert_eq!(refused.cseq().expect("CSeq").method, Method::Invite);
}

#[test]
fn an_application_server_that_does_not_take_the_call_is_named_soon() {
    let mut bench = Bench::new();
    register_phone(&mut bench);
    let started = bench.now;
    bench.receive(phone(), invite(phone(), "z9hG4bKi"));
    let refused = bench.wait_for(phone());
    assert_eq!((refused.status(), bench.now - started), (Some(503), 4000));
    let reason = "SIP;cause=503;text=\"application server did not answer\"";
    assert_eq!(refused.headers.get("Reason"), Some(reason));
}

#[test]
fn a_call_that_rings_is_not_impatient() {
    let mut bench = Bench::new();
    register_phone(&mut bench);
    let (_, forwarded) = bench.receive(phone(), invite(phone(), "z9hG4bKi")).pop().expect("sent");
    bench.receive(application_server(), answer(&forwarded, 180));
    bench.now += 5000;
    assert!(bench.handle(Input::Tick).is_empty());
    assert_eq!(bench.one(application_server(), answer(&forwarded, 200)).0, phone());
}

#[test]
fn requests_of_an_application_server_that_name_no_client_go_nowhere() {
    let mut bench = Bench::new();
    register_phone(&mut bench);
    let mut lost = invite(application_server(), "z9hG4bKlost");
    lost.headers.push("Route", "<sip:sbc.example.com:5060;lr>");
    let (to, refused) = bench.receive(application_server(), lost).pop().expect("an answer");
    assert_eq!((to, refused.status()), (application_server(), Some(404)));
}

#[test]
fn an_anonymous_call_is_served_by_whom_the_flow_is_registered_with() {
    let mut bench = Bench::new();
    register_phone(&mut bench);
    let mut call = invite(phone(), "z9hG4bKi");
    call.headers.set("From", "<sip:anonymous@anonymous.invalid>;tag=1");
    let (to, _) = bench.receive(phone(), call).pop().expect("forwarded");
    assert_eq!(to, application_server());
}

#[test]
fn a_dialog_opened_over_tls_and_the_tables_of_a_finished_call() {
    let mut bench = Bench::new();
    let phone = peer(Protocol::Tls, 5);
    let mut register = register("z9hG4bKtls");
    register.headers.set("Via", "SIP/2.0/TLS 192.0.2.5:5061;branch=z9hG4bKtls");
    let (_, asked) = bench.one(phone, register);
    let (_, forwarded) = bench.one(network_server(), redirect(&asked, "<sip:as:5060>"));
    bench.one(application_server(), answer(&forwarded, 200));
    let (_, forwarded) = bench.receive(phone, invite(phone, "z9hG4bKi")).pop().expect("sent");
    let routes = record_routes(&forwarded);
    assert!(routes[1].ends_with("@sbc.example.com:5061;transport=tls;lr>"), "{routes:?}");
    bench.one(application_server(), answer(&forwarded, 200));
    while let Some(deadline) = bench.proxy.next_deadline() {
        bench.now = deadline.as_millis();
        bench.handle(Input::Tick);
    }
    assert!(bench.proxy.pending.is_empty() && bench.proxy.invites.is_empty());
}

#[test]
fn a_client_behind_a_nat_is_answered_and_called_where_its_datagrams_come_from() {
    let mut bench = Bench::new();
    let seen = SipPeer::new(Protocol::Udp, SocketAddr::from(([192, 0, 2, 77], 40_000)));
    let mut inside = register("z9hG4bKnat");
    // No rport: an old phone that knows nothing of NATs.
    inside.headers.set("Via", "SIP/2.0/UDP 10.0.0.5:5060;branch=z9hG4bKnat");
    let (_, asked) = bench.one(seen, inside);
    let (_, forwarded) = bench.one(network_server(), redirect(&asked, "<sip:as:5060>"));
    let path = forwarded.headers.get("Path").expect("a Path").to_owned();
    let (to, ok) = bench.one(application_server(), answer(&forwarded, 200));
    let received = ok.top_via().expect("the client's").parameters.value("received");
    assert_eq!((to, received.as_deref()), (seen, Some("192.0.2.77")));
    let mut call = invite(application_server(), "z9hG4bKin");
    call.headers.push("Route", &path);
    let (to, _) = bench.receive(application_server(), call).pop().expect("forwarded");
    assert_eq!(to, seen);
}
