//! Call settings through clients that we did not write: broadworks-ocip over OCI-P, wxcadm and curl
//! over Xsi-Actions, and a browser that opens the Call Settings Webview (CMP-019, CSW-006).

use std::path::Path;
use std::process::Command;

use lineman_peers::{ADMINISTRATOR, Browser, PHONE, Served, curl, peer_available, run};
use serde_json::{Value, json};

use crate::{authentication_service, ocip};

const USER: &str = "peer.one@bw.peer.example";
/// The language, and the heading that the page has in it.
const HEADINGS: &[(&str, &str)] = &[
    ("en", "Call settings"),
    ("de", "Anrufeinstellungen"),
    ("es", "Ajustes de llamada"),
    ("fr", "Paramètres d’appel"),
    ("cs", "Nastavení hovorů"),
    ("zh", "呼叫设置"),
];

fn python(script: &str, arguments: &[&str]) -> Value {
    let python = std::env::var("LINEMAN_PEER_PYTHON").unwrap();
    let path = format!("{}/scripts/{script}", env!("CARGO_MANIFEST_DIR"));
    let finished = run(Command::new(python).arg(path).args(arguments)).unwrap();
    assert_eq!(finished.status, Some(0), "{script}: {}", finished.stderr);
    serde_json::from_str(&finished.stdout).unwrap()
}

#[test]
fn strangers_read_and_change_call_settings() {
    let served = Served::start().unwrap();
    if ocip::provision(&served).is_none() || !peer_available("curl") {
        return;
    }
    let port = served.port("ocip");
    check_ocip(&python("call_settings.py", &[&port, ADMINISTRATOR.0, ADMINISTRATOR.1]));
    let token = authentication_service::bearer(&served);
    check_wxcadm(&python("wxcadm_client.py", &[&served.url("xsi_actions"), USER, &token]));
    if peer_available("chromedriver") {
        let browser = Browser::start().unwrap();
        check_page(&served, &browser, &token);
        check_refusals(&served, &browser, &token);
    }
    check_logs(&served.logs(), &token);
}

fn check_ocip(found: &Value) {
    assert_eq!(found["unassigned"], 16, "no setting without its service");
    assert_eq!(found["read"].as_array().unwrap().len(), 17);
    assert_eq!(found["no_answer"], json!([true, "+15550200099", "5"]));
    assert_eq!(found["ring"], json!([true, "+15550200098"]));
}

fn check_wxcadm(found: &Value) {
    assert!(found["profile"].to_string().contains(USER), "{}", found["profile"]);
    let services = &found["services"];
    assert_eq!(services["Do Not Disturb"]["DoNotDisturb"]["active"]["$"], "false");
    let forwarding = &services["Call Forwarding No Answer"]["CallForwardingNoAnswer"];
    assert_eq!(forwarding["forwardToPhoneNumber"]["$"], "+15550200099");
    assert_eq!(forwarding["numberOfRings"]["$"], "5");
    assert!(services["list"].as_array().unwrap().len() >= 16);
    assert!(found["directory"].to_string().contains("Péer"), "{}", found["directory"]);
}

/// A setting as curl reads it.
fn setting(served: &Served, token: &str, name: &str) -> Value {
    let root = served.url("xsi_actions");
    let finished = run(curl()
        .args(["--header", &format!("authorization: Bearer {token}")])
        .arg(format!("{root}/v2.0/user/{USER}/services/{name}?format=json")))
    .unwrap();
    let (body, status) = finished.stdout.rsplit_once('\n').unwrap();
    assert_eq!(status, "200", "{body}");
    serde_json::from_str(body).unwrap()
}

fn open(served: &Served, browser: &Browser, language: &str, token: &str) {
    // The same address with another fragment would not load the page again.
    browser.open("about:blank").unwrap();
    let page = served.url("call_settings");
    let fragment = format!("userId={USER}&token={token}");
    browser.open(&format!("{page}/?language={language}#{fragment}")).unwrap();
}

fn wait_for_cards(browser: &Browser) {
    browser
        .wait_for("document.querySelector('section:not([hidden]) .card:not([hidden])')")
        .unwrap();
}

/// The text below a setting.
fn wait_for_state(browser: &Browser, segment: &str, text: &str) {
    let state = format!("document.getElementById('{segment}-state').textContent");
    browser.wait_for(&format!("{state}.startsWith({})", json!(text))).unwrap();
}

