//! `scrutineer plan`

mod compare;
mod parts;
mod statements;
mod watch;

use app::AppError;
use domain::plan::counts::counts;
use domain::plan::{PlanMeasure, PoliceAndCrimePlan, Priority};
use serde_json::{Value, json};

use crate::arguments::{Arguments, Plan, PlanNamed};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, what: &Plan) -> anyhow::Result<Ended> {
    match what {
        Plan::Show(which) => shown(arguments, &named(arguments, which).await?),
        Plan::List => list(arguments),
        Plan::Diff(two) => compare::run(arguments, two),
        Plan::Coverage(which) => watch::coverage(arguments, &named(arguments, which).await?),
        Plan::Assurance(which) => watch::assurance(arguments, &named(arguments, which).await?),
        Plan::Statements(what) => statements::run(arguments, what),
    }
}

/// The plan named, or the office's own.
async fn named(arguments: &Arguments, which: &PlanNamed) -> anyhow::Result<PoliceAndCrimePlan> {
    if let Some(id) = &which.plan {
        return Ok(app::plans::named(&arguments.data, id)?);
    }
    let office = super::open(arguments).await?;
    let plan = app::office::plan(&office)?.ok_or_else(|| AppError::Setting {
        name: "plan",
        value: office.settings.plan.clone(),
        help: "put its file into the office's catalogue/plans folder".into(),
    })?;
    Ok(plan)
}

fn list(arguments: &Arguments) -> anyhow::Result<Ended> {
    let plans = app::plans::all(&arguments.data)?;
    if arguments.json {
        let all = plans.iter().map(|plan| {
            json!({
                "id": plan.id.as_str(),
                "title": plan.title,
                "body": plan.body,
                "kind": plan.framework.kind().word(),
                "counts": parts::counts_json(&counts(plan)),
            })
        });
        show::json(&all.collect::<Vec<_>>().into());
        return Ok(Ended::Done);
    }
    let rows: Vec<Vec<String>> = plans
        .iter()
        .map(|plan| {
            let counts = counts(plan);
            let numbers = [counts.themes, counts.outcomes, counts.commitments, counts.measures];
            let words = [plan.id.to_string(), plan.title.clone()];
            words.into_iter().chain(numbers.map(|number| number.to_string())).collect()
        })
        .collect();
    let headers = ["Id", "Title", "Themes", "Outcomes", "Priorities", "Measures"];
    show::line(show::table(&headers, &rows));
    Ok(Ended::Done)
}

fn shown(arguments: &Arguments, plan: &PoliceAndCrimePlan) -> anyhow::Result<Ended> {
    if arguments.json {
        show::json(&as_json(plan));
    } else {
        in_words(plan);
    }
    Ok(Ended::Done)
}

fn in_words(plan: &PoliceAndCrimePlan) {
    show::line(format_args!("{} ({}, {})", plan.title, plan.body, plan.period.label()));
    if let Some(caution) = &plan.caution {
        show::line(format_args!("Note: {caution}"));
    }
    show::line(parts::counted(&counts(plan)));
    for theme in &plan.themes {
        show::line(format_args!("\n{}", theme.title));
        for outcome in &theme.outcomes {
            show::line(format_args!("  to bring about: {}", outcome.title));
        }
        let of_theme = |p: &&Priority| p.theme.as_ref() == Some(&theme.id);
        plan.priorities.iter().filter(of_theme).for_each(priority);
        let also = plan.priorities.iter().filter(|p| p.also_under.contains(&theme.id));
        also.for_each(|p| show::line(format_args!("  {:>2}  (as above)", p.number)));
    }
    for shared in &plan.shared {
        let numbers: Vec<String> = shared.priorities.iter().map(ToString::to_string).collect();
        show::line(format_args!("\nPriorities {} together", numbers.join(", ")));
        shared.measures.iter().for_each(measure);
    }
    let rest: Vec<&Priority> = plan.priorities.iter().filter(|p| p.theme.is_none()).collect();
    if !rest.is_empty() {
        show::line("\nUnder no theme");
    }
    // Neighbours of which the plan knows no more than their number are told as one.
    let unknown = |p: &Priority| p.title.is_none() && p.measures.is_empty();
    for alike in rest.chunk_by(|a, b| {
        let next = a.number.checked_add(1) == Some(b.number);
        next && unknown(a) && unknown(b) && a.summary == b.summary
    }) {
        match alike {
            [first, .., last] if alike.len() > 2 => {
                let (first, last) = (first.number, last.number);
                show::line(format_args!(
                    "  {first} to {last}  (the source paper does not give their titles)"
                ));
            }
            _ => alike.iter().for_each(|p| priority(p)),
        }
    }
    parts::in_words(plan);
}

fn priority(priority: &Priority) {
    let untitled = "(the source paper does not give its title)";
    let title = priority.title.as_deref().unwrap_or(untitled);
    show::line(format_args!("  {:>2}  {title}", priority.number));
    if let Some(because) = &priority.no_measures_because {
        show::line(format_args!("      no measures on purpose: {because}"));
    }
    priority.measures.iter().for_each(measure);
}

fn measure(link: &PlanMeasure) {
    let (measure, polarity, tier) = (&link.measure, link.polarity.word(), link.tier.word());
    let asked = link.expectation.map_or("", |asked| asked.word());
    show::line(format_args!("      {measure}  {polarity}, {tier}  {asked}"));
}

fn as_json(plan: &PoliceAndCrimePlan) -> Value {
    let priorities = plan.priorities.iter().map(|priority| {
        json!({
            "number": priority.number,
            "kind": priority.kind.word(),
            "theme": priority.theme.as_ref().map(ToString::to_string),
            "also_under": parts::ids(&priority.also_under),
            "promise": priority.promise.map(|promise| promise.word()),
            "place": priority.place,
            "title": priority.title,
            "summary": priority.summary,
            "no_measures_because": priority.no_measures_because,
            "measures": priority.measures.iter().map(link_json).collect::<Vec<_>>(),
        })
    });
    let shared = plan.shared.iter().map(|shared| {
        json!({
            "priorities": shared.priorities,
            "summary": shared.summary,
            "measures": shared.measures.iter().map(link_json).collect::<Vec<_>>(),
        })
    });
    let themes = plan.themes.iter().map(|theme| {
        let outcomes =
            theme.outcomes.iter().map(|o| json!({ "id": o.id.as_str(), "title": o.title }));
        json!({
            "id": theme.id.as_str(),
            "title": theme.title,
            "kind": theme.kind.word(),
            "outcomes": outcomes.collect::<Vec<_>>(),
        })
    });
    json!({
        "id": plan.id.as_str(),
        "title": plan.title,
        "body": plan.body,
        "period": plan.period.to_string(),
        "caution": plan.caution,
        "themes": themes.collect::<Vec<_>>(),
        "priorities": priorities.collect::<Vec<_>>(),
        "shared": shared.collect::<Vec<_>>(),
        "context": plan.context.iter().map(link_json).collect::<Vec<_>>(),
        "counts": parts::counts_json(&counts(plan)),
        "framework": parts::as_json(&plan.framework),
    })
}

fn link_json(link: &PlanMeasure) -> Value {
    json!({
        "measure": link.measure.as_str(),
        "polarity": link.polarity.word(),
        "tier": link.tier.word(),
        "headline_source": link.headline_source.as_str(),
        "expectation": link.expectation.map(|asked| asked.word()),
        "baseline_reason": link.baseline.reason,
        "limits": link.limits,
        "gaming_risk": link.gaming_risk,
    })
}
