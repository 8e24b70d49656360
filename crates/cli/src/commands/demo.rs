//! `scrutineer demo`: one office through two quarters on real data.
//!
//! It runs on a fixed clock, so that two demonstrations give the same bytes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use app::clock::FixedClock;
use app::freeze::{FreezeRequest, freeze};
use app::import::ImportRequest;
use app::report::{FORMATS, make, write_into};
use app::{Office, Settings};
use domain::freeze::Freeze;

use crate::arguments::{Arguments, Demo};
use crate::{Ended, show};

/// Marks a folder as made by this command, so that the next demonstration may replace it.
const MARK: &str = ".scrutineer-demo";

pub async fn run(arguments: &Arguments, demo: &Demo) -> anyhow::Result<Ended> {
    let sample = match &demo.sample {
        Some(folder) if folder.is_dir() => folder.clone(),
        Some(folder) => bail!("there is no folder {}; see --sample", folder.display()),
        None => find_sample(&demo.office)?,
    };
    // The address first: better to hear now than after the work that it is taken.
    let listener = match demo.no_serve {
        true => None,
        false => Some(web::bind(&demo.listen).await?),
    };
    prepare(&arguments.data)?;
    let mut office = start(arguments, demo).await?;
    let mut step = Step { office: &mut office, sample: &sample, minute: 0 };
    let (first, papers) = match demo.office.as_str() {
        "staffordshire" => staffordshire(&mut step, &demo.out).await?,
        _ => leicestershire(&mut step, &demo.out).await?,
    };
    show::line("\nThe papers:");
    papers.iter().for_each(|path| show::line(format_args!("  {}", path.display())));
    let data = arguments.data.display();
    show::line(format_args!(
        "\nAsk of any figure where it came from: select it in the HTML, or\n  \
         scrutineer --data {data} explain {first}"
    ));
    match listener {
        None => Ok(Ended::Done),
        Some(listener) => super::serve::serve(office, listener).await,
    }
}

/// Leicestershire through two quarters; gives a figure to follow, and the papers.
async fn leicestershire(step: &mut Step<'_>, out: &Path) -> anyhow::Result<(String, Vec<PathBuf>)> {
    show::line("Leicestershire, on data published by police.uk, the Home Office and the ONS");
    show::line("The plan is the framework of 2014, used as an example on figures of 2022");
    let paths = first_import(step.sample)?;
    step.import("the year to March 2022, January as first published", &paths).await?;
    let first = step.freeze("2022-03-31").await?;
    let mut papers = step.papers(&first, &["board-pack"], out).await?;
    let paths = second_import(step.sample)?;
    step.import("January 2022 again, newer, and April to June 2022", &paths).await?;
    let second = step.freeze("2022-06-30").await?;
    papers.extend(step.papers(&second, &["board-pack"], out).await?);
    let figure =
        format!("{}/PUK-001.1/police-uk-street/E23000021.2016/total/fy2021-22/total", first.id);
    Ok((figure, papers))
}

/// The five criminal justice papers of Staffordshire, two quarters on what is published.
async fn staffordshire(step: &mut Step<'_>, out: &Path) -> anyhow::Result<(String, Vec<PathBuf>)> {
    show::line(
        "Staffordshire, on data published by the Home Office, the ONS, HM Treasury and others",
    );
    let shared = step.sample.join("../../leicestershire/data");
    let mut paths = vec![step.sample.to_owned()];
    let national = ["home-office-prc", "ons-pfa-tables", "police-uk/derived"];
    paths.extend(national.map(|folder| shared.join(folder)));
    step.import("what is published of the area and of England and Wales", &paths).await?;
    let papers: Vec<&str> =
        app::report::all().map(|report| report.id).filter(|id| id.starts_with("cjs-")).collect();
    let first = step.freeze("2022-03-31").await?;
    let mut made = step.papers(&first, &papers, out).await?;
    let second = step.freeze("2022-06-30").await?;
    made.extend(step.papers(&second, &papers, out).await?);
    let figure = format!(
        "{}/CRM-001.1/police-recorded-crime/E23000015.2016/total/fy2021-22/value",
        first.id
    );
    Ok((figure, made))
}

async fn start(arguments: &Arguments, demo: &Demo) -> anyhow::Result<Office> {
    let (_, catalogue) = app::office::bundle(&arguments.data)?;
    let settings = Settings::for_area(&catalogue, &demo.office)
        .with_context(|| format!("`{}` is not a police force area", demo.office))?;
    let clock = Arc::new(FixedClock("2026-11-02T09:00:00Z".parse()?));
    Ok(Office::init(&arguments.data, settings, clock, super::ACTOR).await?)
}

/// One act of the demonstration after another, each on its own minute.
struct Step<'a> {
    office: &'a mut Office,
    sample: &'a Path,
    minute: i64,
}

