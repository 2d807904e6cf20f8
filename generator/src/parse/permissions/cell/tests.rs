//! Cells as pages write them, and what they demand.

use super::*;

/// Alternatives as `A+B`, behind the limit if there is one, and `!` for what was not understood.
#[track_caller]
fn check_in(locale: &str, cell: &str, expected: &[&str]) {
    let reading = read(&Lexicon::for_locale(Some(locale)), cell);
    let mut shown = Vec::new();
    for clause in &reading.clauses {
        let limit = clause.limit.as_ref().map_or_else(String::new, |limit| format!("{limit}: "));
        let Some(groups) = clause.grant.groups() else { continue };
        shown.extend(groups.iter().map(|group| format!("{limit}{}", group.join("+"))));
        shown.extend(groups.is_empty().then(|| format!("{limit}-")));
    }
    shown.extend(reading.unread.iter().map(|_| "!".to_owned()));
    assert_eq!(shown, expected, "{cell}");
}

#[track_caller]
fn check(cell: &str, expected: &[&str]) {
    check_in("en", cell, expected);
}

#[test]
fn lists_of_alternatives() {
    check("User.Read, User.ReadWrite.All", &["User.Read", "User.ReadWrite.All"]);
    check("User.Read.All or User.ReadWrite.All.", &["User.Read.All", "User.ReadWrite.All"]);
    check("Mail.Read Mail.ReadWrite", &["Mail.Read", "Mail.ReadWrite"]);
    check("A.Read*, B.Read**", &["A.Read", "B.Read"]);
    check("A.Read.All, B.Read.All, and C.Read.All", &["A.Read.All", "B.Read.All", "C.Read.All"]);
    check("A.Read.All; B.Read.All<br>".trim_end_matches("<br>"), &["A.Read.All", "B.Read.All"]);
    check("A.Read.All\nB.Read.All", &["A.Read.All", "B.Read.All"]);
    check("One of the following: A.Read.All, B.Read.All", &["A.Read.All", "B.Read.All"]);
    check("one of A.Read.All, B.Read.All, and C.Read.All", &["A.Read.All", "B.Read.All", "C.Read.All"]);
    check("A.Read.All and/or B.Read.All", &["A.Read.All", "B.Read.All"]);
    check("profile", &["profile"]);
}

#[test]
fn permissions_that_are_needed_together() {
    check("A.Read and B.Read, C.Read", &["A.Read+B.Read", "C.Read"]);
    check("A.Read and B.Read, C.Read and D.Read", &["A.Read+B.Read", "C.Read+D.Read"]);
    check("A.Read, B.Read and C.Read", &["A.Read", "B.Read+C.Read"]);
    check("A.Read or B.Read AND C.Read", &["A.Read", "B.Read+C.Read"]);
    check("A.Read, and B.Read, C.Read", &["A.Read+B.Read", "C.Read"]);
    check("A.Read plus B.Read", &["A.Read+B.Read"]);
    check("A.Read and\nB.Read", &["A.Read+B.Read"]);
    check("Both A.Read and B.Read", &["A.Read+B.Read"]);
    check("all of A.Read, B.Read, C.Read", &["A.Read+B.Read+C.Read"]);
    check("A.Read permission and the B.Read permission", &["A.Read+B.Read"]);
    check("Rack.ReadWrite.Cold Crate.Read.All", &["Rack.ReadWrite.Cold+Crate.Read.All"]);
    check("One from A.Read, A.Write plus B.Read", &["A.Read+B.Read", "A.Write+B.Read"]);
    check(
        "One from A.Read, A.Write plus either B.Read or C.Read",
        &["A.Read+B.Read", "A.Read+C.Read", "A.Write+B.Read", "A.Write+C.Read"],
    );
}

