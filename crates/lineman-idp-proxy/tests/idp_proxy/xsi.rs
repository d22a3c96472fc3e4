//! Xsi-Actions that knows some accounts and can be told to answer otherwise.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use lineman_cloud_service::basic_credentials;
use lineman_net::http::HttpOptions;
use lineman_net::{NoObserver, ServerHandle, Shutdown};
use lineman_xsi::{
    AdditionalDetails, Encoding, ErrorInfo, Profile, ProfileDetails, XsiResource as _,
};

/// A request that came in.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
}

#[derive(Default)]
struct Shared {
    /// What is typed, and whose profile it opens.
    accounts: Mutex<HashMap<(String, String), String>>,
    /// Answered instead of judging.
    fixed: Mutex<Option<(u16, String)>>,
    calls: Mutex<Vec<Call>>,
}

pub(crate) struct Xsi {
    shared: Arc<Shared>,
    server: ServerHandle,
}

impl Xsi {
    pub(crate) async fn start() -> Self {
        let shared = Arc::new(Shared::default());
        let router = Router::new().fallback(answer).with_state(Arc::clone(&shared));
        let listener = lineman_net::tcp::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let (options, shutdown) = (HttpOptions::default(), Shutdown::new());
        let observer = Arc::new(NoObserver);
        let server =
            lineman_net::http::serve(listener, None, router, options, &shutdown, observer).unwrap();
        Self { shared, server }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://localhost:{}/com.broadsoft.xsi-actions", self.server.port())
    }

    pub(crate) fn know(&self, typed: &str, password: &str, bw_user_id: &str) {
        let account = (typed.to_owned(), password.to_owned());
        self.shared.accounts.lock().unwrap().insert(account, bw_user_id.to_owned());
    }

    pub(crate) fn answer_always(&self, answer: Option<(u16, &str)>) {
        let answer = answer.map(|(status, body)| (status, body.to_owned()));
        *self.shared.fixed.lock().unwrap() = answer;
    }

    pub(crate) fn calls(&self) -> Vec<Call> {
        self.shared.calls.lock().unwrap().clone()
    }
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let target = request.uri().to_string();
    let headers = request.headers().clone();
    shared.calls.lock().unwrap().push(Call { target, headers: headers.clone() });
    if let Some((status, body)) = shared.fixed.lock().unwrap().clone() {
        return (StatusCode::from_u16(status).unwrap(), body).into_response();
    }
    let account = basic_credentials(&headers)
        .map(|credentials| (credentials.user, credentials.password.reveal().to_owned()));
    let known = account.and_then(|account| shared.accounts.lock().unwrap().get(&account).cloned());
    match known {
        Some(bw_user_id) => profile(bw_user_id).to_xml(Encoding::Utf8).into_response(),
        None => {
            let error = ErrorInfo::new(Some(4962), "[Error 4962] Invalid password");
            (StatusCode::UNAUTHORIZED, error.to_xml(Encoding::Utf8)).into_response()
        }
    }
}

fn profile(bw_user_id: String) -> Profile {
    Profile {
        details: ProfileDetails {
            user_id: bw_user_id,
            first_name: Some("Una".into()),
            ..ProfileDetails::default()
        },
        additional_details: AdditionalDetails::default(),
        ..Profile::default()
    }
}
