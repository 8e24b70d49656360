//! Every kind of problem is found, in its file and on its line, and all of them at once.

use std::collections::BTreeSet;
use std::io::Write;

use catalogue::{Bundle, CHECKS, Catalogue, codes};
use domain::diagnostic::{Diagnostic, has_errors};

/// One change to the shipped catalogue.
enum Change {
    /// A file is replaced or added.
    File(&'static str, &'static [u8]),
    /// A text in a file is replaced where it first stands.
    Text(&'static str, &'static str, &'static str),
}

use Change::{File, Text};

fn text_of<'b>(bundle: &'b Bundle, path: &str) -> &'b str {
    let bytes = bundle.get(path).expect("a case names a file that is there");
    std::str::from_utf8(bytes).expect("a case names a text file")
}

fn changed(changes: &[Change]) -> Bundle {
    let mut bundle = Bundle::shipped();
    for change in changes {
        match change {
            File(path, bytes) => bundle.insert(path, bytes.to_vec()),
            Text(path, from, to) => {
                let text = text_of(&bundle, path).to_owned();
                assert!(text.contains(from), "{path} does not say {from}");
                bundle.insert(path, text.replacen(from, to, 1).into_bytes());
            }
        }
    }
    bundle
}

/// What loading finds.
fn problems_of(bundle: &Bundle) -> Vec<Diagnostic> {
    // Other plans use measures that the example plan cites, too: of plans that were not changed
    // themselves, one is enough.
    let shipped = Bundle::shipped();
    let mut problems = Catalogue::load(bundle).1;
    problems.retain(|problem| {
        let file = problem.location.file.as_str();
        let is_changed = shipped.get(file) != bundle.get(file);
        file == PLAN || !file.starts_with("plans/") || is_changed
    });
    problems
}

fn told(problems: &[Diagnostic]) -> Vec<String> {
    let line = |d: &Diagnostic| d.location.line.map_or(String::new(), |n| format!(":{n}"));
    let tell = |d: &Diagnostic| format!("{} {}{}", d.code.id, d.location.file, line(d));
    problems.iter().map(tell).collect()
}

const CRM_001: &str = "measures/recorded-crime/CRM-001.toml";
const CRM_003: &str = "measures/recorded-crime/CRM-003.toml";
const GRANT: &str = "mappings/home-office-police-grant.toml";
const LOOKUP: &str = "areas/lsoa-2011-to-district.csv.gz";
const OUTCOMES: &str = "vocabulary/outcomes.csv";
const PARTNERSHIPS: &str = "areas/partnerships.csv";
const PEOPLE: &str = "populations/mid-2020.csv";
const DISCLOSURE: &str = "disclosure.toml";
const PERIODS: &str = "exceptional-periods.toml";
const PUK_004: &str = "measures/police-uk/PUK-004.toml";
const PLAN: &str = "plans/leicestershire-2014.toml";
const SPENDING: &str = "mappings/spending-lancashire.toml";
const GROUP: &str = "groups/msg-leicestershire-2014.toml";
const DISTRICTS: &str = "areas/districts.csv";

const ASSURANCE: &str = "plans/cambridgeshire-2015/assurance.toml";
const CAMBRIDGESHIRE: &str = "plans/cambridgeshire-2015/forums.toml";
const NORTH: &str = "plans/north.toml";

/// A disclosure policy with every mistake a policy can make.
const RULES: &[u8] = br#"
small = [4, 1]
method = "blur"
open = ["XXX-001", "CRM-001"]
[[restricted]]
measure = "CRM-001"
[[marked]]
measure = "XXX-003"
marking = "OFFICIAL-SENSITIVE"
[[read-by]]
measure = "XXX-004"
roles = ["performance"]
[[sum]]
whole = "CRM-001"
parts = ["XXX-005"]
"#;

/// A framework with every mistake a framework can make.
const FRAMEWORK: &[u8] = br#"
id = "north"
title = "Framework"
body = "Somebody"
period = "fy2022-23"
source = "nowhere"

[[baselines]]
id = "one"
reason = "Usual."

