//! A list of 100,000 users over 1,000 pages from a TLS server on loopback: the typed client beside a plain loop of
//! reqwest and serde over the same pages.
//!
//! `cargo bench -p msgraph-tests --bench paging`. The server and every measured run are processes of their own, so that
//! memory is counted for each alone; the loops take turns, and the fastest run of each counts.

#![allow(clippy::print_stdout, reason = "a program for a terminal")]

use std::env;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use azure_core::http::ClientOptions;
use msgraph::client::{GraphClientOptions, reqwest_transport};
use msgraph::v1::GraphClient;
use msgraph_tests::server::{FakeCredential, Server, TOKEN, trusting};
use serde::Deserialize;
use serde_json::{Value, json};

const PAGES: usize = 1_000;
const USERS_A_PAGE: usize = 100;
const ROUNDS: usize = 5;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["server", certificate] => run(serve(Path::new(certificate))),
        ["typed", origin, certificate] => measured(typed(origin, &read(certificate))),
        ["plain", origin, certificate] => measured(plain(origin, &read(certificate))),
        ["nothing", ..] => report(Duration::ZERO),
        _ => compare(),
    }
}

/// Starts the server and lets the loops take turns.
fn compare() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let certificate = folder.path().join("certificate.der");
    let certificate = certificate.to_str().expect("temporary folders have plain names");
    let (mut server, origin) = start_server(certificate);
    let turn = |what: &str| -> Measure { child(&[what, &origin, certificate]) };
    let nothing = turn("nothing").peak_kib;
    let mut best = [("typed", Vec::new()), ("plain", Vec::new())];
    for _ in 0..ROUNDS {
        for (what, runs) in &mut best {
            runs.push(turn(what));
        }
    }
    let users = PAGES * USERS_A_PAGE;
    println!(
        "{users} users in {PAGES} pages, best of {ROUNDS} rounds; a process that does nothing has {nothing} KiB"
    );
    println!(
        "{:<8}{:>12}{:>12}{:>20}{:>20}",
        "loop", "requests/s", "users/s", "processor ms/page", "peak memory, KiB"
    );
    for (what, runs) in best {
        let least = |of: fn(&Measure) -> f64| runs.iter().map(of).fold(f64::INFINITY, f64::min);
        let (seconds, processor) = (least(|run| run.seconds), least(|run| run.processor_ms));
        let peak = least(|run| run.peak_kib) - nothing;
        let a_second =
            |number: usize| format!("{:.0}", f64::from(u32::try_from(number).unwrap_or(u32::MAX)) / seconds);
        let a_page = processor / f64::from(u32::try_from(PAGES).unwrap_or(u32::MAX));
        println!("{what:<8}{:>12}{:>12}{a_page:>20.3}{peak:>20}", a_second(PAGES), a_second(users));
    }
    // It may have ended by itself; either way it is gone.
    let _ = server.kill();
    let _ = server.wait();
}

/// What one run took.
struct Measure {
    seconds: f64,
    processor_ms: f64,
    peak_kib: f64,
}

fn start_server(certificate: &str) -> (Child, String) {
    let mut server = itself(&["server", certificate]).spawn().expect("this program runs");
    let mut origin = String::new();
    let said = server.stdout.take().expect("its output is ours");
    BufReader::new(said).read_line(&mut origin).expect("readable");
    (server, origin.trim().to_owned())
}

fn child(arguments: &[&str]) -> Measure {
    let output = itself(arguments).output().expect("this program runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{arguments:?} failed: {text}");
    let numbers: Vec<f64> = text.split_whitespace().map(|number| number.parse().expect("a number")).collect();
    let [seconds, processor_ms, peak_kib] = numbers[..] else { panic!("three numbers, not {text:?}") };
    Measure { seconds, processor_ms, peak_kib }
}

fn itself(arguments: &[&str]) -> Command {
    let mut command = Command::new(env::current_exe().expect("this program has a path"));
    command.args(arguments).stdout(Stdio::piped());
    command
}

fn run<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(future)
}

fn measured(work: impl Future<Output = usize>) {
    let start = Instant::now();
    let users = run(work);
    let elapsed = start.elapsed();
    assert_eq!(users, PAGES * USERS_A_PAGE);
    report(elapsed);
}

