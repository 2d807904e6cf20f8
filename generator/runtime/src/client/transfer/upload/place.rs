//! Where a session is: elsewhere, behind a pre-signed URL that takes everything; or on Graph itself, where it is an entity
//! like others, called with the token, and its content is the stream property `content` of it.

use azure_core::http::Method;
use url::Url;

use crate::client::{
    Client,
    error::{GraphError, Result},
    request::send::Outgoing,
};

/// How errors and spans name a session.
pub(super) const TEMPLATE: &str = "/{upload session}";
const CONTENT: &str = "/content";

/// Where a session is asked about and given up, and where its slices go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    session: Url,
    content: Url,
    is_on_graph: bool,
}

impl Place {
    /// The place behind an upload URL. One that must not be called is an error.
    pub(super) fn of(client: &Client, upload_url: &str) -> Result<Self> {
        let what = "the upload URL";
        let url =
            Url::parse(upload_url).map_err(|_| GraphError::refused(format!("{what} is not a whole URL")))?;
        let url = client.presigned_url(&url, upload_url, what)?;
        if !client.0.origin.is_own(&url) {
            return Ok(Self { session: url.clone(), content: url, is_on_graph: false });
        }
        let path = url.path().trim_end_matches('/');
        let session = path.strip_suffix(CONTENT).unwrap_or(path);
        let at = |path: &str| {
            let mut url = url.clone();
            url.set_path(path);
            url
        };
        Ok(Self { session: at(session), content: at(&format!("{session}{CONTENT}")), is_on_graph: true })
    }

    /// A request to the session, or with PUT to its content.
    pub(super) fn outgoing(&self, client: &Client, method: Method) -> Outgoing {
        let url = if method == Method::Put { &self.content } else { &self.session };
        let presigned = Outgoing::presigned(client, method, url.clone(), TEMPLATE);
        Outgoing { presigned: !self.is_on_graph, ..presigned }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::tests::offline;

    /// Where session and content are; without a second one they are in the same place, without the token.
    fn check(upload_url: &str, session: &str, content: Option<&str>) {
        let place = Place::of(&offline(), upload_url).expect("a good URL");
        assert_eq!(place.session.as_str(), session, "{upload_url}");
        assert_eq!(place.content.as_str(), content.unwrap_or(session), "{upload_url}");
        let outgoing = place.outgoing(&offline(), Method::Put);
        assert_eq!(outgoing.presigned, content.is_none(), "{upload_url}");
    }

    #[test]
    fn sessions_on_graph_have_their_content_behind_them() {
        let own = "https://graph.microsoft.com/beta/users/u/todo/lists/l=/tasks/t/attachmentSessions/s%2F1";
        let content = format!("{own}/content");
        check(own, own, Some(&content));
        check(&format!("{own}/"), own, Some(&content));
        check(&content, own, Some(&content));
        check(&format!("{content}/"), own, Some(&content));
        check(&own.replace("graph.microsoft.com", "GRAPH.microsoft.com:443"), own, Some(&content));
        check(&format!("{own}?a=b/"), &format!("{own}?a=b/"), Some(&format!("{content}?a=b/")));
        let in_parentheses = "https://graph.microsoft.com/v1.0/me/messages('a')/AttachmentSessions('c')";
        check(in_parentheses, in_parentheses, Some(&format!("{in_parentheses}/content")));
    }

    #[test]
    fn sessions_elsewhere_are_taken_as_they_are() {
        for url in [
            "https://contoso.sharepoint.com/up/content/?tempauth=x",
            "https://outlook.office.com/api/gv1.0/users('a')/messages('b')/AttachmentSessions('c')?authtoken=t",
            "https://graph.microsoft.us/v1.0/users/u/todo/lists/l/tasks/t/attachmentSessions/s",
            "https://graph.microsoft.com:8443/v1.0/users/u/attachmentSessions/s",
            "https://graph.microsoft.com.evil.example/v1.0/attachmentSessions/s",
        ] {
            check(url, url, None);
        }
        for url in
            ["x", "/v1.0/up", "http://graph.microsoft.com/v1.0/x", "https://u@graph.microsoft.com/v1.0/x"]
        {
            assert!(Place::of(&offline(), url).is_err(), "{url}");
        }
    }
}
