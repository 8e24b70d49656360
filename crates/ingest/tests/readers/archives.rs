use domain::diagnostic::Diagnostic;
use ingest::{NotUnpacked, is_archive, unpack};

use crate::sample::{parsed, street, told, value, workbook, zip};

const STREET: &str = "2022-01/2022-01-leicestershire-street.csv";

/// The files of an archive by name, and what was told.
type Unpacked = (Vec<(String, Vec<u8>)>, Vec<Diagnostic>);

fn unpacked(name: &str, bytes: &[u8]) -> Result<Unpacked, Vec<Diagnostic>> {
    let mut files = Vec::new();
    let told = unpack(name, &bytes, |name, from| {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes)?;
        files.push((name, bytes));
        Ok::<(), std::io::Error>(())
    });
    match told {
        Ok(told) => Ok((files, told)),
        Err(NotUnpacked::Refused(refused)) => Err(refused.diagnostics),
        Err(NotUnpacked::NotKept(error)) => panic!("{error}"),
    }
}

#[test]
fn an_archive_is_its_street_and_outcomes_files() {
    let january = street(&[["", "", "Drugs", ""]]);
    let february = january.replace("2022-01", "2022-02");
    let archive = zip(&[
        ("2022-02/2022-02-leicestershire-street.csv", february.as_bytes()),
        ("2022-01/2022-01-leicestershire-neighbourhoods.csv", b"Type\n"),
        (STREET, january.as_bytes()),
        ("readme.txt", b"hello"),
    ]);
    let (files, diagnostics) = unpacked("latest.zip", &archive).unwrap();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "latest.zip/2022-02/2022-02-leicestershire-street.csv",
            "latest.zip/2022-01/2022-01-leicestershire-street.csv"
        ]
    );
    let skipped = told(&diagnostics);
    assert!(skipped.contains("leicestershire-neighbourhoods.csv is not read"), "{skipped}");
    assert!(skipped.contains("readme.txt is not read"), "{skipped}");
    let parsed = parsed(&files[1].0, &files[1].1);
    let key = "PUK-001.1/police-uk-street/E23000021.2016/total/2022-01";
    assert_eq!(value(&parsed.observations, key), Some(1));
    assert!(parsed.diagnostics.is_empty());
}

#[test]
fn a_table_or_a_workbook_is_no_archive() {
    for bytes in [b"month,force\n".to_vec(), workbook(&[("Table P1", &[])]), Vec::new()] {
        assert!(!is_archive(&bytes).unwrap());
    }
    assert!(is_archive(&zip(&[("a.txt", b"a")])).unwrap());
    assert!(is_archive(&b"PK, but nothing else".to_vec()).unwrap(), "told as a damaged one");
}

#[test]
fn an_archive_without_files_or_damaged_is_refused() {
    let refused = |bytes: &[u8]| told(&unpacked("a.zip", bytes).unwrap_err());
    let empty = refused(&zip(&[("readme.txt", b"hello")]));
    assert!(empty.contains("Error ingest::archive-without-files"), "{empty}");
    let whole = zip(&[(STREET, street(&[["", "", "Drugs", ""]]).as_bytes())]);
    let cut = refused(&whole[..whole.len() / 2]);
    assert!(cut.contains("Error ingest::archive-damaged"), "{cut}");
    let mut flipped = whole;
    flipped[90] ^= 0xff;
    let flipped = refused(&flipped);
    assert!(flipped.contains("Error ingest::archive-damaged"), "{flipped}");
}

#[test]
fn a_bomb_is_refused_whatever_size_it_claims() {
    let bomb = zip(&[(STREET, &vec![b'0'; 8 << 20])]);
    assert!(bomb.len() < 100_000);
    let told_of = |bytes: &[u8]| told(&unpacked("a.zip", bytes).unwrap_err());
    let honest = told_of(&bomb);
    assert!(honest.contains("more than 200 times its compressed size"), "{honest}");
    // The claimed size stands in the entry's own header and in the directory: make both small.
    let mut lying = bomb;
    let claimed = (8u32 << 20).to_le_bytes();
    let places = lying.windows(4).enumerate().filter(|(_, w)| *w == claimed);
    let places: Vec<usize> = places.map(|(n, _)| n).collect();
    assert_eq!(places.len(), 2);
    for place in places {
        lying[place..place + 4].copy_from_slice(&1000u32.to_le_bytes());
    }
    let lying = told_of(&lying);
    assert!(lying.contains("Error ingest::archive-"), "{lying}");
}

/// Told as what they are: entries of one name, and entries under a password.
#[test]
fn ambiguous_and_locked_entries_are_refused() {
    let row = street(&[["", "", "Drugs", ""]]);
    let mut twice =
        zip(&[(STREET, row.as_bytes()), ("2022-01/2022-01-leicestershire-streeT.csv", b"")]);
    let told_of = |bytes: &[u8]| told(&unpacked("a.zip", bytes).unwrap_err());
    assert!(told_of(&twice).contains("two of its entries have one name"), "{}", told_of(&twice));
    let other = b"streeT";
    for at in 0..twice.len() - other.len() {
        if twice[at..].starts_with(other) {
            twice[at..at + other.len()].copy_from_slice(b"street");
        }
    }
    assert!(told_of(&twice).contains("two of its entries have one name"), "{}", told_of(&twice));
    let mut locked = zip(&[(STREET, row.as_bytes())]);
    // The first bit of the flags says so, in the entry's own header and in the directory.
    let directory = locked.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    locked[6] |= 1;
    locked[directory + 8] |= 1;
    assert!(told_of(&locked).contains("protected by a password"), "{}", told_of(&locked));
}

/// Nothing is written where a path says: it is only a name.
#[test]
fn a_path_that_leads_outside_is_only_a_name() {
    let row = street(&[["", "", "Drugs", ""]]);
    let outside = "../../../2022-01-leicestershire-street.csv";
    let (files, _) = unpacked("a.zip", &zip(&[(outside, row.as_bytes())])).unwrap();
    assert_eq!(files[0].0, format!("a.zip/{outside}"));
    assert_eq!(parsed(&files[0].0, &files[0].1).rows_read, 1);
}

/// 42.zip and its kind: archives in archives are not opened.
#[test]
fn an_archive_in_an_archive_is_not_opened() {
    let inner = zip(&[(STREET, street(&[["", "", "Drugs", ""]]).as_bytes())]);
    let words = told(&unpacked("42.zip", &zip(&[("lib 0.zip", &inner)])).unwrap_err());
    assert!(words.contains("lib 0.zip is not read"), "{words}");
    assert!(words.contains("Error ingest::archive-without-files"), "{words}");
}
