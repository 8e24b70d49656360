//! Two versions of a plan compared, and statements of intent in bulk.

use catalogue::statements::{import_statements, statements_toml};
use catalogue::{Bundle, Catalogue};
use domain::ids::Slug;
use domain::measure::{LogicType, Polarity};
use domain::plan::diff::{ChangeWeight, PlanChange, diff};
use domain::plan::{Focus, HistoryRecast, PoliceAndCrimePlan, RevisionAct};

fn slug(text: &str) -> Slug {
    text.parse().expect("a slug")
}

/// Reads a plan laid over the shipped catalogue.
fn read(text: &str) -> PoliceAndCrimePlan {
    let mut bundle = Bundle::shipped();
    bundle.insert("plans/north.toml", text.as_bytes().to_vec());
    let (catalogue, problems) = Catalogue::load(&bundle);
    assert!(problems.is_empty(), "{problems:#?}");
    catalogue.plan(&slug("north")).expect("the plan is read").clone()
}

const BEFORE: &str = r#"
id = "north"
title = "Plan"
body = "Somebody"
period = "fy2022-23"
source = "a paper"

[[baselines]]
id = "one"
reason = "Usual."

[[themes]]
id = "safer"
title = "Safer streets"

[[themes]]
id = "victims"
title = "Victims"

[[priorities]]
number = 1
theme = "safer"
title = "Burglary"
summary = "Reduce burglary in every district."

[[priorities.measures]]
measure = "PUK-004"
polarity = "lower-is-better"
tier = "headline"
headline-source = "police-uk-street"
baseline = "one"

[[priorities]]
number = 2
theme = "safer"
title = "Witnesses"
summary = "Support them."

[[chain]]
theme = "safer"
step = "input"
text = "Officers for prevention"

[[chain]]
theme = "safer"
step = "outcome"
text = "Fewer homes broken into"
measures = ["PUK-004"]
"#;

fn after() -> String {
    let amended = r#"polarity = "no-polarity"
logic-type = "outcome"
focus = ["victims", "vulnerability"]"#;
    let revised = r#"baseline = "one"

[[priorities.measures.revisions]]
act = "confirmed"
version = 1
applies-from = 2021-04-01
adopted-on = 2021-03-15
history = "not-recast"
reason = "Reviewed and left as it was."

[[priorities.measures.revisions]]
act = "amended"
version = 2
applies-from = 2022-04-01
adopted-on = 2022-06-17
history = "partly"
recast-from = 2020-04-01
reason = "Attempts are counted, too."
cites = "The committee's report on crime statistics"

[[priorities.measures]]
measure = "PUK-011"
polarity = "lower-is-better"
tier = "monitored"
headline-source = "police-uk-street"
baseline = "one"
"#;
    BEFORE
        .replace("polarity = \"lower-is-better\"", amended)
        .replacen("baseline = \"one\"\n", revised, 1)
        .replace("Reduce burglary in every", "Reduce residential burglary in each")
        .replace(
            "theme = \"safer\"\ntitle = \"Witnesses\"",
            "theme = \"victims\"\ntitle = \"Witnesses\"",
        )
        + "\n[[priorities]]\nnumber = 3\ntheme = \"victims\"\ntitle = \"Fraud\"\nsummary = \"New.\"\n"
}

/// SF-116, SF-141: what changed from one version to the next can be read.
#[test]
fn two_versions_are_told_apart() {
    let (before, after) = (read(BEFORE), read(&after()));
    let told: Vec<_> = diff(&before, &after).iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "priority 1 reworded: Burglary. Reduce {+residential+} burglary in [-every-] {+each+} \
             district.",
            "priority 2 moved: [-safer-] {+victims+}",
            "priority 3 added: Fraud. New.",
            "priority 1: PUK-004 polarity [-lower-is-better-] {+no-polarity+}",
            "priority 1: PUK-004 kind of indicator [-none-] {+outcome+}",
            "priority 1: PUK-004 definition 1 confirmed, applies from 2021-04-01, adopted on \
             2021-03-15, history not-recast: Reviewed and left as it was.",
            "priority 1: PUK-004 definition 2 amended, applies from 2022-04-01, adopted on \
             2022-06-17, history partly: Attempts are counted, too.",
            "priority 1: PUK-011 is cited",
        ]
    );
    assert_eq!(diff(&before, &before), []);
    assert_eq!(diff(&after, &after), []);
    let back: Vec<_> = diff(&after, &before).iter().map(ToString::to_string).collect();
    assert_eq!(back[0], "priority 3 removed: Fraud. New.");
    assert!(back.contains(&"priority 1: PUK-011 is no longer cited".to_owned()));
}

/// SF-079: a change to a priority is fundamental; one to its measures is not, unless they stand in
/// the plan itself. SF-080: a review that confirms a measure is recorded and changes nothing.
#[test]
fn changes_are_weighed() {
    let changes = diff(&read(BEFORE), &read(&after()));
    let weigh = |in_plan| -> Vec<bool> {
        let variation = |change: &PlanChange| change.weight(in_plan) == ChangeWeight::Variation;
        changes.iter().map(variation).collect()
    };
    assert_eq!(weigh(false), [true, true, true, false, false, false, false, false]);
    assert_eq!(weigh(true), [true, true, true, true, true, false, true, true]);
}

