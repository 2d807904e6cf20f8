//! Which permissions hold for which path.

use super::*;
use crate::export::from_json;
use crate::odata::Alternatives;
use crate::schema::{Segment, SegmentKind, TypeName, TypeRef};

/// A step with the type it leads to: `me=user`.
fn segment(step: &str) -> Segment {
    let (text, ty) = step.split_once('=').map_or((step, None), |(text, ty)| (text, Some(ty)));
    let kind = match text {
        "me" => SegmentKind::Singleton(text.to_owned()),
        _ if text.starts_with('{') => SegmentKind::Key { name: "id".to_owned(), literal: false },
        _ => SegmentKind::Navigation(text.to_owned()),
    };
    let name = |name: &str| TypeName::Structured(crate::odata::QualifiedName::new("microsoft.graph", name));
    Segment { text: text.to_owned(), kind, ty: ty.map(|ty| TypeRef { name: name(ty), collection: false }) }
}

/// `label: grant`, where the label is the words of a kind, `?` before it a condition, and nothing a table for all.
fn table(text: &str) -> PermissionTable {
    let (label, names) = text.split_once(": ").expect("a label");
    let words = label.trim_start_matches('?').trim();
    let kinds =
        if words.is_empty() { Vec::new() } else { vec![words.split(' ').map(str::to_owned).collect()] };
    let limit = (!label.is_empty()).then(|| label.to_owned());
    let (scope, condition) = if label.starts_with('?') { (None, limit) } else { (limit, None) };
    let groups = names.split(' ').map(|name| vec![name.to_owned()]).collect();
    let application = if names == "-" { Stated::NotSupported } else { Grant::of(groups) };
    PermissionTable { scope, condition, kinds, application, ..PermissionTable::default() }
}

/// What holds at each of the paths of one page: the grant of an application, then the labels of what is limited.
#[track_caller]
fn check(tables: &[&str], expected: &[(&str, &str, &[&str])]) {
    let mut schema = from_json(include_str!("../../export/sample.json")).expect("the sample is a schema");
    let sample = schema.requests[0].clone();
    schema.requests = expected
        .iter()
        .map(|(path, ..)| {
            let mut request = sample.clone();
            request.template = format!("/{path}");
            request.segments = path.split('/').map(segment).collect();
            request.permissions.tables = tables.iter().map(|text| table(text)).collect();
            request
        })
        .collect();
    for (request, (path, sure, limited)) in schema.requests.iter().zip(expected) {
        let found = Grants::new(&schema).of_path([request]);
        let shown = match &found.sure.application {
            Stated::NotStated => "?".to_owned(),
            Stated::NotSupported => "-".to_owned(),
            Stated::Is(Alternatives { groups, .. }) => groups.concat().join(" "),
        };
        let labels: Vec<String> = found.limited.iter().filter_map(PermissionTable::limit).collect();
        assert_eq!(
            (shown.as_str(), labels),
            (*sure, limited.iter().map(|l| (*l).to_owned()).collect()),
            "{path}"
        );
    }
}

#[test]
fn the_kind_in_the_path_is_the_one() {
    check(
        &["cold room: Cold.Read", "device rack: Rack.Read", "yard: Yard.Read"],
        &[
            ("stowage/coldRoom/jars", "Cold.Read", &[]),
            ("stowage/deviceRacks/{id}/jars", "Rack.Read", &[]),
            ("stowage/yards/{id}/coldRooms/{id}", "Cold.Read", &[]),
            ("stowage/sheds/{id}", "?", &["cold room", "device rack", "yard"]),
            ("stowage/devices/{id}", "?", &["cold room", "device rack", "yard"]),
        ],
    );
}

#[test]
fn plurals_are_their_singulars() {
    check(
        &["boxes: Box.Read", "shelf: Shelf.Read", "policy: Policy.Read"],
        &[
            ("boxes/{id}", "Box.Read", &[]),
            ("depot/shelves", "Shelf.Read", &[]),
            ("policies/{id}", "Policy.Read", &[]),
        ],
    );
}

