//! Settings of the whole system.

use lineman_model::Secret;
use lineman_store::broadworks::SystemMessaging;

use crate::context::Context;

pub(crate) async fn messaging_defaults(context: &Context) {
    let store = context.broadworks().await;
    let settings = store.system_settings();
    assert_eq!(settings.messaging().await.expect("read"), SystemMessaging::default());
    let messaging = SystemMessaging {
        provisioning_url: Some("http://localhost/bridge".into()),
        provisioning_user_id: Some("account".into()),
        provisioning_password: Some(Secret::new("secret")),
        enable_synchronization: true,
        proxy_host: Some("proxy.example".into()),
        proxy_port: Some(3128),
    };
    settings.set_messaging(&messaging).await.expect("set");
    assert_eq!(settings.messaging().await.expect("read"), messaging);
    let without = SystemMessaging { provisioning_password: None, ..messaging };
    settings.set_messaging(&without).await.expect("set");
    assert_eq!(settings.messaging().await.expect("read"), without);
}

/// AUT-003: set on one XSP, missing on another.
pub(crate) async fn container_options(context: &Context) {
    let store = context.broadworks().await;
    let settings = store.system_settings();
    let name = "bw.authservice.authServiceUrl";
    settings.set_container_option("xsp1", "tomcat", name, Some("http://a")).await.expect("set");
    let first = settings.container_option("xsp1", "tomcat", name).await.expect("read");
    assert_eq!(first.as_deref(), Some("http://a"));
    assert_eq!(settings.container_option("xsp2", "tomcat", name).await.expect("read"), None);
    settings.set_container_option("xsp1", "tomcat", name, Some("http://b")).await.expect("set");
    let changed = settings.container_option("xsp1", "tomcat", name).await.expect("read");
    assert_eq!(changed.as_deref(), Some("http://b"));
    settings.set_container_option("xsp1", "tomcat", name, None).await.expect("removed");
    assert_eq!(settings.container_option("xsp1", "tomcat", name).await.expect("read"), None);
}
