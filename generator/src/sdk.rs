//! What the generated crate will contain, in Rust words, all names final. Data only.
//!
//! [`lower`](crate::lower) makes it from schemas; [`emit`](crate::emit) turns each part into tokens and decides nothing.

mod requests;

pub use requests::{
    Argument, Body, Call, CallKind, Documented, Header, MethodFacts, Output, Push, REMOVED, Requests,
    RequestsFile, Setter, Step, TokenName,
};

use crate::names::{ConstIdent, FieldIdent, FnIdent, ModIdent, TypeIdent, VariantIdent};

/// The whole crate.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sdk {
    /// One module a version of the API.
    pub versions: Vec<Version>,
    /// Globs of the options that no request matched.
    pub unmatched: Vec<String>,
}

/// The crate as programs see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Library {
    /// Its name in paths: `msgraph`.
    pub name: String,
    /// Requests that the documentation has were left out.
    pub is_part: bool,
}

/// One version of the API: a module behind a feature.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// The crate that it is of.
    pub library: Library,
    /// Segment of URLs: `v1.0`.
    pub segment: &'static str,
    /// Module and feature: `v1`.
    pub module: ModIdent,
    /// Structs and enums, by namespace and file.
    pub models: Vec<Folder<TypeFile>>,
    /// Parameters of actions.
    pub parameters: Vec<Folder<ParametersFile>>,
    /// Request types.
    pub requests: Vec<Folder<RequestsFile>>,
    /// `GraphClient`.
    pub client: Requests,
    /// Where paths start, by product area.
    pub areas: Vec<Area>,
}

impl Version {
    /// Where it is for programs: `msgraph::v1`.
    pub fn place(&self) -> String {
        format!("{}::{}", self.library.name, self.module)
    }
}

/// The entry points of one product area.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// For people, as Markdown: `Directory management`.
    pub name: String,
    /// Methods of `GraphClient`.
    pub entries: Vec<FnIdent>,
}

/// The files of one namespace; the folder of an empty path is the root.
#[derive(Debug, Clone, PartialEq)]
pub struct Folder<F> {
    /// Modules below the root.
    pub path: Vec<ModIdent>,
    /// Folders directly below, in order.
    pub folders: Vec<ModIdent>,
    /// Its files, in order of their names.
    pub files: Vec<F>,
}

/// Lines of documentation, ready to print: no HTML, no code that would be run, no broken links.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Doc(pub Vec<String>);

/// A type and where it lives.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypePath {
    /// Modules below `models`, `parameters` or `requests`.
    pub modules: Vec<ModIdent>,
    /// Its name.
    pub ident: TypeIdent,
}

/// A file of `models`: one type.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeFile {
    /// File and private module.
    pub module: ModIdent,
    /// Path of the page below the documentation root, if there is one.
    pub page: Option<String>,
    /// The type.
    pub item: TypeItem,
}

/// A struct or an enum.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeItem {
    /// Entity or complex type.
    Struct(Box<Struct>),
    /// Enum type.
    Enum(OpenEnum),
}

impl TypeItem {
    /// Names that the file exports.
    pub fn exports(&self) -> Vec<&TypeIdent> {
        match self {
            TypeItem::Struct(item) => {
                let any = item.any.iter().map(|any| &any.ident);
                any.chain([&item.path.ident]).collect()
            }
            TypeItem::Enum(item) => vec![&item.ident],
        }
    }
}

/// An entity type, a complex type, or the parameters of an action.
#[derive(Debug, Clone, PartialEq)]
pub struct Struct {
    /// Where it lives.
    pub path: TypePath,
    /// `#microsoft.graph.deviceConfiguration`; empty for parameters.
    pub wire: String,
    /// Documentation.
    pub doc: Doc,
    /// Documentation that speaks of requests, for where there are some.
    pub given: Doc,
    /// Base type.
    pub base: Option<TypePath>,
    /// All base types, nearest first.
    pub ancestors: Vec<TypePath>,
    /// Number of the first own field: 0 is the rest, base fields come before own ones.
    pub first: usize,
    /// Own fields.
    pub fields: Vec<Field>,
    /// Tokens of the fields of all base types.
    pub inherited: Vec<Token>,
    /// The polymorphic enum.
    pub any: Option<Any>,
}

