//! Running the program, and one demonstration that the tests share.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

pub fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/leicestershire/data")
}

pub fn golden(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/leicestershire");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

pub fn street(month: &str) -> PathBuf {
    let name = format!("{month}-leicestershire-street.csv.gz");
    sample().join("police-uk/leicestershire").join(name)
}

pub fn earlier_january() -> PathBuf {
    let name = "2022-01-leicestershire-street.csv.gz";
    sample().join("police-uk/leicestershire-earlier-vintage").join(name)
}

/// An office's folder and the program that works on it.
pub struct Office {
    pub folder: TempDir,
}

impl Office {
    /// A folder without an office.
    pub fn nowhere() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A new office for Leicestershire.
    pub fn new() -> Self {
        let office = Self::nowhere();
        assert_eq!(status(&office.run(&["init", "--office", "leicestershire"])), 0);
        office
    }

    /// An office as the first release left it: one import, and the schema of that time.
    pub fn of_first_release() -> Self {
        let made = Path::new(env!("CARGO_MANIFEST_DIR")).join("../storage/tests/first-release");
        let office = Self::nowhere();
        let file = "5a3b155e657d3060d944ab1f697458657bd9da59d0ddb6c4b6a8962a1e5c19ba";
        let folder = office.folder.path().join("office");
        std::fs::create_dir_all(folder.join("files/5a")).unwrap();
        std::fs::copy(made.join("scrutineer.sqlite"), folder.join("scrutineer.db")).unwrap();
        let table = made.join("recorded-offences-by-force-year.csv");
        std::fs::copy(table, folder.join("files/5a").join(file)).unwrap();
        office
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_scrutineer"));
        command.arg("--data").arg(self.folder.path().join("office")).args(arguments);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    pub fn json(&self, arguments: &[&str]) -> Value {
        let output = self.command(arguments).arg("--json").output().unwrap();
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
            panic!("{arguments:?}: {error}\n{}", String::from_utf8_lossy(&output.stderr))
        })
    }

    pub fn import(&self, paths: &[PathBuf], published: &str) -> Output {
        let mut command = self.command(&["import", "--published", published]);
        command.args(paths).output().unwrap()
    }

    /// Answers every open question of a freeze as at a day; how many there were.
    pub fn answer_all(&self, as_at: &str, ruling: &str, because: &str) -> usize {
        let asked = self.json(&["answer", "--as-at", as_at]);
        let open = asked["questions"].as_array().unwrap().iter().filter(|q| q["answer"].is_null());
        let ids: Vec<&str> = open.map(|question| question["id"].as_str().unwrap()).collect();
        if !ids.is_empty() {
            let mut answer = self.command(&["answer", ruling, "--because", because]);
            let output = answer.args(["--as-at", as_at]).args(&ids).output().unwrap();
            assert_eq!(status(&output), 0, "{}", told(&output));
        }
        ids.len()
    }

    /// Everything that is kept is whole; how many files and journal entries there are.
    pub fn verified(&self) -> (u64, u64) {
        let found = self.json(&["verify"]);
        assert_eq!(found["faults"], Value::Array(vec![]), "{found}");
        (found["files"].as_u64().unwrap(), found["journal_entries"].as_u64().unwrap())
    }
}

/// Copies a folder with everything below it.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (entry, path) = entry.map(|entry| (entry.path(), to.join(entry.file_name()))).unwrap();
        if entry.is_dir() {
            copy(&entry, &path);
        } else {
            std::fs::copy(entry, path).unwrap();
        }
    }
}

pub fn status(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("killed: {}", told(output)))
}

pub fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A demonstration: its office and its papers.
pub struct Demo {
    pub office: Office,
    pub out: PathBuf,
}

pub fn run_demo() -> Demo {
    let office = Office::nowhere();
    let out = office.folder.path().join("out");
    let mut command = office.command(&["demo", "--no-serve", "--sample"]);
    let output = command.arg(sample()).arg("--out").arg(&out).output().unwrap();
    assert_eq!(status(&output), 0, "{}", told(&output));
    Demo { office, out }
}

/// The one demonstration the tests share.
pub fn demo() -> &'static Demo {
    static DEMO: OnceLock<Demo> = OnceLock::new();
    DEMO.get_or_init(run_demo)
}

pub const FIRST: &str = "2022-03-31.1";
pub const SECOND: &str = "2022-06-30.1";
