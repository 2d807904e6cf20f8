//! JSON of distilled pages: one member of the outermost object a line, what is nested within it on the same line.
//!
//! In: [`Json`] as the pages show it. Out: strict JSON that reads back as the same value.

use crate::page::Json;

/// The text of a JSON block.
pub(super) fn block(value: &Json) -> String {
    match value {
        Json::Object(members) if !members.is_empty() => {
            let lines: Vec<String> = members.iter().map(|(key, value)| member(key, value)).collect();
            format!("{{\n{}\n}}", lines.join(",\n"))
        }
        other => inline(other),
    }
}

/// The text on one line.
pub(super) fn inline(value: &Json) -> String {
    match value {
        Json::Null => "null".to_owned(),
        Json::Bool(value) => value.to_string(),
        Json::Number(literal) => literal.clone(),
        Json::Text(text) => string(text),
        Json::Array(items) => format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(",")),
        Json::Object(members) => {
            let members: Vec<String> = members.iter().map(|(key, value)| member(key, value)).collect();
            format!("{{{}}}", members.join(","))
        }
    }
}

fn member(key: &str, value: &Json) -> String {
    format!("{}:{}", string(key), inline(value))
}

/// A quoted string.
pub(super) fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &Json, expected: &str) {
        assert_eq!(block(value), expected);
    }

    #[test]
    fn members_stand_on_lines_of_their_own() {
        let inner = Json::Object(vec![("b".into(), Json::Array(vec![Json::Null, Json::Bool(true)]))]);
        check(
            &Json::Object(vec![("a\"".into(), Json::Text("x\ny".into())), ("c".into(), inner)]),
            "{\n\"a\\\"\":\"x\\ny\",\n\"c\":{\"b\":[null,true]}\n}",
        );
        check(&Json::Array(vec![Json::Number("1.50".into())]), "[1.50]");
    }
}
