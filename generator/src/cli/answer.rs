//! How commands end.

/// How a command ended; an error is wrong usage or unusable input, in words.
pub(super) type Outcome = Result<Answer, String>;

/// How a command ended.
pub(super) enum Answer {
    /// Done, or yes.
    Yes,
    /// The negative answer that a command may give, in a line.
    No(String),
}

/// An error in words.
pub(super) fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
