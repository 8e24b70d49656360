//! Charts as meaning: what is plotted, not how.

use crate::table::Table;

/// A chart: a title that states the finding, a description, its data, its drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Kebab-case anchor, unique in the document.
    pub id: String,
    /// What the chart shows, as a finding: "Bicycle theft rose by 54.8% in 2021/22".
    pub title: String,
    /// What is plotted: "Crimes a month, April 2020 to March 2022".
    pub subtitle: String,
    /// What a person who cannot see it needs to know.
    pub alt: String,
    /// What is drawn.
    pub kind: ChartKind,
    /// The numbers behind it, with caption and source; printed or folded away by the format.
    pub data: Table,
}

/// A signal of a process-control chart at one point, by the rule that reports it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Signal {
    /// Beyond a process limit.
    Outside,
    /// Part of a run of points each above or each below the one before.
    Trend,
    /// One of two in three near a limit.
    TwoOfThree,
    /// Part of a run on one side of the mean.
    Shift,
}

/// A point in time.
#[derive(Debug, Clone, PartialEq)]
pub struct TimePoint {
    /// Full label: "March 2022".
    pub label: String,
    /// Label for an axis: "Mar 22".
    pub short: String,
    /// The value; `None` is a gap, drawn as one.
    pub value: Option<f64>,
    /// Its signal, if any.
    pub signal: Option<Signal>,
    /// Not ripe or not to be judged: drawn hollow.
    pub hollow: bool,
}

/// One value of a ranked or ordered list.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What it is.
    pub label: String,
    /// Its value; `None` is not available.
    pub value: Option<f64>,
    /// As printed: "85.4".
    pub text: String,
    /// The one the paper is about.
    pub own: bool,
}

/// A line across a chart, with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// "Mean of the other seven, 79.9".
    pub label: String,
    /// Where it stands.
    pub value: f64,
}

/// A closed shape on a map, in degrees (longitude, latitude); the first ring is the outside.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Its name.
    pub name: String,
    /// Polygons, each a list of rings.
    pub polygons: Vec<Vec<Vec<(f64, f64)>>>,
    /// Its value; `None` is drawn hatched as not available.
    pub value: Option<f64>,
    /// As printed.
    pub text: String,
    /// The one the paper is about.
    pub own: bool,
    /// Only there so that the reader knows where he is; carries no value.
    pub background: bool,
}

/// What a body of a funnel is to the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BodyKind {
    /// The one the paper is about.
    Own,
    /// One of its group.
    Group,
    /// Any other.
    Other,
}

/// One body of a funnel.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// Its name.
    pub label: String,
    /// How large what its figure is of is, such as its residents.
    pub size: Option<f64>,
    /// Its figure; `None` is not available, and not drawn.
    pub value: Option<f64>,
    /// As printed: "85.4".
    pub text: String,
    /// What it is to the paper.
    pub kind: BodyKind,
}

/// Limits at one size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FunnelLimit {
    /// The size.
    pub size: f64,
    /// Lower and upper of the inner pair (95 %).
    pub inner: (f64, f64),
    /// Lower and upper of the outer pair (99.8 %).
    pub outer: (f64, f64),
}

/// Figures of bodies against their size, between limits that open where bodies are small.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    /// The bodies, in the order of the table.
    pub bodies: Vec<Body>,
    /// The line they are held against.
    pub centre: f64,
    /// Its name: "Mean 79.9".
    pub centre_name: String,
    /// Limits by size, ascending.
    pub limits: Vec<FunnelLimit>,
    /// Name of the inner pair: "95% limit".
    pub inner_name: String,
    /// Name of the outer pair: "99.8% limit".
    pub outer_name: String,
    /// What the own mark stands for, in the key.
    pub own_name: String,
    /// What the group's marks stand for.
    pub group_name: String,
    /// What the other marks stand for.
    pub other_name: String,
    /// What is measured upwards: "crimes per 1,000 residents".
    pub axis: String,
    /// What is measured across: "residents".
    pub size_axis: String,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum ChartKind {
    /// A process-control chart: points, centre, limits.
    Control {
        /// The points in order.
        points: Vec<TimePoint>,
        /// Centre, if there are enough points.
        mean: Option<f64>,
        /// Lower and upper process limits, if there are enough points.
        limits: Option<(f64, f64)>,
        /// Said on the chart: "season not removed".
        caveat: Option<String>,
        /// The first point of the reported year, to be marked.
        year_starts_at: Option<usize>,
    },
    /// A line over years or months, from zero.
    Line {
        /// The points in order.
        points: Vec<TimePoint>,
    },
    /// Many small lines on their own scales, read by shape.
    SmallMultiples {
        /// Name, latest value as printed, change as printed, points, mean and limits.
        panels: Vec<Panel>,
    },
    /// Dots on one scale, in the order given, with reference lines.
    Dots {
        /// The dots.
        items: Vec<Item>,
        /// Lines across, such as the group's mean.
        references: Vec<Reference>,
        /// What the scale measures: "Crimes per 1,000 residents".
        axis: String,
    },
    /// Horizontal bars from zero, in the order given.
    Bars {
        /// The bars.
        items: Vec<Item>,
        /// Lines across.
        references: Vec<Reference>,
        /// What the scale measures.
        axis: String,
    },
    /// Figures against sizes, between limits.
    Funnel(Box<Funnel>),
    /// Areas shaded in classes.
    Map {
        /// The shapes.
        shapes: Vec<Shape>,
        /// Upper bounds of the classes but the last, ascending.
        class_bounds: Vec<f64>,
        /// What the shading measures.
        axis: String,
    },
}

/// One of many small charts.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// What it shows.
    pub title: String,
    /// The latest value and its change, as printed.
    pub reading: String,
    /// The points in order.
    pub points: Vec<TimePoint>,
    /// Centre and limits, if there are enough points.
    pub lines: Option<(f64, f64, f64)>,
}