impl Step<'_> {
    fn tick(&mut self) {
        self.minute += 1;
        let now = self.office.clock.now().0 + 60_000_000;
        self.office.clock = Arc::new(FixedClock(domain::instant::Instant(now)));
    }

    async fn import(&mut self, what: &str, paths: &[PathBuf]) -> anyhow::Result<()> {
        self.tick();
        show::line(format_args!("Importing {what}"));
        let request = ImportRequest { paths: paths.to_vec(), ..ImportRequest::default() };
        let bar = super::import::progress_bar("files read");
        let progress = |done: usize, of: usize| {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
        };
        let report = app::import::import(self.office, &request, &progress).await;
        bar.finish_and_clear();
        let report = report.with_context(|| format!("importing from {}", self.sample.display()))?;
        show::line(format_args!(
            "  {} files, {} rows, {} observations",
            report.releases.len(),
            report.rows,
            report.observations
        ));
        Ok(())
    }

    async fn freeze(&mut self, as_at: &str) -> anyhow::Result<Freeze> {
        self.tick();
        let as_at: jiff::civil::Date = as_at.parse()?;
        // Beside the data, as the office's plan is.
        let list = self.sample.with_file_name("answers.csv");
        if list.is_file() {
            let answered = app::answer::answer_from(self.office, &list, as_at).await?;
            let months = if answered == 1 { "month" } else { "months" };
            if answered > 0 {
                show::line(format_args!("Answered for {answered} implausible {months}"));
            }
        }
        let as_at = Some(as_at);
        let done = freeze(self.office, FreezeRequest { as_at, known_by: None }).await?;
        let made = done.freeze;
        show::line(format_args!("Frozen as {}, digest {}", made.id, made.digest.short()));
        done.warnings.iter().for_each(|warning| {
            show::line(format_args!("  to know: {}", warning.message));
        });
        Ok(made)
    }

    async fn papers(
        &mut self,
        of: &Freeze,
        papers: &[&str],
        out: &Path,
    ) -> anyhow::Result<Vec<PathBuf>> {
        self.tick();
        let mut paths = Vec::new();
        for paper in papers {
            show::line(format_args!("Making {paper} of {}", of.id));
            let made = make(self.office, paper, of, &FORMATS).await?;
            show::line(format_args!("  {} figures", made.figures.unwrap_or_default()));
            paths.extend(write_into(&out.join(of.id.to_string()), &made.files)?);
        }
        Ok(paths)
    }
}

/// The sample's files stand in the repository; look there from the working folder and from the
/// program upwards.
fn find_sample(office: &str) -> anyhow::Result<PathBuf> {
    let below = Path::new("examples").join(office).join("data");
    let program = std::env::current_exe().unwrap_or_default();
    let here = std::env::current_dir().unwrap_or_default();
    let mut folders = here.ancestors().chain(program.ancestors()).map(|up| up.join(&below));
    folders.find(|folder| folder.is_dir()).with_context(|| {
        format!("no sample data found for `{office}`; say where it is with --sample DIR")
    })
}

/// Makes room for the demonstration: an earlier one is replaced, anything else is left alone.
fn prepare(folder: &Path) -> anyhow::Result<()> {
    if folder.join(MARK).is_file() {
        std::fs::remove_dir_all(folder).with_context(|| {
            format!("replacing the earlier demonstration in {}", folder.display())
        })?;
    } else if folder.exists() && std::fs::read_dir(folder)?.next().is_some() {
        let folder = folder.display();
        bail!("{folder} is not empty and was not made by demo; choose another with --data DIR");
    }
    std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    std::fs::write(folder.join(MARK), "made by scrutineer demo; replaced by the next one\n")?;
    Ok(())
}

fn street(sample: &Path) -> PathBuf {
    sample.join("police-uk").join("leicestershire")
}

/// April 2020 to March 2022 with the earlier January, a year's outcomes, official files, peers.
fn first_import(sample: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(street(sample)).context("reading the sample data")? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let newer = name.starts_with("2022-01-") && name.contains("street");
        if name < "2022-04" && !newer {
            paths.push(path);
        }
    }
    paths.sort();
    paths.push(sample.join("police-uk").join("leicestershire-earlier-vintage"));
    paths.push(sample.join("police-uk").join("derived"));
    paths.push(sample.join("home-office-prc"));
    paths.push(sample.join("ons-pfa-tables"));
    Ok(paths)
}

/// The newer January 2022 and the next quarter.
fn second_import(sample: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let months = ["2022-01", "2022-04", "2022-05", "2022-06"];
    let name = |month: &str| format!("{month}-leicestershire-street.csv.gz");
    Ok(months.iter().map(|month| street(sample).join(name(month))).collect())
}
