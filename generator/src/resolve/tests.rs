//! Whole pages in, a schema out.

use super::fixture::{Docs, method, texts, values};
use crate::diagnostic::Code;
use crate::odata::QualifiedName;
use crate::page::ParameterPlace;
use crate::schema::{OperationKind, Schema, SegmentKind, StructuredKind, TypeName};

fn name(text: &str) -> QualifiedName {
    let (namespace, simple) = crate::corpus::spelled::split(text);
    QualifiedName::new(namespace, simple)
}

fn type_text(ty: &crate::schema::TypeRef) -> String {
    let name = match &ty.name {
        TypeName::Primitive(primitive) => format!("{primitive:?}"),
        TypeName::Structured(name) => name.name().to_owned(),
        TypeName::Enum(name) => format!("enum {}", name.name()),
    };
    if ty.collection { format!("{name}*") } else { name }
}

/// The members of a type as `name: type` and `name -> type`.
fn check_type(schema: &Schema, ty: &str, expected: &str) {
    let ty = &schema.types[&name(ty)];
    let base = ty.base.iter().map(|base| format!("< {}", base.name()));
    let properties =
        ty.properties.iter().map(|(name, property)| format!("{name}: {}", type_text(&property.ty)));
    let navigation = ty.navigation.iter().map(|(name, nav)| {
        format!("{name} -> {}{}", nav.target.name(), if nav.collection { "*" } else { "" })
    });
    let all: Vec<String> = base.chain(properties).chain(navigation).collect();
    assert_eq!(all.join(", "), expected);
}

fn check_request(schema: &Schema, template: &str, expected: &str) {
    let request =
        schema.requests.iter().find(|request| request.template == template).expect("the request is there");
    let kinds: Vec<String> = request
        .segments
        .iter()
        .map(|segment| match &segment.kind {
            SegmentKind::Key { name, literal } => format!("{}{name}", if *literal { "=" } else { "#" }),
            SegmentKind::Operation { name, .. } => format!("{name}()"),
            SegmentKind::EntitySet(name) | SegmentKind::Singleton(name) => format!("/{name}"),
            SegmentKind::Navigation(name) => format!(">{name}"),
            SegmentKind::Property(name) => format!(".{name}"),
            SegmentKind::Cast(name) => format!("as {}", name.name()),
            other => format!("{other:?}").to_lowercase(),
        })
        .collect();
    assert_eq!(kinds.join(" "), expected);
}

/// Kind, binding, name and parameters of each operation.
fn operations(schema: &Schema) -> Vec<String> {
    let line = |operation: &crate::schema::Operation| {
        let binding = operation.binding.as_ref().map_or_else(String::new, type_text);
        let parameters: Vec<String> = operation
            .parameters
            .iter()
            .map(|(name, parameter)| format!("{name}: {}", type_text(&parameter.ty)))
            .collect();
        let function = operation.kind == OperationKind::Function;
        let kind = if function { "function" } else { "action" };
        format!("{kind} {binding}.{}({})", operation.name.name(), parameters.join(", "))
    };
    schema.operations.iter().map(line).collect()
}

