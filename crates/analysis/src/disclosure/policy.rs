//! The disclosure policy of an office: configuration that belongs to a freeze.

use std::collections::{BTreeMap, BTreeSet};

pub use catalogue::disclosure::Method;
use catalogue::disclosure::SumOfMeasures;
use catalogue::{Catalogue, Disclosure, Standing};
use domain::ids::{MeasureId, Slug, SourceId};
use domain::marking::{Audience, Marking};
use domain::measure::Visibility;
use domain::observation::ObservationKey;

/// How a measure leaves the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    /// As it is.
    Open,
    /// Under the policy's method.
    Protected,
    /// Never in public: tracked, not cited.
    Restricted,
}

/// The rules of one office as they bear on each source and measure. What they do not name is
/// [`Treatment::Protected`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Lowest and highest count that is small. Zero is shown unless the range begins with it.
    pub small: (i64, i64),
    /// What is done.
    pub method: Method,
    /// Where a row of at most so many stands in one cell alone, its zeros tell the class of each
    /// of them: that cell and the zeros beside it are withheld too. Nought switches it off.
    pub lone_class_up_to: i64,
    /// How every figure of a source leaves, whatever its measure.
    pub sources: BTreeMap<SourceId, Treatment>,
    /// How each measure leaves.
    pub treatments: BTreeMap<MeasureId, Treatment>,
    /// Who in the office sees whatever `readers_of` does not name, by role.
    pub readers: BTreeSet<Slug>,
    /// Who sees a measure whole.
    pub readers_of: BTreeMap<MeasureId, BTreeSet<Slug>>,
    /// Marking of what no line names.
    pub marking: Marking,
    /// Markings of single measures.
    pub markings: BTreeMap<MeasureId, Marking>,
    /// Measures that add up.
    pub sums: BTreeSet<SumOfMeasures>,
}

impl Default for Policy {
    fn default() -> Self {
        let Disclosure { small, method, lone_class_up_to, marking, .. } = Disclosure::default();
        Self {
            small,
            method,
            lone_class_up_to,
            sources: BTreeMap::new(),
            treatments: BTreeMap::new(),
            readers: BTreeSet::new(),
            readers_of: BTreeMap::new(),
            marking,
            markings: BTreeMap::new(),
            sums: BTreeSet::new(),
        }
    }
}

impl Policy {
    /// The policy of a catalogue. A catalogue without one is of an edition frozen before there were
    /// policies, whose papers are out: all its sources count as published.
    pub fn of(catalogue: &Catalogue) -> Self {
        let declared = catalogue.disclosure();
        let sources = catalogue.sources().filter_map(|source| match source.standing {
            _ if declared.is_none() => Some((source.id.clone(), Treatment::Open)),
            Standing::Published => Some((source.id.clone(), Treatment::Open)),
            Standing::Restricted => Some((source.id.clone(), Treatment::Restricted)),
            Standing::HeldByOffice => None,
        });
        let sources = sources.collect();
        let declared = declared.cloned().unwrap_or_default();
        let hidden = catalogue.measures().filter(|m| m.visibility == Some(Visibility::Restricted));
        let hidden = hidden.map(|measure| &measure.id).chain(declared.restricted.keys());
        let mut treatments: BTreeMap<MeasureId, Treatment> =
            hidden.map(|id| (id.clone(), Treatment::Restricted)).collect();
        treatments.extend(declared.open.iter().map(|id| (id.clone(), Treatment::Open)));
        Self {
            small: declared.small,
            method: declared.method,
            lone_class_up_to: declared.lone_class_up_to,
            sources,
            treatments,
            readers: declared.readers,
            readers_of: declared.readers_of,
            marking: declared.marking,
            markings: declared.markings,
            sums: declared.sums,
        }
    }

    /// How an observation leaves. What others have published is open, whatever its measure.
    pub fn treatment(&self, key: &ObservationKey) -> Treatment {
        let of_source = self.sources.get(&key.source);
        let of_measure = || self.treatments.get(&key.measure);
        of_source.or_else(of_measure).copied().unwrap_or(Treatment::Protected)
    }

    /// Whether every figure of a source is open, so that none needs to be judged or kept.
    pub fn is_published(&self, source: &SourceId) -> bool {
        self.sources.get(source) == Some(&Treatment::Open)
    }

    /// Measures, and all that stand in one sum with any of them: what a reader may subtract.
    pub(crate) fn adding_up_with<'a>(
        &'a self,
        mut measures: BTreeSet<&'a MeasureId>,
    ) -> BTreeSet<&'a MeasureId> {
        loop {
            let before = measures.len();
            for sum in &self.sums {
                let all = || sum.parts.iter().chain([&sum.whole]);
                if all().any(|measure| measures.contains(measure)) {
                    measures.extend(all());
                }
            }
            if measures.len() == before {
                return measures;
            }
        }
    }

    /// Whether an audience sees a measure whole, because the policy names its role.
    pub fn sees_all(&self, audience: &Audience, measure: &MeasureId) -> bool {
        match audience {
            Audience::Public => false,
            Audience::Role(role) => {
                self.readers_of.get(measure).unwrap_or(&self.readers).contains(role)
            }
        }
    }

    /// Every role that sees something whole.
    pub fn roles(&self) -> BTreeSet<&Slug> {
        self.readers.iter().chain(self.readers_of.values().flatten()).collect()
    }

    /// Handling of an item: what is restricted is `OFFICIAL-SENSITIVE` unless a line says otherwise.
    pub fn marking_of(&self, key: &ObservationKey) -> Marking {
        let written = self.markings.get(&key.measure).copied();
        written.unwrap_or_else(|| match self.treatment(key) {
            Treatment::Restricted => self.marking.max(Marking::OfficialSensitive),
            Treatment::Open | Treatment::Protected => self.marking,
        })
    }

    /// Whether a count is small.
    pub fn is_small(&self, count: i64) -> bool {
        (self.small.0..=self.small.1).contains(&count)
    }
}
