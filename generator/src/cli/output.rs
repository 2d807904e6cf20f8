//! Results on stdout, messages on stderr, progress on a terminal only.

use std::fmt::Display;
use std::io::{IsTerminal, Write};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use msgraph_codegen::Progress;
use msgraph_codegen::inspect::lint::Look;

/// Where a command says what.
pub(super) struct Output {
    quiet: bool,
    verbose: u8,
    bar: ProgressBar,
}

impl Output {
    pub(super) fn new(quiet: bool, verbose: u8) -> Self {
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let shown = !quiet && !is_dumb && std::io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        let plain = ProgressStyle::default_bar();
        bar.set_style(ProgressStyle::with_template("{bar:40} {pos}/{len} pages").unwrap_or(plain));
        Self { quiet, verbose, bar }
    }

    /// Moves the progress bar.
    pub(super) fn progress(&self, progress: Progress<'_>) {
        match progress {
            Progress::Pages(count) => self.bar.set_length(count as u64),
            Progress::PageDone => self.bar.inc(1),
            Progress::Planned(_) => self.progress_done(),
        }
    }

    /// Takes the progress bar away.
    pub(super) fn progress_done(&self) {
        self.bar.finish_and_clear();
    }

    /// How often `-v` was given.
    pub(super) fn verbose(&self) -> u8 {
        self.verbose
    }

    /// A message for people; nothing with `--quiet`.
    pub(super) fn say(&self, message: impl Display) {
        if !self.quiet {
            self.bar.suspend(|| to_stderr(&message));
        }
    }

    /// The line that says no, which `--quiet` does not silence.
    pub(super) fn answer(&self, message: impl Display) {
        self.bar.suspend(|| to_stderr(&message));
    }

    /// How messages are drawn on standard output: with colours unless `NO_COLOR`, `CLICOLOR=0` or `TERM=dumb` say that
    /// there are none, and in plain characters where it is not a terminal, or a dumb one.
    pub(super) fn look() -> Look {
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let stdout = std::io::stdout();
        match anstream::AutoStream::choice(&stdout) {
            _ if is_dumb || !stdout.is_terminal() => Look::Plain,
            anstream::ColorChoice::Never => Look::Drawn,
            _ => Look::Coloured,
        }
    }

    /// An error, which `--quiet` does not silence either.
    pub(super) fn error(&self, message: impl Display) {
        self.bar.suspend(|| to_stderr(&format_args!("error: {message}")));
    }

    /// The result of a command. A reader that went away (`| head`) is no failure.
    pub(super) fn result(&self, text: &str) -> Result<(), String> {
        self.progress_done();
        let mut stdout = std::io::stdout().lock();
        match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                Err(format!("cannot write to standard output: {error}"))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

/// Nobody is left to hear of it where standard error is gone, so a failure here has no consequence.
fn to_stderr(message: &dyn Display) {
    let _ = writeln!(std::io::stderr().lock(), "{message}");
}
