//! The methods of the crate as data: what `show --format json` prints.
//!
//! In: a lowered version, never the printed Rust. Out: JSON with a stable form, which other tools read: each method by
//! its Rust path, what it answers, and the documented paths that it serves.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::odata::{self, Caller, Clouds, PathGlob, PermissionTable};
use crate::sdk::{
    Call, CallKind, Documented, Header, ItemType, Output, Requests, Scalar, TypeItem, TypePath, ValueType,
    Version,
};

/// Raised when a key changes its meaning or goes.
const FORMAT_VERSION: u32 = 1;

/// The methods of `version` that serve a path of `glob`, with these paths, as one JSON document on one line.
pub fn json(version: &Version, glob: Option<&PathGlob>) -> String {
    let names = odata_names(version);
    let requests = version.requests.iter().flat_map(|folder| {
        folder.files.iter().flat_map(|file| {
            let modules = folder.path.iter().map(|module| format!("::{}", module.as_str()));
            let place = format!("::requests{}", modules.collect::<String>());
            file.items.iter().map(move |item| (place.clone(), item))
        })
    });
    let client = std::iter::once((String::new(), &version.client));
    let place = |below: &str| format!("{}{below}", version.place());
    let methods =
        client.chain(requests).flat_map(|(below, item)| methods(&place(&below), item, &names, glob));
    let document = Document { version: FORMAT_VERSION, api: version.segment, methods: methods.collect() };
    let mut text = serde_json::to_string(&document).expect("strings, numbers and lists are JSON");
    text.push('\n');
    text
}

/// One method with one of its documented paths, as an entry of the list of methods has them.
pub fn method(version: &Version, rust: &str, call: &Call, documented: Option<&Documented>) -> Value {
    serde_json::json!({
        "rust": rust,
        "deprecated": call.deprecated,
        "result": result(call, &odata_names(version)),
        "endpoint": documented.map(endpoint),
    })
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    api: &'a str,
    methods: Vec<MethodEntry<'a>>,
}

#[derive(Serialize)]
struct MethodEntry<'a> {
    rust: String,
    method: &'static str,
    deprecated: bool,
    result: MethodResult<'a>,
    endpoints: Vec<Endpoint<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MethodResult<'a> {
    r#as: Form,
    r#type: Option<&'a str>,
    collection: bool,
    optional: bool,
    long_running: bool,
}

/// What the answer is for the caller.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Form {
    /// A type of Graph or of OData.
    Typed,
    /// Untyped JSON.
    Value,
    /// Bytes.
    Bytes,
    /// No body.
    Nothing,
}

#[derive(Serialize)]
struct Endpoint<'a> {
    template: &'a str,
    page: &'a str,
    title: &'a str,
    permissions: Grants<'a>,
    /// The callers of whom the page tells kinds of things apart that the path does not: all that it names is listed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unsure: Vec<&'static str>,
    /// Permissions for kinds of things or under conditions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    limited: Vec<Limited<'a>>,
    clouds: CloudNames,
    query: Vec<String>,
    headers: Vec<HeaderName<'a>>,
}

/// Alternatives, each of names that are needed together.
type Grant<'a> = Option<Cow<'a, [Vec<String>]>>;

#[derive(Serialize)]
struct Limited<'a> {
    to: String,
    permissions: Grants<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Grants<'a> {
    delegated_work: Grant<'a>,
    delegated_personal: Grant<'a>,
    application: Grant<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CloudNames {
    global: Option<bool>,
    us_government_l4: Option<bool>,
    us_government_l5: Option<bool>,
    china: Option<bool>,
}

#[derive(Serialize)]
struct HeaderName<'a> {
    name: &'a str,
    required: Option<bool>,
}

/// The OData names of the types that the crate holds; an `Any…` goes by its base type.
fn odata_names(version: &Version) -> BTreeMap<TypePath, &str> {
    let types = version.models.iter().flat_map(|folder| {
        folder.files.iter().flat_map(|file| {
            let wire = match &file.item {
                TypeItem::Struct(item) => item.wire.trim_start_matches('#'),
                TypeItem::Enum(item) => item.wire.as_str(),
            };
            let path = |ident| TypePath { modules: folder.path.clone(), ident };
            file.item.exports().into_iter().cloned().map(move |ident| (path(ident), wire))
        })
    });
    types.collect()
}

