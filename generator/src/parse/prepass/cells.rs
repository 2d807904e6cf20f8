//! The cells of table rows by their bars.
//!
//! In: a line of a table. Out: its separators, and those that it has too many of.

use std::ops::Range;

use super::super::steps;

/// A row of one line or several, without its cells.
pub(super) struct RowSoFar {
    pub(super) range: Range<usize>,
    /// Separators that are not escaped.
    pipes: usize,
    /// Whether it starts with a pipe.
    opened: bool,
    /// Whether it ends with one.
    ended: bool,
}

impl RowSoFar {
    pub(super) fn new(range: Range<usize>, line: &str) -> Self {
        let opened = line.trim_start().starts_with('|');
        Self { range, pipes: bare_pipes(line, &[]).len(), opened, ended: line.trim_end().ends_with('|') }
    }

    pub(super) fn continued(self, end: usize, line: &str) -> Self {
        Self {
            range: self.range.start..end,
            pipes: self.pipes + bare_pipes(line, &[]).len(),
            ended: line.trim_end().ends_with('|'),
            ..self
        }
    }

    /// How many cells there are, and whether a pipe ends the last one.
    pub(super) fn cells(&self) -> (usize, bool) {
        let closed = self.ended && self.pipes > usize::from(self.opened);
        let between = self.pipes - usize::from(closed);
        (between - usize::from(self.opened && between > 0) + 1, closed)
    }
}

/// The cells of a row by their separators.
pub(super) struct Cells {
    /// Separators between cells.
    pub(super) pipes: Vec<usize>,
    pub(super) count: usize,
}

impl Cells {
    pub(super) fn of(line: &str) -> Self {
        Self::outside(line, &[])
    }

    pub(super) fn outside(line: &str, comments: &[Range<usize>]) -> Self {
        let mut pipes = bare_pipes(line, comments);
        let opened = line.trim_start().starts_with('|');
        let closed = line.trim_end().ends_with('|') && pipes.len() > usize::from(opened);
        if closed {
            pipes.pop();
        }
        if opened && !pipes.is_empty() {
            pipes.remove(0);
        }
        Self { count: pipes.len() + 1, pipes }
    }

    /// Separators that have to be escaped so that `columns` cells remain: those in code spans, then the last ones.
    pub(super) fn excess(&self, line: &str, columns: usize) -> Vec<usize> {
        if self.count <= columns || columns == 0 {
            return Vec::new();
        }
        let rest = &line[self.pipes[columns - 1]..];
        if rest.chars().all(|c| c == '|' || c.is_whitespace()) {
            return Vec::new();
        }
        let ticks: Vec<usize> = line.match_indices('`').map(|(at, _)| at).collect();
        // Within code an odd number of backticks stands before the pipe, and one after it.
        let in_code = |at: &&usize| {
            let before = ticks.partition_point(|tick| tick < *at);
            before % 2 == 1 && before < ticks.len()
        };
        let (coded, bare): (Vec<usize>, Vec<usize>) = self.pipes.iter().partition(in_code);
        if bare.len() + 1 < columns {
            return self.pipes[columns - 1..].to_vec();
        }
        let mut excess = coded;
        excess.extend(&bare[columns - 1..]);
        excess.sort_unstable();
        excess
    }
}

/// The pipes of a row that are neither escaped nor part of one of `comments`, which are in order.
fn bare_pipes(line: &str, comments: &[Range<usize>]) -> Vec<usize> {
    steps::take(line.len());
    let mut pipes = Vec::new();
    let mut comments = comments.iter().peekable();
    let mut slashes = 0_usize;
    for (at, byte) in line.bytes().enumerate() {
        if byte == b'|' && slashes.is_multiple_of(2) {
            while comments.next_if(|comment| comment.end <= at).is_some() {}
            if comments.peek().is_none_or(|comment| at < comment.start) {
                pipes.push(at);
            }
        }
        slashes = if byte == b'\\' { slashes + 1 } else { 0 };
    }
    pipes
}
