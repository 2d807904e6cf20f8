//! How requests are written for people, and when two paths are the same.

use super::words::type_text;
use crate::schema::{QueryOptions, RequestBody, Response};

/// A template in lower case with its placeholders made equal: `/users/{}/messages`.
pub(super) fn shape(template: &str) -> String {
    let mut text = String::new();
    let mut depth = 0_usize;
    for character in template.chars() {
        match character {
            '{' => {
                depth += 1;
                text.push_str("{}");
            }
            '}' => depth = depth.saturating_sub(1),
            character if depth == 0 => text.extend(character.to_lowercase()),
            _ => {}
        }
    }
    text
}

/// What the page says about query options; empty where it says nothing.
pub(super) fn query_options(options: &QueryOptions) -> String {
    let general = options.general.map(|works| if works { "supported in general" } else { "not supported" });
    let supported = (!options.supported.is_empty()).then(|| options.supported.join(", "));
    let not = (!options.unsupported.is_empty()).then(|| format!("not {}", options.unsupported.join(", ")));
    [general.map(str::to_owned), supported, not].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// What is sent.
pub(super) fn body(body: &RequestBody) -> String {
    match body {
        RequestBody::None => "nothing".to_owned(),
        RequestBody::Instance(ty) => type_text(ty),
        RequestBody::Parameters(_) => "parameters".to_owned(),
        RequestBody::Binary(media_type) => format!("bytes ({media_type})"),
        RequestBody::Reference => "a reference".to_owned(),
        RequestBody::Untyped => "JSON without a stated type".to_owned(),
    }
}

/// What comes back.
pub(super) fn response(response: &Response) -> String {
    match &response.ty {
        Some(ty) => type_text(ty),
        None if response.binary => "bytes".to_owned(),
        None => "nothing".to_owned(),
    }
}

/// Status codes of success.
pub(super) fn codes(response: &Response) -> String {
    response.codes.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_equal() {
        let check = |template, expected: &str| assert_eq!(shape(template), expected);
        check("/Users/{id}/x(a={a})", "/users/{}/x(a={})");
        check("/a}{b", "/a{}");
    }
}
