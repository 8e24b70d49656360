//! Papers held against the truth: expected values are those of the published files.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::program::{FIRST, demo, status, told};

/// What is said of a paper.
fn held(name: &str, content: &[u8]) -> (i32, Value) {
    let folder = tempfile::tempdir().unwrap();
    let paper = folder.path().join(name);
    std::fs::write(&paper, content).unwrap();
    let asked = ["reconcile", paper.to_str().unwrap(), "--freeze", FIRST];
    (status(&demo().office.run(&asked)), demo().office.json(&asked))
}

/// Each figure with its answer, and how it differs where that is told.
fn answers(found: &Value) -> Vec<(String, String)> {
    let one = |judged: &Value| {
        let text = |name: &str| judged[name].as_str().unwrap_or_default().to_owned();
        let answer = match text("differs_in").as_str() {
            "" => text("verdict"),
            differs => format!("{} ({differs})", text("verdict")),
        };
        (text("written"), answer)
    };
    found["figures"].as_array().unwrap().iter().map(one).collect()
}

/// The claims beside this file, each with its answer: 83,869 is the Home Office table's count of
/// 2017/18, 81,960 that of the ONS workbook of April 2019; 100,581 is the official count of 2021/22
/// and 94,597 police.uk's; 87,210 is that of 2020/21; 4,585,568 is England's and 61,743
/// Northamptonshire's. Counts, burglary and vehicle crime are those of the independent tables.
#[test]
fn claims_are_judged_for_the_right_reason() {
    let table = include_str!("claims.csv");
    let rows = table.lines().skip(1).map(|line| line.split(';').collect::<Vec<_>>());
    let rows: Vec<Vec<&str>> = rows.collect();
    assert!(rows.len() >= 45, "{}", rows.len());
    let mut words: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    words.dedup();
    // Each stands by itself: a claim is not read in the light of the one before.
    let paper = words.join("\n\n---\n\n");
    let (code, found) = held("claims.txt", paper.as_bytes());
    assert_eq!(code, 3);
    let mut wrong = Vec::new();
    for line in &words {
        let expected: Vec<(String, String)> = rows
            .iter()
            .filter(|row| row[0] == *line && !row[1].is_empty())
            .map(|row| (row[1].to_owned(), row[2].to_owned()))
            .collect();
        let own: Vec<Value> = found["figures"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|judged| judged["text"] == *line)
            .cloned()
            .collect();
        let mut said = answers(&serde_json::json!({ "figures": own }));
        said.retain(|(figure, _)| {
            expected.iter().any(|(one, _)| one == figure) || expected.is_empty()
        });
        if said != expected {
            wrong.push(format!("{line}\n  expected {expected:?}\n  said     {own:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// With `--area` the one who asks names the place.
#[test]
fn whoever_asks_may_name_the_place() {
    let folder = tempfile::tempdir().unwrap();
    let paper = folder.path().join("paper.txt");
    std::fs::write(&paper, "There were 99,999 recorded crimes in 2021/22.").unwrap();
    let paper = paper.to_str().unwrap();
    let asked = ["reconcile", paper, "--freeze", FIRST, "--area", "Derbyshire"];
    let found = demo().office.json(&asked);
    assert_eq!(answers(&found), [("99,999".into(), "contradicts".into())]);
    assert_eq!(found["figures"][0]["value"], "86,228");
}

/// A number in a table is judged by the heads of its row and column and by its caption.
#[test]
fn a_wrong_number_in_a_table_is_found() {
    let page = "<!DOCTYPE html><html><body><h2>Our force</h2><table>\
                <caption>Recorded crime, 2017/18 and 2021/22</caption>\
                <tr><th>Force</th><th>2017/18</th><th>2021/22</th><th>Hate crime 2021/22</th></tr>\
                <tr><th>Leicestershire</th><td>83,869</td><td>99,999</td><td>1,234</td></tr>\
                <tr><th>Derbyshire</th><td>1</td><td>86,228</td><td>5</td></tr></table></body>";
    let (code, found) = held("table.html", page.as_bytes());
    let said: Vec<(String, String)> = answers(&found);
    let said: Vec<(&str, &str)> = said.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let expected = [
        ("83,869", "match"),
        ("99,999", "contradicts"),
        ("1,234", "unknown"),
        ("1", "contradicts"),
        ("86,228", "match"),
        ("5", "unknown"),
    ];
    assert_eq!((code, said.as_slice()), (3, expected.as_slice()), "{found:#}");
}

fn artefact(name: &str) -> PathBuf {
    demo().out.join(FIRST).join(name)
}

fn reconciled(paper: &Path) -> (i32, Value) {
    let asked = ["reconcile", paper.to_str().unwrap()];
    (status(&demo().office.run(&asked)), demo().office.json(&asked))
}

/// Our own papers come out all match, in every format that carries the ids of its figures.
#[test]
fn our_own_papers_match() {
    for name in ["board-pack.html", "board-pack.csv", "board-pack.json"] {
        let (code, found) = reconciled(&artefact(name));
        let differ: Vec<(String, String)> =
            answers(&found).into_iter().filter(|(_, answer)| answer != "match").collect();
        assert_eq!(differ, [], "{name}");
        assert_eq!((code, &found["ours"]), (0, &Value::Bool(true)), "{name}");
        assert!(found["figures"].as_array().unwrap().len() > 500, "{name}");
    }
}

/// Three figures changed in a copy of the board pack, and nothing else is told: the text of a chart,
/// a date and the number of a table are no figures.
#[test]
fn an_edited_copy_of_ours_shows_exactly_the_edits() {
    let page = std::fs::read_to_string(artefact("board-pack.html")).unwrap();
    let key = |key: &str| format!("{FIRST}/{key}\">");
    let total = key("PUK-001.1/police-uk-street/E23000021.2016/total/fy2021-22/total");
    let burglary = key("PUK-004.1/police-uk-street/E23000021.2016/total/fy2021-22/total");
    let percent = key(
        "CRM-001.1/police-recorded-crime/E23000021.2016/total/fy2021-22/percent~value~fy2020-21",
    );
    let edits = [
        (format!("{total}94,597"), format!("{total}94,957"), "94,957", "94,597"),
        (format!("{burglary}4,067"), format!("{burglary}4,068"), "4,068", "4,067"),
        (format!("{percent}+15.3%"), format!("{percent}+13.5%"), "+13.5%", "+15.3%"),
    ];
    let mut edited = page;
    for (from, to, ..) in &edits {
        assert!(edited.contains(from.as_str()), "{from}");
        edited = edited.replacen(from, to, 1);
    }
    let (code, found) = held("copy.html", edited.as_bytes());
    let told: Vec<(String, String, String)> = found["figures"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|judged| judged["verdict"] != "match")
        .map(|judged| {
            let text = |name: &str| judged[name].as_str().unwrap().to_owned();
            assert!(text("place").starts_with("under “"), "{judged}");
            (text("written"), text("verdict"), text("value"))
        })
        .collect();
    let mut expected: Vec<(String, String, String)> = edits
        .iter()
        .map(|(.., new, old)| ((*new).into(), "contradicts".into(), (*old).into()))
        .collect();
    let mut sorted = told;
    sorted.sort();
    expected.sort();
    assert_eq!((code, sorted), (3, expected));
}

/// A figure as an earlier edition printed it was not made up: 88,500 would be.
#[test]
fn a_figure_of_an_earlier_version_is_told_as_revised() {
    let id =
        format!("{FIRST}/CRM-001.1/police-recorded-crime/E23000021.2016/total/fy2017-18/value");
    let page = |number: &str| {
        format!("<!DOCTYPE html><html><p><a class=\"fig\" href=\"#{id}\">{number}</a></p></html>")
    };
    let said = |number: &str| answers(&held("page.html", page(number).as_bytes()).1)[0].1.clone();
    assert_eq!(said("83,869"), "match");
    assert_eq!(said("81,960"), "revised since");
    assert_eq!(said("88,500"), "contradicts");
    let strange = page("5").replace(FIRST, "2001-01-01.1");
    let found = held("page.html", strange.as_bytes()).1;
    assert_eq!(answers(&found), [("5".into(), "unknown".into())]);
    assert!(found["figures"][0]["because"].as_str().unwrap().contains("not kept here"), "{found}");
}

/// What is no paper is refused by name, with what to do next.
#[test]
fn what_cannot_be_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let paper = folder.path().join("paper.pdf");
    std::fs::write(&paper, "%PDF-1.7").unwrap();
    let output = demo().office.run(&["reconcile", paper.to_str().unwrap()]);
    assert_eq!(status(&output), 1);
    let told = told(&output);
    assert!(told.contains("it is a PDF") && told.contains("paste its words"), "{told}");
    for (name, kind) in [("board-pack.docx", "Word document"), ("board-pack.pptx", "deck")] {
        let output = demo().office.run(&["reconcile", artefact(name).to_str().unwrap()]);
        let said = crate::program::told(&output);
        assert!(status(&output) == 1 && said.contains(kind), "{said}");
        assert!(said.contains("save it as text"), "{said}");
    }
}
