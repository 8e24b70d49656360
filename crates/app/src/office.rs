//! One office: whose it is, where its things are kept, who acts.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use catalogue::{Bundle, Catalogue};
use domain::area::Area;
use domain::diagnostic::Diagnostic;
use domain::freeze::Freeze;
use domain::ids::Slug;
use domain::marking::Audience;
use domain::plan::framework::PlanKind;
use storage::{StorageError, Store};

use crate::{AppError, Clock};

/// What an office is, as configuration (SF-066): body, area and names are data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The local policing body's name, as it signs its papers.
    pub body: String,
    /// The police force area it holds to account.
    pub area: String,
    /// The plan in force.
    pub plan: String,
    /// The group of similar forces it compares with.
    pub group: String,
    /// The population under its rates.
    pub population: String,
    /// The XmR profile of its charts.
    pub profile: String,
    /// Protective marking of its papers.
    pub marking: String,
}

impl Settings {
    /// The settings by name, as stored.
    pub fn pairs(&self) -> [(&'static str, &str); 7] {
        [
            ("body", &self.body),
            ("area", &self.area),
            ("plan", &self.plan),
            ("group", &self.group),
            ("population", &self.population),
            ("profile", &self.profile),
            ("marking", &self.marking),
        ]
    }

    /// The settings a freeze was made with; a name it does not have reads as empty.
    pub fn of(freeze: &Freeze) -> Self {
        let get = |name: &str| freeze.settings.get(name).cloned().unwrap_or_default();
        Self {
            body: get("body"),
            area: get("area"),
            plan: get("plan"),
            group: get("group"),
            population: get("population"),
            profile: get("profile"),
            marking: get("marking"),
        }
    }

    /// The settings with one of them changed, checked against the catalogue.
    ///
    /// # Errors
    /// There is no such setting, or the catalogue does not know what it names.
    pub fn with(&self, catalogue: &Catalogue, name: &str, value: &str) -> Result<Self, AppError> {
        let mut changed = self.clone();
        let slug = value.parse::<Slug>().ok();
        let own = |group: &&catalogue::SimilarGroup| group.force.to_string() == self.area;
        let groups = catalogue.groups().filter(own);
        let mut own_groups: Vec<String> = groups.map(|group| group.id.to_string()).collect();
        let one_of = |ids: Vec<String>| Err(unknown_setting(name, value, &ids));
        match name {
            "body" | "marking" if value.trim().is_empty() => {
                return one_of(vec!["any text that is not blank".into()]);
            }
            "body" => value.clone_into(&mut changed.body),
            "marking" => value.clone_into(&mut changed.marking),
            "plan" if slug.is_some_and(|id| catalogue.plan(&id).is_some()) => {
                value.clone_into(&mut changed.plan);
            }
            "plan" => return one_of(catalogue.plans().map(|plan| plan.id.to_string()).collect()),
            "group" if value == "none" || own_groups.iter().any(|id| id == value) => {
                value.clone_into(&mut changed.group);
            }
            "group" => {
                own_groups.push("none".into());
                return one_of(own_groups);
            }
            "population" if catalogue.populations().any(|id| id.as_str() == value) => {
                value.clone_into(&mut changed.population);
            }
            "population" => {
                return one_of(catalogue.populations().map(ToString::to_string).collect());
            }
            "profile" if analysis::evaluate::PROFILES.contains(&value) => {
                value.clone_into(&mut changed.profile);
            }
            "profile" => return one_of(analysis::evaluate::PROFILES.map(str::to_owned).to_vec()),
            _ => {
                let settings = &["body", "plan", "group", "population", "profile", "marking"];
                return Err(AppError::NoSuchSetting { asked: name.to_owned(), settings });
            }
        }
        Ok(changed)
    }

    /// What papers are about under these settings.
    ///
    /// # Errors
    /// A setting cannot be read.
    pub fn scope(&self) -> Result<analysis::findings::Scope, AppError> {
        let slug = |text: &str| text.parse::<Slug>();
        Ok(analysis::findings::Scope {
            plan: slug(&self.plan)?,
            area: self.area.parse()?,
            group: slug(&self.group)?,
            population: slug(&self.population)?,
            profile: slug(&self.profile)?,
        })
    }

    /// The settings of an office for a police force area, by any spelling of its name.
    ///
    /// Leicestershire is the sample office and has its 2014 plan and similar group, Cambridgeshire its
    /// framework of 2015; any other area begins with the monitoring plan (police.uk's types and
    /// official all crime) and no group.
    pub fn for_area(catalogue: &Catalogue, name: &str) -> Option<Self> {
        let force = catalogue.police_area(name)?;
        let slug = &force.police_uk_id;
        // A delivery plan or a framework of partners is no office's plan until it is chosen.
        let is_own = |plan: &&domain::plan::PoliceAndCrimePlan| {
            plan.id.as_str().starts_with(slug.as_str())
                && plan.framework.kind() == PlanKind::PoliceAndCrimePlan
        };
        let own_plan = catalogue.plans().find(is_own);
        let group = catalogue.groups().find(|group| group.force == force.area);
        Some(Self {
            body: own_plan.map_or_else(
                || format!("Local policing body for {}", force.name),
                |plan| plan.body.clone(),
            ),
            area: force.area.to_string(),
            plan: own_plan.map_or("monitoring".into(), |plan| plan.id.to_string()),
            group: group.map_or("none".into(), |group| group.id.to_string()),
            population: "mid-2020".into(),
            profile: "mdc-2023".into(),
            marking: "OFFICIAL".into(),
        })
    }
}

fn unknown_setting(name: &str, value: &str, ids: &[String]) -> AppError {
    AppError::UnknownValue { setting: name.to_owned(), value: value.to_owned(), ids: ids.to_vec() }
}

/// An open office.
#[derive(Debug, Clone)]
pub struct Office {
    /// Its folder.
    pub folder: PathBuf,
    /// What is kept.
    pub store: Store,
    /// What it is.
    pub settings: Settings,
    /// Where time comes from.
    pub clock: Arc<dyn Clock>,
    /// Who acts.
    pub actor: String,
    /// Who is looking. What the public sees may be published.
    pub audience: Audience,
}

/// The catalogue as shipped, with the files of the office's own `catalogue` folder over it.
///
/// # Errors
/// The folder cannot be read; the catalogue has errors, all of which are listed.
pub fn bundle(folder: &Path) -> Result<(Bundle, Catalogue), AppError> {
    let bundle = merged(folder)?;
    let (catalogue, problems) = Catalogue::load(&bundle);
    if domain::diagnostic::has_errors(&problems) {
        return Err(AppError::Refused(problems));
    }
    Ok((bundle, catalogue))
}

fn merged(folder: &Path) -> Result<Bundle, AppError> {
    let mut bundle = Bundle::shipped();
    let local = folder.join("catalogue");
    if local.is_dir() {
        for (path, bytes) in Bundle::from_folder(&local)?.files() {
            bundle.insert(path, bytes.to_vec());
        }
    }
    Ok(bundle)
}

/// Checks the catalogue as this office sees it: how many measures it has, and every problem.
///
/// # Errors
/// The office's own catalogue folder cannot be read.
pub fn check_catalogue(folder: &Path) -> Result<(usize, Vec<Diagnostic>), AppError> {
    let bundle = merged(folder)?;
    let (catalogue, mut problems) = Catalogue::load(&bundle);
    problems.extend(catalogue.check_lookup());
    Ok((catalogue.measures().count(), problems))
}

impl Office {
    /// Makes an office in a folder that holds none.
    ///
    /// # Errors
    /// There is one already; the catalogue does not know the area; the store fails.
    pub async fn init(
        folder: &Path,
        settings: Settings,
        clock: Arc<dyn Clock>,
        actor: &str,
    ) -> Result<Self, AppError> {
        let exists = || AppError::OfficeExists(folder.to_owned());
        match Store::open(folder).await {
            Err(StorageError::NoOffice { .. }) => {}
            // An init that was cut short; an office whose database was lost has files.
            Err(StorageError::Unmade { .. }) if !folder.join("files").exists() => {}
            Ok(_) | Err(_) => return Err(exists()),
        }
        let store = Store::create(folder).await?;
        let write = storage::transaction::begin(&store).await?;
        if storage::journal::head(&store).await? != domain::journal::ORIGIN {
            return Err(exists());
        }
        for (name, value) in settings.pairs() {
            storage::office::set(&write, name, value).await?;
        }
        let detail = format!("{} ({})", settings.body, settings.area);
        write.commit(clock.now(), actor, "init", &detail).await?;
        let (folder, actor) = (folder.to_owned(), actor.to_owned());
        Ok(Self { folder, store, settings, clock, actor, audience: Audience::Public })
    }

