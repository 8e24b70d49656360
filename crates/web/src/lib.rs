//! The office's papers in a browser: one small server, pages complete without script.
//!
//! Papers are served exactly as archived. This crate never touches SQL, and never shows a figure
//! that has not come through `app`.

mod index;

use std::sync::Arc;

use app::{AppError, Office};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
pub use tokio::net::TcpListener;

/// Opens the address to listen on.
///
/// # Errors
/// The address is malformed or taken.
pub async fn bind(address: &str) -> std::io::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        let help = "choose another with --listen 127.0.0.1:0";
        std::io::Error::new(error.kind(), format!("cannot listen on {address}: {error}; {help}"))
    })
}

/// Serves an office's papers until the process ends.
///
/// # Errors
/// The listener fails.
pub async fn serve(listener: TcpListener, office: Office) -> std::io::Result<()> {
    axum::serve(listener, router(office)).await
}

/// Every route.
pub fn router(office: Office) -> Router {
    Router::new()
        .route("/", get(papers))
        .route("/{freeze}/{name}", get(artefact))
        .fallback(async || not_found())
        .with_state(Arc::new(office))
}

async fn papers(State(office): State<Arc<Office>>) -> Response {
    match app::report::archived(&office).await {
        Ok(artefacts) => html(index::page(&office, &artefacts)),
        Err(error) => failed(&error),
    }
}

async fn artefact(
    State(office): State<Arc<Office>>,
    Path((freeze, name)): Path<(String, String)>,
) -> Response {
    match app::report::read_archived(&office, &freeze, &name).await {
        Ok(Some(bytes)) => ([(header::CONTENT_TYPE, content_type(&name))], bytes).into_response(),
        Ok(None) => not_found(),
        Err(error) => failed(&error),
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("csv") => "text/csv; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("json") => "application/json",
        Some("pdf") => "application/pdf",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Some("pptx") => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _ => "application/octet-stream",
    }
}

fn html(page: String) -> Response {
    ([(header::CONTENT_TYPE, content_type(".html"))], page).into_response()
}

fn not_found() -> Response {
    let page = index::message("There is no such paper", "It may not have been made yet.");
    (StatusCode::NOT_FOUND, html(page)).into_response()
}

fn failed(error: &AppError) -> Response {
    let help = "Run scrutineer verify to see whether everything kept is whole.";
    let page = index::message("The papers could not be read", &format!("{error}. {help}"));
    (StatusCode::INTERNAL_SERVER_ERROR, html(page)).into_response()
}
