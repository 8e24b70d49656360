//! An office from day to day: settings, gaps, names, and what a figure rests on.

use std::path::PathBuf;

use serde_json::Value;

use crate::program::{FIRST, Office, demo, sample, status, street, told};

fn text(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// SF-066: body, plan, group and marking are configuration; a freeze keeps those it was made with.
#[test]
fn a_setting_is_changed_checked_and_kept_by_earlier_freezes() {
    let office = Office::new();
    assert_eq!(status(&office.import(&[street("2022-02")], "2023-01")), 0);
    let freeze = ["freeze", "--as-at", "2022-02-28"];
    let before = office.json(&freeze);
    let changed = office.json(&["settings", "body", "Mayor of Example"]);
    assert_eq!(changed["body"], "Mayor of Example");
    assert_ne!(office.json(&freeze)["digest"], before["digest"]);
    let html = |edition: &str| {
        let out = office.folder.path().join("out");
        let mut report = office.command(&["report", "board-pack", "--format", "html"]);
        report.args(["--freeze", edition, "--out"]).arg(&out);
        assert_eq!(status(&report.output().unwrap()), 0);
        std::fs::read_to_string(out.join(edition).join("board-pack.html")).unwrap()
    };
    assert!(!html("2022-02-28.1").contains("Mayor of Example"));
    assert!(html("2022-02-28.2").contains("Mayor of Example"));
    for (name, value, says) in [
        ("group", "msg-nowhere", "msg-leicestershire-2014, none"),
        ("plan", "x", "monitoring"),
        ("profile", "wheeler", "mdc-2023, ptd-0-2-2"),
        ("population", "mid-1066", "mid-2020"),
        ("marking", " ", "not blank"),
        ("colour", "red", "there are: body, plan"),
    ] {
        let refused = office.run(&["settings", name, value]);
        assert_eq!(status(&refused), 1, "{name}");
        assert!(told(&refused).contains(says), "{name}: {}", told(&refused));
    }
    assert_eq!(office.json(&["settings"])["group"], "msg-leicestershire-2014");
}

/// A month that was never supplied is told when the freeze is made and on the first page, and what
/// needs it is missing rather than low.
#[test]
fn a_missing_month_is_told_and_never_shown_as_a_fall() {
    let office = Office::new();
    let year =
        (4..=12).map(|m| format!("2021-{m:02}")).chain((1..=3).map(|m| format!("2022-{m:02}")));
    let months: Vec<PathBuf> = year.filter(|m| m != "2021-09").map(|m| street(&m)).collect();
    assert_eq!(status(&office.import(&months, "2023-01")), 0);
    let made = office.run(&["freeze", "--as-at", "2022-03-31"]);
    assert_eq!(status(&made), 3, "a warning to answer");
    assert!(
        told(&made).contains("police.uk street-level crime: September 2021 not held"),
        "{}",
        told(&made)
    );
    let out = office.folder.path().join("out");
    let mut report = office.command(&["report", "board-pack", "--format", "html", "--out"]);
    assert_eq!(status(&report.arg(&out).output().unwrap()), 0);
    let html = std::fs::read_to_string(out.join("2022-03-31.1/board-pack.html")).unwrap();
    assert!(html.contains("Months not held"), "the summary says it");
    assert!(html.contains("police.uk: September 2021."), "{html}");
    let findings = office.json(&["findings", "--measure", "PUK-001"]);
    assert_eq!(findings["findings"][0]["count"], "[x]");
    assert_eq!(findings["findings"][0]["verdict"], "Too early to say");
}

/// Where there is no history to hold it against, a month is held against the residents.
#[test]
fn an_under_count_is_questioned_in_an_empty_office() {
    let office = Office::nowhere();
    assert_eq!(status(&office.run(&["init", "--office", "Dyfed-Powys"])), 0);
    let derived = sample().join("police-uk/derived/street-monthly-counts.csv");
    let whole = std::fs::read_to_string(derived).unwrap();
    let mut lines = whole.lines();
    let header = lines.next().unwrap();
    let of = |month: &str| -> String {
        let start = format!("{month},dyfed-powys,");
        let rows = whole.lines().filter(|line| line.starts_with(&start));
        rows.fold(format!("{header}\n"), |all, line| all + line + "\n")
    };
    for (month, expected) in [("2024-02", 3), ("2021-06", 0)] {
        let path = office.folder.path().join(format!("counts-{month}.csv"));
        std::fs::write(&path, of(month)).unwrap();
        let output = office.import(&[path], "2025-11");
        let told = told(&output);
        assert_eq!(status(&output), expected, "{month}: {told}");
        assert_eq!(
            told.contains("96 crimes in February 2024, 0.2 per 1,000"),
            expected == 3,
            "{told}"
        );
    }
}

/// City of London has so few residents that a rate per head means nothing: it is [z], not a number.
#[test]
fn a_rate_over_few_residents_is_not_applicable() {
    let office = Office::nowhere();
    assert_eq!(status(&office.run(&["init", "--office", "City of London"])), 0);
    let derived = sample().join("police-uk/derived");
    let mut import = office.command(&["import"]);
    assert_ne!(status(&import.arg(derived).output().unwrap()), 1);
    office.json(&["freeze", "--as-at", "2022-03-31"]);
    let findings = office.json(&["findings", "--measure", "PUK-001"]);
    assert_eq!(findings["findings"][0]["rate"], "[z]");
    let count = findings["findings"][0]["count"].as_str().unwrap();
    assert!(count.replace(',', "").parse::<u32>().is_ok_and(|n| n > 1_000), "{count}");
}

/// A release of a rolling year makes that year the official headline: year ending December 2018.
#[test]
fn the_headline_of_a_rolling_release_is_its_rolling_year() {
    let office = Office::new();
    let book = sample().join("ons-pfa-tables/policeforceareatablesyearendingdecember2018.xlsx");
    assert_ne!(status(&office.import(&[book], "2019-04-25")), 1);
    office.json(&["freeze", "--as-at", "2018-12-31"]);
    let findings = office.json(&["findings", "--measure", "CRM-001"]);
    let headline = &findings["findings"][0];
    assert_eq!(headline["year"], "12m2018-12", "{headline}");
    let figures = office.json(&["figures", "--measure", "CRM-001", "--from", "12m2018-12"]);
    let published = figures["figures"][0]["value"].as_str().unwrap();
    assert_eq!(headline["count"].as_str().unwrap().replace(',', ""), published);
}

/// The walk from a rate ends at the population's file, line and column, under the file's own hash.
#[test]
fn a_population_is_explained_to_its_line() {
    let id = format!(
        "{FIRST}/PUK-001.1/police-uk-street/E23000021.2016/total/fy2021-22/rate~total~1000~mid-2020"
    );
    let explained = demo().office.json(&["explain", &id]);
    let mut leaves = Vec::new();
    origins(&explained, &mut leaves);
    let shipped =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../catalogue/populations/mid-2020.csv");
    let bytes = std::fs::read(shipped).unwrap();
    let lines: Vec<&str> = std::str::from_utf8(&bytes).unwrap().lines().collect();
    let people: Vec<_> = leaves
        .iter()
        .filter(|leaf| leaf["source"] == "ons-mid-year-estimates")
        .map(|leaf| {
            assert_eq!(leaf["sha256"], domain::digest::Digest::of(&bytes).to_string());
            assert_eq!(leaf["place"]["column"], "all_ages");
            let line = usize::try_from(leaf["place"]["line"].as_u64().unwrap()).unwrap();
            lines[line - 1].rsplit(',').next().unwrap().parse::<u32>().unwrap()
        })
        .collect();
    // ONS mid-2020: Leicester 354,036, Rutland 40,476, the county 713,085.
    assert_eq!((people.len(), people.iter().sum::<u32>()), (9, 1_107_597));
    let rows: u64 = leaves.iter().filter_map(|leaf| leaf["place"]["rows"]["count"].as_u64()).sum();
    assert_eq!(rows, 94_597, "the crimes themselves, row by row");
}

fn origins(explained: &Value, leaves: &mut Vec<Value>) {
    if explained["origin"].is_object() {
        leaves.push(explained["origin"].clone());
    }
    explained["inputs"].as_array().unwrap().iter().for_each(|input| origins(input, leaves));
}

#[test]
fn places_are_named_by_code_or_name_and_unknown_ones_are_refused() {
    let office = &demo().office;
    let of = |area: &str| {
        let arguments = ["figures", "--measure", "PUK-003", "--area", area, "--freeze", FIRST];
        office.json(&arguments)["figures"].as_array().map(Vec::len)
    };
    assert_eq!(of("E07000132"), of("Hinckley and Bosworth"));
    assert!(of("Leicestershire").unwrap() > 24);
    for arguments in [
        ["figures", "--measure", "PUK-003", "--area", "Narnia"],
        ["figures", "--measure", "PUK-003", "--source", "gossip"],
        ["figures", "--measure", "ZZZ-999", "--area", "Leicestershire"],
    ] {
        let refused = office.run(&arguments);
        assert_eq!(status(&refused), 1, "{arguments:?}");
        assert!(told(&refused).contains("knows no"), "{}", told(&refused));
    }
    let refused = office.run(&["findings", "--measure", "ASB-008"]);
    assert_eq!(status(&refused), 1);
    for what in ["measures", "sources", "areas", "plans", "groups", "formats", "disclosure"] {
        assert!(text(&office.run(&["catalogue", "list", what])).lines().count() > 1, "{what}");
    }
}

#[test]
fn verify_mentions_files_that_nothing_names() {
    let office = Office::new();
    assert_eq!(status(&office.import(&[street("2022-02")], "2023-01")), 0);
    let stray = office.folder.path().join("office/files/ab");
    std::fs::create_dir_all(&stray).unwrap();
    std::fs::write(stray.join("abcd.1.partial"), "half").unwrap();
    let found = office.json(&["verify"]);
    assert_eq!(found["faults"].as_array().unwrap().len(), 0);
    assert_eq!(found["unused"].as_array().unwrap().len(), 1, "{found}");
}

/// Two imports of the same files at once: one takes them, the other changes nothing and says so.
#[test]
fn two_imports_at_once_count_once() {
    let office = Office::new();
    let months = ["2021-10", "2021-11", "2021-12"].map(street);
    let start = || {
        let mut import = office.command(&["import", "--published", "2023-01"]);
        import.args(&months).stderr(std::process::Stdio::piped()).spawn().unwrap()
    };
    let ended = [start(), start()].map(|child| child.wait_with_output().unwrap());
    let taken = ended.iter().filter(|output| status(output) == 0).count();
    assert!(taken >= 1, "{}", told(&ended[0]));
    assert_eq!(office.verified(), (3, 2), "one batch of three files");
    for output in ended.iter().filter(|output| status(output) != 0) {
        assert!(told(output).contains("another import brought"), "{}", told(output));
    }
}

/// A full disk behind standard output is an error, not a quiet success.
#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_be_written_is_a_failure() {
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = demo().office.command(&["findings"]);
    let output = command.stdout(full).output().unwrap();
    assert_eq!(status(&output), 1);
    assert!(told(&output).contains("could not be written"), "{}", told(&output));
}

