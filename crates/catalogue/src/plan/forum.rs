//! Forums, roles and assurances of a plan.

use domain::plan::assurance::{AssuranceKind, PlanAssurance};
use domain::plan::forum::{Cadence, Forum, ForumKind, PlanRole, PublicationDuty};

use crate::table::Table;

pub(super) fn role(mut table: Table<'_>) -> Option<PlanRole> {
    let (id, title) = (table.need_parsed("id"), table.need_text("title"));
    table.finish();
    Some(PlanRole { id: id?, title })
}

pub(super) fn forum(mut table: Table<'_>) -> Option<Forum> {
    let id = table.need_parsed("id");
    let kind = table.need_word("kind", ForumKind::ALL, ForumKind::word);
    let title = table.need_text("title");
    let publishes =
        PublicationDuty { minutes: table.text("minutes-on"), papers: table.text("papers-on") };
    let short = table.text("short");
    let (chair, members) = (table.parsed("chair"), table.parsed_list("members"));
    let member_count = table.whole("member-count");
    let cadence = table.word("meets", Cadence::ALL, Cadence::word);
    let (reports_to, updates) = (table.parsed_list("reports-to"), table.parsed_list("updates"));
    let refers_to = table.parsed("refers-to");
    let (purpose, decides) = (table.text("purpose"), table.text("decides"));
    let sets_actions = table.yes("sets-actions");
    let place = table.text("place");
    table.finish();
    Some(Forum {
        id: id?,
        title,
        short,
        kind: kind?,
        chair,
        members,
        member_count,
        cadence,
        reports_to,
        updates,
        refers_to,
        purpose,
        decides,
        sets_actions,
        publishes,
        place,
    })
}

pub(super) fn assurance(mut table: Table<'_>) -> Option<PlanAssurance> {
    let kind = table.need_word("kind", AssuranceKind::ALL, AssuranceKind::word);
    let means = table.texts("means").into_iter().map(|(text, _)| text).collect();
    let (themes, priorities) = (table.parsed_list("themes"), table.wholes("priorities"));
    let (by, forums) = (table.parsed("by"), table.parsed_list("forums"));
    let place = table.text("place");
    table.finish();
    Some(PlanAssurance { kind: kind?, themes, priorities, by, forums, means, place })
}