fn check_page(served: &Served, browser: &Browser, token: &str) {
    for (language, heading) in HEADINGS {
        open(served, browser, language, token);
        wait_for_cards(browser);
        let seen = browser
            .script(
                "return [document.documentElement.lang, document.querySelector('h1').textContent, \
                 document.querySelectorAll('.card:not([hidden])').length, \
                 document.documentElement.scrollWidth, location.hash, location.href]",
                &json!([]),
            )
            .unwrap();
        assert_eq!(seen[0], *language);
        assert_eq!(seen[1], *heading);
        assert_eq!(seen[2], 16, "{language}: every setting but those of BroadWorks Anywhere");
        assert_eq!(seen[3], PHONE.0, "{language}: nothing is wider than a phone");
        assert_eq!(seen[4], "", "the token leaves the address: {}", seen[5]);
        check_names(browser);
    }
    assert_eq!(browser.complaints().unwrap(), Vec::<String>::new());

    open(served, browser, "de", token);
    wait_for_cards(browser);
    let card = |segment: &str| format!("form[data-segment={segment}]");
    let switch = |segment: &str| format!("{} [name=active]", card(segment));
    let spoken = browser.spoken(&switch("DoNotDisturb")).unwrap();
    assert_eq!(spoken, ("switch".to_owned(), "Nicht stören".to_owned()));
    browser.click(&switch("DoNotDisturb")).unwrap();
    wait_for_state(browser, "DoNotDisturb", "Gespeichert");
    let read = setting(served, token, "DoNotDisturb");
    assert_eq!(read["DoNotDisturb"]["active"]["$"], "true", "{read}");
    // By keyboard: the blank bar turns a switch.
    browser.type_into(&switch("DoNotDisturb"), " ").unwrap();
    wait_for_state(browser, "DoNotDisturb", "Gespeichert");
    let off = "document.querySelector('form[data-segment=DoNotDisturb]').ariaBusy";
    browser.wait_for(&format!("{off} === null")).unwrap();
    let read = setting(served, token, "donotdisturb");
    assert_eq!(read["DoNotDisturb"]["active"]["$"], "false", "{read}");

    // A forwarding wants a number, and says so.
    browser.click(&switch("CallForwardingBusy")).unwrap();
    wait_for_state(browser, "CallForwardingBusy", "Geben Sie zum Einschalten");
    let number = format!("{} [type=tel]", card("CallForwardingBusy"));
    browser.type_into(&number, "ruf mich an\u{E007}").unwrap();
    wait_for_state(browser, "CallForwardingBusy", "Geben Sie eine Telefonnummer");
    let read = setting(served, token, "callforwardingbusy");
    assert_eq!(read["CallForwardingBusy"]["active"]["$"], "false", "{read}");
    browser.script("document.querySelector(arguments[0]).value = ''", &json!([number])).unwrap();
    browser.type_into(&number, "+1 (555) 020-0097\u{E007}").unwrap();
    wait_for_state(browser, "CallForwardingBusy", "Gespeichert");
    let read = setting(served, token, "callforwardingbusy");
    assert_eq!(read["CallForwardingBusy"]["active"]["$"], "true", "{read}");
    assert_eq!(read["CallForwardingBusy"]["forwardToPhoneNumber"]["$"], "+1555020-0097");

    // A list of telephones: the one that is there, and one more.
    browser.click(&switch("SimultaneousRingPersonal")).unwrap();
    wait_for_state(browser, "SimultaneousRingPersonal", "Gespeichert");
    browser.click(&format!("{} .add", card("SimultaneousRingPersonal"))).unwrap();
    let second = format!("{} li:nth-child(2) [type=tel]", card("SimultaneousRingPersonal"));
    browser.type_into(&second, "una@pbx.peer.example\u{E007}").unwrap();
    let state = "document.getElementById('SimultaneousRingPersonal-state').textContent";
    browser.wait_for(&format!("{state} === 'Gespeichert'")).unwrap();
    let read = setting(served, token, "simultaneousringpersonal");
    let locations = &read["SimultaneousRingPersonal"]["simRingLocations"]["simRingLocation"];
    assert_eq!(locations[0]["address"]["$"], "+15550200098", "{read}");
    assert_eq!(locations[1]["address"]["$"], "una@pbx.peer.example", "{read}");
    assert_eq!(browser.complaints().unwrap(), Vec::<String>::new());
}

/// Whatever can be operated has a name that a screen reader can say, and is large enough to be
/// touched.
fn check_names(browser: &Browser) {
    let nameless = browser
        .script(
            "return Array.from(document.querySelectorAll(\
             '.card:not([hidden]) :is(input, select, button)'))\
             .filter((element) => element.checkVisibility())\
             .filter((element) => !(element.labels?.length || element.textContent.trim() || \
             element.getAttribute('aria-label') || document.getElementById(\
             element.getAttribute('aria-labelledby'))?.textContent) || \
             (element.labels?.[0] ?? element).getBoundingClientRect().height < 20)\
             .map((element) => element.outerHTML)",
            &json!([]),
        )
        .unwrap();
    assert_eq!(nameless, json!([]));
}

fn check_refusals(served: &Served, browser: &Browser, token: &str) {
    // As the app opens it: a form, whose body no log sees. With a token that is none.
    browser.open("about:blank").unwrap();
    let script = "const form = document.createElement('form'); form.method = 'post'; \
                  form.action = arguments[0]; for (const [name, value] of arguments[1]) { \
                  const input = document.createElement('input'); input.name = name; \
                  input.value = value; form.append(input); } document.body.append(form); \
                  form.submit();";
    let page = format!("{}/", served.url("call_settings"));
    let fields = |token: &str| json!([["userId", USER], ["token", token], ["language", "fr"]]);
    browser.script(script, &json!([page, fields("not-a-token")])).unwrap();
    browser.wait_for("document.querySelector('#problem:not([hidden]) p')").unwrap();
    let words = "return document.querySelector('#problem p').textContent";
    let said = browser.script(words, &json!([])).unwrap();
    assert!(said.as_str().unwrap().starts_with("Vous n’êtes plus connecté"), "{said}");
    browser.open("about:blank").unwrap();
    browser.script(script, &json!([page, fields(token)])).unwrap();
    browser.wait_for("document.documentElement.lang === 'fr'").unwrap();
    wait_for_cards(browser);
    // Opened by hand.
    browser.open(&format!("{page}?language=cs")).unwrap();
    browser.wait_for("document.querySelector('#problem:not([hidden]) p')").unwrap();
    let said = browser.script(words, &json!([])).unwrap();
    assert!(said.as_str().unwrap().starts_with("Tato stránka byla otevřena bez"), "{said}");
}

fn check_logs(logs: &Path, token: &str) {
    let mut pages = 0;
    for entry in std::fs::read_dir(logs.join("xsp")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(!text.contains(token), "{}: a token", path.display());
        if path.to_string_lossy().contains("CallSettingsWebview") {
            pages = text.matches("Page served").count();
        }
    }
    assert!(pages > 0 || !peer_available("chromedriver"), "the page left no record");
}
