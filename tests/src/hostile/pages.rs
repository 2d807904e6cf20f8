//! Corpora of a few pages, each corpus with a theme.

use std::fmt::Write;

use super::{Dice, names, prose};

/// Pages by their paths below the documentation folder.
pub type Corpus = Vec<(String, String)>;

/// What a corpus is about; the seed decides which: its remainder.
pub const THEMES: &[&str] = &[
    "members",
    "properties",
    "types",
    "namespaces",
    "recursion",
    "bases",
    "requests",
    "parameters",
    "prose",
    "kinds",
    "damage",
    "everything",
];

/// The corpus of `seed`.
pub fn corpus(seed: u64) -> Corpus {
    let themes = u64::try_from(THEMES.len()).expect("few themes");
    let theme = THEMES[usize::try_from(seed % themes).expect("below few")];
    let mut world = World::new(theme, Dice::new(seed));
    let mut pages = world.pages();
    if theme == "damage" {
        let whole: String = pages.iter().map(|(_, text)| text.as_str()).collect();
        for (_, text) in &mut pages {
            *text = super::damaged(&mut world.dice, text, &whole);
        }
    }
    pages
}

/// A type that pages describe and speak of.
struct Type {
    namespace: String,
    name: String,
    slug: String,
    base: Option<usize>,
}

impl Type {
    fn qualified(&self) -> String {
        format!("{}.{}", self.namespace, self.name)
    }

    fn link(&self) -> String {
        format!("[{}]({}.md)", self.name, self.slug)
    }
}

struct World {
    theme: &'static str,
    dice: Dice,
    types: Vec<Type>,
}

impl World {
    fn new(theme: &'static str, dice: Dice) -> Self {
        let mut world = Self { theme, dice, types: Vec::new() };
        let count =
            if world.about(&["bases"]) && world.dice.once_in(3) { world.dice.within(90..=140) } else { 7 };
        for at in 0..count {
            let base = world.base(at, count);
            let name = world.name(&["types", "everything"]);
            let namespace = if world.about(&["namespaces", "everything"]) {
                names::namespace(&mut world.dice)
            } else {
                "microsoft.graph".to_owned()
            };
            let slug = if world.dice.once_in(12) {
                names::odd(&mut world.dice).replace(['/', '\0'], "-")
            } else {
                String::new()
            };
            world.types.push(Type { namespace, name, slug: format!("t{at}{slug}"), base });
        }
        world
    }

    fn about(&self, themes: &[&str]) -> bool {
        themes.contains(&self.theme)
    }

    /// A hostile name where the theme is one of `themes`, else an ordinary one.
    fn name(&mut self, themes: &[&str]) -> String {
        let hostile = self.about(themes);
        match (hostile, self.dice.below(6)) {
            (true, 0 | 1) => names::folding(&mut self.dice),
            (true, _) => names::any(&mut self.dice),
            (false, 0) => names::taken(&mut self.dice),
            (false, _) => format!("{}{}", names::plain(&mut self.dice), self.dice.below(30)),
        }
    }

    /// Chains, trees and circles.
    fn base(&mut self, at: usize, count: usize) -> Option<usize> {
        if !self.about(&["bases", "recursion", "everything"]) {
            return (at > 0 && self.dice.once_in(3)).then_some(0);
        }
        if count > 10 {
            return at.checked_sub(1);
        }
        self.dice.once_in(2).then(|| self.dice.below(count))
    }

    fn line(&mut self) -> String {
        if self.about(&["prose", "everything"]) || self.dice.once_in(8) {
            prose::line(&mut self.dice)
        } else {
            "Something of the thing.".to_owned()
        }
    }

