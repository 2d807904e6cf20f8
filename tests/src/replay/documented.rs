//! Which documented path an address is.
//!
//! In: the requests of a schema. Out: whether an example names one of them. Compares texts only, so that it does not
//! share the mistakes of following paths.

use std::collections::BTreeMap;

use msgraph_codegen::call::steps::same_name;
use msgraph_codegen::odata::Method;
use msgraph_codegen::odata::address::{self as url, Token};
use msgraph_codegen::schema::{Request, Schema};

/// The documented paths of one version, by method, first name and length.
#[derive(Debug)]
pub struct Paths<'a>(BTreeMap<Place, Vec<(&'a Request, Vec<Token>)>>);

/// Method, first name, length.
type Place = (Method, String, usize);

impl<'a> Paths<'a> {
    /// The paths of a schema.
    pub fn new(schema: &'a Schema) -> Self {
        let mut paths: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for request in &schema.requests {
            let tokens = told(url::path(&request.template));
            paths.entry(place(request.method, &tokens)).or_default().push((request, tokens));
        }
        Self(paths)
    }

    /// The documented path that the tokens are, on this page if it is there.
    pub fn find(&self, method: Method, page: &str, tokens: &[Token]) -> Option<&'a Request> {
        let tokens = told(tokens.to_vec());
        let found = self.0.get(&place(method, &tokens))?;
        let mut same = found.iter().filter(|(_, template)| {
            template.iter().zip(&tokens).all(|(template, token)| is_instance(template, token))
        });
        let first = same.clone().next()?.0;
        Some(same.find(|(request, _)| request.page == page).map_or(first, |(request, _)| request))
    }
}

/// Empty parentheses say nothing.
fn told(mut tokens: Vec<Token>) -> Vec<Token> {
    tokens.retain(|token| !matches!(token, Token::Arguments(values) if values.is_empty()));
    tokens
}

fn place(method: Method, tokens: &[Token]) -> Place {
    let first = tokens.first().map(ToString::to_string).unwrap_or_default().to_ascii_lowercase();
    (method, first, tokens.len())
}

fn is_instance(template: &Token, token: &Token) -> bool {
    match (template, token) {
        (Token::Segment(_) | Token::Key(_), Token::Segment(text) | Token::Key(text))
            if template.is_placeholder() =>
        {
            !text.starts_with('$')
        }
        (Token::Segment(left) | Token::Key(left), Token::Segment(right) | Token::Key(right)) => {
            same_name(left, right, true)
        }
        (Token::File(_), Token::File(_)) => true,
        (Token::Arguments(left), Token::Arguments(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, _)| right.iter().any(|(other, _)| name.eq_ignore_ascii_case(other)))
        }
        (Token::Segment(_) | Token::Key(_) | Token::File(_) | Token::Arguments(_), _) => false,
    }
}
