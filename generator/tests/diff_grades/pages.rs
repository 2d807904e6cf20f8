//! A documentation of a harbour, before anything changes.

/// A page: its path below the documentation, and its text.
pub(crate) type Page = (String, String);

fn resource(name: &str, base: &str, rows: &str, relationships: &str) -> String {
    let inherits = if base.is_empty() {
        String::new()
    } else {
        format!("\nInherits from [{base}](../resources/{base}.md).\n")
    };
    let json = format!("{{ \"@odata.type\": \"#microsoft.graph.{name}\" }}");
    format!(
        "---\ntitle: \"{name} resource type\"\ndoc_type: resourcePageType\nms.prod: \"harbour\"\n---\n\n\
         # {name} resource type\n\nNamespace: microsoft.graph\n\nSomething of a harbour.\n{inherits}\n\
         ## Properties\n\n| Property | Type | Description |\n|:---|:---|:---|\n{rows}\n\
         ## Relationships\n\n{relationships}\n\n## JSON representation\n\n\
         <!-- {{ \"blockType\": \"resource\", \"keyProperty\": \"id\", \"@odata.type\": \"microsoft.graph.{name}\" }} -->\n\
         ```json\n{json}\n```\n"
    )
}

/// A page of a request.
pub(crate) fn request(title: &str, line: &str, middle: &str, answer: &str) -> String {
    format!(
        "---\ntitle: \"{title}\"\ndoc_type: apiPageType\nms.prod: \"harbour\"\n---\n\n# {title}\n\n\
         Namespace: microsoft.graph\n\nDoes so.\n\n## Permissions\n\n\
         | Permission type | Permissions (from least to most privileged) |\n|:---|:---|\n\
         | Delegated (work or school account) | Harbour.Read.All, Harbour.ReadWrite.All |\n\
         | Delegated (personal Microsoft account) | Not supported. |\n| Application | Harbour.Read.All |\n\n\
         ## HTTP request\n\n<!-- {{ \"blockType\": \"ignored\" }} -->\n```http\n{line}\n```\n\n\
         {middle}\n\n## Response\n\n{answer}\n"
    )
}

const NO_BODY: &str = "## Request body\n\nDo not supply a request body for this method.";

fn answers(code: &str, what: &str) -> String {
    format!("If successful, this method returns a `{code}` response code and {what} in the response body.")
}

fn one(name: &str) -> String {
    format!("a [{name}](../resources/{name}.md) object")
}

fn many(name: &str) -> String {
    format!("a collection of [{name}](../resources/{name}.md) objects")
}

const VESSEL: &str = "\
| id | String | Key. Read-only. |
| name | String | What is painted on it. |
| length | Int32 | In metres. Valid values 1 to 400 |
| berth | String | Where it lies. |
| state | vesselState | What it does. Possible values are: `moored`, `sailing`, `sunk`. |
| size | [dimensions](dimensions.md) | How large it is. |
| tags | String collection | Whatever else. |
| launched | DateTimeOffset | When it first swam. Read-only. |
";

const CREW: &str = "| Relationship | Type | Description |\n|:---|:---|:---|\n| crew | [sailor](sailor.md) collection | Who sails it. |";

const MOOR: &str = "\
## Request body

In the request body, provide a JSON object with the following parameters.

| Parameter | Type | Description |
|:---|:---|:---|
| berth | String | Where to. |
| force | Boolean | Whatever lies there. Optional. |
";

/// The pages of one version.
fn version(api: &str) -> Vec<Page> {
    let r = |name: &str, text: String| (format!("api-reference/{api}/resources/{name}.md"), text);
    let a = |name: &str, text: String| (format!("api-reference/{api}/api/{name}.md"), text);
    let sent = |name: &str| {
        format!(
            "## Request body\n\nIn the request body, supply a JSON representation of the [{name}](../resources/{name}.md) object."
        )
    };
    vec![
        r("vessel", resource("vessel", "", VESSEL, CREW)),
        r("ferry", resource("ferry", "vessel", "| passengers | Int32 | At most. |\n", "None.")),
        r(
            "sailor",
            resource(
                "sailor",
                "",
                "| id | String | Key. Read-only. |\n| nickname | String | As called. |\n| rank | String | As paid. |\n",
                "None.",
            ),
        ),
        r(
            "pier",
            resource(
                "pier",
                "",
                "| id | String | Key. Read-only. |\n| label | String | As on the map. |\n",
                "None.",
            ),
        ),
        r(
            "dimensions",
            resource(
                "dimensions",
                "",
                "| width | Int32 | In metres. |\n| draught | Double | In metres. |\n",
                "None.",
            ),
        ),
        a(
            "vessel-list",
            request(
                "List vessels",
                "GET /vessels",
                &format!(
                    "## Optional query parameters\n\nThis method supports the `$select` and `$filter` OData query parameters.\n\n{NO_BODY}"
                ),
                &answers("200 OK", &many("vessel")),
            ),
        ),
        a(
            "vessel-get",
            request("Get vessel", "GET /vessels/{id}", NO_BODY, &answers("200 OK", &one("vessel"))),
        ),
        a(
            "vessel-post",
            request(
                "Create vessel",
                "POST /vessels",
                &sent("vessel"),
                &answers("201 Created", &one("vessel")),
            ),
        ),
        a(
            "vessel-update",
            request(
                "Update vessel",
                "PATCH /vessels/{id}",
                &sent("vessel"),
                &answers("200 OK", &one("vessel")),
            ),
        ),
        a(
            "vessel-delete",
            request(
                "Delete vessel",
                "DELETE /vessels/{id}",
                NO_BODY,
                "If successful, this method returns a `204 No Content` response code.",
            ),
        ),
        a(
            "vessel-list-crew",
            request("List crew", "GET /vessels/{id}/crew", NO_BODY, &answers("200 OK", &many("sailor"))),
        ),
        a(
            "vessel-moor",
            request("vessel: moor", "POST /vessels/{id}/moor", MOOR, &answers("200 OK", &one("vessel"))),
        ),
        a(
            "vessel-log",
            request(
                "vessel: log",
                "GET /vessels/{id}/log(year={year})",
                &format!(
                    "## Function parameters\n\n| Parameter | Type | Description |\n|:---|:---|:---|\n| year | Int32 | Of which year. |\n\n{NO_BODY}"
                ),
                &answers("200 OK", "a String"),
            ),
        ),
        a(
            "sailor-list",
            request("List sailors", "GET /sailors", NO_BODY, &answers("200 OK", &many("sailor"))),
        ),
        a(
            "sailor-get",
            request("Get sailor", "GET /sailors/{id}", NO_BODY, &answers("200 OK", &one("sailor"))),
        ),
        a(
            "sailor-post",
            request(
                "Create sailor",
                "POST /sailors",
                &sent("sailor"),
                &answers("201 Created", &one("sailor")),
            ),
        ),
        a("pier-list", request("List piers", "GET /piers", NO_BODY, &answers("200 OK", &many("pier")))),
        a("pier-get", request("Get pier", "GET /piers/{id}", NO_BODY, &answers("200 OK", &one("pier")))),
    ]
}

/// Both versions.
pub(crate) fn pages() -> Vec<Page> {
    ["v1.0", "beta"].into_iter().flat_map(version).collect()
}

/// A type page more.
pub(crate) fn new_resource(name: &str, base: &str, rows: &str) -> String {
    resource(name, base, rows, "None.")
}
