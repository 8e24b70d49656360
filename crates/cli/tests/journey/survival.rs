//! A kill at any moment leaves all or nothing, and everything that is kept is whole.
//!
//! `SCRUTINEER_KILLS` says how many kills (200 for a thorough run), `SCRUTINEER_SEED` when.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::program::{Office, copy, sample, status, street, told};

/// Numbers that look random and are the same each time (Marsaglia 2003, xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most.max(1)
    }
}

fn set_to(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Act {
    Import,
    Freeze,
    Report,
    Backup,
    Migrate,
    Restore,
}

const ACTS: [Act; 6] =
    [Act::Import, Act::Freeze, Act::Report, Act::Backup, Act::Migrate, Act::Restore];

/// Offices as they stand before an act, made once.
struct Before {
    empty: Office,
    at_work: Office,
    first_release: Office,
}

impl Before {
    fn new() -> Self {
        let at_work = Office::new();
        let table = sample().join("home-office-prc/recorded-offences-by-force-year.csv");
        assert!(matches!(status(&at_work.import(&[table], "2026-07-23")), 0 | 3));
        assert!(matches!(status(&at_work.run(&["freeze", "--as-at", "2022-03-31"])), 0 | 3));
        let kept = at_work.folder.path().join("kept");
        assert_eq!(status(&at_work.command(&["backup"]).arg(kept).output().unwrap()), 0);
        Self { empty: Office::new(), at_work, first_release: Office::of_first_release() }
    }

    fn copy(&self, act: Act) -> Office {
        let before = match act {
            Act::Import => &self.empty,
            Act::Migrate => &self.first_release,
            Act::Freeze | Act::Report | Act::Backup => &self.at_work,
            Act::Restore => {
                let office = Office::nowhere();
                copy(&self.at_work.folder.path().join("kept"), &office.folder.path().join("kept"));
                return office;
            }
        };
        let office = Office::nowhere();
        copy(&before.folder.path().join("office"), &office.folder.path().join("office"));
        office
    }
}

fn command(office: &Office, act: Act) -> Command {
    let beside = |name: &str| office.folder.path().join(name);
    match act {
        Act::Import => {
            let mut import = office.command(&["import", "--published", "2023-01"]);
            import.args([street("2021-11"), street("2022-02")]);
            import
        }
        Act::Freeze => office.command(&["freeze", "--as-at", "2022-03-31"]),
        Act::Report => {
            let mut report = office.command(&["report", "board-pack", "--format", "html", "--out"]);
            report.arg(beside("out"));
            report
        }
        Act::Backup => {
            let mut backup = office.command(&["backup"]);
            backup.arg(beside("backup"));
            backup
        }
        Act::Migrate => office.command(&["migrate"]),
        Act::Restore => {
            let mut restore = office.command(&["restore"]);
            restore.arg(beside("kept"));
            restore
        }
    }
}

/// What stands in an office, or why nothing can be read there: before and after an act that was
/// refused they are the same.
fn state(office: &Office) -> String {
    let found = office.run(&["verify", "--json"]);
    format!("{:?}\n{}", String::from_utf8_lossy(&found.stdout), told(&found))
}

fn kill_after(mut command: Command, moment: Duration) {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(moment);
    drop(child.kill());
    child.wait().unwrap();
}

fn whole_or_nothing(office: &Office, act: Act, told_at: &str) {
    let backup = office.folder.path().join("backup");
    if act == Act::Restore {
        // A restored office is whole and stays; without one, restoring begins anew.
        if office.folder.path().join("office").exists() {
            assert_eq!(office.verified(), (1, 4), "{told_at}");
            return;
        }
    } else if act == Act::Migrate && status(&office.run(&["verify"])) == 1 {
        let asked = told(&office.run(&["verify"]));
        assert!(asked.contains("run `scrutineer migrate`"), "{told_at}: {asked}");
    } else {
        let (files, entries) = office.verified();
        let possible: &[(u64, u64)] = match act {
            Act::Import => &[(0, 1), (2, 2)],
            Act::Freeze | Act::Report => &[(1, 3), (1, 4)],
            Act::Backup => &[(1, 3)],
            Act::Migrate | Act::Restore => &[(1, 3)],
        };
        assert!(possible.contains(&(files, entries)), "{told_at}: {files} files, {entries} acts");
    }
    if act == Act::Backup && backup.exists() {
        let restored = Office::nowhere();
        let output = restored.command(&["restore"]).arg(&backup).output().unwrap();
        assert_eq!(status(&output), 0, "{told_at}: {}", told(&output));
        std::fs::remove_dir_all(&backup).unwrap();
    }
    let again = command(office, act).output().unwrap();
    assert!(matches!(status(&again), 0 | 3), "{told_at}, again: {}", told(&again));
    office.verified();
    if act == Act::Import {
        let staged = std::fs::read_dir(office.folder.path().join("office/files/staging")).unwrap();
        assert_eq!(staged.count(), 0, "{told_at}: what was left is cleared away");
    }
}

#[test]
fn a_kill_at_any_moment_leaves_all_or_nothing() {
    let before = Before::new();
    let spans = ACTS.map(|act| {
        let office = before.copy(act);
        let started = Instant::now();
        let output = command(&office, act).output().unwrap();
        assert!(matches!(status(&output), 0 | 3), "{act:?}: {}", told(&output));
        u64::try_from(started.elapsed().as_micros()).unwrap()
    });
    let seed = set_to("SCRUTINEER_SEED", 20_221_120).max(1);
    let mut chance = Chance(seed);
    for n in 0..set_to("SCRUTINEER_KILLS", 20) {
        let which = usize::try_from(n).unwrap() % ACTS.len();
        let (act, moment) = (ACTS[which], chance.below(spans[which] * 11 / 10));
        let office = before.copy(act);
        kill_after(command(&office, act), Duration::from_micros(moment));
        whole_or_nothing(&office, act, &format!("{act:?} killed after {moment} µs, seed {seed}"));
    }
}

/// Making an office, too: what a kill leaves does not stand in the way.
#[test]
fn a_kill_during_init_does_not_stand_in_the_way() {
    for moment in [2, 5, 9, 14, 20, 40] {
        let office = Office::nowhere();
        let init = ["init", "--office", "leicestershire"];
        kill_after(office.command(&init), Duration::from_millis(moment));
        let again = office.run(&init);
        assert!(status(&again) == 0 || told(&again).contains("already"), "{}", told(&again));
        assert_eq!(office.verified(), (0, 1));
    }
}

/// A shell that lets no file grow over so many blocks of 512 bytes, as a full disk would.
fn on_a_full_disk(command: &Command, blocks: u32) -> std::process::Output {
    let limited = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let mut shell = Command::new("sh");
    shell.args(["-c", &limited]).arg(command.get_program()).args(command.get_args());
    shell.output().unwrap()
}

#[test]
fn a_full_disk_is_told_and_changes_nothing() {
    let before = Before::new();
    let table = sample().join("home-office-prc/recorded-offences-by-force-year.csv");
    // A stored file does not fit; then the file fits and the database does not.
    for path in [street("2022-02"), table] {
        let office = before.copy(Act::Import);
        let mut import = office.command(&["import", "--published", "2026-08"]);
        let refused = on_a_full_disk(import.arg(&path), 200);
        assert_eq!(status(&refused), 1, "{}", told(&refused));
        assert!(told(&refused).contains("could not"), "{}", told(&refused));
        assert_eq!(office.verified(), (0, 1), "nothing changed");
        assert!(matches!(status(&office.import(&[path], "2026-08")), 0 | 3));
    }
    for act in [Act::Backup, Act::Report, Act::Freeze, Act::Migrate, Act::Restore] {
        let office = before.copy(act);
        let before = state(&office);
        // These write little: the catalogue is held already, the old office is small.
        let blocks = if matches!(act, Act::Freeze | Act::Migrate) { 8 } else { 64 };
        let refused = on_a_full_disk(&command(&office, act), blocks);
        assert_eq!(status(&refused), 1, "{act:?}: {}", told(&refused));
        assert!(told(&refused).contains("could not"), "{act:?}: {}", told(&refused));
        assert_eq!(state(&office), before, "{act:?}");
        let left: Vec<_> = std::fs::read_dir(office.folder.path()).unwrap().flatten().collect();
        assert!(left.iter().all(|entry| !entry.path().ends_with("backup")), "{left:?}");
        assert!(matches!(status(&command(&office, act).output().unwrap()), 0 | 3), "{act:?}");
    }
}

/// Runs where nothing may be written in a folder; none where the system allows us no such place.
fn on_a_read_only_disk(command: &Command, folder: &Path) -> Option<std::process::Output> {
    let bind =
        "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" || exit 77; exec \"$@\"";
    let mut apart = Command::new("unshare");
    apart.args(["--user", "--map-root-user", "--mount", "sh", "-c", bind]).arg(folder);
    apart.arg(command.get_program()).args(command.get_args());
    let output = apart.output().ok()?;
    (output.status.code() != Some(77) && !told(&output).starts_with("unshare:")).then_some(output)
}

#[test]
fn a_read_only_folder_is_told_and_changes_nothing() {
    let before = Before::new();
    for act in ACTS {
        let office = before.copy(act);
        let folder = office.folder.path();
        let Some(refused) = on_a_read_only_disk(&command(&office, act), folder) else {
            eprintln!("skipped: this system lets us make no read-only place (unshare, mount)");
            return;
        };
        assert_eq!(status(&refused), 1, "{act:?}: {}", told(&refused));
        // Whether the database still opens depends on what the last act left beside it.
        let says = ["may be written", "Read-only file system"];
        let clear = says.iter().any(|words| told(&refused).contains(words));
        assert!(clear, "{act:?}: {}", told(&refused));
        assert!(matches!(status(&command(&office, act).output().unwrap()), 0 | 3), "{act:?}");
        office.verified();
    }
}

/// Every file below a folder.
fn below(folder: &Path, out: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            below(&entry.path(), out);
        } else {
            out.push(entry.path());
        }
    }
}

