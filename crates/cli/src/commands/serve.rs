//! `scrutineer serve`

use crate::arguments::{Arguments, Serve};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, asked: &Serve) -> anyhow::Result<Ended> {
    let office = super::open(arguments).await?;
    serve(office, &asked.listen).await
}

/// Serves an office until the process is stopped.
pub async fn serve(office: app::Office, listen: &str) -> anyhow::Result<Ended> {
    let listener = web::bind(listen).await?;
    show::line(format_args!("Open http://{} in a browser. Ctrl+C stops.", listener.local_addr()?));
    web::serve(listener, office).await?;
    Ok(Ended::Done)
}