/// The methods of one request type that serve one of the wanted paths.
fn methods<'a>(
    place: &str,
    item: &'a Requests,
    names: &BTreeMap<TypePath, &'a str>,
    glob: Option<&PathGlob>,
) -> Vec<MethodEntry<'a>> {
    let wanted = |documented: &&Documented| glob.is_none_or(|glob| glob.matches(&documented.template));
    let method = |call: &'a Call| {
        let facts = &call.facts;
        let endpoints: Vec<Endpoint<'a>> = facts.documented.iter().filter(wanted).map(endpoint).collect();
        (!endpoints.is_empty()).then(|| MethodEntry {
            rust: format!("{place}::{}::{}", item.ident.as_str(), call.ident.as_str()),
            method: facts.method.as_str(),
            deprecated: call.deprecated,
            result: result(call, names),
            endpoints,
        })
    };
    item.calls.iter().filter_map(method).collect()
}

fn result<'a>(call: &Call, names: &BTreeMap<TypePath, &'a str>) -> MethodResult<'a> {
    let (form, ty, collection, optional) = match &call.output {
        Output::Nothing => (Form::Nothing, None, false, false),
        Output::Binary => (Form::Bytes, None, false, false),
        Output::Value(ty) => typed(ty, false, names),
        Output::Optional(ty) => typed(ty, true, names),
    };
    let long_running = call.kind == CallKind::LongRunning;
    MethodResult { r#as: form, r#type: ty, collection, optional, long_running }
}

fn typed<'a>(
    ty: &ValueType,
    optional: bool,
    names: &BTreeMap<TypePath, &'a str>,
) -> (Form, Option<&'a str>, bool, bool) {
    let name = match &ty.item {
        ItemType::Scalar(scalar) => edm_name(*scalar),
        ItemType::Model(path) | ItemType::Enum(path) | ItemType::Flags(path) => names.get(path).copied(),
    };
    let form = if name.is_some() { Form::Typed } else { Form::Value };
    (form, name, ty.collection, optional)
}

/// The name of a primitive type; none for untyped JSON.
pub fn edm_name(scalar: Scalar) -> Option<&'static str> {
    Some(match scalar {
        Scalar::String => "Edm.String",
        Scalar::Bool => "Edm.Boolean",
        Scalar::I32 => "Edm.Int32",
        Scalar::I64 => "Edm.Int64",
        Scalar::F64 => "Edm.Double",
        Scalar::Decimal => "Edm.Decimal",
        Scalar::Guid => "Edm.Guid",
        Scalar::DateTimeOffset => "Edm.DateTimeOffset",
        Scalar::Date => "Edm.Date",
        Scalar::TimeOfDay => "Edm.TimeOfDay",
        Scalar::Duration => "Edm.Duration",
        Scalar::Binary => "Edm.Binary",
        Scalar::Stream => "Edm.Stream",
        Scalar::Value => return None,
    })
}

fn endpoint(documented: &Documented) -> Endpoint<'_> {
    let unsure = |caller: &Caller| !documented.permissions.grant(*caller).is_stated();
    let named = |caller: &Caller| (*caller, kinds(documented, *caller));
    let unsure: Vec<(Caller, Vec<Vec<String>>)> =
        Caller::ALL.iter().filter(|caller| unsure(caller)).map(named).collect();
    let unsure: Vec<_> = unsure.into_iter().filter(|(_, groups)| !groups.is_empty()).collect();
    let grant = |caller| match unsure.iter().find(|(of, _)| *of == caller) {
        Some((_, groups)) => Some(Cow::Owned(groups.clone())),
        None => documented.permissions.grant(caller).groups().map(Cow::Borrowed),
    };
    let cloud = |there: fn(Clouds) -> bool| documented.clouds.map(there);
    let works = documented.named_options.iter().filter(|(_, works)| *works);
    Endpoint {
        template: &documented.template,
        page: &documented.page,
        title: &documented.title,
        permissions: grants(grant),
        unsure: unsure.iter().map(|(caller, _)| key(*caller)).collect(),
        limited: documented.limited.iter().map(limited).collect(),
        clouds: CloudNames {
            global: cloud(|clouds| clouds.global),
            us_government_l4: cloud(|clouds| clouds.us_government_l4),
            us_government_l5: cloud(|clouds| clouds.us_government_l5),
            china: cloud(|clouds| clouds.china),
        },
        query: works.map(|(option, _)| format!("${}", option.name())).collect(),
        headers: documented.headers.iter().map(header).collect(),
    }
}

