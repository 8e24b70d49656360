//! What the shipped catalogue must say, and that nothing in it is wrong.

use std::collections::BTreeSet;
use std::path::Path;

use catalogue::{Bundle, Catalogue, Disclosure, Standing};
use domain::ids::{MeasureId, Slug, SourceId};
use domain::measure::Polarity;
use domain::period::Period;
use domain::plan::{Expectation, PoliceAndCrimePlan, Tier};

fn shipped() -> Catalogue {
    Catalogue::load(&Bundle::shipped()).0
}

fn measure_id(text: &str) -> MeasureId {
    text.parse().expect("a measure's id")
}

fn slug(text: &str) -> Slug {
    text.parse().expect("a slug")
}

fn source(text: &str) -> SourceId {
    text.parse().expect("a source's id")
}

fn plan(catalogue: &Catalogue) -> &PoliceAndCrimePlan {
    catalogue.plan(&slug("leicestershire-2014")).expect("the example plan is shipped")
}

#[test]
fn nothing_shipped_is_wrong() {
    let (catalogue, problems) = Catalogue::load(&Bundle::shipped());
    let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{}", told.join("\n\n"));
    assert!(catalogue.check_lookup().is_empty());
}

/// Everything shipped is of sources that have published it; the shipped policy is the standard one,
/// with a role that sees what the public does not.
#[test]
fn every_shipped_source_says_that_it_is_published() {
    let catalogue = shipped();
    for source in catalogue.sources() {
        assert_eq!(source.standing, Standing::Published, "{}", source.id);
    }
    let readers = [slug("performance")].into();
    let standard = Disclosure { readers, ..Disclosure::default() };
    assert_eq!(catalogue.disclosure(), Some(&standard));
}

/// What is compiled in is what stands in the folder.
#[test]
fn the_program_carries_the_folder() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folder = Bundle::from_folder(&root.join("catalogue")).unwrap();
    let plan = std::fs::read(root.join("examples/leicestershire/plan.toml")).unwrap();
    folder.insert("plans/leicestershire-2014.toml", plan);
    let paths = |b: &Bundle| -> Vec<String> { b.files().map(|(p, _)| p.to_owned()).collect() };
    let advice = "a file was added: save crates/catalogue/src/bundle.rs again to compile it in";
    assert_eq!(paths(&folder), paths(&Bundle::shipped()), "{advice}");
    assert!(folder == Bundle::shipped(), "{advice}");
    assert_eq!(folder.digest(), Bundle::shipped().digest());
}

#[test]
fn the_263_measures_of_the_field_and_ours_are_there() {
    let catalogue = shipped();
    let ours = [
        "CRT", "CSW", "IOP", "NPC", "OCO", "OUC", "PAS", "POP", "PRC", "PRI", "PRN", "PRR", "PUK",
        "PWF", "UOF", "WIR",
    ];
    let own =
        |id: &str| ours.contains(&&id[..3]) || id.starts_with("CRM-9") || id.starts_with("FIN-9");
    let (added, field): (Vec<_>, Vec<_>) =
        catalogue.measures().map(|measure| measure.id.as_str()).partition(|id| own(id));
    assert_eq!((field.len(), added.len()), (263, 144));
    let themes: BTreeSet<_> = catalogue.measures().map(|m| m.theme.as_str()).collect();
    assert_eq!(themes.len(), 28 + 4);
}

#[test]
fn what_the_field_leaves_open_stays_unwritten() {
    let catalogue = shipped();
    let measure = catalogue.measure(&measure_id("OUT-003")).unwrap();
    assert_eq!(measure.unwritten, ["caveat", "sources", "labels"]);
    let measure = catalogue.measure(&measure_id("CRM-001")).unwrap();
    assert!(measure.unwritten.is_empty() && measure.denominator.is_none());
    assert_eq!(measure.file, "measures/recorded-crime/CRM-001.toml");
}

