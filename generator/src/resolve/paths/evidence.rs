//! What an unknown step of request paths must be, from everything that the lines through it show.
//!
//! In: all lines that stop at the same step behind the same type. Out: a [`Verdict`].

mod seen;
mod target;

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::context::Cx;
use crate::corpus::pages::near;
use crate::corpus::spelled::{has_humps, split, uncapitalised};
use crate::resolve::paths::calls::Call;
use crate::resolve::paths::walk::{State, root_kind};
use crate::resolve::shared::draft::Draft;
use crate::resolve::types::exchanges::Exchanges;

use crate::odata::{Method, Primitive, QualifiedName, StepForm, singulars};
use crate::schema::{ContainerKind, OperationKind, TypeName, TypeRef};
use crate::source::Span;
use seen::Seen;

/// The lines through an unknown step.
#[derive(Debug, Default)]
pub(crate) struct Evidence<'a> {
    seen: Vec<Seen<'a>>,
    /// What other lines of the same pages lead to: they are ways to the same thing.
    beside: BTreeSet<QualifiedName>,
}

/// What a step turned out to be.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// An entity set or a singleton.
    Root(ContainerKind, QualifiedName),
    /// A navigation property, or a structural one that only paths show.
    Member {
        /// The type it belongs to.
        owner: QualifiedName,
        /// What it leads to.
        ty: TypeRef,
        /// Whether that has an identity of its own.
        relationship: bool,
    },
    /// An action or a function bound to what stands before it.
    Operation {
        /// Which of both.
        kind: OperationKind,
        /// What it returns.
        returns: Option<TypeRef>,
        /// The namespace it is called with.
        namespace: String,
    },
    /// A word that stands for a key.
    LiteralKey,
    /// Nothing that can be told.
    Nothing,
}

