//! What an import passes over, and the day a freeze takes by itself.

use std::fs;

use crate::program::{Office, sample, status, street, told};

/// A folder often holds what is no data of ours: it stops an import, or is told of and passed over.
#[test]
fn what_no_reader_knows_is_passed_over_when_asked() {
    let office = Office::new();
    let folder = office.folder.path().join("sent");
    fs::create_dir_all(&folder).unwrap();
    fs::copy(street("2022-02"), folder.join(street("2022-02").file_name().unwrap())).unwrap();
    fs::write(folder.join("rota.csv"), "Name,Shift\nA,early\n").unwrap();
    let import = |more: &[&str]| {
        let mut command = office.command(&["import", "--published", "2023-01"]);
        command.args(more).arg(&folder).output().unwrap()
    };
    let refused = import(&[]);
    assert_eq!(status(&refused), 1);
    assert!(told(&refused).contains("rota.csv"), "{}", told(&refused));
    let gone_on = import(&["--skip-unknown"]);
    assert_eq!(status(&gone_on), 3, "{}", told(&gone_on));
    assert!(told(&gone_on).contains("app::file-skipped"), "{}", told(&gone_on));
    let listed = office.json(&["figures", "--measure", "PUK-001", "--from", "2022-02"]);
    assert_eq!(listed["figures"][0]["period"], "2022-02", "{listed}");
    // Of nothing but such files nothing is imported, and that is no success.
    let alone = office.folder.path().join("alone.csv");
    fs::write(&alone, "Name,Shift\nA,early\n").unwrap();
    let mut command = office.command(&["import", "--published", "2023-01", "--skip-unknown"]);
    assert_eq!(status(&command.arg(&alone).output().unwrap()), 1);
}

/// A manifest is one in any case of its letters, and is no data.
#[test]
fn a_manifest_is_known_in_capitals() {
    let office = Office::new();
    let folder = office.folder.path().join("sent");
    fs::create_dir_all(folder.join("police-uk/leicestershire")).unwrap();
    let file = street("2022-02");
    let name = file.file_name().unwrap();
    fs::copy(&file, folder.join("police-uk/leicestershire").join(name)).unwrap();
    fs::copy(sample().join("releases.csv"), folder.join("RELEASES.CSV")).unwrap();
    let imported = office.command(&["import"]).arg(&folder).output().unwrap();
    assert_ne!(status(&imported), 1, "{}", told(&imported));
    let listed = office.json(&["figures", "--measure", "PUK-001"]);
    assert!(listed.to_string().contains("about"), "{listed}");
}

/// Without a day a freeze is as at the last month held, not the last month of the calendar.
#[test]
fn a_freeze_takes_the_last_month_held() {
    let office = Office::new();
    let imported = office.import(&[street("2022-01"), street("2022-02")], "2023-01");
    assert_ne!(status(&imported), 1, "{}", told(&imported));
    let asked = office.json(&["answer"]);
    assert_eq!(asked["as_at"], "2022-02-28", "{asked}");
    let made = office.json(&["freeze"]);
    assert_eq!(made["as_at"], "2022-02-28", "{made}");
}
