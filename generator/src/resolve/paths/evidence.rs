//! What an unknown step of request paths must be, from everything that the lines through it show.
//!
//! In: all lines that stop at the same step behind the same type. Out: a [`Verdict`].

mod target;

use std::collections::{BTreeMap, BTreeSet};

use crate::resolve::names::context::Cx;
use crate::resolve::paths::calls::Call;
use crate::resolve::paths::walk::{State, root_kind};
use crate::resolve::shared::corpus::near;
use crate::resolve::shared::draft::Draft;
use crate::resolve::shared::spelled::{is_member_name, split, uncapitalised};
use crate::resolve::types::exchanges::Exchanges;

use crate::odata::{Argument, Method, PathStep, QualifiedName, StepForm, singulars};
use crate::page::ParameterPlace;
use crate::schema::{ContainerKind, OperationKind, TypeName, TypeRef};
use crate::source::Span;

/// The lines through an unknown step.
#[derive(Debug, Default)]
pub(crate) struct Evidence<'a> {
    seen: Vec<Seen<'a>>,
    /// What other lines of the same pages lead to: they are ways to the same thing.
    beside: BTreeSet<QualifiedName>,
}

#[derive(Debug, Clone, Copy)]
struct Seen<'a> {
    call: &'a Call<'a>,
    at: usize,
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
        match &call.template.steps.get(at)?.form {
            StepForm::Name { name, .. } => Some(split(name).1).filter(|name| is_member_name(name)),
            StepForm::Key(_) | StepForm::Member(_) | StepForm::Address | StepForm::System(_) => None,
        }
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
        let keyed =
            self.seen.iter().any(|seen| matches!(seen.next().map(|step| &step.form), Some(StepForm::Key(_))));
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
                seen.creates(draft, exchanges) || (!self.beside.is_empty() && seen.sends_back(exchanges))
            });
            return (!creates).then_some(OperationKind::Action);
        }
        let read = self.ends().any(|seen| seen.call.line.method == Method::Get);
        let function = read && self.ends().any(Seen::names_function);
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
                let keyed = matches!(seen.next().map(|step| &step.form), Some(StepForm::Key(_)));
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
        if self.seen.iter().any(|seen| matches!(next(seen), Some(StepForm::Key(_)))) {
            return true;
        }
        let listed = self
            .ends()
            .filter(|seen| seen.call.line.method == Method::Get)
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
        types.find(|ty| !matches!(ty.name, TypeName::Structured(_)))
    }
}

/// Whether a name has capital letters within, as names of several words have.
fn has_humps(name: &str) -> bool {
    name.chars().skip(1).any(|c| c.is_ascii_uppercase())
}

impl<'a> Seen<'a> {
    /// Whether the page is about this very step: its title or its file is called like it.
    fn is_about(&self) -> bool {
        let Some(name) = Evidence::name_at(self.call, self.at).map(str::to_lowercase) else { return false };
        self.title().is_some() || self.call.page.slug.ends_with(&format!("-{name}"))
    }

    /// The two names of a title `type: operation` whose operation is the step.
    fn title(&self) -> Option<(&'a str, &'a str)> {
        let (owner, operation) = self.call.page.title.value.split_once(':')?;
        let (owner, operation) = (owner.trim(), operation.trim());
        let step = Evidence::name_at(self.call, self.at)?;
        let names = is_member_name(split(owner).1) && operation.eq_ignore_ascii_case(step);
        names.then_some((owner, operation))
    }

    /// The type that the title names before the operation behind the step, and whether a key stands between both.
    fn title_of_next(&self) -> Option<(&'a str, bool)> {
        let keyed = matches!(self.next().map(|step| &step.form), Some(StepForm::Key(_)));
        let operation = Seen { call: self.call, at: self.at + 1 + usize::from(keyed) };
        let called = operation.at + 1 == self.call.template.steps.len();
        let (owner, _) = called.then(|| operation.title()).flatten()?;
        Some((owner, keyed))
    }

