//! The way to the content: the request, and after a redirect the one hop to where the content is.

use std::time::Duration;

use azure_core::http::AsyncRawResponse;

use crate::client::{
    error::{GraphError, GraphErrorKind, Result},
    request::{
        response::{About, header},
        send::{self, Outgoing},
    },
};

/// First and last byte that are missing, and the version they must be of.
pub(super) type Rest<'a> = (u64, Option<u64>, Option<&'a str>);

/// Opens the content, or the rest of it, before the clock shows `end`.
pub(super) async fn open(
    outgoing: &Outgoing,
    rest: Option<Rest<'_>>,
    end: Option<Duration>,
) -> Result<(AsyncRawResponse, About)> {
    let mut request = outgoing.clone();
    if let Some((first, last, etag)) = rest {
        let last = last.map(|last| last.to_string()).unwrap_or_default();
        request.set_header("range", format!("bytes={first}-{last}"));
        if let Some(etag) = etag {
            request.set_header("if-range", etag);
        }
    }
    limit(&mut request, end)?;
    let (answer, about) = send::open(&request).await?;
    let status = u16::from(answer.status());
    if (200..300).contains(&status) {
        return Ok((answer, about));
    }
    let location = header(answer.headers(), "location").map(str::to_owned);
    let Some(location) = location.filter(|_| matches!(status, 301..=303 | 307 | 308)) else {
        return Err(send::service_error(send::read_whole(answer, about).await?));
    };
    let mut hop = hop(&request, &location).map_err(|error| about.tell(error))?;
    limit(&mut hop, end).map_err(|error| about.tell(error))?;
    let (answer, about) = send::open(&hop).await?;
    match u16::from(answer.status()) {
        200..300 => Ok((answer, about)),
        300..400 => Err(about.tell(GraphError::refused("the place of the content redirects again"))),
        _ => Err(send::service_error(send::read_whole(answer, about).await?)),
    }
}

/// The request to a pre-signed place, with nothing of the application's but which bytes it wants.
fn hop(request: &Outgoing, location: &str) -> Result<Outgoing> {
    let client = &request.client;
    let url = client.presigned_url(&request.url, location, "the place of the content")?;
    let mut hop = Outgoing::presigned(client, request.method, url, &request.template);
    hop.retries.clone_from(&request.retries);
    for (name, value) in &request.headers {
        if matches!(name.as_str(), "range" | "if-range" | "accept-encoding" | "accept") {
            hop.set_header(name, value.clone());
        }
    }
    Ok(hop)
}

/// Leaves a request only the time that remains.
fn limit(request: &mut Outgoing, end: Option<Duration>) -> Result<()> {
    let Some(end) = end else { return Ok(()) };
    let client = &request.client.0;
    let remaining = end.saturating_sub(client.clock.now());
    if remaining.is_zero() {
        return Err(not_in_time());
    }
    request.retries.get_or_insert_with(|| client.retries.clone()).total_timeout = Some(remaining);
    Ok(())
}

pub(super) fn not_in_time() -> GraphError {
    GraphError::new(GraphErrorKind::Timeout, "the content did not come in time")
}
