//! Writes pages to look at: every kind of chart, and a board pack of Leicestershire's figures.
//!
//! `cargo run -p render --example gallery -- OUT [BOUNDARIES.geojson]`

mod charts;
mod data;
mod pack;

use std::path::Path;
use std::time::Instant;

use render::html::{FigureLink, HtmlOptions, emit, emit_explanations};
use render::svg::{Theme, Width, draw};

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().unwrap_or_else(|| "/tmp/gallery".into());
    let out = Path::new(&out);
    std::fs::create_dir_all(out)?;
    let shapes = match arguments.next() {
        Some(path) => data::geojson(Path::new(&path))?,
        None => data::squares(),
    };
    let months = data::months()?;
    let charts = charts::all(&months, shapes);
    for chart in &charts {
        for (width, name) in [(Width::Full, "full"), (Width::Half, "half")] {
            let svg = draw(chart, width, Theme::Print);
            std::fs::write(out.join(format!("{}-{name}.svg", chart.id)), svg)?;
        }
    }
    let started = Instant::now();
    let mut bytes = 0;
    for n in 0..40 {
        bytes += draw(&charts[n % charts.len()], Width::Full, Theme::Screen).len();
    }
    println!("40 charts: {:?}, {} kB", started.elapsed(), bytes / 1000);
    let control = &charts[0];
    let started = Instant::now();
    for _ in 0..40 {
        bytes += draw(control, Width::Full, Theme::Screen).len();
    }
    println!("40 control charts: {:?} ({bytes})", started.elapsed());
    let options = HtmlOptions { figure_link: FigureLink::Anchor("figures.html".into()) };
    std::fs::write(out.join("gallery.html"), emit(&charts::page(charts.clone()), &options))?;
    let document = pack::board_pack(&months, charts)?;
    let started = Instant::now();
    let page = emit(&document, &options);
    println!("pack: {} kB in {:?}", page.len() / 1000, started.elapsed());
    let drawings: usize = page
        .match_indices("<svg")
        .zip(page.match_indices("</svg>"))
        .map(|((from, _), (to, _))| to - from)
        .sum();
    println!("before charts: {} kB", (page.len() - drawings) / 1000);
    std::fs::write(out.join("pack.html"), page)?;
    let explained = emit_explanations(&pack::explanations(&document));
    std::fs::write(out.join("figures.html"), explained)?;
    Ok(())
}
