//! How much there is of everything.

use std::fmt;

use super::{Schema, StructuredKind};
use crate::odata::ApiVersion;

/// What a schema holds, in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    api: ApiVersion,
    entity_types: usize,
    complex_types: usize,
    enum_types: usize,
    stubs: usize,
    properties: usize,
    navigation: usize,
    members: usize,
    operations: usize,
    requests: usize,
    unresolved: usize,
}

impl Totals {
    /// Those of a schema.
    pub fn of(schema: &Schema) -> Self {
        let of_kind = |kind| schema.types.values().filter(|ty| ty.kind == kind).count();
        let stubs = schema.types.values().filter(|ty| ty.stub).count();
        Self {
            api: schema.api,
            entity_types: of_kind(StructuredKind::Entity),
            complex_types: of_kind(StructuredKind::Complex),
            enum_types: schema.enums.len(),
            stubs: stubs + schema.enums.values().filter(|ty| ty.stub).count(),
            properties: schema.types.values().map(|ty| ty.properties.len()).sum(),
            navigation: schema.types.values().map(|ty| ty.navigation.len()).sum(),
            members: schema.enums.values().map(|ty| ty.members.len()).sum(),
            operations: schema.operations.len(),
            requests: schema.requests.len(),
            unresolved: schema.requests.iter().filter(|request| !request.resolved).count(),
        }
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {} entity types, {} complex types, {} enum types ({} of them stubs), {} properties, \
             {} navigation properties, {} members, {} operations, {} requests ({} not resolved)",
            self.api.segment(),
            self.entity_types,
            self.complex_types,
            self.enum_types,
            self.stubs,
            self.properties,
            self.navigation,
            self.members,
            self.operations,
            self.requests,
            self.unresolved,
        )
    }
}
