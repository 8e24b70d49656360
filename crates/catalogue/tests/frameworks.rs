//! The frameworks of three papers, counted against the papers.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::{Bundle, Catalogue};
use domain::ids::Slug;
use domain::plan::assurance::{AssuranceGap, AssuranceKind, MapSubject, assurance_map};
use domain::plan::counts::counts;
use domain::plan::coverage::{CoverageGap, coverage, unanswered};
use domain::plan::forum::{Cadence, Forum};
use domain::plan::framework::{PlanKind, PlannedStatus};
use domain::plan::{CommitmentKind, PoliceAndCrimePlan, Promise, ThemeKind};

fn plan(id: &str) -> PoliceAndCrimePlan {
    let (catalogue, problems) = Catalogue::load(&Bundle::shipped());
    assert!(problems.is_empty(), "{problems:#?}");
    catalogue.plan(&slug(id)).expect("the plan is shipped").clone()
}

fn slug(text: &str) -> Slug {
    text.parse().expect("a slug")
}

fn cambridgeshire() -> PoliceAndCrimePlan {
    plan("cambridgeshire-2015")
}

fn ids<'i>(all: impl IntoIterator<Item = &'i Slug>) -> Vec<&'i str> {
    all.into_iter().map(Slug::as_str).collect()
}

fn forum<'p>(plan: &'p PoliceAndCrimePlan, id: &str) -> &'p Forum {
    plan.framework.forum(&slug(id)).expect("the forum is entered")
}

/// SF-135, SF-136: five headings; 2, 2, 2, 1 and 1 outcomes, eight in all.
#[test]
fn cambridgeshire_has_five_headings_and_eight_outcomes() {
    let plan = cambridgeshire();
    let titles: Vec<_> = plan.themes.iter().map(|theme| theme.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Maintain Local Police Performance",
            "Deliver Policing within the Available Budget",
            "Continue to Tackle Crime and Disorder",
            "Keeping People Safe",
            "Maintain the Resilience of Protective Services",
        ]
    );
    assert!(plan.themes.iter().all(|theme| theme.kind == ThemeKind::Heading));
    let outcomes: Vec<_> = plan.themes.iter().map(|theme| theme.outcomes.len()).collect();
    assert_eq!(outcomes, [2, 2, 2, 1, 1]);
    assert_eq!(counts(&plan).outcomes, 8);
}

/// SF-137: the paper words one outcome twice, and differently; it is stored once.
#[test]
fn each_outcome_is_stored_once() {
    let plan = cambridgeshire();
    let titles: BTreeSet<_> = plan.outcomes().map(|(_, outcome)| &outcome.title).collect();
    assert_eq!(titles.len(), 8);
    let once = plan.outcomes().find(|(_, outcome)| outcome.id.as_str() == "protected-from-harm");
    let place = once.and_then(|(_, outcome)| outcome.place.clone()).unwrap();
    assert!(place.contains("section 7.1 has it without its subject"));
}

/// SF-150: thirteen pledges as listed, 5, 2, 3, 2 and 1; twelve, since one stands under two
/// headings.
#[test]
fn a_pledge_under_two_headings_is_counted_once() {
    let plan = cambridgeshire();
    let listed: Vec<_> = plan.themes.iter().map(|theme| plan.under(&theme.id).count()).collect();
    assert_eq!(listed, [5, 2, 3, 2, 1]);
    let counts = counts(&plan);
    assert_eq!((counts.listings, counts.commitments, counts.shared), (13, 12, 1));
    assert!(plan.priorities.iter().all(|pledge| pledge.kind == CommitmentKind::Pledge));
    let shared = plan.priorities.iter().find(|pledge| pledge.themes().count() == 2).unwrap();
    assert_eq!(shared.title.as_deref(), Some("Increased collaborative working"));
}

