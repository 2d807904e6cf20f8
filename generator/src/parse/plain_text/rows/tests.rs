//! Lines of our own writing, cut into cells.

use super::*;

#[track_caller]
fn check(locale: &str, columns: &[Column], line: &str, expected: &[&str]) {
    let lexicon = Lexicon::for_locale(Some(locale));
    let cells = Layout::new(columns, None).split(&lexicon, line);
    assert_eq!(cells.iter().map(|cell| &line[cell.clone()]).collect::<Vec<_>>(), expected);
}

const TYPED: &[Column] = &[Column::Name, Column::Type, Column::Description];

#[test]
fn typed_rows() {
    check("en", TYPED, "id String The key.", &["id", "String", "The key."]);
    check("en", TYPED, "tags String collection Words.", &["tags", "String collection", "Words."]);
    check("en", TYPED, "tags String Collection of words.", &["tags", "String", "Collection of words."]);
    check("en", TYPED, "shade microsoft.graph.paint.shade", &["shade", "microsoft.graph.paint.shade", ""]);
    check("en", TYPED, "any oneThing or otherThing Either.", &["any", "oneThing or otherThing", "Either."]);
    check(
        "en",
        TYPED,
        "name string, maximum size 20 The name.",
        &["name", "string, maximum size 20", "The name."],
    );
    check("en", TYPED, "old (deprecated) String Gone.", &["old (deprecated)", "String", "Gone."]);
    check("zh-CN", TYPED, "shades 字符串集合 色调。", &["shades", "字符串集合", "色调。"]);
    check("zh-CN", TYPED, "shades shade 集合 色调。", &["shades", "shade 集合", "色调。"]);
    check(
        "pt-BR",
        TYPED,
        "tons Coleção de cadeias de caracteres Os tons.",
        &["tons", "Coleção de cadeias de caracteres", "Os tons."],
    );
}

#[test]
fn other_rows() {
    check("en", &[Column::Name, Column::Value, Column::Description], "warm 1 Nice.", &["warm", "1", "Nice."]);
    check(
        "en",
        &[Column::Name, Column::Description],
        "If-Match {etag}. Optional.",
        &["If-Match", "{etag}. Optional."],
    );
    check(
        "en",
        &[Column::Name, Column::Returns, Column::Description],
        "List shades shade collection All.",
        &["List shades", "shade collection", "All."],
    );
    check(
        "en",
        &[Column::Name, Column::Returns, Column::Description],
        "Delete None Goes.",
        &["Delete", "None", "Goes."],
    );
}

#[test]
fn permission_rows() {
    let one = &[Column::PermissionType, Column::Permissions];
    check(
        "zh-CN",
        one,
        "委派(工作或学校帐户) A.Read、B.Read.All",
        &["委派(工作或学校帐户)", "A.Read、B.Read.All"],
    );
    check(
        "en",
        one,
        "Delegated (personal Microsoft account) Not supported.",
        &["Delegated (personal Microsoft account)", "Not supported."],
    );
    let two = &[Column::PermissionType, Column::LeastPrivileged, Column::HigherPrivileged];
    check("en", two, "Application A.Read B.Read, C.Read", &["Application", "A.Read", "B.Read, C.Read"]);
    check(
        "en",
        two,
        "Application Not supported. Not supported.",
        &["Application", "Not supported.", "Not supported."],
    );
}

#[test]
fn lines_that_go_on() {
    let lexicon = Lexicon::for_locale(None);
    let starts = |line: &str| starts_typed_row(&lexicon, line);
    assert!(starts("id String The key."));
    assert!(starts("owner user The owner."));
    assert!(!starts("of the thing it belongs to."));
    assert!(!starts("thing, and more words."));
}

#[test]
fn header_lines() {
    let columns = |locale: &str, line: &str| -> Option<Vec<Column>> {
        let lexicon = Lexicon::for_locale(Some(locale));
        header(&lexicon, line).map(|cells| cells.into_iter().map(|cell| cell.column).collect())
    };
    assert_eq!(columns("en", "Property Type Description").as_deref(), Some(TYPED));
    assert_eq!(
        columns("zh-CN", "权限类型 权限(从最低特权到最高特权)").as_deref(),
        Some(&[Column::PermissionType, Column::Permissions][..])
    );
    assert_eq!(columns("en", "Description of the type"), None);
}
