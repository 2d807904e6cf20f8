//! What a run would do with a folder, decided before anything in it is touched; and then done.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::error::{Obstacle, Refusal, TooMany, WriteError};
use super::header;
use super::lock::Lock;
use super::marks::{OWNERSHIP_FILE, is_absent};
use super::ownership::{self, Options, Ownership, Parts};
use super::present::{self, Present, State};
use super::target::{Made, Mode, Outcome, Removals, Target};
use super::{format, replace};
use crate::file::{Content, File};

/// Files as they should be, and what has to happen for it.
#[derive(Debug)]
pub struct Plan {
    folder: PathBuf,
    /// Held from the first look at the folder until all is done; a run that only tells has none.
    _lock: Option<Lock>,
    files: Vec<Planned>,
    leftovers: Vec<PathBuf>,
    /// The ownership file while files are written, and when they are.
    between: String,
    after: String,
    outcome: Outcome,
}

#[derive(Debug)]
struct Planned {
    path: String,
    /// Nothing where the file is as it should be.
    text: String,
    bytes: usize,
    state: State,
}

impl Plan {
    /// Compares `files` with what stands in the folder. An error means that nothing may be written.
    pub(super) fn new(files: Vec<File<'_>>, target: &Target<'_>) -> Result<Self, WriteError> {
        let folder = target.folder;
        let command = target.made.command();
        let lock = if target.mode == Mode::Write { Some(Lock::take(folder)?) } else { None };
        let before = ready(target)?;
        let wanted = Parts::of(files.iter().map(|file| file.path.as_str()));
        let owned = before.as_ref().map(|before| before.owns.clone()).unwrap_or_default();
        if !target.adopt {
            claimed(target, &wanted.without(&owned))?;
        }
        let files = compared(folder, files, &target.made)?;
        let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let parts = owned.union(&wanted);
        let Present { mut ours, others, leftovers } = present::scan(folder, &parts, command, &paths)?;
        drop_other_spellings(folder, &mut ours, &paths);
        check_removals(target, &files, &ours)?;

        let (between, after) = ownership_texts(target, before.as_ref(), parts, wanted);
        let is_recorded = holds(&folder.join(OWNERSHIP_FILE), &after);
        let outcome = outcome(&files, ours, others, before.is_none(), is_recorded);
        Ok(Self { folder: folder.to_owned(), _lock: lock, files, leftovers, between, after, outcome })
    }

    /// What will become of the files.
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// Writes what differs and removes what is no longer there. The ownership file comes first, with what was ours and
    /// what will be, and last, so that a run that is killed leaves nothing that is nobody's.
    pub fn carry_out(self) -> Result<Outcome, WriteError> {
        let ownership = self.folder.join(OWNERSHIP_FILE);
        if !holds(&ownership, &self.between) {
            write(&ownership, &self.between)?;
        }
        for leftover in &self.leftovers {
            remove(leftover)?;
        }
        let differing = self.files.par_iter().filter(|file| file.state != State::Same);
        differing.try_for_each(|file| write(&self.folder.join(&file.path), &file.text))?;
        for path in &self.outcome.removed {
            let path = self.folder.join(path);
            remove(&path)?;
            remove_empty(&self.folder, &path);
        }
        if !holds(&ownership, &self.after) {
            write(&ownership, &self.after)?;
        }
        Ok(self.outcome)
    }
}

/// Whether the folder may be written to at all: what its ownership file says, if it has one.
pub(super) fn ready(target: &Target<'_>) -> Result<Option<Ownership>, WriteError> {
    let command = target.made.command();
    match Ownership::read(target.folder)? {
        Some(there) if there.command != command => {
            Err(WriteError::OtherCommand(target.folder.to_owned(), there.command))
        }
        Some(there) => Ok(Some(there)),
        None if target.adopt => Ok(None),
        None => match ownership::strangers(target.folder)? {
            found if found.is_empty() => Ok(None),
            found => Err(WriteError::Unowned(Refusal { folder: target.folder.to_owned(), command, found })),
        },
    }
}