fn grants<'a>(grant: impl Fn(Caller) -> Grant<'a>) -> Grants<'a> {
    Grants {
        delegated_work: grant(Caller::Work),
        delegated_personal: grant(Caller::Personal),
        application: grant(Caller::Application),
    }
}

fn key(caller: Caller) -> &'static str {
    match caller {
        Caller::Work => "delegatedWork",
        Caller::Personal => "delegatedPersonal",
        Caller::Application => "application",
    }
}

fn limited(table: &PermissionTable) -> Limited<'_> {
    let permissions = grants(|caller| table.grant(caller).groups().map(Cow::Borrowed));
    Limited { to: table.limit().unwrap_or_default(), permissions }
}

/// All that the tables for kinds of things name for a caller; what has a condition is not among it.
fn kinds(documented: &Documented, caller: Caller) -> Vec<Vec<String>> {
    let tables = documented.limited.iter().filter(|table| table.condition.is_none());
    let mut all = odata::Grant::default();
    tables.for_each(|table| all.extend(table.grant(caller).clone()));
    all.groups().unwrap_or_default().to_vec()
}

fn header(header: &Header) -> HeaderName<'_> {
    HeaderName { name: &header.name, required: header.required }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::from_json;
    use crate::lower::{LowerOptions, lower};

    fn methods_of_sample(glob: Option<&str>) -> serde_json::Value {
        let schema = from_json(include_str!("../export/sample.json")).expect("the sample is a schema");
        let (sdk, _) = lower(&[schema], &LowerOptions::default());
        let glob = glob.map(|glob| PathGlob::new(glob).expect("a glob"));
        let text = json(&sdk.versions[0], glob.as_ref());
        assert_eq!(text.lines().count(), 1, "one document a line");
        serde_json::from_str(&text).expect("JSON")
    }

    fn method<'v>(document: &'v serde_json::Value, rust: &str) -> &'v serde_json::Value {
        let mut methods = document["methods"].as_array().expect("a list").iter();
        methods.find(|method| method["rust"] == rust).unwrap_or_else(|| panic!("no {rust} in {document:#}"))
    }

    #[test]
    fn a_method_says_what_it_answers_and_where_it_is_documented() {
        let document = methods_of_sample(None);
        assert_eq!(document["version"], 1);
        assert_eq!(document["api"], "v1.0");
        let list = method(&document, "msgraph::v1::requests::CrateCollectionRequests::list");
        let expected = serde_json::json!({
            "as": "typed", "type": "microsoft.graph.crate", "collection": true, "optional": false, "longRunning": false
        });
        assert_eq!(list["method"], "GET");
        assert_eq!(list["result"], expected);
        assert_eq!(list["endpoints"][0]["template"], "/crates");
        let delete = method(&document, "msgraph::v1::requests::CrateRequests::delete");
        assert_eq!(delete["result"]["as"], "nothing");
        assert_eq!(delete["result"]["type"], serde_json::Value::Null);
    }

    #[test]
    fn a_glob_keeps_the_methods_that_serve_its_paths() {
        let document = methods_of_sample(Some("/crates/{id}/owner"));
        let methods = document["methods"].as_array().expect("a list");
        assert!(!methods.is_empty());
        for method in methods {
            for endpoint in method["endpoints"].as_array().expect("a list") {
                assert_eq!(endpoint["template"], "/crates/{id}/owner");
            }
        }
    }

    #[test]
    fn what_is_not_stated_is_null_and_what_is_not_supported_is_empty() {
        let document = methods_of_sample(None);
        let endpoints = document["methods"]
            .as_array()
            .expect("a list")
            .iter()
            .flat_map(|method| method["endpoints"].as_array().expect("a list"));
        let callers: Vec<&serde_json::Value> = endpoints
            .flat_map(|endpoint| endpoint["permissions"].as_object().expect("an object").values())
            .collect();
        assert!(callers.iter().any(|caller| caller.is_null()), "{callers:?}");
        assert!(
            callers.iter().any(|caller| caller.as_array().is_some_and(|list| !list.is_empty())),
            "{callers:?}"
        );
    }
}