fn codes(report: &crate::diagnostic::Report) -> Vec<Code> {
    report.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn derived_types_keep_only_their_own_properties() {
    let mut docs = Docs::default();
    docs.resource("animal", &["id: String", "name: String"]);
    docs.resource("dog: animal", &["id: String", "name: String", "breed: String"]);
    let (schema, _) = docs.resolve();
    check_type(&schema, "dog", "< animal, breed: String");
    assert_eq!(schema.types[&name("dog")].kind, StructuredKind::Entity);
}

#[test]
fn a_cycle_of_base_types_is_cut_and_reported() {
    let mut docs = Docs::default();
    docs.resource("a: b", &["id: String"]);
    docs.resource("b: c", &["id: String"]);
    docs.resource("c: a", &["id: String"]);
    let (schema, report) = docs.resolve();
    let with_base = schema.types.values().filter(|ty| ty.base.is_some()).count();
    assert_eq!(with_base, 2);
    assert!(codes(&report).contains(&Code::BaseType));
}

#[test]
fn the_nearest_namespace_wins() {
    let mut docs = Docs::default();
    docs.resource("microsoft.graph.identity", &["id: String"]);
    docs.resource("microsoft.graph.calls.identity", &["id: String"]);
    docs.resource("microsoft.graph.calls.session", &["by: identity", "root: microsoft.graph.identity"]);
    let (schema, _) = docs.resolve();
    let session = &schema.types[&name("microsoft.graph.calls.session")];
    let target = |property: &str| match &session.properties[property].ty.name {
        TypeName::Structured(name) => name.as_str().to_owned(),
        other => format!("{other:?}"),
    };
    assert_eq!(target("by"), "microsoft.graph.calls.identity");
    assert_eq!(target("root"), "microsoft.graph.identity");
}

#[test]
fn a_table_without_a_value_of_the_list_is_the_wrong_table() {
    let mut docs = Docs::default();
    docs.enumeration("changeType", &["alpha", "beta"]);
    let at = docs.resource("notification", &["changeType: changeType"]).name.span;
    docs.facts(0, values(&["created", "deleted"], at));
    let (schema, report) = docs.resolve();
    let members: Vec<&String> = schema.enums[&name("changeType")].members.keys().collect();
    assert_eq!(members, ["created", "deleted"]);
    assert!(codes(&report).contains(&Code::Conflict));
}

#[test]
fn a_text_is_of_the_enum_type_called_like_type_and_property() {
    let mut docs = Docs::default();
    docs.enumeration("orderState", &["open", "shipped"]);
    docs.resource("order", &["state: String", "stateName: String", "tags: String"]);
    docs.resource("shop", &["state: String", "orderState: String"]);
    docs.resource("microsoft.graph.mail.order", &["state: String"]);
    docs.resource("orderTags", &["first: String"]);
    let (schema, _) = docs.resolve();
    check_type(&schema, "order", "state: enum orderState, stateName: String, tags: String");
    check_type(&schema, "shop", "state: String, orderState: String");
    check_type(&schema, "microsoft.graph.mail.order", "state: String");
}

#[test]
fn powers_of_two_are_flags() {
    let mut docs = Docs::default();
    docs.enumeration("days", &["none = 0", "monday = 1", "tuesday = 2", "friday = 4"]);
    docs.enumeration("state", &["none = 0", "on = 1", "off = 2", "broken = 3"]);
    let (schema, _) = docs.resolve();
    assert!(schema.enums[&name("days")].flags);
    assert!(!schema.enums[&name("state")].flags);
}

#[test]
fn names_that_nobody_describes_become_stubs() {
    let mut docs = Docs::default();
    let at = docs.resource("thing", &["colour: colour", "shape: shape"]).name.span;
    docs.pages[0].resources[0].representation = Some(texts(&["colour"], at));
    let (schema, report) = docs.resolve();
    check_type(&schema, "thing", "colour: enum colour, shape: shape");
    assert!(schema.enums[&name("colour")].stub);
    assert!(schema.types[&name("shape")].stub);
    assert_eq!(codes(&report).iter().filter(|code| **code == Code::UndocumentedType).count(), 2);
}

#[test]
fn a_placeholder_for_a_name_is_each_member_that_has_more_than_a_value() {
    let mut docs = Docs::default();
    docs.resource("picture", &["id: String"]);
    docs.resource("gallery", &["id: String", "large: picture", "small: picture", "title: String"]);
    docs.operation("gallery-list", &["GET /galleries", "GET /galleries/{id}/{size}"], "gallery collection");
    docs.operation("hall-get", &["GET /hall/best/{property name}"], "nothing");
    docs.operation("best-get", &["GET /hall/best"], "gallery");
    let (schema, report) = docs.resolve();
    let templates: Vec<&str> = schema.requests.iter().map(|request| request.template.as_str()).collect();
    assert_eq!(
        templates,
        [
            "/galleries",
            "/galleries/{id}/large",
            "/galleries/{id}/small",
            "/hall/best",
            "/hall/best/large",
            "/hall/best/small"
        ],
        "{report:?}"
    );
    assert!(schema.requests.iter().all(|request| request.resolved));
}

#[test]
fn paths_show_sets_singletons_and_navigation() {
    let mut docs = Docs::default();
    docs.resource("user", &["id: String"]);
    docs.resource("message", &["id: String", "subject: String"]);
    docs.operation("user-list", &["GET /users"], "user collection");
    docs.operation("user-get", &["GET /me", "GET /users/{id | name}"], "user");
    docs.operation(
        "message-get",
        &["GET /users/{id}/messages/{id}", "GET /me/messages/<id>?$select=x"],
        "message",
    );
    let (schema, report) = docs.resolve();
    check_type(&schema, "user", "id: String, messages -> message*");
    assert_eq!(schema.container.keys().collect::<Vec<_>>(), ["me", "users"]);
    check_request(&schema, "/users/{id}/messages/{id}", "/users #id >messages #message-id");
    check_request(&schema, "/me/messages/{id}", "/me >messages #id");
    assert!(!codes(&report).contains(&Code::RequestPath));
}

#[test]
fn a_path_of_a_whole_hierarchy_leads_to_the_base() {
    let mut docs = Docs::default();
    docs.resource("office", &["id: String"]);
    docs.resource("policy", &["id: String"]);
    docs.resource("user: policy", &["name: String"]);
    for derived in ["pinPolicy", "vpnPolicy", "wifiPolicy"] {
        docs.resource(&format!("{derived}: policy"), &["limit: Int32"]);
        docs.operation(
            &format!("{derived}-list"),
            &["GET /office/policies"],
            &format!("{derived} collection"),
        );
        docs.operation(&format!("{derived}-get"), &["GET /office/policies/{id}"], derived);
    }
    docs.operation("office-get", &["GET /office"], "office");
    docs.operation("policy-get", &["GET /office/policies/{id}", "GET /office/users/{id}"], "policy");
    docs.operation("user-list", &["GET /office/users"], "user collection");
    docs.operation("user-get", &["GET /office/users/{id}"], "user");
    let (schema, _) = docs.resolve();
    check_type(&schema, "office", "id: String, policies -> policy*, users -> user*");
}

#[test]
fn actions_functions_casts_and_words_for_keys() {
    let mut docs = Docs::default();
    docs.resource("folder", &["id: String", "messages -> message collection"]);
    docs.resource("specialFolder: folder", &["rule: String"]);
    docs.resource("message", &["id: String"]);
    docs.operation("folder-get", &["GET /folders/{id}"], "folder");
    docs.operation("folder-list", &["GET /folders"], "folder collection");
    docs.operation("folder-cast", &["GET /folders/{id}/microsoft.graph.specialFolder"], "specialFolder");
    docs.operation("message-list", &["GET /folders/inbox/messages"], "message collection");
    docs.operation("message-send", &["POST /folders/{id}/messages/{id}/send"], "").body.none = true;
    docs.operation(
        "folder-find",
        &["GET /folders/{id}/find(text='{text}',limit={limit})"],
        "message collection",
    );
    docs.operation("folder-delta", &["GET /folders/delta"], "folder collection");
    let (schema, _) = docs.resolve();
    check_request(&schema, "/folders/inbox/messages", "/folders =inbox >messages");
    check_request(&schema, "/folders/{id}/microsoft.graph.specialFolder", "/folders #id as specialFolder");
    check_request(&schema, "/folders/{id}/messages/{id}/send", "/folders #id >messages #message-id send()");
    assert_eq!(
        operations(&schema),
        [
            "function folder*.delta()",
            "function folder.find(text: String, limit: Int32)",
            "action message.send()",
        ]
    );
}

#[test]
fn what_no_placeholder_is_called_is_a_parameter_of_the_function() {
    let mut docs = Docs::default();
    docs.resource("sheet", &["id: String", "rows: Int32"]);
    docs.operation("sheet-get", &["GET /sheets/{id}"], "sheet");
    docs.operation("sheet-list", &["GET /sheets"], "sheet collection");
    docs.operation("sheet-cell", &["GET /sheets/{sheet-id}/cell"], "sheet");
    docs.parameters(ParameterPlace::Path, &["id: String", "row: Int32", "column: Int32"]);
    docs.parameters(ParameterPlace::Query, &["view: String"]);
    let (schema, _) = docs.resolve();
    assert_eq!(operations(&schema), ["function sheet.cell(row: Int32, column: Int32)"]);
}

#[test]
fn a_methods_table_makes_an_entity_type() {
    let mut docs = Docs::default();
    let section = docs.resource("report", &["title: String"]);
    let at = section.name.span;
    section.methods.push(method("report-get", at));
    docs.resource("row", &["title: String"]);
    let (schema, _) = docs.resolve();
    assert_eq!(schema.types[&name("report")].kind, StructuredKind::Entity);
    assert_eq!(schema.types[&name("row")].kind, StructuredKind::Complex);
}

#[test]
fn contradictions_and_masses_do_no_harm() {
    let mut docs = Docs::default();
    docs.enumeration("thing", &["a", "b"]);
    let rows: Vec<String> = (0..10_000).map(|at| format!("p{at}: String")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    docs.resource("thing: thing", &rows);
    docs.resource("thing", &["p1: Int32", "名前: String"]);
    docs.operation("odd", &["GET /", "GET /{id}", "POST //x/$ref", "GET /things/{id}/{id}/{id}"], "nothing");
    let (schema, report) = docs.resolve();
    assert_eq!(schema.types[&name("thing")].properties.len(), 10_000);
    assert!(codes(&report).contains(&Code::Conflict));
    assert!(codes(&report).contains(&Code::Unrepaired));
    assert!(codes(&report).contains(&Code::RequestPath));
}

#[test]
fn the_order_of_pages_does_not_matter() {
    let mut docs = Docs::default();
    docs.resource("b: a", &["id: String", "c -> c collection"]);
    docs.resource("a", &["id: String"]);
    docs.resource("c", &["id: String", "state: state"]);
    docs.operation("c-list", &["GET /bs/{id}/c"], "c collection");
    docs.operation("b-list", &["GET /bs"], "b collection");
    let (schema, _) = docs.resolve();
    docs.pages.reverse();
    let (again, _) = docs.resolve();
    assert_eq!(schema, again);
}

#[test]
fn alternate_keys_address_one_of_many() {
    let mut docs = Docs::default();
    docs.resource("kettle", &["id: String", "uniqueName: String"]);
    docs.operation("kettle-list", &["GET /kettles"], "kettle collection");
    docs.operation("kettle-upsert", &["PATCH /kettles(uniqueName='{name}')"], "kettle").response.codes =
        vec![201, 204];
    let (schema, _) = docs.resolve();
    check_request(&schema, "/kettles(uniqueName='{name}')", "/kettles namedkeys([\"uniquename\"])");
    let upsert = schema.requests.iter().find(|request| request.page == "kettle-upsert").expect("it is there");
    assert_eq!(upsert.addresses.as_ref().map(type_text).as_deref(), Some("kettle"));
    assert_eq!(upsert.response.codes, [201, 204]);
}
