//! The disclosure policy of an office: configuration that belongs to a freeze.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use catalogue::Catalogue;
use domain::ParseError;
use domain::digest::{Canonical, Digest};
use domain::ids::{MeasureId, Slug, SourceId};
use domain::marking::{Audience, Marking};
use domain::measure::Visibility;
use domain::observation::ObservationKey;

/// What is done with counts that could tell of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    /// Small counts, and what would give them away, are withheld.
    #[default]
    Suppress,
    /// Every count is printed to the nearest five, each on its own; parts need not add up.
    RoundTo5,
}

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

/// A measure that is the sum of others; without it a reader who knows could subtract.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SumOfMeasures {
    /// The whole.
    pub whole: MeasureId,
    /// Its parts.
    pub parts: Vec<MeasureId>,
}

/// The rules of one office. A measure it does not name is [`Treatment::Protected`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Lowest and highest count that is small. Zero is shown unless the range begins with it.
    pub small: (i64, i64),
    /// What is done.
    pub method: Method,
    /// Where a row of at most so many stands in one cell alone, its zeros tell the class of each
    /// of them: that cell and the zeros beside it are withheld too. Nought switches it off.
    pub lone_class_up_to: i64,
    /// Sources whose every figure the Home Office, the ONS or another has already published.
    pub published_by_others: BTreeSet<SourceId>,
    /// How each measure leaves.
    pub treatments: BTreeMap<MeasureId, Treatment>,
    /// Who in the office sees a measure whole, by role.
    pub readers: BTreeMap<MeasureId, BTreeSet<Slug>>,
    /// Marking of what no line names.
    pub marking: Marking,
    /// Markings of single measures.
    pub markings: BTreeMap<MeasureId, Marking>,
    /// Measures that add up.
    pub sums: BTreeSet<SumOfMeasures>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            small: (1, 4),
            method: Method::Suppress,
            lone_class_up_to: 9,
            published_by_others: BTreeSet::new(),
            treatments: BTreeMap::new(),
            readers: BTreeMap::new(),
            marking: Marking::Official,
            markings: BTreeMap::new(),
            sums: BTreeSet::new(),
        }
    }
}

impl Policy {
    /// The default policy with each measure treated as the catalogue's visibility says; a measure
    /// without one is protected.
    pub fn of(catalogue: &Catalogue) -> Self {
        let treatment = |visibility| match visibility {
            Some(Visibility::Public) => Treatment::Open,
            Some(Visibility::PublicWithSuppression) | None => Treatment::Protected,
            Some(Visibility::Restricted) => Treatment::Restricted,
        };
        let measures = catalogue.measures();
        let treatments = measures.map(|m| (m.id.clone(), treatment(m.visibility))).collect();
        Self { treatments, ..Self::default() }
    }

    /// How an observation leaves. What others have published is open, whatever its measure.
    pub fn treatment(&self, key: &ObservationKey) -> Treatment {
        if self.published_by_others.contains(&key.source) {
            return Treatment::Open;
        }
        self.treatments.get(&key.measure).copied().unwrap_or(Treatment::Protected)
    }

    /// Whether an audience sees a measure whole, because the policy names its role.
    pub fn sees_all(&self, audience: &Audience, measure: &MeasureId) -> bool {
        match audience {
            Audience::Public => false,
            Audience::Role(role) => {
                self.readers.get(measure).is_some_and(|roles| roles.contains(role))
            }
        }
    }

    /// Handling of an item of a measure.
    pub fn marking_of(&self, measure: &MeasureId) -> Marking {
        self.markings.get(measure).copied().unwrap_or(self.marking)
    }

    /// Whether a count is small.
    pub fn is_small(&self, count: i64) -> bool {
        (self.small.0..=self.small.1).contains(&count)
    }

    /// Over the canonical text: what a freeze keeps.
    pub fn digest(&self) -> Digest {
        Canonical::new("disclosure-policy").field(self).finish()
    }
}

fn joined(items: impl IntoIterator<Item = impl fmt::Display>) -> String {
    items.into_iter().map(|item| item.to_string()).collect::<Vec<_>>().join(" ")
}

/// The canonical text: one fact in a line, in one order, so that equal policies are equal bytes.
impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "small {} {}", self.small.0, self.small.1)?;
        let method = match self.method {
            Method::Suppress => "suppress",
            Method::RoundTo5 => "round-to-5",
        };
        writeln!(f, "method {method}")?;
        writeln!(f, "lone-class-up-to {}", self.lone_class_up_to)?;
        for source in &self.published_by_others {
            writeln!(f, "published-by-others {source}")?;
        }
        for (measure, treatment) in &self.treatments {
            let word = match treatment {
                Treatment::Open => "open",
                Treatment::Protected => "protected",
                Treatment::Restricted => "restricted",
            };
            writeln!(f, "measure {measure} {word}")?;
        }
        for (measure, roles) in &self.readers {
            writeln!(f, "readers {measure} {}", joined(roles))?;
        }
        writeln!(f, "marking {}", self.marking)?;
        for (measure, marking) in &self.markings {
            writeln!(f, "marking {measure} {marking}")?;
        }
        for sum in &self.sums {
            writeln!(f, "sum {} {}", sum.whole, joined(&sum.parts))?;
        }
        Ok(())
    }
}

impl FromStr for Policy {
    type Err = ParseError;

    /// Reads the canonical text back; lines may stand in any order.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut policy = Self::default();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            policy.read(line).map_err(|why| ParseError::new("a line of the policy", line, why))?;
        }
        Ok(policy)
    }
}

impl Policy {
    fn read(&mut self, line: &str) -> Result<(), String> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let number =
            |text: &str| text.parse::<i64>().map_err(|_| "write a whole number".to_owned());
        let said = |error: ParseError| error.to_string();
        match words.as_slice() {
            ["small", low, high] => {
                self.small = (number(low)?, number(high)?);
                if self.small.0 < 0 || self.small.1 < self.small.0 {
                    return Err("write the lowest and then the highest small count".into());
                }
            }
            ["method", "suppress"] => self.method = Method::Suppress,
            ["method", "round-to-5"] => self.method = Method::RoundTo5,
            ["lone-class-up-to", most] => self.lone_class_up_to = number(most)?,
            ["published-by-others", source] => {
                self.published_by_others.insert(source.parse().map_err(said)?);
            }
            ["measure", measure, word] => {
                let treatment = match *word {
                    "open" => Treatment::Open,
                    "protected" => Treatment::Protected,
                    "restricted" => Treatment::Restricted,
                    _ => return Err("write open, protected or restricted".into()),
                };
                self.treatments.insert(measure.parse().map_err(said)?, treatment);
            }
            ["readers", measure, roles @ ..] => {
                let roles: Result<_, _> = roles.iter().map(|role| role.parse()).collect();
                self.readers.insert(measure.parse().map_err(said)?, roles.map_err(said)?);
            }
            ["marking", marking] => self.marking = marking.parse().map_err(said)?,
            ["marking", measure, marking] => {
                let marking = marking.parse().map_err(said)?;
                self.markings.insert(measure.parse().map_err(said)?, marking);
            }
            ["sum", whole, parts @ ..] => {
                let parts: Result<_, _> = parts.iter().map(|part| part.parse()).collect();
                let whole = whole.parse().map_err(said)?;
                self.sums.insert(SumOfMeasures { whole, parts: parts.map_err(said)? });
            }
            _ => return Err("no rule begins like this; see the decision on disclosure".into()),
        }
        Ok(())
    }
}
