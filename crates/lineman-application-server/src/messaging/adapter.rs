//! The HTTP exchange with the messaging server and its records in the PSLog.

use std::net::IpAddr;
use std::sync::PoisonError;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lineman_ladder::literals::{HEADER_TRACKING_ID, NODE_MESSAGE};
use lineman_logs::http_block::{HttpRequestBlock, HttpResponseBlock};
use lineman_model::{Random, Secret, uuid_v4};
use lineman_net::NetError;
use lineman_net::http::{ClientOptions, USUAL_BODY_LIMIT, client, read_capped};
use lineman_ocip::MASK;
use lineman_store::broadworks::Subscriber;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use tokio::sync::{Mutex, MutexGuard};
use url::{Host, Url};

use super::InEffect;
use super::profile_document::profile_document;
use crate::config::MessagingConfig;
use crate::oci::transaction_log::{Thread, TransactionLog};

const CONTENT: &str = "application/xml; charset=UTF-8";
const MASKED_CREDENTIALS: &str = "Basic ********";
/// Locks that keep two exchanges for one user apart; users share them by chance.
const LOCKS: usize = 64;

/// What is to be told to the messaging server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change<'a> {
    /// The service is assigned: POST.
    Assigned,
    /// Name, number or email is another one: PUT.
    Changed,
    /// The IM&P password is another one: PUT.
    Password(&'a Secret),
    /// The service is taken away: DELETE.
    Removed,
}

/// How the exchange ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// 200 OK, the only success (PRV-006).
    Accepted,
    /// Any other status.
    Refused {
        /// Which.
        status: u16,
        /// The text of the node `message`, if there is one (PRV-008).
        message: Option<String>,
    },
    /// No answer, or none in time.
    Unreachable,
}

impl Outcome {
    /// Whether the same may succeed later without anybody doing anything here.
    pub(crate) const fn may_be_delivered_later(&self, change: Change<'_>) -> bool {
        match self {
            Self::Accepted => false,
            // The bridge refuses a removal with 409 while it creates the user.
            Self::Refused { status: 409, .. } => matches!(change, Change::Removed),
            Self::Refused { status, .. } => matches!(status, 502..=504),
            Self::Unreachable => true,
        }
    }
}

/// One exchange and where it is logged.
pub(crate) struct Exchange<'a> {
    pub(crate) log: &'a TransactionLog,
    pub(crate) thread: &'a Thread,
    pub(crate) random: &'a dyn Random,
    pub(crate) server: &'a InEffect,
    pub(crate) subscriber: &'a Subscriber,
    pub(crate) change: Change<'a>,
    /// What the container option says, if it is set.
    pub(crate) by_name: Option<bool>,
}

/// Talks to the messaging server.
#[derive(Debug)]
pub(crate) struct MessagingAdapter {
    options: ClientOptions,
    client: reqwest::Client,
    /// The client of the proxy that was used last.
    proxied: std::sync::Mutex<Option<(String, reqwest::Client)>>,
    use_provisioning_url: bool,
    locks: Vec<Mutex<()>>,
}

impl MessagingAdapter {
    pub(crate) fn new(config: &MessagingConfig) -> Result<Self, NetError> {
        let options = ClientOptions {
            ca_pem: config.ca_pem.clone(),
            timeout: config.timeout,
            connect_timeout: config.timeout.min(ClientOptions::default().connect_timeout),
            ..ClientOptions::default()
        };
        Ok(Self {
            client: client(&options)?,
            options,
            proxied: std::sync::Mutex::default(),
            use_provisioning_url: config.use_provisioning_url,
            locks: (0..LOCKS).map(|_| Mutex::new(())).collect(),
        })
    }

