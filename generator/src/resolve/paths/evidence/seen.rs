//! A request line through an unknown step: what stands around the step, and what the page of the line tells of it.

use crate::corpus::spelled::{is_member_name, split};
use crate::odata::{Argument, Method, PathStep, QualifiedName, StepForm, singulars};
use crate::page::ParameterPlace;
use crate::resolve::paths::calls::Call;
use crate::resolve::shared::draft::Draft;
use crate::resolve::types::exchanges::Exchanges;
use crate::schema::{TypeName, TypeRef};

/// A line and the place of the step in its path.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) call: &'a Call<'a>,
    pub(super) at: usize,
}

/// The name of a step, if it has one.
pub(super) fn name_at<'a>(call: &'a Call<'a>, at: usize) -> Option<&'a str> {
    match &call.template.steps.get(at)?.form {
        StepForm::Name { name, .. } => Some(split(name).1).filter(|name| is_member_name(name)),
        StepForm::Key(_) | StepForm::Member(_) | StepForm::Address | StepForm::System(_) => None,
    }
}

impl<'a> Seen<'a> {
    /// Whether the page is about this very step: its title or its file is called like it.
    pub(super) fn is_about(&self) -> bool {
        let Some(name) = name_at(self.call, self.at).map(str::to_lowercase) else { return false };
        self.title().is_some() || self.call.page.slug.ends_with(&format!("-{name}"))
    }

    /// The two names of a title `type: operation` whose operation is the step.
    pub(super) fn title(&self) -> Option<(&'a str, &'a str)> {
        let (owner, operation) = self.call.page.title.value.split_once(':')?;
        let (owner, operation) = (owner.trim(), operation.trim());
        let step = name_at(self.call, self.at)?;
        let names = is_member_name(split(owner).1) && operation.eq_ignore_ascii_case(step);
        names.then_some((owner, operation))
    }

    /// The type that the title names before the operation behind the step, and whether a key stands between both.
    pub(super) fn title_of_next(&self) -> Option<(&'a str, bool)> {
        let keyed = self.is_keyed();
        let operation = Seen { call: self.call, at: self.at + 1 + usize::from(keyed) };
        let called = operation.at + 1 == self.call.template.steps.len();
        let (owner, _) = called.then(|| operation.title()).flatten()?;
        Some((owner, keyed))
    }