[[themes]]
id = "first"
title = "First"

[[priorities]]
number = 1
theme = "first" # one
title = "Everything"
summary = "Nobody looks at it."

[[priorities]]
number = 2
theme = "first" # two
title = "everything"
summary = "The same again."
uncovered-because = "Too early."

[[priorities]]
number = 3
theme = "first" # three
also-under = ["first"]
summary = "Twice under one theme."

[[priorities.measures]]
measure = "CRM-001"
polarity = "lower-is-better"
tier = "monitored"
headline-source = "police-recorded-crime"
baseline = "one"

[[priorities.measures.revisions]]
act = "amended"
version = 2
applies-from = 2015-04-02
adopted-on = 2015-06-17
history = "not-recast"
reason = "Adopted after it applies, and nothing worked out again."

[[priorities.measures.revisions]]
act = "amended"
version = 2
applies-from = 2015-04-03
adopted-on = 2015-04-01
history = "wholly"
reason = "Adopted before the one before it."

[[priorities.measures.revisions]]
act = "confirmed"
version = 2
applies-from = 2015-04-04
adopted-on = 2015-08-01
history = "partly"
reason = "Partly, but from when?"

[[priorities]] # nowhere
number = 4
summary = "Under no theme."

[[stated]]
of = "priority"
count = 5
place = "page 1"

[[forums]] # round
id = "here"
title = "Here"
kind = "constabulary"
reports-to = ["there"]

[[forums]]
id = "there"
title = "There"
kind = "constabulary"
reports-to = ["here"]

[[forums]] # line
id = "line"
title = "Line"
kind = "commissioner"
chair = "jane-doe"
updates = ["nobody"]

[[forums]]
id = "twice"
title = "Twice"
kind = "commissioner"

[[forums]] # again
id = "twice"
title = "Twice"
kind = "commissioner"

[[assurances]]
kind = "commissioner"
themes = ["second"]
priorities = [9]
forums = ["nowhere"]

[[evidence]]
id = "data"
title = "Data"
source = "hearsay"
measures = ["CRM-777"]

[[statements]]
id = "s-1"
text = "We will."
document = "a paper"
same-as = "s-0"
"#;

