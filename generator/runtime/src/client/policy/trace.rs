//! Spans: one per request, named by method and path template. Never a key, a query value or a header.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use azure_core::{
    http::Request,
    tracing::{Attribute, Span, SpanKind, SpanStatus, Tracer},
};

use crate::client::{error::GraphErrorKind, request::response::About};

/// The span of one request; does nothing where the application gave no tracer.
pub(crate) struct Trace(Option<Arc<dyn Span>>);

impl Trace {
    pub(crate) fn start(tracer: Option<&dyn Tracer>, about: &About) -> Self {
        let span = tracer.map(|tracer| {
            let name = format!("{} {}", about.method, about.template);
            let mut attributes = vec![
                attribute("http.request.method", about.method.as_ref()),
                attribute("url.template", &about.template),
            ];
            attributes
                .extend(about.client_request_id.as_deref().map(|id| attribute("client_request_id", id)));
            tracer.start_span(name.into(), SpanKind::Client, attributes)
        });
        Self(span)
    }

    /// Lets the service join in: adds the headers of the span, and with them whatever baggage the application has.
    pub(crate) fn propagate(&self, request: &mut Request) {
        if let Some(span) = &self.0 {
            span.propagate_headers(request);
        }
    }

    pub(crate) fn answered(&self, status: u16, request_id: Option<&str>) {
        let Some(span) = &self.0 else { return };
        span.set_attribute("http.response.status_code", status.into());
        if let Some(id) = request_id {
            span.set_attribute("request_id", id.into());
        }
        if status >= 400 {
            span.set_status(SpanStatus::Error { description: status.to_string() });
        }
    }

    pub(crate) fn failed(&self, kind: GraphErrorKind) {
        let Some(span) = &self.0 else { return };
        let description = format!("{kind:?}");
        span.set_attribute("error.type", description.clone().into());
        span.set_status(SpanStatus::Error { description });
    }
}

/// A request that is dropped half-way ends its span too.
impl Drop for Trace {
    fn drop(&mut self) {
        if let Some(span) = &self.0 {
            span.end();
        }
    }
}

fn attribute(key: &'static str, value: &str) -> Attribute {
    Attribute { key: key.into(), value: value.into() }
}
