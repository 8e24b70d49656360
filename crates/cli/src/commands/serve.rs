//! `scrutineer serve`

use crate::arguments::{Arguments, Serve};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, asked: &Serve) -> anyhow::Result<Ended> {
    let office = super::open(arguments).await?;
    serve(office, web::bind(&asked.listen).await?).await
}

/// Serves an office until the process is stopped.
pub async fn serve(office: app::Office, listener: web::TcpListener) -> anyhow::Result<Ended> {
    show::line(format_args!("Open http://{} in a browser. Ctrl+C stops.", listener.local_addr()?));
    web::serve(listener, office).await?;
    Ok(Ended::Done)
}
