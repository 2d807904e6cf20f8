//! The few words of each language that the reader knows: one table per language, and nothing about translations
//! anywhere else. Whatever is not in these tables is read by rules that need no words; what only the original says
//! stands in the rules that read it.
//!
//! To add a language, copy the file of another and put it into [`TABLES`]. All words are lower
//! case; full-width punctuation is written in its ASCII form. In [`Words::phrases`], `=` in front of a phrase means
//! that the sentence is nothing else, `^` that it starts so; a bare phrase may stand anywhere in the sentence.

use crate::odata::{Caller, Primitive};

mod chinese;
mod english;
mod french;
mod german;
mod japanese;
mod portuguese;
mod russian;
mod spanish;

/// What a table column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// The name that the row is about.
    Name,
    Type,
    Description,
    /// Number of an enum member, value of a header.
    Value,
    /// What a method returns.
    Returns,
    /// Whether a parameter must be given.
    Required,
    /// Who calls.
    PermissionType,
    Permissions,
    /// Permissions, printed from most to least privileged.
    PermissionsReversed,
    LeastPrivileged,
    HigherPrivileged,
}

/// What a section of a page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Properties,
    Relationships,
    Members,
    Methods,
    Permissions,
    Requests,
    FunctionParameters,
    PathParameters,
    QueryParameters,
    Headers,
    Body,
    Response,
    Examples,
    Representation,
    Derived,
    /// Anything else that has a heading.
    Other,
    /// What stands before the first heading below the title.
    Introduction,
}

/// A fact that a sentence states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phrase {
    Key,
    AlternateKey,
    ReadOnly,
    /// Read-only under a condition, which leaves it writable.
    ReadOnlySometimes,
    WriteOnly,
    Required,
    Optional,
    RequiredOnCreate,
    Nullable,
    NotNullable,
    ReturnedByDefault,
    ReturnedOnSelect,
    Supports,
    /// What is named beside it may be used, or cannot be.
    Usable,
    Unusable,
    /// What follows are examples.
    Including,
    /// What is said is said of those that are not named.
    Others,
    /// A part of several things, or some that are named.
    SomeOf,
    /// Turns the sentence round.
    Not,
    InheritedFrom,
    /// The sentence says which type this one is derived from.
    Inherits,
    Values,
    /// Those of the values that nothing proves.
    Guessed,
    /// What is said is said of one value: "value", "member".
    OneValue,
    /// What is said is said of the whole row: "this property".
    WholeRow,
    /// What stands right behind it are further members.
    FollowingMembers,
    Flags,
    /// The value behind it is the default.
    Default,
    /// The value before it is the default.
    IsDefault,
    Deprecated,
    Abstract,
    NotAbstract,
    /// The keys of the type are what the caller chooses.
    Dictionary,
    /// The sentence lists types derived from this one.
    Derived,
    Open,
    NoBody,
    /// The answer has what the sentence speaks of in its body.
    InBody,
    /// The sentence says that nothing comes back.
    NothingBack,
    /// The sentence says what happens when a request fails.
    Fails,
    Collection,
    ForExample,
    /// The two numbers beside it are the ends of a range.
    Between,
    /// Of two numbers behind it that a word joins, it stands before the first.
    From,
    /// The number right behind it is the smallest value, or the largest.
    Smallest,
    Largest,
    /// A number behind it is the largest.
    Limit,
    /// What a limit of collections is counted in.
    Items,
    /// What a limit of texts is counted in.
    Characters,
    /// A limit that is one of a text, whatever it is counted in.
    Length,
    /// What is counted is nothing that a text has.
    OtherUnit,
    /// The parameters that a section describes must be given, all of them.
    AllRequired,
    /// The heading of a section says that what it describes may be left out.
    OptionalHere,
    /// A value is the default one, as its row says.
    DefaultValue,
    /// A value is not the default one.
    NoDefault,
    /// The body must have what is named behind it.
    BodyNeeds,
    /// What is named is not all needed, or not always.
    NotAlways,
    /// What is sent are parameters, as a column or a sentence calls them.
    Parameters,
    /// What is sent are properties.
    Properties,
}

/// What a word says in a cell of permissions, or in what limits one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GrantWord {
    /// Both sides are needed together; behind a comma, it ends a list.
    And,
    /// Both sides are needed together: "plus".
    Plus,
    /// Either side is enough.
    Or,
    /// One of what follows is enough: "one from".
    OneOf,
    /// All of what follows is needed: "all of".
    AllOf,
    /// What follows is a kind of thing that it holds for.
    For,
    /// What follows is a condition.
    If,
    /// The user who is signed in.
    Oneself,
    /// The order says nothing about which allows less.
    NoOrder,
    /// Says nothing beside names: "permission", "the".
    Noun,
    /// Says nothing in a label: "provider".
    Filler,
}

/// The words of one language.
pub(crate) struct Words {
    /// Start of the locale: `zh` of `zh-CN`.
    pub(crate) language: &'static str,
    pub(crate) primitives: &'static [(&'static str, Primitive)],
    /// Words that make a type a collection of it.
    pub(crate) collection: &'static [&'static str],
    /// Words between a collection word and its type.
    pub(crate) joints: &'static [&'static str],
    /// "or", between the alternatives of a type.
    pub(crate) alternatives: &'static [&'static str],
    /// Last words of a heading over the members of an enum type: "values", as in anchors.
    pub(crate) listings: &'static [&'static str],
    /// Nouns beside a type name that add nothing: "object", "resource".
    pub(crate) nouns: &'static [&'static str],
    pub(crate) columns: &'static [(&'static str, Column)],
    /// Headings; in English, their anchors.
    pub(crate) sections: &'static [(&'static str, Role)],
    /// Beginnings of permission cells that mean that nothing is permitted.
    pub(crate) unsupported: &'static [&'static str],
    /// Parts of the labels of permission rows.
    pub(crate) callers: &'static [(&'static str, Caller)],
    /// Words of permission cells and of what limits them; several words without hyphens between.
    pub(crate) grants: &'static [(GrantWord, &'static [&'static str])],
    /// Words around the name in a title.
    pub(crate) titles: &'static [&'static str],
    pub(crate) phrases: &'static [(Phrase, &'static [&'static str])],
}

/// Every language, English first.
pub(crate) static TABLES: &[&Words] = &[
    &english::WORDS,
    &chinese::WORDS,
    &portuguese::WORDS,
    &german::WORDS,
    &spanish::WORDS,
    &french::WORDS,
    &japanese::WORDS,
    &russian::WORDS,
];