/// SF-144 to SF-149: what each pledge is, and what it promises.
#[test]
fn pledges_carry_the_papers_labels() {
    let plan = cambridgeshire();
    let told: Vec<_> =
        plan.priorities.iter().map(|p| (p.title.as_deref().unwrap(), p.promise)).collect();
    assert_eq!(
        told,
        [
            ("Call handling", Some(Promise::EveryCase)),
            ("Special Constables", Some(Promise::Rise)),
            ("Local Policing", Some(Promise::InWords)),
            ("Working in partnership", Some(Promise::InWords)),
            ("Hold to account", Some(Promise::InWords)),
            ("Visible policing", Some(Promise::InWords)),
            ("Increased collaborative working", None),
            ("Anti-social behaviour", None),
            ("Burglary", Some(Promise::EveryCase)),
            ("Drugs", None),
            ("Taking a preventative approach", None),
            ("Young People", None),
        ]
    );
    assert!(plan.priorities.iter().all(|pledge| pledge.place.is_some()));
    // SF-144: the measure of calls tells the share and the number over 30 seconds.
    let calls = &plan.framework.planned.iter().find(|p| p.priorities == [1]).unwrap();
    assert_eq!(calls.measure.as_ref().unwrap().as_str(), "CAL-004");
    assert!(calls.title.contains("share") && calls.title.contains("number that took longer"));
    // SF-146: pledges for words alone cite nothing, on purpose.
    let in_words = plan.priorities.iter().filter(|p| p.no_measures_because.is_some());
    assert_eq!(in_words.map(|p| p.number).collect::<Vec<_>>(), [3, 4, 5, 6]);
}

/// SF-123, SF-151: two columns of assurance for every heading, never one.
#[test]
fn every_heading_has_assurances_of_both_kinds() {
    let plan = cambridgeshire();
    for theme in &plan.themes {
        let of = |kind| {
            let all = plan.framework.assurances.iter();
            all.filter(|a| a.kind == kind && a.themes == [theme.id.clone()]).count()
        };
        assert_eq!(of(AssuranceKind::Constabulary), 1, "{}", theme.title);
        let commissioner = of(AssuranceKind::Commissioner);
        let budget = theme.id.as_str() == "deliver-policing-within-the-available-budget";
        assert_eq!(commissioner, if budget { 2 } else { 1 }, "{}", theme.title);
    }
    assert_eq!(plan.framework.assurances.len(), 14, "eleven by heading, three over the whole");
    let general = plan.framework.assurances.iter().filter(|a| a.is_general());
    let kinds: Vec<_> = general.map(|a| a.kind).collect();
    assert_eq!(
        kinds,
        [AssuranceKind::Commissioner, AssuranceKind::Independent, AssuranceKind::Independent]
    );
}

/// SF-152 to SF-156: 22 data sources as listed, 4, 3, 8, 6 and 1; sixteen different ones.
#[test]
fn data_sources_are_those_of_the_paper() {
    let plan = cambridgeshire();
    let evidence = &plan.framework.evidence;
    let listed: Vec<_> = plan
        .themes
        .iter()
        .map(|theme| evidence.iter().filter(|e| e.themes.contains(&theme.id)).count())
        .collect();
    assert_eq!(listed, [4, 3, 8, 6, 1]);
    assert_eq!(evidence.len(), 16);
    let held: Vec<_> = evidence.iter().filter_map(|e| e.source.as_ref()).collect();
    assert_eq!(held.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["police-recorded-crime"]);
}

/// SF-159, SF-160, SF-162 to SF-166, SF-130, SF-251: chairs by role, cadence, publication.
#[test]
fn forums_are_as_the_paper_describes_them() {
    let plan = cambridgeshire();
    let told = |id: &str| {
        let forum = forum(&plan, id);
        (forum.chair.as_ref().map(Slug::as_str), forum.cadence, forum.members.len())
    };
    let (monthly, quarterly) = (Some(Cadence::Monthly), Some(Cadence::Quarterly));
    assert_eq!(told("force-executive-board"), (Some("chief-constable"), monthly, 2));
    assert_eq!(
        told("operational-performance-board"),
        (Some("assistant-chief-constable"), monthly, 2)
    );
    assert_eq!(
        told("organisational-development-board"),
        (Some("deputy-chief-constable"), None, 0),
        "the paper gives neither cadence nor members"
    );
    assert_eq!(told("business-coordination-board"), (Some("commissioner"), monthly, 4));
    assert_eq!(told("finance-sub-group"), (None, monthly, 3));
    assert_eq!(told("psd-alliance-sub-group"), (Some("deputy-commissioner"), quarterly, 4));
    assert_eq!(told("performance-working-group"), (Some("commissioner"), None, 4));
    assert_eq!(told("joint-audit-committee"), (None, quarterly, 1));
    assert_eq!(told("strategic-alliance").1, quarterly);
    assert_eq!(told("eastern-region-collaboration-meeting").1, None);
    assert_eq!(forum(&plan, "joint-audit-committee").member_count, Some(5));
    assert!(forum(&plan, "operational-performance-board").sets_actions);
    let executive = forum(&plan, "force-executive-board");
    assert_eq!(executive.refers_to.as_ref().map(Slug::as_str), Some("commissioner"));
    assert_eq!(executive.publishes.minutes.as_deref(), Some("The force's website"));
    assert_eq!(executive.publishes.papers, None);
    let board = forum(&plan, "business-coordination-board");
    assert_eq!(board.publishes.minutes.as_deref(), Some("The commissioner's website"));
    assert!(board.publishes.papers.is_some() && board.decides.is_some());
    let publishing = plan.framework.forums.iter().filter(|f| f.publishes.minutes.is_some());
    assert_eq!(publishing.count(), 2, "the paper states no other duty");
}

