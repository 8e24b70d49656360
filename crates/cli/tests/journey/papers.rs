//! The pack itself: complete, explained, the same bytes twice, nothing invented.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::program::{FIRST, SECOND, demo, golden, run_demo, status, told};

fn page(freeze: &str, name: &str) -> String {
    fs::read_to_string(demo().out.join(freeze).join(name)).unwrap()
}

/// Every figure of a page: where it leads, and what is printed.
pub fn figures(html: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for part in html.split("<a class=\"fig").skip(1) {
        let href = part.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
        let inside = part.split_once('>').unwrap().1.split("</a>").next().unwrap();
        let id = href.split_once('#').unwrap().1.to_owned();
        found.push((id, inside.to_owned()));
    }
    found
}

/// Two demonstrations give the same bytes, papers and all.
#[test]
fn two_demonstrations_give_the_same_bytes() {
    let again = run_demo();
    for freeze in [FIRST, SECOND] {
        for entry in fs::read_dir(demo().out.join(freeze)).unwrap() {
            let name = entry.unwrap().file_name();
            let bytes = |out: &Path| fs::read(out.join(freeze).join(&name)).unwrap();
            assert!(bytes(&demo().out) == bytes(&again.out), "{freeze}/{name:?} differs");
        }
    }
}

/// SF-254: a pack made again from its freeze is the same, byte for byte, after newer data came in.
#[test]
fn an_edition_rebuilds_the_same_bytes_after_newer_imports() {
    let out = demo().office.folder.path().join("again");
    let mut command = demo().office.command(&["report", "board-pack", "--freeze", "2022-03-31"]);
    let output = command.arg("--out").arg(&out).output().unwrap();
    assert_eq!(status(&output), 0, "{}", told(&output));
    for name in ["board-pack.html", "board-pack-figures.html", "board-pack.pdf"] {
        let made = fs::read(out.join(FIRST).join(name)).unwrap();
        assert!(made == fs::read(demo().out.join(FIRST).join(name)).unwrap(), "{name} differs");
    }
}

/// Every printed figure leads to an entry, and every chain of entries ends at a file and a place.
#[test]
fn every_figure_is_explained_down_to_a_file_and_place() {
    for freeze in [FIRST, SECOND] {
        let explained = page(freeze, "board-pack-figures.html");
        let mut entries: BTreeMap<String, String> = BTreeMap::new();
        for part in explained.split("<section id=\"").skip(1) {
            let (id, rest) = part.split_once('"').unwrap();
            let entry = rest.split("</section>").next().unwrap();
            entries.insert(id.to_owned(), entry.to_owned());
        }
        let printed = figures(&page(freeze, "board-pack.html"));
        assert!(printed.len() > 700, "{}", printed.len());
        for (id, _) in &printed {
            assert!(entries.contains_key(id), "{id} has no entry");
        }
        let mut leaves = 0;
        for (id, entry) in &entries {
            let inputs =
                entry.split("href=\"#").skip(1).map(|part| part.split('"').next().unwrap());
            let inputs: Vec<&str> = inputs.collect();
            for input in &inputs {
                assert!(entries.contains_key(*input), "{id} is made from {input}, unexplained");
            }
            if inputs.is_empty() {
                let placed = entry.contains("<dt>File</dt>") && entry.contains("<dt>Place</dt>");
                assert!(placed || entry.contains("<dt>Missing because</dt>"), "{id}");
                leaves += usize::from(placed);
            }
        }
        assert!(leaves > 500, "{leaves}");
    }
}

/// SF-100: no two places show different values for one figure, in a paper or between papers of one
/// edition.
#[test]
fn one_figure_has_one_value_everywhere() {
    for freeze in [FIRST, SECOND] {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for (id, text) in figures(&page(freeze, "board-pack.html")) {
            let before = seen.entry(id.clone()).or_insert_with(|| text.clone());
            assert_eq!(*before, text, "{id}");
        }
    }
}

