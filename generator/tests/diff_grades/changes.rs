//! Changes of the documentation, each with a program that uses what changed.

use msgraph_codegen::inspect::diff::Class::{self, Additive, Breaking, Documentation, Permissions};

use super::pages::{new_resource, request};

/// What is done to the pages.
pub(crate) enum Edit {
    /// In the page, this becomes that.
    Change(&'static str, &'static str, &'static str),
    /// The page goes.
    Remove(&'static str),
    /// A page comes.
    Add(&'static str, String),
}

use Edit::{Add, Change, Remove};

/// A change with its grade.
pub(crate) struct Case {
    pub(crate) what: &'static str,
    pub(crate) edits: Vec<Edit>,
    pub(crate) class: Class,
    /// What was possible before: the body of a function with `graph`, a client of v1.
    pub(crate) before: &'static str,
    /// What only the new crate can do.
    pub(crate) after: &'static str,
}

fn case(what: &'static str, class: Class, edits: Vec<Edit>, before: &'static str) -> Case {
    Case { what, edits, class, before, after: "" }
}

fn new(what: &'static str, edits: Vec<Edit>, before: &'static str, after: &'static str) -> Case {
    Case { what, edits, class: Additive, before, after }
}

const VESSEL: &str = "v1.0/resources/vessel";
const NONE: &str = "## Request body\n\nDo not supply a request body for this method.";
const USES_VESSEL: &str = "let v = v1::models::Vessel::default(); let _: Option<i32> = v.length; \
     let _ = graph.vessels().list().select((v1::models::Vessel::NAME, v1::models::Vessel::BERTH));";

/// All of them.
pub(crate) fn cases() -> Vec<Case> {
    [types(), members(), requests(), answers(), said()].into_iter().flatten().collect()
}

fn types() -> Vec<Case> {
    vec![
        case(
            "a property goes",
            Breaking,
            vec![Change(VESSEL, "| berth | String | Where it lies. |\n", "")],
            "let v = v1::models::Vessel::default(); let _ = v.berth;",
        ),
        new(
            "a property comes",
            vec![Change(VESSEL, "| berth |", "| colour | String | Of its hull. |\n| berth |")],
            USES_VESSEL,
            "let v = v1::models::Vessel::default(); let _ = v.colour;",
        ),
        case(
            "a number becomes a text",
            Breaking,
            vec![Change(
                VESSEL,
                "| length | Int32 | In metres. Valid values 1 to 400 |",
                "| length | String | In metres. |",
            )],
            "let v = v1::models::Vessel::default(); let _: Option<i32> = v.length;",
        ),
        case(
            "a wider number",
            Breaking,
            vec![Change(VESSEL, "| length | Int32 |", "| length | Int64 |")],
            "let v = v1::models::Vessel::default(); let _: Option<i32> = v.length;",
        ),
        case(
            "a narrower number of the same Rust type",
            Documentation,
            vec![Change(VESSEL, "| length | Int32 |", "| length | Int16 |")],
            USES_VESSEL,
        ),
        case(
            "one becomes many",
            Breaking,
            vec![Change(VESSEL, "| berth | String |", "| berth | String collection |")],
            "let v = v1::models::Vessel::default(); let _: Option<String> = v.berth;",
        ),
        case(
            "many become one",
            Breaking,
            vec![Change(VESSEL, "| tags | String collection |", "| tags | String |")],
            "let v = v1::models::Vessel::default(); let _: Option<Vec<String>> = v.tags;",
        ),
        case(
            "a property becomes read-only",
            Breaking,
            vec![Change(
                VESSEL,
                "| berth | String | Where it lies. |",
                "| berth | String | Where it lies. Read-only. |",
            )],
            "let _ = graph.vessels().id(\"1\").update(harbour::Patch::new().set(v1::models::Vessel::BERTH, \"7\"));",
        ),
        new(
            "a property can be written now",
            vec![Change(VESSEL, "When it first swam. Read-only.", "When it first swam.")],
            "let v = v1::models::Vessel::default(); let _ = v.launched;",
            "let _: harbour::Patch<v1::models::Vessel> = harbour::Patch::new().clear(v1::models::Vessel::LAUNCHED);",
        ),
        case(
            "a property is renamed",
            Breaking,
            vec![Change(VESSEL, "| berth | String |", "| place | String |")],
            "let _ = v1::models::Vessel::BERTH;",
        ),
        case(
            "a property becomes a relationship",
            Breaking,
            vec![
                Change(VESSEL, "| size | [dimensions](dimensions.md) | How large it is. |\n", ""),
                Change(VESSEL, "| crew |", "| size | [pier](pier.md) | Where it fits. |\n| crew |"),
            ],
            "let v = v1::models::Vessel::default(); let _: Option<v1::models::Dimensions> = v.size;",
        ),
        case(
            "a relationship leads elsewhere",
            Breaking,
            vec![Change(
                VESSEL,
                "| crew | [sailor](sailor.md) collection |",
                "| crew | [pier](pier.md) collection |",
            )],
            "let v = v1::models::Vessel::default(); let _: harbour::Related<Vec<v1::models::Sailor>> = v.crew;",
        ),
        case(
            "a first derived type",
            Breaking,
            vec![Add(
                "v1.0/resources/captain",
                new_resource("captain", "sailor", "| ship | String | The own one. |\n"),
            )],
            "let _: harbour::client::Request<v1::models::Sailor> = graph.sailors().id(\"1\").get();",
        ),
        new(
            "one more derived type",
            vec![Add("v1.0/resources/tug", new_resource("tug", "vessel", "| pull | Int32 | In tonnes. |\n"))],
            "let v = v1::models::AnyVessel::from(v1::models::Vessel::default()); if let v1::models::AnyVessel::Ferry(f) = v { let _ = f.passengers; }",
            "let t = v1::models::Tug::default(); let _ = t.pull;",
        ),
        case(
            "a derived type goes",
            Breaking,
            vec![Remove("v1.0/resources/ferry")],
            "let f = v1::models::Ferry::default(); let _ = f.passengers;",
        ),
        new(
            "a first derived type of what nothing uses",
            vec![Add(
                "v1.0/resources/crane",
                new_resource("crane", "", "| id | String | Key. Read-only. |\n"),
            )],
            USES_VESSEL,
            "let _ = v1::models::Crane::default();",
        ),
        case(
            "a type loses its base type",
            Breaking,
            vec![
                Change(
                    "v1.0/resources/ferry",
                    "Inherits from [vessel](../resources/vessel.md).",
                    "Carries people.",
                ),
                Change(
                    "v1.0/resources/ferry",
                    "| passengers |",
                    "| id | String | Key. Read-only. |\n| passengers |",
                ),
            ],
            "let f = v1::models::Ferry::default(); let _ = &f.base.name;",
        ),
        case(
            "a property moves to the base type",
            Breaking,
            vec![
                Change(
                    "v1.0/resources/ferry",
                    "| passengers | Int32 | At most. |\n",
                    "| decks | Int32 | At least. |\n",
                ),
                Change(VESSEL, "| berth |", "| passengers | Int32 | At most. |\n| berth |"),
            ],
            "let f = v1::models::Ferry::default(); let v1::models::Ferry { passengers, .. } = f; let _ = passengers;",
        ),
    ]
}

fn members() -> Vec<Case> {
    vec![
        case(
            "a member goes",
            Breaking,
            vec![Change(VESSEL, "`moored`, `sailing`, `sunk`", "`moored`, `sailing`")],
            "let _ = v1::models::VesselState::Sunk;",
        ),
        new(
            "a member comes",
            vec![Change(VESSEL, "`sailing`, `sunk`", "`sailing`, `drifting`, `sunk`")],
            "match v1::models::VesselState::Sunk { v1::models::VesselState::Moored => {} _ => {} }",
            "let _ = v1::models::VesselState::Drifting;",
        ),
        case(
            "members may be combined",
            Breaking,
            vec![Change(
                VESSEL,
                "| state | vesselState | What it does. Possible values",
                "| state | vesselState | What it does. This is a flags enumeration and multiple values are supported. Possible values",
            )],
            "let v = v1::models::Vessel::default(); let _: Option<v1::models::VesselState> = v.state;",
        ),
        case(
            "a member is renamed",
            Breaking,
            vec![Change(VESSEL, "`moored`", "`tied`")],
            "let _ = v1::models::VesselState::Moored;",
        ),
    ]
}

fn requests() -> Vec<Case> {
    vec![
        case(
            "a request goes",
            Breaking,
            vec![Remove("v1.0/api/vessel-delete")],
            "let _ = graph.vessels().id(\"1\").delete();",
        ),
        new(
            "a request comes",
            vec![Add(
                "v1.0/api/sailor-delete",
                request(
                    "Delete sailor",
                    "DELETE /sailors/{id}",
                    NONE,
                    "If successful, this method returns a `204 No Content` response code.",
                ),
            )],
            "let _ = graph.sailors().id(\"1\").get();",
            "let _ = graph.sailors().id(\"1\").delete();",
        ),
        case(
            "If-Match becomes required",
            Breaking,
            vec![Change(
                "v1.0/api/vessel-delete",
                "## Request body",
                "## Request headers\n\n| Header | Value |\n|:---|:---|\n| If-Match | The etag. Required. |\n\n## Request body",
            )],
            "let _ = graph.vessels().id(\"1\").delete();",
        ),
        case(
            "a header is named",
            Documentation,
            vec![Change(
                "v1.0/api/vessel-delete",
                "## Request body",
                "## Request headers\n\n| Header | Value |\n|:---|:---|\n| If-Match | The etag. Optional. |\n\n## Request body",
            )],
            "let _ = graph.vessels().id(\"1\").delete();",
        ),
        case(
            "a function takes one more",
            Breaking,
            vec![
                Change("v1.0/api/vessel-log", "log(year={year})", "log(year={year},month={month})"),
                Change(
                    "v1.0/api/vessel-log",
                    "| year | Int32 | Of which year. |",
                    "| year | Int32 | Of which year. |\n| month | Int32 | Of which month. |",
                ),
            ],
            "let _ = graph.vessels().id(\"1\").log(2020);",
        ),
        case(
            "a function takes a text",
            Breaking,
            vec![
                Change("v1.0/api/vessel-log", "| year | Int32 |", "| year | String |"),
                Change("v1.0/api/vessel-log", "log(year={year})", "log(year='{year}')"),
            ],
            "let _ = graph.vessels().id(\"1\").log(2020);",
        ),
        new(
            "an action takes one more",
            vec![Change("v1.0/api/vessel-moor", "| force |", "| lines | Int32 | How many. |\n| force |")],
            "let p = v1::parameters::VesselMoorParameters::default(); let _ = graph.vessels().id(\"1\").moor(&p);",
            "let p = v1::parameters::VesselMoorParameters::default(); let _ = p.lines;",
        ),
        case(
            "a parameter of an action becomes required",
            Documentation,
            vec![Change(
                "v1.0/api/vessel-moor",
                "| berth | String | Where to. |",
                "| berth | String | Where to. Required. |",
            )],
            "let p = v1::parameters::VesselMoorParameters::default(); let _ = graph.vessels().id(\"1\").moor(&p);",
        ),
        case(
            "a parameter of an action goes",
            Breaking,
            vec![Change(
                "v1.0/api/vessel-moor",
                "| force | Boolean | Whatever lies there. Optional. |\n",
                "",
            )],
            "let p = v1::parameters::VesselMoorParameters::default(); let _ = p.force;",
        ),
        case(
            "an action goes",
            Breaking,
            vec![Remove("v1.0/api/vessel-moor")],
            "let p = v1::parameters::VesselMoorParameters::default(); let _ = graph.vessels().id(\"1\").moor(&p);",
        ),
        new(
            "another way to the same",
            vec![
                Change(
                    "v1.0/api/vessel-list-crew",
                    "GET /vessels/{id}/crew\n",
                    "GET /vessels/{id}/crew\nGET /piers/{id}/vessels/{id}/crew\n",
                ),
                Change(
                    "v1.0/resources/pier",
                    "## Relationships\n\nNone.",
                    "## Relationships\n\n| Relationship | Type | Description |\n|:---|:---|:---|\n| vessels | [vessel](vessel.md) collection | What lies there. |",
                ),
            ],
            "let _ = graph.vessels().id(\"1\").crew().list();",
            "let _ = graph.piers().id(\"1\").vessels().id(\"2\").crew().list();",
        ),
        case(
            "a request of beta goes",
            Breaking,
            vec![Remove("beta/api/vessel-delete")],
            "let client: harbour::beta::GraphClient = todo!(); let _ = client.vessels().id(\"1\").delete();",
        ),
    ]
}

fn answers() -> Vec<Case> {
    vec![
        case(
            "an answer comes later",
            Breaking,
            vec![Change(
                "v1.0/api/vessel-moor",
                "If successful, this method returns a `200 OK` response code and a [vessel](../resources/vessel.md) object in the response body.",
                "If successful, this method returns a `202 Accepted` response code and a `Location` header with the URL of a monitor of the long-running operation.",
            )],
            "let p = v1::parameters::VesselMoorParameters::default(); let _ = async move { let _: v1::models::AnyVessel = graph.vessels().id(\"1\").moor(&p).await.unwrap(); };",
        ),
        case(
            "an answer is another type",
            Breaking,
            vec![Change(
                "v1.0/api/vessel-moor",
                "and a [vessel](../resources/vessel.md) object",
                "and a [pier](../resources/pier.md) object",
            )],
            "let p = v1::parameters::VesselMoorParameters::default(); let _ = async move { let _: v1::models::AnyVessel = graph.vessels().id(\"1\").moor(&p).await.unwrap(); };",
        ),
        case(
            "an answer is empty",
            Breaking,
            vec![Change(
                "v1.0/api/vessel-moor",
                "If successful, this method returns a `200 OK` response code and a [vessel](../resources/vessel.md) object in the response body.",
                "If successful, this method returns a `204 No Content` response code.",
            )],
            "let p = v1::parameters::VesselMoorParameters::default(); let _ = async move { let _: v1::models::AnyVessel = graph.vessels().id(\"1\").moor(&p).await.unwrap(); };",
        ),
        case(
            "no query options any more",
            Breaking,
            vec![Change(
                "v1.0/api/pier-list",
                "## Request body",
                "## Optional query parameters\n\nThis method does not support any OData query parameters.\n\n## Request body",
            )],
            "let _ = graph.piers().list().top(5);",
        ),
        case(
            "one query option more",
            Documentation,
            vec![Change(
                "v1.0/api/vessel-list",
                "`$select` and `$filter`",
                "`$select`, `$top` and `$filter`",
            )],
            "let _ = graph.vessels().list().top(5);",
        ),
        case(
            "one query option less",
            Documentation,
            vec![Change(
                "v1.0/api/vessel-list",
                "the `$select` and `$filter` OData query parameters",
                "the `$select` OData query parameter",
            )],
            "let _ = graph.vessels().list().filter(\"true\");",
        ),
        case(
            "an answer has another status",
            Documentation,
            vec![Change("v1.0/api/vessel-post", "`201 Created`", "`200 OK`")],
            "let _ = graph.vessels().create(&v1::models::Vessel::default());",
        ),
    ]
}

fn said() -> Vec<Case> {
    vec![
        case(
            "a less privileged permission",
            Permissions,
            vec![Change(
                "v1.0/api/vessel-list",
                "Harbour.Read.All, Harbour.ReadWrite.All",
                "Harbour.ReadBasic.All, Harbour.Read.All, Harbour.ReadWrite.All",
            )],
            "let _ = graph.vessels().list().permissions();",
        ),
        case(
            "personal accounts may call",
            Permissions,
            vec![Change("v1.0/api/vessel-get", "account) | Not supported. |", "account) | Harbour.Read |")],
            "let _ = graph.vessels().id(\"1\").get().permissions();",
        ),
        case(
            "another range",
            Documentation,
            vec![Change(VESSEL, "Valid values 1 to 400", "Valid values 1 to 500")],
            USES_VESSEL,
        ),
        case(
            "another title",
            Documentation,
            vec![Change("v1.0/api/vessel-list", "# List vessels", "# List all vessels")],
            "let _ = graph.vessels().list();",
        ),
        case(
            "another product",
            Documentation,
            vec![Change(VESSEL, "ms.prod: \"harbour\"", "ms.prod: \"sea\"")],
            USES_VESSEL,
        ),
        case(
            "a deprecated request",
            Documentation,
            vec![Change(
                "v1.0/api/vessel-list",
                "Does so.\n",
                "> [!CAUTION]\n> This API is deprecated and will stop returning data.\n",
            )],
            "let _ = graph.vessels().list();",
        ),
    ]
}
