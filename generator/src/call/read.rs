//! Requests as they were pasted.
//!
//! In: text that nobody vouches for: a request line, a block with headers and body, a `.http` file, a `curl` line. Out:
//! [`HttpRequest`]s, or why there is none. Sizes are bounded.

use super::block;
use super::curl;
use super::request::{Fault, HttpRequest, MOST_BYTES};

/// Requests in one file.
const MOST_REQUESTS: usize = 200;

/// The requests that a text holds, in their order.
///
/// # Errors
///
/// If there is none, or one of them is no request of Microsoft Graph.
pub fn requests(text: &str) -> Result<Vec<HttpRequest>, Fault> {
    if text.len() > MOST_BYTES {
        let (size, most) = (text.len() >> 20, MOST_BYTES >> 20);
        return Err(Fault(format!("the request has {size} MiB, and at most {most} MiB are read")));
    }
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let requests = if curl::is_curl(&text) { vec![curl::read(&text)?] } else { block::read(&text)? };
    if requests.len() > MOST_REQUESTS {
        return Err(Fault(format!("the file has more than {MOST_REQUESTS} requests")));
    }
    Ok(requests)
}
