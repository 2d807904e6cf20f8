//! Whether what a request answers is a kin of what its path addresses.
//!
//! In: a finished request. Out: a message where it is not: no official list is needed to see that one of both is wrong.

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::odata::Primitive;
use crate::resolve::shared::draft::Draft;
use crate::schema::{Request, RequestAction, TypeName, TypeRef};
use crate::source::Span;

/// Reports an answer that is no kin of what the path addresses.
pub(super) fn check(draft: &Draft, request: &Request, span: Span, report: &mut Report) {
    let (Some(of_path), Some(answer)) = (&request.addresses, &request.response.ty) else { return };
    let read = matches!(request.action, RequestAction::Get | RequestAction::List);
    // Changes are taken to answer with what was changed, whatever their pages say.
    let judged = read || request.action == RequestAction::Create;
    let told = [of_path, answer].into_iter().all(|ty| !is_opaque(ty));
    if !judged || !told || request.response.binary {
        return;
    }
    let counted = !read || of_path.collection == answer.collection;
    if counted && (of_path.name == answer.name || draft.are_kin(of_path, answer)) {
        return;
    }
    let message = format!(
        "{} {} addresses {}, and answers {}",
        request.method.as_str(),
        request.template,
        words(of_path),
        words(answer)
    );
    report.push(Diagnostic::new(Code::UnrelatedAnswer, span, message));
}

/// Types that say nothing of what they hold.
fn is_opaque(ty: &TypeRef) -> bool {
    matches!(ty.name, TypeName::Primitive(Primitive::Untyped | Primitive::Stream))
}

/// A type as messages name it.
fn words(ty: &TypeRef) -> String {
    let name = match &ty.name {
        TypeName::Structured(name) | TypeName::Enum(name) => format!("`{name}`"),
        TypeName::Primitive(primitive) => format!("`{}`", primitive.name()),
    };
    if ty.collection { format!("a list of {name}") } else { name }
}
