//! Writes what a page states about requests.
//!
//! In: an [`OperationSection`]. Out: the sections of an API page, in the order in which pages have them.

use crate::odata::{Caller, Clouds, Grant, PermissionTable, QueryOption, QueryOptions};
use crate::page::{
    BodyFacts, Example, ExampleRequest, ExampleResponse, HeaderRow, OperationSection, ParameterPlace,
    RequestLine, ResponseFacts,
};

use super::json;
use super::markdown::{Document, cell, code, plain};
use super::{phrases, resource};

/// What stands before the sections of an API page.
pub(super) fn introduction(document: &mut Document, section: &OperationSection) {
    if let Some(subject) = &section.subject {
        document.paragraph(&format!("Resource: {}.", phrases::page_link(subject)));
    }
    if let Some(clouds) = section.clouds {
        cloud_table(document, clouds);
    }
}

/// All sections of an API page.
pub(super) fn operation(document: &mut Document, section: &OperationSection) {
    permissions(document, &section.permissions);
    requests(document, &section.requests);
    parameters(document, section);
    headers(document, &section.headers);
    body(document, &section.body);
    response(document, &section.response);
    examples(document, &section.examples);
}

fn cloud_table(document: &mut Document, clouds: Clouds) {
    let mark = |available: bool| if available { "✅" } else { "❌" }.to_owned();
    document.table(
        ["Global service", "US Government L4", "US Government L5 (DOD)", "China operated by 21Vianet"],
        &[[
            mark(clouds.global),
            mark(clouds.us_government_l4),
            mark(clouds.us_government_l5),
            mark(clouds.china),
        ]],
        false,
    );
}

fn permissions(document: &mut Document, tables: &[PermissionTable]) {
    if tables.is_empty() {
        return;
    }
    document.heading(2, "Permissions");
    let mut scoped = false;
    for group in tables.chunk_by(|one, other| one.scope == other.scope && other.condition.is_some()) {
        let scope = group.first().and_then(|table| table.scope.as_ref());
        match scope {
            Some(scope) => document.heading(3, &plain(scope)),
            // The heading of the table before must not hold for this one.
            None if scoped => document.heading(2, "Permissions"),
            None => {}
        }
        scoped = scope.is_some();
        let mut rows: Vec<[String; 2]> = CALLERS
            .iter()
            .filter_map(|(caller, label)| Some([(*label).to_owned(), permission_cell(group, *caller)?]))
            .collect();
        if rows.is_empty() {
            // A table that states nothing is not the same as none.
            rows.push([CALLERS[2].1.to_owned(), "?".to_owned()]);
        }
        document.table(["Permission type", "Permissions"], &rows, false);
    }
}

const CALLERS: [(Caller, &str); 3] = [
    (Caller::Work, "Delegated (work)"),
    (Caller::Personal, "Delegated (personal)"),
    (Caller::Application, "Application"),
];

/// `A, B and C; if the rack is empty: D`: A alone, or B together with C, or under a condition D. Nothing where nothing is
/// stated.
fn permission_cell(tables: &[PermissionTable], caller: Caller) -> Option<String> {
    let clauses: Vec<String> = tables
        .iter()
        .filter_map(|table| {
            let granted = granted(table.grant(caller))?;
            Some(table.condition.as_ref().map_or(granted.clone(), |limit| format!("{limit}: {granted}")))
        })
        .collect();
    (!clauses.is_empty()).then(|| cell(&plain(&clauses.join("; "))))
}

fn granted(grant: &Grant) -> Option<String> {
    let groups = grant.groups()?;
    if groups.is_empty() {
        return Some("Not supported.".to_owned());
    }
    let alternatives: Vec<String> = groups.iter().map(|together| together.join(" and ")).collect();
    let unordered = grant.is().is_some_and(|alternatives| alternatives.unordered);
    Some(format!("{}{}", alternatives.join(", "), if unordered { " (in no known order)" } else { "" }))
}

fn requests(document: &mut Document, requests: &[RequestLine]) {
    if requests.is_empty() {
        return;
    }
    document.heading(2, "HTTP request");
    let lines: Vec<String> = requests.iter().map(request_line).collect();
    document.fence("http", &lines.join("\n"));
}

fn request_line(request: &RequestLine) -> String {
    format!("{} {}", request.method.as_str(), request.url.value)
}

fn parameters(document: &mut Document, section: &OperationSection) {
    for (place, heading) in
        [(ParameterPlace::Path, "Path parameters"), (ParameterPlace::Function, "Function parameters")]
    {
        parameter_table(document, section, place, Some(heading));
    }
    let by_query = section.parameters.iter().any(|parameter| parameter.place == ParameterPlace::Query);
    if by_query || section.query != QueryOptions::default() {
        document.heading(2, "Query parameters");
        document.paragraph(&query_sentences(&section.query));
        parameter_table(document, section, ParameterPlace::Query, None);
    }
}

fn parameter_table(
    document: &mut Document,
    section: &OperationSection,
    place: ParameterPlace,
    heading: Option<&str>,
) {
    let rows: Vec<_> = section
        .parameters
        .iter()
        .filter(|parameter| parameter.place == place)
        .map(|parameter| parameter.row.clone())
        .collect();
    if rows.is_empty() {
        return;
    }
    if let Some(heading) = heading {
        document.heading(2, heading);
    }
    resource::table(document, "Parameter", &rows);
}

