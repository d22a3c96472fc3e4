//! Step 6: devices, device token, device profile.

use lineman_ladder::literals::{DEVICE_PROFILE_FILE, DEVICE_TYPE_DESKTOP, XSI_ACTIONS_CONTEXT};
use lineman_logs::client_calling::ClientCallingEntry;
use lineman_xsi::{
    AccessDevice, AccessDevices, DeviceToken, PathResource, XsiPath, XsiResource as _,
};
use url::Url;

use crate::cloud::LongLivedToken;
use crate::device_profile::{self, DeviceProfile};
use crate::failure::{FailureReason, SignInFailure};
use crate::http::{Http, base};
use crate::log::AppLog;
use crate::personal_data::{Kind, PersonalData};

/// Client code of a profile that cannot be read (solution-facts 6).
const PARSE_ERROR: u32 = 1507;

type Step<T> = Result<T, SignInFailure>;

/// Everything that the device steps work with.
pub(crate) struct Devices<'a> {
    pub(crate) http: &'a Http,
    pub(crate) log: &'a AppLog,
    pub(crate) personal_data: &'a PersonalData,
    pub(crate) tracking_id: &'a str,
    pub(crate) xsi: Url,
    pub(crate) token: &'a LongLivedToken,
}

impl Devices<'_> {
    /// CAL-002 to CAL-004.
    pub(crate) async fn profile(&self) -> Step<DeviceProfile> {
        let device = self.desktop_device().await?;
        let token = self.device_token(&device).await?;
        self.download(&device, &token).await
    }

    async fn desktop_device(&self) -> Step<AccessDevice> {
        let url = self.resource(PathResource::Devices);
        let request = self.http.get(&url).bearer_auth(self.token.token.reveal());
        let answer = self.http.send(request.header("accept", "application/xml")).await;
        let list = if answer.is(200) {
            AccessDevices::parse(&answer.body, answer.content_type.as_deref())
                .map_err(|error| error.to_string())
        } else {
            let reason = answer.transport_error.clone();
            Err(reason.unwrap_or_else(|| String::from("refused")))
        };
        let devices = list.as_ref().map(|list| list.devices.as_slice()).unwrap_or_default();
        self.log.calling(ClientCallingEntry::AccessDeviceList {
            path: self.log.hide(url.path()),
            status: answer.status,
            device_types: devices.iter().map(|d| self.log.hide(&d.device_type)).collect(),
            tracking_id: self.tracking_id.to_owned(),
        });
        let list = list.map_err(|reason| {
            SignInFailure::new(FailureReason::DeviceListUnavailable)
                .status(answer.status)
                .detail(self.log.hide(&reason))
        })?;
        list.of_type(DEVICE_TYPE_DESKTOP).cloned().ok_or_else(|| {
            self.log.calling(ClientCallingEntry::DeviceProfileNotFound {
                device_type: DEVICE_TYPE_DESKTOP.to_owned(),
            });
            SignInFailure::new(FailureReason::DesktopDeviceMissing)
        })
    }

    async fn device_token(&self, device: &AccessDevice) -> Step<DeviceToken> {
        let mut url = self.resource(PathResource::DeviceToken);
        url.query_pairs_mut()
            .append_pair("deviceName", &device.device_name)
            .append_pair("deviceLevel", &device.device_level);
        let request = self.http.post(&url).bearer_auth(self.token.token.reveal());
        let answer = self.http.send(request.header("accept", "application/xml")).await;
        self.log.calling(ClientCallingEntry::DeviceToken {
            status: answer.status,
            tracking_id: self.tracking_id.to_owned(),
        });
        let token = matches!(answer.status, Some(200 | 201))
            .then(|| DeviceToken::parse(&answer.body, answer.content_type.as_deref()).ok());
        token.flatten().ok_or_else(|| {
            SignInFailure::new(FailureReason::DeviceTokenUnavailable).status(answer.status)
        })
    }

    async fn download(&self, device: &AccessDevice, token: &DeviceToken) -> Step<DeviceProfile> {
        let unavailable = SignInFailure::new(FailureReason::DeviceProfileUnavailable);
        let folder = device.device_type_url.as_deref().and_then(base);
        let Some(mut url) = folder else {
            return Err(unavailable.detail("the device has no usable address"));
        };
        url.set_path(&format!("{}/{DEVICE_PROFILE_FILE}", url.path().trim_end_matches('/')));
        let request = self.http.get(&url).bearer_auth(token.token.reveal());
        let answer = self.http.send(request).await;
        self.log.calling(ClientCallingEntry::ConfigDownload {
            path: self.log.hide(url.path()),
            status: answer.status,
            tracking_id: self.tracking_id.to_owned(),
        });
        if !answer.is(200) {
            return Err(unavailable.status(answer.status));
        }
        let profile = device_profile::read(&answer.body).map_err(|reason| {
            let reason = self.log.hide(&reason);
            self.log.calling(ClientCallingEntry::ConfigParseFailed { reason: reason.clone() });
            self.log.calling(ClientCallingEntry::LoginError { error_code: PARSE_ERROR });
            SignInFailure::new(FailureReason::DeviceProfileUnparseable)
                .code(Some(PARSE_ERROR.to_string()))
                .detail(reason)
        })?;
        // From here on these turn up in SIP messages.
        let line = profile.line.address_of_record();
        self.personal_data.token(Kind::Sip, &line);
        self.personal_data.token(Kind::Sip, &profile.auth_user);
        if let Some(user) = &profile.line.user {
            self.personal_data.token(Kind::Sip, user);
        }
        self.log.calling(ClientCallingEntry::ConfigParsed {
            proxy: self.log.hide(&profile.proxy_host),
            port: profile.proxy_port,
            transport: profile.protocol.as_str().to_owned(),
        });
        Ok(profile)
    }

    /// The address of a resource. The base may end in the version or not (solution-facts 3).
    fn resource(&self, resource: PathResource) -> Url {
        let path = XsiPath { resource, user_id: self.token.user_id.clone() }.encode();
        let before = self.xsi.path().split(XSI_ACTIONS_CONTEXT).next().unwrap_or_default();
        let mut url = self.xsi.clone();
        url.set_path(&format!("{}{path}", before.trim_end_matches('/')));
        url
    }
}