/// A field with its token.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Name.
    pub ident: FieldIdent,
    /// Documentation.
    pub doc: Doc,
    /// Held in a `Box`.
    pub boxed: bool,
    /// Never printed.
    pub secret: bool,
    /// Tells the object from others of its type.
    pub key: bool,
    /// Its token.
    pub token: Token,
}

/// A property token.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Name.
    pub ident: ConstIdent,
    /// Documentation.
    pub doc: Doc,
    /// Name on the wire.
    pub wire: String,
    /// Type of the value.
    pub ty: ValueType,
    /// Set by the service only.
    pub read_only: bool,
    /// Leads to other entities and is decoded lazily.
    pub navigation: bool,
}

/// A type of a property, parameter or result.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ValueType {
    /// Of one value.
    pub item: ItemType,
    /// A `Vec` of it.
    pub collection: bool,
}

/// A type of one value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ItemType {
    /// A type of the language or of the runtime.
    Scalar(Scalar),
    /// A struct, or the polymorphic enum of one.
    Model(TypePath),
    /// An open enum.
    Enum(TypePath),
    /// A set of members of an open enum.
    Flags(TypePath),
}

/// Types of values that are no generated ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names of the types")]
pub enum Scalar {
    String,
    Bool,
    I32,
    I64,
    F64,
    Decimal,
    Guid,
    DateTimeOffset,
    Date,
    TimeOfDay,
    Duration,
    Binary,
    Stream,
    Value,
}

impl Scalar {
    /// The name of the type in the language or in the runtime.
    pub fn name(self) -> &'static str {
        match self {
            Scalar::String => "String",
            Scalar::Bool => "bool",
            Scalar::I32 => "i32",
            Scalar::I64 => "i64",
            Scalar::F64 => "f64",
            Scalar::Decimal => "Decimal",
            Scalar::Guid => "Guid",
            Scalar::DateTimeOffset => "DateTimeOffset",
            Scalar::Date => "Date",
            Scalar::TimeOfDay => "TimeOfDay",
            Scalar::Duration => "Duration",
            Scalar::Binary => "Binary",
            Scalar::Stream => "Stream",
            Scalar::Value => "Value",
        }
    }
}

/// The enum of a type and everything derived from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Any {
    /// Name.
    pub ident: TypeIdent,
    /// Documentation.
    pub doc: Doc,
    /// Derived types, transitively, in the order of their names.
    pub variants: Vec<AnyVariant>,
}

/// One derived type.
#[derive(Debug, Clone, PartialEq)]
pub struct AnyVariant {
    /// Name of the variant.
    pub ident: VariantIdent,
    /// Its type.
    pub path: TypePath,
    /// `#microsoft.graph.iosCustomConfiguration`.
    pub wire: String,
}

/// An enum type.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenEnum {
    /// Name.
    pub ident: TypeIdent,
    /// `microsoft.graph.configurationUsage`.
    pub wire: String,
    /// Documentation.
    pub doc: Doc,
    /// Members can be combined.
    pub flags: bool,
    /// Members.
    pub members: Vec<EnumMember>,
}

/// A member of an enum type.
#[derive(Debug, Clone, PartialEq)]
pub struct EnumMember {
    /// Variant.
    pub ident: VariantIdent,
    /// Name on the wire.
    pub wire: String,
    /// Number, where known.
    pub value: Option<i64>,
    /// Documentation.
    pub doc: Doc,
}

/// A file of `parameters`: the actions of one binding type.
#[derive(Debug, Clone, PartialEq)]
pub struct ParametersFile {
    /// File and private module.
    pub module: ModIdent,
    /// One struct an action.
    pub items: Vec<Struct>,
}
