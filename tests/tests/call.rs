//! Programs as users write them, against a TLS server on loopback: what goes over the wire is what the pages document,
//! and what comes back has the type that they tell.

use std::sync::Arc;

use azure_core::http::ClientOptions;
use futures::TryStreamExt;
use msgraph::beta::GraphClient;
use msgraph::beta::models::{
    AnyDeviceConfiguration, ConfigurationUsage, DeviceConfiguration, Event, Team,
    WindowsIdentityProtectionConfiguration,
};
use msgraph::client::{GraphClientOptions, reqwest_transport};
use msgraph::new;
use msgraph_tests::server::{FakeCredential, Reply, Server, TOKEN};
use serde_json::{Value, json};

const PATH: &str = "/beta/deviceManagement/deviceConfigurations";

fn client(server: &Server) -> GraphClient {
    let options = GraphClientOptions {
        endpoint: Some(server.origin().parse().expect("an URL")),
        client_options: ClientOptions {
            transport: Some(reqwest_transport(server.transport())),
            ..ClientOptions::default()
        },
        ..GraphClientOptions::default()
    };
    GraphClient::new(Arc::new(FakeCredential), Some(options)).expect("a client")
}

/// What the service makes of a new configuration.
fn stored(mut body: Value) -> Value {
    body["id"] = json!("b2e64303-4303-b2e6-0343-e6b20343e6b2");
    body["version"] = json!(1);
    body["createdDateTime"] = json!("2017-01-01T00:02:43.5775965-08:00");
    body
}

#[tokio::test]
async fn a_windows_hello_configuration_is_created() {
    let server = Server::start(|_, request| (201, stored(request.body.clone()))).await;
    let graph = client(&server);

    let mut policy = WindowsIdentityProtectionConfiguration::default();
    policy.display_name = Some("Corporate PIN".into());
    policy.pin_minimum_length = Some(8);
    policy.pin_uppercase_characters_usage = Some(ConfigurationUsage::Required);
    let create = graph.device_management().device_configurations().create(&policy);
    assert_eq!(create.template(), "/deviceManagement/deviceConfigurations");
    let created = create.await.expect("created");

    let AnyDeviceConfiguration::WindowsIdentityProtectionConfiguration(created) = created else {
        panic!("another variant: {created:?}");
    };
    assert_eq!(created.id.as_deref(), Some("b2e64303-4303-b2e6-0343-e6b20343e6b2"));
    assert_eq!(created.version, Some(1));
    assert_eq!(created.display_name.as_deref(), Some("Corporate PIN"));
    assert_eq!(created.pin_minimum_length, Some(8));
    assert_eq!(created.pin_uppercase_characters_usage, Some(ConfigurationUsage::Required));

    let [request] = &server.received()[..] else { panic!("one request") };
    assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", PATH));
    assert_eq!(request.header("authorization"), Some(format!("Bearer {TOKEN}").as_str()));
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("accept"), Some("application/json"));
    assert!(request.header("client-request-id").is_some());
    assert_eq!(
        request.body,
        json!({
            "@odata.type": "#microsoft.graph.windowsIdentityProtectionConfiguration",
            "displayName": "Corporate PIN",
            "pinMinimumLength": 8,
            "pinUppercaseCharactersUsage": "required",
        })
    );
}