/// New parts come where nothing stands.
fn claimed(target: &Target<'_>, fresh: &Parts) -> Result<(), WriteError> {
    let named = fresh.folders.iter().chain(&fresh.files);
    let found: Vec<String> =
        named.filter(|name| fs::symlink_metadata(target.folder.join(name)).is_ok()).cloned().collect();
    if found.is_empty() {
        return Ok(());
    }
    let command = target.made.command();
    Err(WriteError::Unclaimed(Refusal { folder: target.folder.to_owned(), command, found }))
}

/// The path of a file and its text with the header.
fn text(file: File<'_>, call: &str) -> Result<(String, String), WriteError> {
    let File { path, content } = file;
    let text = match content {
        Content::Text(text) => format!("{}{text}", header::line(&path, call, None)),
        Content::Page(text) => header::of_page(&path, call, &text),
        Content::Rust { page, source } => {
            let body = format::print(source()).map_err(|error| WriteError::Syntax(path.clone(), error))?;
            format!("{}{body}", header::line(&path, call, page))
        }
    };
    Ok((path, text))
}

/// The files with their states, unless something is in the way of one.
fn compared(folder: &Path, mut files: Vec<File<'_>>, made: &Made) -> Result<Vec<Planned>, WriteError> {
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let blocked = present::blocked(folder, files.iter().map(|file| file.path.as_str()))?;
    let mut obstacles: Vec<(String, Obstacle)> =
        blocked.into_iter().map(|(path, why)| (path.to_owned(), why)).collect();
    if !obstacles.is_empty() {
        return Err(WriteError::InTheWay(folder.to_owned(), obstacles));
    }
    let planned = files.into_par_iter().map(|file| {
        let (path, mut text) = text(file, made.call())?;
        let (bytes, state) = (text.len(), present::compare(folder, &path, &text, made.command())?);
        if state == State::Same {
            text = String::new();
        }
        Ok(Planned { path, text, bytes, state })
    });
    let planned = planned.collect::<Result<Vec<_>, WriteError>>()?;
    for file in &planned {
        if let State::InTheWay(why) = file.state {
            obstacles.push((file.path.clone(), why));
        }
    }
    if obstacles.is_empty() { Ok(planned) } else { Err(WriteError::InTheWay(folder.to_owned(), obstacles)) }
}

/// Where names differ in case alone and the disk does not tell them apart, the file that would be removed is the one
/// that is written.
fn drop_other_spellings(folder: &Path, ours: &mut Vec<String>, wanted: &BTreeSet<&str>) {
    if ours.is_empty() {
        return;
    }
    let lower_case: BTreeMap<String, &str> = wanted.iter().map(|path| (path.to_lowercase(), *path)).collect();
    ours.retain(|path| {
        let wanted = lower_case.get(&path.to_lowercase());
        !wanted.is_some_and(|wanted| {
            same_file::is_same_file(folder.join(path), folder.join(wanted)).unwrap_or(false)
        })
    });
}

/// A run that would remove more than a tenth of what lies in the folders, or all of a version, has to be confirmed.
/// Single files, such as the statement of origin, come and go with their contents.
fn check_removals(target: &Target<'_>, files: &[Planned], ours: &[String]) -> Result<(), WriteError> {
    let loose = target.removals == Removals::None;
    let in_folder = |path: &&str| loose || path.contains('/');
    let kept = files.iter().filter(|file| file.state != State::Missing).map(|file| file.path.as_str());
    let removed: Vec<&str> = ours.iter().map(String::as_str).filter(in_folder).collect();
    let present = removed.len() + kept.filter(in_folder).count();
    let wanted: BTreeSet<&str> = files.iter().filter_map(|file| version(&file.path)).collect();
    let gone: BTreeSet<&str> = removed.iter().filter_map(|path| version(path)).collect();
    let versions: Vec<String> = gone.difference(&wanted).map(|version| (*version).to_owned()).collect();
    let too_many = match target.removals {
        Removals::Confirmed => false,
        Removals::Few => removed.len() * 10 > present || !versions.is_empty(),
        Removals::None => !removed.is_empty(),
    };
    if !too_many || target.mode == Mode::Check {
        return Ok(());
    }
    let removed = removed.into_iter().map(str::to_owned).collect();
    let folder = target.folder.to_owned();
    Err(WriteError::Removals(Box::new(TooMany { folder, removed, present, versions, loose })))
}