#[test]
fn sources_use_their_own_words() {
    let catalogue = shipped();
    let table = [
        ("police-recorded-crime", "recorded_offences", "CRM-001"),
        ("police-recorded-crime", "Total recorded  crime (EXCLUDING fraud)", "CRM-001"),
        ("police-recorded-crime", "Residential\u{a0}burglary", "CRM-004"),
        ("police-recorded-crime", "Non-residential  burglary", "CRM-005"),
        ("police-recorded-crime", "Domestic burglary", "CRM-902"),
        ("police-recorded-crime", "Burglary", "PRC-004"),
        ("police-recorded-crime", "Table P3: Burglary", "PRR-011"),
        ("police-recorded-crime", "Table P3: Residential burglary (households)", "PRR-013"),
        ("police-uk-street", "Burglary", "PUK-004"),
        ("police-uk-street", "Violence and sexual offences", "PUK-015"),
        ("ons-mid-year-estimates", "Population figures (mid-2017) rounded to 100", "POP-001"),
    ];
    for (from, label, id) in table {
        let found = catalogue.measure_for(&source(from), label);
        assert_eq!(found.map(|m| m.id.as_str()), Some(id), "{from}: {label}");
    }
    let unknown = catalogue.measure_for(&source("police-uk-street"), "Vehicle offences");
    assert!(unknown.is_none(), "a label of one source means nothing in another");
}

/// police.uk's types are never fed by, or named as, official ones.
#[test]
fn police_uk_types_stand_apart_from_official_measures() {
    for measure in shipped().measures() {
        let own = measure.id.as_str().starts_with("PUK");
        let crimes = ["police-uk-outcomes", "police-uk-street"];
        let from_police_uk = |s: &SourceId| crimes.contains(&s.as_str());
        assert!(measure.sources.iter().all(|s| from_police_uk(s) == own));
        if own {
            let caveat = measure.caveat.as_deref().unwrap();
            assert!(caveat.contains("never mapped"), "{}: {caveat}", measure.id);
        }
    }
}

#[test]
fn forces_are_known_by_every_spelling() {
    let catalogue = shipped();
    let code = |name: &str| catalogue.police_area(name).map(|f| f.area.to_string());
    let table = [
        ("leicestershire", "E23000021.2016"),
        ("Leicestershire Police", "E23000021.2016"),
        ("E23000021", "E23000021.2016"),
        ("Devon & Cornwall", "E23000035.2016"),
        ("Devon and Cornwall", "E23000035.2016"),
        ("London, City of", "E23000034.2016"),
        ("City of London", "E23000034.2016"),
        ("Hampshire and Isle of Wight", "E23000030.2016"),
        ("Metropolitan Police Service", "E23000001.2016"),
        ("Wiltshire ", "E23000038.2016"),
    ];
    for (name, expected) in table {
        assert_eq!(code(name).as_deref(), Some(expected), "{name}");
    }
    assert_eq!(catalogue.police_areas().count(), 43);
    let others = ["Action Fraud", "British Transport Police", "btp", "CIFAS", "UK Finance", "PSNI"];
    for name in others {
        assert!(catalogue.is_other_body(name) && code(name).is_none(), "{name}");
    }
    assert!(!catalogue.is_other_body("Leicestershire"));
}

/// SF-091: a sentence that runs names together names no force; lists come from structured data.
#[test]
fn names_run_together_are_not_a_force() {
    let catalogue = shipped();
    assert!(catalogue.police_area("Essex Hampshire").is_none());
    assert!(catalogue.police_area("Hertfordshire Kent Nottinghamshire").is_none());
}

/// SF-090: the membership of a most similar group is a dated list, the force itself included.
#[test]
fn the_most_similar_group_of_2014_has_eight_members() {
    let catalogue = shipped();
    let group = catalogue.group(&slug("msg-leicestershire-2014")).unwrap();
    let name = |code: &str| catalogue.police_area_by_code(code).unwrap().name.clone();
    let members: Vec<_> = group.members().map(|area| name(&area.code)).collect();
    let expected = "Leicestershire Bedfordshire Essex Hampshire Hertfordshire Kent \
                    Nottinghamshire Sussex";
    assert_eq!(members.join(" "), expected);
    assert_eq!(group.year, 2014);
    assert!(group.method.contains("unweighted mean"));
}

#[test]
fn districts_sum_to_the_populations_of_the_golden_file() {
    let catalogue = shipped();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let golden = root.join("tests/golden/leicestershire/peers-2021-22.csv");
    let golden = std::fs::read_to_string(golden).unwrap();
    let mut compared = 0;
    for line in golden.lines().skip(1) {
        let cells: Vec<_> = line.split(',').collect();
        let force = catalogue.police_area(cells[0]).unwrap();
        let people: i64 = catalogue
            .districts_of(&force.area)
            .iter()
            .map(|d| catalogue.population(&slug("mid-2020"), &d.area.code).unwrap().people)
            .sum();
        assert_eq!(people.to_string(), cells[3], "{}", cells[0]);
        compared += 1;
    }
    assert_eq!(compared, 8);
    let leicestershire = catalogue.police_area("leicestershire").unwrap();
    let districts = catalogue.districts_of(&leicestershire.area);
    assert_eq!((districts[0].name.as_str(), districts.len()), ("Blaby", 9));
}

