//! An office that holds small counts itself: what its papers and commands tell, read by someone who
//! subtracts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use domain::figure::{Base, Derivation, FigureId, FigureKey};
use serde_json::Value;

use crate::program::{Office, status, told};

#[path = "../../../analysis/src/disclosure/tests/attacker.rs"]
mod attacker;

use attacker::{Attack, FAR, Fact, attack};

const FORCE: &str = "E23000021";
const DISTRICTS: [&str; 9] = [
    "E06000016",
    "E06000017",
    "E07000129",
    "E07000130",
    "E07000131",
    "E07000132",
    "E07000133",
    "E07000134",
    "E07000135",
];

const SOURCE: &str = "id = \"case-files\"\nname = \"Case files of the office\"\n\
    short-name = \"Case files\"\npublisher = \"The office\"\nlicence = \"None\"\n\
    attribution = \"The office's own case files.\"\nfound-at = \"The office\"\n\
    covers = \"Cases by district and month\"\nleaves-out = []\ncaveat = \"Few cases.\"\n\
    formats = [\"csv\"]\n";

const MAPPING: &str = "id = \"case-files\"\nname = \"Case files\"\nsource = \"case-files\"\n\
    area-column = [\"Area\"]\nlevels = [\"force\", \"csp\"]\nperiod-column = [\"Month\"]\n\
    period = \"month\"\n[[value]]\ncolumn = [\"Cases\"]\nholds = \"count\"\n\
    measure = \"PUK-001\"\n[[value]]\ncolumn = [\"Visits\"]\nholds = \"count\"\n\
    measure = \"OWN-001\"\n";

const PLAN: &str = "id = \"own\"\ntitle = \"Own plan\"\nbody = \"The office\"\n\
    period = \"2014-04-01_2028-03-31\"\nsource = \"None\"\n[[baselines]]\nid = \"year\"\n\
    years-before = 1\nreason = \"The year before.\"\n";

fn context(measure: &str, source: &str) -> String {
    format!(
        "[[context]]\nmeasure = \"{measure}\"\npolarity = \"no-polarity\"\ntier = \"monitored\"\n\
         headline-source = \"{source}\"\nbaseline = \"year\"\n"
    )
}