    fn step(&self) -> &'a PathStep {
        &self.call.template.steps[self.at]
    }

    fn next(&self) -> Option<&'a PathStep> {
        self.call.template.steps.get(self.at + 1)
    }

    fn is_last(&self) -> bool {
        self.next().is_none()
    }

    /// Whether the line is printed with a query that only lists take.
    fn filters(&self) -> bool {
        let query = self.call.template.query.as_deref().unwrap_or_default();
        let option = |part: &str| {
            ["$filter=", "$search=", "$top=", "$skip=", "$orderby=", "$count="]
                .iter()
                .any(|option| part.starts_with(option))
        };
        self.call.line.method == Method::Get
            && query.split('&').any(|part| option(&part.trim().to_lowercase()))
    }

    /// Whether the path ends with a key right behind the step.
    fn behind_key(&self) -> bool {
        self.call.template.steps.len() == self.at + 2
            && matches!(self.next().map(|s| &s.form), Some(StepForm::Key(_)))
    }

    fn arguments(&self) -> &'a [Argument] {
        match &self.step().form {
            StepForm::Name { arguments: Some(arguments), .. } => arguments,
            StepForm::Name { .. }
            | StepForm::Key(_)
            | StepForm::Member(_)
            | StepForm::Address
            | StepForm::System(_) => &[],
        }
    }

    /// Whether names of arguments stand in parentheses behind the step.
    fn names_arguments(&self) -> bool {
        let arguments = self.arguments();
        !arguments.is_empty() && arguments.iter().all(|argument| !argument.name.is_empty())
    }

    /// Whether the page explains what stands in parentheses as parameters of a function.
    fn explains_arguments(&self) -> bool {
        let explained = |argument: &Argument| {
            let parameters = self.call.operation.parameters.iter();
            parameters
                .filter(|parameter| parameter.place == ParameterPlace::Function)
                .any(|parameter| parameter.row.name.value.eq_ignore_ascii_case(&argument.name))
        };
        self.call.line.method == Method::Get && self.arguments().iter().any(explained)
    }

    /// Whether the path ends here, or with the same thing as another type, and changes, replaces or removes it.
    fn changes_thing(&self) -> bool {
        let rest = &self.call.template.steps[self.at + 1..];
        let itself = rest
            .iter()
            .all(|step| matches!(&step.form, StepForm::Name { name, arguments: None } if name.contains('.')));
        itself && matches!(self.call.line.method, Method::Patch | Method::Put | Method::Delete)
    }

    /// Whether the page makes what is missing: the header says so, or the name of the page.
    fn upserts(&self) -> bool {
        let header = self.call.operation.headers.iter().any(|header| {
            let value = header.value.as_deref().unwrap_or_default();
            header.name.value.eq_ignore_ascii_case("prefer") && value.contains("create-if-missing")
        });
        let page = self.call.page;
        header || page.slug.contains("upsert") || page.title.value.to_lowercase().contains("upsert")
    }

    /// Whether a name with a key of its own follows right behind: only single values have such members.
    fn owns_collection(&self) -> bool {
        matches!(
            self.call.template.steps.get(self.at + 1..),
            Some([PathStep { form: StepForm::Name { .. }, .. }, PathStep { form: StepForm::Key(_), .. }, ..])
        )
    }

    /// Whether at most one more step follows: a word that may stand for a key.
    fn ends_with_next(&self) -> bool {
        self.call.template.steps.len() <= self.at + 2
    }

    /// The next name behind the step and its key.
    fn follower(&self) -> Option<&'a str> {
        let rest = &self.call.template.steps[self.at + 1..];
        let ([PathStep { form: StepForm::Key(_), .. }, named, ..] | [named, ..]) = rest else { return None };
        match &named.form {
            StepForm::Name { name, .. } => Some(split(name).1),
            StepForm::Key(_) | StepForm::Member(_) | StepForm::Address | StepForm::System(_) => None,
        }
    }

    /// A POST that answers with what it made: a thing that is called like the collection, or derived from one.
    fn creates(&self, draft: &Draft, exchanges: &Exchanges) -> bool {
        let exchange = self.call.exchange(exchanges);
        let operation = self.call.operation;
        let name = Evidence::name_at(self.call, self.at).unwrap_or_default().to_lowercase();
        let mut names: Vec<String> = singulars(&name).collect();
        if names.is_empty() {
            names.push(name);
        }
        let called = |ty: &QualifiedName| {
            let ty = ty.name().to_lowercase();
            names.iter().any(|name| ty.ends_with(name))
        };
        let alike = |ty: &TypeRef| match &ty.name {
            TypeName::Structured(ty) => draft.lineage(ty).any(|(ty, _)| called(ty)),
            TypeName::Primitive(_) | TypeName::Enum(_) => false,
        };
        let created = operation.response.codes.contains(&201);
        let same = exchange.sends.is_some() && exchange.sends == exchange.returns;
        let made = exchange.returns.as_ref().or(exchange.sends.as_ref());
        (created || same) && made.is_some_and(alike) && !operation.body.none
    }

    /// A POST that creates just what was sent.
    fn sends_back(&self, exchanges: &Exchanges) -> bool {
        let exchange = self.call.exchange(exchanges);
        let operation = self.call.operation;
        let same = exchange.sends.is_some() && exchange.sends == exchange.returns;
        same && operation.response.codes.contains(&201) && !operation.body.parameters
    }

    /// A page about this very step: `message-delta`, `... getX`, or one with function parameters.
    fn names_function(&self) -> bool {
        let Some(name) = Evidence::name_at(self.call, self.at).map(str::to_lowercase) else { return false };
        let page = self.call.page;
        let operation = self.call.operation;
        let parameters = operation.parameters.iter().any(|p| p.place == ParameterPlace::Function)
            || (!operation.body.rows.is_empty() && self.call.line.method == Method::Get);
        let before = page.slug.strip_suffix(&name).and_then(|rest| rest.strip_suffix('-'));
        let by_slug =
            before.is_some_and(|rest| !matches!(rest.rsplit('-').next(), Some("list" | "get") | None));
        let title = page.title.value.to_lowercase();
        let by_title = title.starts_with(&name) || title.contains(&format!(": {name}"));
        parameters || by_slug || by_title
    }
}