/// SF-075, SF-127, SF-244: nobody chose a target, so there is no target column, and no colour that
/// judges by one. SF-122: the paper says that indicators are not targets.
#[test]
fn there_is_no_target_and_the_paper_says_so() {
    let html = page(FIRST, "board-pack.html");
    assert!(!html.contains("<th scope=\"col\">Target"));
    assert!(html.contains("indicators, not targets"));
    for word in ["on target", "off target", "RAG"] {
        assert!(!html.contains(word), "{word}");
    }
}

/// SF-083: SP6 and SP15 cite nothing on purpose and are not missing data. SF-110: the table of
/// priorities. SF-085: the five categories of the significant reduction.
#[test]
fn the_plan_is_told_as_far_as_the_paper_goes() {
    let html = page(FIRST, "board-pack.html");
    assert_eq!(html.matches("None, on purpose").count(), 2);
    assert_eq!(html.matches("(asked: a significant reduction)").count(), 5);
    let plan = demo().office.json(&["plan", "show"]);
    assert_eq!(plan["themes"].as_array().unwrap().len(), 4, "SF-073");
    let priorities = plan["priorities"].as_array().unwrap();
    assert_eq!(priorities.len(), 18);
    // SF-084: satisfaction and confidence stand under SP5, 7, 8 and 9, without a target.
    let satisfaction = |priority: &&serde_json::Value| {
        let said = priority["summary"].as_str().unwrap();
        said.contains("satisfaction") && said.contains("no numerical target")
    };
    let numbers = priorities.iter().filter(satisfaction).map(|p| p["number"].as_u64().unwrap());
    assert_eq!(numbers.collect::<Vec<_>>(), [5, 7, 8, 9]);
}

/// SF-231, SF-232: the baseline and its reason are printed, the pandemic year is marked, and
/// another year stands beside it.
#[test]
fn the_baseline_is_printed_with_its_reason_and_another_year_beside() {
    let html = page(FIRST, "board-pack.html");
    assert!(html.contains("Compared with what?"));
    assert!(html.contains("pandemic"));
    let ids: BTreeSet<String> = figures(&html).into_iter().map(|(id, _)| id).collect();
    let official = "CRM-001.1/police-recorded-crime/E23000021.2016/total/fy2019-20/value";
    assert!(ids.contains(&format!("{FIRST}/{official}")));
    let police_uk = "PUK-001.1/police-uk-street/E23000021.2016/total/fy2019-20/total";
    assert!(ids.contains(&format!("{FIRST}/{police_uk}")), "2019/20 of police.uk stands as [x]");
}

/// SF-087: a place among similar forces is printed only with the places it may as well be, and the
/// verdict on the group in words.
#[test]
fn no_place_is_printed_as_if_it_were_sure() {
    let html = page(FIRST, "board-pack.html");
    let printed: BTreeSet<String> = figures(&html).into_iter().map(|(id, _)| id).collect();
    let places: Vec<&String> = printed.iter().filter(|id| id.contains("/peers~rank~")).collect();
    assert!(!places.is_empty());
    for id in places {
        for end in ["rank-low", "rank-high"] {
            let beside = id.replace("peers~rank~", &format!("peers~{end}~"));
            assert!(printed.contains(&beside), "{id} stands alone");
        }
    }
    assert!(html.contains("not unusual in its group"));
    assert!(html.contains("id=\"chart-funnel\""));
}

