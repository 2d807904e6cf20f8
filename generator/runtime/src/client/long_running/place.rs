//! Where monitors and results are: links as services write them, and the path to a result of which only the id is told.

use serde_json::Value;
use url::Position;

use crate::client::{
    Client,
    error::Result,
    request::{encode, send::Outgoing},
};
use azure_core::http::Method;

/// A request to a monitor or to the result: with the token on Graph itself, without anywhere else.
pub(super) fn request(client: &Client, link: &str, template: &str) -> Result<Outgoing> {
    let base = client.url("/")?;
    let versioned;
    let link = if lacks_version(client, link) {
        versioned = format!("{}{link}", client.service_root());
        &versioned
    } else {
        link
    };
    if let Ok(url) = client.own_url(&base, link, "the operation's link") {
        return Ok(Outgoing { presigned: false, ..Outgoing::presigned(client, Method::Get, url, template) });
    }
    let url = client.presigned_url(&base, link, "the operation's link")?;
    Ok(Outgoing::presigned(client, Method::Get, url, template))
}

/// Some services leave out the version: `/teams('1')/operations('2')`.
fn lacks_version(client: &Client, link: &str) -> bool {
    let versions = [client.base_path(), "/v1.0", "/beta"];
    let has = |version: &&str| link.strip_prefix(*version).is_some_and(|rest| rest.starts_with('/'));
    link.starts_with('/') && !link.starts_with("//") && !versions.iter().any(has)
}

/// The path below the version to what an operation has made, if only its id is told: a file in its drive, anything else
/// (where `anything` is wanted) beside the thing that was acted upon.
pub(super) fn path_to(start: &Outgoing, id: &str, anything: bool) -> Option<String> {
    let id = encode::segment(id).ok().filter(|_| !encode::reads_as_name(id))?;
    let path = &start.url[Position::BeforePath..Position::AfterPath];
    let path = path.strip_prefix(start.client.base_path())?;
    if let Some(drive) = drive_of(path) {
        let drive = other_drive(start).unwrap_or_else(|| drive.to_owned());
        return Some(format!("{drive}/items/{id}"));
    }
    let (thing, _action) = path.rsplit_once('/').filter(|_| anything)?;
    let collection = match thing.strip_suffix("')") {
        Some(thing) => thing.rsplit_once("('")?.0,
        None => thing.rsplit_once('/')?.0,
    };
    (!collection.is_empty()).then(|| format!("{collection}/{id}"))
}

/// The drive of the file that a path acts upon: `/me/drive` of `/me/drive/items/1/copy`.
fn drive_of(path: &str) -> Option<&str> {
    let mut end = 0;
    let mut segments = path.split('/').map(|segment| {
        end += segment.len() + 1;
        (segment, end - 1)
    });
    let drive = segments.find_map(|(segment, end)| {
        let name = segment.to_ascii_lowercase();
        (name == "drive" || name == "drives" || name.starts_with("drives('"))
            .then_some((name == "drives", end))
    });
    let end = match drive? {
        (true, _) => segments.next()?.1,
        (false, end) => end,
    };
    let file: Vec<&str> = path.get(end + 1..)?.split('/').collect();
    let (_action, file) = file.split_last()?;
    // `items/1`, `items('1')`, `special/photos`, `root:/a/b:`, but not a part of a file such as `items/1/workbook`.
    let addressed = file.last().is_some_and(|last| last.ends_with(':'));
    (addressed || (1..=2).contains(&file.len())).then(|| &path[..end])
}

/// The drive that the body of the request names as the new one.
fn other_drive(start: &Outgoing) -> Option<String> {
    let body: Value = serde_json::from_slice(start.body.as_ref()?.bytes()).ok()?;
    let parent = &body["parentReference"];
    let of_path = || parent["path"].as_str()?.strip_prefix("/drives/")?.split('/').next();
    let drive = parent["driveId"].as_str().or_else(of_path)?;
    Some(format!("/drives/{}", encode::segment(drive).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::{request::content::Content, tests::offline};

    fn check(path: &str, body: &str, expected: Option<&str>) {
        let request = offline().raw(Method::Post, path).content(Content::json(body.to_owned()));
        let start = request.parts.outgoing(false).expect("a good path");
        assert_eq!(path_to(&start, "r/1", true).as_deref(), expected, "{path}");
    }

    #[test]
    fn results_are_beside_what_they_are_made_of() {
        check("/teams/1/clone", "", Some("/teams/r%2F1"));
        check("/teams('1')/clone", "", Some("/teams/r%2F1"));
        check("/me/onenote/pages/1/copyToSection", "", Some("/me/onenote/pages/r%2F1"));
        check("/teams", "", None);
        check("/me/copy", "", None);
    }

    #[test]
    fn files_are_in_their_drive() {
        check("/me/drive/items/1/copy", "", Some("/me/drive/items/r%2F1"));
        check("/drives/d/items/1/copy", "{}", Some("/drives/d/items/r%2F1"));
        check("/drives('d')/items('1')/copy", "{}", Some("/drives('d')/items/r%2F1"));
        check("/sites/s/drive/root:/a/b:/copy", "", Some("/sites/s/drive/items/r%2F1"));
        check("/drives/d/items/1:/a:/copy", "", Some("/drives/d/items/r%2F1"));
        check(
            "/drives/d/items/1/copy",
            r#"{"parentReference":{"driveId":"e"}}"#,
            Some("/drives/e/items/r%2F1"),
        );
        let path = r#"{"parentReference":{"path":"/drives/e/root:/a"}}"#;
        check("/drives/d/items/1/copy", path, Some("/drives/e/items/r%2F1"));
        check("/me/drive/items/1/copy", r#"{"parentReference":{"id":"e"}}"#, Some("/me/drive/items/r%2F1"));
    }

    #[test]
    fn links_get_the_version_they_lack() {
        let check = |link: &str, expected: Option<&str>| {
            let found = request(&offline(), link, "").ok().map(|request| request.url.to_string());
            assert_eq!(found.as_deref(), expected, "{link}");
        };
        check("/teams('1')", Some("https://graph.microsoft.com/v1.0/teams('1')"));
        check("teams('1')", Some("https://graph.microsoft.com/v1.0/teams('1')"));
        check("/beta/teams('1')", Some("https://graph.microsoft.com/beta/teams('1')"));
        check("/v1.0/teams", Some("https://graph.microsoft.com/v1.0/teams"));
        check("/v1.0x", Some("https://graph.microsoft.com/v1.0/v1.0x"));
        check("https://contoso.sharepoint.com/m", Some("https://contoso.sharepoint.com/m"));
        check("//127.0.0.1/m", None);
        check("http://graph.microsoft.com/v1.0/teams", None);
    }
}
