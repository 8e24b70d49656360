use domain::vintage::Vintage;

use crate::sample::{parsed, real, refused, told, value};

fn at(measure: &str, month: &str) -> String {
    format!("{measure}.1/police-uk-street/E23000021.2016/total/{month}")
}

#[test]
fn counts_stand_in_their_field_and_crimes_are_their_sum() {
    let file = "month,force,crime_type,count\n\
                2022-01,leicestershire,Anti-social behaviour,726\n\
                2022-01,leicestershire,Burglary,400\n\
                2022-01,btp,Burglary,7\n\
                2022-01,leicestershire,Drugs,200\n\
                2022-02,leicestershire,Anti-social behaviour,1\n";
    let parsed = parsed("counts.csv", file.as_bytes());
    let place = |measure: &str, month: &str| {
        let found = parsed.observations.iter().find(|o| o.key.to_string() == at(measure, month));
        found.map(|o| o.place.to_string())
    };
    assert_eq!(value(&parsed.observations, &at("PUK-001", "2022-01")), Some(600));
    assert_eq!(
        place("PUK-001", "2022-01").as_deref(),
        Some(
            "sum of column \"count\" over force = \"leicestershire\", month = \"2022-01\", \
             crime_type other than \"Anti-social behaviour\": lines 3, 5"
        )
    );
    assert_eq!(place("PUK-002", "2022-01").as_deref(), Some("line 2, column \"count\""));
    // A gap stays a gap: no robbery in January, no crime at all in February.
    assert_eq!(place("PUK-011", "2022-01"), None);
    assert_eq!(place("PUK-001", "2022-02"), None);
    let (vintage, _) = parsed.vintage.unwrap();
    assert_eq!(vintage, Vintage::Unknown);
    assert!(told(&parsed.diagnostics).contains("1 row of btp passed over"));
}

#[test]
fn a_figure_given_twice_or_not_a_number_is_refused() {
    let file = "month,force,crime_type,count\n\
                2022-01,leicestershire,Burglary,400\n\
                2022-01,Leicestershire Police,Burglary,401\n\
                2022-01,leicestershire,Drugs,4.5\n";
    let told = refused("counts.csv", file.as_bytes());
    assert!(told.contains("stands on line 2 already"), "{told}");
    assert!(told.contains("line 4, column \"count\": \"4.5\" is not a count"), "{told}");
}

/// Cut by something else than the outcome, each count would stand on several rows.
#[test]
fn counts_split_by_anything_else_are_refused() {
    let file = "month,force,crime_type,gender,count\n\
                2022-01,leicestershire,Burglary,Female,4\n";
    let told = refused("counts.csv", file.as_bytes());
    assert!(told.contains("ingest::columns-differ"), "{told}");
    assert!(told.contains("not among them: \"gender\""), "{told}");
}

#[test]
fn the_real_counts_are_read() {
    let bytes = real("police-uk/derived/street-monthly-counts.csv");
    let parsed = parsed("street-monthly-counts.csv", &bytes);
    assert_eq!(parsed.rows_read, 25_560);
    assert_eq!(value(&parsed.observations, &at("PUK-001", "2022-01")), Some(8_004));
}
