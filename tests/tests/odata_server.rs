//! The client against an OData server that nobody here wrote: `@sap-ux/fe-mockserver-core` from npm, fed with the
//! exported CSDL of all of v1.0. It parses the queries, keeps the data and writes the answers. Skipped, and said so,
//! where node, npm or the registry is out of reach.
//!
//! What it lacks is made up for before it, not in the client: it knows no inheritance, so the CSDL it gets is
//! flattened, and no keys as segments, so `serve.js` writes them in parentheses. It knows no doubled quotes in
//! texts and no next links; those are tested elsewhere.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use azure_core::http::ClientOptions;
use futures::TryStreamExt;
use msgraph::client::{GraphClientOptions, reqwest_transport};
use msgraph::v1::GraphClient;
use msgraph::v1::models::{AnyDirectoryObject, User};
use msgraph::v1::requests::UserCollectionRequests;
use msgraph::{Patch, msgraph_core::ModelExt};
use msgraph_codegen::odata::{ApiVersion, QualifiedName};
use msgraph_codegen::schema::{Schema, StructuredType};
use msgraph_codegen::{Input, export, resolve, understand};
use msgraph_tests::server::{FakeCredential, identity, trusting};
use msgraph_tests::{npm, root, skipped};
use serde_json::json;

/// By exact version, so that the answers do not change by themselves.
const PACKAGES: [&str; 1] = ["@sap-ux/fe-mockserver-core@1.7.16"];

/// Entity sets that the test asks.
const SETS: &str = "users";

#[tokio::test]
async fn an_independent_server_understands_the_client() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    if let Err(why) = npm::install(&PACKAGES, folder.path()) {
        skipped("an_independent_server_understands_the_client", &why);
        return;
    }
    let server = Server::start(folder.path());
    let users = server.client().users();

    // create
    let mut eve = User::default();
    eve.display_name = Some("Eve (R&D) + Ünï #1 100%".into());
    eve.business_phones = Some(vec!["+49 30 1234".into()]);
    eve.account_enabled = Some(false);
    let created = users.create(&eve).await.expect("created");
    assert_eq!(created.display_name, eve.display_name);
    assert_eq!(created.business_phones, eve.business_phones);
    let id = created.id.clone().expect("the server gave it a key");

    // filter: the reserved characters of URLs in a text, functions, grouping, in, comparison of dates
    let found: Vec<User> = users
        .list()
        .filter(User::DISPLAY_NAME.eq("Eve (R&D) + Ünï #1 100%"))
        .items()
        .try_collect()
        .await
        .expect("found");
    assert_eq!(keys(&found), [id.as_str()]);
    let either = User::DISPLAY_NAME.starts_with("Ada").or(User::DISPLAY_NAME.ends_with("b"));
    let conditions = [
        (either.and(User::ACCOUNT_ENABLED.eq(true)), vec!["1"]),
        (
            User::ACCOUNT_ENABLED
                .eq(true)
                .or(User::DISPLAY_NAME.eq("Bob").and(User::ACCOUNT_ENABLED.eq(false))),
            vec!["1", "2", "3"],
        ),
        (User::DISPLAY_NAME.in_(["Bob", "Cleo"]), vec!["2", "3"]),
        (
            User::CREATED_DATE_TIME
                .ge("2021-01-01T00:00:00Z")
                .and(User::CREATED_DATE_TIME.lt("2022-01-01T00:00:00+02:00")),
            vec!["2"],
        ),
        (User::JOB_TITLE.eq("Engineer").and(User::DISPLAY_NAME.contains("d")), vec!["1"]),
    ];
    for (condition, expected) in conditions {
        let text = condition.as_str().to_owned();
        let found: Vec<User> = users
            .list()
            .filter(condition)
            .items()
            .try_collect()
            .await
            .unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(keys(&found), expected, "{text}");
    }

    // select, order, page, count
    let page = users
        .list()
        .select((User::ID, User::DISPLAY_NAME))
        .order_by(User::DISPLAY_NAME.desc())
        .filter(User::ID.ne(&*id))
        .skip(1)
        .top(1)
        .count()
        .await
        .expect("a page");
    assert_eq!(page.count, Some(3), "of all pages");
    assert_eq!(keys(&page.value), ["2"], "Cleo, Bob, Ada: the second");
    assert_eq!(page.value[0].display_name.as_deref(), Some("Bob"));
    assert_eq!(page.value[0].job_title, None, "not selected");
    assert_eq!(number(&users).await, 4);

    // expand, with a derived type behind the declared one
    let ada = users.id("1").get().expand(User::MANAGER).await.expect("found");
    let manager = ada.manager.get().expect("readable").expect("expanded");
    let AnyDirectoryObject::User(cleo) = manager else { panic!("another type: {manager:?}") };
    assert_eq!(cleo.display_name.as_deref(), Some("Cleo"));

    // patch: one property set, one cleared
    let changes = Patch::<User>::new().set(User::JOB_TITLE, "Director").clear(User::DEPARTMENT);
    users.id("1").update(changes).await.expect("updated");
    let ada = users.id("1").get().await.expect("found");
    assert_eq!(ada.job_title.as_deref(), Some("Director"));
    assert!(ada.is_null(User::DEPARTMENT), "{ada:?}");
    assert_eq!(ada.display_name.as_deref(), Some("Ada"), "the rest is as it was");

    // delete
    users.id(&id).delete().await.expect("deleted");
    let gone = users.id(&id).get().await.expect_err("gone");
    assert!(gone.is_not_found(), "{gone:?}");
    assert_eq!(number(&users).await, 3);
}

