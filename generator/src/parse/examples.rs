//! Examples: requests with their responses, in the order of the page.
//!
//! In: the blocks of an operation page. Out: [`Example`]s. A block is told by the annotation before it, else by its
//! first line; a response belongs to the last request, and a second one is its alternative.

use super::annotation::{self, Annotation, BlockType};
use super::context::Context;
use super::cursor::{Block, CodeBlock};
use super::http::{self, Message};
use super::outline::Outline;
use super::words::Role;
use crate::diagnostic::Code;
use crate::page::{Example, ExampleRequest, ExampleResponse};

/// The examples of a page.
pub(super) fn read(cx: &mut Context<'_>, outline: &Outline<'_>) -> Vec<Example> {
    let mut examples = Vec::new();
    let sections = outline.sections.iter().filter(|section| section.role != Role::Requests);
    for section in sections {
        let mut pending: Option<Annotation> = None;
        for block in section.blocks {
            match block {
                Block::Comment(comment) => {
                    if let Some(found) = annotation::read(&comment.text) {
                        pending = Some(found);
                    }
                }
                Block::Code(code) => add(cx, code, pending.take().as_ref(), &mut examples),
                Block::Heading(_) | Block::Paragraph(_) | Block::Table(_) | Block::Include(_) => {}
            }
        }
    }
    examples
}

fn add(cx: &mut Context<'_>, code: &CodeBlock, annotation: Option<&Annotation>, examples: &mut Vec<Example>) {
    let told = annotation.map(|annotation| annotation.block);
    if !may_be_http(&code.info) && told.is_none() {
        return;
    }
    let odata_type = annotation.and_then(|annotation| annotation.odata_type().0);
    let collection = annotation.and_then(Annotation::collection);
    match http::message(&code.text) {
        Some(Message::Request { line, headers, body, text }) => {
            count_body(cx, code, body.is_some(), false);
            let request = ExampleRequest { line, headers, body, text, odata_type };
            examples.push(Example { request: Some(request), responses: Vec::new() });
        }
        Some(Message::Response { status, headers, body, text, json_expected }) => {
            count_body(cx, code, body.is_some(), json_expected);
            answer(examples, ExampleResponse { status, headers, odata_type, collection, body, text });
        }
        None => {
            let body = http::sample(&code.text, 0);
            if told == Some(BlockType::Response) {
                count_body(cx, code, body.is_some(), false);
                let (status, headers) = (200, Vec::new());
                let text = body.is_none().then(|| code.text.plain.trim().to_owned());
                answer(examples, ExampleResponse { status, headers, odata_type, collection, body, text });
            } else if let Some(body) = body {
                count_body(cx, code, true, false);
                let last = examples.last_mut().and_then(|example| example.request.as_mut());
                if let Some(request) =
                    last.filter(|request| request.body.is_none() && told != Some(BlockType::Resource))
                {
                    request.body = Some(body);
                }
            }
        }
    }
}

fn answer(examples: &mut Vec<Example>, response: ExampleResponse) {
    match examples.last_mut() {
        Some(example) => example.responses.push(response),
        None => examples.push(Example { request: None, responses: vec![response] }),
    }
}

fn may_be_http(info: &str) -> bool {
    let first = info.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default();
    matches!(first, "" | "http" | "https" | "msgraph-interactive" | "msgraph" | "json" | "indented" | "rest")
}

fn count_body(cx: &mut Context<'_>, code: &CodeBlock, found: bool, expected: bool) {
    let bracket = code.text.plain.contains("\n{") || code.text.plain.starts_with('{');
    if found || (expected && bracket) {
        cx.report.count("json", found);
        if !found {
            cx.say(Code::Json, code.text.whole(), "the JSON body is not readable");
        }
    }
}
