//! Which figures to withhold, so that nobody can work out what is hidden.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use domain::diagnostic::{Code, Diagnostic, Location};
use domain::figure::{Exact, FigureKey};

use super::codes;
use super::gate::Gate;
use super::model::{Fate, Model, PartsOf, Planned};
use super::policy::{Method, Policy};
use super::published::{Edition, Shown};
use super::system::{Reader, Silence};

/// What may be printed of a paper.
#[derive(Debug, Clone)]
pub struct Protected {
    /// What every figure of the paper must pass.
    pub gate: Gate,
    /// The paper as readers will see it: to be kept with everything else that was published, once
    /// it is.
    pub edition: Edition,
    /// What was withheld and why, and what cannot be protected. It names cells, never values; an
    /// error means that the paper must not be published.
    pub problems: Vec<Diagnostic>,
}

/// Decides what a paper may print, given everything ever published.
///
/// `paper` lists every figure it would print if nothing were withheld, and the counts the office
/// holds of the same series; `history` the same of all earlier publications; `parts_of` the
/// districts of an area.
pub fn protect(
    policy: &Policy,
    history: &[Edition],
    paper: Edition,
    parts_of: PartsOf<'_>,
) -> Protected {
    let past: Vec<&Edition> = history.iter().collect();
    let mut search = Search::new(policy, Model::new(policy, &past, Some(&paper), parts_of));
    search.run();
    let problems = search.problems(&past, parts_of);
    let fates: BTreeMap<FigureKey, Fate> =
        search.model.figures.into_iter().map(|figure| (figure.key, figure.fate)).collect();
    let gate = Gate::new(policy.clone(), fates);
    let edition = as_seen(paper, &gate);
    Protected { gate, edition, problems }
}

fn as_seen(mut paper: Edition, gate: &Gate) -> Edition {
    for printed in &mut paper.printed {
        printed.shown = match (gate.fate(&printed.key), printed.shown) {
            (Fate::AsItIs, shown) => shown,
            (Fate::Rounded(Some(Exact::Whole(to))), _) => Shown::Rounded(to),
            (Fate::Rounded(Some(Exact::Ratio { numerator, denominator })), _) => {
                Shown::RoundedRatio { numerator, denominator }
            }
            (Fate::Rounded(_), _) => Shown::Nothing,
            (Fate::Withheld | Fate::NotCited, _) => Shown::Withheld,
        };
    }
    paper
}

/// Where the audit found a cell that can be worked out.
struct Search<'a> {
    policy: &'a Policy,
    model: Model,
    queue: VecDeque<usize>,
    queued: BTreeSet<usize>,
    lost: BTreeSet<usize>,
}

impl<'a> Search<'a> {
    fn new(policy: &'a Policy, model: Model) -> Self {
        let mut search = Self {
            policy,
            model,
            queue: VecDeque::new(),
            queued: BTreeSet::new(),
            lost: BTreeSet::new(),
        };
        let already: Vec<usize> = search
            .model
            .figures
            .iter()
            .filter(|f| f.fate == Fate::Withheld)
            .flat_map(|f| f.prints.clone())
            .collect();
        already.into_iter().for_each(|cell| search.hide(cell));
        search.model.system.pin();
        for cell in 0..search.model.system.cells.len() {
            let silent = search.model.system.cells[cell].silence != Silence::Unseen;
            let model = &search.model;
            if model.names[cell].is_some()
                && model.system.cells[cell].count
                && (silent || model.small.contains(&cell) || model.restricted.contains(&cell))
            {
                search.enqueue(cell);
            }
        }
        search
    }

    fn enqueue(&mut self, cell: usize) {
        if self.queued.insert(cell) {
            self.queue.push_back(cell);
        }
    }

    /// Withholds a cell, every figure that prints it, and every figure made from it.
    fn hide(&mut self, cell: usize) {
        let mut cells = vec![cell];
        let mut seen = BTreeSet::new();
        while let Some(cell) = cells.pop() {
            if !seen.insert(cell) {
                continue;
            }
            let small = self.model.small.contains(&cell) && self.policy.method == Method::Suppress;
            let now = &mut self.model.system.cells[cell];
            now.offer = None;
            if now.silence == Silence::Unseen && !small {
                let zero = now.truth == 0;
                now.silence = if zero { Silence::Small } else { Silence::Complement };
            }
            if self.model.names[cell].is_some() && now.count {
                self.enqueue(cell);
            }
            for figure in self.model.follow.get(&cell).cloned().unwrap_or_default() {
                let figure = &mut self.model.figures[figure];
                if matches!(figure.fate, Fate::AsItIs | Fate::Rounded(_)) {
                    figure.fate = Fate::Withheld;
                    cells.extend(&figure.prints);
                }
            }
        }
    }

