//! Every kind of problem has a page, written from its code by `cargo xtask bless`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use domain::diagnostic::{Code, page_of};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn codes() -> Vec<&'static Code> {
    let all = [
        app::codes::ALL,
        app::disclosure_codes::ALL,
        catalogue::codes::ALL,
        document::check::codes::ALL,
        ingest::codes::ALL,
    ];
    all.into_iter().flatten().copied().collect()
}

fn sentence(text: &str) -> String {
    let mut letters = text.trim_end_matches('.').chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", letters.as_str())
}

fn page(code: &Code) -> String {
    format!(
        "# {}\n\n## Why it matters\n\n{}\n\n## How to fix\n\n{}\n",
        code.id,
        sentence(code.why),
        sentence(code.help)
    )
}

#[test]
fn every_kind_of_problem_has_its_page() {
    let folder = root().join("docs/errors");
    let bless = std::env::var_os("BLESS").is_some();
    let mut wanted = BTreeSet::new();
    for code in codes() {
        let path = root().join(page_of(code.id));
        assert!(wanted.insert(path.file_name().unwrap().to_owned()), "{} stands twice", code.id);
        if bless {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, page(code)).unwrap();
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(written, page(code), "run cargo xtask bless");
    }
    let there: BTreeSet<_> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(there, wanted, "pages without a code");
}

#[test]
fn codes_say_why_and_what_to_do() {
    for code in codes() {
        let (owner, kind) = code.id.split_once("::").unwrap();
        assert!(
            ["analysis", "app", "catalogue", "document", "ingest"].contains(&owner),
            "{}",
            code.id
        );
        assert!(kind.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit()));
        assert!(code.why.len() > 15 && code.help.len() > 10, "{}", code.id);
    }
}