/// An office with its own case files, and what its own catalogue says of them.
fn office(policy: &str, standing: &str) -> Office {
    let office = Office::new();
    let catalogue = office.folder.path().join("office/catalogue");
    let write = |path: &str, text: &str| {
        let path = catalogue.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("sources/case-files.toml", &format!("{SOURCE}{standing}"));
    write("mappings/case-files.toml", MAPPING);
    let all = catalogue::Bundle::shipped();
    let shipped = all.get("measures/police-uk/PUK-001.toml").unwrap();
    let shipped = String::from_utf8(shipped.to_vec()).unwrap();
    let sources = "sources = [\"police-uk-street\"";
    assert!(shipped.contains(sources));
    let also = shipped.replace(sources, &format!("{sources}, \"case-files\""));
    write("measures/police-uk/PUK-001.toml", &also);
    let own = shipped.split("[labels]").next().unwrap().replace("PUK-001", "OWN-001");
    let own = own.replace("police-uk-street", "case-files").replace("(police.uk)", "(visits)");
    let own = own.replace("visibility = \"public\"", "visibility = \"restricted\"");
    write(
        "measures/police-uk/OWN-001.toml",
        &format!("{own}[labels]\ncase-files = [\"Visits\"]\n"),
    );
    let links = [("PUK-001", "case-files"), ("OWN-001", "case-files"), ("PUK-002", STREET)];
    let links: String = links.map(|(measure, source)| context(measure, source)).concat();
    write("plans/own.toml", &format!("{PLAN}{links}"));
    if !policy.is_empty() {
        write("disclosure.toml", policy);
    }
    let set = office.run(&["settings", "plan", "own"]);
    assert_eq!(status(&set), 0, "{}", told(&set));
    office
}

const STREET: &str = "police-uk-street";

/// Month `n` from April 2020.
fn month(n: usize) -> String {
    format!("{}-{:02}", 2020 + (n + 3) / 12, 1 + (n + 3) % 12)
}

/// Cases of a district in a month: none to nine, many of them small; the third quarter of the first
/// year is restated later.
fn cases(district: usize, n: usize, restated: bool) -> i64 {
    let count = (district * 7 + n * 5 + district * n * 3) % 10;
    let more = usize::from(restated && (6..9).contains(&n) && district.is_multiple_of(2));
    i64::try_from(count + more).unwrap()
}

/// The office's file of so many months, the force's sums beside the districts.
fn file(office: &Office, months: usize, restated: bool) -> PathBuf {
    let mut text = String::from("Area,Month,Cases,Visits\n");
    for n in 0..months {
        let of = |district| cases(district, n, restated);
        for (district, code) in DISTRICTS.iter().enumerate() {
            text += &format!("{code},{},{},{}\n", month(n), of(district), 7_000 + n);
        }
        let sum: i64 = (0..DISTRICTS.len()).map(of).sum();
        text += &format!("{FORCE},{},{sum},{}\n", month(n), 77_000 + n);
    }
    let path = office.folder.path().join(format!("cases-{months}.csv"));
    std::fs::write(&path, text).unwrap();
    path
}

/// Files are imported and frozen: two years, and then a quarter more with a restated quarter.
fn first_freeze(office: &Office) {
    let read = office.import(&[file(office, 24, false)], "2022-05-01");
    assert_ne!(status(&read), 1, "{}", told(&read));
    office.json(&["freeze", "--as-at", "2022-03-31"]);
}

fn second_freeze(office: &Office) {
    let read = office.import(&[file(office, 27, true)], "2022-08-01");
    assert_ne!(status(&read), 1, "{}", told(&read));
    office.json(&["freeze", "--as-at", "2022-06-30"]);
}

const FREEZES: [&str; 2] = ["2022-03-31.1", "2022-06-30.1"];

fn pages(office: &Office, command: &str, freeze: &str) -> [String; 2] {
    let out = office.folder.path().join("out");
    let mut made = office.command(&[command, "board-pack", "--freeze", freeze]);
    if command == "issue" {
        made.args(["--because", "nobody explains anything here"]);
    }
    let made = made.arg("--out").arg(&out).output().unwrap();
    assert!([0, 3].contains(&status(&made)), "{}", told(&made));
    ["board-pack.html", "board-pack-figures.html"]
        .map(|name| std::fs::read_to_string(out.join(freeze).join(name)).unwrap())
}

/// Every figure of the page that explains figures, with what is printed of it.
fn printed(explanations: &str) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for part in explanations.split("<section id=\"").skip(1) {
        let (id, rest) = part.split_once('"').unwrap();
        if id.matches('/').count() != 6 {
            continue;
        }
        let value =
            rest.split("class=\"explained-value\">").nth(1).unwrap_or_else(|| panic!("{rest}"));
        out.insert(id.to_owned(), value.split('<').next().unwrap().trim().to_owned());
    }
    assert!(out.len() > 100, "{}", out.len());
    out
}

/// Someone who collects everything and knows the policy.
struct Reader {
    atoms: BTreeMap<(usize, usize, i64), usize>,
    truth: Vec<i64>,
    facts: Vec<Fact>,
    small: (i64, i64),
    rounded: bool,
    withheld: BTreeSet<Vec<(usize, i64)>>,
    read: usize,
}

impl Reader {
    fn new(small: (i64, i64), rounded: bool) -> Self {
        let (atoms, truth, facts) = (BTreeMap::new(), Vec::new(), Vec::new());
        Self { atoms, truth, facts, small, rounded, withheld: BTreeSet::new(), read: 0 }
    }

