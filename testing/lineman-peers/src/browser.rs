//! A browser that we did not write, driven over WebDriver: Chromium at the size of a phone.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::command::{curl, run};

/// Key of an element's reference (W3C WebDriver, section 12).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// Width and height of a phone.
pub const PHONE: (u32, u32) = (375, 812);

/// A browser with one window.
pub struct Browser {
    driver: Child,
    session: String,
}

impl Browser {
    /// Starts it.
    ///
    /// # Errors
    /// When driver or browser do not start.
    pub fn start() -> Result<Self> {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("starting chromedriver")?;
        let output = driver.stdout.take().context("its standard output")?;
        let mut port = None;
        for line in BufReader::new(output).lines() {
            let line = line.context("reading its standard output")?;
            let said = line.rsplit_once("on port ").map(|(_, port)| port.trim_end_matches('.'));
            if line.contains("started successfully")
                && let Some(number) = said.and_then(|port| port.parse::<u16>().ok())
            {
                port = Some(number);
                break;
            }
        }
        let Some(port) = port else { bail!("chromedriver ended: {:?}", driver.wait()) };
        let mut browser = Self { driver, session: format!("http://localhost:{port}/session") };
        let (width, height) = PHONE;
        let options = json!({
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
            "mobileEmulation": {
                "deviceMetrics": {"width": width, "height": height, "pixelRatio": 1.0, "touch": false},
            },
        });
        let capabilities = json!({
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL"},
            "timeouts": {"script": 20_000},
        });
        let made =
            browser.call("", Some(&json!({"capabilities": {"alwaysMatch": capabilities}})))?;
        let id = made["sessionId"].as_str().context("a session")?;
        browser.session = format!("{}/{id}", browser.session);
        Ok(browser)
    }

    /// One command; a GET without a body, a POST with one.
    fn call(&self, path: &str, body: Option<&Value>) -> Result<Value> {
        let mut command = curl();
        command.args(["--max-time", "60"]).arg(format!("{}{path}", self.session));
        if let Some(body) = body {
            command.args(["--header", "content-type: application/json", "--data-binary"]);
            command.arg(body.to_string());
        }
        let finished = run(&mut command)?;
        let (answer, status) = finished.stdout.rsplit_once('\n').context("an answer")?;
        let document: Value = serde_json::from_str(answer)
            .with_context(|| format!("{path}: {answer} {}", finished.stderr))?;
        if status != "200" {
            bail!("{path}: {}", document["value"]["message"]);
        }
        Ok(document["value"].clone())
    }

    /// Opens an address.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(&self, url: &str) -> Result<()> {
        self.call("/url", Some(&json!({"url": url}))).map(drop)
    }

    /// Runs a script and gives what it returns.
    ///
    /// # Errors
    /// When it throws.
    pub fn script(&self, script: &str, arguments: &Value) -> Result<Value> {
        self.call("/execute/sync", Some(&json!({"script": script, "args": arguments})))
    }

    /// Waits until an expression is true in the page.
    ///
    /// # Errors
    /// When it never is.
    pub fn wait_for(&self, expression: &str) -> Result<()> {
        let script = format!(
            "const done = arguments[arguments.length - 1];\n\
             const look = () => {{ if ({expression}) done(true); else setTimeout(look, 20); }};\n\
             look();"
        );
        self.call("/execute/async", Some(&json!({"script": script, "args": []})))
            .with_context(|| format!("waiting for {expression}"))
            .map(drop)
    }

    fn element(&self, selector: &str) -> Result<String> {
        let question = json!({"using": "css selector", "value": selector});
        let found = self.call("/element", Some(&question))?;
        Ok(found[ELEMENT].as_str().context("an element")?.to_owned())
    }

    /// Clicks as a finger does.
    ///
    /// # Errors
    /// When the element is not there or covered.
    pub fn click(&self, selector: &str) -> Result<()> {
        let element = self.element(selector)?;
        self.call(&format!("/element/{element}/click"), Some(&json!({}))).map(drop)
    }

    /// Types into an element.
    ///
    /// # Errors
    /// When the element is not there or takes no keys.
    pub fn type_into(&self, selector: &str, text: &str) -> Result<()> {
        let element = self.element(selector)?;
        self.call(&format!("/element/{element}/value"), Some(&json!({"text": text}))).map(drop)
    }

    /// What a screen reader says of an element: its role and its name.
    ///
    /// # Errors
    /// When the element is not there.
    pub fn spoken(&self, selector: &str) -> Result<(String, String)> {
        let element = self.element(selector)?;
        let ask = |what: &str| -> Result<String> {
            let answer = self.call(&format!("/element/{element}/{what}"), None)?;
            Ok(answer.as_str().unwrap_or_default().to_owned())
        };
        Ok((ask("computedrole")?, ask("computedlabel")?))
    }

    /// What the browser complained about since it was asked last.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn complaints(&self) -> Result<Vec<String>> {
        let log = self.call("/se/log", Some(&json!({"type": "browser"})))?;
        let entries = log.as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(entries.iter().map(|entry| entry["message"].to_string()).collect())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Ending the session ends the browser; the driver follows.
        drop(run(curl().args(["--request", "DELETE"]).arg(&self.session)));
        drop(self.driver.kill());
        drop(self.driver.wait());
    }
}
