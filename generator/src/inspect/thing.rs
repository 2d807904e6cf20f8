//! The kinds of things that a crate has, in the words of OData.

/// A kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the words of OData")]
pub enum Thing {
    Api,
    EntityType,
    ComplexType,
    EnumType,
    Property,
    NavigationProperty,
    Member,
    DerivedType,
    Parameter,
    Request,
    Step,
}

impl Thing {
    /// As printed.
    pub fn name(self) -> &'static str {
        match self {
            Thing::Api => "version",
            Thing::EntityType => "entity type",
            Thing::ComplexType => "complex type",
            Thing::EnumType => "enum type",
            Thing::Property => "property",
            Thing::NavigationProperty => "navigation property",
            Thing::Member => "member",
            Thing::DerivedType => "derived type",
            Thing::Parameter => "parameter",
            Thing::Request => "request",
            Thing::Step => "step",
        }
    }
}
