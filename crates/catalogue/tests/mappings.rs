//! Mappings are written as they are read.

use catalogue::mapping::{DateOrder, DecimalMark, KnownFigure, Meaning, TableCheck};
use catalogue::{Bundle, Catalogue, Mapping};

fn again(mapping: &Mapping) -> Mapping {
    let mut bundle = Bundle::shipped();
    bundle.insert(&mapping.file, mapping.to_toml().into_bytes());
    let (catalogue, problems) = Catalogue::load(&bundle);
    assert!(problems.is_empty(), "{problems:#?}\n{}", mapping.to_toml());
    let found = catalogue.mappings().find(|other| other.id == mapping.id);
    found.expect("what was written is read").clone()
}

#[test]
fn every_shipped_mapping_is_written_as_it_was_read() {
    let catalogue = Catalogue::load(&Bundle::shipped()).0;
    assert!(catalogue.mappings().count() >= 4);
    for mapping in catalogue.mappings() {
        assert_eq!(again(mapping), *mapping);
    }
}

#[test]
fn every_field_is_written() {
    let catalogue = Catalogue::load(&Bundle::shipped()).0;
    let mut mapping = catalogue.mappings().next().unwrap().clone();
    mapping.name = "quotes \" and \\ and \u{7} and é".to_owned();
    mapping.published = "about 2023-01".parse().ok();
    mapping.sheets = vec!["Apr".to_owned(), "May".to_owned()];
    mapping.date_order = Some(DateOrder::MonthFirst);
    mapping.decimal_mark = Some(DecimalMark::Comma);
    mapping.symbols = vec![("n.k.".to_owned(), Meaning::NotAvailable)];
    mapping.ignored = vec!["Survey".to_owned()];
    mapping.values[0].repeated = true;
    mapping.values[0].at_end = true;
    mapping.values[0].cut = "location.elsewhere".parse().ok();
    let known = |row: &str| KnownFigure {
        row: row.to_owned(),
        column: "2018".to_owned(),
        value: "9.8".parse().unwrap(),
    };
    mapping.known_by = ["Surrey", "Dorset", "Kent"].map(known).to_vec();
    mapping.checks = vec![
        TableCheck::Above { after: "sums to".to_owned() },
        TableCheck::Columns { total: "a".to_owned(), parts: vec!["b".to_owned(), "c".to_owned()] },
        TableCheck::Percent {
            percent: "a".to_owned(),
            part: "b".to_owned(),
            whole: "c".to_owned(),
        },
        TableCheck::TotalRow { column: vec!["a".to_owned()], texts: vec!["Total".to_owned()] },
    ];
    assert_eq!(again(&mapping), mapping);
}
