//! Facts worked by hand.

use domain::cell::Cell;
use domain::diagnostic::{Diagnostic, Severity};
use domain::figure::{Base, Derivation, Exact, Missing};
use domain::marking::{Audience, Marking};

use super::*;
use crate::evaluate::Evaluated;

const MARCH: &str = "2022-03";

fn age(cut: &str) -> ObservationKey {
    of(FORCE, cut, MARCH)
}

fn ages(counts: [i64; 4]) -> World {
    let cuts = ["age.a", "age.b", "age.c", "total"];
    cuts.into_iter().zip(counts).fold(World::default(), |w, (cut, n)| w.with(age(cut), n))
}

fn nobody(_: &Area) -> Vec<Area> {
    Vec::new()
}

fn codes_of(problems: &[Diagnostic], severity: Severity) -> Vec<&str> {
    problems.iter().filter(|p| p.severity == severity).map(|p| p.code.id).collect()
}

/// 3 is small; 20 − 9 − 8 would give it away, so the cheapest neighbour goes with it.
#[test]
fn a_small_count_takes_the_smallest_neighbour_with_it() {
    let one = protect(&Policy::default(), &[], ages([3, 8, 9, 20]).values("one"), &nobody);
    assert_eq!(seen(&one), "20 [c] [c] 9");
    assert_eq!(codes_of(&one.problems, Severity::Error), [""; 0]);
    let text: String = one.problems.iter().map(ToString::to_string).collect();
    let notes = ["analysis::withheld-as-small", "analysis::withheld-with-another"];
    assert_eq!(codes_of(&one.problems, Severity::Note), notes);
    assert!(!text.contains(" 3") && !text.contains(" 8") && !text.contains("20 "), "{text}");
}

/// 4 and 4 of 8: whoever knows that both are small knows both.
#[test]
fn two_largest_small_counts_do_not_protect_each_other() {
    let one = protect(&Policy::default(), &[], ages([4, 4, 30, 38]).values("one"), &nobody);
    assert_eq!(seen(&one), "38 [c] [c] [c]");
    let one = protect(&Policy::default(), &[], ages([4, 3, 30, 37]).values("one"), &nobody);
    assert_eq!(seen(&one), "37 [c] [c] 30");
}

#[test]
fn zero_is_shown_unless_it_tells_a_class() {
    let one = protect(&Policy::default(), &[], ages([0, 12, 9, 21]).values("one"), &nobody);
    assert_eq!(seen(&one), "21 0 12 9");
    let lone = protect(&Policy::default(), &[], ages([0, 7, 0, 7]).values("one"), &nobody);
    assert_eq!(seen(&lone), "7 [c] [c] [c]");
    assert!(codes_of(&lone.problems, Severity::Note).contains(&"analysis::lone-class"));
    let policy = Policy { lone_class_up_to: 0, ..Policy::default() };
    assert_eq!(seen(&protect(&policy, &[], ages([0, 7, 0, 7]).values("one"), &nobody)), "7 0 7 0");
}

/// What the Home Office or the ONS publishes is never withheld.
#[test]
fn what_others_published_is_printed() {
    let sources = [("provider-returns".parse().unwrap(), Treatment::Open)].into();
    let policy = Policy { sources, ..Policy::default() };
    let one = protect(&policy, &[], ages([3, 8, 9, 20]).values("one"), &nobody);
    assert_eq!(seen(&one), "20 3 8 9");
}

/// The year to March and the year to April are out: with April 2021 out too, April 2022 is theirs
/// to subtract. So the second rolling year is withheld.
#[test]
fn rolling_years_are_not_subtracted() {
    let month = |n: i32| {
        let (year, month) = (2021 + (n + 3) / 12, 1 + (n + 3) % 12);
        of(FORCE, "total", &format!("{year}-{month:02}"))
    };
    let world = (0..13).fold(World::default(), |world, n| {
        world.with(month(n), if n == 12 { 2 } else { 10 + i64::from(n) })
    });
    let year = |period: &str| key(&of(FORCE, "total", period), Derivation::Total);
    let april = key(&month(0), Derivation::Value);
    let first = world.edition("first", &[year("fy2021-22"), april]);
    let policy = Policy::default();
    let first = protect(&policy, &[], first, &nobody).edition;
    let second = world.edition("second", &[year("12m2022-04")]);
    let with = protect(&policy, std::slice::from_ref(&first), second.clone(), &nobody);
    assert_eq!(seen(&with), "[c]");
    assert_eq!(codes_of(&with.problems, Severity::Error), [""; 0]);
    assert_eq!(seen(&protect(&policy, &[], second.clone(), &nobody)), "178");

    let both = Edition { name: "careless".into(), ..second };
    let third = world.edition("third", &[key(&month(12), Derivation::Value)]);
    let late = protect(&policy, &[first, both], third, &nobody);
    assert_eq!(seen(&late), "[c]");
    assert_eq!(codes_of(&late.problems, Severity::Warning), ["analysis::already-revealed"]);
    let told = late.problems.iter().find(|p| p.severity == Severity::Warning).unwrap();
    assert!(told.message.ends_with("first, careless"), "{}", told.message);
}