/// SF-161: six groups report to the board, two give it updates.
#[test]
fn groups_report_to_the_development_board() {
    let plan = cambridgeshire();
    let board = slug("organisational-development-board");
    let forums = &plan.framework.forums;
    assert_eq!(forums.iter().filter(|f| f.reports_to.contains(&board)).count(), 6);
    assert_eq!(forums.iter().filter(|f| f.updates.contains(&board)).count(), 2);
}

/// SF-165, SF-168 to SF-170: the named groups are forums that headings name.
#[test]
fn every_forum_named_under_a_heading_is_a_forum() {
    let plan = cambridgeshire();
    assert_eq!(plan.framework.forums.len(), 27);
    let rows = coverage(&plan);
    let burglary = rows.iter().find(|row| row.priority.number == 9).unwrap();
    for id in [
        "operational-priority-review-group",
        "children-and-young-people-steering-group",
        "asb-group",
        "custody-steering-group",
        "cyber-crime-steering-group",
    ] {
        assert!(burglary.forums.contains(&&slug(id)), "{id}");
    }
    let map = assurance_map(&plan);
    let means = |id: &str| {
        let row = map.iter().find(
            |row| matches!(row.subject, MapSubject::Outcome { id: at, .. } if at.as_str() == id),
        );
        row.unwrap().means.clone()
    };
    assert!(means("protected-from-harm").contains(&"Independent Custody Visitors Scheme"));
    assert!(!means("most-at-risk-protected").contains(&"Independent Custody Visitors Scheme"));
    let resilient = map.iter().find(|row| matches!(row.subject, MapSubject::Outcome { id, .. } if id.as_str() == "protective-services-resilient"));
    let resilient = resilient.unwrap();
    assert_eq!(
        ids(resilient.constabulary.iter().copied()),
        ["force-executive-board", "joint-protective-services-steering-groups"]
    );
    assert_eq!(
        ids(resilient.commissioner.iter().copied()),
        [
            "eastern-region-collaboration-meeting",
            "strategic-alliance",
            "business-coordination-board",
            "performance-working-group",
        ]
    );
}

/// SF-171: the map has a row for every outcome and every pledge, and tells the gaps.
#[test]
fn the_assurance_map_tells_its_gaps() {
    let mut plan = cambridgeshire();
    let map = assurance_map(&plan);
    assert_eq!(map.len(), 8 + 12);
    assert!(map.iter().all(|row| row.gaps.is_empty()), "the paper assures them all");
    plan.framework.evidence.retain(|e| e.id.as_str() != "road-traffic-collision-data");
    plan.framework.assurances.retain(|a| {
        a.kind != AssuranceKind::Commissioner
            || !(a.is_general() || a.themes.iter().any(|t| t.as_str() == "keeping-people-safe"))
    });
    let gaps: Vec<_> = assurance_map(&plan)
        .iter()
        .filter(|row| !row.gaps.is_empty())
        .map(|row| match row.subject {
            MapSubject::Outcome { id, .. } => (id.to_string(), row.gaps.clone()),
            MapSubject::Commitment { number, .. } => (number.to_string(), row.gaps.clone()),
        })
        .collect();
    let forum = vec![AssuranceGap::NoCommissionerForum];
    assert_eq!(
        gaps,
        [
            ("most-at-risk-protected".to_owned(), forum.clone()),
            ("protective-services-resilient".to_owned(), vec![AssuranceGap::NoData]),
            ("11".to_owned(), forum.clone()),
            ("12".to_owned(), forum),
        ]
    );
}