    /// Held while a user's service is assigned or taken away, so that two clients cannot do both
    /// at once.
    pub(crate) async fn lock(&self, user_id: &str) -> MutexGuard<'_, ()> {
        let sum = user_id
            .bytes()
            .fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)));
        self.locks[sum % LOCKS].lock().await
    }

    /// The client, through a proxy if there is one.
    fn client_for(&self, proxy: Option<&str>) -> Result<reqwest::Client, NetError> {
        let Some(proxy) = proxy else { return Ok(self.client.clone()) };
        let mut kept = self.proxied.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((address, client)) = &*kept
            && address == proxy
        {
            return Ok(client.clone());
        }
        let options = ClientOptions { proxy: Some(proxy.to_owned()), ..self.options.clone() };
        let client = client(&options)?;
        *kept = Some((proxy.to_owned(), client.clone()));
        Ok(client)
    }

    /// Tells the messaging server and logs the exchange.
    pub(crate) async fn tell(&self, exchange: Exchange<'_>) -> Outcome {
        let Exchange { log, thread, random, server, subscriber, change, by_name } = exchange;
        let tracking_id = format!("AS_{}", uuid_v4(random));
        let by_name = by_name.unwrap_or(self.use_provisioning_url);
        let target = match address(&server.url, change, &subscriber.user_id, by_name).await {
            Ok(target) => target,
            Err(reason) => {
                log.messaging_failure(thread, &tracking_id, &server.url, &reason);
                return Outcome::Unreachable;
            }
        };
        let document = |password: Option<&str>| match change {
            Change::Removed => String::new(),
            _ => profile_document(subscriber, password),
        };
        let (body, shown) = match change {
            Change::Password(password) => (document(Some(password.reveal())), document(Some(MASK))),
            _ => (document(None), document(None)),
        };
        log.messaging_request(thread, request_block(&target, change, &tracking_id, &shown));
        let client = match self.client_for(server.proxy.as_deref()) {
            Ok(client) => client,
            Err(error) => {
                log.messaging_failure(thread, &tracking_id, target.as_str(), &error.to_string());
                return Outcome::Unreachable;
            }
        };
        let credentials =
            STANDARD.encode(format!("{}:{}", server.user_id, server.password.reveal()));
        let request = match change {
            Change::Assigned => {
                client.post(target.clone()).header(CONTENT_TYPE, CONTENT).body(body)
            }
            Change::Changed | Change::Password(_) => {
                client.put(target.clone()).header(CONTENT_TYPE, CONTENT).body(body)
            }
            Change::Removed => client.delete(target.clone()),
        }
        .header(AUTHORIZATION, format!("Basic {credentials}"))
        .header(HEADER_TRACKING_ID, &tracking_id);
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) => {
                let reason = lineman_net::http::TransportFailure::from(&error).to_string();
                log.messaging_failure(thread, &tracking_id, target.as_str(), &reason);
                return Outcome::Unreachable;
            }
        };
        let status = response.status();
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| {
                (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
            })
            .collect();
        // An answer whose body breaks off is no answer.
        let body = match read_capped(response, USUAL_BODY_LIMIT).await {
            Ok(body) => body,
            Err(error) => {
                log.messaging_failure(thread, &tracking_id, target.as_str(), &error.to_string());
                return Outcome::Unreachable;
            }
        };
        let body = String::from_utf8_lossy(&body).into_owned();
        let message = message_of(&body);
        log.messaging_response(
            thread,
            &tracking_id,
            HttpResponseBlock {
                status: status.as_u16(),
                reason: status.canonical_reason().unwrap_or_default().to_owned(),
                headers,
                body,
            },
        );
        if status.as_u16() == 200 {
            Outcome::Accepted
        } else {
            Outcome::Refused { status: status.as_u16(), message }
        }
    }
}

fn request_block(
    target: &Url,
    change: Change<'_>,
    tracking_id: &str,
    body: &str,
) -> HttpRequestBlock {
    let mut headers = vec![
        (String::from("Authorization"), MASKED_CREDENTIALS.to_owned()),
        (HEADER_TRACKING_ID.to_owned(), tracking_id.to_owned()),
    ];
    let method = match change {
        Change::Assigned => "POST",
        Change::Changed | Change::Password(_) => "PUT",
        Change::Removed => "DELETE",
    };
    if change != Change::Removed {
        headers.insert(0, (String::from("Content-Type"), CONTENT.to_owned()));
    }
    HttpRequestBlock {
        method: method.to_owned(),
        target: target.as_str().to_owned(),
        headers,
        body: body.to_owned(),
    }
}

/// The URL to address. Without the container option `bw.imp.useProvisioningUrl` the host is
/// resolved first and its address stands in the URL.
async fn address(
    url: &str,
    change: Change<'_>,
    user_id: &str,
    by_name: bool,
) -> Result<Url, String> {
    let mut url = Url::parse(url).map_err(|error| format!("provisioning URL: {error}"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(String::from("provisioning URL: neither http nor https"));
    }
    // Credentials in the URL would reach the log.
    if !url.username().is_empty() || url.password().is_some() {
        return Err(String::from("provisioning URL: it holds credentials"));
    }
    if change == Change::Removed {
        url.query_pairs_mut().append_pair("bwuserid", user_id);
    }
    if !by_name && let Some(Host::Domain(name)) = url.host().map(|host| host.to_owned()) {
        let port = url.port_or_known_default().unwrap_or(80);
        let resolved = tokio::net::lookup_host((name.as_str(), port)).await;
        let address: IpAddr = resolved
            .ok()
            .and_then(|addresses| {
                let mut addresses: Vec<IpAddr> = addresses.map(|address| address.ip()).collect();
                addresses.sort_by_key(IpAddr::is_ipv6);
                addresses.into_iter().next()
            })
            .ok_or_else(|| String::from("host name not found"))?;
        url.set_ip_host(address).map_err(|()| String::from("provisioning URL: no host"))?;
    }
    Ok(url)
}

/// The text of the first node `message`, by local name, of an XML answer.
fn message_of(body: &str) -> Option<String> {
    let root = lineman_xml::parse_str(body.trim_start()).ok()?;
    root.find(NODE_MESSAGE)
        .map(|node| node.text().trim().to_owned())
        .filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_url_is_addressed_by_name_or_by_address() {
        let url = "http://localhost:8080/bridge/api";
        let named = address(url, Change::Assigned, "u", true).await.expect("a URL");
        assert_eq!(named.as_str(), url);
        let numbered = address(url, Change::Assigned, "u", false).await.expect("a URL");
        assert_eq!(numbered.as_str(), "http://127.0.0.1:8080/bridge/api");
        let removal = address(url, Change::Removed, "a b@x", true).await.expect("a URL");
        assert_eq!(removal.query(), Some("bwuserid=a+b%40x"));
        for bad in ["ftp://host/", "no url", "http://u:p@host/"] {
            assert!(address(bad, Change::Assigned, "u", true).await.is_err(), "{bad}");
        }
    }

    #[test]
    fn the_message_is_found_by_local_name() {
        assert_eq!(
            message_of(
                "<?xml version=\"1.0\"?><e:error xmlns:e='x'><e:message> no </e:message></e:error>"
            ),
            Some("no".into())
        );
        assert_eq!(message_of("not found"), None);
        assert_eq!(message_of("<error/>"), None);
    }
}
