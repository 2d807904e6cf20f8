//! One page of results, and the place of a page.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::client::{
    error::{GraphError, GraphErrorKind, Result},
    request::{decode::FromResponse, response::Response},
};
use crate::{Element, Page, model::json::expected_page_from_json};

/// One page of results.
#[derive(Clone)]
pub struct ResultPage<T> {
    /// The results on this page.
    pub value: Vec<T>,
    /// Where the next page is; `None` on the last one.
    pub next: Option<ResumeToken>,
    /// How many results there are on all pages, if it was asked for.
    pub count: Option<i64>,
    /// Everything else that the page says about itself.
    pub annotations: Map<String, Value>,
    /// Results that are nothing like `T`; kept, so that one of them does not cost the whole page.
    pub malformed: Vec<Value>,
}

/// A place in a list, to continue from later. Can be stored; treat it as a secret, for it holds Graph's own token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResumeToken {
    /// The page.
    pub(super) link: String,
    /// How many of its items were taken already.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) skip: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl ResumeToken {
    pub(crate) fn page(link: String) -> Self {
        Self { link, skip: 0 }
    }

    /// The link as Graph gave it.
    pub fn link(&self) -> &str {
        &self.link
    }
}

impl fmt::Debug for ResumeToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResumeToken")
    }
}

/// Shows of everything but the results only that it is there: links are secrets, and raw JSON may hold some.
impl<T: fmt::Debug> fmt::Debug for ResultPage<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResultPage")
            .field("value", &self.value)
            .field("next", &self.next)
            .field("count", &self.count)
            .field("annotations", &self.annotations.keys().collect::<Vec<_>>())
            .field("malformed", &self.malformed.len())
            .finish()
    }
}

impl<T> ResultPage<T> {
    /// Goes through the results on this page.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.value.iter()
    }

    /// Goes through the results on this page, to change them.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.value.iter_mut()
    }
}

/// The results on this page, without what is [`malformed`](ResultPage::malformed).
impl<T> IntoIterator for ResultPage<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.value.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a ResultPage<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut ResultPage<T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl<T: Element> ResultPage<T> {
    /// Reads a page that will have about as many results as `expected`.
    pub(super) fn read(response: &Response, expected: usize) -> Result<Self> {
        let mut page = read_page(response, expected)?;
        page.rest.extend(page.delta_link.map(|link| ("@odata.deltaLink".to_owned(), link.into())));
        Ok(Self {
            value: page.value,
            next: page.next_link.filter(|link| is_link(link)).map(ResumeToken::page),
            count: page.count,
            annotations: page.rest,
            malformed: page.malformed,
        })
    }
}

impl<T: Element> FromResponse for ResultPage<T> {
    fn from_response(response: Response) -> Result<Self> {
        let page = Self::read(&response, 0)?;
        check_next(&page.annotations).map_err(|error| response.about.tell(error))?;
        Ok(page)
    }
}

/// An empty text is not a link: some services end their lists with it.
pub(crate) fn is_link(text: &str) -> bool {
    !text.trim().is_empty()
}

/// Refuses a next link that is not a text. Without it the list would seem to end here.
pub(crate) fn check_next(annotations: &Map<String, Value>) -> Result<()> {
    match annotations.get("@odata.nextLink") {
        None | Some(Value::Null) => Ok(()),
        Some(_) => Err(GraphError::new(GraphErrorKind::Decode, "the next link is not a text")),
    }
}

/// Nothing at all is a page without results.
pub(crate) fn read_page<T: Element>(response: &Response, expected: usize) -> Result<Page<T>> {
    if response.status == 204 && response.is_empty() {
        return Ok(Page::default());
    }
    expected_page_from_json(&response.body, expected).map_err(|error| response.unreadable(&error))
}