    /// A district's month in one edition: a number that stayed is the same unknown, so that he is
    /// taken to know which were restated.
    fn atom(&mut self, district: usize, n: usize, restated: bool) -> usize {
        let count = cases(district, n, restated);
        let next = self.atoms.len();
        let atom = *self.atoms.entry((district, n, count)).or_insert(next);
        if atom == next {
            self.truth.push(count);
        }
        atom
    }

    /// The months of districts that a count is the sum of; none if it is of something else.
    fn terms(&mut self, key: &FigureKey, restated: bool) -> Option<Vec<(usize, i64)>> {
        let own = key.of.source.as_str() == "case-files" && key.of.breakdown.is_total();
        let counts = matches!(key.by, Derivation::Value | Derivation::Total);
        let months = if restated { 27 } else { 24 };
        let inside = |n: &usize| {
            let month: domain::period::Period = month(*n).parse().unwrap();
            key.of.period.start() <= month.start() && month.end() <= key.of.period.end()
        };
        if !own || !counts || key.of.measure.as_str() != "PUK-001" {
            return None;
        }
        let held: Vec<usize> = (0..months).filter(inside).collect();
        let districts: Vec<usize> = (0..DISTRICTS.len())
            .filter(|n| [FORCE, DISTRICTS[*n]].contains(&key.of.area.code.as_str()))
            .collect();
        let mut terms = Vec::new();
        for district in districts {
            for n in &held {
                terms.push((self.atom(district, *n, restated), 1));
            }
        }
        terms.sort_unstable();
        (held.len() == key.of.period.months().count()).then_some(terms)
    }

    fn sum(&self, terms: &[(usize, i64)]) -> i64 {
        terms.iter().map(|(n, by)| self.truth[*n] * by).sum()
    }

    /// A figure with what was printed of it. `judged` says that a `[c]` stands for its number, and
    /// not for whatever nobody asked about.
    fn learn(&mut self, id: &str, text: &str, restated: bool, judged: bool) {
        let Ok(id) = id.parse::<FigureId>() else { panic!("{id}") };
        let key = id.key;
        let plain: String = text.chars().filter(|c| !", %[]r+".contains(*c)).collect();
        let plain = plain.replace('\u{2212}', "-");
        if let Some(terms) = self.terms(&key, restated) {
            let truth = self.sum(&terms);
            match plain.parse::<i64>() {
                Ok(number) if self.rounded => {
                    assert_eq!(number, (truth + 2).div_euclid(5) * 5, "{key}");
                    self.facts.push(Fact::between(&terms, number - 2, number + 2));
                    self.read += 1;
                }
                Ok(number) => {
                    assert_eq!(number, truth, "{key}");
                    self.facts.push(Fact::exactly(&terms, number));
                    self.read += 1;
                }
                Err(_) if judged && text.contains("[c]") => {
                    let (low, high) = match truth {
                        _ if self.rounded => (0, FAR),
                        0 => (0, self.small.1),
                        _ if (self.small.0..=self.small.1).contains(&truth) => self.small,
                        _ => (1, FAR),
                    };
                    self.facts.push(Fact::between(&terms, low, high));
                    self.withheld.insert(terms);
                }
                Err(_) => {}
            }
            return;
        }
        self.learn_comparison(&key, &plain, restated);
    }

