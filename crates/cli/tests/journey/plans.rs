//! Plans on the command line: listing, coverage, the assurance map, differences, statements.

use crate::program::{Office, status};

fn text(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// SF-135, SF-136, SF-150, SF-224: what each paper holds, counted.
#[test]
fn plans_are_listed_with_what_they_hold() {
    let office = Office::nowhere();
    let plans = office.json(&["plan", "list"]);
    let counts = |id: &str| {
        let plan = plans.as_array().unwrap().iter().find(|plan| plan["id"] == id).unwrap();
        plan["counts"].clone()
    };
    let cambridgeshire = counts("cambridgeshire-2015");
    assert_eq!((&cambridgeshire["themes"], &cambridgeshire["outcomes"]), (&5.into(), &8.into()));
    assert_eq!(cambridgeshire["priorities"], 12);
    assert_eq!(cambridgeshire["priorities_as_listed"], 13);
    assert_eq!(counts("leicestershire-2022")["priorities"], 130);
    assert_eq!(counts("staffordshire-cjs-2022")["themes"], 3);
    let told = text(&office.run(&["plan", "show", "--plan", "leicestershire-2022"]));
    assert!(told.contains("1 to 130  (the source paper does not give their titles)"), "{told}");
    assert!(told.contains("Not in the source paper"));
    let told = text(&office.run(&["plan", "show", "--plan", "cambridgeshire-2015"]));
    assert!(told.contains("chair Chief Constable; monthly"), "{told}");
    let unknown = office.run(&["plan", "show", "--plan", "atlantis"]);
    assert_eq!(status(&unknown), 1);
}

/// A delivery plan and a framework of partners are nobody's plan until chosen.
#[test]
fn an_office_begins_with_its_police_and_crime_plan() {
    for (area, plan) in [
        ("cambridgeshire", "cambridgeshire-2015"),
        ("leicestershire", "leicestershire-2014"),
        ("staffordshire", "monitoring"),
    ] {
        let office = Office::nowhere();
        assert_eq!(status(&office.run(&["init", "--office", area])), 0);
        assert_eq!(office.json(&["settings"])["plan"], plan, "{area}");
    }
}

/// SF-171, SF-225: coverage and the map, with their gaps.
#[test]
fn coverage_and_assurance_are_shown() {
    let office = Office::nowhere();
    let ours = ["--plan", "cambridgeshire-2015"];
    let coverage = office.json(&["plan", "coverage", ours[0], ours[1]]);
    assert_eq!(coverage["rows"].as_array().unwrap().len(), 12);
    assert_eq!(
        (&coverage["orphans"], &coverage["rows"][2]["gaps"][0]),
        (&0.into(), &"no-measure".into())
    );
    let map = office.json(&["plan", "assurance", ours[0], ours[1]]);
    assert_eq!(map["rows"].as_array().unwrap().len(), 20);
    let told = text(&office.run(&["plan", "assurance", ours[0], ours[1]]));
    assert!(told.ends_with("20 rows, 0 with something missing\n"), "{told}");
    let told = text(&office.run(&["plan", "coverage", ours[0], ours[1]]));
    assert!(told.contains("12 priorities; 0 with neither"), "{told}");
}

/// SF-079, SF-141: two versions, one of them a draft in a file of its own.
#[test]
fn a_draft_is_compared_with_the_plan() {
    let office = Office::nowhere();
    let folder = office.folder.path();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let plan = std::fs::read_to_string(root.join("examples/leicestershire/plan.toml")).unwrap();
    let draft = plan
        .replacen("The focus stays, without measures.", "The focus stays, without any measures.", 1)
        .replacen("polarity = \"lower-is-better\"", "polarity = \"context-only\"", 1);
    let path = folder.join("leicestershire-2014.toml");
    std::fs::write(&path, draft).unwrap();
    let path = path.to_str().unwrap();
    let two = ["plan", "diff", "leicestershire-2014", path];
    let told = text(&office.run(&two));
    assert_eq!(
        told.lines().collect::<Vec<_>>(),
        [
            "variation    priority 6 reworded: The focus stays, without {+any+} measures.",
            "operational  10, 11, 12, 13, 14 together: CRM-001 polarity [-lower-is-better-] \
             {+context-only+}",
            "2 changes, 1 of which vary the plan",
        ]
    );
    let json = office.json(&two);
    assert_eq!(json["changes"][0]["runs"][1]["put"], "any");
    assert_eq!(json["changes"][1]["change"], "polarity-changed");
    std::fs::write(folder.join("leicestershire-2014.toml"), "id = \"leicestershire-2014\"\n")
        .unwrap();
    let refused = office.run(&two);
    assert_eq!(status(&refused), 1);
    assert!(crate::program::told(&refused).contains("missing-field"));
}

/// SF-227: statements in bulk, copies marked, near copies proposed; what is written can be laid
/// beside a plan.
#[test]
fn statements_are_read_in_bulk() {
    let office = Office::nowhere();
    let path = office.folder.path().join("statements.csv");
    let lines: String =
        (0..900).map(|n| format!("Aim {} of the force,p. {n}\n", n % 800)).collect();
    std::fs::write(&path, format!("text,page\n{lines}")).unwrap();
    let path = path.to_str().unwrap();
    let read = office.json(&["plan", "statements", path, "--document", "Force strategy"]);
    assert_eq!(read["statements"].as_array().unwrap().len(), 900);
    assert_eq!(read["distinct"], 800);
    let written = office.run(&["plan", "statements", path, "--document", "Force strategy"]);
    assert_eq!(status(&written), 0);
    let toml = text(&written);
    assert_eq!(toml.matches("[[statements]]").count(), 900);
    assert_eq!(toml.matches("same-as = ").count(), 100);
    std::fs::write(path, "words\nx\n").unwrap();
    assert_eq!(status(&office.run(&["plan", "statements", path])), 1);
    assert_eq!(status(&office.run(&["plan", "statements", "nowhere.csv"])), 1);
}