    pub(super) fn step(&self) -> &'a PathStep {
        &self.call.template.steps[self.at]
    }

    pub(super) fn next(&self) -> Option<&'a PathStep> {
        self.call.template.steps.get(self.at + 1)
    }

    pub(super) fn is_last(&self) -> bool {
        self.next().is_none()
    }

    /// Whether the line is printed with a query that only lists take.
    pub(super) fn filters(&self) -> bool {
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
    pub(super) fn behind_key(&self) -> bool {
        self.call.template.steps.len() == self.at + 2 && self.is_keyed()
    }

    /// Whether a key stands right behind the step.
    pub(super) fn is_keyed(&self) -> bool {
        matches!(self.next().map(|step| &step.form), Some(StepForm::Key(_)))
    }

    pub(super) fn arguments(&self) -> &'a [Argument] {
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
    pub(super) fn names_arguments(&self) -> bool {
        let arguments = self.arguments();
        !arguments.is_empty() && arguments.iter().all(|argument| !argument.name.is_empty())
    }

    /// Whether the page explains what stands in parentheses as parameters of a function.
    pub(super) fn explains_arguments(&self) -> bool {
        let explained = |argument: &Argument| {
            let parameters = self.call.operation.parameters.iter();
            parameters
                .filter(|parameter| parameter.place == ParameterPlace::Function)
                .any(|parameter| parameter.row.name.value.eq_ignore_ascii_case(&argument.name))
        };
        self.call.line.method == Method::Get && self.arguments().iter().any(explained)
    }

    /// Whether the path ends here, or with the same thing as another type, and changes, replaces or removes it.
    pub(super) fn changes_thing(&self) -> bool {
        self.ends_with_casts()
            && matches!(self.call.line.method, Method::Patch | Method::Put | Method::Delete)
    }

    /// Whether the page makes what is missing: the header says so, or the name of the page.
    pub(super) fn upserts(&self) -> bool {
        let header = self.call.operation.headers.iter().any(|header| {
            let value = header.value.as_deref().unwrap_or_default();
            header.name.value.eq_ignore_ascii_case("prefer") && value.contains("create-if-missing")
        });
        let page = self.call.page;
        header || page.slug.contains("upsert") || page.title.value.to_lowercase().contains("upsert")
    }

    /// Whether a name with a key of its own follows right behind: only single values have such members.
    pub(super) fn owns_collection(&self) -> bool {
        matches!(
            self.call.template.steps.get(self.at + 1..),
            Some([PathStep { form: StepForm::Name { .. }, .. }, PathStep { form: StepForm::Key(_), .. }, ..])
        )
    }

    /// Whether at most one more step follows: a word that may stand for a key.
    pub(super) fn ends_with_next(&self) -> bool {
        self.call.template.steps.len() <= self.at + 2
    }

    /// The next name behind the step and its key.
    pub(super) fn follower(&self) -> Option<&'a str> {
        let rest = &self.call.template.steps[self.at + 1..];
        let ([PathStep { form: StepForm::Key(_), .. }, named, ..] | [named, ..]) = rest else { return None };
        match &named.form {
            StepForm::Name { name, .. } => Some(split(name).1),
            StepForm::Key(_) | StepForm::Member(_) | StepForm::Address | StepForm::System(_) => None,
        }
    }

    /// A POST that answers with what it made: a thing that is called like the collection, or derived from one.
    pub(super) fn creates(&self, draft: &Draft, exchanges: &Exchanges) -> bool {
        let exchange = self.call.exchange(exchanges);
        let operation = self.call.operation;
        let name = name_at(self.call, self.at).unwrap_or_default().to_lowercase();
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
        let filed = exchange.sends.is_some() && self.is_filed_as_creation();
        let made = exchange.returns.as_ref().or(exchange.sends.as_ref());
        (created || same || filed) && made.is_some_and(alike) && !operation.body.none
    }

    /// Whether the file is named so: `crate-create`, `crate-post`, `warehouse-post-crates`.
    fn is_filed_as_creation(&self) -> bool {
        let name = name_at(self.call, self.at).unwrap_or_default().to_lowercase();
        let slug = self.call.page.slug.as_str();
        slug.ends_with("-create") || slug.ends_with("-post") || slug.ends_with(&format!("-post-{name}"))
    }

    /// Whether nothing follows but names of types that the same values are cast to.
    pub(super) fn ends_with_casts(&self) -> bool {
        let is_cast = |step: &PathStep| matches!(&step.form, StepForm::Name { name, arguments: None } if name.contains('.'));
        self.call.template.steps[self.at + 1..].iter().all(is_cast)
    }

    /// A POST that creates just what was sent.
    pub(super) fn sends_back(&self, exchanges: &Exchanges) -> bool {
        let exchange = self.call.exchange(exchanges);
        let operation = self.call.operation;
        let same = exchange.sends.is_some() && exchange.sends == exchange.returns;
        same && operation.response.codes.contains(&201) && !operation.body.parameters
    }

    /// A name in the plural that the title does not call an operation.
    pub(super) fn is_collection_by_name(&self) -> bool {
        let name = name_at(self.call, self.at).unwrap_or_default();
        let title =
            self.call.page.title.value.rsplit_once([':', '：']).map(|(_, operation)| operation.trim());
        singulars(name).next().is_some() && !title.is_some_and(|title| title.eq_ignore_ascii_case(name))
    }

    /// A page about this very step: `message-delta`, `... getX`, or one with function parameters.
    pub(super) fn names_function(&self) -> bool {
        let Some(name) = name_at(self.call, self.at).map(str::to_lowercase) else { return false };
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