    /// A change or a percentage of two counts; under rounding they are made of rounded counts.
    fn learn_comparison(&mut self, key: &FigureKey, plain: &str, restated: bool) {
        let (base, from, percent) = match &key.by {
            Derivation::Change(base, from) => (*base, *from, false),
            Derivation::Percent(base, from) => (*base, *from, true),
            _ => return,
        };
        let by = if base == Base::Value { Derivation::Value } else { Derivation::Total };
        let at = |period| {
            let of = domain::observation::ObservationKey { period, ..key.of.clone() };
            FigureKey { of, by: by.clone() }
        };
        let now = self.terms(&at(key.of.period), restated);
        let then = self.terms(&at(from), restated);
        let (Some(now), Some(then), false) = (now, then, self.rounded) else { return };
        let joined = |a: i64, b: i64| -> Vec<(usize, i64)> {
            let now = now.iter().map(|(n, _)| (*n, a));
            now.chain(then.iter().map(|(n, _)| (*n, b))).collect()
        };
        if !percent {
            let Ok(number) = plain.parse::<i64>() else { return };
            self.facts.push(Fact::exactly(&joined(1, -1), number));
        } else if let Ok(tenths) = plain.replace('.', "").parse::<i64>() {
            // Half of the last digit either way: 1000 (now − then) / then lies within it.
            self.facts.push(Fact::between(&joined(2000, -(2 * tenths - 1 + 2000)), 0, FAR));
            self.facts.push(Fact::between(&joined(2000, -(2 * tenths + 1 + 2000)), -FAR, 0));
        }
        self.read += 1;
    }

    /// What he works out: small counts of a district and month, and whatever was withheld.
    fn recovered(&self) -> Vec<String> {
        let mut targets: BTreeSet<Vec<(usize, i64)>> = self.withheld.clone();
        if !self.rounded {
            let small = |count: i64| (self.small.0..=self.small.1).contains(&count);
            let atoms = self.atoms.values().filter(|n| small(self.truth[**n]));
            targets.extend(atoms.map(|n| vec![(*n, 1)]));
        }
        assert!(targets.len() > 20 || self.rounded, "{}", targets.len());
        let targets: Vec<_> = targets.into_iter().collect();
        let found = attack(&self.facts, &self.truth, &targets);
        let gave_up = found.iter().filter(|found| **found == Attack::GaveUp).count();
        // Adding and subtracting he always finishes; of the search for whole numbers he tires.
        assert!(gave_up * 4 <= targets.len(), "{gave_up} of {}", targets.len());
        let out = targets.iter().zip(found).filter(|(_, found)| *found == Attack::Recovered);
        out.map(|(terms, _)| format!("{terms:?}")).collect()
    }

    /// Somebody tells him every second count that was withheld.
    fn betrayed(mut self) -> Self {
        for terms in std::mem::take(&mut self.withheld) {
            let tell = self.facts.len().is_multiple_of(2);
            if tell {
                self.facts.push(Fact::exactly(&terms, self.sum(&terms)));
            } else {
                self.facts.push(Fact::between(&terms, 0, FAR));
                self.withheld.insert(terms);
            }
        }
        self
    }
}

/// Everything that the commands print of the case files: lists, live and frozen, with every version,
/// and one explanation of each figure that the lists and the findings name.
fn commands(office: &Office, reader: &mut Reader) {
    let texts = |value: &Value, field: &str| value[field].as_str().unwrap_or_default().to_owned();
    for place in DISTRICTS.iter().chain([&FORCE]) {
        for freeze in FREEZES {
            let asked =
                ["figures", "--measure", "PUK-001", "--source", "case-files", "--area", place];
            let listed = [&asked[..], &["--freeze", freeze, "--all-vintages"]].concat();
            let listed = office.json(&listed);
            for figure in listed["figures"].as_array().unwrap() {
                let id = format!("{freeze}/{}/value", texts(figure, "figure"));
                let current = figure["current"] == true;
                assert!(current, "an earlier version is shown: {figure}");
                reader.learn(&id, &texts(figure, "value"), freeze == FREEZES[1], false);
            }
            let live = office.json(&[&asked[..], &["--all-vintages"]].concat());
            let all = live["figures"].as_array().unwrap();
            assert_eq!(all.len(), 27, "{live}");
            assert!(all.iter().all(|figure| figure["value"] == "[c]"), "{live}");
        }
    }
    let changes = office.json(&["changes", FREEZES[0], FREEZES[1]]);
    for revision in changes["revised"].as_array().unwrap() {
        let id = |freeze: &str| format!("{freeze}/{}/value", texts(revision, "figure"));
        reader.learn(&id(FREEZES[0]), &texts(revision, "before"), false, false);
        reader.learn(&id(FREEZES[1]), &texts(revision, "after"), true, false);
    }
}

