//! Placeholders that stand for the name of a member: `{size}` of a thumbnail set, `{property name}`.
//!
//! In: the request lines and everything that paths can be followed through. Out: the lines; one that stops at such a
//! placeholder comes once for each member that leads to the end of its path and is more than a plain value.

use crate::resolve::paths::calls::Call;
use crate::resolve::paths::walk::{State, World};

use crate::odata::{PathTemplate, Primitive, QualifiedName, StepForm};
use crate::schema::{TypeName, TypeRef};

/// The lines with the names of members in place of placeholders.
pub(crate) fn spell_out<'a>(world: &World<'_>, calls: &[Call<'a>]) -> Vec<Call<'a>> {
    let all = calls.iter().flat_map(|call| {
        let templates = spelled(world, &call.template);
        if templates.is_empty() {
            return vec![call.clone()];
        }
        templates.into_iter().map(|template| Call { template, ..call.clone() }).collect()
    });
    all.collect()
}

fn spelled(world: &World<'_>, template: &PathTemplate) -> Vec<PathTemplate> {
    let Some(gap) = world.walk(template).gap else { return Vec::new() };
    let State::At(TypeRef { name: TypeName::Structured(owner), collection: false }) = &gap.state else {
        return Vec::new();
    };
    if !names_member(&template.steps[gap.at].form) {
        return Vec::new();
    }
    let named = members(world, owner).into_iter().map(|name| template.with_name(gap.at, name));
    named.filter(|template| world.walk(template).gap.is_none()).collect()
}

/// Whether a placeholder can stand for a name: one for an identifier cannot.
fn names_member(form: &StepForm) -> bool {
    match form {
        StepForm::Member(_) => true,
        StepForm::Key(word) => !word.to_lowercase().ends_with("id"),
        StepForm::Name { .. } | StepForm::Address | StepForm::System(_) => false,
    }
}

/// The members of a type that are more than plain values.
fn members<'w>(world: &'w World<'_>, owner: &'w QualifiedName) -> Vec<&'w str> {
    let all = world.draft.lineage(owner).flat_map(|(_, ty)| &ty.members);
    let addressed = all.filter(|(_, member)| match &member.ty.name {
        TypeName::Structured(_) => true,
        TypeName::Primitive(primitive) => *primitive == Primitive::Stream,
        TypeName::Enum(_) => false,
    });
    addressed.map(|(name, _)| name.as_str()).collect()
}
