//! Pages of one construct without end: whoever looks through the rest of the page at each of them takes hours.

/// A kind of page and how it is made: about so many bytes.
pub type Kind = (&'static str, fn(usize) -> String);

/// The kinds.
pub const KINDS: &[Kind] = &[
    ("open comments", |size| format!("{TITLE}{}", "<!--\n\n".repeat(size / 6))),
    ("pipes of a row", |size| format!("{TABLE}|`{}`|\n", "|".repeat(size))),
    ("comments of a row", |size| format!("{TABLE}|{}|\n", "<!--|-->".repeat(size / 8))),
    ("quotes of JSON", |size| json(&format!("{{ \"id\": {} }}", "\"a\"b".repeat(size / 4)))),
    ("members of JSON", |size| {
        json(&format!("{{{}}}", counted(size / 18, |at| format!("\"k{at}\":{{\"a\":1}},"))))
    }),
    ("members of JSON of one name", |size| json(&format!("{{{}}}", "\"id\":\"x\",".repeat(size / 9)))),
    ("properties", |size| {
        format!("{PROPERTIES}{}", counted(size / 35, |at| format!("|p{at}|String|xxxxxxxxxxxxxxxxxx|\n")))
    }),
    ("rows of a line each", |size| format!("{PROPERTIES}|a|String|\n{}", "b\n".repeat(size / 2))),
    ("comments between rows", |size| {
        format!("{PROPERTIES}{}", "<!-- | -->\n|a|String|b|\n".repeat(size / 24))
    }),
    ("open comments between rows", |size| {
        format!("{PROPERTIES}{}-->x", "<!-- |\n|a|String|b|\n".repeat(size / 20))
    }),
    ("columns", |size| {
        format!("{TITLE}{}|\n{}|\n{}|\n", "|a".repeat(size / 6), "|-".repeat(size / 6), "|b".repeat(size / 6))
    }),
    ("columns and rows", |size| {
        format!(
            "{TITLE}{}|\n{}|\n{}",
            "|a".repeat(size / 8),
            "|-".repeat(size / 8),
            "|\n|b\n".repeat(size / 12)
        )
    }),
    ("tables", |size| format!("{TITLE}{}", "|A|\n|-|\n|a|\n\n".repeat(size / 13))),
    ("quotes in quotes", |size| format!("{TITLE}{} x\n", ">".repeat(size))),
    ("lists in lists", |size| format!("{TITLE}{}x\n", "- ".repeat(size / 2))),
    ("items", |size| format!("{TITLE}{}", "- x\n".repeat(size / 4))),
    ("one line", |size| format!("{TITLE}{}\n", "word ".repeat(size / 5))),
    ("one word", |size| format!("{TITLE}{}\n", "A".repeat(size))),
    ("headings", |size| format!("{TITLE}{}", counted(size / 14, |at| format!("## h{at}\n\nx\n\n")))),
    ("links", |size| format!("{TITLE}{}\n", "[a](b.md) ".repeat(size / 10))),
    ("open brackets", |size| format!("{TITLE}{}\n", "[".repeat(size))),
    ("images in links", |size| format!("{TITLE}{}\n", "[![".repeat(size / 3))),
    ("code spans", |size| format!("{TITLE}{}\n", "`a` ".repeat(size / 4))),
    ("backticks of all lengths", |size| {
        let runs: String = (1..).map(|at| "`".repeat(at % 1000) + "a").take(size / 100).collect();
        format!("{TITLE}{runs}\n")
    }),
    ("emphasis", |size| format!("{TITLE}{}\n", "**a **".repeat(size / 6))),
    ("bold in bold", |size| format!("{TITLE}{}x{}\n", "**a ".repeat(size / 8), " b**".repeat(size / 8))),
    ("entities", |size| format!("{TITLE}{}\n", "&amp;".repeat(size / 5))),
    ("tags", |size| format!("{TITLE}{}\n", "a <b ".repeat(size / 5))),
    ("anchors", |size| format!("{TITLE}{}\n", "<a name=\"x\">".repeat(size / 12))),
    ("code blocks", |size| format!("{TITLE}{}", "```http\nGET /a\n```\n\n".repeat(size / 20))),
    ("open code blocks", |size| format!("{TITLE}{}", "```a\n## b\n".repeat(size / 10))),
    ("requests", |size| {
        format!(
            "{TITLE}## HTTP request\n```http\n{}```\n",
            counted(size / 14, |at| format!("GET /a/b{at}\n"))
        )
    }),
    ("blank lines of a message", |size| {
        format!("{TITLE}## Examples\n```http\nGET /a\n{}x\n```\n", "\n".repeat(size))
    }),
    ("blank lines of a JSON string", |size| json(&format!("{{\"a\": \"{}", "\n".repeat(size)))),
    ("brackets of JSON", |size| json(&"{\"a\":".repeat(size / 5))),
    ("lists of JSON", |size| json(&"[".repeat(size))),
    ("includes", |size| format!("{TITLE}{}", "[!INCLUDE [x](x.md)]\n\n".repeat(size / 23))),
    ("zones", |size| format!("{TITLE}{}", "::: zone pivot=\"a\"\n\nx\n\n::: zone-end\n\n".repeat(size / 37))),
    ("front matter", |size| format!("---\n{}---\n{TITLE}", "a: b\n".repeat(size / 5))),
    ("values", |size| {
        format!(
            "{PROPERTIES}|a|String|Possible values are: {}.|\n",
            counted(size / 11, |at| format!("`v{at}`, "))
        )
    }),
    ("permissions", |size| {
        let names = counted(size / 14, |at| format!("A{at}.Read, "));
        format!("{TITLE}## Permissions\n|Permission type|Permissions|\n|-|-|\n|Delegated (work)|{names}|\n")
    }),
    ("spans of two languages", |size| format!("{TITLE}<span data-ttu-id=\"a\">{}</span>", "<".repeat(size))),
    ("members", |size| {
        format!(
            "# q enum type\n\n## Members\n|Member|Value|\n|-|-|\n{}",
            counted(size / 16, |at| format!("|m{at}|{at}|\n"))
        )
    }),
    ("site", |size| {
        format!("---\nlayout: Conceptual\n---\n{TITLE}{}", "a **b** `c` [d](e.md)\n\n".repeat(size / 24))
    }),
    ("rendered rows", |size| {
        format!(
            "q resource type\n\nProperties\n\nProperty\tType\tDescription\n{}",
            counted(size / 24, |at| format!("p{at}\tString\tx y z.\n"))
        )
    }),
    ("rendered lines", |size| {
        format!("q resource type\n\nProperties\n\n{}", "a word and another one\n\n".repeat(size / 24))
    }),
    ("rendered blank lines", |size| format!("q resource type\n\nProperties\n{}x\n", "\n".repeat(size))),
];

const TITLE: &str = "# q resource type\n\n";
const TABLE: &str = "# q resource type\n\n|A|B|\n|-|-|\n";
const PROPERTIES: &str = "# q resource type\n\nNamespace: microsoft.graph\n\n## Properties\n|Property|Type|Description|\n|-|-|-|\n";

fn json(text: &str) -> String {
    format!(
        "{PROPERTIES}|id|String|x|\n\n## JSON representation\n<!-- {{ \"blockType\": \"resource\", \"@odata.type\": \
         \"microsoft.graph.q\" }} -->\n``` json\n{text}\n```\n"
    )
}

fn counted(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect()
}
