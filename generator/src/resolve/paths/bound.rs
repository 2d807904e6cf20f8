//! Actions and functions as paths call them.

use crate::odata::QualifiedName;
use crate::schema::{OperationKind, TypeRef};

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
