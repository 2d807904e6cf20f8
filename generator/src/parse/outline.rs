//! The headings of a page as a row of sections, each with the role that its anchor or heading gives it.
//!
//! In: blocks. Out: [`Outline`]. Tabs are no headings. A section whose own heading says nothing belongs to the
//! section above it; whatever stands below "Examples" belongs to the examples.

use super::cursor::{Block, Heading, Paragraph, Table};
use super::lexicon::{Lexicon, fold};
use super::text::Text;
use super::words::{Phrase, Role};

/// A heading and what stands below it up to the next one.
pub(super) struct Section<'d> {
    /// Role of the heading itself.
    pub(super) own: Role,
    /// Role of the section it belongs to.
    pub(super) role: Role,
    pub(super) heading: Option<&'d Heading>,
    /// Anchor, else made from the heading as the repository does: `risklevel-values`.
    pub(super) slug: String,
    pub(super) blocks: &'d [Block],
}

/// The sections of a page. The first one stands before all headings but the title.
pub(super) struct Outline<'d> {
    pub(super) title: Option<&'d Heading>,
    pub(super) sections: Vec<Section<'d>>,
}

impl<'d> Section<'d> {
    pub(super) fn tables(&self) -> impl Iterator<Item = &'d Table> + use<'d> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }

    pub(super) fn paragraphs(&self) -> impl Iterator<Item = &'d Paragraph> + use<'d> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            _ => None,
        })
    }

    /// Whether the heading says that nothing in the section is needed.
    pub(super) fn is_optional(&self, lexicon: &Lexicon) -> bool {
        let heading = self.heading.map_or_else(String::new, |heading| fold(&heading.text.plain));
        self.slug.starts_with("optional") || lexicon.says(Phrase::OptionalHere, &heading)
    }
}

impl<'d> Outline<'d> {
    /// Cuts `blocks` at their headings.
    pub(super) fn new(lexicon: &Lexicon, blocks: &'d [Block]) -> Self {
        let mut title = None;
        let mut cuts: Vec<(usize, &'d Heading)> = Vec::new();
        for (at, block) in blocks.iter().enumerate() {
            if let Block::Heading(heading) = block
                && !is_tab(heading)
            {
                if title.is_none() && cuts.is_empty() && heading.level == 1 {
                    title = Some(heading);
                } else {
                    cuts.push((at, heading));
                }
            }
        }
        let end = |at: usize| cuts.get(at).map_or(blocks.len(), |(start, _)| *start);
        let mut sections = vec![Section {
            own: Role::Introduction,
            role: Role::Introduction,
            heading: None,
            slug: String::new(),
            blocks: &blocks[..end(0)],
        }];
        let mut above: Vec<(u8, Role)> = Vec::new();
        let mut answered = false;
        for (at, (start, heading)) in cuts.iter().enumerate() {
            let slug = slug(heading);
            let level = heading.level.max(2);
            above.retain(|(outer, _)| *outer < level);
            let outer = above.last().map_or(Role::Other, |(_, role)| *role);
            let own = own_role(lexicon, heading, &slug);
            let role = match own {
                _ if outer == Role::Examples => Role::Examples,
                Role::Other => outer,
                // A second answer at the level of sections belongs to an example that stands there, too.
                Role::Response if answered => Role::Examples,
                own => own,
            };
            answered |= role == Role::Response;
            above.push((level, role));
            sections.push(Section {
                own,
                role,
                heading: Some(heading),
                slug,
                blocks: &blocks[*start + 1..end(at + 1)],
            });
        }
        Self { title, sections }
    }

    /// The sections of a role, with what belongs to them.
    pub(super) fn of(&self, role: Role) -> impl Iterator<Item = &Section<'d>> {
        self.sections.iter().filter(move |section| section.role == role)
    }

    /// What stands before the first heading.
    pub(super) fn introduction(&self) -> &Section<'d> {
        &self.sections[0]
    }
}

fn is_tab(heading: &Heading) -> bool {
    heading.text.links().any(|(_, _, target)| target.starts_with("#tab/"))
}

fn slug(heading: &Heading) -> String {
    let slug = match &heading.anchor {
        Some(anchor) => anchor.to_lowercase(),
        None => slugify(&heading.text),
    };
    let stem = slug.trim_end_matches(|c: char| c.is_ascii_digit());
    match stem.strip_suffix('-') {
        Some(stem) if stem.len() < slug.len() - 1 && heading.anchor.is_some() => stem.to_owned(),
        _ => slug,
    }
}

/// The anchor that a heading gets: lower case, spaces to hyphens, punctuation gone.
fn slugify(heading: &Text) -> String {
    let mut slug = String::new();
    for c in heading.plain.trim().chars() {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if matches!(c, '_' | '-') || c.is_whitespace() {
            slug.push(if c == '_' { '_' } else { '-' });
        }
    }
    slug
}

fn own_role(lexicon: &Lexicon, heading: &Heading, slug: &str) -> Role {
    if let Some(role) = lexicon.section(slug).or_else(|| lexicon.section(&heading.text.plain)) {
        return role;
    }
    let starts = [
        ("http-request", Role::Requests),
        ("example", Role::Examples),
        ("request-body", Role::Body),
        ("request-header", Role::Headers),
        ("permissions-", Role::Permissions),
        ("permission", Role::Permissions),
        ("json-representation", Role::Representation),
        ("function-parameter", Role::FunctionParameters),
        ("path-parameter", Role::PathParameters),
        ("uri-parameter", Role::PathParameters),
    ];
    if let Some((_, role)) = starts.iter().find(|(start, _)| slug.starts_with(start)) {
        return *role;
    }
    let numbered = slug.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
    match numbered {
        "request" => Role::Examples,
        "response" => Role::Response,
        _ if slug.contains("query-param") || slug.contains("query-option") => Role::QueryParameters,
        _ => Role::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::cursor;
    use super::super::patch::Patched;
    use super::*;
    use crate::source::{SourceFile, SourceMap};

    fn check(input: &str, expected: &[(&str, Role)]) {
        let page =
            SourceMap::default().add(SourceFile { path: "a.md".into(), text: input.into(), corpus: 0 });
        let blocks = cursor::blocks(page, &Patched::unchanged(input));
        let outline = Outline::new(&Lexicon::for_locale(None), &blocks);
        let shown: Vec<(&str, Role)> =
            outline.sections[1..].iter().map(|section| (section.slug.as_str(), section.role)).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn sections_below_belong_to_the_section_above() {
        check(
            "# T\n## Permissions\n### For users\n## HTTP request\n",
            &[
                ("permissions", Role::Permissions),
                ("for-users", Role::Permissions),
                ("http-request", Role::Requests),
            ],
        );
    }

    #[test]
    fn examples_keep_their_requests_and_responses() {
        check(
            "# T\n## Response\n## Example\n### Request\n# [HTTP](#tab/http)\n### Response\n",
            &[
                ("response", Role::Response),
                ("example", Role::Examples),
                ("request", Role::Examples),
                ("response", Role::Examples),
            ],
        );
    }

    #[test]
    fn anchors_win_over_headings() {
        check("# T\n## <a name=\"request-body-1\"></a>Corpo\n", &[("request-body", Role::Body)]);
    }
}
