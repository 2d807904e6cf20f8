//! Uploads against simulated services, with something going wrong at every step: what the service holds in the end is what
//! was given, or the caller has an error that says what is known.
//!
//! A fixed sample runs by itself; `MSGRAPH_UPLOADS=all` runs everything and writes the table to `target/tmp/uploads.md`.

#[path = "uploads/service.rs"]
mod service;

use std::{collections::BTreeMap, fmt::Write as _, time::Duration};

use futures::FutureExt as _;
use msgraph_core::client::{
    Bytes, Client, GraphError, GraphErrorKind, Response, SLICE_STEP, Upload, UploadSession,
};
use msgraph_core::testing::MockGraph;
use service::{Manners, Service, Trouble};

/// Four services, eleven kinds of trouble, at eight steps; so many times.
const ROUND: u64 = 4 * 11 * 8;
const SAMPLE: u64 = ROUND;
const ALL: u64 = 20 * ROUND;
/// How often a caller tries before it leaves it; more often than something goes wrong.
const MOST_CALLS: usize = 40;

/// How an upload came out, as the caller knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// It succeeded.
    Done,
    /// It may have succeeded, and has.
    LostAndDone,
    /// It may have succeeded, and has not.
    LostAndNotDone,
    /// It failed.
    Failed,
}

/// Numbers that look like chance, the same for the same seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }

    fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }
}

/// One run: what is uploaded where, and what goes wrong.
struct Plan {
    chance: Chance,
    manners: Manners,
    /// `None` for all kinds mixed.
    trouble: Option<Trouble>,
    total: usize,
    slice: u64,
    troubles: Vec<Option<Trouble>>,
}

impl Plan {
    fn of(seed: u64) -> Self {
        let mut chance = Chance(seed);
        let manners = Manners::ALL[index(seed % 4)];
        let kinds = Trouble::ALL.len() as u64 + 1;
        let trouble = Trouble::ALL.get(index(seed / 4 % kinds)).copied();
        // Every kind of trouble comes at every step; then perhaps again.
        let step = seed / 4 / kinds % 8;
        let steps = 1 + chance.below(4);
        let rest = [0, 1, SLICE_STEP - 1, chance.below(SLICE_STEP)][index(chance.below(4))];
        let total = index(((steps - 1) * SLICE_STEP + rest).max(1));
        let slice = SLICE_STEP * (1 + chance.below(3));
        let often = 2 + chance.below(4);
        let troubles = (0..24).map(|request| {
            let hits = request == step || (request > step && chance.one_in(often));
            let any = Trouble::ALL[index(chance.below(kinds - 1))];
            hits.then(|| trouble.unwrap_or(any))
        });
        let troubles = troubles.collect();
        Self { chance, manners, trouble, total, slice, troubles }
    }

    /// Uploads as a careful caller does: calls again after what may pass, in this process or another.
    fn run(mut self, content: &Bytes) -> Outcome {
        let graph = MockGraph::new();
        let client = graph.client();
        let content = content.slice(..self.total);
        let service = Service::start(&graph, self.manners, self.total, self.troubles.clone());
        let mut upload = self.begin(&client, UploadSession::new(self.manners.url()), &content);
        let mut known: Option<GraphError> = None;
        for _ in 0..MOST_CALLS {
            match upload.send::<Response>().now_or_never() {
                Some(Ok(_)) => {
                    assert!(service.is_complete(), "it is said to be done");
                    assert!(service.holds(&content), "other bytes than were given");
                    assert_eq!(service.complaints(), [""; 0]);
                    return Outcome::Done;
                }
                Some(Err(error)) => {
                    let may_pass = error.is_transient() || error.kind() == GraphErrorKind::AnswerLost;
                    known = Some(error);
                    if !may_pass {
                        break;
                    }
                }
                None => known = None,
            }
            if self.chance.one_in(3) {
                let stored = serde_json::to_string(upload.session()).expect("plain data");
                let session = serde_json::from_str(&stored).expect("what was stored");
                upload = self.begin(&client, session, &content);
            }
        }
        assert_eq!(service.complaints(), [""; 0]);
        assert!(!service.is_complete() || service.holds(&content), "other bytes than were given");
        let is_lost = known.as_ref().is_some_and(|error| error.kind() == GraphErrorKind::AnswerLost);
        match (is_lost, service.is_complete()) {
            (true, true) => Outcome::LostAndDone,
            (true, false) => Outcome::LostAndNotDone,
            (false, false) => Outcome::Failed,
            (false, true) => panic!("it is done, and the caller only knows {known:?}"),
        }
    }

    fn begin(&self, client: &Client, session: UploadSession, content: &Bytes) -> Upload<Bytes> {
        client.upload(session, content.clone()).expect("a good URL").slice_size(self.slice)
    }
}

fn index(number: u64) -> usize {
    usize::try_from(number).expect("small numbers")
}

type Table = BTreeMap<(String, String), BTreeMap<Outcome, u64>>;

fn report(table: &Table) -> String {
    let mut text =
        "fault | service | done | lost, done | lost, not done | failed\n---|---|---|---|---|---\n".to_owned();
    for ((trouble, manners), outcomes) in table {
        let count = |outcome| outcomes.get(&outcome).copied().unwrap_or(0);
        let (done, failed) = (count(Outcome::Done), count(Outcome::Failed));
        let (lost_done, lost_not) = (count(Outcome::LostAndDone), count(Outcome::LostAndNotDone));
        writeln!(text, "{trouble} | {manners} | {done} | {lost_done} | {lost_not} | {failed}")
            .expect("memory can be written");
    }
    text
}

#[tokio::test]
async fn what_is_held_is_what_was_given_or_the_caller_knows() {
    let everything = std::env::var("MSGRAPH_UPLOADS").is_ok_and(|which| which == "all");
    let content: Bytes = (0..4 * SLICE_STEP).map(|n| (n % 251) as u8).collect::<Vec<u8>>().into();
    let mut table = Table::new();
    for seed in 0..if everything { ALL } else { SAMPLE } {
        let plan = Plan::of(seed);
        let trouble = plan.trouble.map_or("mixed".to_owned(), |trouble| format!("{trouble:?}"));
        let cell = (trouble, format!("{:?}", plan.manners));
        let outcome = plan.run(&content);
        *table.entry(cell).or_default().entry(outcome).or_default() += 1;
        tokio::time::sleep(Duration::ZERO).await;
    }
    let report = report(&table);
    std::fs::write(concat!(env!("CARGO_TARGET_TMPDIR"), "/uploads.md"), &report)
        .expect("the folder is there");
    let done: u64 = table.values().filter_map(|outcomes| outcomes.get(&Outcome::Done)).sum();
    assert!(
        done * 2 > table.values().flat_map(BTreeMap::values).sum(),
        "most succeed all the same:\n{report}"
    );
}
