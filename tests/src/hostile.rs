//! Documentation as somebody would write it who wants the generator to fail: whole corpora, and damage to real pages.
//!
//! In: a seed. Out: the same pages for the same seed. Every corpus has one theme, so that a failure says where to look.

mod damage;
mod dice;
mod names;
mod pages;
mod prose;
pub mod sizes;
pub mod workspace;

pub use damage::damaged;
pub use dice::Dice;
pub use pages::{Corpus, THEMES, corpus};
