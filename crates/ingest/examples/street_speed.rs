//! Times reading the sample's 27 street files, on one thread and on two.
//!
//! `cargo run --release -p ingest --example street_speed`

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use catalogue::{Bundle, Catalogue};
use ingest::Input;

fn main() {
    let (catalogue, _) = Catalogue::load(&Bundle::shipped());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples/leicestershire/data/police-uk/leicestershire");
    let entries = std::fs::read_dir(&folder).expect("the sample's data are in the repository");
    let names = entries.filter_map(|e| e.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|n| n.ends_with("-street.csv.gz")).collect();
    names.sort();
    let read = |name: &String| std::fs::read(folder.join(name)).expect("a listed file is readable");
    let files: Vec<(String, Vec<u8>)> = names.iter().map(|n| (n.clone(), read(n))).collect();
    for threads in [1, 2, 2, 2] {
        let start = Instant::now();
        let (rows, observations) = read_all(&files, &catalogue, threads);
        let took = start.elapsed();
        println!(
            "{} files, {rows} rows, {observations} observations on {threads} threads: {took:.0?}",
            files.len()
        );
    }
}

/// Rows read and observations made. Threads take the next file as they are free.
fn read_all(files: &[(String, Vec<u8>)], catalogue: &Catalogue, threads: usize) -> (u64, usize) {
    let next = AtomicUsize::new(0);
    let work = || {
        let (mut rows, mut observations) = (0, 0);
        while let Some((name, bytes)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let vintage = None;
            let input =
                Input { name, bytes, vintage: vintage.map(|vintage| (vintage, "given at import")) };
            let parsed = ingest::read(&input, catalogue).expect("the sample's files are good");
            rows += parsed.rows_read;
            observations += parsed.observations.len();
        }
        (rows, observations)
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let results = workers.into_iter().map(|w| w.join().expect("a reader does not panic"));
        results.fold((0, 0), |(r, o), (rows, observations)| (r + rows, o + observations))
    })
}
