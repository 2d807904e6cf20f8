//! Bodies of macro calls as text, one member a line.
//!
//! In: structs and enums. Out: the calls of `model!`, `extends!`, `any!` and `open_enum!`, which hold what the wire needs
//! to know. Every name comes from `names`, every text of the documentation goes through [`literal`].

use std::fmt::Write;

use proc_macro2::Literal;

use crate::file::Item;
use crate::sdk::{Any, Doc, Field, OpenEnum, Struct};

/// ```text
/// model! {
///     DeviceConfiguration: Entity, "#microsoft.graph.deviceConfiguration", tagged, first 2;
///     2 created_date_time "createdDateTime" read_only,
///     3 display_name "displayName",
/// }
/// ```
pub(super) fn model(item: &Struct, base: Option<&str>) -> Item {
    let (ident, wire, first) = (&item.path.ident, literal(&item.wire), item.first);
    let head = match base {
        Some(base) => format!("{ident}: {base}, {wire}, tagged, first {first};"),
        None => format!("{ident}: root {wire}, untagged;"),
    };
    let lines = item.fields.iter().enumerate().map(|(at, field)| member(first + at, field));
    call("model", std::iter::once(head).chain(lines))
}

fn member(number: usize, field: &Field) -> String {
    let secret = if field.secret { " secret" } else { "" };
    let read_only = if field.token.read_only { " read_only" } else { "" };
    let key = if field.key { " key" } else { "" };
    format!("{number} {} {}{secret}{read_only}{key},", field.ident, literal(&field.token.wire))
}

/// ```text
/// extends! {
///     WindowsDomainJoinConfiguration: DeviceConfiguration, Entity
/// }
/// ```
pub(super) fn extends(item: &Struct, ancestors: &[&str]) -> Option<Item> {
    let line = format!("{}: {}", item.path.ident, ancestors.join(", "));
    (!ancestors.is_empty()).then(|| call("extends", [line]))
}

/// ```text
/// any! {
///     /// `deviceConfiguration` or a type derived from it.
///     AnyDeviceConfiguration: DeviceConfiguration {
///         IosCustomConfiguration "#microsoft.graph.iosCustomConfiguration",
///     }
/// }
/// ```
pub(super) fn any(item: &Struct, any: &Any) -> Item {
    let mut lines = docs(&any.doc, "");
    lines.push(format!("{}: {} {{", any.ident, item.path.ident));
    lines.extend(
        any.variants.iter().map(|variant| format!("    {} {},", variant.ident, literal(&variant.wire))),
    );
    lines.push("}".to_owned());
    call("any", lines)
}

/// ```text
/// open_enum! {
///     /// `configurationUsage`.
///     ConfigurationUsage "microsoft.graph.configurationUsage" {
///         /// `blocked`.
///         Blocked "blocked" = 0,
///     }
/// }
/// ```
pub(super) fn open_enum(item: &OpenEnum) -> Item {
    let mut lines = docs(&item.doc, "");
    let flags = if item.flags { "flags " } else { "" };
    lines.push(format!("{flags}{} {} {{", item.ident, literal(&item.wire)));
    for member in &item.members {
        lines.extend(docs(&member.doc, "    "));
        let value = member.value.map(|value| format!(" = {value}")).unwrap_or_default();
        lines.push(format!("    {} {}{value},", member.ident, literal(&member.wire)));
    }
    lines.push("}".to_owned());
    call("open_enum", lines)
}

/// A text as a literal, whatever stands in it.
fn literal(text: &str) -> String {
    Literal::string(text).to_string()
}

fn docs(doc: &Doc, indent: &str) -> Vec<String> {
    let line = |line: &String| format!("{indent}/// {line}").trim_end().to_owned();
    doc.0.iter().map(line).collect()
}

fn call(name: &str, lines: impl IntoIterator<Item = String>) -> Item {
    let mut text = format!("{name}! {{\n");
    for line in lines {
        writeln!(text, "    {line}").expect("a String takes everything");
    }
    text.push('}');
    Item::Text(text)
}
