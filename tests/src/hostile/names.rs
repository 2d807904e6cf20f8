//! Names that a name of Rust, a file or a comment cannot be made of without thinking.

use super::Dice;

/// Keywords, the prelude, what generated files import, and what they call their own.
const TAKEN: &[&str] = &[
    "abstract",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "ref",
    "return",
    "self",
    "Self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
    "auto",
    "default",
    "raw",
    "safe",
    "macro_rules",
    "r#type",
    "'static",
    "Option",
    "Some",
    "None",
    "Ok",
    "Err",
    "Error",
    "Result",
    "Vec",
    "Box",
    "String",
    "str",
    "bool",
    "i32",
    "i64",
    "f64",
    "u8",
    "usize",
    "char",
    "Arc",
    "Send",
    "Sync",
    "Sized",
    "Drop",
    "Fn",
    "FnMut",
    "FnOnce",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Hash",
    "From",
    "Into",
    "TryFrom",
    "TryInto",
    "AsRef",
    "AsMut",
    "Iterator",
    "IntoIterator",
    "ToString",
    "ToOwned",
    "FromIterator",
    "Extend",
    "Target",
    "Deref",
    "DerefMut",
    "Display",
    "FromStr",
    "Infallible",
    "Future",
    "IntoFuture",
    "BitOr",
    "Request",
    "Patch",
    "Model",
    "Value",
    "Property",
    "Navigation",
    "Related",
    "Rest",
    "ReadOnly",
    "Extends",
    "Flags",
    "FlagsMember",
    "Guid",
    "Date",
    "Duration",
    "Decimal",
    "Binary",
    "Stream",
    "TimeOfDay",
    "DateTimeOffset",
    "Element",
    "Shape",
    "Structured",
    "Slot",
    "View",
    "Leaf",
    "LeafKind",
    "ModelKind",
    "OpenEnum",
    "AnyModel",
    "UnknownMember",
    "UnknownValue",
    "Unknown",
    "Filter",
    "Path",
    "Literal",
    "Client",
    "GraphClient",
    "GraphClientOptions",
    "TokenCredential",
    "Method",
    "Operation",
    "Documented",
    "Facts",
    "Clouds",
    "Permissions",
    "Grant",
    "QueryOption",
    "List",
    "FixedList",
    "Fixed",
    "Write",
    "WriteList",
    "Count",
    "Delta",
    "Download",
    "LongRunning",
    "Bytes",
    "Content",
    "Reference",
    "Wrapped",
    "Raw",
    "Get",
    "Post",
    "Put",
    "Delete",
    "any",
    "model",
    "extends",
    "open_enum",
    "models",
    "parameters",
    "requests",
    "client",
    "v1",
    "beta",
    "msgraph",
    "msgraph_core",
    "core",
    "std",
    "alloc",
    "concat",
    "stringify",
    "include_str",
    "doc",
    "derive",
    "allow",
    "path",
    "body",
    "content",
    "etag",
    "key",
    "patch",
    "reference",
    "base",
    "rest",
    "id",
    "lib",
    "main",
    "target",
    "enums",
    "con",
    "nul",
    "aux",
    "prn",
    "com1",
    "build",
    "src",
    "tests",
    "SHAPE",
    "NAME",
    "MEMBERS",
    "deref",
    "clone",
    "eq",
    "fmt",
    "from",
    "into",
    "new",
    "get",
    "list",
    "create",
    "update",
    "delete",
    "replace",
    "count",
    "raw",
    "batch",
    "as_str",
    "value",
    "text",
    "entity",
    "Entity",
    "Json",
    "user",
    "directoryObject",
];

