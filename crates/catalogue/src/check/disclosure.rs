//! Checks on the disclosure policy.

use domain::ids::MeasureId;

use crate::catalogue::Catalogue;
use crate::codes;
use crate::problems::Problems;

pub(super) fn disclosure_names_what_is_declared(catalogue: &Catalogue, problems: &Problems) {
    let Some(placed) = &catalogue.disclosure else { return };
    let policy = &placed.value;
    let declared = |measure: &MeasureId, field: &str| {
        if catalogue.measure(measure).is_none() {
            let message = format!("there is no measure `{measure}`");
            problems.error(&codes::UNKNOWN_MEASURE, placed.at(field), message);
        }
    };
    policy.open.iter().for_each(|measure| declared(measure, "open"));
    policy.restricted.keys().for_each(|id| declared(id, &format!("restricted {id}")));
    policy.markings.keys().for_each(|id| declared(id, &format!("marked {id}")));
    policy.readers_of.keys().for_each(|id| declared(id, &format!("read-by {id}")));
    for sum in &policy.sums {
        let field = format!("sum {}", sum.whole);
        sum.parts.iter().chain([&sum.whole]).for_each(|measure| declared(measure, &field));
    }
    for measure in policy.open.iter().filter(|id| policy.restricted.contains_key(*id)) {
        let message = format!("`{measure}` is open and restricted");
        problems.error(&codes::UNREADABLE_VALUE, placed.at("open"), message);
    }
}
