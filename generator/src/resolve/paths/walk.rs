//! Paths followed through the schema, step by step.
//!
//! In: a [`PathTemplate`] and what is known of types, container and operations. Out: a [`Walk`]: a segment for each step
//! with the type it leads to, and where it stopped if a step is not known.

use std::collections::BTreeMap;

use crate::corpus::declared::{Names, Nature};
use crate::corpus::spelled::{is_member_name, split};
use crate::resolve::paths::found::{Bound, Found};
use crate::resolve::shared::draft::Draft;
use crate::resolve::types::vocabulary::Vocabulary;

use crate::odata::{Argument, PathStep, PathTemplate, Primitive, QualifiedName, StepForm};
use crate::schema::{ContainerKind, Segment, SegmentKind, StructuredKind, TypeName, TypeRef};

/// What paths are followed through.
#[derive(Debug)]
pub(crate) struct World<'a> {
    /// Types and their members.
    pub draft: &'a Draft,
    /// Names of types.
    pub names: &'a Names,
    /// Entity sets, singletons, actions and functions.
    pub found: &'a Found,
    /// What members of a name mostly are.
    pub vocabulary: Vocabulary,
    derived: BTreeMap<QualifiedName, Vec<QualifiedName>>,
}

/// A path as far as it could be followed.
#[derive(Debug)]
pub(crate) struct Walk {
    /// The steps that were understood.
    pub segments: Vec<Segment>,
    /// What the path addresses, if all of it was followed.
    pub end: Option<TypeRef>,
    /// The step that is not known.
    pub gap: Option<Gap>,
}

/// A step that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gap {
    /// Index in [`PathTemplate::steps`].
    pub at: usize,
    /// The type before it.
    pub state: State,
}

/// Where a path has come to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    /// The service root.
    Root,
    /// A value of this type.
    At(TypeRef),
    /// Something whose type nothing tells.
    Untyped,
}

impl<'a> World<'a> {
    /// Everything that is known by now.
    pub(crate) fn new(draft: &'a Draft, names: &'a Names, found: &'a Found) -> Self {
        let mut derived: BTreeMap<QualifiedName, Vec<QualifiedName>> = BTreeMap::new();
        for name in draft.types.keys() {
            for (base, _) in draft.lineage(name).skip(1) {
                derived.entry(base.clone()).or_default().push(name.clone());
            }
        }
        Self { draft, names, found, vocabulary: Vocabulary::default(), derived }
    }

    /// Follows a path.
    pub(crate) fn walk(&self, template: &PathTemplate) -> Walk {
        let mut segments = Vec::with_capacity(template.steps.len());
        let mut state = State::Root;
        for (at, step) in template.steps.iter().enumerate() {
            let Some((taken, next)) = self.step(&state, step) else {
                return Walk { segments, end: None, gap: Some(Gap { at, state }) };
            };
            segments.extend(taken);
            state = next;
        }
        let end = match state {
            State::At(ty) => Some(ty),
            State::Root | State::Untyped => None,
        };
        Walk { segments, end, gap: None }
    }

    fn step(&self, state: &State, step: &PathStep) -> Option<(Vec<Segment>, State)> {
        match (&step.form, state) {
            (StepForm::System(name), State::At(ty)) => {
                system(name, ty).map(|(kind, ty)| one(step, kind, Some(ty)))
            }
            (StepForm::System(name), State::Untyped) if name == "$value" => {
                Some(one(step, SegmentKind::Value, None))
            }
            (StepForm::System(_), State::Root | State::Untyped)
            | (StepForm::Key(_) | StepForm::Address, State::Root)
            | (StepForm::Key(_) | StepForm::Address | StepForm::Name { .. }, State::Untyped)
            | (StepForm::Member(_), _) => None,
            (StepForm::Key(name), State::At(ty)) => ty.collection.then(|| {
                let kind = SegmentKind::Key { name: name.clone(), literal: false };
                one(step, kind, Some(TypeRef { collection: false, ..ty.clone() }))
            }),
            (StepForm::Address, State::At(ty)) => {
                (!ty.collection).then(|| one(step, SegmentKind::PathAddress, Some(ty.clone())))
            }
            (StepForm::Name { name, arguments }, State::Root) => self.root(step, name, arguments.as_deref()),
            (StepForm::Name { name, arguments }, State::At(ty)) => {
                self.named(step, name, arguments.as_deref(), ty)
            }
        }
    }

