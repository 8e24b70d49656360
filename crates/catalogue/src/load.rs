//! From a bundle's files to a catalogue: each file is read by where it stands.

use std::collections::btree_map::Entry;

use domain::answer::Answer;
use domain::diagnostic::{Diagnostic, Location};
use domain::ids::Slug;

use crate::bundle::Bundle;
use crate::catalogue::Catalogue;
use crate::check::CHECKS;
use crate::lookup::Lookup;
use crate::problems::{Placed, Problems};
use crate::{
    answer, area, codes, disclosure, front, group, law, mapping, measure, narrative, outcome,
    period, plan, season, source, words,
};

/// How the names of an office's own templates end.
const TEMPLATES: [&str; 4] = [".pptx", ".potx", ".docx", ".dotx"];

impl Catalogue {
    /// Reads a bundle: everything understood, and every problem with its file and line, in that
    /// order. The lookup of small areas is unpacked and checked only by [`Catalogue::check_lookup`].
    pub fn load(bundle: &Bundle) -> (Self, Vec<Diagnostic>) {
        let problems = Problems::default();
        let mut catalogue = Self::default();
        // Groups name forces, so they are read when all spellings of forces are known.
        let (groups, rest): (Vec<_>, Vec<_>) =
            bundle.files().partition(|(path, _)| path.starts_with("groups/"));
        for (path, bytes) in rest {
            catalogue.read_file(path, bytes, &problems);
        }
        catalogue.read_plans(bundle, &problems);
        catalogue.reindex();
        for (path, bytes) in groups {
            let named = |name: &str| catalogue.police_area(name);
            let read = group::read(path, bytes, &problems, named);
            catalogue.groups.extend(read);
        }
        catalogue.feed(&problems);
        catalogue.sort();
        catalogue.reindex();
        for check in CHECKS {
            (check.run)(&catalogue, &problems);
        }
        (catalogue, problems.into_sorted())
    }

    /// Measures that a source says it feeds are fed by it, as if they named it.
    fn feed(&mut self, problems: &Problems) {
        for source in &self.sources {
            for id in &source.value.feeds {
                let mut measures = self.measures.iter_mut();
                let Some(measure) = measures.find(|measure| measure.value.id == *id) else {
                    let message =
                        format!("`{}` feeds `{id}`, and there is no such measure", source.value.id);
                    problems.error(&codes::UNKNOWN_MEASURE, source.at("feeds"), message);
                    continue;
                };
                if !measure.value.sources.contains(&source.value.id) {
                    measure.value.sources.push(source.value.id.clone());
                }
            }
        }
    }

    fn read_file(&mut self, path: &str, bytes: &[u8], problems: &Problems) {
        let parts: Vec<_> = path.split('/').collect();
        match parts.as_slice() {
            ["measures", theme, name] if name.ends_with(".toml") => match theme.parse() {
                Ok(theme) => {
                    let read = measure::read(path, &theme, bytes, problems);
                    self.measures.extend(read);
                }
                Err(_) => misplaced(path, problems),
            },
            ["sources", name] if name.ends_with(".toml") => {
                self.sources.extend(source::read(path, bytes, problems));
            }
            ["mappings", name] if name.ends_with(".toml") => {
                self.mappings.extend(mapping::read(path, bytes, problems));
            }
            // Read by `read_plans`, since a plan may have several files.
            ["plans", name] | ["plans", _, name] if name.ends_with(".toml") => {}
            ["templates", name] if TEMPLATES.iter().any(|end| name.ends_with(end)) => {
                self.templates.insert((*name).to_owned(), bytes.to_vec());
            }
            ["papers", "headings.toml"] => {
                self.headings = front::read_headings(path, bytes, problems);
            }
            ["papers", name] => match name.strip_suffix(".toml").map(str::parse) {
                Some(Ok(paper)) => self.fronts.extend(front::read(path, &paper, bytes, problems)),
                Some(Err(_)) | None => misplaced(path, problems),
            },
            ["narrative", name] if name.ends_with(".csv") => {
                self.narrative.extend(narrative::read(path, bytes, problems));
            }
            ["answers", name] if name.ends_with(".csv") => {
                self.answers.extend(answer::read(path, bytes, problems));
            }
            ["areas", name] => self.read_areas(path, name, bytes, problems),
            ["populations", name] => self.read_population(path, name, bytes, problems),
            ["seasons", name] if name.ends_with(".toml") => {
                self.seasons.extend(season::read(path, bytes, problems));
            }
            ["seasons", name] => self.read_factors(path, name, bytes, problems),
            ["vocabulary", "outcomes.csv"] => {
                self.outcomes = outcome::read(path, bytes, problems);
            }
            ["vocabulary", "law.csv"] => self.law = law::read(path, bytes, problems),
            ["vocabulary", "words.toml"] => self.words = words::read(path, bytes, problems),
            ["exceptional-periods.toml"] => {
                self.exceptional = period::read(path, bytes, problems);
            }
            ["disclosure.toml"] => self.disclosure = disclosure::read(path, bytes, problems),
            // For people, not for the program.
            [.., name] if name.ends_with(".md") => {}
            _ => misplaced(path, problems),
        }
    }

