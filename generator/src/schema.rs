//! What the API is, in the words of OData: the intermediate schema. Data only, serde, no Rust word in it.
//!
//! One [`Schema`] describes one version of the API. Types refer to each other by qualified name; all maps are
//! sorted or in document order, lists are always present, and "not stated" is a value. Every fact keeps its
//! [`Source`], and says whether it was stated or guessed. [`resolve`](mod@crate::resolve) makes it from pages,
//! [`export`](crate::export) writes it, [`lower`](crate::lower) turns it into Rust constructs.

use std::collections::BTreeMap;
use std::fmt;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::page::{Clouds, Method, Returned};

/// Version of the JSON form; raised when a reader of the old form would misread the new one.
pub const FORMAT_VERSION: u32 = 1;

/// A version of Microsoft Graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ApiVersion {
    /// v1.0.
    #[serde(rename = "v1.0")]
    V1,
    /// beta.
    #[serde(rename = "beta")]
    Beta,
}

impl ApiVersion {
    /// Both, in the order of output.
    pub const ALL: [ApiVersion; 2] = [ApiVersion::V1, ApiVersion::Beta];

    /// The segment of URLs and folders: `v1.0`, `beta`.
    pub fn segment(self) -> &'static str {
        match self {
            ApiVersion::V1 => "v1.0",
            ApiVersion::Beta => "beta",
        }
    }
}

/// `microsoft.graph.callRecords.session`: a type's name with its namespace.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct QualifiedName(String);

impl QualifiedName {
    /// The namespace of types whose page names none.
    pub const DEFAULT_NAMESPACE: &'static str = "microsoft.graph";

    /// The type by which the documentation describes JSON of any kind, arrays included.
    pub const ANY_JSON: &'static str = "Json";

    /// `namespace.name`; an empty namespace is [`Self::DEFAULT_NAMESPACE`].
    pub fn new(namespace: &str, name: &str) -> Self {
        let namespace = if namespace.is_empty() { Self::DEFAULT_NAMESPACE } else { namespace };
        Self(format!("{namespace}.{name}"))
    }

    /// The part before the last dot.
    pub fn namespace(&self) -> &str {
        self.0.rsplit_once('.').map_or("", |(namespace, _)| namespace)
    }

    /// The part after the last dot.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('.').map_or(&self.0, |(_, name)| name)
    }

    /// Both.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a fact stands: page and bytes. Pages are named by their path below the documentation root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// `api-reference/v1.0/resources/user.md`.
    pub page: String,
    /// First byte and the byte after the last one.
    pub span: (u32, u32),
    /// What kind of statement it is.
    pub origin: Origin,
    /// Whether it was guessed rather than stated.
    pub guessed: bool,
}

/// What kind of statement a fact comes from, most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the sources of the documentation, one word each")]
pub enum Origin {
    ResourceTable,
    EnumTable,
    Annotation,
    RequestTable,
    Representation,
    MethodTable,
    RequestPath,
    Response,
    InlineValues,
    Inherited,
    Example,
    Reference,
}

/// Everything known about one version of the API.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Schema {
    /// [`FORMAT_VERSION`].
    pub format: u32,
    /// Which version of the API.
    pub api: ApiVersion,
    /// Entity and complex types by name.
    pub types: BTreeMap<QualifiedName, StructuredType>,
    /// Enum types by name.
    pub enums: BTreeMap<QualifiedName, EnumType>,
    /// Actions and functions, sorted by name, then binding type.
    pub operations: Vec<Operation>,
    /// Entity sets and singletons by name.
    pub container: BTreeMap<String, ContainerChild>,
    /// Documented requests, sorted by template, then method.
    pub requests: Vec<Request>,
}

/// An entity type or a complex type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StructuredType {
    /// Entity or complex.
    pub kind: StructuredKind,
    /// Base type.
    pub base: Option<QualifiedName>,
    /// Abstract, as far as is known.
    pub abstract_: bool,
    /// Takes undeclared properties.
    pub open: bool,
    /// Is a media entity.
    pub media: bool,
    /// Own key properties; empty where inherited.
    pub key: Vec<String>,
    /// Own structural properties, in document order.
    pub properties: IndexMap<String, Property>,
    /// Own navigation properties, in document order.
    pub navigation: IndexMap<String, NavigationProperty>,
    /// Only referred to, documented by no page: an open stub.
    pub stub: bool,
    /// "Deprecated".
    pub deprecated: bool,
    /// Product area of its page.
    pub product: Option<String>,
    /// Slugs of its pages, best first: the first is what documentation links to.
    pub pages: Vec<String>,
    /// Descriptive text, only with `--prose full`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prose: Option<String>,
    /// Where it is defined.
    pub sources: Vec<Source>,
}