/// Explanations of a few figures say what the paper says, and nothing below a withheld one.
fn explained(office: &Office, printed: &BTreeMap<String, String>) {
    let own = printed.iter().filter(|(id, _)| id.contains("/case-files/"));
    let (hidden, shown): (Vec<_>, Vec<_>) = own.partition(|(_, text)| text.contains("[c]"));
    assert!(!hidden.is_empty() && !shown.is_empty());
    for (id, text) in hidden.iter().step_by(hidden.len().div_ceil(4)) {
        let told = office.json(&["explain", id]);
        assert_eq!(told["value"], **text, "{id}");
        assert_eq!(told["inputs"], Value::Array(vec![]), "{id}");
        assert!(told["origin"].is_null() && !told.to_string().contains("SHA-256"), "{told}");
    }
    for (id, text) in shown.iter().step_by(shown.len().div_ceil(4)) {
        assert_eq!(office.json(&["explain", id])["value"], **text, "{id}");
    }
}

fn two_papers(policy: &str, rounded: bool) -> (Office, Reader) {
    let office = office(policy, "");
    let mut reader = Reader::new((1, 4), rounded);
    first_freeze(&office);
    let draft = pages(&office, "report", FREEZES[0]);
    let before = office.json(&["findings", "--freeze", FREEZES[0]]);
    let own = |found: &Value| found["findings"].as_array().unwrap()[0]["count"].clone();
    assert_eq!(own(&before), "[c]", "a draft is not out");
    assert!(draft == pages(&office, "issue", FREEZES[0]), "the draft is what is issued");
    assert!(draft == pages(&office, "report", FREEZES[0]), "and it does not change");
    second_freeze(&office);
    let second = pages(&office, "issue", FREEZES[1]);
    for (page, restated) in [(&draft[1], false), (&second[1], true)] {
        let printed = printed(page);
        for (id, text) in &printed {
            reader.learn(id, text, restated, true);
        }
        explained(&office, &printed);
    }
    commands(&office, &mut reader);
    assert_ne!(own(&office.json(&["findings", "--freeze", FREEZES[0]])), "[c]", "it is out");
    (office, reader)
}

/// Small counts of the office's own, in two successive papers and in every command: someone who has
/// all of it and subtracts recovers none that is hidden.
#[test]
fn nobody_recovers_a_hidden_count_from_everything_that_is_printed() {
    let (office, reader) = two_papers("", false);
    assert!(reader.read > 200, "{}", reader.read);
    assert_eq!(reader.recovered(), Vec::<String>::new());
    // Issuing again is refused, and everything kept is whole, what was told included.
    let again = office.run(&["issue", "board-pack", "--freeze", FREEZES[1]]);
    assert_eq!(status(&again), 1);
    assert!(told(&again).contains("was issued on"), "{}", told(&again));
    office.verified();
    let backup = office.folder.path().join("backup");
    let done = office.command(&["backup"]).arg(&backup).output().unwrap();
    assert_eq!(status(&done), 0, "{}", told(&done));
    let other = Office::nowhere();
    let done = other.command(&["restore"]).arg(&backup).output().unwrap();
    assert_eq!(status(&done), 0, "{}", told(&done));
    other.verified();
    assert!(!reader.betrayed().recovered().is_empty(), "he can subtract, if there is what to");
    let named = |office: &Office| office.json(&["findings", "--freeze", FREEZES[1]]);
    assert_eq!(named(&office), named(&other));
}

/// The alternative: every count to the nearest five, each on its own.
#[test]
fn rounding_works_from_end_to_end() {
    let (_, reader) = two_papers("method = \"round-to-5\"\n", true);
    assert!(reader.read > 200, "{}", reader.read);
    assert_eq!(reader.recovered(), Vec::<String>::new());
}