    fn pages(&mut self) -> Corpus {
        let mut pages = Vec::new();
        for at in 0..self.types.len() {
            let version = if self.dice.once_in(5) { "beta" } else { "v1.0" };
            let path = |folder: &str, slug: &str| format!("api-reference/{version}/{folder}/{slug}.md");
            let slug = self.types[at].slug.clone();
            let as_enum = self.about(&["members"]) || self.dice.once_in(5);
            let text = if as_enum { self.enumeration(at) } else { self.resource(at) };
            pages.push((path("resources", &slug), text));
            if self.about(&["kinds", "everything"]) {
                // The same type is said to be something else.
                let text = if as_enum { self.resource(at) } else { self.enumeration(at) };
                pages.push((path("resources", &format!("{slug}-again")), text));
            }
            let calls = if self.about(&["requests", "parameters", "everything"]) {
                self.dice.within(1..=4)
            } else {
                1
            };
            for call in 0..calls.min(if self.types.len() > 10 { 0 } else { calls }) {
                pages.push((path("api", &format!("{slug}-call{call}")), self.operation(at)));
            }
        }
        pages
    }

    fn head(&mut self, at: usize, what: &str) -> String {
        let (name, namespace) = (self.types[at].name.clone(), self.types[at].namespace.clone());
        let mut text = String::new();
        if self.dice.once_in(2) {
            let product = self.name(&["prose", "everything"]);
            write!(text, "---\ntitle: \"{name} {what}\"\nms.prod: \"{product}\"\n---\n\n").expect("a String");
        }
        let line = self.line();
        write!(text, "# {name} {what}\n\nNamespace: {namespace}\n\n{line}\n\n").expect("a String");
        text
    }

    fn resource(&mut self, at: usize) -> String {
        let mut text = self.head(at, "resource type");
        if let Some(base) = self.types[at].base {
            writeln!(text, "Inherits from {}.\n", self.types[base].link()).expect("a String");
        }
        text.push_str("## Properties\n|Property|Type|Description|\n|:---|:---|:---|\n");
        let mut properties = Vec::new();
        for _ in 0..self.dice.within(1..=8) {
            let name = self.name(&["properties", "everything"]);
            let (ty, line) = (self.cell(), self.line());
            writeln!(text, "|{name}|{ty}|{line}|").expect("a String");
            properties.push(name);
        }
        if self.dice.once_in(2) {
            text.push_str("\n## Relationships\n|Relationship|Type|Description|\n|:---|:---|:---|\n");
            for _ in 0..self.dice.within(1..=3) {
                let name = self.name(&["properties", "everything"]);
                let (ty, line) = (self.cell(), self.line());
                writeln!(text, "|{name}|{ty}|{line}|").expect("a String");
            }
        }
        let qualified = self.types[at].qualified();
        let base =
            self.types[at].base.map(|base| format!("\"baseType\": \"{}\", ", self.types[base].qualified()));
        let base = base.unwrap_or_default();
        let mut json = String::new();
        for name in &properties {
            let value = self.name(&["members", "everything"]);
            let (name, value) = (prose::quoted(&mut self.dice, name), prose::quoted(&mut self.dice, &value));
            writeln!(json, "  {name}: {value},").expect("a String");
        }
        write!(
            text,
            "\n## JSON representation\n<!-- {{ \"blockType\": \"resource\", {base}\"keyProperty\": \"id\", \
             \"@odata.type\": \"{qualified}\" }} -->\n``` json\n{{\n{json}}}\n```\n"
        )
        .expect("a String");
        if self.dice.once_in(3) {
            let heading = self.name(&["types", "members"]);
            write!(text, "\n### {heading} values\n").expect("a String");
            text.push_str(&self.members());
        }
        text
    }

    fn enumeration(&mut self, at: usize) -> String {
        let head = self.head(at, "enum type");
        head + "## Members\n" + &self.members()
    }

    fn members(&mut self) -> String {
        let mut text = "|Member|Value|Description|\n|:---|:---|:---|\n".to_owned();
        for number in 0..self.dice.within(2..=14) {
            let name = self.name(&["members", "everything"]);
            let value =
                if self.dice.once_in(9) { "0x7fffffffffffffff".to_owned() } else { number.to_string() };
            let line = self.line();
            writeln!(text, "|{name}|{value}|{line}|").expect("a String");
        }
        text
    }

