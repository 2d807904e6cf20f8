//! Which of two languages a word looks like, told from the runs of three letters in words of both.
//!
//! In: words of the original and words of a translation. Out: [`Letters`]. A short word tells nothing; a long one only where
//! most of its runs are of the other language.

use std::collections::HashMap;

/// How much more often runs of letters stand in foreign words.
#[derive(Debug, Default)]
pub(super) struct Letters {
    /// Logarithm of the ratio, by run.
    ratios: HashMap<[u8; 3], f64>,
}

/// So much in sum, and so much a run, is enough to tell.
const SUM: f64 = 3.5;
const EACH: f64 = 0.6;
/// Words with fewer letters tell nothing.
const SHORTEST: usize = 4;

impl Letters {
    /// Learns from both.
    pub(super) fn of<'w>(
        original: impl Iterator<Item = &'w str>,
        foreign: impl Iterator<Item = &'w str>,
    ) -> Self {
        let mut runs: HashMap<[u8; 3], [f64; 2]> = HashMap::new();
        let mut sums = [0.0, 0.0];
        let words = original.map(|word| (0, word)).chain(foreign.map(|word| (1, word)));
        for (of, word) in words.filter(|(_, word)| word.len() >= SHORTEST) {
            for run in runs_of(word) {
                runs.entry(run).or_default()[of] += 1.0;
                sums[of] += 1.0;
            }
        }
        if sums.contains(&0.0) {
            return Self::default();
        }
        // A run that stands in neither tells nothing, whichever of them has more words.
        let least = 1.0 / f64::max(sums[0], sums[1]);
        let ratio = |[original, foreign]: [f64; 2]| {
            (foreign / sums[1] + least).ln() - (original / sums[0] + least).ln()
        };
        let ratios = runs.into_iter().map(|(run, counts)| (run, ratio(counts))).collect();
        Self { ratios }
    }

    /// Whether a word in small letters looks like one of the other language.
    pub(super) fn are_foreign(&self, word: &str) -> bool {
        if word.len() < SHORTEST || self.ratios.is_empty() {
            return false;
        }
        let runs = runs_of(word);
        let count = f64::from(u32::try_from(runs.len()).unwrap_or(u32::MAX));
        let sum: f64 = runs.iter().map(|run| self.ratios.get(run).copied().unwrap_or(0.0)).sum();
        sum >= SUM && sum >= EACH * count
    }
}

/// The runs of three letters, those at both ends among them.
fn runs_of(word: &str) -> Vec<[u8; 3]> {
    let bounded: Vec<u8> = std::iter::once(b'^').chain(word.bytes()).chain([b'$']).collect();
    bounded.windows(3).map(|run| [run[0], run[1], run[2]]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_by_their_letters() {
        let original = ["certificate", "policy", "window", "thing", "showing", "string", "right", "without"];
        let foreign = ["ligado", "apagado", "mostrado", "cadeado", "agarrado", "pegada"];
        let letters = Letters::of(original.into_iter(), foreign.into_iter());
        assert!(letters.are_foreign("pagado"));
        assert!(!letters.are_foreign("sighting") && !letters.are_foreign("ado"));
        assert!(!Letters::default().are_foreign("habilitado"));
    }
}
