//! One module for each command.

use std::sync::Arc;

use app::Office;
use domain::ids::Slug;

use crate::arguments::Arguments;
use crate::clock::SystemClock;

pub mod answer;
pub mod backup;
pub mod bundle;
pub mod catalogue;
pub mod changes;
pub mod chart;
pub mod checklist;
pub mod compare;
pub mod demo;
pub mod explain;
pub mod figures;
pub mod findings;
pub mod freeze;
pub mod import;
pub mod init;
pub mod issue;
pub mod migrate;
pub mod narrative;
pub mod plan;
pub mod reconcile;
pub mod report;
pub mod restore;
pub mod serve;
pub mod settings;
pub mod verify;

/// Who acts on the command line, until people have accounts.
pub const ACTOR: &str = "local operator";

/// Opens the office for people in one of its roles, if one is given.
pub async fn open_for(arguments: &Arguments, role: Option<&Slug>) -> anyhow::Result<Office> {
    Ok(open(arguments).await?.seen_by(role))
}

/// Opens the office the arguments name.
pub async fn open(arguments: &Arguments) -> anyhow::Result<Office> {
    Ok(Office::open(&arguments.data, Arc::new(SystemClock), ACTOR).await?)
}