/// What is changed, and every problem that must be found for it: its kind, its file, and words that
/// first stand on its line, as the file then is; no words where the whole file is meant.
type Case = (&'static [Change], &'static [(&'static str, &'static str, &'static str)]);

const CASES: &[Case] = &[
    (&[], &[]),
    // Reading.
    (
        &[Text(CRM_001, "lower-is-better", "down-is-good")],
        &[("unknown-word", CRM_001, "down-is-good"), ("incomplete-measure", PLAN, "\"CRM-001\"")],
    ),
    (
        &[Text(CRM_001, "frequency = ", "freqency = ")],
        &[("unknown-field", CRM_001, "freqency"), ("incomplete-measure", PLAN, "\"CRM-001\"")],
    ),
    (
        &[Text("sources/police-uk-street.toml", "licence", "# licence")],
        &[("missing-field", "sources/police-uk-street.toml", "id = ")],
    ),
    (
        &[File("sources/x.toml", b"id = \"x\"\nname = \"unclosed\n")],
        &[("unreadable-file", "sources/x.toml", "unclosed")],
    ),
    (&[File("sources/x.toml", b"id = \"\xff\"\n")], &[("unreadable-file", "sources/x.toml", "")]),
    (&[File("measures/CRM-001.toml", b"")], &[("misplaced-file", "measures/CRM-001.toml", "")]),
    (
        &[Text(PERIODS, "fy2020-21", "2020/21")],
        &[("unreadable-value", PERIODS, "period = \"2020/21\"")],
    ),
    (
        &[Text(PLAN, "beside = \"fy2019-20\"", "beside = \"fy2019-21\"")],
        &[("unreadable-value", PLAN, "fy2019-21")],
    ),
    (&[Text(OUTCOMES, "slug,label", "label,slug")], &[("unreadable-file", OUTCOMES, "label,slug")]),
    (
        &[Text(
            OUTCOMES,
            "awaiting-court-outcome,Awaiting court outcome",
            "local-resolution,Awaiting court outcome",
        )],
        &[("duplicate-id", OUTCOMES, "local-resolution,Local resolution")],
    ),
    (
        &[Text(PEOPLE, "E06000002,", "E06000001,")],
        &[
            ("duplicate-id", PEOPLE, "E06000001,Middlesbrough"),
            ("missing-population", DISTRICTS, "E06000002"),
            ("wrong-total", "populations/totals.csv", "59719724"),
        ],
    ),
    (&[Text(GROUP, "year = 2014\n", "")], &[("missing-field", GROUP, "# Structured")]),
    // disclosure_names_what_is_declared
    (
        &[File(DISCLOSURE, RULES)],
        &[
            ("unreadable-value", DISCLOSURE, "small = [4, 1]"),
            ("unknown-word", DISCLOSURE, "method = \"blur\""),
            ("unknown-measure", DISCLOSURE, "open = [\"XXX-001\""),
            ("unreadable-value", DISCLOSURE, "open = [\"XXX-001\""),
            ("missing-field", DISCLOSURE, "[[restricted]]"),
            ("unknown-measure", DISCLOSURE, "[[marked]]"),
            ("unknown-measure", DISCLOSURE, "[[read-by]]"),
            ("unknown-measure", DISCLOSURE, "[[sum]]"),
            ("unreadable-value", DISCLOSURE, "parts = [\"XXX-005\"]"),
        ],
    ),
    // districts_have_populations, populations_sum_to_the_published_total
    (
        &[Text(PEOPLE, "E06000002,Middlesbrough,141285\n", "")],
        &[
            ("missing-population", DISTRICTS, "E06000002"),
            ("wrong-total", "populations/totals.csv", "59719724"),
        ],
    ),
    (
        &[Text(PEOPLE, "E06000002,", "E06999999,")],
        &[
            ("missing-population", DISTRICTS, "E06000002"),
            ("unknown-district", PEOPLE, "E06999999"),
        ],
    ),
    // districts_lie_in_known_forces
    (
        &[Text(DISTRICTS, "Hartlepool,E23000013", "Hartlepool,E23000099")],
        &[("unknown-force", DISTRICTS, "E23000099")],
    ),
    // group_members_are_distinct
    (
        &[Text(GROUP, "\"Bedfordshire\"", "\"Leicestershire Police\"")],
        &[("repeated-member", GROUP, "Leicestershire Police")],
    ),
    (&[Text(GROUP, "\"Sussex\"", "\"kent\"")], &[("repeated-member", GROUP, "\"kent\"")]),
    // SF-091: "Essex Hampshire" is not taken apart, and no force is lost in silence.
    (
        &[Text(GROUP, "\"Essex\",\n    \"Hampshire\"", "\n\"Essex Hampshire\"")],
        &[("unknown-force", GROUP, "\n\"Essex Hampshire\"")],
    ),
    // ids_are_unique_and_name_their_files
    (
        &[Text(PUK_004, "PUK-004", "PUK-003")],
        &[
            ("duplicate-id", PUK_004, "PUK-003"),
            ("misnamed-file", PUK_004, "PUK-003"),
            ("unknown-measure", PLAN, "\"PUK-004\""),
        ],
    ),
    (
        &[Text(DISTRICTS, "E06000002,2021,Mid", "E06000001,2021,Mid")],
        &[
            ("duplicate-id", DISTRICTS, "E06000001,2021,Mid"),
            ("unknown-district", PEOPLE, "E06000002"),
        ],
    ),
    // labels_are_unique_within_a_source
    (
        &[Text(PUK_004, "[\"Burglary\"]", "[\"robbery\"]")],
        &[("duplicate-label", "measures/police-uk/PUK-011.toml", "[\"Robbery\"]")],
    ),
    // named_sources_exist
    (
        &[Text(PUK_004, "sources = [\"police-uk-street\"]", "sources = [\"street\"]")],
        &[
            ("unknown-source", PUK_004, "sources = [\"street\"]"),
            ("unknown-source", PUK_004, "police-uk-street = ["),
            ("unknown-source", PLAN, "\"PUK-004\""),
        ],
    ),
    (
        &[Text(PLAN, "= \"police-recorded-crime\"", "= \"ons\"")],
        &[("unknown-source", PLAN, "\"CRM-001\""), ("unknown-source", PLAN, "= \"ons\"")],
    ),
    // names_are_unambiguous
    (
        &[Text("areas/aliases.csv", "MPS,E23000001", "Kent,E23000001")],
        &[("duplicate-id", "areas/aliases.csv", "Kent,")],
    ),
    (
        &[Text("areas/district-names.csv", "Bristol,E06000023", "Bristol,E06000099")],
        &[("unknown-district", "areas/district-names.csv", "E06000099")],
    ),
    // parts_of_plans_fit_together
    (
        &[Text(PLAN, "theme = \"protecting-the-vulnerable\"", "theme = \"protecting\"")],
        &[("unknown-part-of-plan", PLAN, "theme = \"protecting\"")],
    ),
    (
        &[Text(PLAN, "[10, 11, 12, 13, 14]", "[10, 11, 12, 13, 19]")],
        &[("unknown-part-of-plan", PLAN, "[10, 11, 12, 13, 19]")],
    ),
    (
        &[Text(PLAN, "baseline = \"one-year-beside-2019-20\"", "baseline = \"last-year\"")],
        &[("unknown-part-of-plan", PLAN, "\"last-year\"")],
    ),
    // planned_measures_are_complete
    (
        &[Text(PLAN, "measure = \"CRM-010\"", "measure = \"CRM-014\"")],
        &[("incomplete-measure", PLAN, "\"CRM-014\"")],
    ),
    (
        &[Text(PLAN, "measure = \"CRM-010\"", "measure = \"CRM-777\"")],
        &[("unknown-measure", PLAN, "\"CRM-777\"")],
    ),
    // Frameworks: each part of them that can be wrong, wrong in one file.
    (
        &[File(NORTH, FRAMEWORK)],
        &[
            ("count-differs", NORTH, "[[stated]]"),
            ("dates-out-of-order", NORTH, "2015-04-02"),
            ("dates-out-of-order", NORTH, "2015-04-03"),
            ("dates-out-of-order", NORTH, "2015-04-04"),
            ("duplicate-id", NORTH, "[[forums]] # again"),
            ("orphan-commitment", NORTH, "\"first\" # one"),
            ("orphan-commitment", NORTH, "[[priorities]] # nowhere"),
            ("orphan-commitment", NORTH, "[[priorities]] # nowhere"),
            ("repeated-commitment", NORTH, "\"first\" # two"),
            ("repeated-commitment", NORTH, "\"first\" # three"),
            ("reporting-cycle", NORTH, "[[forums]] # round"),
            ("unknown-measure", NORTH, "[[evidence]]"),
            ("unknown-part-of-plan", NORTH, "[[assurances]]"),
            ("unknown-part-of-plan", NORTH, "[[assurances]]"),
            ("unknown-part-of-plan", NORTH, "[[assurances]]"),
            ("unknown-part-of-plan", NORTH, "[[forums]] # line"),
            ("unknown-part-of-plan", NORTH, "[[forums]] # line"),
            ("unknown-part-of-plan", NORTH, "[[statements]]"),
            ("unknown-source", NORTH, "[[evidence]]"),
        ],
    ),
    // A part without its plan.
    (
        &[File("plans/nobody/forums.toml", b"")],
        &[("misplaced-file", "plans/nobody/forums.toml", "")],
    ),
    // Each file of a folder is read, and tells its own lines.
    (
        &[
            Text(CAMBRIDGESHIRE, "id = \"asb-group\"", "id = \"asb group\""),
            Text("plans/cambridgeshire-2015/planned.toml", "status = \"in-dev", "status = \"dev"),
        ],
        &[
            ("unreadable-value", CAMBRIDGESHIRE, "asb group"),
            ("unknown-word", "plans/cambridgeshire-2015/planned.toml", "development"),
        ],
    ),
    // A part known by its turn is told in its own file, though another file holds such parts, too.
    (
        &[
            Text(
                "plans/cambridgeshire-2015/plan.toml",
                "[[priorities]]\nnumber = 1\n",
                "[[assurances]]\nkind = \"independent\"\n\n[[priorities]]\nnumber = 1\n",
            ),
            Text(ASSURANCE, "[\"finance-governance-board\"]", "[\"nobody\"]"),
        ],
        &[(
            "unknown-part-of-plan",
            ASSURANCE,
            "[[assurances]]\nkind = \"constabulary\"\nthemes = [\"deliver",
        )],
    ),
    // words_are_of_the_vocabulary
    (
        &[
            Text(CRM_003, "unit = \"count\"", "unit = \"counts\""),
            Text(CRM_003, "levels = [\"force\"]", "levels = [\"shire\"]"),
        ],
        &[("unknown-word", CRM_003, "\"counts\""), ("unknown-word", CRM_003, "\"shire\"")],
    ),
    // rates_have_denominators
    (
        &[Text(CRM_003, "unit = \"count\"", "unit = \"percent\"")],
        &[("rate-without-denominator", CRM_003, "unit = ")],
    ),
    // mappings_can_be_read_by
    (
        &[
            Text(GRANT, "area-column", "# area-column"),
            Text(GRANT, "holds = \"count\"", "holds = \"coins\""),
        ],
        &[
            ("unknown-word", GRANT, "\"coins\""),
            ("unfinished-mapping", GRANT, "[[value]]"),
            ("unfinished-mapping", GRANT, "id = "),
        ],
    ),
    (
        &[
            Text(GRANT, "\"FIN-901\"", "\"FIN-999\""),
            Text(GRANT, "source = \"home-office-police-grant\"", "source = \"nobody\""),
        ],
        &[("unknown-measure", GRANT, "\"FIN-999\""), ("unknown-source", GRANT, "\"nobody\"")],
    ),
    (
        &[
            Text(SPENDING, "\"expenditure-category\"", "\"whim\""),
            Text(SPENDING, "\"E23000003\"", "\"E23000099\""),
            Text(SPENDING, "column = [\"Total Invoice Amount\", \"Total\"]\n", ""),
        ],
        &[
            ("unknown-word", SPENDING, "[[breakdown]]"),
            ("unknown-force", SPENDING, "\"E23000099\""),
            ("unfinished-mapping", SPENDING, "[[value]]\nholds = \"pounds\""),
        ],
    ),
    (
        &[Text(PARTNERSHIPS, "2025,Bath and North East Somerset,E23000036", "2025,Bath,E23000099")],
        &[("unknown-force", PARTNERSHIPS, "2025,Bath,")],
    ),
];

/// The line of `words` in a file of the changed catalogue, as a problem would tell it.
fn place(bundle: &Bundle, file: &str, words: &str) -> String {
    if words.is_empty() {
        return file.to_owned();
    }
    let text = text_of(bundle, file);
    let start = text.find(words).unwrap_or_else(|| panic!("{file} does not say {words}"));
    let lead = words.len() - words.trim_start().len();
    let line = text[..start + lead].matches('\n').count() + 1;
    format!("{file}:{line}")
}

#[test]
fn every_problem_is_found_where_it_is() {
    for (changes, expected) in CASES {
        let bundle = changed(changes);
        let problems = problems_of(&bundle);
        let tell = |(code, file, words): &(&str, &str, &str)| {
            format!("catalogue::{code} {}", place(&bundle, file, words))
        };
        let mut expected: Vec<_> = expected.iter().map(tell).collect();
        let mut found = told(&problems);
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{problems:#?}");
        let gaps = expected.iter().filter(|told| told.contains("orphan-commitment")).count();
        assert_eq!(has_errors(&problems), expected.len() > gaps, "gaps of a plan are warnings");
    }
}

#[test]
fn the_lookup_is_checked_when_asked() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let text = b"lsoa,district\nE01000001,E09000001\nE01000002,E09000099\nE01000003\n";
    packed.write_all(text).unwrap();
    let mut bundle = Bundle::shipped();
    bundle.insert(LOOKUP, packed.finish().unwrap());
    let (catalogue, problems) = Catalogue::load(&bundle);
    assert!(problems.is_empty(), "loading does not unpack it");
    let expected = [
        format!("catalogue::unknown-district {LOOKUP}:3"),
        format!("catalogue::unreadable-file {LOOKUP}:4"),
    ];
    assert_eq!(told(&catalogue.check_lookup()), expected);
    assert!(catalogue.district_of_lsoa("E01000001").is_some());
    assert!(catalogue.district_of_lsoa("E01000002").is_none());
    let (broken, _) = Catalogue::load(&changed(&[File(LOOKUP, b"not gzip")]));
    let expected = format!("catalogue::unreadable-file {LOOKUP}");
    assert_eq!(told(&broken.check_lookup()), [expected]);
}

#[test]
fn no_kind_of_problem_goes_untested() {
    let expected = CASES.iter().flat_map(|(_, expected)| expected.iter());
    let tested: BTreeSet<_> = expected.map(|(code, ..)| format!("catalogue::{code}")).collect();
    let all: BTreeSet<_> = codes::ALL.iter().map(|code| code.id.to_owned()).collect();
    assert_eq!(tested, all);
    assert!(codes::ALL.windows(2).all(|pair| pair[0].id < pair[1].id), "codes stand by id");
}

#[test]
fn checks_are_named_explained_and_in_order() {
    assert!(CHECKS.windows(2).all(|pair| pair[0].name < pair[1].name));
    for check in CHECKS {
        assert!(check.doc.ends_with('.') && !check.doc.contains('\n'), "{}", check.name);
    }
}

/// SF-075, SF-244: no target exists or is required; a plan that sets one is refused, not misread.
#[test]
fn a_plan_has_no_field_for_a_target() {
    let link = "tier = \"headline\"";
    let bundle = changed(&[Text(PLAN, link, "tier = \"headline\"\ntarget = 90000")]);
    let problems = problems_of(&bundle);
    let expected = format!("catalogue::unknown-field {}", place(&bundle, PLAN, "target ="));
    assert_eq!(told(&problems), [expected]);
    assert!(problems[0].message.contains("`target` is not a field here"));
}

#[test]
fn all_problems_of_a_file_come_at_once() {
    let text = b"id = \"Bad Id\"\nname = 3\nlicense = \"OGL\"\nripening-lag-months = 900\n";
    let problems = problems_of(&changed(&[File("sources/x.toml", text)]));
    let lines: Vec<_> = problems.iter().filter_map(|d| d.location.line).collect();
    assert!([1, 2, 3, 4].iter().all(|line| lines.contains(line)), "{problems:#?}");
}

/// SF-066, SF-073: body, themes and places are data, so another office needs no other program.
#[test]
fn another_office_is_another_file() {
    let plan = br#"
id = "north-2028"
title = "Policing Plan"
body = "Combined Authority of the North"
period = "2028-04-01_2032-03-31"
source = "the plan as adopted"

[[themes]]
id = "one-theme"
title = "One Theme"

[[priorities]]
number = 1
theme = "one-theme"
summary = "Everything."
"#;
    let force = "E23000099,2016,North,north,North Police,North,2028-04-01,\n";
    let header = "code,vintage,name,police_uk_id,police_uk_name,region,from,until\n";
    let mut bundle = Bundle::default();
    bundle.insert("plans/north-2028.toml", plan.to_vec());
    bundle.insert("areas/police-areas.csv", format!("{header}{force}").into_bytes());
    let (catalogue, problems) = Catalogue::load(&bundle);
    assert!(problems.is_empty(), "{problems:#?}");
    let plan = catalogue.plans().next().unwrap();
    assert_eq!((plan.themes.len(), plan.body.as_str()), (1, "Combined Authority of the North"));
    assert_eq!(plan.measures().count(), 0, "a plan without measures is a plan");
    assert_eq!(catalogue.police_area("North Police").unwrap().area.code, "E23000099");
}
