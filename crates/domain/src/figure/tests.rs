use super::*;
use proptest::prelude::*;

fn ratio(numerator: i128, denominator: i128) -> Exact {
    Exact::Ratio { numerator, denominator }
}

#[test]
fn numbers_are_written_as_councillors_read_them() {
    let cases = [
        (Exact::Whole(94_597), Format::Number { decimals: 0 }, "94,597"),
        (Exact::Whole(-12), Format::Signed { decimals: 0 }, "\u{2212}12"),
        (Exact::Whole(0), Format::Signed { decimals: 0 }, "0"),
        (Exact::Whole(1_234_567), Format::Signed { decimals: 0 }, "+1,234,567"),
        // Dorset SARC: 278 to 326 is +17.3 %.
        (ratio(4800, 278), Format::SignedPercent { decimals: 1 }, "+17.3%"),
        // CPS referrals: 56,050 to 56,423 is +0.7 %.
        (ratio(37_300, 56_050), Format::SignedPercent { decimals: 1 }, "+0.7%"),
        (ratio(94_597_000, 1_107_597), Format::Number { decimals: 1 }, "85.4"),
        (ratio(-1, 2000), Format::SignedPercent { decimals: 1 }, "0.0%"),
        (Exact::Whole(3), Format::Rank, "3rd"),
        (Exact::Whole(12), Format::Rank, "12th"),
        (Exact::Real(0.0004), Format::Probability, "under 0.001"),
        (Exact::Real(0.0558), Format::Probability, "0.056"),
    ];
    for (exact, format, expected) in cases {
        assert_eq!(text::write(exact, format), expected);
    }
}

#[test]
fn half_rounds_away_from_zero() {
    assert_eq!(text::rounded(ratio(5, 2), 0), 3);
    assert_eq!(text::rounded(ratio(-5, 2), 0), -3);
    assert_eq!(text::rounded(Exact::Real(0.285), 2), 29);
    assert_eq!(text::rounded(Exact::Real(-2.5), 0), -3);
    assert_eq!(text::rounded(ratio(1, 3), 2), 33);
}

#[test]
fn a_figure_id_reads_back() {
    for text in [
        "2022-03-31.1/PUK-001.1/police-uk-street/E23000021.2016/total/fy2021-22/total",
        "2022-03-31.1/PUK-001.1/police-uk-street/E23000021.2016/total/fy2021-22/\
         peers~others-low~msg-leicestershire-2014~total~1000~mid-2020",
        "2022-03-31.1/PUK-001.1/police-uk-street/E23000021.2016/total/fy2021-22/\
         peers~expected-high~msg-leicestershire-2014~total~1000~mid-2020",
        "2022-03-31.1/CRM-001.1/police-recorded-crime/E23000021.2016/total/fy2021-22/\
         peers~rank-low~msg-leicestershire-2014~value~1000~mid-2020",
        "2022-03-31.1/CRM-001.1/police-recorded-crime/E23000021.2016/total/fy2021-22/\
         funnel~low-99.8~value~1000~mid-2020",
        "2022-06-30.2/PUK-001.1/police-uk-street/E23000021.2016/last-outcome.local-resolution/\
         fy2021-22+90/share~total",
        "2022-03-31.1/CRM-001.1/police-recorded-crime/E23000021.2016/total/fy2021-22/\
         annual-test~p~fy2020-21",
        "2022-03-31.1/PUK-004.1/police-uk-street/E07000129.2021/total/2022-03/\
         xmr~upper~mdc-2023~2020-04-01_2022-03-31",
        "2022-03-31.1/CRM-001.1/police-recorded-crime/E23000021.2016/total/fy2017-18/first",
        "2022-03-31.1/CRM-001.1/police-recorded-crime/E23000021.2016/total/12m2019-09/\
         percent~first~12m2018-09",
        "2022-03-31.1/CRM-001.1/police-recorded-crime/E23000021.2016/total/fy2017-18/\
         revision~percent",
        "2022-06-30.1/PUK-001.1/police-uk-street/E23000021.2016/last-outcome.suspect-charged/\
         2022-01/cohort~share~12",
        "2022-06-30.1/PUK-001.1/police-uk-street/E23000021.2016/last-outcome.suspect-charged/\
         fy2021-22q4/cohort-change~4~fy2020-21q4",
        "2022-03-31.1/PUK-020.1/police-uk-outcomes/E23000021.2016/total/fy2021-22/\
         per-100~total~PUK-001~police-uk-street",
        "2022-03-31.1/PUK-004.1/police-uk-street/E23000021.2016/total/2022-03/\
         xmr~upper~mdc-2023~2020-04-01_2022-03-31~police-uk-2025",
        "2022-03-31.1/PUK-004.1/police-uk-street/E23000021.2016/total/2022-03/\
         adjusted~police-uk-2025",
    ] {
        let id: FigureId = text.parse().unwrap();
        assert_eq!(id.to_string(), text);
        let safe = |c: char| c.is_ascii_alphanumeric() || "-._~/+".contains(c);
        assert!(text.chars().all(safe), "{text}");
    }
    let aged = "2022-03-31.1/PUK-001.1/police-uk-street/E23000021.2016/total/2022-01/cohort~count~";
    for age in ["", "-1", "+6", "06", "6.5", "70000"] {
        assert!(format!("{aged}{age}").parse::<FigureId>().is_err(), "{age}");
    }
    for text in ["", "a/b", "2022-03-31.1/PUK-001/x/E23000021.2016/total/fy2021-22/total"] {
        assert!(text.parse::<FigureId>().is_err(), "{text}");
    }
}

#[test]
fn missing_is_written_as_its_symbol_and_zero_as_zero() {
    let id = "2022-03-31.1/PUK-001.1/police-uk-street/E23000021.2016/total/fy2019-20/total";
    let mut figure = Figure {
        id: id.parse().unwrap(),
        cell: Cell::NotAvailable,
        format: Format::Number { decimals: 0 },
        markers: Markers::NONE,
        missing_because: Some("no file was supplied".into()),
    };
    assert_eq!(figure.text(), "[x]");
    figure.cell = Cell::Value(Exact::Whole(0));
    figure.markers = figure.markers.with(crate::cell::Marker::Revised);
    assert_eq!(figure.text(), "0 [r]");
}

proptest! {
    #[test]
    fn a_ratio_rounds_to_the_nearest(n in -1_000_000i128..1_000_000, d in 1i128..10_000) {
        let tenths = text::rounded(ratio(n, d), 1);
        prop_assert!((10 * n - tenths * d).abs() * 2 <= d);
        prop_assert_eq!(text::rounded(ratio(-n, d), 1), -tenths);
    }
}
