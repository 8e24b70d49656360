//! `scrutineer plan diff`

use domain::plan::diff::{ChangeWeight, PlanChange, diff};
use domain::plan::redline::RedlineRun;
use serde_json::{Value, json};

use crate::arguments::{Arguments, PlanDiff};
use crate::{Ended, show};

pub fn run(arguments: &Arguments, two: &PlanDiff) -> anyhow::Result<Ended> {
    let before = app::plans::given(&arguments.data, &two.before)?;
    let after = app::plans::given(&arguments.data, &two.after)?;
    let in_plan = before.framework.measures_in_plan || after.framework.measures_in_plan;
    let changes = diff(&before, &after);
    let variations =
        changes.iter().filter(|c| c.weight(in_plan) == ChangeWeight::Variation).count();
    if arguments.json {
        let all = changes.iter().map(|change| as_json(change, change.weight(in_plan)));
        show::json(&json!({
            "before": before.id.as_str(),
            "after": after.id.as_str(),
            "measures_in_plan": in_plan,
            "variations": variations,
            "changes": all.collect::<Vec<_>>(),
        }));
        return Ok(Ended::Done);
    }
    for change in &changes {
        show::line(format_args!("{:<12} {change}", change.weight(in_plan).word()));
    }
    show::line(format_args!("{} changes, {variations} of which vary the plan", changes.len()));
    Ok(Ended::Done)
}

fn as_json(change: &PlanChange, weight: ChangeWeight) -> Value {
    let mut value = match change {
        PlanChange::Added(part, id, text) => {
            json!({ "change": "added", "part": part.word(), "id": id, "after": text })
        }
        PlanChange::Removed(part, id, text) => {
            json!({ "change": "removed", "part": part.word(), "id": id, "before": text })
        }
        PlanChange::Moved(part, id, from, to) => {
            json!({ "change": "moved", "part": part.word(), "id": id, "before": from, "after": to })
        }
        PlanChange::Reworded(part, id, redline) => json!({
            "change": "reworded",
            "part": part.word(),
            "id": id,
            "before": redline.before(),
            "after": redline.after(),
            "runs": redline.runs.iter().map(run_json).collect::<Vec<_>>(),
        }),
        PlanChange::MeasureLinked(by, measure) => {
            json!({ "change": "measure-linked", "by": by, "measure": measure.as_str() })
        }
        PlanChange::MeasureUnlinked(by, measure) => {
            json!({ "change": "measure-unlinked", "by": by, "measure": measure.as_str() })
        }
        PlanChange::PolarityChanged(by, measure, from, to) => json!({
            "change": "polarity-changed",
            "by": by,
            "measure": measure.as_str(),
            "before": from.word(),
            "after": to.word(),
        }),
        PlanChange::LinkChanged(by, measure, what, from, to) => json!({
            "change": "link-changed",
            "by": by,
            "measure": measure.as_str(),
            "what": what,
            "before": from,
            "after": to,
        }),
        PlanChange::DefinitionRevised(by, measure, revision) => json!({
            "change": "definition-revised",
            "by": by,
            "measure": measure.as_str(),
            "act": revision.act.word(),
            "version": revision.version,
            "applies_from": revision.applies_from.to_string(),
            "adopted_on": revision.adopted_on.map(|day| day.to_string()),
            "history": revision.recast.word(),
            "recast_from": revision.recast_from.map(|day| day.to_string()),
            "reason": revision.reason,
            "cites": revision.cites,
        }),
    };
    if let Some(fields) = value.as_object_mut() {
        fields.insert("weight".into(), weight.word().into());
        fields.insert("text".into(), change.to_string().into());
    }
    value
}

fn run_json(run: &RedlineRun) -> Value {
    match run {
        RedlineRun::Kept(words) => json!({ "kept": words }),
        RedlineRun::Struck(words) => json!({ "struck": words }),
        RedlineRun::Put(words) => json!({ "put": words }),
    }
}