/// A count of 3 that is 6 in the next edition: the total and the parts that stayed tell the old one.
#[test]
fn a_revision_does_not_tell_what_was_hidden() {
    let policy = Policy::default();
    let first = protect(&policy, &[], ages([3, 8, 9, 20]).values("first"), &nobody);
    assert_eq!(seen(&first), "20 [c] [c] 9");
    let second = ages([6, 8, 9, 23]).values("second");
    assert_eq!(seen(&protect(&policy, &[], second.clone(), &nobody)), "23 6 8 9");
    let second = protect(&policy, &[first.edition], second, &nobody);
    assert!(seen(&second).matches("[c]").count() >= 2, "{}", seen(&second));
    assert_eq!(codes_of(&second.problems, Severity::Error), [""; 0]);
}

#[test]
fn what_is_made_of_a_hidden_count_is_hidden() {
    let world = ages([3, 8, 9, 20]).with(of(FORCE, "age.a", "2021-03"), 30);
    let last = "2021-03".parse().unwrap();
    let keys = [
        key(&age("age.a"), Derivation::Value),
        key(&age("age.a"), Derivation::Share(Base::Value)),
        key(&age("age.a"), Derivation::Change(Base::Value, last)),
        key(&age("age.a"), Derivation::Percent(Base::Value, last)),
        key(&age("age.c"), Derivation::Share(Base::Value)),
    ];
    let one = protect(&Policy::default(), &[], world.edition("one", &keys), &nobody);
    assert_eq!(seen(&one), "[c] [c] [c] [c] 450");
    let rounding = Policy { method: Method::RoundTo5, ..Policy::default() };
    let rounded = protect(&rounding, &[], world.edition("one", &keys), &nobody);
    assert_eq!(seen(&rounded), "~5 ~500/20 ~-25 ~-2500/30 ~1000/20");
    let share = Evaluated::value(
        Exact::Ratio { numerator: 300, denominator: 20 },
        Default::default(),
        vec![],
    );
    let share = rounded.gate.pass(&keys[1], share);
    assert_eq!(share.cell, Cell::Value(Exact::Ratio { numerator: 500, denominator: 20 }));
}

/// Four parts of 3 print as 5 each and are at least 3; their sum of 12 prints as 10 and is at most
/// 12. So rounding alone would give all of them away.
#[test]
fn rounded_counts_are_audited_too() {
    let cuts = ["age.a", "age.b", "age.c", "age.d"];
    let world = cuts.into_iter().fold(World::default(), |w, cut| w.with(age(cut), 3));
    let world = world.with(age("total"), 12);
    let policy = Policy { method: Method::RoundTo5, ..Policy::default() };
    let one = protect(&policy, &[], world.values("one"), &nobody);
    assert!(seen(&one).contains("[c]"), "{}", seen(&one));
    let fine = protect(&policy, &[], ages([3, 8, 9, 20]).values("one"), &nobody);
    assert_eq!(seen(&fine), "~20 ~5 ~10 ~10");
}

#[test]
fn a_restricted_measure_is_tracked_not_cited() {
    let measure: domain::ids::MeasureId = "SRV-001".parse().unwrap();
    let mut policy = Policy::default();
    policy.treatments.insert(measure.clone(), Treatment::Restricted);
    policy.readers_of.insert(measure.clone(), ["performance".parse().unwrap()].into());
    policy.markings.insert(measure, Marking::OfficialSensitive);
    let one = protect(&policy, &[], ages([30, 8, 9, 47]).values("one"), &nobody);
    assert_eq!(seen(&one), "[c] [c] [c] [c]");
    let total = key(&age("total"), Derivation::Value);
    let truth = || Evaluated::value(Exact::Whole(47), Default::default(), vec![total.clone()]);
    let passed = one.gate.pass(&total, truth());
    assert_eq!((passed.cell, passed.missing), (Cell::Suppressed, Some(Missing::NotCited)));
    assert!(passed.inputs.is_empty() && !one.gate.may_explain(&total));
    assert_eq!(one.gate.marking(&total.of), Marking::OfficialSensitive);
    let inside = one.gate.seen_by(Audience::Role("performance".parse().unwrap()));
    assert_eq!(inside.pass(&total, truth()), truth());
}

/// A figure nobody asked about does not slip through.
#[test]
fn the_gate_is_shut_to_what_was_not_judged() {
    let one = protect(&Policy::default(), &[], ages([12, 8, 9, 29]).values("one"), &nobody);
    let other = key(&of(FORCE, "total", "2022-04"), Derivation::Value);
    let evaluated = Evaluated::value(Exact::Whole(500), Default::default(), vec![]);
    assert_eq!(one.gate.pass(&other, evaluated.clone()).cell, Cell::Suppressed);
    assert_eq!(Gate::open().pass(&other, evaluated.clone()), evaluated);
}