    /// What a type cell says.
    fn cell(&mut self) -> String {
        let at = self.dice.below(self.types.len());
        let (link, qualified) = (self.types[at].link(), self.types[at].qualified());
        let recursive = self.about(&["recursion", "everything"]);
        match self.dice.below(if recursive { 9 } else { 16 }) {
            0..=3 => link,
            4 => format!("{link} collection"),
            5 => format!("Collection({qualified})"),
            6 => qualified,
            7 => names::any(&mut self.dice),
            8 => format!("{}.{}", names::namespace(&mut self.dice), names::any(&mut self.dice)),
            9 => "String collection".to_owned(),
            10 => "Edm.Stream".to_owned(),
            11 => "DateTimeOffset".to_owned(),
            12 => "Json".to_owned(),
            13 => "Int64".to_owned(),
            _ => "String".to_owned(),
        }
    }

    fn operation(&mut self, at: usize) -> String {
        let title = self.name(&["requests", "everything"]);
        let mut text = self.head(at, &title);
        let permission =
            if self.about(&["requests"]) { names::odd(&mut self.dice) } else { "A.Read.All".to_owned() };
        write!(
            text,
            "## Permissions\n|Permission type|Permissions|\n|:---|:---|\n|Delegated (work or school account)|{permission}, \
             B.Read|\n|Application|Not supported.|\n\n## HTTP request\n```http\n"
        )
        .expect("a String");
        let verb = self.dice.pick(&["GET", "GET", "POST", "POST", "PATCH", "PUT", "DELETE"]).to_owned();
        for _ in 0..self.dice.within(1..=3) {
            let path = self.path();
            writeln!(text, "{verb} {path}").expect("a String");
        }
        text.push_str("```\n\n");
        let heading = if verb == "GET" { "Function parameters" } else { "Request body" };
        write!(text, "## {heading}\n|Parameter|Type|Description|\n|:---|:---|:---|\n").expect("a String");
        for _ in 0..self.dice.within(1..=4) {
            let name = self.name(&["parameters", "requests", "everything"]);
            let (ty, line) = (self.cell(), self.line());
            writeln!(text, "|{name}|{ty}|{line}|").expect("a String");
        }
        let (gives, status) =
            (self.cell(), self.dice.pick(&["200 OK", "201 Created", "202 Accepted", "204 No Content"]));
        let status = status.to_owned();
        write!(
            text,
            "\n## Response\nIf successful, this method returns a `{status}` response code and a {gives} object in the \
             response body.\n\n## Examples\n### Request\n```http\n{verb} https://graph.microsoft.com/v1.0{}\n\n",
            self.path()
        )
        .expect("a String");
        let (name, value) = (self.name(&["parameters"]), self.line());
        let (name, value) = (prose::quoted(&mut self.dice, &name), prose::quoted(&mut self.dice, &value));
        let qualified = self.types[at].qualified();
        write!(
            text,
            "{{ {name}: {value}, \"@odata.type\": \"#{qualified}\" }}\n```\n### Response\n```http\nHTTP/1.1 {status}\n\n\
             {{ \"@odata.context\": \"https://graph.microsoft.com/v1.0/$metadata#things\", {name}: {value} }}\n```\n"
        )
        .expect("a String");
        text
    }

    /// A request path: sets, keys, casts, operations with arguments, suffixes.
    fn path(&mut self) -> String {
        let mut path = String::new();
        let set = if self.about(&["requests", "everything"]) {
            self.name(&["requests", "everything"])
        } else {
            "things".to_owned()
        };
        write!(path, "/{set}").expect("a String");
        for _ in 0..self.dice.below(4) {
            let at = self.dice.below(self.types.len());
            let name = self.name(&["requests", "everything"]);
            let argument = self.name(&["parameters", "everything"]);
            let piece = match self.dice.below(9) {
                0 | 1 => "/{id}".to_owned(),
                2 => format!("/{{{argument}}}"),
                3 => format!("({argument}='{{{argument}}}')"),
                4 => format!("/{}", self.types[at].qualified()),
                5 => format!("/{name}({argument}={{{argument}}},b='{{b}}')"),
                6 => format!("/{}", self.dice.pick(&["$ref", "$value", "$count", "delta", "root:/{path}:"])),
                _ => format!("/{name}"),
            };
            path.push_str(&piece);
        }
        path
    }
}
