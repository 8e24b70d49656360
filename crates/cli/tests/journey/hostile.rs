//! Bad input gets a clear error with place and remedy, and nothing is lost or changed.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;

use crate::program::{Office, status, street, told};

fn plain(month: &str) -> String {
    let mut text = String::new();
    let file = fs::File::open(street(month)).unwrap();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    text
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn head(lines: usize) -> String {
    plain("2022-02").lines().take(lines).map(|line| format!("{line}\n")).collect()
}

/// Each file is refused with this code, whatever its name says.
fn refused() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let whole = gzip(plain("2022-02").as_bytes());
    let accented = head(50).replace("On or near", "On or n\u{e9}ar");
    let latin1: Vec<u8> = accented.chars().map(|c| c as u8).collect();
    vec![
        ("empty.csv", vec![], "ingest::empty-file"),
        ("header.csv", head(1).into_bytes(), "ingest::no-rows"),
        ("truncated.csv.gz", whole[..whole.len() / 2].to_vec(), "ingest::gzip-truncated"),
        ("cut.csv", head(40).into_bytes()[..5_000].to_vec(), "ingest::last-line-unfinished"),
        (
            "columns.csv",
            head(9).replacen("LSOA code", "LSOA", 1).into_bytes(),
            "ingest::columns-differ",
        ),
        ("latin1.csv", latin1, "ingest::not-utf-8"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "it is a picture (PNG)"),
        ("data.json.csv", b"{\"month\": \"2022-02\"}".to_vec(), "it is JSON, not a table"),
        ("doubled.csv", (head(101) + &head(101)[head(1).len()..]).into_bytes(), "an earlier row"),
        ("nul.csv", head(9).replacen("On or near", "On\0or near", 1).into_bytes(), "byte 0x00"),
        (
            "month.csv",
            head(9).replace("2022-02,", "2022-13,").into_bytes(),
            "ingest::month-malformed",
        ),
        (
            "type.csv",
            head(9)
                .replace("Burglary", "Buglary")
                .replace("Violence and sexual offences", "Violins")
                .into_bytes(),
            "ingest::crime-type-unknown",
        ),
        (
            "force.csv",
            head(9).replace("Leicestershire Police", "Wessex Constabulary").into_bytes(),
            "ingest::force-unknown",
        ),
    ]
}

#[test]
fn bad_files_are_refused_with_place_and_remedy_and_nothing_changes() {
    let office = Office::new();
    let before = office.verified();
    for (name, bytes, code) in refused() {
        let path = office.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let output = office.import(&[path], "2023-01");
        let told = told(&output);
        assert_eq!(status(&output), 1, "{name}: {told}");
        assert!(told.contains(code), "{name}: {told}");
        assert!(told.contains(name) && told.contains("  help "), "{name}: {told}");
        assert_eq!(office.verified(), before, "{name}");
    }
}

#[test]
fn every_problem_of_an_import_is_told_at_once_and_good_files_are_not_half_taken() {
    let office = Office::new();
    let before = office.verified();
    let mut paths: Vec<PathBuf> = vec![street("2022-02")];
    for (name, bytes, _) in refused() {
        let path = office.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        paths.push(path);
    }
    let output = office.import(&paths, "2023-01");
    assert_eq!(status(&output), 1);
    let told = told(&output);
    for (name, ..) in refused() {
        assert!(told.contains(name), "{name} is not told:\n{told}");
    }
    assert_eq!(office.verified(), before);
}

#[test]
fn a_file_without_a_publication_date_says_how_to_give_one() {
    let office = Office::new();
    let copy = office.folder.path().join("2022-02-leicestershire-street.csv.gz");
    fs::copy(street("2022-02"), &copy).unwrap();
    let output = office.command(&["import"]).arg(copy).output().unwrap();
    assert_eq!(status(&output), 1);
    assert!(told(&output).contains("--published"), "{}", told(&output));
}