/// SF-134: three measures are in development; the rest wait for a source, and all are catalogued.
#[test]
fn measures_to_come_are_recorded() {
    let plan = cambridgeshire();
    let planned = &plan.framework.planned;
    let of = |status| planned.iter().filter(move |p| p.status == status);
    let developing: Vec<_> = of(PlannedStatus::InDevelopment).map(|p| p.id.as_str()).collect();
    assert_eq!(developing, ["victims-hub", "restorative-justice", "out-of-court-disposals"]);
    assert_eq!(of(PlannedStatus::AwaitingSource).count(), 14);
    assert!(planned.iter().all(|p| p.measure.is_some()));
}

/// SF-122, SF-126, SF-133, SF-172: what the paper says of indicators, and what each cannot tell.
#[test]
fn indicators_are_no_targets_and_have_limits() {
    let plan = cambridgeshire();
    let statement = plan.framework.statement.as_deref();
    assert_eq!(statement, Some("The indicators monitored are not targets."));
    assert_eq!(plan.framework.considerations.len(), 5);
    let cited: Vec<_> = plan.priorities.iter().flat_map(|p| &p.measures).collect();
    assert_eq!(cited.len(), 3);
    assert!(cited.iter().all(|link| link.limits.is_some() && link.gaming_risk.is_some()));
    assert!(plan.measures().all(|link| link.expectation.is_none()));
}

/// SF-225: nothing is promised that nobody measures or watches.
#[test]
fn no_pledge_is_an_orphan() {
    let plan = cambridgeshire();
    let rows = coverage(&plan);
    assert_eq!(rows.len(), 12);
    assert!(rows.iter().all(|row| !row.is_orphan()));
    let unmeasured = rows.iter().filter(|row| row.gaps.contains(&CoverageGap::NoMeasure));
    assert_eq!(unmeasured.map(|row| row.priority.number).collect::<Vec<_>>(), [3, 4, 5, 6]);
    let both =
        [AssuranceKind::Constabulary, AssuranceKind::Commissioner, AssuranceKind::Independent];
    assert!(rows.iter().all(|row| row.assurances == both));
}

/// SF-024: three areas, and every criminal justice measure of the note in exactly one of them.
#[test]
fn staffordshire_has_three_areas() {
    let plan = plan("staffordshire-cjs-2022");
    let titles: Vec<_> = plan.themes.iter().map(|theme| theme.title.as_str()).collect();
    assert_eq!(
        titles,
        ["Effectiveness and Efficiency", "Victims and Witnesses", "Reducing Reoffending"]
    );
    assert_eq!(plan.framework.kind(), PlanKind::PartnershipFramework);
    let planned = &plan.framework.planned;
    assert!(planned.iter().all(|measure| measure.themes.len() == 1));
    let catalogue = Catalogue::load(&Bundle::shipped()).0;
    let of_the_note = catalogue.measures().filter(|m| {
        m.source_documents.iter().any(|paper| paper == "000")
            && !["finance", "governance"].contains(&m.theme.as_str())
    });
    let of_the_note: BTreeSet<_> = of_the_note.map(|measure| measure.id.clone()).collect();
    let entered: BTreeSet<_> = planned.iter().filter_map(|p| p.measure.clone()).collect();
    assert_eq!((entered.len(), planned.len()), (27, 27));
    assert_eq!(entered, of_the_note);
    let mut areas: BTreeMap<&str, usize> = BTreeMap::new();
    for measure in planned {
        *areas.entry(measure.themes[0].as_str()).or_default() += 1;
    }
    let areas: Vec<_> = areas.into_iter().collect();
    assert_eq!(
        areas,
        [
            ("effectiveness-and-efficiency", 22),
            ("reducing-reoffending", 1),
            ("victims-and-witnesses", 4),
        ]
    );
}

/// SF-042, SF-043: the dashboards are some six months behind, and had another name.
#[test]
fn a_data_source_keeps_its_former_names() {
    let plan = plan("staffordshire-cjs-2022");
    let dashboard = &plan.framework.evidence[0];
    assert_eq!(dashboard.formerly, ["National Balanced Scorecards"]);
    assert_eq!(dashboard.lag_months, Some(6));
}