#[test]
fn brackets_group() {
    check(
        "A.Read or B.Read AND (C.Read, D.Read, OR E.Read)",
        &[
            "A.Read+C.Read",
            "A.Read+D.Read",
            "A.Read+E.Read",
            "B.Read+C.Read",
            "B.Read+D.Read",
            "B.Read+E.Read",
        ],
    );
    check("(A.Read, B.Read) and C.Read", &["A.Read+C.Read", "B.Read+C.Read"]);
    check(
        "(A.Read or B.Read) and C.Read or D.Read",
        &["A.Read+C.Read", "A.Read+D.Read", "B.Read+C.Read", "B.Read+D.Read"],
    );
    check("(A.Read and B.Read) or (C.Read and D.Read)", &["A.Read+B.Read", "C.Read+D.Read"]);
    check("(A.Read or B.Read) and (C.Read), D.Read", &["A.Read+C.Read", "B.Read+C.Read", "D.Read"]);
    check("A.Read and (B.Read or (C.Read and D.Read))", &["A.Read+B.Read", "A.Read+C.Read+D.Read"]);
    check("[A.Read; B.Read] & C.Read", &["A.Read+C.Read", "B.Read+C.Read"]);
    check("A.Read and (B.Read or C.Read) and (D.Read)", &["A.Read+B.Read+D.Read", "A.Read+C.Read+D.Read"]);
    check("A.Read (or B.Read)", &["A.Read", "B.Read"]);
    check("A.Read (for work accounts), B.Read (preview)", &["A.Read", "B.Read"]);
    check("A.Read (B.Read", &["A.Read+B.Read"]);
}

#[test]
fn what_is_limited_stands_apart() {
    check("A.Read; for Cold racks: B.Read C.Read", &["A.Read", "For Cold racks: B.Read+C.Read"]);
    check(
        "For user resource:\nA.Read, B.Read\n\nFor group resource:\nC.Read",
        &["For user resource: A.Read", "For user resource: B.Read", "For group resource: C.Read"],
    );
    check("In teams: A.Read\nIn channels: Not supported.", &["In teams: A.Read", "In channels: -"]);
    check(
        "A.Read for a chat message.\nB.Read for a channel message.",
        &["For a chat message: A.Read", "For a channel message: B.Read"],
    );
    check("A.Read for chats, B.Read for channels", &["For chats: A.Read", "For channels: B.Read"]);
    check(
        "A.Read, B.Read if the rack is empty",
        &["if the rack is empty: A.Read", "if the rack is empty: B.Read"],
    );
    check("A.Read. Only when nobody looks.", &["Only when nobody looks: A.Read"]);
    check("Not supported; for Cold racks: A.Read", &["-", "For Cold racks: A.Read"]);
}

#[test]
fn what_is_not_understood_gives_nothing() {
    check("A.Read as well as B.Read unless the rack is empty", &["!"]);
    check("A.Read; B.Read as well as C.Read", &["A.Read", "!"]);
    check("Permission to create crates or A.Read (see below).", &["!"]);
    check("A.Read and the consent of an admin", &["!"]);
    check("A.Read, but not B.Read", &["!"]);
    check("A.Read\n\nNote: B.Read cannot be used for this.", &["A.Read"]);
    check("A.Read; B.Read is not supported.", &["A.Read"]);
    let many = ["(A.Read, B.Read, C.Read, D.Read)"; 9].join(" and ");
    check(&many, &["!"]);
    check(
        &"(".repeat(20).chars().chain("A.Read".chars()).chain(")".repeat(20).chars()).collect::<String>(),
        &["!"],
    );
    check("**TODO: Determine scopes **", &["!"]);
}

#[test]
fn damage_words_and_languages() {
    check("GroupMember. Read. All", &["GroupMember.Read.All"]);
    check("Not supported.", &["-"]);
    check("", &["-"]);
    check("~~User.Read~~", &["User.Read"]);
    check("eDiscovery.Read.All", &["eDiscovery.Read.All"]);
    check("Sites.Selected with the consent of an admin", &["Sites.Selected"]);
    check_in("zh-CN", "User.Read.All、User.ReadWrite.All", &["User.Read.All", "User.ReadWrite.All"]);
    check_in("zh-CN", "User.Read.All 和 Mail.Read", &["User.Read.All+Mail.Read"]);
    check_in("de-DE", "A.Read.All oder B.Read.All und C.Read.All", &["A.Read.All", "B.Read.All+C.Read.All"]);
    check_in("it-IT", "A.Read.All oppure B.Read.All", &["A.Read.All", "B.Read.All"]);
}

#[test]
fn a_remark_denies_the_order() {
    let reading = read(&Lexicon::for_locale(None), "A.Read, B.Read (in no known order)");
    let found = reading.clauses.iter().filter_map(|clause| clause.grant.is());
    assert!(found.map(|alternatives| alternatives.unordered).eq([true]));
}