/// A bit flipped anywhere: in a stored file it is found; in the database it is found, or stands in
/// space that holds nothing, and every figure is as it was. `SCRUTINEER_FLIPS` says how many.
#[test]
fn a_flipped_bit_anywhere_is_found_or_changes_nothing() {
    let before = Before::new();
    let office = before.copy(Act::Report);
    let figures = || office.run(&["figures", "--measure", "CRM-001", "--json"]).stdout;
    let (whole, mut files) = (figures(), Vec::new());
    below(&office.folder.path().join("office/files"), &mut files);
    files.retain(|path| std::fs::metadata(path).unwrap().len() > 0);
    files.push(office.folder.path().join("office/scrutineer.db"));
    let seed = set_to("SCRUTINEER_SEED", 20_221_120).max(1);
    let mut chance = Chance(seed);
    let (mut found, mut harmless) = (0, 0);
    for n in 0..set_to("SCRUTINEER_FLIPS", 12) {
        let path = &files[usize::try_from(n).unwrap() % files.len()];
        let bytes = std::fs::read(path).unwrap();
        let at = usize::try_from(chance.below(bytes.len() as u64)).unwrap();
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << chance.below(8);
        std::fs::write(path, flipped).unwrap();
        let place = format!("byte {at} of {}, seed {seed}", path.display());
        match status(&office.run(&["verify"])) {
            1 => found += 1,
            0 => {
                assert!(path.ends_with("scrutineer.db"), "{place} is not found");
                assert_eq!(figures(), whole, "{place} changed a figure");
                harmless += 1;
            }
            other => panic!("{place}: status {other}"),
        }
        std::fs::write(path, bytes).unwrap();
    }
    println!("{found} found, {harmless} in space that holds nothing");
    office.verified();
}
