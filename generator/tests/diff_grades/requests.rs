//! Changes of requests: what they send, what they answer, and what is said of them.

use msgraph_codegen::inspect::diff::Class::{Breaking, Documentation, Permissions};

use super::Edit::{Add, Change, Remove};
use super::{Case, NONE, USES_VESSEL, VESSEL, case, new};
use crate::pages::request;

pub(super) fn requests() -> Vec<Case> {
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

pub(super) fn answers() -> Vec<Case> {
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

pub(super) fn said() -> Vec<Case> {
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