    /// The same office for people in one of its roles, if a role is given: the disclosure policy
    /// says what they see whole.
    #[must_use]
    pub fn seen_by(mut self, role: Option<&Slug>) -> Self {
        self.audience = role.map_or(Audience::Public, |role| Audience::Role(role.clone()));
        self
    }

    /// Opens the office in a folder.
    ///
    /// # Errors
    /// There is none; the store fails.
    pub async fn open(folder: &Path, clock: Arc<dyn Clock>, actor: &str) -> Result<Self, AppError> {
        let store = Store::open(folder).await?;
        let get = async |name: &'static str| -> Result<String, AppError> {
            Ok(storage::office::get(&store, name).await?.unwrap_or_default())
        };
        let settings = Settings {
            body: get("body").await?,
            area: get("area").await?,
            plan: get("plan").await?,
            group: get("group").await?,
            population: get("population").await?,
            profile: get("profile").await?,
            marking: get("marking").await?,
        };
        let (folder, actor) = (folder.to_owned(), actor.to_owned());
        Ok(Self { folder, store, settings, clock, actor, audience: Audience::Public })
    }

    /// Changes a setting. Freezes made before keep the settings they were made with.
    ///
    /// # Errors
    /// There is no such setting; the catalogue does not know what it names; store errors.
    pub async fn set(&mut self, name: &str, value: &str) -> Result<(), AppError> {
        let (_, catalogue) = bundle(&self.folder)?;
        let changed = self.settings.with(&catalogue, name, value)?;
        let write = storage::transaction::begin(&self.store).await?;
        for (name, value) in changed.pairs() {
            storage::office::set(&write, name, value).await?;
        }
        let detail = format!("{name}: {value}");
        write.commit(self.clock.now(), &self.actor, "settings", &detail).await?;
        self.settings = changed;
        Ok(())
    }

    /// The police force area of the office.
    ///
    /// # Errors
    /// The stored setting cannot be read.
    pub fn area(&self) -> Result<Area, AppError> {
        Ok(self.settings.area.parse()?)
    }
}

/// The plan in force, under today's catalogue.
///
/// # Errors
/// The catalogue has errors; the stored setting cannot be read.
pub fn plan(office: &Office) -> Result<Option<domain::plan::PoliceAndCrimePlan>, AppError> {
    let (_, catalogue) = bundle(&office.folder)?;
    let id: Slug = office.settings.plan.parse()?;
    Ok(catalogue.plan(&id).cloned())
}