    /// Plans of one file, and plans of one folder: its `plan.toml` and what stands beside it.
    fn read_plans(&mut self, bundle: &Bundle, problems: &Problems) {
        let all = || bundle.files().filter(|(path, _)| path.starts_with("plans/"));
        let inside = |path: &str| path.split('/').count() == 3 && path.ends_with(".toml");
        for (path, bytes) in all().filter(|(path, _)| path.ends_with(".toml")) {
            let folder = path.strip_suffix("plan.toml").filter(|_| inside(path));
            let is_single = path.split('/').count() == 2;
            let beside = all().filter(|(other, _)| {
                folder.is_some_and(|folder| other.starts_with(folder))
                    && *other != path
                    && inside(other)
            });
            if is_single || folder.is_some_and(|folder| folder.ends_with('/')) {
                if let Some(read) = plan::read(path, bytes, beside, problems) {
                    self.plan_places.insert(read.plan.file.clone(), read.places);
                    self.plans.push(read.plan);
                }
            } else if inside(path) {
                let parts = path.rsplit_once('/').map_or(path, |(folder, _)| folder);
                if bundle.get(&format!("{parts}/plan.toml")).is_none() {
                    let message = format!("{parts} has no plan.toml that this could be a part of");
                    problems.error(&codes::MISPLACED_FILE, Location::file(path), message);
                }
            }
        }
    }

    fn read_areas(&mut self, path: &str, name: &str, bytes: &[u8], problems: &Problems) {
        match name {
            "police-areas.csv" => self.police_areas = area::police_areas(path, bytes, problems),
            "wider-areas.csv" => self.wider_areas = area::wider_areas(path, bytes, problems),
            "aliases.csv" => self.aliases = area::aliases(path, bytes, problems),
            "other-bodies.csv" => self.other_bodies = area::other_bodies(path, bytes, problems),
            "districts.csv" => self.districts = area::districts(path, bytes, problems),
            "partnerships.csv" => self.partnerships = area::partnerships(path, bytes, problems),
            "district-names.csv" => {
                self.district_names = area::district_names(path, bytes, problems);
            }
            "lsoa-2011-to-district.csv.gz" => self.lookup = Lookup::new(path, bytes),
            _ if name.ends_with("-shapes.csv") => self.shapes.add(path, bytes),
            _ => misplaced(path, problems),
        }
    }

    fn read_population(&mut self, path: &str, name: &str, bytes: &[u8], problems: &Problems) {
        let vintage = name.strip_suffix(".csv");
        if vintage == Some("totals") {
            self.totals = area::totals(path, bytes, problems);
            return;
        }
        let Some(vintage) = vintage.and_then(|v| v.parse::<Slug>().ok()) else {
            return misplaced(path, problems);
        };
        let rows = self.populations.entry(vintage).or_default();
        for (code, row) in area::population(path, bytes, problems) {
            match rows.entry(code) {
                Entry::Occupied(first) => {
                    let at = Location::line(path, row.line);
                    let message = format!("{} has a line already", first.key());
                    problems.error(&codes::DUPLICATE_ID, at, message);
                }
                Entry::Vacant(place) => {
                    place.insert(row);
                }
            }
        }
    }

    fn read_factors(&mut self, path: &str, name: &str, bytes: &[u8], problems: &Problems) {
        let season = name.strip_suffix(".csv").and_then(|id| id.parse::<Slug>().ok());
        let Some(season) = season else { return misplaced(path, problems) };
        for (measure, factors) in season::factors(path, bytes, problems) {
            let without = factors.without.clone();
            match self.factors.entry((season.clone(), measure, without)) {
                Entry::Occupied(first) => {
                    let at = Location::line(path, factors.line);
                    let message = format!("{} has a line already for this force", first.key().1);
                    problems.error(&codes::DUPLICATE_ID, at, message);
                }
                Entry::Vacant(place) => {
                    place.insert(factors);
                }
            }
        }
    }

    fn sort(&mut self) {
        fn by<T, K: Ord>(list: &mut [Placed<T>], key: impl Fn(&T) -> K) {
            // Stable, so that of two with one id the first file's stays first.
            list.sort_by_key(|item| key(&item.value));
        }
        by(&mut self.measures, |measure| measure.id.clone());
        by(&mut self.sources, |source| source.id.clone());
        by(&mut self.police_areas, |force| force.name.clone());
        by(&mut self.groups, |group| group.id.clone());
        by(&mut self.mappings, |mapping| mapping.id.clone());
        by(&mut self.plans, |plan| plan.id.clone());
        let last = |answer: &Answer| (answer.question.clone(), answer.clone());
        self.standing = self.answers.iter().map(last).collect();
        by(&mut self.seasons, |season| season.id.clone());
    }

    /// Unpacks the lookup of small areas and the outlines of areas, and checks every line. They have
    /// tens of thousands of lines, so loading leaves this out; checking the catalogue asks for it.
    pub fn check_lookup(&self) -> Vec<Diagnostic> {
        let problems = Problems::default();
        for (lsoa, district, line) in self.lookup.read(&problems) {
            if self.district(&district).is_none() {
                let at = Location::line(self.lookup.file(), line);
                let message = format!("{lsoa} lies in {district}, which is not declared");
                problems.error(&codes::UNKNOWN_DISTRICT, at, message);
            }
        }
        self.shapes.check(&problems);
        problems.into_sorted()
    }
}

fn misplaced(path: &str, problems: &Problems) {
    let message = "no kind of declaration is expected here";
    let at = Location::file(path);
    problems.error(&codes::MISPLACED_FILE, at, message);
}