    fn root(
        &self,
        step: &PathStep,
        name: &str,
        arguments: Option<&[Argument]>,
    ) -> Option<(Vec<Segment>, State)> {
        let child = self.found.container.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        if let Some((spelled, child)) = child {
            let (kind, collection) = match child.kind {
                ContainerKind::EntitySet => (SegmentKind::EntitySet(spelled.clone()), true),
                ContainerKind::Singleton => (SegmentKind::Singleton(spelled.clone()), false),
            };
            let ty = TypeRef { name: TypeName::Structured(child.ty.clone()), collection };
            return Some(with_keys(step, name, kind, ty, arguments));
        }
        Some(call(step, self.unbound(name)?, arguments))
    }

    fn named(
        &self,
        step: &PathStep,
        name: &str,
        arguments: Option<&[Argument]>,
        ty: &TypeRef,
    ) -> Option<(Vec<Segment>, State)> {
        let TypeName::Structured(owner) = &ty.name else { return None };
        if name.contains('.')
            && let Some(taken) = self.cast(step, name, owner, ty.collection)
        {
            return Some(taken);
        }
        let (_, simple) = split(name);
        if !ty.collection
            && let Some((kind, member)) = self.member(owner, simple)
        {
            return Some(with_keys(step, name, kind, member, arguments));
        }
        if let Some(bound) = self.bound(simple, owner, ty.collection) {
            return Some(call(step, bound, arguments));
        }
        // A GUID or a host name can be nothing but a key; other words are known to be one.
        let no_name = !is_member_name(simple) || name.contains('-') || name.contains('.');
        // Braces that were forgotten.
        let id = name.eq_ignore_ascii_case("id");
        let known = no_name || id || self.found.literals.contains(&(ty.clone(), name.to_lowercase()));
        let literal = ty.collection && arguments.is_none() && known;
        literal.then(|| {
            let kind = SegmentKind::Key { name: name.to_owned(), literal: true };
            one(step, kind, Some(TypeRef { collection: false, ..ty.clone() }))
        })
    }

    /// A type name within a path: the same value as another type of its line of descent.
    fn cast(
        &self,
        step: &PathStep,
        name: &str,
        owner: &QualifiedName,
        collection: bool,
    ) -> Option<(Vec<Segment>, State)> {
        let (namespace, simple) = split(name);
        let found = self.names.find(namespace, simple, namespace)?;
        let structured = self.names.nature(found) == Some(Nature::Structured);
        let known_operation = self.bound(simple, owner, collection).is_some();
        if !structured || known_operation {
            return None;
        }
        let ty = TypeRef { name: TypeName::Structured(found.clone()), collection };
        Some(one(step, SegmentKind::Cast(found.clone()), Some(ty)))
    }

    /// A member of a type or of one that is derived from it.
    pub(crate) fn member(&self, owner: &QualifiedName, name: &str) -> Option<(SegmentKind, TypeRef)> {
        let found = self.draft.member(owner, name).or_else(|| {
            let derived = self.derived.get(owner)?;
            derived.iter().find_map(|derived| self.draft.member(derived, name))
        })?;
        let (_, spelled, member) = found;
        let entity = match &member.ty.name {
            TypeName::Structured(target) => {
                self.draft.types.get(target).and_then(|ty| ty.kind) == Some(StructuredKind::Entity)
            }
            TypeName::Primitive(_) | TypeName::Enum(_) => false,
        };
        let kind = if entity && member.relationship {
            SegmentKind::Navigation(spelled.to_owned())
        } else {
            SegmentKind::Property(spelled.to_owned())
        };
        Some((kind, member.ty.clone()))
    }

