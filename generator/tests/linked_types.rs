//! What pages link and name is believed: which of two types is meant, and types that no page describes. Everything holds
//! for full pages and for the facts-only pages made of them. The pages are of our own writing.

#[path = "linked_types/either.rs"]
mod either;
#[path = "linked_types/homonyms.rs"]
mod homonyms;
#[path = "linked_types/told.rs"]
mod told;
#[path = "linked_types/without_page.rs"]
mod without_page;
