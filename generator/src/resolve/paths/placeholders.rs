//! Placeholders that stand for the name of a member: `{size}` of a thumbnail set, `{property name}`.
//!
//! In: the request lines and everything that paths can be followed through. Out: the lines; one that stops at such a
//! placeholder comes once for each member that leads to the end of its path and is more than a plain value.

use crate::resolve::paths::calls::{Call, Walked};
use crate::resolve::paths::walk::{State, World};

use crate::odata::{Primitive, QualifiedName, StepForm};
use crate::schema::{TypeName, TypeRef};

/// The lines with the names of members in place of placeholders.
pub(crate) fn spell_out<'a>(world: &World<'_>, walked: Vec<Walked<'a>>) -> Vec<Walked<'a>> {
    let mut all = Vec::with_capacity(walked.len());
    for walked in walked {
        let spelled = spelled(world, &walked);
        if spelled.is_empty() {
            all.push(walked);
        } else {
            all.extend(spelled);
        }
    }
    all
}

fn spelled<'a>(world: &World<'_>, walked: &Walked<'a>) -> Vec<Walked<'a>> {
    let Walked { call, walk } = walked;
    let Some(gap) = &walk.gap else { return Vec::new() };
    let State::At(TypeRef { name: TypeName::Structured(owner), collection: false }) = &gap.state else {
        return Vec::new();
    };
    if !names_member(&call.template.steps[gap.at].form) {
        return Vec::new();
    }
    let named = members(world, owner).into_iter().map(|name| {
        let template = call.template.with_name(gap.at, name);
        Walked { walk: world.walk(&template), call: Call { template, ..call.clone() } }
    });
    named.filter(|walked| walked.walk.gap.is_none()).collect()
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
