//! Actions and functions.

use crate::odata::{Facts, QualifiedName};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::{Source, TypeRef};

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

impl Operation {
    /// Whether these are its parameters, in whatever order.
    pub fn takes<S: AsRef<str>>(&self, arguments: &[S]) -> bool {
        let is_given =
            |name: &String| arguments.iter().any(|given| given.as_ref().eq_ignore_ascii_case(name));
        self.parameters.len() == arguments.len() && self.parameters.keys().all(is_given)
    }
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
