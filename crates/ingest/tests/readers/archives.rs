use ingest::expand;

use crate::sample::{parsed, street, told, value, workbook, zip};

const STREET: &str = "2022-01/2022-01-leicestershire-street.csv";

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
    let expanded = expand("latest.zip", &archive).unwrap();
    let names: Vec<&str> = expanded.members.iter().map(|m| m.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "latest.zip/2022-01/2022-01-leicestershire-street.csv",
            "latest.zip/2022-02/2022-02-leicestershire-street.csv"
        ]
    );
    let skipped = told(&expanded.diagnostics);
    assert!(skipped.contains("leicestershire-neighbourhoods.csv is not read"), "{skipped}");
    assert!(skipped.contains("readme.txt is not read"), "{skipped}");
    let parsed = parsed(&expanded.members[0].name, &expanded.members[0].bytes);
    let key = "PUK-001.1/police-uk-street/E23000021.2016/total/2022-01";
    assert_eq!(value(&parsed.observations, key), Some(1));
    assert!(parsed.diagnostics.is_empty());
}

#[test]
fn any_other_file_is_its_own_member() {
    for bytes in [b"month,force\n".to_vec(), workbook(&[("Table P1", &[])]), Vec::new()] {
        let expanded = expand("given", &bytes).unwrap();
        assert_eq!(expanded.members.len(), 1);
        assert_eq!(expanded.members[0].name, "given");
        assert_eq!(*expanded.members[0].bytes, *bytes);
    }
}

#[test]
fn an_archive_without_files_or_damaged_is_refused() {
    let refused = |bytes: &[u8]| told(&expand("a.zip", bytes).unwrap_err().diagnostics);
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
    let told_of = |bytes: &[u8]| told(&expand("a.zip", bytes).unwrap_err().diagnostics);
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
