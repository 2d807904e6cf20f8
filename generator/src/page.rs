//! What one page states, as stated: names, types, facts and requests with their places, unlinked and unmerged.
//!
//! Data only. [`parse`](crate::parse) makes it from any of the five forms of a page, [`distill`](crate::distill)
//! writes it back as a facts-only page, [`resolve`](mod@crate::resolve) turns all pages into the schema.
//! Whatever resolving needs stands here, and reading a distilled page gives the same facts as the full one
//! (only [`Prose`] and spans differ). "Not stated" is a value of its own everywhere.

use crate::schema::ApiVersion;
use crate::source::{PageId, Span, Spanned};

/// Everything one page states.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The page in the source map.
    pub id: PageId,
    /// Which version of the API it describes.
    pub version: ApiVersion,
    /// In which form it was written.
    pub form: Form,
    /// In which language, as far as the tables of words tell.
    pub language: Language,
    /// What it is about.
    pub kind: PageKind,
    /// File name without folder and ending, lower case: `intune-deviceconfig-configurationusage`.
    pub slug: String,
    /// First heading, plain text.
    pub title: Spanned<String>,
    /// English slug of the title where the page has an anchor for it (`user-resource-type`).
    pub title_anchor: Option<String>,
    /// Product area of the front matter (`ms.prod`): `intune`.
    pub product: Option<String>,
    /// `doc_type` of the front matter, bare.
    pub doc_type: Option<String>,
    /// Namespace line: `microsoft.graph.callRecords`.
    pub namespace: Option<Spanned<String>>,
    /// First descriptive paragraph; never distilled.
    pub summary: Option<Prose>,
    /// Whether the page calls the whole thing deprecated.
    pub deprecated: bool,
    /// Structured types that the page defines; usually one.
    pub resources: Vec<ResourceSection>,
    /// Enum types that the page defines, each with the section it stands in.
    pub enums: Vec<EnumSection>,
    /// The operation that an API page describes.
    pub operation: Option<OperationSection>,
}

/// Descriptive text of a page, plain, for `--prose full`; the generator never reads facts from it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prose(pub String);

/// The five forms in which documentation is handed around.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Markdown of the documentation repository.
    Markdown,
    /// The same, machine translated: headings carry English anchors.
    Translated,
    /// Both languages side by side (`sxs-lookup`).
    Bilingual,
    /// Markdown as the documentation site serves it.
    Site,
    /// What a browser's copy gives.
    PlainText,
}

/// What the tables of words know of the language of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// The original.
    English,
    /// A language with a table.
    Listed,
    /// A language without one: only what needs no words was read.
    Unlisted,
}

/// What a page is about, decided by its content rather than by `doc_type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageKind {
    /// A structured type.
    Resource,
    /// One enum type or a collection of them.
    Enum,
    /// One or several requests.
    Operation,
    /// An overview without facts.
    Overview,
}

/// A structured type as one page describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourceSection {
    /// Name as stated best: annotation, else title, else anchor or file name.
    pub name: Spanned<StatedName>,
    /// The metadata comment before the JSON representation.
    pub annotation: Option<Spanned<ResourceAnnotation>>,
    /// "Inherits from X", "A subclass of X", "Derived from X".
    pub inherits: Option<Spanned<TypePhrase>>,
    /// Types listed as derived from this one.
    pub derived: Vec<Spanned<TypePhrase>>,
    /// "This is an abstract type", "Base type for ...".
    pub abstract_: bool,
    /// "This is an open type", "supports dynamic properties".
    pub open: bool,
    /// Rows of the properties table.
    pub properties: Vec<PropertyRow>,
    /// Rows of the relationships table.
    pub relationships: Vec<PropertyRow>,
    /// Rows of the methods table.
    pub methods: Vec<MethodRow>,
    /// The JSON representation.
    pub representation: Option<Sample>,
}

/// How a name was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedName {
    /// `windowsIdentityProtectionConfiguration` or qualified; in the case of the page.
    pub text: String,
    /// Which part of the page says it; file names and anchors have lost their case.
    pub source: NameSource,
}

/// Which part of a page names a type, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameSource {
    /// `@odata.type` of the resource annotation.
    Annotation,
    /// The title or a section heading.
    Heading,
    /// `@odata.type` inside of the JSON representation.
    Representation,
    /// An English anchor: lower case.
    Anchor,
    /// The file name: lower case.
    FileName,
}

/// `<!-- { "blockType": "resource", ... } -->`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ResourceAnnotation {
    /// `@odata.type` or `@type`, without `#`.
    pub odata_type: Option<String>,
    /// `baseType`, without `#`; an explicit `null` is the empty string.
    pub base_type: Option<String>,
    /// `keyProperty`.
    pub key_property: Option<String>,
    /// `abstract`.
    pub abstract_: Option<bool>,
    /// `openType`.
    pub open_type: Option<bool>,
    /// `isMediaEntity`.
    pub media_entity: Option<bool>,
    /// `optionalProperties`.
    pub optional_properties: Vec<String>,
}

/// A row that names a property, a navigation property or a parameter with its type.
#[derive(Debug, Clone, PartialEq)]
pub struct PropertyRow {
    /// The name as printed, without marks around it.
    pub name: Spanned<String>,
    /// How the printed name was put right, where it was damaged.
    pub repair: Option<Repair>,
    /// The type cell; absent where the table has none or it is empty.
    pub ty: Option<Spanned<TypePhrase>>,
    /// What the description states.
    pub facts: PropertyFacts,
    /// The description itself; never distilled.
    pub prose: Option<Prose>,
}