    /// The action or function of this name that is called on the service root.
    pub(crate) fn unbound(&self, name: &str) -> Option<&Bound> {
        self.found.operations.get(&name.to_lowercase())?.iter().find(|bound| bound.binding.is_none())
    }

    /// The action or function of this name that is bound nearest to a type.
    pub(crate) fn bound(&self, name: &str, owner: &QualifiedName, collection: bool) -> Option<&Bound> {
        let candidates = self.found.operations.get(&name.to_lowercase())?;
        let on = |ty: &QualifiedName| {
            candidates.iter().find(|bound| {
                bound.binding.as_ref().is_some_and(|binding| {
                    binding.collection == collection && binding.name == TypeName::Structured(ty.clone())
                })
            })
        };
        self.draft
            .lineage(owner)
            .find_map(|(name, _)| on(name))
            .or_else(|| self.derived.get(owner)?.iter().find_map(on))
    }
}

fn one(step: &PathStep, kind: SegmentKind, ty: Option<TypeRef>) -> (Vec<Segment>, State) {
    let state = ty.clone().map_or(State::Untyped, State::At);
    (vec![Segment { text: step.text.clone(), kind, ty }], state)
}

fn system(name: &str, ty: &TypeRef) -> Option<(SegmentKind, TypeRef)> {
    let primitive = |primitive| TypeRef { name: TypeName::Primitive(primitive), collection: false };
    match name {
        "$ref" => Some((SegmentKind::Ref, ty.clone())),
        "$value" => Some((SegmentKind::Value, primitive(Primitive::Stream))),
        "$count" if ty.collection => Some((SegmentKind::Count, primitive(Primitive::Int32))),
        _ => None,
    }
}

/// A collection, and the keys that stand in parentheses behind its name.
fn with_keys(
    step: &PathStep,
    name: &str,
    kind: SegmentKind,
    ty: TypeRef,
    arguments: Option<&[Argument]>,
) -> (Vec<Segment>, State) {
    let keys = arguments.filter(|arguments| ty.collection && !arguments.is_empty());
    let Some(keys) = keys else { return one(step, kind, Some(ty)) };
    let item = TypeRef { collection: false, ..ty.clone() };
    let named: Vec<String> =
        keys.iter().map(|key| key.name.clone()).filter(|name| !name.is_empty()).collect();
    let key = if named.is_empty() {
        SegmentKind::Key { name: "id".to_owned(), literal: false }
    } else {
        SegmentKind::NamedKeys(named)
    };
    let text = step.text[name.len().min(step.text.len())..].to_owned();
    let segments = vec![
        Segment { text: name.to_owned(), kind, ty: Some(ty) },
        Segment { text, kind: key, ty: Some(item.clone()) },
    ];
    (segments, State::At(item))
}

fn call(step: &PathStep, bound: &Bound, arguments: Option<&[Argument]>) -> (Vec<Segment>, State) {
    let arguments = arguments.unwrap_or_default().iter();
    // `range({address})`: the word of the placeholder is all that names the argument.
    let names = arguments.map(|argument| {
        match argument.placeholder().filter(|word| argument.name.is_empty() && is_member_name(word)) {
            Some(word) => word.to_owned(),
            _ => argument.name.clone(),
        }
    });
    let arguments = names.filter(|name| !name.is_empty()).collect();
    let kind = SegmentKind::Operation { name: bound.name.name().to_owned(), arguments };
    one(step, kind, bound.returns.clone())
}

/// Whether a root is a collection.
pub(crate) fn root_kind(collection: bool) -> ContainerKind {
    if collection { ContainerKind::EntitySet } else { ContainerKind::Singleton }
}