/// Prints seconds, milliseconds of processor time and the peak of resident memory; the last two as Linux tells them.
fn report(elapsed: Duration) {
    let told = |file: &str| std::fs::read_to_string(format!("/proc/self/{file}")).unwrap_or_default();
    // Behind the name in parentheses, user and system time are the 12th and 13th field, in hundredths of a second.
    let stat = told("stat");
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    let ticks: u32 = fields.filter_map(|field| field.parse::<u32>().ok()).sum();
    let status = told("status");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|text| text.split_whitespace().next()).unwrap_or("0");
    println!("{} {} {peak}", elapsed.as_secs_f64(), ticks * 10);
}

fn read(certificate: &str) -> Vec<u8> {
    std::fs::read(certificate).expect("the server wrote it before it said where it is")
}

async fn serve(certificate: &Path) {
    let server = Server::start(|origin, request| {
        let from = request.target.split_once("skiptoken=").map_or(0, |(_, token)| token.parse().unwrap_or(0));
        let value: Vec<Value> = (0..USERS_A_PAGE).map(|number| user(from * USERS_A_PAGE + number)).collect();
        let mut page = json!({ "@odata.context": format!("{origin}/v1.0/$metadata#users"), "value": value });
        if from + 1 < PAGES {
            page["@odata.nextLink"] = format!("{origin}/v1.0/users?$skiptoken={}", from + 1).into();
        }
        (200, page)
    })
    .await;
    std::fs::write(certificate, server.certificate()).expect("the folder is writable");
    println!("{}", server.origin());
    std::future::pending::<()>().await;
}

/// A user with the properties that a list returns by default.
fn user(number: usize) -> Value {
    json!({
        "id": format!("00000000-0000-0000-0000-{number:012}"),
        "displayName": format!("Person {number}"),
        "givenName": "Person",
        "surname": number.to_string(),
        "jobTitle": if number.is_multiple_of(3) { Value::Null } else { "Engineer".into() },
        "mail": format!("person{number}@contoso.example"),
        "mobilePhone": null,
        "officeLocation": "12/1110",
        "preferredLanguage": "en-US",
        "userPrincipalName": format!("person{number}@contoso.example"),
        "businessPhones": ["+1 425 555 0109"],
    })
}

async fn typed(origin: &str, certificate: &[u8]) -> usize {
    let transport = Some(reqwest_transport(trusting(certificate)));
    let options = GraphClientOptions {
        endpoint: Some(origin.parse().expect("an URL")),
        client_options: ClientOptions { transport, ..ClientOptions::default() },
        ..GraphClientOptions::default()
    };
    let graph = GraphClient::new(Arc::new(FakeCredential), Some(options)).expect("a client");
    let mut users = graph.users().list().items();
    let (mut number, mut letters) = (0, 0);
    while let Some(user) = users.try_next().await.expect("every page is served") {
        number += 1;
        letters += user.display_name.as_ref().map_or(0, String::len);
    }
    std::hint::black_box(letters);
    number
}

/// What somebody without a library writes.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    dead_code,
    clippy::struct_field_names,
    reason = "read for the sake of being read, by the names it comes with"
)]
struct User {
    id: Option<String>,
    display_name: Option<String>,
    given_name: Option<String>,
    surname: Option<String>,
    job_title: Option<String>,
    mail: Option<String>,
    mobile_phone: Option<String>,
    office_location: Option<String>,
    preferred_language: Option<String>,
    user_principal_name: Option<String>,
    business_phones: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Page {
    #[serde(rename = "@odata.nextLink")]
    next: Option<String>,
    value: Vec<User>,
}

async fn plain(origin: &str, certificate: &[u8]) -> usize {
    let client = trusting(certificate);
    let mut next = Some(format!("{origin}/v1.0/users"));
    let (mut number, mut letters) = (0, 0);
    while let Some(url) = next {
        let answer = client.get(url).bearer_auth(TOKEN).send().await.expect("an answer");
        let bytes = answer.error_for_status().expect("a page").bytes().await.expect("all of it");
        let page: Page = serde_json::from_slice(&bytes).expect("a page");
        for user in &page.value {
            number += 1;
            letters += user.display_name.as_ref().map_or(0, String::len);
        }
        next = page.next;
    }
    std::hint::black_box(letters);
    number
}
