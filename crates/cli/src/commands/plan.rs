//! `scrutineer plan`

use app::AppError;
use domain::plan::{PlanMeasure, PoliceAndCrimePlan, Priority};
use serde_json::{Value, json};

use crate::arguments::{Arguments, Plan};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, what: &Plan) -> anyhow::Result<Ended> {
    match what {
        Plan::Show => shown(arguments).await,
    }
}

async fn shown(arguments: &Arguments) -> anyhow::Result<Ended> {
    let office = super::open(arguments).await?;
    let plan = app::office::plan(&office)?.ok_or_else(|| AppError::Setting {
        name: "plan",
        value: office.settings.plan.clone(),
        help: "put its file into the office's catalogue/plans folder".into(),
    })?;
    if arguments.json {
        show::json(&as_json(&plan));
    } else {
        in_words(&plan);
    }
    Ok(Ended::Done)
}

fn in_words(plan: &PoliceAndCrimePlan) {
    show::line(format_args!("{} ({}, {})", plan.title, plan.body, plan.period.label()));
    if let Some(caution) = &plan.caution {
        show::line(format_args!("Note: {caution}"));
    }
    for theme in &plan.themes {
        show::line(format_args!("\n{}", theme.title));
        let of_theme = |p: &&Priority| p.theme.as_ref() == Some(&theme.id);
        plan.priorities.iter().filter(of_theme).for_each(priority);
    }
    for shared in &plan.shared {
        let numbers: Vec<String> = shared.priorities.iter().map(ToString::to_string).collect();
        show::line(format_args!("\nPriorities {} together", numbers.join(", ")));
        shared.measures.iter().for_each(measure);
    }
    let mut rest = plan.priorities.iter().filter(|p| p.theme.is_none()).peekable();
    if rest.peek().is_some() {
        show::line("\nUnder no theme");
        rest.for_each(priority);
    }
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
            "theme": priority.theme.as_ref().map(ToString::to_string),
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
    let themes = plan.themes.iter().map(|t| json!({ "id": t.id.as_str(), "title": t.title }));
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
    })
}
