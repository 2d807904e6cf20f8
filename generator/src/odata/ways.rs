//! Paths held against each other: which printed path is one of a template, and which templates are ways to the same thing.
//!
//! Form alone tells; what paths lead to is known later.

use super::singular::is_plural_of;
use super::template::{PathStep, PathTemplate, StepForm};

impl PathTemplate {
    /// Whether `printed`, a path with ids in it, can be one of this template; if so, how many names they share.
    pub fn shown_by(&self, printed: &Self) -> Option<usize> {
        let same = self.steps.len() == printed.steps.len();
        let names =
            self.steps.iter().zip(&printed.steps).map(|(step, printed)| step.form.shown_by(&printed.form));
        if same { names.sum() } else { None }
    }

    /// Whether both paths end with the same name, and a key behind it or none: two ways to the same thing.
    pub fn ends_like(&self, other: &Self) -> bool {
        let (end, other) = (self.end(), other.end());
        end.len() == other.len() && end.iter().zip(other).all(|(step, other)| step.form.is_like(&other.form))
    }

    /// Whether both paths lead to two things for sure: they start alike and part with their last step, one going on where
    /// the other ends or with another name; or they end with one name, and a key stands behind one of them only.
    pub fn differs_at_end(&self, other: &Self) -> bool {
        let (end, others) = (self.end(), other.end());
        if end.len() != others.len()
            && end[..1].iter().zip(others).all(|(step, other)| step.form.is_like(&other.form))
        {
            return true;
        }
        let common = self.steps.iter().zip(&other.steps);
        let common = common.take_while(|(step, other)| step.form.is_like(&other.form)).count();
        if common == 0 {
            return false;
        }
        match (&self.steps[common..], &other.steps[common..]) {
            ([], []) => false,
            ([], _) | (_, []) => true,
            ([one], [other]) => match (one.form.name(), other.form.name()) {
                (Some(one), Some(other)) => !is_plural_of(one, other) && !is_plural_of(other, one),
                _ => false,
            },
            _ => false,
        }
    }

    /// The last name and what stands behind it.
    fn end(&self) -> &[PathStep] {
        let last = self.steps.iter().rposition(|step| step.form.name().is_some());
        &self.steps[last.unwrap_or(0)..]
    }
}

impl StepForm {
    /// Whether a printed step can be one of this form, and how many names they share: none or one.
    fn shown_by(&self, printed: &StepForm) -> Option<usize> {
        match (self, printed) {
            (StepForm::Name { .. }, StepForm::Name { .. }) => self.is_like(printed).then_some(1),
            (StepForm::Key(_) | StepForm::Member(_), StepForm::Name { .. } | StepForm::Key(_)) => Some(0),
            _ => self.is_like(printed).then_some(0),
        }
    }

    /// Whether both are the same step; what stands for keys and in parentheses may differ.
    pub fn is_like(&self, other: &StepForm) -> bool {
        match (self, other) {
            (StepForm::Name { .. }, StepForm::Name { .. }) => match (self.name(), other.name()) {
                (Some(name), Some(other)) => name.eq_ignore_ascii_case(other),
                _ => false,
            },
            (StepForm::Key(_), StepForm::Key(_))
            | (StepForm::Member(_), StepForm::Member(_))
            | (StepForm::Address, StepForm::Address) => true,
            (StepForm::System(name), StepForm::System(other)) => name.eq_ignore_ascii_case(other),
            _ => false,
        }
    }
}
