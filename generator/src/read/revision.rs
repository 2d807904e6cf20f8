//! The files of a folder as they were in a git revision, through git's own plumbing.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use super::file::{PAGE, is_page};

/// A page by its name, with its bytes or why it is left out.
type Page = (String, Result<Vec<u8>, String>);

/// Every page below `folder` in `revision` with its name relative to `folder`, sorted.
pub(super) fn files(revision: &str, folder: &str) -> Result<Vec<Page>, String> {
    if revision.starts_with('-') {
        return Err("a revision does not start with a dash".to_owned());
    }
    let prefix = format!("{}/", folder.trim_end_matches('/'));
    let tree = run(&["ls-tree", "-r", "-z", "--long", "--full-tree", revision, "--", &prefix], &[])?;
    let mut names = Vec::new();
    for entry in tree.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()) {
        let entry = String::from_utf8_lossy(entry);
        let Some((facts, path)) = entry.split_once('\t') else { continue };
        let name = path.strip_prefix(&prefix).unwrap_or(path).to_owned();
        if is_page(&name) && name.starts_with("api-reference/") {
            names.push((name, object(facts)));
        }
    }
    if names.is_empty() {
        return Err(format!("it has no page below {prefix}"));
    }
    names.sort();
    let objects = names.iter().filter_map(|(_, object)| object.as_deref().ok());
    let request: String = objects.flat_map(|object| [object, "\n"]).collect();
    let mut blobs = &run(&["cat-file", "--batch"], request.as_bytes())?[..];
    let page = |(name, object): (String, Result<String, String>)| match object {
        Ok(_) => Ok((name, Ok(take_blob(&mut blobs)?))),
        Err(why) => Ok((name, Err(why))),
    };
    names.into_iter().map(page).collect()
}

/// The object of `<mode> <type> <object> <size>`, where it is a regular file of a size that a page may have.
fn object(facts: &str) -> Result<String, String> {
    let mut facts = facts.split_ascii_whitespace();
    let (mode, object) = (facts.next().unwrap_or_default(), facts.nth(1).unwrap_or_default());
    if !mode.starts_with("100") {
        return Err("it is a link, not a regular file".to_owned());
    }
    let size = facts.next().and_then(|size| size.parse().ok()).unwrap_or(usize::MAX);
    PAGE.check(size).map(|()| object.to_owned())
}

/// Takes `<object> blob <size>\n<bytes>\n` off the output of `cat-file --batch`.
fn take_blob(rest: &mut &[u8]) -> Result<Vec<u8>, String> {
    let line_end = rest.iter().position(|byte| *byte == b'\n').ok_or("git ended too early")?;
    let header = String::from_utf8_lossy(&rest[..line_end]).into_owned();
    let size: usize = header
        .rsplit(' ')
        .next()
        .and_then(|size| size.parse().ok())
        .ok_or_else(|| format!("git said: {header}"))?;
    let bytes = rest.get(line_end + 1..line_end + 1 + size).ok_or("git ended too early")?.to_vec();
    *rest = rest.get(line_end + size + 2..).unwrap_or_default();
    Ok(bytes)
}

fn run(arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, String> {
    let mut child = Command::new("git")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("git does not start: {error}"))?;
    let mut stdin = child.stdin.take().ok_or("git has no input")?;
    let input = input.to_vec();
    // git answers while it still reads, so a thread of its own feeds it.
    let feeder = std::thread::spawn(move || stdin.write_all(&input));
    let mut output = Vec::new();
    child
        .stdout
        .take()
        .ok_or("git has no output")?
        .read_to_end(&mut output)
        .map_err(|error| error.to_string())?;
    let finished = child.wait_with_output().map_err(|error| error.to_string())?;
    if !finished.status.success() {
        return Err(String::from_utf8_lossy(&finished.stderr).trim().to_owned());
    }
    // A broken pipe here means that git had failed, which is told above.
    feeder.join().map_err(|_| "feeding git failed".to_owned())?.map_err(|error| error.to_string())?;
    Ok(output)
}