#[test]
fn every_person_is_in_one_force() {
    let catalogue = shipped();
    let vintage = slug("mid-2020");
    let people = |code: &str| catalogue.population(&vintage, code).unwrap().people;
    let forces = catalogue.police_areas();
    let districts = forces.flat_map(|force| catalogue.districts_of(&force.area));
    let total: i64 = districts.map(|d| people(&d.area.code)).sum();
    assert_eq!(total, 59_719_724);
    let row = catalogue.population(&vintage, "E06000001").unwrap();
    assert_eq!((row.people, row.line), (93_836, 2));
    assert_eq!(row.file, "populations/mid-2020.csv");
    assert_eq!(catalogue.population(&vintage, "E06000028"), None);
}

#[test]
fn places_are_found_by_small_area_and_by_old_names() {
    let catalogue = shipped();
    let by_lsoa = |code: &str| catalogue.district_of_lsoa(code).map(|d| d.name.as_str());
    assert_eq!(by_lsoa("E01000001"), Some("City of London"));
    assert_eq!(
        by_lsoa("E01013610"),
        catalogue.district_named("Leicester").map(|d| d.name.as_str())
    );
    assert_eq!(by_lsoa("W01000001"), None, "the lookup covers England only");
    let by_name = |name: &str| catalogue.district_named(name).map(|d| d.area.code.as_str());
    assert_eq!(by_name("Daventry"), Some("E06000062"));
    assert_eq!(by_name("Bristol"), Some("E06000023"));
    assert_eq!(by_name("bristol, city of"), Some("E06000023"));
    assert_eq!(by_name("Atlantis"), None);
    assert!(catalogue.district("E06000028").is_none(), "a part must not pass for the whole");
}

#[test]
fn the_pandemic_year_is_a_poor_yardstick() {
    let catalogue = shipped();
    let of = |text: &str| {
        let period: Period = text.parse().unwrap();
        catalogue.exceptional(period).map(|p| p.title.as_str())
    };
    assert_eq!(of("fy2020-21"), Some("Pandemic year"));
    assert_eq!(of("2021-03"), Some("Pandemic year"));
    assert_eq!(of("12m2021-06"), Some("Pandemic year"));
    assert_eq!(of("fy2021-22"), None);
    assert_eq!(of("2020-03"), None);
}

#[test]
fn outcomes_stand_in_a_neutral_order() {
    let catalogue = shipped();
    let labels: Vec<_> = catalogue.outcome_categories().map(|o| o.label.as_str()).collect();
    let mut sorted = labels.clone();
    sorted.sort_unstable();
    assert_eq!(labels, sorted, "no outcome is before another but by its name");
    assert_eq!(labels.len(), 28);
    for outcome in catalogue.outcome_categories() {
        assert_eq!(outcome.slug, Slug::of(&outcome.label));
        assert_eq!(catalogue.outcome_category(&outcome.label), Some(&outcome.slug));
        assert_eq!(catalogue.outcome_label(&outcome.slug), Some(outcome.label.as_str()));
    }
}

/// SF-131: recording changes break a series, with a date and an explanation.
#[test]
fn series_breaks_are_dated_and_explained() {
    let catalogue = shipped();
    let burglary = catalogue.measure(&measure_id("CRM-004")).unwrap();
    let first = &burglary.breaks[0];
    assert_eq!(first.from.to_string(), "2017-04-01");
    assert!(first.why.contains("not comparable"));
    let ours = catalogue.measure(&measure_id("PUK-001")).unwrap();
    assert!(ours.breaks[0].why.ends_with("(Not confirmed in a source.)"));
}

/// SF-081: an increase is acceptable where crime is under-reported.
#[test]
fn some_increases_are_acceptable() {
    let catalogue = shipped();
    let polarity = |id: &str| catalogue.measure(&measure_id(id)).unwrap().polarity;
    assert_eq!(polarity("SXO-001"), Some(Polarity::IncreaseAcceptable));
    assert_eq!(polarity("PUK-015"), Some(Polarity::IncreaseAcceptable));
    assert_eq!(polarity("PUK-002"), Some(Polarity::NoPolarity));
    assert_eq!(polarity("PUK-020"), Some(Polarity::NoPolarity));
    let mut links = plan(&catalogue).context.iter();
    let violence = links.find(|link| link.measure == measure_id("PUK-015")).unwrap();
    assert_eq!(violence.polarity, Polarity::IncreaseAcceptable);
}

