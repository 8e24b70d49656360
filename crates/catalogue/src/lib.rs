//! Declared knowledge: measures, sources, areas, populations, similar forces and plans, loaded from
//! files an analyst can read and checked as a whole.
//!
//! Start reading at [`Catalogue::load`], which takes a [`Bundle`] of files and gives everything it
//! understood together with every problem it found, each with its file and line. What the checks
//! demand is the named list [`CHECKS`].
//!
//! This crate never writes anything, and never decides what is true of an observation.

pub mod answer;
mod area;
mod bundle;
mod catalogue;
mod check;
pub mod codes;
pub mod disclosure;
mod front;
mod group;
mod law;
mod listing;
mod load;
mod lookup;
pub mod mapping;
mod measure;
pub mod narrative;
mod outcome;
mod period;
mod plan;
mod problems;
mod season;
mod shape;
mod source;
mod spelling;
pub mod statements;
mod table;
mod words;

pub use area::{District, Partnership, PoliceArea, PopulationRow, WiderArea, WiderKind};
pub use bundle::{Bundle, Error};
pub use catalogue::Catalogue;
pub use check::{CHECKS, Check};
pub use disclosure::Disclosure;
pub use group::SimilarGroup;
pub use law::LegalReference;
pub use mapping::Mapping;
pub use outcome::OutcomeCategory;
pub use period::ExceptionalPeriod;
pub use season::{HEADER as SEASON_HEADER, LeftOut, Season, SeasonFactors};
pub use shape::{Polygons, Ring};
pub use source::{Source, Standing, Watch};