/// A month cut to 200 rows is taken with a warning to answer, never shown as a quiet fall.
#[test]
fn an_under_count_is_questioned() {
    let office = Office::new();
    let months = ["2020-06", "2020-07", "2020-08", "2020-09", "2020-10", "2020-11"].map(street);
    assert_eq!(status(&office.import(&months, "2023-01")), 0);
    let cut = office.folder.path().join("2022-02-leicestershire-street.csv");
    fs::write(&cut, head(201)).unwrap();
    let output = office.import(&[cut], "2023-01");
    assert_eq!(status(&output), 3, "{}", told(&output));
    assert!(told(&output).contains("app::implausible-level"), "{}", told(&output));
}

/// A name that says another month or force than the rows is refused; a name that says nothing is
/// no matter.
#[test]
fn a_renamed_file_is_refused_or_read_by_what_it_holds() {
    let office = Office::new();
    let before = office.verified();
    for name in ["2019-01-leicestershire-street.csv", "2022-02-kent-street.csv"] {
        let renamed = office.folder.path().join(name);
        fs::write(&renamed, plain("2022-02")).unwrap();
        let output = office.import(&[renamed], "2023-01");
        assert_eq!(status(&output), 1, "{}", told(&output));
        assert!(told(&output).contains("ingest::file-name-differs"), "{}", told(&output));
        assert_eq!(office.verified(), before);
    }
    let unnamed = office.folder.path().join("february.csv");
    fs::write(&unnamed, plain("2022-02").replace('\n', "\r\n")).unwrap();
    assert_eq!(status(&office.import(&[unnamed], "2023-01")), 0);
    let all = "2022-02-28.1/PUK-001.1/police-uk-street/E23000021.2016/total/2022-02/value";
    assert_eq!(status(&office.run(&["freeze", "--as-at", "2022-02-28"])), 0);
    assert_eq!(office.json(&["explain", all])["value"], "7,755");
}

/// A few rows of another month would stand as that month's whole figure.
#[test]
fn stray_rows_of_another_month_are_refused() {
    let office = Office::new();
    assert_eq!(status(&office.import(&[street("2022-01")], "2023-01")), 0);
    let before = office.verified();
    let strayed = office.folder.path().join("2022-02-leicestershire-street.csv");
    fs::write(&strayed, plain("2022-02").replacen(",2022-02,", ",2022-01,", 3)).unwrap();
    let output = office.import(&[strayed], "2023-02");
    assert_eq!(status(&output), 1, "{}", told(&output));
    assert!(told(&output).contains("ingest::other-month-rows"), "{}", told(&output));
    assert_eq!(office.verified(), before);
}

#[test]
fn impossible_publication_dates_are_refused() {
    let office = Office::new();
    for published in ["2199-01", "2021-01"] {
        let output = office.import(&[street("2022-02")], published);
        assert_eq!(status(&output), 1, "{}", told(&output));
        assert!(told(&output).contains("app::published-when"), "{}", told(&output));
    }
    assert_eq!(status(&office.import(&[street("2022-02")], "2022-04")), 0);
    let future = office.run(&["freeze", "--as-at", "2199-01-31"]);
    assert_eq!(status(&future), 1);
    assert!(told(&future).contains("in the future"), "{}", told(&future));
}

#[test]
fn wrong_usage_and_missing_things_have_their_own_status() {
    let office = Office::nowhere();
    assert_eq!(status(&office.run(&["figures"])), 2);
    assert_eq!(status(&office.run(&["freeze", "--as-at", "soon"])), 2);
    let verify = office.run(&["verify"]);
    assert_eq!(status(&verify), 1);
    assert!(told(&verify).contains("scrutineer init"), "{}", told(&verify));
    assert_eq!(status(&office.run(&["init", "--office", "Wessex"])), 1);
    assert_eq!(status(&office.run(&["init", "--office", "Devon & Cornwall"])), 0);
    let explain = office.run(&["explain", "2022-03-31.1/nonsense"]);
    assert_eq!(status(&explain), 1);
    let freeze = office.run(&["report", "board-pack", "--freeze", "2022-03-31"]);
    assert!(told(&freeze).contains("scrutineer freeze"), "{}", told(&freeze));
}
