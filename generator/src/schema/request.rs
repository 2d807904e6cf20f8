//! The documented requests: path, permissions, what is sent and what comes back.

use crate::odata::{Clouds, Method, Permissions, QualifiedName, QueryOptions};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::{Parameter, Source, TypeRef};

/// A documented request: an HTTP method and a path template.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// HTTP method.
    pub method: Method,
    /// The path as documented, normalised: leading slash, `{placeholders}` in braces, no query, no version.
    pub template: String,
    /// The path, followed through the schema.
    pub segments: Vec<Segment>,
    /// Whether every segment was understood.
    pub resolved: bool,
    /// What the whole path addresses; absent for `$ref`, `$value` of nothing and unresolved paths.
    pub addresses: Option<TypeRef>,
    /// Query that is part of the documented request: `$filter=...`.
    pub query: Option<String>,
    /// What the request does.
    pub action: RequestAction,
    /// What is sent.
    pub body: RequestBody,
    /// What comes back.
    pub response: Response,
    /// Who may call it.
    pub permissions: Permissions,
    /// Request headers.
    pub headers: Vec<Header>,
    /// Query options.
    pub query_options: QueryOptions,
    /// Parameters of the query beside the options of OData, by name.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub query_parameters: IndexMap<String, Parameter>,
    /// National clouds; absent where the page does not say.
    pub clouds: Option<Clouds>,
    /// Title of the page: `Create group`; a name, not a sentence.
    pub title: String,
    /// Slug of the page.
    pub page: String,
    /// Descriptive text, only with `--prose full`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prose: Option<String>,
    /// Deprecated.
    pub deprecated: bool,
    /// Where it is stated.
    pub source: Source,
}

/// One step of a path and the type it leads to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    /// The text between slashes, as in the template.
    pub text: String,
    /// What kind of step it is.
    pub kind: SegmentKind,
    /// What the path addresses after this step.
    pub ty: Option<TypeRef>,
}

/// The kinds of path steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SegmentKind {
    /// `/users`; the name in its own case.
    EntitySet(String),
    /// `/me`; the name in its own case.
    Singleton(String),
    /// A navigation property of the type before; the name in its own case.
    Navigation(String),
    /// A structural property of the type before.
    Property(String),
    /// `/{id}`, or a literal that stands for one (`/mailFolders/inbox`).
    Key {
        /// Placeholder, or the literal.
        name: String,
        /// Whether it is a literal.
        literal: bool,
    },
    /// `(uniqueName='{uniqueName}')`: named keys, alternate or composite.
    NamedKeys(Vec<String>),
    /// `/microsoft.graph.user`
    Cast(QualifiedName),
    /// A bound or unbound action or function, by its name and the names of the arguments in the path.
    Operation {
        /// Name of the action or function.
        name: String,
        /// Arguments that the path gives, in order.
        arguments: Vec<String>,
    },
    /// `root:/{path}:` and `items/{id}:/{path}:`
    PathAddress,
    /// `/$ref`
    Ref,
    /// `/$value`
    Value,
    /// `/$count`
    Count,
    /// Not understood.
    Unknown,
}

/// What a request does, in OData words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RequestAction {
    /// GET of one.
    Get,
    /// GET of a collection.
    List,
    /// POST to a collection.
    Create,
    /// PATCH.
    Update,
    /// PUT of an entity, property or content.
    Replace,
    /// DELETE.
    Delete,
    /// POST of an action, GET of a function.
    Call,
    /// POST or PUT of a `$ref`.
    AddRef,
    /// DELETE of a `$ref`.
    RemoveRef,
}

/// What a request sends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RequestBody {
    /// Nothing.
    None,
    /// An instance of a type.
    Instance(TypeRef),
    /// The parameters of the action.
    Parameters(IndexMap<String, Parameter>),
    /// Raw bytes of a media type.
    Binary(String),
    /// A `$ref` body: `{"@odata.id": ...}`.
    Reference,
    /// JSON that the documentation does not type.
    Untyped,
}

/// What a request gets back on success.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// Status codes of success, in order.
    pub codes: Vec<u16>,
    /// What comes back; absent for nothing.
    pub ty: Option<TypeRef>,
    /// Raw bytes, or a redirect to them.
    pub binary: bool,
    /// 202 with a monitor to ask; [`ty`](Self::ty) is then what there is at the end.
    pub long_running: bool,
    /// What the page says comes back, where that is no kin of what the path leads to: the path was believed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overruled: Option<TypeRef>,
}

/// A request header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// `If-Match`.
    pub name: String,
    /// Value as a stated fact.
    pub value: Option<String>,
    /// Required or optional, where stated.
    pub required: Option<bool>,
}
