//! `scrutineer issue`

use crate::Ended;
use crate::arguments::{Arguments, Issue};

pub async fn run(arguments: &Arguments, asked: &Issue) -> anyhow::Result<Ended> {
    let office = super::open(arguments).await?;
    let freeze = app::frozen::find(&office, Some(&asked.freeze)).await?;
    let (because, correction) = (asked.because.as_deref(), asked.correction.as_deref());
    let request = app::report::IssueRequest { because, correction };
    let made = app::report::issue(&office, &asked.paper, &freeze, request).await?;
    super::report::tell(arguments, &asked.paper, &asked.out, &made)
}
