//! The kept corpus changed at random: nothing panics.
//!
//! `SCRUTINEER_FUZZ` says how many changes of each file are tried, `SCRUTINEER_SEED` where chance
//! begins. What panicked is written down as it was given, to be put into the corpus.

#![expect(clippy::unwrap_used, reason = "what does not unwrap fails its test")]

mod targets;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use targets::TARGETS;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn kept(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = corpus().join(target);
    let files = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let named = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read(path).unwrap())
    };
    let mut all: Vec<_> = files.map(named).collect();
    all.sort();
    all
}

/// Numbers that look random and are the same each time (Marsaglia 2003, xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (most.max(1) as u64)).unwrap()
    }
}

/// What files are broken with: ends of numbers, of texts, of marks.
const ODD: [&[u8]; 24] = [
    b"",
    b"\0",
    b"\xff",
    b"\"",
    b",",
    b"\n",
    b"\r",
    b"-",
    b"0",
    b"9999999999999999999",
    b"1e999",
    b"-1",
    b"NaN",
    b"[c]",
    b"..",
    b"\xe2\x80\x8b",
    b"\xc3\x89",
    b"<a>",
    b"</",
    b"&#x110000;",
    b"2022-13",
    b"0000-00-00",
    b"=",
    b"|",
];

/// A file with some of its bytes changed, cut out, doubled, moved, or taken from another.
fn changed(bytes: &[u8], other: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=chance.below(4) {
        let at = chance.below(out.len() + 1);
        let to = (at + chance.below(64)).min(out.len());
        match chance.below(7) {
            0 if at < out.len() => out[at] ^= 1 << chance.below(8),
            1 => drop(out.drain(at..to)),
            2 => drop(out.splice(at..at, ODD[chance.below(ODD.len())].iter().copied())),
            3 => drop(out.splice(at..to, ODD[chance.below(ODD.len())].iter().copied())),
            4 => {
                let again = out[at..to].to_vec();
                let place = chance.below(out.len() + 1);
                out.splice(place..place, again);
            }
            5 => out.truncate(at),
            _ => {
                let from = chance.below(other.len() + 1);
                let some = other[from..(from + chance.below(200)).min(other.len())].to_vec();
                out.splice(at..to, some);
            }
        }
    }
    out
}

fn set_to(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// Runs a target; what makes it panic is kept for a person to look at, and told.
fn run(name: &str, target: fn(&[u8]), bytes: &[u8], what: &str) -> Option<String> {
    std::panic::catch_unwind(|| target(bytes)).err()?;
    let digest = domain::digest::Digest::of(bytes).short();
    let file = std::env::temp_dir().join(format!("scrutineer-{name}-{digest}"));
    std::fs::write(&file, bytes).unwrap();
    Some(format!("{name}: {what} panics; it is written to {}", file.display()))
}

/// So many panics of a target are enough to look at.
const ENOUGH: usize = 5;

#[test]
fn nothing_panics() {
    let seed = set_to("SCRUTINEER_SEED", 20_221_120).max(1);
    let changes = set_to("SCRUTINEER_FUZZ", 30);
    let mut panics = Vec::new();
    for (name, target) in TARGETS {
        let mut chance = Chance(seed as u64);
        let (files, before) = (kept(name), panics.len());
        // A change of the catalogue loads all of it.
        let changes = if *name == "catalogue" { changes / 20 } else { changes };
        for (kept, bytes) in &files {
            panics.extend(run(name, *target, bytes, kept));
            for n in 0..changes {
                let other = &files[chance.below(files.len())].1;
                let broken = changed(bytes, other, &mut chance);
                if panics.len() - before < ENOUGH {
                    let what = format!("change {n} of {kept}, seed {seed}");
                    panics.extend(run(name, *target, &broken, &what));
                }
            }
        }
    }
    assert!(panics.is_empty(), "{}", panics.join("\n"));
}

/// A reader without a file in the corpus would never be fuzzed.
#[test]
fn every_reader_and_mapping_has_a_file_in_the_corpus() {
    let stem = |(name, _): (String, Vec<u8>)| name.split('.').next().unwrap().to_owned();
    let kept: BTreeSet<String> = ["file", "sheets"].into_iter().flat_map(kept).map(stem).collect();
    let (catalogue, _) = catalogue::Catalogue::load(&catalogue::Bundle::shipped());
    let mappings = catalogue.mappings().map(|mapping| mapping.id.to_string());
    let readers = ingest::READERS.iter().map(|reader| reader.name.to_owned());
    let missing: Vec<String> =
        readers.chain(mappings).filter(|name| !kept.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let folders: BTreeSet<String> = std::fs::read_dir(corpus())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(folders, TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect());
}
