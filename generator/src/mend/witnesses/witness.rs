//! Who says something, and how near it is to what it speaks of.

use super::super::ballot::Speaker;
use super::super::repairs::is_sound;
use crate::page::Page;

/// A page that says something of a leading one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Witness<'a> {
    pub(super) page: &'a Page,
    pub(super) speaker: Speaker,
    pub(super) standing: Standing,
}

/// How near a witness is to what it speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// The same version at the same time.
    Current,
    /// The same version at an earlier time.
    Older,
    /// The other version.
    OtherVersion,
}

impl Witness<'_> {
    pub(super) fn is_current(&self) -> bool {
        self.standing == Standing::Current
    }

    /// Whether what it states beside names holds for the version that is asked about.
    pub(super) fn states_facts(&self) -> bool {
        match self.standing {
            Standing::Current => true,
            Standing::Older => self.speaker == Speaker::Original,
            Standing::OtherVersion => false,
        }
    }
}

/// Who prints a page.
pub(super) fn speaker(page: &Page, own_script: bool) -> Speaker {
    match (is_sound(page), own_script) {
        (true, _) => Speaker::Original,
        (false, true) => Speaker::OwnScript,
        (false, false) => Speaker::Latin,
    }
}

/// What another table states in the same row.
#[derive(Debug)]
pub(super) struct Statement<'t, R> {
    pub(super) row: &'t R,
    /// Whether it is no translation.
    pub(super) original: bool,
    /// Whether it is of the same age.
    pub(super) current: bool,
}