    /// A reader who knows the policy must be left two values; one who does not, as many as there
    /// are small counts.
    fn needs(&self, cell: usize) -> [(Reader, i64); 2] {
        let rounds = self.policy.method == Method::RoundTo5;
        let small = self.model.small.contains(&cell) && !rounds;
        let span = self.policy.small.1 - self.policy.small.0;
        [(Reader::Informed, 1), (Reader::Outside, if small { span.max(1) } else { 1 })]
    }

    fn is_out(&self, cell: usize) -> bool {
        let cell = &self.model.system.cells[cell];
        cell.known == Some((cell.truth, cell.truth))
    }

    fn run(&mut self) {
        while let Some(cell) = self.queue.pop_front() {
            if self.is_out(cell) {
                self.lost.insert(cell);
                continue;
            }
            for (reader, width) in self.needs(cell) {
                while !self.model.system.open(cell, width, reader) {
                    let complements = self.model.system.complements(cell, width, reader);
                    if complements.is_empty() {
                        self.lost.insert(cell);
                        break;
                    }
                    complements.into_iter().for_each(|cell| self.hide(cell));
                    self.model.system.pin();
                }
            }
        }
    }

    /// Whether publications alone, without the paper, leave a cell open.
    fn is_open(&self, past: &[&Edition], parts_of: PartsOf<'_>, cell: usize) -> bool {
        let Some(key) = &self.model.names[cell] else { return true };
        let truth = self.model.system.cells[cell].truth;
        let mut model = Model::new(self.policy, past, None, parts_of);
        let Some(cell) = model.find(key, truth) else { return true };
        let now = &model.system.cells[cell];
        now.known != Some((truth, truth))
            && self.needs_of_past(&model, cell).iter().all(|(r, w)| model.system.open(cell, *w, *r))
    }

    fn needs_of_past(&self, model: &Model, cell: usize) -> [(Reader, i64); 2] {
        let small = model.small.contains(&cell) && self.policy.method == Method::Suppress;
        let span = self.policy.small.1 - self.policy.small.0;
        [(Reader::Informed, 1), (Reader::Outside, if small { span.max(1) } else { 1 })]
    }

    fn lost_cell(
        &self,
        past: &[&Edition],
        parts_of: PartsOf<'_>,
        cell: usize,
    ) -> Option<Diagnostic> {
        let key = self.model.names[cell].as_ref()?;
        let place = Location::file(key.to_string());
        if self.is_open(past, parts_of, cell) {
            let what = "it cannot be kept from readers of this paper and of earlier ones";
            return Some(Diagnostic::error(&codes::CANNOT_PROTECT, place, what));
        }
        let guilty = past.iter().enumerate().filter(|(n, _)| {
            let rest: Vec<&Edition> =
                past.iter().enumerate().filter(|(m, _)| m != n).map(|(_, e)| *e).collect();
            self.is_open(&rest, parts_of, cell)
        });
        let mut names: Vec<&str> = guilty.map(|(_, edition)| edition.name.as_str()).collect();
        if names.is_empty() {
            names = past.iter().map(|edition| edition.name.as_str()).collect();
        }
        let what =
            format!("it can be worked out from what is already published: {}", names.join(", "));
        Some(Diagnostic::warning(&codes::ALREADY_REVEALED, place, what))
    }

    fn problems(&self, past: &[&Edition], parts_of: PartsOf<'_>) -> Vec<Diagnostic> {
        let model = &self.model;
        let mut out: Vec<Diagnostic> =
            self.lost.iter().filter_map(|cell| self.lost_cell(past, parts_of, *cell)).collect();
        for figure in &model.figures {
            if let Some((code, rule)) = self.reason(figure) {
                out.push(Diagnostic::note(code, Location::file(figure.key.to_string()), rule));
            }
        }
        out
    }

    fn reason(&self, figure: &Planned) -> Option<(&'static Code, &'static str)> {
        let any = |cells: &BTreeSet<usize>| figure.prints.iter().any(|cell| cells.contains(cell));
        Some(match figure.fate {
            Fate::AsItIs | Fate::Rounded(_) => return None,
            Fate::NotCited => (&codes::NOT_CITED, "its measure is restricted"),
            Fate::Withheld if self.model.not_counts.contains(&figure.key) => {
                (&codes::NOT_A_COUNT, "it is not a count, and its base is not held")
            }
            Fate::Withheld if any(&self.model.small) => {
                (&codes::WITHHELD_AS_SMALL, "its count is in the range that the policy withholds")
            }
            Fate::Withheld if any(&self.model.lone) => {
                (&codes::LONE_CLASS, "its row stands in one class alone")
            }
            Fate::Withheld => (
                &codes::WITHHELD_WITH_ANOTHER,
                "it is made from a withheld count, or gives one away",
            ),
        })
    }
}
