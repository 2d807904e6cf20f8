//! The whole way from `docs-input/` to a crate, beside reading the same files and running pulldown-cmark over them.
//!
//! `cargo bench -p msgraph-codegen`. Every run is a process of its own, so that processor time and memory are counted
//! for each alone; the runs take turns, and the fastest of each counts. The corpus is taken whole, in parts, and several
//! times over: copies have other file names, another namespace and other first segments of their paths.
//!
//! Processor time and memory are read as Linux tells them; elsewhere they are zero.

#![allow(clippy::print_stdout, reason = "a program for a terminal")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use msgraph_codegen::read;
use msgraph_codegen::source::SourceMap;
use pulldown_cmark::{Options, Parser};
use rayon::prelude::*;

const ROUNDS: usize = 3;

/// How much of the corpus: every so many-th page, so many times.
const SIZES: [Size; 5] = [
    Size { name: "1/4", every: 4, copies: 1 },
    Size { name: "1/2", every: 2, copies: 1 },
    Size { name: "1", every: 1, copies: 1 },
    Size { name: "2", every: 1, copies: 2 },
    Size { name: "4", every: 1, copies: 4 },
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["read-and-parse", docs] => read_and_parse(Path::new(docs)),
        // `cargo bench` passes a flag of its own, and maybe the sizes to look at.
        _ => compare(&arguments),
    }
}

/// The least that any reader of Markdown does: reads the files as we do, and walks over the events of each.
fn read_and_parse(docs: &Path) {
    let (sources, _) = read::read(docs, &[]).expect("the documentation is readable");
    let all: Vec<_> = sources.iter().map(|(_, file)| file.text.as_str()).collect();
    let events: usize =
        all.par_iter().map(|text| Parser::new_ext(text, Options::ENABLE_TABLES).count()).sum();
    std::hint::black_box(events);
}

fn compare(wanted: &[&str]) {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input");
    let pages = pages_below(&docs);
    println!(
        "{:>5} {:>7}  {:<16}{:>14}{:>8}{:>12}{:>8}{:>12}",
        "size", "pages", "run", "processor, s", "times", "wall, s", "times", "memory, MiB"
    );
    let named = |size: &&Size| wanted.contains(&size.name);
    let all = !SIZES.iter().any(|size| named(&size));
    for size in SIZES.iter().filter(|size| all || named(size)) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let input = folder.path().join("docs");
        let number = size.write(&docs, &pages, &input);
        let runs = measure(&input, &folder.path().join("out"));
        let base = runs[0].1;
        for (name, run) in runs {
            println!(
                "{:>5} {number:>7}  {name:<16}{:>14.2}{:>8.1}{:>12.2}{:>8.1}{:>12.0}",
                size.name,
                run.processor,
                run.processor / base.processor,
                run.wall.as_secs_f64(),
                run.wall.as_secs_f64() / base.wall.as_secs_f64(),
                run.memory
            );
        }
    }
}

/// The three runs over one corpus, the fastest of some rounds each.
fn measure(docs: &Path, out: &Path) -> [(&'static str, Run); 3] {
    let itself = std::env::current_exe().expect("this program has a path");
    let generator = Path::new(env!("CARGO_BIN_EXE_msgraph-codegen"));
    let mut best = [Run::SLOWEST; 3];
    for _ in 0..ROUNDS {
        // Every file is written anew.
        if out.exists() {
            fs::remove_dir_all(out).expect("a folder of ours");
        }
        let paths: [&Path; 4] = [Path::new("--docs"), docs, Path::new("--out"), out];
        let generate = |flags: &[&str]| {
            Run::of(Command::new(generator).args(["generate", "--quiet"]).args(paths).args(flags))
        };
        let runs = [
            Run::of(Command::new(&itself).arg("read-and-parse").arg(docs)),
            generate(&[]),
            generate(&["--check"]),
        ];
        for (best, run) in best.iter_mut().zip(runs) {
            *best = best.faster(run);
        }
    }
    let [bare, written, checked] = best;
    [("read and parse", bare), ("generate", written), ("generate --check", checked)]
}

struct Size {
    name: &'static str,
    every: usize,
    copies: usize,
}

impl Size {
    /// Writes the corpus of this size into `into`; the number of its pages.
    fn write(&self, docs: &Path, pages: &[PathBuf], into: &Path) -> usize {
        let chosen: Vec<&PathBuf> = pages.iter().step_by(self.every).collect();
        for page in &chosen {
            let text = fs::read_to_string(docs.join(page)).expect("a page is text");
            for copy in 0..self.copies {
                let (page, text) = copied(page, &text, copy);
                let path = into.join(page);
                fs::create_dir_all(path.parent().expect("a page is in a folder")).expect("a folder of ours");
                fs::write(path, text).expect("a file of ours");
            }
        }
        chosen.len() * self.copies
    }
}

/// A page under other names; the first copy is the page itself.
fn copied(page: &Path, text: &str, copy: usize) -> (PathBuf, String) {
    if copy == 0 {
        return (page.to_owned(), text.to_owned());
    }
    let prefix = format!("copy{copy}");
    let name = page.file_name().expect("a page has a name").to_string_lossy();
    let mut text = text.replace("microsoft.graph", &format!("microsoft.graph.{prefix}"));
    for folder in ["/resources/", "/api/"] {
        text = text.replace(folder, &format!("{folder}{prefix}-"));
    }
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
        text = text.replace(&format!("\n{method} /"), &format!("\n{method} /{prefix}-"));
    }
    (page.with_file_name(format!("{prefix}-{name}")), text)
}

/// The pages of both versions, below the folder.
fn pages_below(docs: &Path) -> Vec<PathBuf> {
    let (sources, _): (SourceMap, _) = read::read(docs, &[]).expect("docs-input is there");
    sources.iter().map(|(_, file)| PathBuf::from(&file.path)).collect()
}

/// What a process took.
#[derive(Clone, Copy)]
struct Run {
    /// Seconds of processor time, of all threads.
    processor: f64,
    wall: Duration,
    /// The most memory that was resident, in MiB.
    memory: f64,
}

impl Run {
    const SLOWEST: Run = Run { processor: f64::INFINITY, wall: Duration::MAX, memory: f64::INFINITY };

    /// Runs a process to its end.
    fn of(command: &mut Command) -> Self {
        let before = processor_of_children();
        let start = Instant::now();
        let mut child = command.stdout(Stdio::null()).spawn().expect("the program is there");
        let mut memory = 0.0;
        let status = loop {
            // The peak only grows, so that what is read last is it, but for the last moment.
            memory = peak_memory(child.id()).unwrap_or(memory);
            match child.try_wait().expect("a child can be waited for") {
                Some(status) => break status,
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        };
        let wall = start.elapsed();
        assert!(status.success(), "{command:?} failed");
        Self { processor: processor_of_children() - before, wall, memory }
    }

    fn faster(self, other: Self) -> Self {
        Self {
            processor: self.processor.min(other.processor),
            wall: self.wall.min(other.wall),
            memory: self.memory.min(other.memory),
        }
    }
}

/// Seconds of processor time of all children that ended.
fn processor_of_children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name in parentheses, user and system time of the children are the 14th and 15th field, in hundredths.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(13).take(2);
    f64::from(fields.filter_map(|field| field.parse::<u32>().ok()).sum::<u32>()) / 100.0
}

/// MiB that a process had resident at most; `None` when it is gone.
fn peak_memory(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    peak.split_whitespace().next()?.parse::<f64>().ok().map(|kib| kib / 1024.0)
}
