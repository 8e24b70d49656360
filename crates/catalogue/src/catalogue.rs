//! The catalogue as loaded, and every question that may be asked of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::answer::{Answer, Question};
use domain::area::Area;
use domain::front::FrontMatter;
use domain::ids::{MeasureId, Slug, SourceId};
use domain::measure::Measure;
use domain::narrative::{Narrative, NarrativeLine};
use domain::period::Period;
use domain::plan::PoliceAndCrimePlan;

use crate::area::{
    District, OtherName, Partnership, PoliceArea, PopulationRow, PublishedTotal, WiderArea,
};
use crate::disclosure::Disclosure;
use crate::group::SimilarGroup;
use crate::law::LegalReference;
use crate::lookup::Lookup;
use crate::mapping::Mapping;
use crate::outcome::OutcomeCategory;
use crate::period::ExceptionalPeriod;
use crate::plan::Places;
use crate::problems::Placed;
use crate::season::{Season, SeasonFactors};
use crate::shape::{Polygons, Shapes};
use crate::source::Source;
use crate::spelling::folded;
use crate::words::Words;

/// Everything declared in a bundle, in the order in which each kind is listed.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    pub(crate) measures: Vec<Placed<Measure>>,
    pub(crate) sources: Vec<Placed<Source>>,
    pub(crate) police_areas: Vec<Placed<PoliceArea>>,
    pub(crate) wider_areas: Vec<Placed<WiderArea>>,
    pub(crate) aliases: Vec<Placed<OtherName>>,
    pub(crate) other_bodies: Vec<String>,
    pub(crate) districts: Vec<Placed<District>>,
    pub(crate) partnerships: Vec<Placed<Partnership>>,
    pub(crate) district_names: Vec<Placed<OtherName>>,
    pub(crate) lookup: Lookup,
    pub(crate) shapes: Shapes,
    pub(crate) populations: BTreeMap<Slug, BTreeMap<String, PopulationRow>>,
    pub(crate) totals: Vec<Placed<PublishedTotal>>,
    pub(crate) groups: Vec<Placed<SimilarGroup>>,
    pub(crate) exceptional: Vec<ExceptionalPeriod>,
    pub(crate) outcomes: Vec<OutcomeCategory>,
    pub(crate) law: Vec<LegalReference>,
    pub(crate) seasons: Vec<Placed<Season>>,
    /// By season, measure, and the force left out.
    pub(crate) factors: BTreeMap<(Slug, MeasureId, Option<String>), SeasonFactors>,
    pub(crate) words: Words,
    pub(crate) mappings: Vec<Placed<Mapping>>,
    pub(crate) disclosure: Option<Placed<Disclosure>>,
    pub(crate) plans: Vec<Placed<PoliceAndCrimePlan>>,
    /// The office's own templates of Office files, by name.
    pub(crate) templates: BTreeMap<String, Vec<u8>>,
    pub(crate) fronts: Vec<FrontMatter>,
    pub(crate) headings: Option<Vec<String>>,
    /// The office's texts, in the order written.
    pub(crate) narrative: Vec<NarrativeLine>,
    /// The office's answers, in the order given.
    pub(crate) answers: Vec<Answer>,
    /// The last answer to each question.
    pub(crate) standing: BTreeMap<Question, Answer>,
    /// Where the parts of each plan's framework stand, by the plan's file.
    pub(crate) plan_places: BTreeMap<String, Places>,
    pub(crate) index: Index,
}

/// Places in the lists, by every way of asking. Of two things with one name the first holds; a
/// check reports the other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    measures: BTreeMap<MeasureId, usize>,
    labels: BTreeMap<SourceId, HashMap<String, usize>>,
    police_codes: HashMap<String, usize>,
    police_names: HashMap<String, usize>,
    other_bodies: BTreeSet<String>,
    district_codes: HashMap<String, usize>,
    district_names: HashMap<String, usize>,
    outcomes: HashMap<String, usize>,
}

impl Catalogue {
    /// Makes the index of what is listed so far.
    pub(crate) fn reindex(&mut self) {
        let mut index = Index::default();
        for (n, measure) in self.measures.iter().enumerate() {
            let measure = &measure.value;
            index.measures.entry(measure.id.clone()).or_insert(n);
            for (source, label) in &measure.labels {
                let labels = index.labels.entry(source.clone()).or_default();
                labels.entry(folded(label)).or_insert(n);
            }
        }
        self.index_police_areas(&mut index);
        self.index_districts(&mut index);
        index.other_bodies = self.other_bodies.iter().map(|name| folded(name)).collect();
        for (n, outcome) in self.outcomes.iter().enumerate() {
            index.outcomes.entry(folded(&outcome.label)).or_insert(n);
        }
        self.index = index;
    }

