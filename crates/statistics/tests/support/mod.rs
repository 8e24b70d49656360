//! Golden vectors: where they are, and how near is near enough.

#![allow(dead_code, reason = "each test binary uses a part of this")]

use serde_json::Value;
use std::path::{Path, PathBuf};

/// The cases of one golden file: from `GOLDEN_DIR` when it is set and holds that file, else from
/// `tests/golden` of the workspace.
pub fn golden(name: &str) -> Vec<Value> {
    let path = path_of(name);
    println!("{}", path.display());
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert!(!cases.is_empty(), "{name} has no case");
    cases
}

/// Whether the file is the one in the repository, whose counts are known.
pub fn is_shared(name: &str) -> bool {
    path_of(name).starts_with(shared_dir())
}

fn path_of(name: &str) -> PathBuf {
    std::env::var_os("GOLDEN_DIR")
        .map(|dir| Path::new(&dir).join(name))
        .filter(|path| path.exists())
        .unwrap_or_else(|| shared_dir().join(name))
}

fn shared_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden")
}

/// Fails unless `ours` and `theirs` (a number, or null for none) agree to a relative `tolerance`.
/// `scale` is the size of the figures `theirs` was computed from: fifteen digits of those are all
/// that is known of a difference between them.
#[track_caller]
pub fn assert_close(what: &str, ours: Option<f64>, theirs: &Value, tolerance: f64, scale: f64) {
    match (ours, theirs.as_f64()) {
        (None, None) => assert!(theirs.is_null(), "{what}: we have none, they have {theirs}"),
        (Some(a), Some(b)) => {
            let near = (a - b).abs() <= tolerance * b.abs() + 2e-14 * scale.abs();
            assert!(near, "{what}: we have {a}, they have {b}");
        }
        _ => panic!("{what}: we have {ours:?}, they have {theirs}"),
    }
}
