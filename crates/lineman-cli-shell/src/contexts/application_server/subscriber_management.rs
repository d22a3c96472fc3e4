//! `SubscriberMgmt`: looking up organisations and users.

use crate::attribute::{Attribute, Kind};
use crate::context::{Context, Effect, Form, Holder, TableForm};
use crate::contexts::{NAME, OWNER_ID, TEXT, USER_ID};

const fn text(name: &'static str, help: &'static str) -> Attribute {
    Attribute::new(name, Kind::Text { longest: TEXT }, help)
}

const fn read_only(
    path: &'static str,
    help: &'static str,
    table: TableForm,
    holder: Holder,
) -> Context {
    Context {
        path,
        help,
        requirements: &["PRV-023"],
        form: Form::Table(table),
        commands: &[],
        effect: Effect::Immediate,
        holder,
    }
}

const PROVIDER: Attribute =
    Attribute::new("serviceProviderId", Kind::Text { longest: OWNER_ID }, "id of the organisation");

pub(super) static SERVICE_PROVIDERS: Context = read_only(
    "SubscriberMgmt/ServiceProvider",
    "Service providers and enterprises, with their messaging server if they have one of their own.",
    TableForm {
        keys: &[PROVIDER],
        required: &[],
        optional: &[
            Attribute::new("isEnterprise", Kind::Boolean, "enterprise or service provider"),
            text("defaultDomain", "domain of its users"),
            Attribute::new(
                "useSystemMessagingServer",
                Kind::Boolean,
                "whether it has no messaging server of its own",
            ),
            text("provisioningUrl", "its messaging server"),
            text("provisioningUserId", "its provisioning account"),
        ],
        rows_change: false,
        cells_change: false,
        brief: false,
    },
    Holder::ServiceProviders,
);

pub(super) static GROUPS: Context = read_only(
    "SubscriberMgmt/Group",
    "Groups; `get PROVIDER` shows those of one organisation.",
    TableForm {
        keys: &[
            PROVIDER,
            Attribute::new("groupId", Kind::Text { longest: OWNER_ID }, "id of the group"),
        ],
        required: &[],
        optional: &[
            text("groupName", "its name"),
            text("defaultDomain", "domain of its users"),
            Attribute::new(
                "useServiceProviderMessagingServer",
                Kind::Boolean,
                "whether it has no messaging server of its own",
            ),
        ],
        rows_change: false,
        cells_change: false,
        brief: false,
    },
    Holder::Groups,
);

pub(super) static USERS: Context = read_only(
    "SubscriberMgmt/User",
    "Users, at most 1000 in a list; `detail ID` finds one by user id or alternate user id.",
    TableForm {
        keys: &[Attribute::new("userId", Kind::Text { longest: USER_ID }, "user id")],
        required: &[],
        optional: &[
            text("serviceProviderId", "organisation"),
            text("groupId", "group"),
            Attribute::new("lastName", Kind::Text { longest: NAME }, "last name"),
            Attribute::new("firstName", Kind::Text { longest: NAME }, "first name"),
            text("phoneNumber", "primary number"),
            text("extension", "extension"),
            text("emailAddress", "email address"),
        ],
        rows_change: false,
        cells_change: false,
        brief: false,
    },
    Holder::Subscribers,
);