/// SF-073: the number of themes is data; this plan has four.
#[test]
fn this_plan_has_four_themes_and_eighteen_priorities() {
    let catalogue = shipped();
    let plan = plan(&catalogue);
    let titles: Vec<_> = plan.themes.iter().map(|theme| theme.title.as_str()).collect();
    let expected = [
        "Reducing Offending and Re-offending",
        "Supporting Victims and Witnesses",
        "Making Communities and Neighbourhoods Safer",
        "Protecting the Vulnerable",
    ];
    assert_eq!(titles, expected);
    let theme_of = |number: u16| {
        let priority = plan.priorities.iter().find(|p| p.number == number).unwrap();
        let id = priority.theme.as_ref()?;
        plan.themes.iter().position(|theme| theme.id == *id)
    };
    let themes: Vec<_> = (1..=18).map(theme_of).collect();
    let expected = [(0, 4), (1, 5), (2, 5), (3, 3)];
    let expected = expected.into_iter().flat_map(|(theme, n)| vec![Some(theme); n]);
    let expected: Vec<_> = expected.chain([None]).collect();
    assert_eq!(themes, expected);
    assert!(plan.caution.as_deref().unwrap().contains("not the plan in force"));
}

/// SF-083: priorities 6 and 15 cite no measures on purpose; that is not missing data.
#[test]
fn two_priorities_cite_no_measures_on_purpose() {
    let catalogue = shipped();
    let on_purpose = plan(&catalogue).priorities.iter();
    let on_purpose = on_purpose.filter(|p| p.no_measures_because.is_some());
    let numbers: Vec<_> = on_purpose.map(|p| (p.number, p.measures.len())).collect();
    assert_eq!(numbers, [(6, 0), (15, 0)]);
}

/// SF-085: five categories carry a significant reduction under priorities 10 to 14 together.
#[test]
fn five_categories_carry_a_significant_reduction() {
    let catalogue = shipped();
    let plan = plan(&catalogue);
    let [shared] = plan.shared.as_slice() else {
        panic!("one shared list");
    };
    assert_eq!(shared.priorities, [10, 11, 12, 13, 14]);
    let ids: Vec<_> = shared.measures.iter().map(|m| m.measure.as_str()).collect();
    assert_eq!(ids, ["CRM-001", "CRM-902", "CRM-006", "CRM-007", "CRM-010"]);
    for link in &shared.measures {
        assert_eq!(link.expectation, Some(Expectation::SignificantReduction));
        assert_eq!(link.polarity, Polarity::LowerIsBetter);
        assert_eq!(link.headline_source.as_str(), "police-recorded-crime");
    }
    assert!(shared.measures[1..].iter().all(|link| link.note.is_some()));
    assert_eq!(plan.shared_by(12).count(), 1);
    assert_eq!(plan.shared_by(6).count(), 0);
    let expecting = plan.measures().filter(|link| link.expectation.is_some());
    assert_eq!(expecting.count(), 5);
}

/// SF-231: every use of a measure has a baseline, and the reason for it.
#[test]
fn every_use_of_a_measure_has_a_baseline_and_its_reason() {
    let catalogue = shipped();
    let plan = plan(&catalogue);
    assert!(plan.measures().all(|link| !link.baseline.reason.is_empty()));
    let all_crime = &plan.shared[0].measures[0].baseline;
    assert_eq!(all_crime.years_before, 1);
    assert_eq!(all_crime.beside, Some("fy2019-20".parse().unwrap()));
    assert!(all_crime.reason.contains("pandemic year"));
}

#[test]
fn police_uk_types_are_watched_beside_the_plan() {
    let catalogue = shipped();
    let context = &plan(&catalogue).context;
    assert_eq!(context.len(), 16);
    assert_eq!(context[0].measure, measure_id("PUK-001"));
    assert_eq!(context[0].tier, Tier::KeyIndicator);
    assert!(context[1..].iter().all(|link| link.tier == Tier::Monitored));
    assert_eq!(context[15].headline_source.as_str(), "police-uk-outcomes");
}