/// Entity type or complex type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StructuredKind {
    /// Has a key, or is the type of navigation properties.
    Entity,
    /// Has none.
    Complex,
}

/// A primitive type of OData, as far as Graph uses them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names of OData")]
pub enum Primitive {
    String,
    Boolean,
    Byte,
    SByte,
    Int16,
    Int32,
    Int64,
    Single,
    Double,
    Decimal,
    Guid,
    DateTimeOffset,
    Date,
    TimeOfDay,
    Duration,
    Binary,
    Stream,
    /// Untyped JSON.
    Untyped,
}

impl Primitive {
    /// The name in OData, without `Edm.`: `DateTimeOffset`.
    pub fn name(self) -> &'static str {
        match self {
            Primitive::String => "String",
            Primitive::Boolean => "Boolean",
            Primitive::Byte => "Byte",
            Primitive::SByte => "SByte",
            Primitive::Int16 => "Int16",
            Primitive::Int32 => "Int32",
            Primitive::Int64 => "Int64",
            Primitive::Single => "Single",
            Primitive::Double => "Double",
            Primitive::Decimal => "Decimal",
            Primitive::Guid => "Guid",
            Primitive::DateTimeOffset => "DateTimeOffset",
            Primitive::Date => "Date",
            Primitive::TimeOfDay => "TimeOfDay",
            Primitive::Duration => "Duration",
            Primitive::Binary => "Binary",
            Primitive::Stream => "Stream",
            Primitive::Untyped => "Untyped",
        }
    }
}

/// What a type reference names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TypeName {
    /// A primitive type.
    Primitive(Primitive),
    /// A structured type of [`Schema::types`].
    Structured(QualifiedName),
    /// An enum type of [`Schema::enums`].
    Enum(QualifiedName),
}

/// A type, or a collection of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TypeRef {
    /// What it names.
    pub name: TypeName,
    /// Whether it is a collection of that.
    pub collection: bool,
}

/// A structural property.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Property {
    /// Its type.
    pub ty: TypeRef,
    /// What the documentation states about it.
    pub facts: Facts,
    /// Descriptive text, only with `--prose full`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prose: Option<String>,
    /// Where it is stated, best first.
    pub sources: Vec<Source>,
}

/// A navigation property.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NavigationProperty {
    /// The structured type it leads to.
    pub target: QualifiedName,
    /// Whether it leads to many.
    pub collection: bool,
    /// Whether the targets live in it rather than in an entity set.
    pub contains_target: bool,
    /// What the documentation states about it.
    pub facts: Facts,
    /// Descriptive text, only with `--prose full`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prose: Option<String>,
    /// Where it is stated, best first.
    pub sources: Vec<Source>,
}

/// What only the documentation knows about a property. Each `None`, `false` and empty list means "not stated".
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Facts {
    /// Set by the service only.
    pub read_only: bool,
    /// Never sent back by the service.
    pub write_only: bool,
    /// A password, key or the like: never printed.
    pub secret: bool,
    /// Needed in a create request.
    pub required_on_create: bool,
    /// Nullable or not.
    pub nullable: Option<bool>,
    /// When the service sends it.
    pub returned: Option<Returned>,
    /// Operators that `$filter` supports; empty where only the support is stated.
    pub filter: Option<Vec<String>>,
    /// Supports `$orderby`.
    pub orderby: bool,
    /// Supports `$search`.
    pub search: bool,
    /// Supports `$expand`.
    pub expand: bool,
    /// Smallest and largest value, both valid.
    pub range: Option<(String, String)>,
    /// Maximum length in characters.
    pub max_length: Option<u32>,
    /// Known values of a String.
    pub known_values: Vec<String>,
    /// Default value.
    pub default: Option<String>,
    /// Format in fixed words.
    pub format: Option<String>,
    /// Deprecated.
    pub deprecated: bool,
}

