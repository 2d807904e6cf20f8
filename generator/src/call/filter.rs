//! The text of a `$filter` as a tree.
//!
//! In: an expression of OData, as much of it as Graph knows: comparisons, `and`, `or`, `not`, `in`, three functions of texts,
//! `any` and `all`, `$count`. Out: an [`Expression`]; `None` for everything else, which stays a text.

/// A condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// Both.
    And(Box<Expression>, Box<Expression>),
    /// Either.
    Or(Box<Expression>, Box<Expression>),
    /// The contrary.
    Not(Box<Expression>),
    /// `path eq literal`
    Compare(Vec<String>, String, Literal),
    /// `path in (literal, ..)`
    In(Vec<String>, Vec<Literal>),
    /// `startswith(path, 'text')`
    Call(String, Vec<String>, Literal),
    /// `isof('name of a type')`
    IsOf(String),
    /// `path/any(x: condition)`; without a condition `path/any()`.
    Lambda(Vec<String>, String, Option<(String, Box<Expression>)>),
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// In quotes, which are taken off.
    Text(String),
    /// As it is.
    Bare(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Lexeme {
    Word(String),
    Text(String),
    Open,
    Close,
    Comma,
}

/// Parentheses and operators within each other; beyond, nobody reads the code either.
const DEPTH: usize = 24;

/// The tree of an expression. Where a plus makes no sense as such, it stands for a space, as in a form of HTML.
pub fn parse(text: &str) -> Option<Expression> {
    tree(text).or_else(|| tree(&text.replace('+', " ")))
}

/// So many words and marks make a tree, which leans to one side in a row of `or`.
const LEXEMES: usize = 1000;

fn tree(text: &str) -> Option<Expression> {
    let lexemes = lexemes(text).filter(|lexemes| lexemes.len() <= LEXEMES)?;
    let mut parser = Parser { rest: &lexemes, depth: 0 };
    let found = parser.or()?;
    parser.rest.is_empty().then_some(found)
}

fn lexemes(text: &str) -> Option<Vec<Lexeme>> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        rest = match first {
            '\'' => {
                let (text, after) = quoted(&rest[1..])?;
                found.push(Lexeme::Text(text));
                after
            }
            '(' | ')' | ',' => {
                found.push(match first {
                    '(' => Lexeme::Open,
                    ')' => Lexeme::Close,
                    _ => Lexeme::Comma,
                });
                &rest[1..]
            }
            _ => {
                let end = rest.find([' ', '\t', '\r', '\n', '(', ')', ',', '\'']).unwrap_or(rest.len());
                let word = &rest[..end];
                if let Some(text) = rest[end..].strip_prefix('\'') {
                    // `microsoft.graph.color'red'` is the member as text; `duration'PT1H'` is neither a word nor a text.
                    let (text, after) = quoted(text).filter(|_| word.contains('.'))?;
                    found.push(Lexeme::Text(text));
                    rest = after.trim_start();
                    continue;
                }
                // A variable may run into what follows: `x:x/name`. So may no value: those have digits before the colon.
                let variable = word.find(':').filter(|at| word[..*at].chars().all(char::is_alphabetic));
                let end = variable.map_or(end, |at| at + 1);
                found.push(Lexeme::Word(rest[..end].to_owned()));
                &rest[end..]
            }
        }
        .trim_start();
    }
    Some(found)
}

/// A text up to its quote, and what stands behind.
fn quoted(rest: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\'' if chars.peek().is_some_and(|(_, next)| *next == '\'') => {
                chars.next();
                text.push('\'');
            }
            '\'' => return Some((text, &rest[at + 1..])),
            c => text.push(c),
        }
    }
    None
}

struct Parser<'l> {
    rest: &'l [Lexeme],
    depth: usize,
}