/// The exceptions stand by how little chance explains them: p as printed never falls.
#[test]
fn exceptions_stand_by_how_little_chance_explains_them() {
    let told = demo().office.json(&["findings", "--freeze", FIRST]);
    let found = told["findings"].as_array().unwrap();
    let p_of = |id: &str| {
        let finding = found.iter().find(|f| f["measure"].as_str().unwrap().to_lowercase() == id);
        let p = finding.unwrap()["p"].as_str().unwrap().to_owned();
        p.parse::<f64>().unwrap_or(0.0)
    };
    let html = page(FIRST, "board-pack.html");
    let ids: Vec<&str> = html
        .split("<section id=\"exception-")
        .skip(1)
        .map(|part| part.split('"').next().unwrap())
        .collect();
    assert!(ids.len() > 3, "{ids:?}");
    let order: Vec<f64> = ids.iter().map(|id| p_of(id)).collect();
    assert!(order.is_sorted() && order.first() < order.last(), "{ids:?} {order:?}");
}

/// In the second quarter peers and outcomes are not held, and the official year is not new.
#[test]
fn the_second_pack_says_what_it_does_not_have() {
    let html = page(SECOND, "board-pack.html");
    assert!(html.contains("not updated this quarter"));
    assert!(html.contains("What changed since the last freeze"));
    assert!(html.contains("808"));
    let of = |id: &str| {
        let wanted = format!("{SECOND}/{id}");
        figures(&html).into_iter().find(|(id, _)| *id == wanted).map(|(_, text)| text)
    };
    let mean = "PUK-001.1/police-uk-street/E23000021.2016/total/12m2022-06/\
                peers~mean~msg-leicestershire-2014~total~1000~mid-2020";
    assert!(of(mean).is_some_and(|text| text.contains("[x]")));
}

/// A verdict sentence has at most 25 words and gives count and per cent.
#[test]
fn verdict_sentences_are_short() {
    let html = page(FIRST, "board-pack.html");
    let mut counted = 0;
    for part in html.split("<h3").skip(1).filter(|part| part.contains("risen</h3>")) {
        let sentence = part.split("<p>").nth(1).unwrap().split("</p>").next().unwrap();
        let mut text = String::new();
        let mut inside = false;
        for c in sentence.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside => text.push(c),
                _ => {}
            }
        }
        assert!(text.split_whitespace().count() <= 25, "{text}");
        assert!(text.contains('%') && text.contains(" in 2021/22"), "{text}");
        counted += 1;
    }
    assert!(counted >= 5, "{counted}");
}

/// SF-086: the ask is a direction without a number, and the test that judges it is stated.
#[test]
fn a_significant_reduction_is_a_direction_judged_by_a_stated_test() {
    let html = page(FIRST, "board-pack.html");
    assert!(html.contains("a direction without a number"));
    assert!(html.contains("Newey–West") && html.contains("docs/methods/change-seasonal.md"));
    assert!(
        html.contains("docs/methods/change-annual.md") && html.contains("Allowing for revisions")
    );
    let plan = demo().office.json(&["plan", "show"]);
    let asked = plan["shared"][0]["measures"].as_array().unwrap();
    assert_eq!(asked.len(), 5);
    assert!(asked.iter().all(|link| link["expectation"] == "significant-reduction"));
}

/// What every verdict over months rests on, worked without this program (`verdicts.py`).
#[test]
fn tests_of_change_are_those_worked_independently() {
    for (freeze, year) in [(FIRST, "fy2021-22"), (SECOND, "12m2022-06")] {
        let printed: BTreeMap<String, String> =
            figures(&page(freeze, "board-pack.html")).into_iter().collect();
        let found = demo().office.json(&["findings", "--freeze", freeze]);
        let mut compared = 0;
        for row in golden("verdicts.csv").lines().skip(1) {
            let row: Vec<&str> = row.split(',').collect();
            if !freeze.starts_with(row[0]) {
                continue;
            }
            let kind = if row[1] == "All crime" { "All crime" } else { row[1] };
            let mut all = found["findings"].as_array().unwrap().iter();
            let police_uk = |f: &str| f.starts_with("PUK-");
            let finding = all.find(|f| {
                police_uk(f["measure"].as_str().unwrap())
                    && f["name"].as_str().unwrap().starts_with(kind)
            });
            let finding = finding.unwrap_or_else(|| panic!("{kind}"));
            let measure = finding["measure"].as_str().unwrap();
            let told = |reading: &str| {
                let of = format!("{measure}.1/police-uk-street/E23000021.2016/total/{year}");
                let text = &printed[&format!("{freeze}/{of}/seasonal-step~{reading}")];
                text.replace("under ", "").parse::<f64>().unwrap()
            };
            let number = |column: usize| row[column].parse::<f64>().unwrap();
            for (column, reading) in [(4, "ratio"), (5, "low"), (6, "high")] {
                assert!((told(reading) - number(column)).abs() < 5.1e-4, "{row:?} {reading}");
            }
            assert!((told("p") - number(7).max(0.001)).abs() < 5.1e-4, "{row:?}");
            assert!((told("dispersion") - number(8)).abs() < 0.051, "{row:?}");
            let verdict = match number(4) {
                _ if number(7) >= 0.05 => "No clear change",
                ratio if ratio > 1.0 => "Risen",
                _ => "Fallen",
            };
            assert_eq!(finding["verdict"], verdict, "{row:?}");
            compared += 1;
        }
        assert_eq!(compared, 15);
    }
}