/// SF-224, SF-225: 130 ambitions under 12 headings are loaded, listed and counted; each says why it
/// stands under none, and none is an orphan without a reason.
#[test]
fn leicestershire_has_130_ambitions_and_12_headings() {
    let plan = plan("leicestershire-2022");
    let counts = counts(&plan);
    assert_eq!((counts.commitments, counts.themes, counts.unassigned), (130, 12, 130));
    let numbers: Vec<_> = plan.priorities.iter().map(|ambition| ambition.number).collect();
    assert_eq!(numbers, (1..=130).collect::<Vec<_>>());
    assert!(plan.priorities.iter().all(|a| a.kind == CommitmentKind::Ambition));
    assert!(plan.priorities.iter().all(|a| a.title.is_none() && a.unassigned_because.is_some()));
    let rows = coverage(&plan);
    assert!(rows.iter().all(|row| row.because().is_some() && !row.is_orphan()));
    assert_eq!(plan.framework.kind(), PlanKind::DeliveryPlan);
}

/// SF-222, SF-226: four frameworks it was lined up with; what the paper does not link is a gap.
#[test]
fn the_crosswalk_shows_its_gaps() {
    let plan = plan("leicestershire-2022");
    let aligned = &plan.framework.aligned;
    assert_eq!(
        ids(aligned.iter().map(|aligned| &aligned.id)),
        [
            "national-priorities",
            "local-policing-requirement",
            "strategic-policing-requirement",
            "rich-picture",
        ]
    );
    assert_eq!(unanswered(&aligned[0]).count(), 6);
    assert!(aligned.iter().all(|aligned| aligned.unlinked_because.is_some()));
}

/// SF-223, SF-229: six dimensions of delivery; the chain from effort to effect is not in the paper,
/// and the plan says so.
#[test]
fn what_the_paper_does_not_give_is_unwritten() {
    let plan = plan("leicestershire-2022");
    assert_eq!(plan.framework.considerations.len(), 6);
    assert!(plan.framework.chain.is_empty());
    let unwritten: Vec<_> = plan.framework.unwritten.iter().map(|u| u.what.as_str()).collect();
    assert!(unwritten.iter().any(|what| what.starts_with("Inputs, activities, outputs")));
    assert_eq!(unwritten.len(), 5);
}

/// SF-250, SF-251: boards of three papers with what each is to have; what a paper leaves open is
/// told.
#[test]
fn boards_of_the_papers_are_entered() {
    for (plan_id, boards) in [
        (
            "cambridgeshire-2015",
            &[
                "force-executive-board",
                "operational-performance-board",
                "organisational-development-board",
                "business-coordination-board",
                "finance-sub-group",
                "psd-alliance-sub-group",
                "joint-audit-committee",
                "performance-working-group",
                "police-and-crime-panel",
            ][..],
        ),
        ("staffordshire-cjs-2022", &["lcjpb", "lcjpb-sub-groups"]),
        ("leicestershire-2022", &["corporate-governance-board", "police-and-crime-panel"]),
    ] {
        let plan = plan(plan_id);
        boards.iter().for_each(|board| assert!(forum(&plan, board).place.is_some(), "{board}"));
    }
    let executive = cambridgeshire();
    let executive = forum(&executive, "force-executive-board");
    assert_eq!(executive.unwritten(), ["reporting line"]);
}

/// People are never named: whoever chairs or attends is a role that the plan declares.
#[test]
fn chairs_and_members_are_roles() {
    let plan = cambridgeshire();
    assert_eq!(plan.framework.roles.len(), 14);
    for forum in &plan.framework.forums {
        for role in forum.chair.iter().chain(&forum.members) {
            assert!(plan.framework.roles.iter().any(|own| own.id == *role), "{role}");
        }
    }
}

/// SF-215: the delivery plan's paper cites section 11 of the 2011 Act for the plan. The law is taken
/// from one table: plans are sections 5 and 7, and 11 is about information.
#[test]
fn the_law_is_cited_from_a_table() {
    let (catalogue, problems) = Catalogue::load(&Bundle::shipped());
    assert!(problems.is_empty(), "{problems:#?}");
    let plan = catalogue.plan(&slug("leicestershire-2022")).unwrap();
    let cited: Vec<_> = plan.framework.law.iter().map(|id| catalogue.legal_reference(id)).collect();
    let provisions: Vec<_> = cited.iter().map(|law| law.unwrap().provision.as_str()).collect();
    assert_eq!(provisions, ["section 5", "section 7"]);
    let information = catalogue.legal_reference(&slug("prsra-2011-s11")).unwrap();
    assert!(information.says.starts_with("Information for the public"));
    assert!(plan.caution.as_ref().unwrap().contains("cites section 11"));
}
