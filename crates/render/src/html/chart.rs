//! Charts: the finding as the title, the drawing, its source, and its data folded away.

use document::Chart;

use super::markup::Html;
use super::{Context, table};
use crate::svg::{Theme, Width, draw};

/// A chart across the column. A phone shows a second drawing, laid out for its width, since the
/// first one's words would be too small to read there; only one of the two is ever shown.
pub(super) fn write(html: &mut Html, context: &Context, chart: &Chart) {
    frame(html, context, chart, "chart", |html| {
        html.element("div", &[("class", "drawing wide")], |html| {
            html.trusted(&draw(chart, Width::Full, Theme::Screen));
        });
        html.element("div", &[("class", "drawing narrow")], |html| {
            html.trusted(&draw(chart, Width::Half, Theme::Screen));
        });
    });
}

/// Charts side by side.
pub(super) fn write_row(html: &mut Html, context: &Context, charts: &[Chart]) {
    html.element("div", &[("class", "chart-row")], |html| {
        for chart in charts {
            frame(html, context, chart, "chart half", |html| {
                html.element("div", &[("class", "drawing")], |html| {
                    html.trusted(&draw(chart, Width::Half, Theme::Screen));
                });
            });
        }
    });
}

fn frame(
    html: &mut Html,
    context: &Context,
    chart: &Chart,
    class: &str,
    drawing: impl FnOnce(&mut Html),
) {
    let finding = format!("{}-finding", chart.id);
    html.element("figure", &[("id", &chart.id), ("class", class)], |html| {
        html.element("figcaption", &[], |html| {
            let title = [("class", "finding"), ("id", finding.as_str())];
            html.element_text("p", &title, &chart.title);
            html.element_text("p", &[("class", "plotted")], &chart.subtitle);
        });
        drawing(html);
        if context.printed.contains(chart.data.id.as_str()) {
            html.element("p", &[("class", "data-at")], |html| {
                html.text("Data for this chart: ");
                let href = format!("#{}", chart.data.id);
                html.element_text("a", &[("href", &href)], &chart.data.caption);
            });
            return;
        }
        table::foot(html, context, &chart.data);
        html.element("details", &[], |html| {
            html.element("summary", &[], |html| {
                html.text("Data for this chart");
                html.element("span", &[("class", "unseen")], |html| {
                    html.text(": ");
                    html.text(&chart.title);
                });
            });
            table::region(html, context, &chart.data, &finding);
        });
    });
}