/// Where the right name of a damaged row came from, most reliable first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Repair {
    /// Same letters in another case stand in the JSON representation or in an example.
    Case,
    /// Its neighbours stand around that key in the JSON representation.
    Position,
    /// It was the only one left over.
    LeftOver,
    /// The same row of another page of the type.
    OtherPage,
    /// The same row of another language, year or version of the page.
    OtherCorpus,
    /// A list in code spans of the same length.
    CodeList,
    /// A word learned from rows that were put right otherwise.
    LearnedWord,
    /// The segment of a request path that leads to the type.
    RequestPath,
    /// The target of the link.
    LinkTarget,
}

/// What the description of a row states about it. Each `None`, `false` and empty list means "not stated".
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PropertyFacts {
    /// "Inherited from X": every type named so.
    pub inherited_from: Vec<Spanned<TypePhrase>>,
    /// "Key." or "unique identifier" with a key marker.
    pub key: bool,
    /// "Read-only."
    pub read_only: bool,
    /// "Write-only", or a secret by the words of the page.
    pub write_only: bool,
    /// "Required." / "Optional.", or a column that says so.
    pub required: Option<bool>,
    /// "Required on create", "must be specified when ...".
    pub required_on_create: bool,
    /// "Nullable." / "Not nullable."
    pub nullable: Option<bool>,
    /// "Returned by default" / "Returned only on `$select`".
    pub returned: Option<Returned>,
    /// Operators that `$filter` supports; an empty list where only the support is stated.
    pub filter: Option<Vec<String>>,
    /// "Supports `$orderby`."
    pub orderby: bool,
    /// "Supports `$search`."
    pub search: bool,
    /// "Supports `$expand`."
    pub expand: bool,
    /// "Valid values 4 to 127", "between 0 and 50, inclusive".
    pub range: Option<(String, String)>,
    /// Maximum length in characters.
    pub max_length: Option<u32>,
    /// Listed values, in order.
    pub values: Vec<Spanned<String>>,
    /// A list that ran together and could not be split by the page alone.
    pub unsplit_values: Option<Spanned<String>>,
    /// Members that the service sends only with `Prefer: include-unknown-enum-members`.
    pub evolvable_values: Vec<String>,
    /// Several values may be combined.
    pub flags: bool,
    /// Default value, as printed in a code span.
    pub default: Option<String>,
    /// A format in fixed words: `url`, `email`, `ISO 8601`.
    pub format: Option<String>,
    /// "Deprecated."
    pub deprecated: bool,
}

/// When a property comes over the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Returned {
    /// Without asking.
    ByDefault,
    /// Only when `$select` names it.
    OnSelect,
    /// Only when a single entity is read with `$select`.
    OnSelectOfOne,
}

/// A type cell, understood word by word but not linked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypePhrase {
    /// The alternatives of "A or B"; usually one.
    pub terms: Vec<TypeTerm>,
    /// Whether it is a collection.
    pub collection: bool,
    /// Where the cell links to.
    pub link: Option<LinkTarget>,
    /// "(timestamp)", "(enum)", "maximum size 20" and the like, as printed.
    pub notes: Vec<String>,
    /// The cell as plain text.
    pub raw: String,
}

/// One name of a type cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TypeTerm {
    /// A primitive type, in any spelling or language.
    Primitive(crate::schema::Primitive),
    /// A named type: namespace where one is printed, and the name in the case of the page.
    Named {
        /// `microsoft.graph.callRecords`; empty where none is printed.
        namespace: String,
        /// `session`.
        name: String,
    },
    /// Words that are no identifier, in a language the word tables do not know; the link may still tell.
    Words(String),
}

/// Target of a link, relative links made whole.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinkTarget {
    /// Slug of the target page (file name without folder and ending, lower case).
    pub slug: String,
    /// Whether the target lies below `api/`.
    pub api: bool,
    /// Fragment, lower case: `risklevel-values`.
    pub fragment: Option<String>,
}

/// A row of a Methods table.
#[derive(Debug, Clone, PartialEq)]
pub struct MethodRow {
    /// The name as printed.
    pub name: Spanned<String>,
    /// The API page it links to.
    pub link: Option<LinkTarget>,
    /// What it returns; absent for "None".
    pub returns: Option<TypePhrase>,
}

/// An enum type as one section describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumSection {
    /// Name of the enum type.
    pub name: Spanned<StatedName>,
    /// Where it stands.
    pub place: EnumPlace,
    /// Rows of its table.
    pub members: Vec<MemberRow>,
    /// The text says that members may be combined.
    pub flags: bool,
    /// Members that the service sends only with `Prefer: include-unknown-enum-members`.
    pub evolvable_values: Vec<String>,
}

/// What kind of page an enum section stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EnumPlace {
    /// A page of its own.
    OwnPage,
    /// A page that collects enum types.
    EnumsPage,
    /// A section of a resource page: weaker, as it may describe a plain String.
    ResourcePage,
}

/// A row of a members table.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberRow {
    /// Name as printed.
    pub name: Spanned<String>,
    /// How the printed name was put right, where it was damaged.
    pub repair: Option<Repair>,
    /// Numeric value.
    pub value: Option<i64>,
    /// The description; never distilled.
    pub prose: Option<Prose>,
}

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
    /// "supports the OData query parameters" without naming any, or "all".
    pub all: bool,
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

/// A JSON block, read with tolerance.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// What it shows.
    pub value: Json,
    /// Where the JSON text stands.
    pub span: Span,
}

/// JSON with the order of its members, duplicates included.
///
/// A sample shows kinds rather than values; [`Json::Text`] keeps the literal because its form tells the type
/// ("String (timestamp)", a GUID, an enum word).
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the kinds of JSON")]
pub enum Json {
    Null,
    Bool(bool),
    /// The literal of a number.
    Number(String),
    Text(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The member `name` of an object.
    pub fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Object(members) => members.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) | Json::Array(_) => None,
        }
    }
}
