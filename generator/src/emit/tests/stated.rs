//! What pages state of requests, as it comes into the crate.

use super::{check_of, schema};
use crate::lower::{LowerOptions, lower};
use crate::schema::Schema;
use crate::sdk::{Call, CallKind, TokenName};

#[test]
fn members_that_hide_are_asked_for() {
    let mut schema = schema();
    let asking = |schema: &Schema| -> Vec<String> {
        let (sdk, _) = lower(std::slice::from_ref(schema), &LowerOptions::default());
        let files = sdk.versions[0].requests.iter().flat_map(|folder| &folder.files);
        let documented = files
            .flat_map(|file| &file.items)
            .flat_map(|item| &item.calls)
            .flat_map(|call| &call.facts.documented);
        documented.filter(|documented| documented.unknown_members).map(|it| it.template.clone()).collect()
    };
    assert_eq!(asking(&schema), Vec::<String>::new());
    for member in schema.enums.values_mut().flat_map(|found| found.members.values_mut()) {
        member.evolvable = true;
    }
    let asking = asking(&schema);
    assert!(
        asking.contains(&"/plans".to_owned()) && asking.contains(&"/plans/{id}".to_owned()),
        "{asking:?}"
    );
}

#[test]
fn options_are_offered_unless_every_page_refuses_them() {
    let kinds = |schema: &Schema| -> Vec<CallKind> {
        let (sdk, _) = lower(std::slice::from_ref(schema), &LowerOptions::default());
        let files = sdk.versions[0].requests.iter().flat_map(|folder| &folder.files);
        let plans = files.filter(|file| file.module.as_str() == "plan").flat_map(|file| &file.items);
        let read = |call: &&Call| ["list", "get"].contains(&call.ident.as_str());
        plans.flat_map(|requests| &requests.calls).filter(read).map(|call| call.kind).collect()
    };
    let mut schema = schema();
    let refuse = |schema: &mut Schema, template: &str| {
        for request in schema.requests.iter_mut().filter(|request| request.template == template) {
            request.query_options.general = Some(false);
        }
    };
    assert_eq!(kinds(&schema), [CallKind::Get, CallKind::List]);
    refuse(&mut schema, "/plans");
    refuse(&mut schema, "/plans/{id}");
    assert_eq!(kinds(&schema), [CallKind::Get, CallKind::FixedList], "named keys lead to the same method");
    refuse(&mut schema, "/plans(name='{name}')");
    assert_eq!(kinds(&schema), [CallKind::Fixed, CallKind::FixedList]);
}

#[test]
fn the_token_of_a_delta_function_is_called_as_its_page_says() {
    let text = serde_json::to_string(&schema()).expect("JSON");
    let text = ["/open\"", ".open\"", "\"text\":\"open\"", "\"name\":\"open\""]
        .iter()
        .fold(text, |text, named| text.replace(named, &named.replace("open", "delta")));
    let tokens = |text: &str| {
        let schema: Schema = serde_json::from_str(text).expect("a schema");
        let (sdk, _) = lower(std::slice::from_ref(&schema), &LowerOptions::default());
        let found = sdk.versions[0].requests.iter().flat_map(|folder| &folder.files);
        let documented = found
            .flat_map(|file| &file.items)
            .flat_map(|item| &item.calls)
            .flat_map(|call| &call.facts.documented);
        documented.filter_map(|it| Some((it.template.clone(), it.token?))).collect::<Vec<_>>()
    };
    assert_eq!(tokens(&text), [], "the page names no token");
    let parameter = tokens(&text.replace("\"limit\":", "\"token\":"));
    assert!(
        parameter.iter().any(|(template, _)| template == "/plans/delta")
            && parameter.iter().all(|(_, token)| *token == TokenName::Parameter),
        "{parameter:?}"
    );
    let mut schema: Schema = serde_json::from_str(&text).expect("a schema");
    for request in &mut schema.requests {
        request.query_options.supported.push(crate::odata::QueryOption::DeltaToken);
    }
    let option = tokens(&serde_json::to_string(&schema).expect("JSON"));
    assert!(
        !option.is_empty()
            && option
                .iter()
                .all(|(template, token)| { template.contains("delta") && *token == TokenName::Option }),
        "{option:?}"
    );
}

/// A parameter of the query, as a schema has it.
fn parameter(ty: &str, required: bool) -> crate::schema::Parameter {
    let text = format!(
        r#"{{"ty": {{"name": {{"primitive": "{ty}"}}, "collection": false}}, "required": {required},
            "facts": {{"knownValues": ["stop", "swap"], "default": "stop"}}}}"#
    );
    serde_json::from_str(&text).expect("a parameter")
}

#[test]
fn permissions_that_the_path_does_not_tell_stand_beside_those_for_sure() {
    let mut schema = schema();
    for request in schema.requests.iter_mut().filter(|request| request.template == "/plans") {
        let tables = r#"[{"scope": "For lids", "kinds": [["lid"]], "application": [["Lid.Read"]]},
            {"scope": "For jars", "kinds": [["jar"]], "application": [["Jar.Read"], ["Jar.Write", "User.Read"]]},
            {"delegatedWork": {"unordered": [["Plan.Read"], ["Plan.Own"]]}}]"#;
        request.permissions.tables = serde_json::from_str(tables).expect("tables");
    }
    check_of(
        schema,
        "src/v1/requests/plan.rs",
        &[
            "pub fn list(&self)",
            "\"work: ~ Plan.Read Plan.Own\"",
            "\"limited: For lids\"",
            "\"application: Lid.Read\"",
            "\"limited: For jars\"",
            "\"application: Jar.Read Jar.Write+User.Read\"",
        ],
    );
}

#[test]
fn parameters_of_the_query_are_arguments_where_they_must_be_given_and_setters_elsewhere() {
    let mut schema = schema();
    for request in &mut schema.requests {
        match (request.method, request.template.as_str()) {
            (crate::odata::Method::Get, "/plans") => {
                request.query_parameters.insert("from".into(), parameter("DateTimeOffset", true));
                request.query_parameters.insert("withLids".into(), parameter("Boolean", false));
            }
            (crate::odata::Method::Patch, _) => {
                request.query_parameters.insert("@depot.onClash".into(), parameter("String", true));
            }
            _ => {}
        }
    }
    check_of(
        schema,
        "src/v1/requests/plan.rs",
        &[
            "patch: impl IntoPatch<models::Plan>",
            "impl PlanCollectionRequests",
            "/// Sets `withLids` in the query.",
            "pub fn with_lids(&self, with_lids: bool) -> Self",
            "self.path.with_query(\"withLids\", with_lids.to_string())",
            "/// `from`: Required.",
            "pub fn list(&self, from: &DateTimeOffset) -> Request<models::AnyPlan, List>",
            ".query_option(\"from\", from.to_string())",
        ],
    );
}