impl Parser<'_> {
    fn next(&mut self) -> Option<Lexeme> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first.clone())
    }

    fn takes(&mut self, wanted: &Lexeme) -> Option<()> {
        (self.next()? == *wanted).then_some(())
    }

    fn at_word(&self, word: &str) -> bool {
        matches!(self.rest.first(), Some(Lexeme::Word(found)) if found.eq_ignore_ascii_case(word))
    }

    fn or(&mut self) -> Option<Expression> {
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        let mut left = self.and()?;
        while self.at_word("or") {
            self.next();
            left = Expression::Or(Box::new(left), Box::new(self.and()?));
        }
        self.depth -= 1;
        Some(left)
    }

    fn and(&mut self) -> Option<Expression> {
        let mut left = self.term()?;
        while self.at_word("and") {
            self.next();
            left = Expression::And(Box::new(left), Box::new(self.term()?));
        }
        Some(left)
    }

    fn term(&mut self) -> Option<Expression> {
        match self.next()? {
            Lexeme::Open => {
                let inner = self.or_path()?;
                Some(inner)
            }
            Lexeme::Word(word) if word.eq_ignore_ascii_case("not") => {
                self.depth += 1;
                if self.depth > DEPTH {
                    return None;
                }
                let inner = self.term()?;
                self.depth -= 1;
                Some(Expression::Not(Box::new(inner)))
            }
            Lexeme::Word(word) if self.rest.first() == Some(&Lexeme::Open) => self.called(&word),
            Lexeme::Word(word) => self.compared(path(&word)?),
            Lexeme::Text(_) | Lexeme::Close | Lexeme::Comma => None,
        }
    }

    /// Behind `(`: a condition, or a path that is compared: `(from/emailAddress/address) eq 'x'`.
    fn or_path(&mut self) -> Option<Expression> {
        if let [Lexeme::Word(word), Lexeme::Close, rest @ ..] = self.rest {
            let path = path(word)?;
            self.rest = rest;
            return self.compared(path);
        }
        let inner = self.or()?;
        self.takes(&Lexeme::Close)?;
        Some(inner)
    }

    fn compared(&mut self, path: Vec<String>) -> Option<Expression> {
        let Lexeme::Word(operator) = self.next()? else { return None };
        let operator = operator.to_ascii_lowercase();
        match operator.as_str() {
            "eq" | "ne" | "gt" | "ge" | "lt" | "le" | "has" => {
                Some(Expression::Compare(path, operator, self.literal()?))
            }
            "in" => {
                self.takes(&Lexeme::Open)?;
                let mut values = vec![self.literal()?];
                loop {
                    match self.next()? {
                        Lexeme::Comma => values.push(self.literal()?),
                        Lexeme::Close => return Some(Expression::In(path, values)),
                        _ => return None,
                    }
                }
            }
            _ => None,
        }
    }

    fn literal(&mut self) -> Option<Literal> {
        match self.next()? {
            Lexeme::Text(text) => Some(Literal::Text(text)),
            Lexeme::Word(word) => Some(Literal::Bare(word)),
            Lexeme::Open | Lexeme::Close | Lexeme::Comma => None,
        }
    }

    /// `startswith(a,'b')`, `a/any(x:x eq 'b')`
    fn called(&mut self, word: &str) -> Option<Expression> {
        self.takes(&Lexeme::Open)?;
        let Some((start, last)) = word.rsplit_once('/') else {
            let name = word.to_ascii_lowercase();
            if name == "isof" {
                let Lexeme::Text(name) = self.next()? else { return None };
                self.takes(&Lexeme::Close)?;
                return Some(Expression::IsOf(name));
            }
            if !["startswith", "endswith", "contains"].contains(&name.as_str()) {
                return None;
            }
            let Lexeme::Word(argument) = self.next()? else { return None };
            let path = path(&argument)?;
            self.takes(&Lexeme::Comma)?;
            let text = self.literal()?;
            self.takes(&Lexeme::Close)?;
            return Some(Expression::Call(name, path, text));
        };
        let last = last.to_ascii_lowercase();
        if !["any", "all"].contains(&last.as_str()) {
            return None;
        }
        let path = path(start)?;
        if self.rest.first() == Some(&Lexeme::Close) {
            self.next();
            return if last == "any" { Some(Expression::Lambda(path, last, None)) } else { None };
        }
        let variable = self.variable()?;
        let inner = self.or()?;
        self.takes(&Lexeme::Close)?;
        Some(Expression::Lambda(path, last, Some((variable, Box::new(inner)))))
    }

    /// `x:`
    fn variable(&mut self) -> Option<String> {
        let Lexeme::Word(word) = self.next()? else { return None };
        if self.at_word(":") {
            self.next();
            return Some(word);
        }
        word.strip_suffix(':').map(str::to_owned)
    }
}