fn query_sentences(query: &QueryOptions) -> String {
    let options = |options: &[QueryOption]| {
        options.iter().map(|option| format!("`${}`", option.name())).collect::<Vec<_>>().join(", ")
    };
    let mut sentences = Vec::new();
    if let Some(works) = query.general {
        let verb = if works { "Supports" } else { "Does not support" };
        sentences.push(format!("{verb} the OData query parameters."));
    }
    if !query.supported.is_empty() {
        sentences.push(format!("Supports {}.", options(&query.supported)));
    }
    if !query.unsupported.is_empty() {
        sentences.push(format!("Does not support {}.", options(&query.unsupported)));
    }
    sentences.join(" ")
}

fn headers(document: &mut Document, headers: &[HeaderRow]) {
    if headers.is_empty() {
        return;
    }
    document.heading(2, "Request headers");
    let rows: Vec<[String; 2]> = headers
        .iter()
        .map(|header| {
            let mut words: Vec<String> =
                header.value.iter().map(|value| format!("{}.", code(value))).collect();
            words.extend(
                header.required.map(|required| if required { "Required." } else { "Optional." }.to_owned()),
            );
            [cell(&plain(&header.name.value)), cell(&words.join(" "))]
        })
        .collect();
    document.table(["Header", "Value"], &rows, false);
}

fn body(document: &mut Document, body: &BodyFacts) {
    if *body == BodyFacts::default() {
        return;
    }
    document.heading(2, "Request body");
    let mut sentences = Vec::new();
    if body.none {
        sentences.push("Do not supply a request body.".to_owned());
    }
    if let Some(ty) = &body.ty {
        let ty = resource::in_sentence(&ty.value);
        sentences.push(format!("Supply a JSON representation of {ty}."));
    }
    if !body.needed.is_empty() {
        let names: Vec<String> = body.needed.iter().map(|name| code(name)).collect();
        sentences.push(format!("The request body must contain {}.", names.join(", ")));
    }
    if let Some(media_type) = &body.media_type {
        sentences.push(format!("Content-Type: {}.", code(media_type)));
    }
    if body.parameters && body.rows.is_empty() {
        sentences.push("Supply a JSON object with the following parameters.".to_owned());
    }
    document.paragraph(&sentences.join(" "));
    if !body.rows.is_empty() {
        resource::table(document, if body.parameters { "Parameter" } else { "Property" }, &body.rows);
    }
}

fn response(document: &mut Document, response: &ResponseFacts) {
    if *response == ResponseFacts::default() {
        return;
    }
    document.heading(2, "Response");
    let codes: Vec<String> = response.codes.iter().map(|status| format!("`{status}`")).collect();
    let codes = Some(codes.join(" or ")).filter(|codes| !codes.is_empty());
    let ty = response.ty.as_ref().map(|ty| resource::in_sentence(&ty.value));
    let returned: Vec<String> = codes.into_iter().chain(ty).collect();
    let mut sentences = Vec::new();
    if !returned.is_empty() {
        sentences.push(format!("Returns {}.", returned.join(" and ")));
    }
    if response.binary {
        sentences.push("The body is binary.".to_owned());
    }
    if response.monitor {
        let status = response.status.as_ref();
        let page = status.map(|status| format!(", see {}", phrases::page_link(status))).unwrap_or_default();
        sentences.push(format!("The `Location` header leads to a monitor{page}."));
    }
    if let Some(place) = &response.place {
        sentences.push(format!("The `Content-Location` header leads to {}.", code(place)));
    }
    if response.resource_id {
        sentences.push("The monitor names the `resourceId`.".to_owned());
    }
    document.paragraph(&sentences.join(" "));
}

fn examples(document: &mut Document, examples: &[Example]) {
    if examples.is_empty() {
        return;
    }
    document.heading(2, "Examples");
    for example in examples {
        if let Some(request) = &example.request {
            example_request(document, request);
        }
        for response in &example.responses {
            example_response(document, response);
        }
    }
}

fn example_request(document: &mut Document, request: &ExampleRequest) {
    document.comment(&annotation("request", request.odata_type.as_deref(), None));
    let mut lines = vec![request_line(&request.line)];
    lines.extend(request.headers.iter().map(|(name, value)| format!("{name}: {value}")));
    if let Some(body) = &request.body {
        lines.push(String::new());
        lines.push(json::block(&body.value));
    }
    document.fence("http", &lines.join("\n"));
}

fn example_response(document: &mut Document, response: &ExampleResponse) {
    document.comment(&annotation("response", response.odata_type.as_deref(), response.collection));
    let mut lines = vec![format!("HTTP/1.1 {}", response.status)];
    if let Some(body) = &response.body {
        lines.push(String::new());
        lines.push(json::block(&body.value));
    }
    document.fence("http", &lines.join("\n"));
}

fn annotation(block: &str, odata_type: Option<&str>, collection: Option<bool>) -> String {
    let odata_type =
        odata_type.map(|name| format!(",\"@odata.type\":{}", json::string(name))).unwrap_or_default();
    let collection =
        collection.map(|collection| format!(",\"isCollection\":{collection}")).unwrap_or_default();
    format!("{{\"blockType\":\"{block}\"{odata_type}{collection}}}")
}