#[tokio::test]
async fn configurations_are_listed_over_two_pages() {
    let server = Server::start(|origin, request| {
        if request.target.contains("skiptoken") {
            let value = json!([{
                "@odata.type": "#microsoft.graph.newKindOfConfiguration",
                "id": "3", "displayName": "New", "colour": "blue",
            }]);
            return (200, json!({ "value": value }));
        }
        let value = json!([
            {
                "@odata.type": "#microsoft.graph.windowsIdentityProtectionConfiguration",
                "id": "1", "displayName": "Corporate PIN",
                "pinMinimumLength": 8, "pinUppercaseCharactersUsage": "required",
            },
            { "@odata.type": "microsoft.graph.windows10CustomConfiguration", "id": "2", "displayName": "Corp custom" },
        ]);
        (200, json!({ "@odata.nextLink": format!("{origin}{PATH}?$top=2&$skiptoken=abc"), "value": value }))
    })
    .await;
    let graph = client(&server);
    let list = graph
        .device_management()
        .device_configurations()
        .list()
        .filter(DeviceConfiguration::DISPLAY_NAME.starts_with("Corp"))
        .top(2);
    let permissions = list.permissions();
    let items: Vec<AnyDeviceConfiguration> = list.items().try_collect().await.expect("two pages");

    let [AnyDeviceConfiguration::WindowsIdentityProtectionConfiguration(first), second, third] = &items[..]
    else {
        panic!("other variants: {items:?}");
    };
    assert_eq!(first.pin_minimum_length, Some(8));
    assert_eq!(first.pin_uppercase_characters_usage, Some(ConfigurationUsage::Required));
    assert!(matches!(second, AnyDeviceConfiguration::Windows10CustomConfiguration(_)));
    assert!(matches!(third, AnyDeviceConfiguration::Unknown(_)));
    let names: Vec<_> = items.iter().map(|item| item.display_name.as_deref()).collect();
    assert_eq!(
        names,
        [Some("Corporate PIN"), Some("Corp custom"), Some("New")],
        "base properties without matching"
    );
    assert_eq!(serde_json::to_value(third).expect("JSON")["colour"], "blue");

    let received = server.received();
    let targets: Vec<&str> = received.iter().map(|request| request.target.as_str()).collect();
    assert_eq!(
        targets,
        [
            format!("{PATH}?$filter=startswith(displayName,%27Corp%27)&$top=2").as_str(),
            format!("{PATH}?$top=2&$skiptoken=abc").as_str()
        ]
    );
    assert!(
        received.iter().all(|request| request.header("authorization") == Some(&format!("Bearer {TOKEN}")))
    );
    let least = permissions.delegated_work.least_privileged();
    assert!(format!("{least:?}").contains("DeviceManagementConfiguration.Read"), "{least:?}");
}

#[tokio::test]
async fn users_are_counted() {
    let server = Server::start(|_, _| Reply {
        status: 200,
        headers: vec![("content-type".into(), "text/plain".into())],
        bytes: b"\xef\xbb\xbf893".to_vec(),
    })
    .await;
    let count = client(&server).users().count().await.expect("a number");

    assert_eq!(count, 893);
    let [request] = &server.received()[..] else { panic!("one request") };
    assert_eq!((request.method.as_str(), request.target.as_str()), ("GET", "/beta/users/$count"));
    assert_eq!(request.header("consistencylevel"), Some("eventual"), "counting needs it, as the page says");
}

#[tokio::test]
async fn a_calendar_view_takes_its_dates() {
    let server = Server::start(|_, _| {
        let start = json!({ "dateTime": "2026-12-01T09:00:00.0000000", "timeZone": "UTC" });
        (200, json!({ "value": [{ "id": "1", "subject": "Review", "start": start }] }))
    })
    .await;
    let view = client(&server).me().calendar_view();
    let list = view.list("2026-12-01T00:00:00+01:00", "2026-12-02T00:00:00Z").select(Event::SUBJECT);
    let events: Vec<Event> = list.items().try_collect().await.expect("one page");

    let [event] = &events[..] else { panic!("one event") };
    assert_eq!(event.subject.as_deref(), Some("Review"));
    let [request] = &server.received()[..] else { panic!("one request") };
    assert_eq!(
        request.target,
        "/beta/me/calendarView?startDateTime=2026-12-01T00:00:00%2B01:00\
         &endDateTime=2026-12-02T00:00:00Z&$select=subject"
    );
}

#[tokio::test]
async fn a_team_is_known_when_its_creation_is_done() {
    let server = Server::start(|_, request| match (request.method.as_str(), request.target.as_str()) {
        ("POST", "/beta/teams") => Reply {
            status: 202,
            headers: vec![
                ("location".into(), "/teams('7')/operations('3')".into()),
                ("content-location".into(), "/teams('7')".into()),
            ],
            bytes: Vec::new(),
        },
        ("GET", "/beta/teams('7')/operations('3')") => {
            Reply::from((200, json!({ "id": "3", "status": "succeeded", "targetResourceId": "7" })))
        }
        ("GET", "/beta/teams('7')") => Reply::from((200, json!({ "id": "7", "displayName": "Reviewers" }))),
        other => panic!("nobody asks for {other:?}"),
    })
    .await;
    let team = new!(Team { display_name: "Reviewers" });
    let creation = client(&server).teams().create(&team).await.expect("it has begun");
    let created: Team = creation.wait().await.expect("it is done");

    assert_eq!(created.id.as_deref(), Some("7"));
    assert_eq!(created.display_name.as_deref(), Some("Reviewers"));
}