/// `from/emailAddress/address`
fn path(word: &str) -> Option<Vec<String>> {
    let names: Vec<String> = word.split('/').map(str::to_owned).collect();
    let is_name =
        |name: &String| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_.$".contains(c));
    names.iter().all(is_name).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(parse(text).map(|found| shown(&found)).as_deref(), Some(expected), "{text}");
    }

    fn shown(expression: &Expression) -> String {
        match expression {
            Expression::And(left, right) => format!("({} & {})", shown(left), shown(right)),
            Expression::Or(left, right) => format!("({} | {})", shown(left), shown(right)),
            Expression::Not(inner) => format!("!{}", shown(inner)),
            Expression::Compare(path, operator, value) => format!("{} {operator} {value:?}", path.join(".")),
            Expression::In(path, values) => format!("{} in {values:?}", path.join(".")),
            Expression::Call(name, path, value) => format!("{name}[{}, {value:?}]", path.join(".")),
            Expression::IsOf(name) => format!("isof[{name}]"),
            Expression::Lambda(path, which, None) => format!("{}.{which}[]", path.join(".")),
            Expression::Lambda(path, which, Some((name, inner))) => {
                format!("{}.{which}[{name}: {}]", path.join("."), shown(inner))
            }
        }
    }

    #[test]
    fn expressions_bind_as_in_odata() {
        check(
            "a eq 1 or b/c ne 'it''s' and d lt 2",
            "(a eq Bare(\"1\") | (b.c ne Text(\"it's\") & d lt Bare(\"2\")))",
        );
        check("not(a eq true) and (b eq null)", "(!a eq Bare(\"true\") & b eq Bare(\"null\"))");
        check("startsWith(a,'x')", "startswith[a, Text(\"x\")]");
        check("a in ('x', 'y')", "a in [Text(\"x\"), Text(\"y\")]");
        check("(a/b) eq 'x'", "a.b eq Text(\"x\")");
        check("a/any(x:x/b eq 'c')", "a.any[x: x.b eq Text(\"c\")]");
        check("a/all(t: t eq 'c') or b/any()", "(a.all[t: t eq Text(\"c\")] | b.any[])");
        check("isof('n.b') Or NOT a has 'c,d'", "(isof[n.b] | !a has Text(\"c,d\"))");
        check(
            "a+eq+'b'+and+c/Any (x : x eq n.color'red')",
            "(a eq Text(\"b\") & c.any[x: x eq Text(\"red\")])",
        );
        check("at gt 2020-01-01T10:00:00+01:00", "at gt Bare(\"2020-01-01T10:00:00+01:00\")");
        check("a/n.b/c eq 1", "a.n.b.c eq Bare(\"1\")");
        check("a/$count eq 0", "a.$count eq Bare(\"0\")");
        check("at ge 2020-01-01T10:00:00Z", "at ge Bare(\"2020-01-01T10:00:00Z\")");
    }

    #[test]
    fn what_is_not_known_has_no_tree() {
        for text in [
            "",
            "a",
            "a eq",
            "a eq 'b",
            "isof(x)",
            "a eq duration'PT1H'",
            "(a eq 1",
            "tolower(a) eq 'x'",
            "'a' eq a",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse(&format!("{}a eq 1{}", "(".repeat(100_000), ")".repeat(100_000))), None);
        assert_eq!(parse(&format!("{}a eq 1", "not ".repeat(100_000))), None);
        let rows =
            [100, 100_000].map(|many| parse(&format!("{}a eq 1", "a eq 1 or ".repeat(many))).is_some());
        assert_eq!(rows, [true, false]);
    }
}