/// Whatever a source or measure does not say is protected; what others have published is open,
/// whatever its measure, and a source under a restriction is not cited (SF-111).
#[test]
fn a_policy_is_read_from_the_catalogue() {
    let mut bundle = catalogue::Bundle::shipped();
    let source = |standing: &str| {
        let shipped = catalogue::Bundle::shipped();
        let text = shipped.get("sources/police-uk-street.toml").unwrap();
        let text = String::from_utf8(text.to_vec()).unwrap();
        let text = text.replace("police-uk-street\"", &format!("x-{standing}\""));
        text.replace("standing = \"published\"", &format!("standing = \"{standing}\""))
    };
    for standing in ["restricted", "held-by-office"] {
        bundle.insert(&format!("sources/x-{standing}.toml"), source(standing).into_bytes());
    }
    let policy = "small = [1, 9]\nreaders = [\"performance\"]\nopen = [\"FIN-001\"]\n\
                  [[restricted]]\nmeasure = \"HAT-001\"\nwhy = \"Few people.\"\n";
    bundle.insert("disclosure.toml", policy.as_bytes().to_vec());
    let (catalogue, problems) = catalogue::Catalogue::load(&bundle);
    assert!(!domain::diagnostic::has_errors(&problems), "{problems:?}");
    let policy = Policy::of(&catalogue);
    assert_eq!((policy.small, policy.method), ((1, 9), Method::Suppress));
    let treatment = |measure: &str, source: &str| {
        let (measure, source) = (measure.parse().unwrap(), source.parse().unwrap());
        policy.treatment(&ObservationKey { measure, source, ..age("total") })
    };
    assert_eq!(treatment("SOC-001", "police-uk-street"), Treatment::Open);
    assert_eq!(treatment("CRM-001", "x-held-by-office"), Treatment::Protected, "public");
    assert_eq!(treatment("SOC-001", "x-held-by-office"), Treatment::Restricted, "restricted");
    assert_eq!(treatment("HAT-001", "x-held-by-office"), Treatment::Restricted, "by the policy");
    assert_eq!(treatment("FIN-001", "x-held-by-office"), Treatment::Open);
    assert_eq!(treatment("CRM-001", "x-restricted"), Treatment::Restricted);
    assert_eq!(treatment("CRM-001", "not-declared"), Treatment::Protected);
    let role = |name: &str| Audience::Role(name.parse().unwrap());
    assert!(policy.sees_all(&role("performance"), &"SOC-001".parse().unwrap()));
    assert!(!policy.sees_all(&role("press"), &"SOC-001".parse().unwrap()));
}

/// What was kept of a publication reads back, and opens the gate to what it showed and no further.
#[test]
fn a_publication_reads_back_and_is_shown_again() {
    let world = ages([3, 8, 9, 20]);
    let mut keys: Vec<FigureKey> = world.held.keys().map(|of| key(of, Derivation::Value)).collect();
    keys.push(key(&age("age.c"), Derivation::Share(Base::Value)));
    for policy in [Policy::default(), Policy { method: Method::RoundTo5, ..Policy::default() }] {
        let one = protect(&policy, &[], world.edition("one paper", &keys), &nobody);
        let kept: Edition = one.edition.to_string().parse().unwrap();
        assert_eq!(kept, one.edition);
        let gate = Gate::published(policy, [&kept]);
        for key in &keys {
            let truth = world.print(key).truth.unwrap();
            let truth = Evaluated::value(truth, Default::default(), vec![]);
            assert_eq!(gate.pass(key, truth.clone()), one.gate.pass(key, truth), "{key}");
        }
        let other = key(&of(FORCE, "total", "2022-04"), Derivation::Value);
        let evaluated = Evaluated::value(Exact::Whole(500), Default::default(), vec![]);
        assert_eq!(gate.pass(&other, evaluated).cell, Cell::Suppressed);
    }
    for wrong in ["held x 3", "printed x [c] -", "edition"] {
        assert!(wrong.parse::<Edition>().is_err(), "{wrong}");
    }
}

/// 40 by 50 cells and their margins; the measured times stand in the decision on disclosure.
#[test]
fn two_thousand_cells_take_a_moment() {
    let mut world = World::default();
    let mut rows = [0; 40];
    let mut columns = [0; 50];
    for row in 0..40 {
        for column in 0..50 {
            let n = i64::from((row * 37 + column * 101 + row * column * 13) % 97);
            let count = if n < 3 { n + 1 } else { n + 4 };
            rows[usize::try_from(row).unwrap()] += count;
            columns[usize::try_from(column).unwrap()] += count;
            world.held.insert(age(&format!("age.a{row}+sex.s{column}")), count);
        }
    }
    for (n, count) in rows.iter().enumerate() {
        world.held.insert(age(&format!("age.a{n}")), *count);
    }
    for (n, count) in columns.iter().enumerate() {
        world.held.insert(age(&format!("sex.s{n}")), *count);
    }
    world.held.insert(age("total"), rows.iter().sum());
    let start = std::time::Instant::now();
    let one = protect(&Policy::default(), &[], world.values("one"), &nobody);
    let took = start.elapsed();
    let hidden = seen(&one).matches("[c]").count();
    println!("{} cells, {hidden} hidden, {took:?}", world.held.len());
    assert!(hidden >= 100 && codes_of(&one.problems, Severity::Error).is_empty());
    assert!(took.as_secs() < 20, "{took:?}");
}
