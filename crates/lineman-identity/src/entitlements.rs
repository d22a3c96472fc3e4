//! What a Webex for BroadWorks user may do.

use lineman_ladder::literals::ENTITLEMENT_BROADWORKS_CONNECTOR;

/// The entitlements that a new user of this product gets, in the order in which Help Desk shows
/// them (HD-017).
#[must_use]
pub fn broadworks_user_entitlements() -> Vec<String> {
    [
        "squared-call-initiation",
        "spark-admin",
        "spark",
        "squared-fusion-mgmt",
        "squared-syncup",
        "cloudmeetings",
        "squared-room-moderation",
        ENTITLEMENT_BROADWORKS_CONNECTOR,
        "webex-squared",
    ]
    .map(str::to_owned)
    .to_vec()
}
