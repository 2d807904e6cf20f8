//! Links that repeat: `[user][]` and one definition for all of them.
//!
//! In: a page with inline links. Out: the same page, shorter; code blocks stay as they are.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use indexmap::IndexMap;

/// Gives every link that repeats one definition at the end of the page.
pub(super) fn share(page: &str) -> String {
    let links = links(page);
    let definitions = definitions(page, &links);
    let mut shared = String::with_capacity(page.len());
    let mut at = 0;
    for link in &links {
        let label = &page[link.label.clone()];
        if definitions.get(label) == Some(&&page[link.destination.clone()]) {
            shared.push_str(&page[at..link.label.end]);
            shared.push_str("][]");
            at = link.destination.end + 1;
        }
    }
    shared.push_str(&page[at..]);
    if !definitions.is_empty() {
        shared.push('\n');
    }
    for (label, destination) in definitions {
        let _ = writeln!(shared, "[{label}]: {destination}");
    }
    shared
}

/// The links worth a definition, in the order in which they first appear. A label never gets two of them.
fn definitions<'a>(page: &'a str, links: &[Link]) -> IndexMap<&'a str, &'a str> {
    let mut counts: IndexMap<(&str, &str), usize> = IndexMap::new();
    for link in links {
        *counts.entry((&page[link.label.clone()], &page[link.destination.clone()])).or_default() += 1;
    }
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    let mut definitions = IndexMap::new();
    for ((label, destination), count) in counts {
        let inline = count * (label.len() + destination.len() + 4);
        let shared = count * (label.len() + 4) + label.len() + destination.len() + 5;
        // Labels are compared without regard to case.
        if shared < inline && *taken.entry(label.to_lowercase()).or_insert(label) == label {
            definitions.entry(label).or_insert(destination);
        }
    }
    definitions
}

/// An inline link: what stands between its brackets and between its parentheses.
struct Link {
    label: Range<usize>,
    destination: Range<usize>,
}

/// The inline links outside of code blocks.
fn links(page: &str) -> Vec<Link> {
    let mut links = Vec::new();
    let mut start = 0;
    let mut in_code = false;
    for line in page.split_inclusive('\n') {
        let fence = line.starts_with("```");
        if !in_code && !fence {
            links.extend(links_of(line, start));
        }
        in_code ^= fence;
        start += line.len();
    }
    links
}

fn links_of(line: &str, start: usize) -> Vec<Link> {
    let mut links = Vec::new();
    for (at, _) in line.match_indices("](../") {
        let label = line[..at].rfind('[').map(|open| open + 1..at);
        let end = line[at + 2..].find(')').map(|end| at + 2 + end);
        if let (Some(label), Some(end)) = (label, end) {
            // An escaped or a code bracket is no link of ours.
            let ours =
                !line[..label.start - 1].ends_with('\\') && !line[label.clone()].contains(['\\', '`', ']']);
            if ours {
                links.push(Link {
                    label: start + label.start..start + label.end,
                    destination: start + at + 2..start + end,
                });
            }
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: &str, expected: &str) {
        assert_eq!(share(page), expected);
    }

    #[test]
    fn a_link_that_repeats_is_defined_once() {
        check(
            "[colour](../resources/colour.md) and [colour](../resources/colour.md), [tint](../resources/tint.md)\n",
            "[colour][] and [colour][], [tint](../resources/tint.md)\n\n[colour]: ../resources/colour.md\n",
        );
    }

    #[test]
    fn one_label_has_one_destination() {
        let (first, second) = ("[Tint](../resources/tint.md)", "[tint](../resources/another-tint.md)");
        check(
            &format!("{first} {second} {first} {second}\n"),
            &format!("[Tint][] {second} [Tint][] {second}\n\n[Tint]: ../resources/tint.md\n"),
        );
    }

    #[test]
    fn code_stays_as_it_is() {
        let page = "```json\n\"[a](../b/c.md) [a](../b/c.md) [a](../b/c.md)\"\n```\n";
        check(page, page);
    }
}