/// The folder of a version of the API: both commands give each version one folder below the first.
fn version(path: &str) -> Option<&str> {
    let (first, rest) = path.split_once('/')?;
    let (second, _) = rest.split_once('/')?;
    path.get(..first.len() + 1 + second.len())
}

/// The ownership file while files are written, and when they are. Until then the options are those of what is there.
fn ownership_texts(
    target: &Target<'_>,
    before: Option<&Ownership>,
    all: Parts,
    wanted: Parts,
) -> (String, String) {
    let command = target.made.command();
    let known = before.and_then(|before| before.options.clone());
    // What only compares changes no option either.
    let options = match &known {
        Some(known) if target.mode == Mode::Check => Some(known.clone()),
        _ => options(target, known.as_ref()),
    };
    let between = Ownership::new(command, known.or_else(|| options.clone()), all);
    (between.text(), Ownership::new(command, options, wanted).text())
}

/// The options as they are written down.
fn options(target: &Target<'_>, known: Option<&Options>) -> Option<Options> {
    let Made::Generated(made) = &target.made else { return None };
    let known = known.map_or_else(Vec::new, |known| known.docs.iter().chain(&known.also).cloned().collect());
    let paths = made.docs.iter().chain(&made.also);
    let paths: Option<Vec<String>> =
        paths.map(|path| ownership::recorded(target.folder, path, &known)).collect();
    let mut paths = paths.unwrap_or_default().into_iter();
    let docs = made.docs.as_ref().and_then(|_| paths.next());
    Some(Options { docs, also: paths.collect(), bundled: made.docs.is_none(), ..made.options.clone() })
}

fn outcome(
    files: &[Planned],
    removed: Vec<String>,
    others: Vec<String>,
    is_new: bool,
    is_recorded: bool,
) -> Outcome {
    let of = |state| files.iter().filter(move |file| file.state == state);
    let paths = |state| of(state).map(|file| file.path.clone()).collect::<Vec<_>>();
    let (mut added, mut changed) = (paths(State::Missing), paths(State::Differs));
    let mut unchanged = of(State::Same).count();
    match (is_recorded, is_new) {
        (true, _) => unchanged += 1,
        (false, true) => added.push(OWNERSHIP_FILE.to_owned()),
        (false, false) => changed.push(OWNERSHIP_FILE.to_owned()),
    }
    Outcome {
        added,
        changed,
        unchanged,
        bytes: files.iter().map(|file| file.bytes).sum(),
        removed,
        others,
        is_adopted: is_new,
    }
}

fn write(path: &Path, text: &str) -> Result<(), WriteError> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| replace::replace(path, text))
        .map_err(|error| WriteError::Io(path.to_owned(), error))
}

/// Whether the ownership file is this one.
fn holds(ownership: &Path, text: &str) -> bool {
    fs::read(ownership).is_ok_and(|there| there == text.as_bytes())
}

/// Removes a file that somebody else may have removed meanwhile.
fn remove(path: &Path) -> Result<(), WriteError> {
    match fs::remove_file(path) {
        Err(error) if !is_absent(&error) => Err(WriteError::Io(path.to_owned(), error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Removes folders that became empty.
fn remove_empty(out: &Path, file: &Path) {
    for folder in file.ancestors().skip(1).take_while(|folder| *folder != out && folder.starts_with(out)) {
        // A folder that is not empty refuses, which is what is wanted.
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
}
