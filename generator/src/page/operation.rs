//! What one API page describes: its requests, permissions, parameters, answers and examples.

use super::{LinkTarget, PropertyRow, Sample, TypePhrase};
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
    pub query: QueryFacts,
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
}

/// HTTP methods of Microsoft Graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "the names of the protocol")]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// The method as it is sent: `GET`.
    pub fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }
}

/// A permissions table: up to three callers, each from least to most privileged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermissionTable {
    /// Heading or row label that limits the table to some resource ("For user resource"), if any.
    pub scope: Option<String>,
    /// Delegated, work or school account.
    pub delegated_work: PermissionCell,
    /// Delegated, personal account.
    pub delegated_personal: PermissionCell,
    /// Application.
    pub application: PermissionCell,
}

/// One cell of a permissions table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PermissionCell {
    /// Alternatives from least to most privileged, whatever order the table was printed in.
    /// Each is the set of permissions that are needed together. Empty: not supported.
    pub alternatives: Vec<Vec<String>>,
    /// Whether the cell was there and understood ("Not supported." included).
    pub stated: bool,
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

/// What the query section states.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QueryFacts {
    /// "supports the OData query parameters" without naming any, or "all"; "does not support" them.
    pub general: Option<bool>,
    /// Named options: `select`, `filter`, `top`, `expand`, `count`, `skip`, `orderby`, `search`, `skiptoken`, `format`, `deltatoken`.
    pub supported: Vec<String>,
    /// Options the page says do not work.
    pub unsupported: Vec<String>,
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
}

/// National clouds in which something exists.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, serde::Serialize, serde::Deserialize,
)]
pub struct Clouds {
    /// Global service.
    pub global: bool,
    /// US Government L4.
    pub us_government_l4: bool,
    /// US Government L5 (DOD).
    pub us_government_l5: bool,
    /// China, operated by 21Vianet.
    pub china: bool,
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
