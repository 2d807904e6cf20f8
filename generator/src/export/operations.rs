//! Actions and functions as elements.

use super::annotations::{description, facts, nested, value};
use super::types::facets;
use super::words::{type_text, with_named};
use super::xml::Element;
use crate::odata::{Facts, Primitive};
use crate::schema::{Operation, OperationKind, Parameter, TypeName, TypeRef};

/// `<Action>` or `<Function>` with its parameters, the binding one first, and its return type.
pub(super) fn operation(operation: &Operation) -> Element {
    let (tag, is_function) = match operation.kind {
        OperationKind::Action => ("Action", false),
        OperationKind::Function => ("Function", true),
    };
    let mut element = Element::new(tag)
        .attribute("Name", operation.name.name())
        .flag("IsBound", operation.binding.is_some())
        .flag("IsComposable", operation.composable && is_function)
        .children(operation.binding.as_ref().map(|ty| parameter_of(&binding_name(operation), ty)));
    for (name, parameter) in ordered(operation) {
        element = with_named(element, "parameter", name, |name| parameter_element(name, parameter));
    }
    element.children(return_type(operation.returns.as_ref(), is_function))
}

/// Required parameters before optional ones, as CSDL wants them; otherwise in document order.
fn ordered(operation: &Operation) -> impl Iterator<Item = (&String, &Parameter)> {
    let of = |optional: bool| {
        operation.parameters.iter().filter(move |(_, parameter)| is_optional(parameter) == optional)
    };
    of(false).chain(of(true))
}

fn is_optional(parameter: &Parameter) -> bool {
    parameter.required == Some(false)
}

/// The name of the binding parameter is ours to choose; it must not be the name of another parameter.
fn binding_name(operation: &Operation) -> String {
    let mut name = "bindingParameter".to_owned();
    while operation.parameters.contains_key(&name) {
        name.push('_');
    }
    name
}

fn parameter_of(name: &str, ty: &TypeRef) -> Element {
    Element::new("Parameter").attribute("Name", name).attribute("Type", type_text(ty))
}

fn parameter_element(name: &str, parameter: &Parameter) -> Element {
    let mut element = parameter_of(name, &parameter.ty);
    if let Some(nullable) = parameter.facts.nullable {
        element = element.attribute("Nullable", nullable.to_string());
    }
    // `DefaultValue` is a facet of properties alone.
    let facts_of = Facts { default: None, ..parameter.facts.clone() };
    facets(element, &parameter.ty, &facts_of)
        .children(optional(parameter))
        .children(description(parameter.prose.as_deref()))
        .children(facts(&facts_of, Some(&parameter.ty)))
}

fn optional(parameter: &Parameter) -> Option<Element> {
    let default = parameter.facts.default.iter().map(|default| value("DefaultValue", "String", default));
    is_optional(parameter).then(|| nested("Core.OptionalParameter", Element::new("Record").children(default)))
}

/// A function always returns something: where no page says what, the type is open.
fn return_type(returns: Option<&TypeRef>, is_function: bool) -> Option<Element> {
    let untyped = TypeRef { name: TypeName::Primitive(Primitive::Untyped), collection: false };
    let ty = returns.or_else(|| is_function.then_some(&untyped))?;
    Some(Element::new("ReturnType").attribute("Type", type_text(ty)))
}

#[cfg(test)]
mod tests {
    use indexmap::IndexMap;

    use super::super::xml::render;
    use super::*;
    use crate::odata::QualifiedName;

    fn text() -> TypeRef {
        TypeRef { name: TypeName::Primitive(Primitive::String), collection: false }
    }

    fn of(kind: OperationKind, binding: Option<TypeRef>, parameters: &[(&str, Option<bool>)]) -> Operation {
        let parameter = |required| Parameter { ty: text(), required, facts: Facts::default(), prose: None };
        let parameters: IndexMap<String, Parameter> =
            parameters.iter().map(|(name, required)| ((*name).to_owned(), parameter(*required))).collect();
        let name = QualifiedName::new("", "run");
        Operation {
            name,
            kind,
            binding,
            parameters,
            returns: None,
            composable: true,
            pages: vec![],
            sources: vec![],
        }
    }

    fn check(of: &Operation, expected: &[&str]) {
        let text = render(&operation(of));
        let lines: Vec<&str> =
            text.lines().skip(1).map(str::trim).filter(|line| !line.starts_with("</")).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn the_binding_parameter_stands_first_under_a_free_name() {
        check(
            &of(OperationKind::Action, Some(text()), &[("bindingParameter", None)]),
            &[
                r#"<Action Name="run" IsBound="true">"#,
                r#"<Parameter Name="bindingParameter_" Type="Edm.String"/>"#,
                r#"<Parameter Name="bindingParameter" Type="Edm.String"/>"#,
            ],
        );
    }

    #[test]
    fn optional_parameters_stand_last_and_functions_return_something() {
        check(
            &of(OperationKind::Function, None, &[("a", Some(false)), ("b", None)]),
            &[
                r#"<Function Name="run" IsComposable="true">"#,
                r#"<Parameter Name="b" Type="Edm.String"/>"#,
                r#"<Parameter Name="a" Type="Edm.String">"#,
                r#"<Annotation Term="Core.OptionalParameter">"#,
                "<Record/>",
                r#"<ReturnType Type="Edm.Untyped"/>"#,
            ],
        );
    }
}