async fn number(users: &UserCollectionRequests) -> i64 {
    users.list().top(1).count().await.expect("a page").count.expect("was asked for")
}

fn keys(users: &[User]) -> Vec<&str> {
    users.iter().filter_map(|user| user.id.as_deref()).collect()
}

/// A running server; it ends with this value.
struct Server {
    process: Child,
    origin: String,
    certificate: Vec<u8>,
}

impl Server {
    fn start(folder: &Path) -> Self {
        let identity = identity();
        let write =
            |name: &str, text: String| fs::write(folder.join(name), text).expect("the folder is writable");
        write("key.pem", identity.signing_key.serialize_pem());
        write("cert.pem", identity.cert.pem());
        write("metadata.xml", export::csdl(&flattened(v1())));
        fs::create_dir(folder.join("data")).expect("the folder is writable");
        write("data/users.json", users().to_string());
        let mut process = Command::new("node")
            .arg(root().join("tests/tests/odata_server/serve.js"))
            .arg(folder)
            .arg(SETS)
            .stdout(Stdio::piped())
            .spawn()
            .expect("node runs");
        let mut port = String::new();
        let said = process.stdout.take().expect("its output is ours");
        BufReader::new(said).read_line(&mut port).expect("readable");
        let port: u16 = port.trim().parse().unwrap_or_else(|_| panic!("the server did not start: {port:?}"));
        Self {
            process,
            origin: format!("https://localhost:{port}"),
            certificate: identity.cert.der().to_vec(),
        }
    }

    fn client(&self) -> GraphClient {
        let transport = Some(reqwest_transport(trusting(&self.certificate)));
        let options = GraphClientOptions {
            endpoint: Some(self.origin.parse().expect("an URL")),
            client_options: ClientOptions { transport, ..ClientOptions::default() },
            ..GraphClientOptions::default()
        };
        GraphClient::new(Arc::new(FakeCredential), Some(options)).expect("a client")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is gone.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What the server begins with.
fn users() -> serde_json::Value {
    let cleo = json!({ "@odata.type": "#microsoft.graph.user", "id": "3", "displayName": "Cleo" });
    json!([
        {
            "id": "1", "displayName": "Ada", "accountEnabled": true, "jobTitle": "Engineer", "department": "Research",
            "createdDateTime": "2020-05-01T08:00:00Z", "manager": cleo,
        },
        {
            "id": "2", "displayName": "Bob", "accountEnabled": false, "jobTitle": "Engineer",
            "createdDateTime": "2021-05-01T08:00:00Z",
        },
        { "id": "3", "displayName": "Cleo", "accountEnabled": true, "createdDateTime": "2022-05-01T08:00:00Z" },
    ])
}

/// The schema of the committed documents.
fn v1() -> Schema {
    let input =
        Input { docs: root().join("docs-input"), also: Vec::new(), apis: vec![ApiVersion::V1], prose: false };
    let mut documents = understand(&input, &|_| {}).expect("readable");
    resolve(&mut documents, &input).pop().expect("one version was asked for")
}

/// The same types without inheritance: each with the keys and properties of its base types as its own.
fn flattened(schema: Schema) -> Schema {
    let flat = |name: &QualifiedName| {
        let mut chain = schema.chain(name).into_iter().map(|(_, ty)| ty);
        let mut own: StructuredType = chain.next().expect("the chain begins with the type itself").clone();
        for base in chain {
            let inherited = base.properties.iter().filter(|(name, _)| !own.properties.contains_key(*name));
            own.properties.extend(
                inherited.map(|(name, property)| (name.clone(), property.clone())).collect::<Vec<_>>(),
            );
            let inherited = base.navigation.iter().filter(|(name, _)| !own.navigation.contains_key(*name));
            own.navigation
                .extend(inherited.map(|(name, target)| (name.clone(), target.clone())).collect::<Vec<_>>());
            own.key.extend(base.key.iter().cloned());
        }
        own.base = None;
        own
    };
    let types = schema.types.keys().map(|name| (name.clone(), flat(name))).collect();
    Schema { types, ..schema }
}