    fn index_police_areas(&self, index: &mut Index) {
        for (n, force) in self.police_areas.iter().enumerate() {
            let force = &force.value;
            index.police_codes.entry(force.area.code.clone()).or_insert(n);
            let code = &force.area.code;
            let spellings = [code, &force.name, &force.police_uk_id, &force.police_uk_name];
            for spelling in spellings {
                index.police_names.entry(folded(spelling)).or_insert(n);
            }
        }
        for alias in &self.aliases {
            if let Some(n) = index.police_codes.get(&alias.value.code) {
                let spelling = folded(&alias.value.name);
                index.police_names.entry(spelling).or_insert(*n);
            }
        }
    }

    fn index_districts(&self, index: &mut Index) {
        for (n, district) in self.districts.iter().enumerate() {
            let district = &district.value;
            let code = district.area.code.clone();
            index.district_codes.entry(code).or_insert(n);
            let spelling = folded(&district.name);
            index.district_names.entry(spelling).or_insert(n);
        }
        for other in &self.district_names {
            if let Some(n) = index.district_codes.get(&other.value.code) {
                let spelling = folded(&other.value.name);
                index.district_names.entry(spelling).or_insert(*n);
            }
        }
    }

    /// Every measure, by id.
    pub fn measures(&self) -> impl Iterator<Item = &Measure> {
        self.measures.iter().map(|m| &m.value)
    }

    /// The disclosure policy, if one is declared.
    pub fn disclosure(&self) -> Option<&Disclosure> {
        self.disclosure.as_ref().map(|placed| &placed.value)
    }

    /// One measure.
    pub fn measure(&self, id: &MeasureId) -> Option<&Measure> {
        let n = self.index.measures.get(id)?;
        self.measures.get(*n).map(|m| &m.value)
    }

    /// The measure a source means by a label. Case and kinds of space do not matter; footnote
    /// digits are for the reader of the file to take off. Where tables of one source use the same
    /// words for different things, the less usual table stands before them: `Table P3: Burglary` is
    /// the rate that Table P3 prints, `Burglary` the count of Table P1.
    pub fn measure_for(&self, source: &SourceId, label: &str) -> Option<&Measure> {
        let n = self.index.labels.get(source)?.get(&folded(label))?;
        self.measures.get(*n).map(|m| &m.value)
    }

