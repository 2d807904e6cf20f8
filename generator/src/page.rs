//! What one page states, as stated: names, types, facts and requests with their places, unlinked and unmerged.
//!
//! Data only. [`parse`](crate::parse) makes it from any of the five forms of a page, [`distill`](crate::distill)
//! writes it back as a facts-only page, [`resolve`](mod@crate::resolve) turns all pages into the schema.
//! Whatever resolving needs stands here, and reading a distilled page gives the same facts as the full one
//! (only [`Prose`] and spans differ). "Not stated" is a value of its own everywhere.

mod json;
mod operation;
mod shows;
mod wrapped;

pub use json::{Json, Sample, named_kind, names_type};
pub use operation::{
    BodyFacts, Example, ExampleRequest, ExampleResponse, HeaderRow, OperationSection, ParameterPlace,
    ParameterRow, RequestLine, ResponseFacts,
};

pub use shows::Voice;
pub use wrapped::Wrapper;

use crate::odata::{ApiVersion, Facts, Primitive};
use crate::source::{Date, PageId, Span, Spanned};

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
    /// The day that it was last written or translated, where it says; never distilled.
    pub date: Option<Date>,
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

impl Page {
    /// Every row that names a property or parameter: those of the types, then those of the operation.
    pub fn rows(&self) -> impl Iterator<Item = &PropertyRow> {
        let types = self.resources.iter().flat_map(ResourceSection::rows);
        types.chain(self.operation.iter().flat_map(OperationSection::rows))
    }

    /// The same, to be changed.
    pub fn rows_mut(&mut self) -> impl Iterator<Item = &mut PropertyRow> {
        let types = self.resources.iter_mut().flat_map(ResourceSection::rows_mut);
        types.chain(self.operation.iter_mut().flat_map(OperationSection::rows_mut))
    }

    /// Every phrase that states the type of a value, to be changed.
    pub fn phrases_mut(&mut self) -> impl Iterator<Item = &mut TypePhrase> {
        let Self { resources, operation, .. } = self;
        let of_types = resources.iter_mut().flat_map(|section| {
            let ResourceSection { properties, relationships, methods, .. } = section;
            let returned = methods.iter_mut().filter_map(|method| method.returns.as_mut());
            returned.chain(properties.iter_mut().chain(relationships).filter_map(PropertyRow::phrase_mut))
        });
        let of_operation = operation.iter_mut().flat_map(|operation| {
            let OperationSection { parameters, body, response, .. } = operation;
            let stated = body.ty.iter_mut().chain(&mut response.ty).map(|ty| &mut ty.value);
            let rows = parameters.iter_mut().map(|parameter| &mut parameter.row).chain(&mut body.rows);
            stated.chain(rows.filter_map(PropertyRow::phrase_mut))
        });
        of_types.chain(of_operation)
    }
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

impl ResourceSection {
    /// The rows of properties, then those of relationships.
    pub fn rows(&self) -> impl Iterator<Item = &PropertyRow> {
        self.properties.iter().chain(&self.relationships)
    }

    /// The same, to be changed.
    pub fn rows_mut(&mut self) -> impl Iterator<Item = &mut PropertyRow> {
        self.properties.iter_mut().chain(&mut self.relationships)
    }
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
    /// Whether the name is a translated word that nothing put right.
    pub lost: bool,
    /// Where other corpora say the same; never distilled.
    pub heard: Vec<Span>,
    /// The type cell; absent where the table has none or it is empty.
    pub ty: Option<Spanned<TypePhrase>>,
    /// What the description states.
    pub facts: PropertyFacts,
    /// The description itself; never distilled.
    pub prose: Option<Prose>,
}

impl PropertyRow {
    /// A row that states nothing but a name.
    pub fn named(name: Spanned<String>) -> Self {
        Self {
            name,
            repair: None,
            lost: false,
            heard: Vec::new(),
            ty: None,
            facts: PropertyFacts::default(),
            prose: None,
        }
    }

    fn phrase_mut(&mut self) -> Option<&mut TypePhrase> {
        self.ty.as_mut().map(|ty| &mut ty.value)
    }
}

/// Where the right name of a damaged row came from, most reliable first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Repair {
    /// Same letters in another case stand in the JSON representation or in an example.
    Case,
    /// Without the mark of a note that stuck to it, it stands in the JSON representation.
    Note,
    /// Its neighbours stand around that key in the JSON representation.
    Position,
    /// It was the only one left over.
    LeftOver,
    /// The same row of another language, year or version of the page.
    OtherCorpus,
    /// A list in code spans of the same length.
    CodeList,
    /// A word learned from rows that were put right otherwise.
    LearnedWord,
}

/// What the description of a row states about it. Each `None`, `false` and empty list means "not stated".
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PropertyFacts {
    /// What holds for the property wherever it is described; the values that are known stand beside it, with their places.
    pub stated: Facts,
    /// "Inherited from X": every type named so.
    pub inherited_from: Vec<Spanned<TypePhrase>>,
    /// "Key." or "unique identifier" with a key marker.
    pub key: bool,
    /// "Required." / "Optional.", or a column that says so.
    pub required: Option<bool>,
    /// Listed values, in order.
    pub values: Vec<Spanned<String>>,
    /// A list that ran together and could not be split by the page alone.
    pub unsplit_values: Option<Spanned<String>>,
    /// Members that the service sends only with `Prefer: include-unknown-enum-members`.
    pub evolvable_values: Vec<String>,
    /// Several values may be combined.
    pub flags: bool,
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

impl TypePhrase {
    /// The cell that says nothing but the name of the type.
    pub fn primitive(ty: Primitive) -> Self {
        Self {
            terms: vec![TypeTerm::Primitive(ty)],
            collection: false,
            link: None,
            notes: Vec::new(),
            raw: ty.name().to_owned(),
        }
    }
}

/// One name of a type cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TypeTerm {
    /// A primitive type, in any spelling or language.
    Primitive(Primitive),
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
    /// Whether the name is a translated word that nothing put right.
    pub lost: bool,
    /// Where other corpora say the same; never distilled.
    pub heard: Vec<Span>,
    /// Numeric value.
    pub value: Option<i64>,
    /// The description; never distilled.
    pub prose: Option<Prose>,
}
