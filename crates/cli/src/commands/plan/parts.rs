//! The parts of a plan's framework, in words and for programs.

use domain::ids::Slug;
use domain::plan::PoliceAndCrimePlan;
use domain::plan::counts::PlanCounts;
use domain::plan::forum::Forum;
use domain::plan::framework::Framework;
use serde_json::{Value, json};

use crate::show;

pub fn ids(ids: &[Slug]) -> Vec<&str> {
    ids.iter().map(Slug::as_str).collect()
}

pub fn counted(counts: &PlanCounts) -> String {
    let once = match counts.shared {
        0 => String::new(),
        shared => format!(" ({} as listed; {shared} under several themes)", counts.listings),
    };
    format!(
        "Themes {}, outcomes {}, priorities {}{once}, forums {}",
        counts.themes, counts.outcomes, counts.commitments, counts.forums
    )
}

pub fn counts_json(counts: &PlanCounts) -> Value {
    json!({
        "themes": counts.themes,
        "outcomes": counts.outcomes,
        "priorities": counts.commitments,
        "priorities_as_listed": counts.listings,
        "priorities_shared": counts.shared,
        "priorities_under_no_theme": counts.unassigned,
        "measures": counts.measures,
        "planned_measures": counts.planned,
        "forums": counts.forums,
        "assurances": counts.assurances,
        "data_sources": counts.evidence,
        "statements": counts.statements,
        "distinct_statements": counts.distinct_statements,
    })
}

pub fn in_words(plan: &PoliceAndCrimePlan) {
    let framework = &plan.framework;
    if !framework.forums.is_empty() {
        show::line("\nForums");
        framework.forums.iter().for_each(|forum| show::line(one_forum(framework, forum)));
    }
    if !framework.planned.is_empty() {
        show::line("\nMeasures still to come");
        for planned in &framework.planned {
            let measure = planned.measure.as_ref().map_or("-", |measure| measure.as_str());
            let (status, title) = (planned.status.word(), &planned.title);
            show::line(format_args!("  {measure:<8} {status}: {title}"));
        }
    }
    if !framework.aligned.is_empty() {
        show::line("\nLined up with");
        for aligned in &framework.aligned {
            let gaps = aligned.objectives.iter().filter(|objective| objective.is_gap()).count();
            let of = aligned.objectives.len();
            let title = &aligned.title;
            show::line(format_args!(
                "  {title}: {gaps} of {of} objectives are answered by nothing"
            ));
        }
    }
    if !framework.unwritten.is_empty() {
        show::line("\nNot in the source paper");
        for part in &framework.unwritten {
            show::line(format_args!("  {}. {}", part.what, part.because));
        }
    }
}

fn one_forum(framework: &Framework, forum: &Forum) -> String {
    let mut said = vec![format!("  {}", forum.title)];
    said.extend(forum.chair.as_ref().map(|chair| format!("chair {}", framework.role(chair))));
    said.extend(forum.cadence.map(|cadence| cadence.word().to_owned()));
    if !forum.reports_to.is_empty() {
        said.push(format!("reports to {}", ids(&forum.reports_to).join(", ")));
    }
    said.extend(forum.publishes.minutes.as_ref().map(|place| format!("minutes on {place}")));
    let open = forum.unwritten();
    if !open.is_empty() {
        said.push(format!("not in the paper: {}", open.join(", ")));
    }
    said.join("; ")
}

pub fn as_json(framework: &Framework) -> Value {
    let forums = framework.forums.iter().map(|forum| {
        json!({
            "id": forum.id.as_str(),
            "title": forum.title,
            "kind": forum.kind.word(),
            "chair": forum.chair.as_ref().map(|chair| framework.role(chair)),
            "meets": forum.cadence.map(|cadence| cadence.word()),
            "members": forum.members.iter().map(|id| framework.role(id)).collect::<Vec<_>>(),
            "member_count": forum.member_count,
            "reports_to": ids(&forum.reports_to),
            "updates": ids(&forum.updates),
            "minutes_on": forum.publishes.minutes,
            "papers_on": forum.publishes.papers,
            "unwritten": forum.unwritten(),
        })
    });
    let planned = framework.planned.iter().map(|planned| {
        json!({
            "id": planned.id.as_str(),
            "title": planned.title,
            "status": planned.status.word(),
            "measure": planned.measure.as_ref().map(|measure| measure.as_str()),
            "themes": ids(&planned.themes),
            "priorities": planned.priorities,
            "because": planned.because,
        })
    });
    let aligned = framework.aligned.iter().map(|aligned| {
        let objectives = aligned.objectives.iter().map(|objective| {
            json!({
                "id": objective.id.as_str(),
                "title": objective.title,
                "priorities": objective.priorities,
                "is_gap": objective.is_gap(),
            })
        });
        json!({
            "id": aligned.id.as_str(),
            "title": aligned.title,
            "objectives": objectives.collect::<Vec<_>>(),
            "unlinked_because": aligned.unlinked_because,
        })
    });
    let unwritten = framework.unwritten.iter();
    let unwritten = unwritten.map(|part| json!({ "what": part.what, "because": part.because }));
    json!({
        "kind": framework.kind().word(),
        "statement": framework.statement,
        "considerations": framework.considerations,
        "forums": forums.collect::<Vec<_>>(),
        "planned_measures": planned.collect::<Vec<_>>(),
        "aligned": aligned.collect::<Vec<_>>(),
        "unwritten": unwritten.collect::<Vec<_>>(),
    })
}