    /// One source.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources().find(|source| source.id == *id)
    }

    /// Every source, by id.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.iter().map(|source| &source.value)
    }

    /// The police area known by any spelling: a GSS code, a police.uk id or name, a name or an
    /// alias. Case and kinds of space do not matter.
    pub fn police_area(&self, any_spelling: &str) -> Option<&PoliceArea> {
        let n = self.index.police_names.get(&folded(any_spelling))?;
        self.police_areas.get(*n).map(|force| &force.value)
    }

    /// The police area with a GSS code.
    pub fn police_area_by_code(&self, code: &str) -> Option<&PoliceArea> {
        let n = self.index.police_codes.get(code)?;
        self.police_areas.get(*n).map(|force| &force.value)
    }

    /// Every police area, by name.
    pub fn police_areas(&self) -> impl Iterator<Item = &PoliceArea> {
        self.police_areas.iter().map(|force| &force.value)
    }

    /// Regions, countries and bodies without a territory, as listed.
    pub fn wider_areas(&self) -> impl Iterator<Item = &WiderArea> {
        self.wider_areas.iter().map(|area| &area.value)
    }

    /// The region, country or body known by a code or any spelling. A region may share its name
    /// with a force, so ask for forces first where forces are meant.
    pub fn wider_area(&self, any_spelling: &str) -> Option<&WiderArea> {
        let meant = folded(any_spelling);
        self.wider_areas().find(|wide| {
            let names = [&wide.area.code, &wide.name].into_iter().chain(&wide.other_names);
            names.into_iter().any(|name| folded(name) == meant)
        })
    }

    /// Whether a name is that of a body that appears in force tables without being a territorial
    /// force of England and Wales, such as Action Fraud.
    pub fn is_other_body(&self, name: &str) -> bool {
        self.index.other_bodies.contains(&folded(name))
    }

    /// The district with a GSS code of the districts' own vintage. The code of a district that has
    /// since been merged is not known here: a figure for a part must not pass for the whole.
    pub fn district(&self, code: &str) -> Option<&District> {
        let n = self.index.district_codes.get(code)?;
        self.districts.get(*n).map(|district| &district.value)
    }

    /// The district a place lies in, by the district's name, another spelling of it, or the name of
    /// a former district that is now part of it (police.uk still names small areas by those).
    pub fn district_named(&self, name: &str) -> Option<&District> {
        let n = self.index.district_names.get(&folded(name))?;
        self.districts.get(*n).map(|district| &district.value)
    }

    /// The community safety partnership with a GSS code.
    pub fn partnership(&self, code: &str) -> Option<&Partnership> {
        self.partnerships().find(|partnership| partnership.area.code == code)
    }

    /// Every community safety partnership, in the order declared.
    pub fn partnerships(&self) -> impl Iterator<Item = &Partnership> {
        self.partnerships.iter().map(|partnership| &partnership.value)
    }

    /// The outline of a police force area or district for a map, by code.
    pub fn shape(&self, code: &str) -> Option<&Polygons> {
        self.shapes.of(code)
    }

    /// The district a lower-layer super output area of England (2011 codes) lies in. The lookup is
    /// unpacked at the first question.
    pub fn district_of_lsoa(&self, lsoa_code: &str) -> Option<&District> {
        self.district(self.lookup.district_code(lsoa_code)?)
    }

    /// The districts of a force, by name.
    pub fn districts_of(&self, force: &Area) -> Vec<&District> {
        let all = self.districts.iter().map(|district| &district.value);
        let mut own: Vec<_> = all.filter(|d| d.police_area == *force).collect();
        own.sort_by(|a, b| a.name.cmp(&b.name));
        own
    }

    /// Every vintage of population, such as `mid-2020`.
    pub fn populations(&self) -> impl Iterator<Item = &Slug> {
        self.populations.keys()
    }

    /// How many people live in a district, by a population vintage such as `mid-2020`.
    pub fn population(&self, vintage: &Slug, district_code: &str) -> Option<PopulationRow> {
        self.populations.get(vintage)?.get(district_code).cloned()
    }

    /// One group of similar forces.
    pub fn group(&self, id: &Slug) -> Option<&SimilarGroup> {
        self.groups().find(|group| group.id == *id)
    }

    /// Every group of similar forces, by id.
    pub fn groups(&self) -> impl Iterator<Item = &SimilarGroup> {
        self.groups.iter().map(|group| &group.value)
    }

    /// The first exceptional period that shares a day with this one.
    pub fn exceptional(&self, period: Period) -> Option<&ExceptionalPeriod> {
        let overlaps =
            |other: Period| other.start() <= period.end() && period.start() <= other.end();
        self.exceptional_periods().find(|p| overlaps(p.period))
    }

    /// Every exceptional period, in the order declared.
    pub fn exceptional_periods(&self) -> impl Iterator<Item = &ExceptionalPeriod> {
        self.exceptional.iter()
    }

    /// The front matter of a paper, if the office has one.
    pub fn front(&self, paper: &str) -> Option<&FrontMatter> {
        self.fronts.iter().find(|front| front.paper.as_str() == paper)
    }

    /// The office's own template for a paper: one of the paper's name, or `office`, as a file of the
    /// format (`pptx`, `docx`) or as a template of it.
    pub fn template(&self, paper: &str, format: &str) -> Option<&[u8]> {
        let ends = match format {
            "pptx" => ["pptx", "potx"],
            "docx" => ["docx", "dotx"],
            _ => return None,
        };
        let names =
            [paper, "office"].into_iter().flat_map(|name| ends.map(|end| format!("{name}.{end}")));
        names.into_iter().find_map(|name| self.templates.get(&name)).map(Vec::as_slice)
    }

    /// The headings of the implications table: the office's own, or those of 2014 (SF-248).
    pub fn implication_headings(&self) -> Vec<String> {
        match &self.headings {
            Some(own) => own.clone(),
            None => domain::front::HEADINGS.map(String::from).to_vec(),
        }
    }

    /// The office's texts as they stand, drafts among them, by day, subject and voice.
    pub fn narratives(&self) -> Vec<Narrative> {
        domain::narrative::standing(self.narrative.iter())
    }

    /// Every answer the office has given, in the order given; the last one to a question stands.
    pub fn answers(&self) -> impl Iterator<Item = &Answer> {
        self.answers.iter()
    }

    /// The answer that stands to each question.
    pub fn standing_answers(&self) -> impl Iterator<Item = &Answer> {
        self.standing.values()
    }

    /// The answer that stands to a question.
    pub fn answer(&self, question: &Question) -> Option<&Answer> {
        self.standing.get(question)
    }

    /// One season, by id.
    pub fn season(&self, id: &Slug) -> Option<&Season> {
        self.seasons().find(|season| season.id == *id)
    }

    /// Every season, by id.
    pub fn seasons(&self) -> impl Iterator<Item = &Season> {
        self.seasons.iter().map(|season| &season.value)
    }

    /// The season to use for a measure of a source: of those with factors for it, the last by id.
    pub fn season_for(&self, source: &SourceId, measure: &MeasureId) -> Option<&Season> {
        let has = |season: &&Season| {
            season.source == *source
                && self.factors.contains_key(&(season.id.clone(), measure.clone(), None))
        };
        self.seasons().filter(has).last()
    }

    /// The factors of a season for a measure in a force: those that the force's own months did not
    /// enter.
    pub fn season_factors(
        &self,
        season: &Slug,
        measure: &MeasureId,
        force_code: &str,
    ) -> Option<&SeasonFactors> {
        let of = |without: Option<&str>| {
            let without = without.map(str::to_owned);
            self.factors.get(&(season.clone(), measure.clone(), without))
        };
        of(Some(force_code)).or_else(|| of(None))
    }

    /// The value an outcome's words have in a breakdown. Case and kinds of space do not matter.
    pub fn outcome_category(&self, label: &str) -> Option<&Slug> {
        let n = self.index.outcomes.get(&folded(label))?;
        self.outcomes.get(*n).map(|outcome| &outcome.slug)
    }

    /// Every outcome category in the neutral, fixed order.
    pub fn outcome_categories(&self) -> impl Iterator<Item = &OutcomeCategory> {
        self.outcomes.iter()
    }

    /// The words of an outcome's value in a breakdown.
    pub fn outcome_label(&self, slug: &Slug) -> Option<&str> {
        let mut all = self.outcome_categories();
        all.find(|outcome| outcome.slug == *slug).map(|outcome| outcome.label.as_str())
    }

    /// A provision that papers may refer to.
    pub fn legal_reference(&self, id: &Slug) -> Option<&LegalReference> {
        self.law.iter().find(|law| law.id == *id)
    }

    /// Every dimension a measure may be cut by, by name.
    pub fn dimensions(&self) -> impl Iterator<Item = &str> {
        self.words.breakdowns.iter().map(String::as_str)
    }

    /// Every declared mapping, by id.
    pub fn mappings(&self) -> impl Iterator<Item = &Mapping> {
        self.mappings.iter().map(|mapping| &mapping.value)
    }

    /// The place with a code: a police area, a district, a partnership, a region, a nation or a body.
    pub fn place(&self, code: &str) -> Option<&Area> {
        let force = self.police_area_by_code(code).map(|force| &force.area);
        let district = || self.district(code).map(|district| &district.area);
        let partnership = || self.partnership(code).map(|partnership| &partnership.area);
        let wider = || {
            let found = self.wider_areas().find(|wider| wider.area.code == code);
            found.map(|wider| &wider.area)
        };
        force.or_else(district).or_else(partnership).or_else(wider)
    }

    /// The name of the place with a GSS code.
    pub fn place_name(&self, code: &str) -> Option<&str> {
        let force = self.police_area_by_code(code).map(|force| &force.name);
        let district = || self.district(code).map(|district| &district.name);
        let partnership = || self.partnership(code).map(|partnership| &partnership.name);
        let wider = || self.wider_areas().find(|wider| wider.area.code == code).map(|w| &w.name);
        let name = force.or_else(district).or_else(partnership).or_else(wider);
        name.map(String::as_str)
    }

    /// The place of a name in any usual spelling: a force first, then a region, nation or body, a
    /// district, a partnership.
    pub fn place_named(&self, name: &str) -> Option<&Area> {
        let force = self.police_area(name).map(|force| &force.area);
        let wider = || self.wider_area(name).map(|wider| &wider.area);
        let district = || self.district_named(name).map(|district| &district.area);
        let partnership = || {
            let is = |one: &&Partnership| folded(&one.name) == folded(name);
            self.partnerships().find(is).map(|one| &one.area)
        };
        force.or_else(wider).or_else(district).or_else(partnership)
    }

    /// One plan.
    pub fn plan(&self, id: &Slug) -> Option<&PoliceAndCrimePlan> {
        self.plans().find(|plan| plan.id == *id)
    }

    /// Every plan, by id.
    pub fn plans(&self) -> impl Iterator<Item = &PoliceAndCrimePlan> {
        self.plans.iter().map(|plan| &plan.value)
    }
}
