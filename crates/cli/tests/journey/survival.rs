//! A kill at any moment leaves all or nothing, and everything that is kept is whole.

use std::time::Duration;

use crate::program::{Office, status, street, told};

/// Moments after the start, in milliseconds, spread over the whole of an import.
const MOMENTS: [u64; 8] = [5, 40, 90, 160, 260, 420, 700, 1100];

fn kill_after(mut command: std::process::Command, moment: u64) {
    let mut child = command
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(moment));
    drop(child.kill());
    child.wait().unwrap();
}

#[test]
fn a_kill_during_an_import_leaves_all_or_nothing() {
    let months = ["2021-10", "2021-11", "2021-12", "2022-02"].map(street);
    for moment in MOMENTS {
        let office = Office::new();
        let mut import = office.command(&["import", "--published", "2023-01"]);
        import.args(&months);
        kill_after(import, moment);
        let (files, entries) = office.verified();
        assert!((files, entries) == (0, 1) || (files, entries) == (4, 2), "{files} {entries}");
        let again = office.import(&months, "2023-01");
        assert_eq!(status(&again), 0, "{}", told(&again));
        assert_eq!(office.verified(), (4, 2));
    }
}

#[test]
fn a_kill_during_a_freeze_leaves_all_or_nothing() {
    let office = Office::new();
    assert_eq!(status(&office.import(&[street("2022-02")], "2023-01")), 0);
    let mut made = 0;
    for moment in MOMENTS {
        kill_after(office.command(&["freeze", "--as-at", "2022-02-28"]), moment);
        let found = office.json(&["verify"]);
        assert_eq!(found["faults"].as_array().unwrap().len(), 0, "{found}");
        let freezes = found["freezes"].as_u64().unwrap();
        assert!(freezes == made || freezes == made + 1, "{found}");
        made = freezes;
        assert_eq!(found["journal_entries"].as_u64().unwrap(), 2 + made);
    }
}
