//! A small documentation on disk, and the generator as people start it.

#![allow(dead_code, reason = "each file of tests uses a part of it")]

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

/// The generator.
pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_msgraph-codegen");

/// Says in a folder which files are the generator's.
pub(crate) const OWNERSHIP_FILE: &str = "msgraph-codegen.toml";

pub(crate) const RESOURCE: &str = r#"---
title: "gadget resource type"
doc_type: resourcePageType
ms.prod: "gadgets"
---

# gadget resource type

Namespace: microsoft.graph

A thing on a shelf.

## Properties

| Property | Type | Description |
|:---|:---|:---|
| id | String | Key. Read-only. |
| label | String | What is written on it. |
| weight | Int32 | In grams. Valid values 1 to 500 |

## Relationships

None.

## JSON representation

<!-- { "blockType": "resource", "keyProperty": "id", "@odata.type": "microsoft.graph.gadget" } -->
```json
{ "id": "String (identifier)", "label": "String", "weight": 1024 }
```
"#;

pub(crate) const LIST: &str = r#"---
title: "List gadgets"
doc_type: apiPageType
ms.prod: "gadgets"
---

# List gadgets

Namespace: microsoft.graph

All of the shelf.

## Permissions

| Permission type | Permissions (from least to most privileged) |
|:---|:---|
| Delegated (work or school account) | Gadget.Read.All, Gadget.ReadWrite.All |
| Delegated (personal Microsoft account) | Not supported. |
| Application | Gadget.Read.All |

## HTTP request

<!-- { "blockType": "ignored" } -->
```http
GET /gadgets
```

## Request body

Do not supply a request body for this method.

## Response

If successful, this method returns a `200 OK` response code and a collection of [gadget](../resources/gadget.md) objects.
"#;

/// A documentation of two pages, and a place for output.
pub(crate) fn shelf() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(&folder.path().join("docs/api-reference/v1.0/resources/gadget.md"), RESOURCE.as_bytes());
    write(&folder.path().join("docs/api-reference/v1.0/api/gadget-list.md"), LIST.as_bytes());
    folder
}

pub(crate) fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

/// The generator, to be run in `folder`.
pub(crate) fn generator(folder: &Path) -> Command {
    let mut command = Command::new(BINARY);
    command.current_dir(folder).env("NO_COLOR", "1");
    command
}

/// Runs the generator in `folder`: exit code, stdout, stderr.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = assert_cmd::Command::from_std(generator(folder)).args(arguments).output();
    told(output.expect("the generator runs"))
}

/// What a command said: exit code (-1 if it was killed), stdout, stderr. A program that was just copied may be held open
/// for writing, for a moment, by what another test is about to start.
pub(crate) fn said(command: &mut Command) -> (i32, String, String) {
    let mut output = command.output();
    for _ in 0..500 {
        if !output.as_ref().is_err_and(|error| error.kind() == ErrorKind::ExecutableFileBusy) {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
        output = command.output();
    }
    told(output.expect("the program runs"))
}

fn told(output: std::process::Output) -> (i32, String, String) {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

/// Every file below `folder` with its text, by name.
pub(crate) fn tree(folder: &Path) -> Vec<(String, String)> {
    let mut files: Vec<_> = ignore::WalkBuilder::new(folder)
        .standard_filters(false)
        .build()
        .map(|entry| entry.expect("readable"))
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
        .map(|entry| {
            let name =
                entry.path().strip_prefix(folder).expect("below the folder").to_string_lossy().into_owned();
            (name, fs::read_to_string(entry.path()).expect("text"))
        })
        .collect();
    files.sort();
    files
}

/// Runs and expects this exit code; gives what was said.
#[track_caller]
pub(crate) fn ends(code: i32, folder: &Path, arguments: &[&str]) -> String {
    let (ended, _, stderr) = run(folder, arguments);
    assert_eq!(ended, code, "{arguments:?}: {stderr}");
    stderr
}

/// Expects these parts in what was said.
#[track_caller]
pub(crate) fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no `{part}` in: {text}");
    }
}
