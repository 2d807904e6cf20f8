//! The examples of the documentation as data: what is sent and what is answered.
//!
//! In: pages. Out: one [`Example`] for every request that a page shows, with the answer that belongs to it.

use msgraph_codegen::odata::{ApiVersion, Method};
use msgraph_codegen::page::{ExampleRequest, ExampleResponse, Json, Page};
use serde_json::{Map, Value};

/// A request of a page with its answer.
#[derive(Debug, Clone)]
pub struct Example {
    /// `user-get#2`: the page and the number of the example on it.
    pub name: String,
    /// Name of the page.
    pub page: String,
    /// Version of the API.
    pub version: ApiVersion,
    /// Product area of the page.
    pub area: String,
    /// `GET`
    pub method: Method,
    /// Path and query below the version, as printed.
    pub url: String,
    /// Headers as printed.
    pub headers: Vec<(String, String)>,
    /// What is sent.
    pub body: Body,
    /// What comes back, if the page shows it.
    pub answer: Option<Answer>,
}

/// A body of an example.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// Nothing.
    None,
    /// JSON.
    Json(Value),
    /// Something else, as printed.
    Text(String),
}

impl Body {
    /// The JSON, if it is some.
    pub fn json(&self) -> Option<&Value> {
        match self {
            Body::Json(value) => Some(value),
            Body::None | Body::Text(_) => None,
        }
    }
}

/// An answer of a page.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Headers as printed.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Body,
}

impl Example {
    /// The header `name`, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// All examples with a request, in the order of the pages.
pub fn examples(pages: &[Page]) -> Vec<Example> {
    let mut found = Vec::new();
    for page in pages {
        let shown = page.operation.iter().flat_map(|operation| &operation.examples);
        let requests = shown.filter_map(|example| Some((example.request.as_ref()?, &example.responses)));
        for (number, (request, responses)) in requests.enumerate() {
            found.push(example(page, number, request, responses.first()));
        }
    }
    found
}

fn example(
    page: &Page,
    number: usize,
    request: &ExampleRequest,
    answer: Option<&ExampleResponse>,
) -> Example {
    Example {
        name: format!("{}#{}", page.slug, number + 1),
        page: page.slug.clone(),
        version: page.version,
        area: page.product.clone().unwrap_or_else(|| "none".to_owned()).to_ascii_lowercase(),
        method: request.line.method,
        url: request.line.url.value.clone(),
        headers: request.headers.clone(),
        body: body(request.body.as_ref().map(|body| &body.value), request.text.as_deref()),
        answer: answer.map(|answer| Answer {
            status: answer.status,
            headers: answer.headers.clone(),
            body: body(answer.body.as_ref().map(|body| &body.value), answer.text.as_deref()),
        }),
    }
}

fn body(sample: Option<&Json>, text: Option<&str>) -> Body {
    match (sample, text) {
        (Some(sample), _) => Body::Json(json(sample)),
        (None, Some(text)) => Body::Text(text.to_owned()),
        (None, None) => Body::None,
    }
}

/// Of members of one name the last counts, as for every JSON reader.
fn json(value: &Json) -> Value {
    match value {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        // A number that is none (`00`) stays a text.
        Json::Number(text) => serde_json::from_str(text).unwrap_or_else(|_| Value::from(text.as_str())),
        Json::Text(text) => Value::from(text.as_str()),
        Json::Array(items) => items.iter().map(json).collect(),
        Json::Object(members) => {
            let members = members.iter().map(|(name, value)| (name.clone(), json(value)));
            Value::Object(members.collect::<Map<_, _>>())
        }
    }
}