#[test]
fn whole_steps_come_before_parts_and_longer_names() {
    check(
        &["user calendar: Own.Read", "group calendar: Group.Read"],
        &[
            ("me=user/calendarGroups/{id}/calendars/{id}", "Own.Read", &[]),
            ("groups/{id}/calendar", "Group.Read", &[]),
        ],
    );
    check(
        &["chat message: Chat.Read", "channel message: Channel.Read"],
        &[
            ("teams/{id}/channels/{id}/messages=chatMessage/{id}/replies=chatMessage", "Channel.Read", &[]),
            ("chats/{id}/messages=chatMessage", "Chat.Read", &[]),
        ],
    );
    check(
        &["user: User.Read", "tasklist: Tasks.Read", "group: Group.Read", "group event: Event.Read"],
        &[
            ("users/{id}/todo/lists=todoTaskList/{id}", "Tasks.Read", &[]),
            ("groups/{id}/events", "Event.Read", &[]),
            ("users/{id}", "User.Read", &[]),
            ("groups/{id}", "Group.Read", &[]),
        ],
    );
}

#[test]
fn the_signed_in_user_is_me_and_nobody_tells_who_another_is() {
    check(
        &["photo me: A.Read", "photo user: A.Read.All"],
        &[("me=user/photo", "A.Read", &[]), ("users/{id}/photo", "A.Read.All", &[])],
    );
    let both: &[&str] = &["self", "other users"];
    check(
        &["self: A.Read", "other users: A.Read.All"],
        &[("me=user/methods", "?", both), ("users/{id}/methods", "?", both)],
    );
}

#[test]
fn one_table_and_equal_tables_are_stated() {
    check(&["acting on crates: Crate.Read"], &[("jars/{id}", "Crate.Read", &[])]);
    check(&["cold room: -", "yard: -"], &[("jars/{id}", "-", &["cold room", "yard"])]);
    check(
        &["teams: Team.Read", "channels: Channel.Read"],
        &[("teams/{id}/channels/{id}/members", "Channel.Read", &["teams"])],
    );
    check(&[": Jar.Read", "acting on lids: Lid.Read"], &[("jars/{id}", "Jar.Read", &["acting on lids"])]);
}

#[test]
fn what_is_limited_never_stands_among_what_always_suffices() {
    check(&["? cold jars: Cold.Read"], &[("jars/{id}", "?", &["? cold jars"])]);
    check(&[": Jar.Read", "? cold jars: Cold.Read"], &[("jars/{id}", "Jar.Read", &["? cold jars"])]);
    check(&[": Jar.Read", "?if it is new: New.Read"], &[("jars/{id}", "Jar.Read", &["?if it is new"])]);
}

#[test]
fn tables_that_fit_no_path_are_kept_somewhere() {
    check(
        &["yard: Yard.Read", "sea: Sea.Read"],
        &[("yards/{id}", "Yard.Read", &["sea"]), ("depot/yards", "Yard.Read", &["sea"])],
    );
    check(
        &["yard: Yard.Read", "sea: Sea.Read"],
        &[("yards/{id}", "Yard.Read", &[]), ("depot/sheds", "?", &["yard", "sea"])],
    );
}

#[test]
fn pages_of_one_path_add_up() {
    let mut schema = from_json(include_str!("../../export/sample.json")).expect("the sample is a schema");
    let mut one = schema.requests[0].clone();
    one.permissions.tables = vec![table(": Jar.Read Jar.ReadWrite")];
    let mut other = one.clone();
    other.page = "another".to_owned();
    other.permissions.tables = vec![table(": Lid.Read Jar.Read")];
    schema.requests = vec![one, other];
    let found = Grants::new(&schema).of_path(&schema.requests);
    let groups = found.sure.application.groups().expect("a grant").concat();
    assert_eq!(groups, ["Jar.Read", "Jar.ReadWrite", "Lid.Read"]);
}

#[test]
fn a_page_for_kinds_adds_nothing_to_one_for_the_path() {
    let mut schema = from_json(include_str!("../../export/sample.json")).expect("the sample is a schema");
    let mut one = schema.requests[0].clone();
    one.segments = vec![segment("jars")];
    one.permissions.tables = vec![table(": -")];
    let mut other = one.clone();
    other.page = "another".to_owned();
    other.permissions.tables = vec![table("jar: Jar.Read"), table("lid: Lid.Read")];
    schema.requests = vec![one, other];
    let found = Grants::new(&schema).of_path(&schema.requests);
    assert_eq!(found.sure.application, Stated::NotSupported);
    assert_eq!(found.limited, vec![table("lid: Lid.Read"), table("jar: Jar.Read")]);
}
