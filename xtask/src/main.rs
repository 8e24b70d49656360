//! Tasks of the repository: `cargo xtask ci | tools | bench | bless`.
//!
//! Each does its own set-up and says what it installs. Nothing here is needed to run Scrutineer.

mod bench;
mod tools;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Context as _, bail};

const HELP: &str = "\
cargo xtask ci      everything CI runs: tools, format, lints, tests, documentation
cargo xtask tools   installs what the tests read papers with (Debian and npm packages)
cargo xtask bench   times our work beside what an office would use instead
cargo xtask bless   rewrites the pages and lists that tests hold the code to";

fn main() -> ExitCode {
    let task = std::env::args().nth(1).unwrap_or_default();
    let done = match task.as_str() {
        "ci" => ci(),
        "tools" => tools::install(),
        "bench" => bench::run(),
        "bless" => bless(),
        _ => {
            println!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{task}: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The repository's folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A command in the repository's folder.
fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// Runs a command, shown first; it must succeed.
fn run(mut command: Command) -> anyhow::Result<()> {
    let shown = format!("{command:?}").replace('"', "");
    println!("\n$ {shown}");
    let started = Instant::now();
    let status = command.status().with_context(|| format!("starting {shown}"))?;
    if !status.success() {
        bail!("{shown} ended with {status}");
    }
    println!("  took {:.0} s", started.elapsed().as_secs_f64());
    Ok(())
}

fn ci() -> anyhow::Result<()> {
    tools::install()?;
    run(command("cargo", &["fmt", "--all", "--check"]))?;
    let lint = ["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
    run(command("cargo", &lint))?;
    run(command("cargo", &["test", "--workspace", "--locked"]))?;
    let mut docs = command("cargo", &["doc", "--workspace", "--no-deps", "--locked"]);
    docs.env("RUSTDOCFLAGS", "-D warnings");
    run(docs)
}

fn bless() -> anyhow::Result<()> {
    let mut docs = command("cargo", &["test", "--package", "cli", "--test", "docs"]);
    docs.env("BLESS", "1");
    run(docs)?;
    let mut schema = command("cargo", &["test", "--package", "storage", "--test", "schema"]);
    schema.env("BLESS", "1");
    run(schema)
}
