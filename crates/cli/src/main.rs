//! The `scrutineer` command line: one command for each use case of `app`.
//!
//! It reads the clock and the environment so that nothing below has to. Exit status: 0 done,
//! 1 refused (nothing changed), 2 wrong usage, 3 done with warnings to answer.
//!
//! This crate never touches SQL, and never shows a figure that has not come through `app`.

mod arguments;
mod clock;
mod commands;
mod show;

use std::process::ExitCode;

use arguments::{Arguments, Command};
use clap::Parser;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    Done,
    Refused,
    WithWarnings,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let ended = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(run(&arguments)),
        Err(error) => Err(error.into()),
    };
    match ended {
        Ok(Ended::Done) => ExitCode::SUCCESS,
        Ok(Ended::WithWarnings) => ExitCode::from(3),
        Ok(Ended::Refused) => ExitCode::from(1),
        Err(error) => {
            show::error(&error, arguments.json);
            ExitCode::from(1)
        }
    }
}

async fn run(arguments: &Arguments) -> anyhow::Result<Ended> {
    match &arguments.command {
        Command::Demo(demo) => commands::demo::run(arguments, demo).await,
        Command::Init(init) => commands::init::run(arguments, init).await,
        Command::Settings(settings) => commands::settings::run(arguments, settings).await,
        Command::Import(import) => commands::import::run(arguments, import).await,
        Command::Answer(asked) => commands::answer::run(arguments, asked).await,
        Command::Narrative(what) => commands::narrative::run(arguments, what).await,
        Command::Freeze(freeze) => commands::freeze::run(arguments, freeze).await,
        Command::Changes(changes) => commands::changes::run(arguments, changes).await,
        Command::Chart(asked) => commands::chart::run(arguments, asked).await,
        Command::Compare(compare) => commands::compare::run(arguments, compare).await,
        Command::Figures(figures) => commands::figures::run(arguments, figures).await,
        Command::Findings(findings) => commands::findings::run(arguments, findings).await,
        Command::Reconcile(asked) => commands::reconcile::run(arguments, asked).await,
        Command::Report(report) => commands::report::run(arguments, report).await,
        Command::Checklist(asked) => commands::checklist::run(arguments, asked).await,
        Command::Issue(issue) => commands::issue::run(arguments, issue).await,
        Command::Explain(explain) => commands::explain::run(arguments, explain).await,
        Command::Serve(serve) => commands::serve::run(arguments, serve).await,
        Command::Bundle(asked) => commands::bundle::run(arguments, asked).await,
        Command::Verify(asked) => commands::verify::run(arguments, asked).await,
        Command::Backup(asked) => commands::backup::run(arguments, asked).await,
        Command::Restore(asked) => commands::restore::run(arguments, asked).await,
        Command::Migrate => commands::migrate::run(arguments).await,
        Command::Catalogue(what) => commands::catalogue::run(arguments, what),
        Command::Plan(what) => commands::plan::run(arguments, what).await,
    }
}
