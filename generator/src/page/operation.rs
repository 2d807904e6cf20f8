//! What one API page describes: its requests, permissions, parameters, answers and examples.

use super::{LinkTarget, PropertyRow, Sample, TypePhrase};
use crate::odata::{Clouds, Method, PathTemplate, PermissionTable, QueryOptions};
use crate::source::Spanned;

/// What an API page describes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OperationSection {
    /// Lines of the HTTP request blocks.
    pub requests: Vec<RequestLine>,
    /// Permission tables in order.
    pub permissions: Vec<PermissionTable>,
    /// Request headers.
    pub headers: Vec<HeaderRow>,
    /// Query options of the query section, bare lower case names without `$`: `select`.
    pub query: QueryOptions,
    /// Parameters of the path, the function or the query section.
    pub parameters: Vec<ParameterRow>,
    /// What is sent.
    pub body: BodyFacts,
    /// What comes back.
    pub response: ResponseFacts,
    /// In which clouds the request exists; absent where the page does not say.
    pub clouds: Option<Clouds>,
    /// The resource the introduction links to first, if any.
    pub subject: Option<LinkTarget>,
    /// Examples in order.
    pub examples: Vec<Example>,
}

impl OperationSection {
    /// The paths of its request lines.
    pub fn templates(&self) -> impl Iterator<Item = &PathTemplate> {
        self.requests.iter().filter_map(|request| request.template.as_ref())
    }

    /// Whether one of its lines sends a body.
    pub fn writes(&self) -> bool {
        self.requests.iter().any(|line| matches!(line.method, Method::Post | Method::Patch | Method::Put))
    }

    /// The types that examples of success show, as printed: those of annotations, then those within the answers.
    pub fn shown_types(&self) -> impl Iterator<Item = &str> + Clone {
        let responses = self.examples.iter().flat_map(|example| &example.responses);
        let succeeded = responses.filter(|response| response.status < 300);
        let annotated = succeeded.clone().filter_map(|response| response.odata_type.as_deref());
        let within = succeeded.filter_map(|response| response.body.as_ref()?.value.odata_type());
        annotated.chain(within)
    }

    /// The rows of the body, then those of parameters.
    pub fn rows(&self) -> impl Iterator<Item = &PropertyRow> {
        self.body.rows.iter().chain(self.parameters.iter().map(|parameter| &parameter.row))
    }

    /// The same, to be changed.
    pub fn rows_mut(&mut self) -> impl Iterator<Item = &mut PropertyRow> {
        self.body.rows.iter_mut().chain(self.parameters.iter_mut().map(|parameter| &mut parameter.row))
    }
}

/// `GET /users/{id | userPrincipalName}/messages?$filter=...`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestLine {
    /// HTTP method.
    pub method: Method,
    /// Path and query as printed after the method: host, version and ` HTTP/1.1` removed, nothing else changed.
    pub url: Spanned<String>,
    /// The path taken apart; absent where there is none.
    pub template: Option<PathTemplate>,
}

impl RequestLine {
    /// A line with its path taken apart.
    pub fn new(method: Method, url: Spanned<String>) -> Self {
        Self { method, template: PathTemplate::parse(&url.value), url }
    }
}

/// A request header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderRow {
    /// `If-Match`.
    pub name: Spanned<String>,
    /// Value or values as stated facts: `application/json`, `eventual`; no sentences.
    pub value: Option<String>,
    /// "Required." / "Optional."
    pub required: Option<bool>,
}

/// A parameter of a path, of a function or of the query string.
#[derive(Debug, Clone, PartialEq)]
pub struct ParameterRow {
    /// The row.
    pub row: PropertyRow,
    /// Where it goes.
    pub place: ParameterPlace,
}

/// Where a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParameterPlace {
    /// A placeholder of the path.
    Path,
    /// An argument of the function.
    Function,
    /// The query string.
    Query,
}

/// What the request-body section states.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BodyFacts {
    /// "Do not supply a request body."
    pub none: bool,
    /// What is sent, where the section links or names it ("a JSON representation of the X object").
    pub ty: Option<Spanned<TypePhrase>>,
    /// Names of members that a sentence says it must have.
    pub needed: Vec<String>,
    /// Rows of its table: properties of a create or update, parameters of an action.
    pub rows: Vec<PropertyRow>,
    /// Whether the section calls the rows parameters.
    pub parameters: bool,
    /// Media type, where it is not JSON: `image/jpeg`, `text/plain`.
    pub media_type: Option<String>,
}

/// What the response section states.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ResponseFacts {
    /// Status codes of success, in order.
    pub codes: Vec<u16>,
    /// What comes back.
    pub ty: Option<Spanned<TypePhrase>>,
    /// The body is raw bytes or a redirect to them.
    pub binary: bool,
    /// A header leads to a monitor of what goes on after the answer.
    pub monitor: bool,
    /// The page about asking that monitor.
    pub status: Option<LinkTarget>,
    /// The path of what is made, as a header or the operation itself names it; without ids.
    pub place: Option<String>,
    /// The monitor names the id of what is made, as those outside of Graph do.
    pub resource_id: bool,
}

/// An example: a request with its responses.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Example {
    /// The request; absent for a response that stands alone.
    pub request: Option<ExampleRequest>,
    /// The answers, alternatives of each other.
    pub responses: Vec<ExampleResponse>,
}

/// The request of an example.
#[derive(Debug, Clone, PartialEq)]
pub struct ExampleRequest {
    /// Method and URL.
    pub line: RequestLine,
    /// Headers as printed.
    pub headers: Vec<(String, String)>,
    /// JSON body.
    pub body: Option<Sample>,
    /// Body that is no JSON; never distilled.
    pub text: Option<String>,
    /// `@odata.type` of the annotation.
    pub odata_type: Option<String>,
}

/// The response of an example.
#[derive(Debug, Clone, PartialEq)]
pub struct ExampleResponse {
    /// Status code, 200 where none is printed.
    pub status: u16,
    /// Headers as printed; never distilled.
    pub headers: Vec<(String, String)>,
    /// `@odata.type` of the annotation: a bare or qualified name, `Collection(...)` taken off.
    pub odata_type: Option<String>,
    /// The annotation says that `value` holds a collection.
    pub collection: Option<bool>,
    /// JSON body.
    pub body: Option<Sample>,
    /// Body that is no JSON; never distilled.
    pub text: Option<String>,
}
