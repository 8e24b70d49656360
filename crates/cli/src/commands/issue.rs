//! `scrutineer issue`

use crate::Ended;
use crate::arguments::{Arguments, Issue};

pub async fn run(arguments: &Arguments, asked: &Issue) -> anyhow::Result<Ended> {
    let office = super::open(arguments).await?;
    let freeze = app::frozen::find(&office, Some(&asked.freeze)).await?;
    let made = app::report::issue(&office, &asked.paper, &freeze).await?;
    super::report::tell(arguments, &asked.paper, &asked.out, &made)
}
