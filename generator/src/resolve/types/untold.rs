//! Answers of which the page says that there are some, and not of which type.
//!
//! In: what the page states and what its examples show. Out: whether JSON of no known type comes back.

use crate::odata::Primitive;
use crate::page::{Json, OperationSection};
use crate::schema::{TypeName, TypeRef};

/// Untyped JSON, where a status with a body goes with words for what is in it, or an example shows some.
pub(super) fn answer<'j>(
    operation: &OperationSection,
    mut bodies: impl Iterator<Item = &'j Json>,
) -> Option<TypeRef> {
    let response = &operation.response;
    let with_body =
        response.codes.is_empty() || response.codes.iter().any(|code| !matches!(code, 202 | 204 | 205));
    let stated = with_body && response.ty.is_some() && !response.binary;
    let shown = bodies.any(|body| matches!(body, Json::Object(_) | Json::Array(_)));
    (stated || shown).then_some(TypeRef { name: TypeName::Primitive(Primitive::Untyped), collection: false })
}
