//! Which of its request lines the examples of a page show.
//!
//! An example speaks for the line with its method and its path, compared step by step, and for the other ways to the
//! same thing (`/me/trips`, `/couriers/{id}/trips`). One that fits no line is of the page; one that shows another request
//! (to look at what is there before) speaks for none.

use super::{Example, OperationSection, RequestLine};
use crate::odata::PathTemplate;

/// How much an example has to say about a request line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voice {
    /// It shows this line, or another way to the same thing.
    Own,
    /// It fits no line.
    Page,
    /// It shows a line that may lead to the same thing: nothing in both paths says otherwise.
    Akin,
    /// It shows another request.
    Other,
}

impl OperationSection {
    /// The examples that speak for the line at `at`: its own, else those of the page, else those of lines akin.
    pub fn examples_of(&self, at: usize) -> Vec<&Example> {
        let voiced: Vec<(Voice, &Example)> =
            self.examples.iter().map(|example| (self.voice(example, at), example)).collect();
        let loudest = voiced.iter().filter(|(_, example)| !example.responses.is_empty());
        let Some(loudest) = loudest.map(|(voice, _)| *voice).min().filter(|voice| *voice < Voice::Other)
        else {
            return Vec::new();
        };
        voiced.into_iter().filter(|(voice, _)| *voice == loudest).map(|(_, example)| example).collect()
    }

    /// What an example has to say about the line at `at`.
    pub fn voice(&self, example: &Example, at: usize) -> Voice {
        let Some(request) = &example.request else { return Voice::Page };
        let shown = self.shown_lines(&request.line);
        if shown.is_empty() {
            let fits = self.requests.iter().any(|line| line.method == request.line.method);
            return if fits || self.examples.len() == 1 { Voice::Page } else { Voice::Other };
        }
        let line = &self.requests[at];
        let ways =
            shown.iter().map(|shown| &self.requests[*shown]).filter(|shown| shown.method == line.method);
        let paths = ways.map(|shown| (&shown.template, &line.template));
        let voices = paths.map(|paths| match paths {
            (Some(shown), Some(line)) if shown.ends_like(line) => Voice::Own,
            (Some(shown), Some(line)) if shown.differs_at_end(line) => Voice::Other,
            _ => Voice::Akin,
        });
        voices.min().unwrap_or(Voice::Other)
    }

    /// The first line that an example shows, by its index.
    pub fn shown_line(&self, example: &Example) -> Option<usize> {
        self.shown_lines(&example.request.as_ref()?.line).first().copied()
    }

    /// The lines that a printed request can be one of, by index: those that it shares most names with.
    fn shown_lines(&self, printed: &RequestLine) -> Vec<usize> {
        let Some(path) = &printed.template else { return Vec::new() };
        let shown = |line: &RequestLine| -> Option<usize> {
            let same = line.method == printed.method;
            line.template
                .as_ref()
                .filter(|_| same)
                .and_then(|template: &PathTemplate| template.shown_by(path))
        };
        let fitting: Vec<(usize, usize)> =
            self.requests.iter().enumerate().filter_map(|(at, line)| Some((at, shown(line)?))).collect();
        let most = fitting.iter().map(|(_, names)| *names).max();
        fitting.into_iter().filter(|(_, names)| Some(*names) == most).map(|(at, _)| at).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::odata::Method;
    use crate::page::{ExampleRequest, ExampleResponse};
    use crate::source::{SourceFile, SourceMap, Span, Spanned};

    fn line(text: &str) -> RequestLine {
        let (method, url) = text.split_once(' ').expect("method and path");
        let method = match method {
            "GET" => Method::Get,
            "POST" => Method::Post,
            _ => Method::Put,
        };
        let page = SourceMap::default().add(SourceFile {
            path: "page.md".to_owned(),
            text: url.to_owned(),
            corpus: 0,
        });
        RequestLine::new(method, Spanned::new(url.to_owned(), Span::new(page, 0..url.len())))
    }

    fn example(text: &str) -> Example {
        let request = ExampleRequest {
            line: line(text),
            headers: Vec::new(),
            body: None,
            text: None,
            odata_type: None,
        };
        let response = ExampleResponse {
            status: 200,
            headers: Vec::new(),
            odata_type: None,
            collection: None,
            body: None,
            text: None,
        };
        Example { request: Some(request), responses: vec![response] }
    }

    /// Which examples speak for each line, by index.
    #[track_caller]
    fn check(lines: &[&str], examples: &[&str], expected: &[&[usize]]) {
        let section = OperationSection {
            requests: lines.iter().map(|text| line(text)).collect(),
            examples: examples.iter().map(|text| example(text)).collect(),
            ..OperationSection::default()
        };
        let place = |found: &Example| section.examples.iter().position(|known| std::ptr::eq(known, found));
        let found: Vec<Vec<usize>> = (0..lines.len())
            .map(|at| section.examples_of(at).into_iter().filter_map(place).collect())
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn an_example_speaks_for_its_own_path() {
        check(
            &["GET /barns/{barn-id}", "GET /barns/{barn-id}/roof"],
            &["GET /barns/7/roof?$select=id", "GET /barns/7"],
            &[&[1], &[0]],
        );
        check(&["GET /barns/{barn-id}", "GET /barns/{barn-id}/roof"], &["GET /barns/7"], &[&[0], &[]]);
    }

    #[test]
    fn ways_to_one_thing_share_their_examples() {
        check(&["GET /me/cows", "GET /farmers/{id}/cows"], &["GET /me/cows"], &[&[0], &[0]]);
        check(&["GET /me", "GET /farmers/{id}"], &["GET /me"], &[&[0], &[0]]);
        check(&["GET /me/cows/{id}", "GET /farmers/{id}/cows"], &["GET /me/cows/4"], &[&[0], &[]]);
    }

    #[test]
    fn another_request_speaks_for_none() {
        check(&["POST /barns/{id}/paint"], &["GET /barns/7", "POST /barns/7/paint"], &[&[1]]);
        check(&["POST /barns/{id}/paint"], &["POST /v2/7/paint"], &[&[0]]);
        check(&["POST /barns/{id}/paint"], &["PUT /v2/7/paint"], &[&[0]]);
        check(&["POST /barns/{id}/paint"], &["POST /v2/7/paint", "GET /barns/7"], &[&[0]]);
    }
}