/// The same small counts from a source that is published: nothing is withheld.
#[test]
fn what_others_have_published_is_never_withheld() {
    let office = office("", "standing = \"published\"\n");
    first_freeze(&office);
    let [page, explanations] = pages(&office, "report", FREEZES[0]);
    let own: Vec<_> = printed(&explanations)
        .into_iter()
        .filter(|(id, _)| id.contains("PUK-001.1/case-files") && !id.contains("OWN"))
        .collect();
    assert!(own.len() > 200 && own.iter().all(|(_, text)| text != "[c]"), "{}", own.len());
    assert!(!page.contains("Withheld, so that"));
}

/// SF-083, SF-111: a restricted measure is tracked, not cited; who is named by the policy sees it
/// whole, with its marking, and nobody else does.
#[test]
fn a_restricted_measure_is_tracked_and_not_cited() {
    let office = office("", "");
    first_freeze(&office);
    for page in pages(&office, "report", FREEZES[0]) {
        assert!(!page.contains("OWN-001.1/"), "a figure of it is printed");
    }
    let [page, _] = pages(&office, "report", FREEZES[0]);
    assert!(page.contains("Tracked, not published.") && page.contains("it is restricted"));
    let asked = ["figures", "--measure", "OWN-001", "--freeze", FREEZES[0]];
    let refused = office.run(&asked);
    assert_eq!(status(&refused), 1);
    assert!(told(&refused).contains("ask with --role performance"), "{}", told(&refused));
    let whole = office.json(&[&asked[..], &["--role", "performance"]].concat());
    assert_eq!(whole["handling"], "OFFICIAL-SENSITIVE");
    assert_eq!(whole["figures"][0]["value"], "77000");
    let stranger = office.run(&[&asked[..], &["--role", "press"]].concat());
    assert_eq!(status(&stranger), 1);
    assert!(told(&stranger).contains("names no role `press`"), "{}", told(&stranger));
    let findings = office.json(&["findings", "--role", "performance", "--measure", "OWN-001"]);
    let id = findings["findings"][0]["id"].as_str().unwrap();
    let public = office.json(&["explain", id]);
    assert_eq!(public["value"], "[c]");
    assert!(public["facts"].to_string().contains("tracked, not cited"), "{public}");
    let inside = office.json(&["explain", id, "--role", "performance"]);
    assert_ne!(inside["value"], "[c]");
    assert!(inside["facts"].to_string().contains("OFFICIAL-SENSITIVE"), "{inside}");
}

/// A claim about a withheld figure gets the same answer whatever number it gives: the true one, one
/// near it, none like it.
#[test]
fn a_claim_about_a_withheld_figure_is_answered_alike() {
    let office = office("", "");
    first_freeze(&office);
    let id = format!("{}/OWN-001.1/case-files/{FORCE}.2016/total/2020-04/value", FREEZES[0]);
    let said = |paper: &str, number: &str, role: &[&str]| {
        let path = office.folder.path().join("paper.html");
        std::fs::write(&path, paper.replace("NUMBER", number)).unwrap();
        let found = office.json(&[&["reconcile", path.to_str().unwrap()], role].concat());
        found.to_string().replace(number, "NUMBER")
    };
    let ours =
        format!("<!DOCTYPE html><html><p><a class=\"fig\" href=\"#{id}\">NUMBER</a></p></html>");
    let words =
        "<!DOCTYPE html><html><p>Visits in Leicestershire were NUMBER in April 2020.</p></html>";
    for paper in [ours.as_str(), words] {
        let truth = said(paper, "77,000", &[]);
        assert!(truth.contains("\"verdict\":\"withheld\""), "{truth}");
        for number in ["77,001", "77,100", "12,345", "154,000", "999"] {
            assert_eq!(said(paper, number, &[]), truth, "{number}");
        }
        let inside = |number| said(paper, number, &["--role", "performance"]);
        assert!(inside("77,000").contains("\"verdict\":\"match\""), "{}", inside("77,000"));
        assert!(!inside("77,001").contains("\"verdict\":\"match\""));
    }
}
