//! JSON that was cut off: a body ends where the limit for errors is, or where the connection broke.

use serde_json::Value;

use crate::model::json::any_from_json;

/// What is there of JSON text that ends too early. The member in which it ends is left out, or its text cut off too.
pub(super) fn completed(text: &str) -> Option<Value> {
    let (open, end_of_string) = open_ends(text);
    if open.is_empty() && end_of_string.is_none() {
        return None;
    }
    let closing: String = open.iter().rev().collect();
    let whole_items = text.rfind([',', '{', '[']).map_or("", |end| &text[..=end]).trim_end_matches(',');
    let texts = match end_of_string {
        // In a text: as a value, as a name.
        Some(end) => [format!("{}\"{closing}", &text[..end]), format!("{}\":null{closing}", &text[..end])],
        // Behind a value, before one, in a number.
        None => [format!("{text}{closing}"), format!("{text}null{closing}")],
    };
    texts
        .into_iter()
        .chain([format!("{whole_items}{closing}")])
        .find_map(|text| any_from_json(text.as_bytes()).ok())
}

/// The brackets that are to be closed, outermost first; and if the text ends inside of a JSON string, how much of it can be
/// kept: not half of an escape.
fn open_ends(text: &str) -> (Vec<char>, Option<usize>) {
    let (mut open, mut in_string, mut kept) = (Vec::new(), false, 0);
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => in_string = !in_string,
            '\\' if in_string => {
                let escape = characters.next().map(|(_, escape)| escape);
                let digits = if escape == Some('u') { characters.by_ref().take(4).count() } else { 4 };
                if escape.is_none() || digits < 4 {
                    return (open, Some(at));
                }
            }
            '{' if !in_string => open.push('}'),
            '[' if !in_string => open.push(']'),
            '}' | ']' if !in_string => {
                open.pop();
            }
            _ => {}
        }
        kept = characters.offset();
    }
    (open, in_string.then_some(kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let found = completed(text).map(|value| value.to_string());
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn what_is_there_is_read() {
        check(
            r#"{"error":{"code":"A","message":"cut o"#,
            Some(r#"{"error":{"code":"A","message":"cut o"}}"#),
        );
        check(r#"{"a":"x\"#, Some(r#"{"a":"x"}"#));
        check(r#"{"a":"x\u00"#, Some(r#"{"a":"x"}"#));
        check(r#"{"a":"x\u00e9"#, Some(r#"{"a":"xé"}"#));
        check(r#"{"a":"x\"}],y"#, Some(r#"{"a":"x\"}],y"}"#));
        check(r#"{"a":1,"na"#, Some(r#"{"a":1,"na":null}"#));
        check(r#"{"a":1,"na""#, Some(r#"{"a":1}"#));
        check(r#"{"a":"#, Some(r#"{"a":null}"#));
        check(r#"{"a":1,"#, Some(r#"{"a":1}"#));
        check(r#"{"a":[1,{"b":tr"#, Some(r#"{"a":[1,{}]}"#));
        check(r#"[{"a":1}"#, Some(r#"[{"a":1}]"#));
        check("[1,2", Some("[1,2]"));
        check("{", Some("{}"));
        check("", None);
        check("nonsense", None);
        check(r#"{"a":1}}"#, None);
    }

    /// Whatever place a text is cut at, what stands before it is not lost.
    #[test]
    fn any_place_will_do() {
        let whole =
            r#"{"error":{"code":"A\\","inner":[{"x":-1.5e3,"y":null},"\ud83d\ude00é"],"m":"\"z"},"b":true}"#;
        let start = r#"{"error":{"code":"A\\""#.len();
        for end in (start..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
            let value = completed(&whole[..end]);
            assert_eq!(
                value.map(|value| value["error"]["code"].clone()),
                Some("A\\".into()),
                "{}",
                &whole[..end]
            );
        }
    }
}