/// An enum type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnumType {
    /// Members by name, in document order.
    pub members: IndexMap<String, Member>,
    /// Members may be combined.
    pub flags: bool,
    /// Only referred to, documented by no page.
    pub stub: bool,
    /// Product area of its page.
    pub product: Option<String>,
    /// Slugs of its pages, best first.
    pub pages: Vec<String>,
    /// Where it is defined.
    pub sources: Vec<Source>,
}

/// A member of an enum type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// Numeric value, where the documentation gives it.
    pub value: Option<i64>,
    /// Sent by the service only with `Prefer: include-unknown-enum-members`.
    pub evolvable: bool,
    /// Descriptive text, only with `--prose full`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prose: Option<String>,
}

/// An action or a function, one entry an overload.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Operation {
    /// Name with its namespace.
    pub name: QualifiedName,
    /// Action or function.
    pub kind: OperationKind,
    /// What it is bound to; absent for unbound ones.
    pub binding: Option<TypeRef>,
    /// Parameters without the binding one, in document order.
    pub parameters: IndexMap<String, Parameter>,
    /// What it returns; absent for nothing.
    pub returns: Option<TypeRef>,
    /// A function whose result paths may continue from.
    pub composable: bool,
    /// Slugs of the pages that describe it.
    pub pages: Vec<String>,
    /// Where it is stated.
    pub sources: Vec<Source>,
}

/// Action or function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OperationKind {
    /// Called with POST; may have side effects.
    Action,
    /// Called with GET; has none.
    Function,
}

/// A parameter of an action or a function.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its type.
    pub ty: TypeRef,
    /// Whether it must be given, where stated.
    pub required: Option<bool>,
    /// What the documentation states about it.
    pub facts: Facts,
    /// Descriptive text, only with `--prose full`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prose: Option<String>,
}

/// An entity set or a singleton.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerChild {
    /// Which of both.
    pub kind: ContainerKind,
    /// Its entity type.
    pub ty: QualifiedName,
    /// Where it is stated.
    pub sources: Vec<Source>,
}

/// Entity set or singleton.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ContainerKind {
    /// A collection at the root: `/users`.
    EntitySet,
    /// One entity at the root: `/me`.
    Singleton,
}

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
    /// National clouds; absent where the page does not say.
    pub clouds: Option<Clouds>,
    /// Title of the page: `Create group`; a name, not a sentence.
    pub title: String,
    /// Slug of the page.
    pub page: String,
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
    /// `/users`
    EntitySet,
    /// `/me`
    Singleton,
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
    /// A bound or unbound action or function, index into nothing: its name and the names of the arguments in the path.
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
    /// 202 with a monitor to ask.
    pub long_running: bool,
}

/// Who may call a request: alternatives from least to most privileged, each a set needed together.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Permissions {
    /// Tables of the page; several where it tells resources apart.
    pub tables: Vec<PermissionTable>,
}

/// One table of permissions. An absent caller is not stated, an empty list is "not supported".
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PermissionTable {
    /// What the table is limited to, if to something.
    pub scope: Option<String>,
    /// Delegated, work or school account.
    pub delegated_work: Option<Vec<Vec<String>>>,
    /// Delegated, personal account.
    pub delegated_personal: Option<Vec<Vec<String>>>,
    /// Application.
    pub application: Option<Vec<Vec<String>>>,
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

/// Query options of a request.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct QueryOptions {
    /// The page speaks of query options in general.
    pub all: bool,
    /// Options it names.
    pub supported: Vec<String>,
    /// Options it says do not work.
    pub unsupported: Vec<String>,
}

impl Schema {
    /// An empty schema of `api`.
    pub fn new(api: ApiVersion) -> Self {
        Self {
            format: FORMAT_VERSION,
            api,
            types: BTreeMap::new(),
            enums: BTreeMap::new(),
            operations: Vec::new(),
            container: BTreeMap::new(),
            requests: Vec::new(),
        }
    }

    /// The type `name` and its base types, nearest first; a cycle ends the walk.
    pub fn chain<'a>(&'a self, name: &'a QualifiedName) -> Vec<(&'a QualifiedName, &'a StructuredType)> {
        let mut chain: Vec<(&QualifiedName, &StructuredType)> = Vec::new();
        let mut next = Some(name);
        while let Some(name) = next {
            let Some(ty) = self.types.get(name) else { break };
            if chain.iter().any(|(seen, _)| *seen == name) {
                break;
            }
            chain.push((name, ty));
            next = ty.base.as_ref();
        }
        chain
    }
}