/// SF-088: below the group's mean is favourable only where the plan says lower is better.
#[test]
fn the_wording_of_a_place_among_forces_follows_polarity() {
    let html = page(FIRST, "board-pack.html");
    let told = |heading: &str| {
        let part = html.split(heading).nth(1).unwrap();
        part.split("</figure>").next().unwrap().to_owned()
    };
    // Theft from the person: lower is better, and the rate is below the mean of 0.7.
    assert!(told("Theft from the person: risen</h3>").contains("the favourable side"));
    // Shoplifting is below the mean, too, but the plan accepts an increase: no word of favour.
    let shoplifting = told("Shoplifting: risen</h3>");
    assert!(shoplifting.contains("below the group mean") && !shoplifting.contains("favourable"));
    // SF-081: an acceptable increase is not called adverse.
    assert!(shoplifting.contains("not by itself adverse"));
}

/// SF-129: volumes and trends are both offered for every type.
#[test]
fn every_type_has_its_volume_and_its_trend() {
    let html = page(FIRST, "board-pack.html");
    let table = html.split("id=\"table-types\"").nth(1).unwrap().split("</table>").next().unwrap();
    assert_eq!(table.matches("<svg").count(), 14);
    assert_eq!(table.matches("fy2021-22/total\"").count(), 14);
}

/// January 2022 at two ages: 485 of 8,004 under investigation after six months and none after
/// twelve, counted with a plain script. The year is one cohort, and has no other of its age.
#[test]
fn outcomes_are_told_by_named_methods_at_one_age() {
    let html = page(SECOND, "board-pack.html");
    let table =
        html.split("id=\"table-ripening\"").nth(1).unwrap().split("</table>").next().unwrap();
    let row = table.split("Under investigation").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(row.contains(">485<") && row.contains(">6.1%<") && row.contains(">0.0%<"), "{row}");
    assert_eq!(table.matches(">8,004<").count(), 2);
    assert!(html.contains("Method B. Last outcome of the crimes of the year ending June 2022"));
    assert!(html.contains("July 2020 to June 2021 not held as published in January 2022"));
    // In the first edition January came from another publication than the rest.
    let first = page(FIRST, "board-pack.html");
    assert!(first.contains("No share is given"));
    assert!(first.contains("Method A. Outcomes recorded in 2021/22"));
    assert!(first.contains(">102.1<"));
}

/// 83,869 less 81,960, first published and latest.
#[test]
fn the_annex_lists_what_was_revised() {
    let html = page(FIRST, "board-pack.html");
    let table =
        html.split("id=\"table-revised\"").nth(1).unwrap().split("</table>").next().unwrap();
    for text in ["81,960", "about 24 April 2019", "83,869", "about July 2026", "+1,909", "+2.3%"] {
        assert!(table.contains(text), "{text}");
    }
}