impl<'a> Evidence<'a> {
    /// The name of a step, if it has one.
    pub(crate) fn name_at(call: &'a Call<'a>, at: usize) -> Option<&'a str> {
        seen::name_at(call, at)
    }

    /// One more line through the step.
    pub(crate) fn see(&mut self, call: &'a Call<'a>, at: usize) {
        self.seen.push(Seen { call, at });
    }

    /// What the page of such a line reaches by another line of the same method.
    pub(crate) fn see_beside(&mut self, reached: impl IntoIterator<Item = QualifiedName>) {
        self.beside.extend(reached);
    }

    /// Where the first of them stands.
    pub(crate) fn span(&self) -> Span {
        self.seen[0].call.line.url.span
    }

    /// The name in the case that most lines print; where all of them print small letters alone, as a title spells it.
    pub(crate) fn spelling(&self) -> String {
        let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
        for seen in &self.seen {
            *votes.entry(Self::name_at(seen.call, seen.at).unwrap_or_default()).or_default() += 1;
        }
        let humped = votes.keys().any(|name| has_humps(name));
        let printed = votes.into_iter().filter(|(name, _)| !humped || has_humps(name));
        let name =
            printed.max_by_key(|(_, count)| *count).map_or_else(String::new, |(name, _)| name.to_owned());
        let titled = || self.ends().filter_map(Seen::title).find(|(_, title)| has_humps(title));
        match titled().filter(|(_, title)| !humped && title.eq_ignore_ascii_case(&name)) {
            Some((_, title)) => uncapitalised(title),
            None => name,
        }
    }

    /// Whether some path goes on behind the step.
    pub(crate) fn continues(&self) -> bool {
        self.seen.iter().any(|seen| !seen.is_last())
    }

    /// What the step is.
    pub(crate) fn decide(&self, cx: &Cx<'_>, draft: &Draft, exchanges: &Exchanges, state: &State) -> Verdict {
        match state {
            State::Root => self.decide_root(cx, draft, exchanges),
            State::Untyped => Verdict::Nothing,
            State::At(ty) => match &ty.name {
                TypeName::Structured(owner) if ty.collection => {
                    self.decide_on_collection(draft, exchanges, owner)
                }
                TypeName::Structured(owner) => self.decide_on_single(cx, draft, exchanges, owner),
                TypeName::Primitive(_) | TypeName::Enum(_) => Verdict::Nothing,
            },
        }
    }

    fn decide_root(&self, cx: &Cx<'_>, draft: &Draft, exchanges: &Exchanges) -> Verdict {
        if let Some(kind) = self.operation_kind(draft, exchanges, true) {
            return self.operation(exchanges, kind);
        }
        let collection = self.is_collection(exchanges);
        let (target, collection) = self.entity(cx, draft, exchanges, collection);
        Verdict::Root(root_kind(collection), target)
    }

    fn decide_on_single(
        &self,
        cx: &Cx<'_>,
        draft: &Draft,
        exchanges: &Exchanges,
        owner: &QualifiedName,
    ) -> Verdict {
        if let Some(kind) = self.operation_kind(draft, exchanges, false) {
            return self.operation(exchanges, kind);
        }
        let collection = self.is_collection(exchanges);
        if let (None, Some(ty)) = (self.target(cx, draft, exchanges), self.primitive(exchanges)) {
            return Verdict::Member { owner: owner.clone(), ty, relationship: false };
        }
        let (target, collection) = self.entity(cx, draft, exchanges, collection);
        let ty = TypeRef { name: TypeName::Structured(target), collection };
        Verdict::Member { owner: owner.clone(), ty, relationship: true }
    }

    fn decide_on_collection(&self, draft: &Draft, exchanges: &Exchanges, owner: &QualifiedName) -> Verdict {
        if self.has_arguments() {
            let kind = self.operation_kind(draft, exchanges, false).unwrap_or(OperationKind::Function);
            return self.operation(exchanges, kind);
        }
        let continued = self.seen.iter().filter_map(Seen::next);
        let into_member = continued
            .filter_map(|step| match &step.form {
                StepForm::Name { name, .. } => Some(split(name).1),
                StepForm::Key(_) | StepForm::Member(_) | StepForm::Address | StepForm::System(_) => None,
            })
            .any(|name| draft.member(owner, name).is_some());
        let changed = self.ends().any(|seen| matches!(seen.call.line.method, Method::Patch | Method::Delete));
        if into_member || changed {
            return Verdict::LiteralKey;
        }
        match self.operation_kind(draft, exchanges, false) {
            Some(kind) => self.operation(exchanges, kind),
            None if self.ends().any(|seen| seen.call.line.method == Method::Get) => {
                self.operation(exchanges, OperationKind::Function)
            }
            None => Verdict::Nothing,
        }
    }

    /// Whether the step is an action or a function; `None` for anything else.
    fn operation_kind(&self, draft: &Draft, exchanges: &Exchanges, root: bool) -> Option<OperationKind> {
        let posted_only =
            self.ends().count() > 0 && self.ends().all(|seen| seen.call.line.method == Method::Post);
        let keyed = self.seen.iter().any(Seen::is_keyed);
        if self.is_keyed_thing() {
            return None;
        }
        if self.has_arguments() && !self.alternate_key(exchanges) {
            let bare = !self.seen.iter().any(|seen| !seen.arguments().is_empty());
            // Only functions take arguments in the path.
            let action = posted_only && !self.continues() && bare;
            return Some(if action { OperationKind::Action } else { OperationKind::Function });
        }
        if keyed
            || self
                .seen
                .iter()
                .any(|seen| matches!(seen.next().map(|step| &step.form), Some(StepForm::System(_))))
        {
            return None;
        }
        if posted_only && !self.continues() {
            let creates = self.ends().any(|seen| {
                let way = !self.beside.is_empty() || seen.is_collection_by_name();
                seen.creates(draft, exchanges) || (way && seen.sends_back(exchanges))
            });
            return (!creates).then_some(OperationKind::Action);
        }
        let mut read = self.ends().filter(|seen| seen.call.line.method == Method::Get);
        let function = read.any(Seen::names_function);
        (function && !root).then_some(OperationKind::Function)
    }

    fn operation(&self, exchanges: &Exchanges, kind: OperationKind) -> Verdict {
        // A page that uses the operation for something else tells of that.
        let about = self.ends().any(Seen::is_about);
        let mut speaking = self.ends().filter(|seen| !about || seen.is_about());
        let returns = speaking.find_map(|seen| seen.call.exchange(exchanges).returns.clone());
        let qualified = self.seen.iter().find_map(|seen| match &seen.step().form {
            StepForm::Name { name, .. } => Some(split(name).0).filter(|namespace| !namespace.is_empty()),
            StepForm::Key(_) | StepForm::Member(_) | StepForm::Address | StepForm::System(_) => None,
        });
        let namespace = qualified.unwrap_or_else(|| near(self.seen[0].call.page)).to_owned();
        Verdict::Operation { kind, returns, namespace }
    }

    fn ends(&self) -> impl Iterator<Item = &Seen<'a>> {
        self.seen.iter().filter(|seen| seen.is_last())
    }

    fn has_arguments(&self) -> bool {
        self.seen.iter().any(|seen| matches!(&seen.step().form, StepForm::Name { arguments: Some(_), .. }))
    }

    /// `(key='{key}')` behind a name where a thing is created if it is missing; or changed or removed, as only things
    /// are, unless it is read as what a function returns is.
    fn is_keyed_thing(&self) -> bool {
        let keyed = || self.seen.iter().filter(|seen| seen.names_arguments());
        let explained = keyed().any(Seen::explains_arguments);
        let read = keyed().any(|seen| seen.is_last() && seen.call.line.method == Method::Get);
        let plural = singulars(&self.spelling()).next().is_some();
        let changed = !explained && (plural || !read) && keyed().any(Seen::changes_thing);
        changed || keyed().any(Seen::upserts)
    }

    /// `(key='{key}')` behind a name that other lines use with a bare key, or list without any.
    fn alternate_key(&self, exchanges: &Exchanges) -> bool {
        self.seen.iter().any(|seen| match &seen.step().form {
            StepForm::Name { arguments: None, .. } => {
                let keyed = seen.is_keyed();
                let returns = seen.call.exchange(exchanges).returns.as_ref();
                let listed = seen.is_last()
                    && seen.call.line.method == Method::Get
                    && returns.is_some_and(|ty| ty.collection && matches!(ty.name, TypeName::Structured(_)));
                keyed || listed
            }
            StepForm::Name { .. }
            | StepForm::Key(_)
            | StepForm::Member(_)
            | StepForm::Address
            | StepForm::System(_) => false,
        })
    }

    /// Whether a key follows, something is created, or a list comes back.
    fn is_collection(&self, exchanges: &Exchanges) -> bool {
        let next = |seen: &Seen<'a>| seen.next().map(|step| &step.form);
        if self.is_keyed_thing() {
            return true;
        }
        if self.seen.iter().any(Seen::owns_collection) {
            return false;
        }
        if self.seen.iter().any(Seen::is_keyed) {
            return true;
        }
        let listed = self
            .seen
            .iter()
            .filter(|seen| seen.ends_with_casts() && seen.call.line.method == Method::Get)
            .any(|seen| seen.call.exchange(exchanges).returns.as_ref().is_some_and(|ty| ty.collection));
        if listed || self.alternate_key(exchanges) || self.ends().any(Seen::filters) {
            return true;
        }
        if self.seen.iter().any(|seen| matches!(next(seen), Some(StepForm::Name { .. }))) {
            return false;
        }
        let created = self.ends().any(|seen| seen.call.line.method == Method::Post);
        let referenced = self.seen.iter().any(|seen| {
            let system =
                matches!(next(seen), Some(StepForm::System(name)) if name == "$ref" || name == "$count");
            system && seen.call.line.method == Method::Post
        });
        created || referenced || self.has_arguments()
    }

    /// The primitive or enum type that is read or written here.
    fn primitive(&self, exchanges: &Exchanges) -> Option<TypeRef> {
        if self.continues() {
            return None;
        }
        let mut types = self.ends().filter_map(|seen| {
            let exchange = seen.call.exchange(exchanges);
            exchange.returns.clone().or_else(|| exchange.sends.clone())
        });
        let untyped = TypeName::Primitive(Primitive::Untyped);
        types.find(|ty| !matches!(ty.name, TypeName::Structured(_)) && ty.name != untyped)
    }
}
