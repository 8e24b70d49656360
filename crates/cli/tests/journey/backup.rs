//! A backup made while others write is whole, restores, and is told apart from a damaged one.

use std::path::{Path, PathBuf};

use crate::program::{Office, copy, sample, status, street, told};

fn backup(office: &Office, name: &str) -> PathBuf {
    let to = office.folder.path().join(name);
    let output = office.command(&["backup"]).arg(&to).output().unwrap();
    assert_eq!(status(&output), 0, "{}", told(&output));
    to
}

fn restore(from: &Path) -> (Office, std::process::Output) {
    let office = Office::nowhere();
    let output = office.command(&["restore"]).arg(from).output().unwrap();
    (office, output)
}

/// Every file below a folder, by its path.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            out.extend(files(&entry.path()));
        } else {
            out.push(entry.path());
        }
    }
    out.sort();
    out
}

fn at_work() -> Office {
    let office = Office::new();
    let table = sample().join("home-office-prc/recorded-offences-by-force-year.csv");
    assert!(matches!(status(&office.import(&[table], "2026-07-23")), 0 | 3));
    assert!(matches!(status(&office.run(&["freeze", "--as-at", "2022-03-31"])), 0 | 3));
    let plans = office.folder.path().join("office/catalogue/plans");
    std::fs::create_dir_all(&plans).unwrap();
    let plan = sample().join("../plan.toml");
    std::fs::copy(plan, plans.join("leicestershire-2014.toml")).unwrap();
    office
}

#[test]
fn a_backup_restores_whole_and_refuses_to_overwrite() {
    let office = at_work();
    let made = backup(&office, "backup");
    let again = office.command(&["backup"]).arg(&made).output().unwrap();
    assert_eq!(status(&again), 1);
    assert!(told(&again).contains("is there already"), "{}", told(&again));
    let checked = std::process::Command::new("sha256sum")
        .args(["--check", "--quiet", "--strict", "manifest.txt"])
        .current_dir(&made)
        .output()
        .unwrap();
    assert!(checked.status.success(), "{}", told(&checked));
    let (restored, output) = restore(&made);
    assert_eq!(status(&output), 0, "{}", told(&output));
    assert_eq!(restored.verified(), (1, 4), "and the journal says that it was restored");
    let plan = "catalogue/plans/leicestershire-2014.toml";
    assert!(restored.folder.path().join("office").join(plan).is_file());
    let figures = ["figures", "--measure", "CRM-001", "--freeze", "2022-03-31.1"];
    assert_eq!(restored.json(&figures), office.json(&figures));
    let occupied = restored.command(&["restore"]).arg(&made).output().unwrap();
    assert_eq!(status(&occupied), 1);
    assert!(told(&occupied).contains("choose another folder"), "{}", told(&occupied));
    assert_eq!(restored.verified(), (1, 4));
}

#[test]
fn a_damaged_or_partial_backup_is_recognised_and_nothing_is_put_in_place() {
    let office = at_work();
    let made = backup(&office, "backup");
    for path in files(&made) {
        let name = path.strip_prefix(&made).unwrap();
        let whole = std::fs::read(&path).unwrap();
        for damage in ["flipped", "cut short", "gone"] {
            let copied = office.folder.path().join("damaged");
            copy(&made, &copied);
            let mut bytes = whole.clone();
            let middle = bytes.len() / 2;
            match damage {
                "flipped" => bytes[middle] ^= 0x10,
                _ => bytes.truncate(middle),
            }
            std::fs::write(copied.join(name), bytes).unwrap();
            if damage == "gone" {
                std::fs::remove_file(copied.join(name)).unwrap();
            }
            let (nowhere, output) = restore(&copied);
            assert_eq!(status(&output), 1, "{name:?} {damage}");
            let says = ["not a whole backup", "has changed", "is missing"];
            assert!(says.iter().any(|words| told(&output).contains(words)), "{}", told(&output));
            assert!(files(nowhere.folder.path()).is_empty(), "{name:?} {damage}");
            std::fs::remove_dir_all(copied).unwrap();
        }
    }
}

#[test]
fn a_backup_made_while_an_import_writes_has_all_of_it_or_nothing() {
    let office = at_work();
    let mut import = office.command(&["import", "--published", "2023-01"]);
    import.args(["2021-10", "2021-11", "2021-12"].map(street));
    import.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let mut import = import.spawn().unwrap();
    let mut made = Vec::new();
    while import.try_wait().unwrap().is_none() && made.len() < 6 {
        made.push(backup(&office, &format!("backup-{}", made.len())));
    }
    assert!(matches!(import.wait().unwrap().code(), Some(0 | 3)));
    made.push(backup(&office, "after"));
    for (n, from) in made.iter().enumerate() {
        let (restored, output) = restore(from);
        assert_eq!(status(&output), 0, "{}", told(&output));
        let held = restored.verified();
        assert!(held == (1, 4) || held == (4, 5), "backup {n}: {held:?}");
        assert!(n + 1 < made.len() || held == (4, 5));
    }
}

#[test]
fn an_office_of_the_first_release_is_brought_up_to_date_when_asked() {
    let office = Office::of_first_release();
    let refused = office.run(&["settings"]);
    assert_eq!(status(&refused), 1);
    assert!(told(&refused).contains("run `scrutineer migrate`"), "{}", told(&refused));
    let done = office.json(&["migrate"]);
    assert_eq!(done["from"], "m0001_ledger");
    assert!(Path::new(done["copy"].as_str().unwrap()).is_file());
    assert_eq!(office.verified(), (1, 3));
    assert!(office.json(&["migrate"])["from"].is_null(), "nothing more to do");
}

/// A stored file with one byte flipped is named by verify; a database, too.
#[test]
fn a_flipped_byte_is_found_by_verify() {
    let office = at_work();
    let mut stored = files(&office.folder.path().join("office/files"));
    // The lock of those who stage files holds nothing.
    stored.retain(|path| std::fs::metadata(path).unwrap().len() > 0);
    for path in &stored {
        let whole = std::fs::read(path).unwrap();
        for part in [0, whole.len() / 3, whole.len() - 1] {
            let mut flipped = whole.clone();
            flipped[part] ^= 1;
            std::fs::write(path, flipped).unwrap();
            let found = office.run(&["verify"]);
            assert_eq!(status(&found), 1);
            assert!(String::from_utf8_lossy(&found.stdout).contains("has changed"));
        }
        std::fs::write(path, whole).unwrap();
    }
    office.verified();
    let database = office.folder.path().join("office/scrutineer.db");
    let whole = std::fs::read(&database).unwrap();
    let needle = b"value";
    let places: Vec<usize> =
        (0..whole.len() - 5).filter(|at| whole[*at..].starts_with(needle)).collect();
    for at in places.iter().skip(50).step_by(200) {
        let mut flipped = whole.clone();
        flipped[at - 3] ^= 1;
        std::fs::write(&database, flipped).unwrap();
        let found = office.run(&["verify"]);
        assert_eq!(status(&found), 1, "byte {at}");
    }
    std::fs::write(&database, whole).unwrap();
    office.verified();
}