/// Texts that are no identifiers.
const ODD: &[&str] = &[
    "0",
    "1",
    "42",
    "007",
    "2fa",
    "1.2",
    "1_2",
    "12",
    "-1",
    "+1",
    "1e9",
    "_",
    "__",
    "-",
    ".",
    "..",
    "...",
    "a.b",
    "a/b",
    "../../x",
    "/etc/passwd",
    "C:\\x",
    "a\\",
    "a\"b",
    "\"#",
    "a'b",
    "a`b",
    "a;b",
    "a{b}",
    "{",
    "}",
    "${x}",
    "#[x]",
    "*/",
    "/*",
    "//",
    "a<b>",
    "<T>",
    "a&b",
    "a&amp;b",
    "&#x202e;x",
    "&rlm;",
    "%2e%2e",
    "%00",
    "a%20b",
    "a b",
    "a  b",
    "a@b",
    "@odata.type",
    "@odata.bind",
    "$value",
    "$ref",
    "a$b",
    "a=b",
    "a,b",
    "(a)",
    "a(b=c)",
    "[a]",
    "a|b",
    "a:b",
    "a::b",
    "é",
    "émile",
    "ß",
    "İ",
    "ı",
    "ſ",
    "K",
    "ﬁ",
    "名前",
    "こんにちは",
    "עברית",
    "😀",
    "a😀b",
    "👩‍👩‍👧",
    "e\u{301}",
    "a\u{200b}b",
    "a\u{202e}b",
    "\u{202e}",
    "a\u{2066}b\u{2069}",
    "\u{200f}x",
    "\u{61c}x",
    "\u{feff}x",
    "a\u{a0}b",
    "a\u{2028}b",
    "a\u{85}b",
    "a\u{7f}b",
    "a\u{1b}b",
    "\u{fffd}",
    "\u{10ffff}",
];

/// Stems that fold into each other with the marks below.
const STEMS: &[&str] = &["aB", "ab", "AB", "Ab", "a1", "iOSVersion", "IPv4", "xY2z", "typeOf", "noneX"];
const MARKS: &[&str] = &["", "_", "-", " ", ".", "__", "$", "_ ", "/", "'"];

/// A name of any kind.
pub(super) fn any(dice: &mut Dice) -> String {
    match dice.below(12) {
        0..=3 => taken(dice),
        4 | 5 => odd(dice),
        6 | 7 => folding(dice),
        8 if dice.once_in(4) => long(dice),
        _ => plain(dice),
    }
}

/// A name that is taken, in any case, sometimes with what generated names add.
pub(super) fn taken(dice: &mut Dice) -> String {
    let name = dice.pick(TAKEN);
    let name = match dice.below(8) {
        0 => name.to_uppercase(),
        1 => capital(name),
        2 => name.to_lowercase(),
        _ => name.to_owned(),
    };
    match dice.below(16) {
        0 => format!("any{}", capital(&name)),
        1 => format!("{name}Requests"),
        2 => format!("{name}CollectionRequests"),
        3 => format!("{name}Parameters"),
        4 => format!("{name}_"),
        5 => format!("{name}Enum"),
        6 => format!("{name}Type"),
        _ => name,
    }
}

/// A text that is no identifier.
pub(super) fn odd(dice: &mut Dice) -> String {
    dice.pick(ODD).to_owned()
}

/// One of the many spellings of few names.
pub(super) fn folding(dice: &mut Dice) -> String {
    let stem = STEMS[dice.below(3)];
    let mut name = dice.pick(MARKS).to_owned();
    for (at, c) in stem.chars().enumerate() {
        if at > 0 {
            name.push_str(if dice.once_in(2) { dice.pick(MARKS) } else { "" });
        }
        name.extend(if dice.once_in(2) {
            c.to_uppercase().collect::<Vec<_>>()
        } else {
            c.to_lowercase().collect()
        });
    }
    name + dice.pick(MARKS)
}

/// Hundreds or thousands of characters.
pub(super) fn long(dice: &mut Dice) -> String {
    let piece = dice.pick(&["x", "veryLong", "a_", "名", "A", "9"]);
    let length = dice.pick(&["119", "120", "121", "255", "300", "1000", "3000"]);
    let length: usize = length.parse().expect("a number");
    piece.chars().cycle().take(length).collect::<String>() + &dice.below(3).to_string()
}

/// An ordinary name.
pub(super) fn plain(dice: &mut Dice) -> String {
    let words = ["device", "policy", "group", "mail", "state", "level", "setting", "owner", "team", "site"];
    let mut name = dice.pick(&words).to_owned();
    for _ in 0..dice.below(3) {
        name.push_str(&capital(dice.pick(&words)));
    }
    name
}

/// A namespace: mostly the usual one, else with many, odd or taken parts.
pub(super) fn namespace(dice: &mut Dice) -> String {
    let mut name = dice
        .pick(&["microsoft.graph", "microsoft.graph", "microsoft.graph", "other", "microsoft"])
        .to_owned();
    let parts = match dice.below(12) {
        0 => dice.within(20..=60),
        1 => dice.within(200..=3000),
        _ => dice.within(1..=3),
    };
    for _ in 0..parts {
        let part = if parts > 3 { "a".to_owned() } else { self::any(dice) };
        name.push('.');
        name.push_str(&part);
    }
    name
}

pub(super) fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
