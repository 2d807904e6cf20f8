//! Request types, their methods, and what is documented about these.

use super::{Doc, TypePath, ValueType};
use crate::names::{FnIdent, ModIdent, ParameterIdent, TypeIdent};
use crate::odata::{Clouds, Method, PermissionTable, QueryOption};

/// A file of `requests`: what can be asked of one type and of collections of it.
#[derive(Debug, Clone, PartialEq)]
pub struct RequestsFile {
    /// File and private module.
    pub module: ModIdent,
    /// Path of the page of the type.
    pub page: Option<String>,
    /// Request types: of one, of a collection.
    pub items: Vec<Requests>,
}

/// A request type: a path prefix with methods.
#[derive(Debug, Clone, PartialEq)]
pub struct Requests {
    /// Name.
    pub ident: TypeIdent,
    /// Documentation.
    pub doc: Doc,
    /// Steps to other request types.
    pub steps: Vec<Step>,
    /// Parameters of the query that can be set.
    pub setters: Vec<Setter>,
    /// Requests.
    pub calls: Vec<Call>,
}

/// A method that lengthens the path.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Name.
    pub ident: FnIdent,
    /// Documentation.
    pub doc: Doc,
    /// What is appended.
    pub push: Push,
    /// The request type it leads to.
    pub to: TypePath,
}

/// A method that sets a parameter of the query.
#[derive(Debug, Clone, PartialEq)]
pub struct Setter {
    /// Name.
    pub ident: FnIdent,
    /// Documentation.
    pub doc: Doc,
    /// The parameter.
    pub argument: Argument,
}

/// What a step or request appends to the path.
#[derive(Debug, Clone, PartialEq)]
pub enum Push {
    /// Nothing.
    Nothing,
    /// Segments as they are: `members`, `$count`.
    Segments(Vec<String>),
    /// A key.
    Key,
    /// Named keys behind the last segment.
    NamedKeys(Vec<Argument>),
    /// A function or action with arguments in the path.
    Call {
        /// As in the path: `range`, `microsoft.graph.range`.
        segment: String,
        /// With their types.
        arguments: Vec<Argument>,
    },
    /// A file path after a colon.
    FilePath,
}

/// An argument in a path or a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// Parameter of the method.
    pub ident: ParameterIdent,
    /// Name in the path or the query.
    pub wire: String,
    /// Type.
    pub ty: ValueType,
}

/// A method that makes a request.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// Name.
    pub ident: FnIdent,
    /// Documentation.
    pub doc: Doc,
    /// Deprecated.
    pub deprecated: bool,
    /// What is appended to the path.
    pub push: Push,
    /// What is documented about it.
    pub facts: MethodFacts,
    /// Parameters of the query that must be given.
    pub query: Vec<Argument>,
    /// What is sent.
    pub body: Body,
    /// Every page demands `If-Match`.
    pub etag: bool,
    /// What comes back.
    pub output: Output,
    /// Which options the request offers.
    pub kind: CallKind,
}

/// The option of the query that says which of many references is removed.
pub const REMOVED: &str = "$id";

/// What a request sends.
#[derive(Debug, Clone, PartialEq, PartialOrd, Ord, Eq)]
pub enum Body {
    /// An instance of the type or of one derived from it.
    Model(TypePath),
    /// A patch of the type.
    Patch(TypePath),
    /// Parameters of an action.
    Parameters(TypePath),
    /// Some other value, as JSON.
    Value(ValueType),
    /// Bytes of a media type.
    Binary(String),
    /// The address of another entity.
    Reference,
    /// The same in the query, as [`REMOVED`].
    ReferenceInQuery,
    /// JSON that the documentation does not type.
    Untyped,
    /// Nothing.
    None,
}

/// What a request gets back.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Output {
    /// A value.
    Value(ValueType),
    /// A value, or nothing with status 204.
    Optional(ValueType),
    /// Bytes.
    Binary,
    /// Nothing.
    Nothing,
}

/// Which options a request offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CallKind {
    /// GET of one.
    Get,
    /// GET of one whose pages say that no option of the query works.
    Fixed,
    /// GET of a collection, in pages.
    List,
    /// The same where no option of the query works.
    FixedList,
    /// A delta function: pages with a state at the end.
    Delta,
    /// The number of things in a collection.
    Count,
    /// GET of bytes.
    Download,
    /// Everything that writes.
    Write,
    /// Changes something, or makes it where the header `Prefer` says so.
    Upsert,
    /// An action that answers with a collection.
    WriteList,
    /// Answered with status 202 and the address of a monitor.
    LongRunning,
}

impl CallKind {
    /// Whether the answer comes in pages.
    pub fn is_paged(self) -> bool {
        matches!(self, CallKind::List | CallKind::FixedList | CallKind::Delta | CallKind::WriteList)
    }

    /// The same request without options of the query.
    #[must_use]
    pub fn without_options(self) -> Self {
        match self {
            CallKind::Get => CallKind::Fixed,
            CallKind::List => CallKind::FixedList,
            other => other,
        }
    }
}

/// What is documented about one method, by path.
#[derive(Debug, Clone, PartialEq)]
pub struct MethodFacts {
    /// HTTP method.
    pub method: Method,
    /// In the order of their templates.
    pub documented: Vec<Documented>,
}

/// One documented path.
#[derive(Debug, Clone, PartialEq)]
pub struct Documented {
    /// `/users/{id}/messages`.
    pub template: String,
    /// The same as pages write it, each way once: `/users/{user-id}/messages`.
    pub stated: Vec<String>,
    /// Slug of the page.
    pub page: String,
    /// Title of the page.
    pub title: String,
    /// Permissions of each caller that suffice for sure.
    pub permissions: PermissionTable,
    /// Those that hold for some kinds of things or under some condition only.
    pub limited: Vec<PermissionTable>,
    /// National clouds, where stated.
    pub clouds: Option<Clouds>,
    /// Request headers that the page names.
    pub headers: Vec<Header>,
    /// The page names `ConsistencyLevel`, and whether it demands it.
    pub consistency: Option<bool>,
    /// Enum members hide behind `Prefer: include-unknown-enum-members`.
    pub unknown_members: bool,
    /// The page says of the options of the query in general that they work, or that none does.
    pub options: Option<bool>,
    /// Options that the page names, and whether it says that they work.
    pub named_options: Vec<(QueryOption, bool)>,
    /// What the page of a delta function calls the token.
    pub token: Option<TokenName>,
}

/// What takes the token of a delta function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenName {
    /// The parameter `token` of the function.
    Parameter,
    /// The option `$deltatoken` of the query.
    Option,
}

/// A request header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// `If-Match`.
    pub name: String,
    /// What it is set to, where that is stated.
    pub value: Option<String>,
    /// Whether the page demands it; absent is "not stated".
    pub required: Option<bool>,
}
