//! Reads files and says what came of each: observations by measure, and every problem. After
//! `--propose`, mappings are proposed for them instead; after `--figures`, every figure is printed
//! with its value and place, to be compared with another reading.
//!
//! `cargo run -p ingest --example read_files -- [--propose|--figures] <files>`

use std::collections::BTreeMap;

use catalogue::{Bundle, Catalogue};
use domain::cell::Cell;
use domain::diagnostic::Diagnostic;
use ingest::Input;

fn tell(diagnostics: &[Diagnostic]) {
    for found in diagnostics {
        let (severity, code) = (found.severity, found.code.id);
        println!("  {severity:?} {code} at {}: {}", found.location, found.message);
    }
}

fn main() {
    let (catalogue, problems) = Catalogue::load(&Bundle::shipped());
    tell(&problems);
    let proposing = std::env::args().any(|argument| argument == "--propose");
    let figures = std::env::args().any(|argument| argument == "--figures");
    for name in std::env::args().skip(1).filter(|argument| !argument.starts_with("--")) {
        let bytes = match std::fs::read(&name) {
            Ok(bytes) => bytes,
            Err(error) => {
                println!("{name}: {error}");
                continue;
            }
        };
        if proposing {
            match ingest::propose(&Input { name: &name, bytes: &bytes, vintage: None }, &catalogue)
            {
                Ok(proposal) => println!("{name}\n{}", proposal.to_toml()),
                Err(refused) => tell(&refused.diagnostics),
            }
            continue;
        }
        match ingest::read(&Input { name: &name, bytes: &bytes, vintage: None }, &catalogue) {
            Ok(parsed) => {
                let mut measures: BTreeMap<&str, usize> = BTreeMap::new();
                for observation in &parsed.observations {
                    *measures.entry(observation.key.measure.as_str()).or_default() += 1;
                }
                let (rows, count) = (parsed.rows_read, parsed.observations.len());
                println!("{name}: {}: {rows} rows, {count} observations", parsed.format);
                println!("  {measures:?}");
                for found in parsed.observations.iter().filter(|_| figures) {
                    let value = match found.cell {
                        Cell::Value(number) => number.to_string(),
                        missing => missing.symbol().unwrap_or_default().to_owned(),
                    };
                    println!("= {}\t{value}\t{}", found.key, found.place);
                }
                tell(&parsed.diagnostics);
            }
            Err(refused) => {
                println!("{name}: refused ({:?})", refused.format);
                tell(&refused.diagnostics);
            }
        }
    }
}