/// A table nobody wrote a reader for: a mapping is proposed, kept in the office's own catalogue, and
/// the file is read by it.
#[test]
fn a_mapping_is_proposed_for_an_unknown_table_and_reads_it() {
    let office = Office::new();
    let table = office.folder.path().join("burglary.csv");
    let rows = "Force,Year ending March 2021,Year ending March 2022\nLeicestershire,4010,4250\nKent,6000,6100\n";
    std::fs::write(&table, rows).unwrap();
    let refused = office.import(std::slice::from_ref(&table), "2022-07");
    assert_eq!(status(&refused), 1);
    assert!(told(&refused).contains("catalogue propose"), "{}", told(&refused));
    let mut propose = office.command(&["catalogue", "propose"]);
    let proposed = propose.arg(&table).output().unwrap();
    assert_eq!(status(&proposed), 3, "the measure is for a person to say: {}", told(&proposed));
    let toml = text(&proposed);
    assert!(toml.contains("period = \"rolling-year\""), "{toml}");
    let toml = toml.replace("name-the-source", "police-recorded-crime");
    let toml = toml.replace("holds = \"count\"", "holds = \"count\"\nmeasure = \"CRM-010\"");
    let mappings = office.folder.path().join("office/catalogue/mappings");
    std::fs::create_dir_all(&mappings).unwrap();
    std::fs::write(mappings.join("burglary.toml"), toml).unwrap();
    let read = office.import(&[table], "2022-07");
    assert_eq!(status(&read), 0, "{}", told(&read));
    let figures = office.json(&["figures", "--measure", "CRM-010"]);
    let held: Vec<(&str, &str)> = figures["figures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|figure| (figure["period"].as_str().unwrap(), figure["value"].as_str().unwrap()))
        .collect();
    assert_eq!(held, [("fy2020-21", "4010"), ("fy2021-22", "4250")]);
}

/// SF-073: another office, another framework, the same program: pledges under headings, with the
/// year's real counts, and no group of similar forces entered.
#[test]
fn cambridgeshire_has_its_own_pack() {
    let office = Office::nowhere();
    assert_eq!(status(&office.run(&["init", "--office", "Cambridgeshire"])), 0);
    let data = ["home-office-prc", "police-uk/derived"].map(|folder| sample().join(folder));
    let mut import = office.command(&["import"]);
    assert_ne!(status(&import.args(data).output().unwrap()), 1);
    office.json(&["freeze", "--as-at", "2022-03-31"]);
    let out = office.folder.path().join("out");
    let mut report = office.command(&["report", "board-pack", "--format", "html", "--out"]);
    assert_eq!(status(&report.arg(&out).output().unwrap()), 0);
    let html = std::fs::read_to_string(out.join("2022-03-31.1/board-pack.html")).unwrap();
    assert!(html.contains("Pledges, Police and Crime Plan for Cambridgeshire"), "{html}");
    assert!(!html.contains(">SP1<") && html.contains("For none of the 14 police.uk types"));
    // SF-171, SF-250, SF-251, SF-134: who watches, where it is said, what is still to come.
    assert!(html.contains("the forums that watch them and the data named for them"));
    assert!(html.contains("Business Coordination Board (BCB)"));
    assert!(html.contains("Minutes: The commissioner's website; Papers:"));
    assert!(html.contains("Savings from collaboration"));
    // SF-215: the law is taken from the catalogue.
    assert!(html.contains("Police Reform and Social Responsibility Act 2011, section 5"));
    // Home Office, July 2026 release.
    let findings = office.json(&["findings", "--measure", "CRM-001"]);
    assert_eq!(findings["findings"][0]["count"], "67,696");
}

/// Two files of one month under one publication date: told, and no publisher's revision is claimed.
#[test]
fn two_files_of_one_day_are_told_and_are_no_revision() {
    let office = Office::new();
    assert_eq!(status(&office.import(&[street("2022-01")], "2023-01")), 0);
    let other = crate::program::earlier_january();
    let again = office.import(&[other], "2023-01");
    assert_eq!(status(&again), 3);
    assert!(told(&again).contains("app::same-date"), "{}", told(&again));
    let figures = office.json(&["figures", "--measure", "PUK-001", "--from", "2022-01"]);
    let all = figures["figures"].as_array().unwrap();
    assert!(all.iter().all(|figure| figure["markers"] == ""), "{figures}");
}

/// A group of similar forces is that force's own.
#[test]
fn a_group_is_of_its_own_force() {
    let office = Office::nowhere();
    assert_eq!(status(&office.run(&["init", "--office", "Dorset"])), 0);
    let refused = office.run(&["settings", "group", "msg-leicestershire-2014"]);
    assert_eq!(status(&refused), 1);
    assert!(told(&refused).contains("use one of: none"), "{}", told(&refused));
    assert_eq!(office.json(&["settings", "body"])["body"], "Local policing body for Dorset");
}
