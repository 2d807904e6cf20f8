//! Why a message of each kind matters, and what to do about it: for `lint --explain` and for the help of SARIF rules.

use super::super::nearest::nearest;
use super::severity_word;
use crate::diagnostic::Code;

/// What stands beside the meaning of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advice {
    /// Why it matters for the crate.
    pub why: &'static str,
    /// What whoever reads the message can do.
    pub what_to_do: &'static str,
}

/// In the order of [`Code::ALL`].
const ADVICE: &[(Code, Advice)] = &[
    (
        Code::UnreadablePage,
        Advice {
            why: "What the page documents is missing from the crate, or known from other pages alone.",
            what_to_do: "Look at the file: is it UTF-8, a regular file, and no larger than a page can be?",
        },
    ),
    (
        Code::TableColumns,
        Advice {
            why: "No row of the table was read, so that properties, members, parameters or permissions may be missing.",
            what_to_do: "If the columns are called by other words, add them to the table of the language in parse/words; \
                     if the table carries no facts, accept the message with --update-baseline.",
        },
    ),
    (
        Code::Language,
        Advice {
            why: "Facts in sentences are not understood, and sections are told apart by their form alone.",
            what_to_do: "Add a table for the language in parse/words, or read English pages too with --also.",
        },
    ),
    (
        Code::TableRow,
        Advice {
            why: "What the row states is missing from the crate.",
            what_to_do: "Compare the row with its neighbours: often a cell is empty or a bar is missing. Mend the page, or \
                     accept the message with --update-baseline.",
        },
    ),
    (
        Code::TableRepaired,
        Advice {
            why: "The row was read as it was most likely meant, which may be wrong.",
            what_to_do: "Read the row; `explain TYPE` says what was understood.",
        },
    ),
    (
        Code::TypePhrase,
        Advice {
            why: "The property or parameter takes any JSON, and has no type of its own.",
            what_to_do: "If the words name a type, add them to the table of the language in parse/words; else mend the page.",
        },
    ),
    (
        Code::RequestLine,
        Advice {
            why: "The crate has no method for the request.",
            what_to_do: "Mend the line on the page: a method and a path that begins with a slash.",
        },
    ),
    (
        Code::UnclosedFence,
        Advice {
            why: "Everything behind an open fence is code, unless it was clear where it should have ended.",
            what_to_do: "Close the fence on the page.",
        },
    ),
    (
        Code::Annotation,
        Advice {
            why: "What the comment says of the block below it, its type above all, is known from elsewhere or not at all.",
            what_to_do: "Mend the JSON of the comment on the page.",
        },
    ),
    (
        Code::Json,
        Advice {
            why: "What only the example shows is missing: properties without a row, types of answers.",
            what_to_do: "Mend the JSON on the page; comments, dots and missing commas are tolerated already.",
        },
    ),
    (
        Code::Permission,
        Advice {
            why: "The permissions of the request are not complete, and `permissions()` does not name all that suffice.",
            what_to_do: "If the words mean that there is none, or a condition, add them to the table of the language in \
                     parse/words; else mend the cell.",
        },
    ),
    (
        Code::Include,
        Advice {
            why: "What the included file says, permissions as a rule, is not known.",
            what_to_do: "Check out the whole documentation, with its folder of includes.",
        },
    ),
    (
        Code::Repaired,
        Advice {
            why: "The name in the crate is another than on the page.",
            what_to_do: "Nothing, if the name is right; `explain` says where else it stands.",
        },
    ),
    (
        Code::Unrepaired,
        Advice {
            why: "The crate may hold a name that the service does not know.",
            what_to_do: "Read English pages too with --also, or mend the name on the page.",
        },
    ),
    (
        Code::Prose,
        Advice {
            why: "A fact may be missing from the documentation of the crate; its types are not affected.",
            what_to_do: "Add the wording to the table of the language in parse/words, or accept the message.",
        },
    ),
    (
        Code::UndocumentedType,
        Advice {
            why: "The type has no fields; what comes is kept and can be read as JSON.",
            what_to_do: "Check whether the name is misspelled on the page that refers to it.",
        },
    ),
    (
        Code::Conflict,
        Advice {
            why: "One of the sources is wrong, and the crate may have followed that one.",
            what_to_do: "Read both places; `explain` says which one won. Mend the page that is wrong.",
        },
    ),
    (
        Code::BaseType,
        Advice {
            why: "The type stands alone, without the properties of its base type.",
            what_to_do: "Mend the sentence of inheritance on the page.",
        },
    ),
    (
        Code::UnrelatedAnswer,
        Advice {
            why: "The method may answer with a type that the service does not send, and fail when it decodes it.",
            what_to_do: "Compare the section on the response with the path of the request on the page.",
        },
    ),
    (
        Code::RequestPath,
        Advice {
            why: "The crate has no method for the request; `GraphClient::raw` sends it all the same.",
            what_to_do: "Check the path for misspelled segments, and whether a page documents the relationships on the way.",
        },
    ),
    (
        Code::UnusableName,
        Advice {
            why: "What the name belongs to is missing from the crate.",
            what_to_do: "Shorten the name on the page; hardly any service has such names.",
        },
    ),
    (
        Code::NameSettled,
        Advice {
            why: "A Rust name is not the one that one would expect.",
            what_to_do: "Nothing; `explain` and `show` say how things are called.",
        },
    ),
    (
        Code::StaleFixup,
        Advice {
            why: "A correction that changes nothing hides that the documentation is other than it was.",
            what_to_do: "Remove the correction.",
        },
    ),
];

/// What is known of a code beside its meaning.
pub(super) fn advice(code: Code) -> Advice {
    let known = ADVICE.iter().find(|(of, _)| *of == code);
    known.map(|(_, advice)| *advice).expect("a test looks each code up")
}

/// What a code means, on one line.
pub(super) fn meaning(code: Code) -> String {
    code.explain().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the code of this name means, why that matters and what to do; else the names that come near.
pub fn explain(name: &str) -> Result<String, Vec<String>> {
    let asked = name.trim();
    let Some(code) = Code::ALL.iter().find(|code| code.name().eq_ignore_ascii_case(asked)) else {
        let names = Code::ALL.iter().map(|code| code.name());
        return Err(nearest(asked, names).into_iter().map(str::to_owned).collect());
    };
    let Advice { why, what_to_do } = advice(*code);
    let (severity, meaning) = (severity_word(code.severity()), meaning(*code));
    Ok(format!(
        "{} ({severity})\n\n{meaning}\n\nWhy it matters: {why}\n\nWhat to do: {what_to_do}\n",
        code.name()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_text() {
        for code in Code::ALL {
            let text = explain(code.name()).expect("known");
            assert!(text.contains("Why it matters: ") && text.contains("What to do: "), "{text}");
        }
        assert!(ADVICE.iter().all(|(_, advice)| advice.why.ends_with('.')));
    }

    #[test]
    fn near_names_are_suggested() {
        assert_eq!(explain("type-phase"), Err(vec!["type-phrase".to_owned()]));
        assert!(explain("Type-Phrase").is_ok());
        assert!(explain("").is_err());
    }
}
