//! A paper held against the truth: expected values are those of the published files.

use crate::program::{FIRST, demo, status};

/// What is said of the figures of a paper of these words.
fn said(words: &str) -> (i32, Vec<(String, String)>) {
    let folder = tempfile::tempdir().unwrap();
    let paper = folder.path().join("paper.txt");
    std::fs::write(&paper, words).unwrap();
    let asked = ["reconcile", paper.to_str().unwrap(), "--freeze", FIRST];
    let found = demo().office.json(&asked);
    let one = |judged: &serde_json::Value| {
        let text = |name: &str| judged[name].as_str().unwrap().to_owned();
        (text("written"), text("verdict"))
    };
    let figures = found["figures"].as_array().unwrap().iter().map(one).collect();
    (status(&demo().office.run(&asked)), figures)
}

fn only(words: &str) -> String {
    let (_, figures) = said(words);
    let [(_, verdict)] = figures.as_slice() else { panic!("{words}: {figures:?}") };
    verdict.clone()
}

/// 83,869 is the Home Office table's count of 2017/18, 81,960 that of the ONS workbook of April 2019;
/// 94,597 is police.uk's count of 2021/22 and 100,581 the official one.
#[test]
fn claims_are_judged_for_the_right_reason() {
    let right = "Leicestershire recorded 83,869 crimes in 2017/18.";
    assert_eq!(said(right), (0, vec![("83,869".into(), "match".into())]));
    assert_eq!(only("There were 81,960 crimes recorded in 2017/18."), "revised since");
    assert_eq!(only("There were about 84,000 recorded crimes in 2017/18."), "rounding");
    let confused = "other measure or definition";
    assert_eq!(only("There were 94,597 recorded crimes in 2021/22."), confused);
    assert_eq!(only("Recorded crime fell by 15.3% in 2021/22."), confused);
    assert_eq!(only("Recorded crime was 87,210 in 2021/22."), confused);
    let wrong = said("There were 99,999 recorded crimes in 2021/22.");
    assert_eq!(wrong, (3, vec![("99,999".into(), "contradicts".into())]));
    assert_eq!(only("There were 300 lost dogs in 2021/22."), "unknown");
}

/// What is no paper is refused by name.
#[test]
fn what_cannot_be_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let paper = folder.path().join("paper.pdf");
    std::fs::write(&paper, "%PDF-1.7").unwrap();
    let output = demo().office.run(&["reconcile", paper.to_str().unwrap()]);
    assert_eq!(status(&output), 1);
}
