//! Our work timed beside what an office would use instead, in the same run.
//!
//! Alternatives come from PyPI into an environment below `target`. What no package registry here
//! has (R's NHSRplotthedots, R Markdown) prints its recorded figure, marked "not re-run".

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, bail};

use crate::{command, root, run as must};

const RUNS: usize = 5;

struct Timed {
    best: f64,
    median: f64,
}

/// Runs a command several times; it must succeed.
fn time(make: impl Fn() -> Command) -> anyhow::Result<Timed> {
    let mut seconds = Vec::new();
    for _ in 0..RUNS {
        let mut command = make();
        let started = Instant::now();
        let output = command.output().with_context(|| format!("starting {command:?}"))?;
        seconds.push(started.elapsed().as_secs_f64());
        if !output.status.success() {
            bail!("{command:?}: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
    seconds.sort_by(f64::total_cmp);
    Ok(Timed { best: seconds[0], median: seconds[RUNS / 2] })
}

fn line(what: &str, timed: &Timed) {
    println!("{what:<62} {:>9.3} s best {:>9.3} s median", timed.best, timed.median);
}

fn recorded(what: &str, figure: &str) {
    println!("{what:<62} {figure} (recorded, not re-run)");
}

fn all(python: &Path) -> anyhow::Result<()> {
    let release = |package: &str, example: &str| {
        let mut cargo = command("cargo", &["run", "--quiet", "--release", "--package", package]);
        cargo.args(["--example", example]);
        cargo
    };
    println!("\nXmR over 4,300 series of 120 months (budget 0.050 s)");
    must(release("statistics", "xmr_speed"))?;
    recorded("  R NHSRplotthedots", "15.5 to 19 s");
    println!("\n229,168 police.uk rows read, checked, counted (budget 1 s with commit)");
    must(release("ingest", "street_speed"))?;
    let street = root().join("examples/leicestershire/data/police-uk/leicestershire");
    for alternative in ["pandas", "duckdb"] {
        let script = root().join("xtask/bench").join(format!("count_{alternative}.py"));
        let timed = time(|| {
            let mut python = Command::new(python);
            python.arg(&script).arg(&street);
            python
        })?;
        line(&format!("  {alternative}, counting only, process start included"), &timed);
    }
    println!("\nimport and commit of the same files; HTML and PDF of the board pack (budget 1 s)");
    whole()?;
    println!("\n40 charts as SVG (budget 0.020 s)");
    must(release("render", "chart_speed"))?;
    let script = root().join("xtask/bench/charts_matplotlib.py");
    let timed = time(|| {
        let mut python = Command::new(python);
        python.arg(&script);
        python
    })?;
    line("  matplotlib, 40 charts, process start included", &timed);
    recorded("  ggplot2", "7.7 to 13 s");
    Ok(())
}

/// The binary itself, as a user runs it: a fresh office each time.
fn whole() -> anyhow::Result<()> {
    must(command("cargo", &["build", "--quiet", "--release", "--package", "cli"]))?;
    let binary = root().join("target/release/scrutineer");
    let folder = std::env::temp_dir().join(format!("scrutineer-bench-{}", std::process::id()));
    let data = root().join("examples/leicestershire/data/police-uk/leicestershire");
    let scrutineer = |arguments: &[&str]| {
        let mut scrutineer = Command::new(&binary);
        scrutineer.arg("--data").arg(&folder).args(arguments);
        scrutineer
    };
    let street: Vec<String> = std::fs::read_dir(&data)?
        .filter_map(|entry| Some(entry.ok()?.path().display().to_string()))
        .filter(|name| name.ends_with("-street.csv.gz"))
        .collect();
    let import = || -> anyhow::Result<f64> {
        drop(std::fs::remove_dir_all(&folder));
        run_quiet(scrutineer(&["init"]))?;
        let started = Instant::now();
        let mut import = scrutineer(&["import", "--published", "2023-01"]);
        import.args(&street);
        run_quiet(import)?;
        Ok(started.elapsed().as_secs_f64())
    };
    let mut seconds = (0..RUNS).map(|_| import()).collect::<anyhow::Result<Vec<f64>>>()?;
    seconds.sort_by(f64::total_cmp);
    let timed = Timed { best: seconds[0], median: seconds[RUNS / 2] };
    line("  scrutineer import, 27 files", &timed);
    drop(std::fs::remove_dir_all(&folder));
    let out = folder.join("out").display().to_string();
    run_quiet(scrutineer(&["demo", "--no-serve", "--out", &out]))?;
    for quarter in ["2022-03-31", "2022-06-30"] {
        let report = ["report", "board-pack", "--freeze", quarter, "--out", &out];
        let timed = time(|| scrutineer(&report))?;
        line(&format!("  scrutineer report, {quarter}: HTML, figures page and PDF"), &timed);
        memory(&binary, &folder, &report)?;
    }
    recorded("  Python stack (HTML, PDF, PPTX, XLSX)", "10.3 s");
    recorded("  R Markdown (HTML + PDF)", "5.4 s + 5.2 s");
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// The most memory a command held, as the system's own clock of processes tells it.
fn memory(binary: &Path, folder: &Path, arguments: &[&str]) -> anyhow::Result<()> {
    let mut timed = Command::new("/usr/bin/time");
    timed.args(["-f", "%M"]).arg(binary).arg("--data").arg(folder).args(arguments);
    let Ok(output) = timed.output() else {
        println!("  memory not measured: /usr/bin/time is not installed");
        return Ok(());
    };
    let told = String::from_utf8_lossy(&output.stderr);
    let kilobytes: f64 = told.trim().lines().last().unwrap_or_default().parse()?;
    println!("    {:.0} MB at most (budget 150 MB)", kilobytes / 1000.0);
    Ok(())
}

fn run_quiet(mut command: Command) -> anyhow::Result<()> {
    let output = command.output().with_context(|| format!("starting {command:?}"))?;
    // 3 is "done with warnings".
    if !matches!(output.status.code(), Some(0 | 3)) {
        bail!("{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}

/// Runs every bench.
pub fn run() -> anyhow::Result<()> {
    let folder = root().join("target").join("tools").join("bench");
    let python = folder.join("bin").join("python");
    if !python.exists() {
        println!("Installing Python packages below target/tools: xtask/bench/requirements.txt");
        let mut venv = command("python3", &["-m", "venv"]);
        venv.arg(&folder);
        must(venv)?;
        let mut pip = command(&python.display().to_string(), &["-m", "pip", "install", "--quiet"]);
        pip.args(["--requirement", "xtask/bench/requirements.txt"]);
        must(pip)?;
    }
    all(&python)
}
