//! The words that all models share: versions, names, primitive types, methods, query options, permissions, clouds, and
//! what is stated about a property. Data only, in the terms of OData; nothing here knows a page, a schema or Rust code.

pub mod address;
mod clouds;
mod facts;
mod method;
mod name;
mod path;
mod permissions;
mod primitive;
mod query;
mod singular;
mod template;
mod version;
mod ways;

pub use clouds::Clouds;
pub use facts::{Fact, Facts, Quoting, Returned};
pub use method::Method;
pub use name::QualifiedName;
pub use path::{BadGlob, PathGlob, shape};
pub use permissions::{Alternatives, Caller, Grant, PermissionTable, Permissions, Stated, label_words};
pub use primitive::Primitive;
pub use query::{QueryOption, QueryOptions, is_filter_operator, is_own_parameter};
pub use singular::{is_plural_of, singular, singulars};
pub use template::{Argument, PathStep, PathTemplate, StepForm, letters};
pub use version::ApiVersion;
