//! What paths tell beside members of types.

use std::collections::{BTreeMap, BTreeSet};

use crate::odata::QualifiedName;
use crate::schema::{ContainerChild, OperationKind, TypeRef};

/// What paths tell beside members.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Entity sets and singletons by name.
    pub container: BTreeMap<String, ContainerChild>,
    /// Actions and functions by their simple names in lower case.
    pub operations: BTreeMap<String, Vec<Bound>>,
    /// Words that stand for a key.
    pub literals: BTreeSet<(TypeRef, String)>,
}

/// An action or function as paths call it, without its parameters.
#[derive(Debug, Clone)]
pub(crate) struct Bound {
    /// Name with its namespace.
    pub name: QualifiedName,
    /// Action or function.
    pub kind: OperationKind,
    /// What it is bound to.
    pub binding: Option<TypeRef>,
    /// What it returns.
    pub returns: Option<TypeRef>,
    /// Whether paths go on behind it.
    pub composable: bool,
}