/// SF-074: a priority that stays keeps its number, so a renumbering is told and not passed over.
#[test]
fn a_priority_keeps_its_number() {
    let renumbered = BEFORE.replace("number = 2", "number = 7");
    let told: Vec<_> =
        diff(&read(BEFORE), &read(&renumbered)).iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "priority 2 removed: Witnesses. Support them.",
            "priority 7 added: Witnesses. Support them."
        ]
    );
}

/// SF-076, SF-132, SF-219, SF-229: a measure's use keeps the decisions about it with reason,
/// reference and both dates; whom it is about; and what kind of indicator it is.
#[test]
fn decisions_about_a_measure_are_kept() {
    let plan = read(&after());
    let link = &plan.priorities[0].measures[0];
    let acts: Vec<_> = link.revisions.iter().map(|revision| revision.act).collect();
    assert_eq!(acts, [RevisionAct::Confirmed, RevisionAct::Amended]);
    let amended = &link.revisions[1];
    assert_eq!(amended.recast, HistoryRecast::Partly);
    assert_eq!(amended.recast_from.unwrap().to_string(), "2020-04-01");
    assert!(amended.adopted_on.unwrap() > amended.applies_from);
    assert!(amended.cites.as_deref().unwrap().contains("committee"));
    assert_eq!(link.focus, [Focus::Victims, Focus::Vulnerability]);
    assert_eq!((link.logic, link.polarity), (Some(LogicType::Outcome), Polarity::NoPolarity));
    let steps: Vec<_> = plan.framework.chain.iter().map(|step| step.step).collect();
    assert_eq!(steps, [LogicType::Input, LogicType::Outcome]);
}

/// SF-103: with a provider and a frequency, data named for a priority is a line of a data-sharing
/// schedule.
#[test]
fn a_data_sharing_schedule_can_be_entered() {
    let line = "\n[[evidence]]\nid = \"returns\"\ntitle = \"Quarterly return\"\n\
                provider = \"Community safety partnerships\"\nfrequency = \"quarterly\"\n\
                priorities = [1]\n";
    let plan = read(&format!("{BEFORE}{line}"));
    let returns = &plan.framework.evidence[0];
    assert_eq!(returns.frequency.as_ref().map(Slug::as_str), Some("quarterly"));
    assert_eq!((returns.priorities.as_slice(), returns.provider.is_some()), (&[1][..], true));
    let told: Vec<_> = diff(&read(BEFORE), &plan).iter().map(ToString::to_string).collect();
    assert_eq!(told, ["data-source returns added: Quarterly return"]);
}

/// 900 statements of three papers: one in nine says again what another says.
fn nine_hundred() -> String {
    let mut text = String::from("text,heading,document,page,priorities\n");
    for n in 0..800 {
        let (a, b, c) = (n % 20, n / 20 % 20, n / 400);
        text +=
            &format!("We will do thing{a} with partner{b} in place{c},Heading,Paper {c},{n},1\n");
    }
    for n in 0..100 {
        let (a, b, c) = (n % 20, n / 20 % 20, n / 400);
        text += &format!("\"WE WILL do thing{a}, with partner{b}, in place{c}.\",,,,\n");
    }
    text
}

/// SF-227: 900 statements are read at once with their papers and ambitions; copies are marked, near
/// copies proposed, none lost; and what is written reads back.
#[test]
fn nine_hundred_statements_are_read_and_deduplicated() {
    let (imported, problems) = import_statements("s.csv", nine_hundred().as_bytes(), "Paper X");
    assert!(problems.is_empty(), "{problems:#?}");
    assert_eq!((imported.statements.len(), imported.distinct()), (900, 800));
    assert_eq!(imported.statements[899].document, "Paper X");
    assert!(!imported.near.is_empty());
    let written = statements_toml(&imported);
    assert!(written.contains("# may repeat statement-0001 (likeness 0.7"));
    let plan = read(&format!("{BEFORE}\n{written}"));
    assert_eq!(plan.framework.statements, imported.statements);
}

#[test]
fn problems_of_statements_come_at_once_with_their_lines() {
    let text = "id,text,priorities\na,One,x\na,Two,\n,,\nB b,Three,\nshort\n";
    let (imported, problems) = import_statements("s.csv", text.as_bytes(), "Paper");
    let told: Vec<_> = problems.iter().map(|d| (d.code.id, d.location.line.unwrap())).collect();
    assert_eq!(
        told,
        [
            ("catalogue::unreadable-value", 2),
            ("catalogue::duplicate-id", 3),
            ("catalogue::missing-field", 4),
            ("catalogue::unreadable-value", 5),
            ("catalogue::unreadable-file", 6),
        ]
    );
    assert_eq!(imported.statements.len(), 3);
    let (_, problems) = import_statements("s.csv", b"words\nx\n", "Paper");
    assert_eq!(problems.len(), 2, "an unknown column, and no text");
    let (odd, _) = import_statements("s.csv", "text\n\"a \"\"b\"\" \\ \u{7}c\"\n".as_bytes(), "P");
    let written = statements_toml(&odd);
    assert!(written.contains(r#"text = "a \"b\" \\ \u0007c""#), "{written}");
    assert_eq!(read(&format!("{BEFORE}\n{written}")).framework.statements, odd.statements);
}
