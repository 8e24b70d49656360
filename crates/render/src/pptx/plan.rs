//! A document into slides: what stands on which, and where.

use std::collections::BTreeMap;

use document::{Block, Chart, ChartKind, Document, Part, Section};
use domain::cell::Marker;
use domain::instant::Instant;

use super::area::{Area, emu};
use super::chart::{self, Place};
use super::notes::{Notes, annex};
use super::slide::{Role, Shape, Slide};
use super::template::{Placeholder, Template};
use super::text::{Face, Paragraph, Words, height, resized};
use super::{key_figures, list, table, verdicts};
use crate::office::OfficeError;

/// Sizes of running text, the first that fits.
const SIZES: [f64; 3] = [20.0, 18.0, 16.0];
/// Sizes of text beside a chart, the first that fits.
const BESIDE: [f64; 3] = [16.0, 15.0, 14.0];
/// Size of words that lead to a table or a chart, and how much of a slide they may take.
const LEAD: f64 = 14.0;
const MOST_LEAD: f64 = 0.2;
/// Between what stands under each other, in points.
const GAP: f64 = 14.0;
/// The share of a slide that a chart takes beside its text, on a wide slide.
const CHART: f64 = 0.7;
/// Room that PowerPoint leaves within a placeholder, at its sides and above and below together.
const INSET: (f64, f64) = (14.4, 7.2);

/// What the planning of each slide needs.
struct Planning<'a> {
    document: &'a Document,
    template: &'a Template,
    words: &'a Words<'a>,
    created: Instant,
}

/// The slides of a document.
pub(super) fn slides(
    document: &Document,
    template: &Template,
    created: Instant,
) -> Result<Vec<Slide>, OfficeError> {
    let words = Words::of(document, template.face);
    let planning = Planning { document, template, words: &words, created };
    let mut out = vec![planning.front()];
    let shown = document.sections.iter().filter(|section| section.part != Part::Annex);
    for section in shown {
        planning.section(section, &mut out)?;
    }
    out.push(planning.last());
    number_alike(&mut out);
    Ok(out)
}

/// Slides of one title are numbered, so that each has its own.
fn number_alike(slides: &mut [Slide]) {
    let mut all: BTreeMap<String, usize> = BTreeMap::new();
    slides.iter().for_each(|slide| *all.entry(slide.title.clone()).or_default() += 1);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for slide in slides {
        let of = all.get(&slide.title).copied().unwrap_or(1);
        let n = seen.entry(slide.title.clone()).or_default();
        *n += 1;
        if of > 1 {
            slide.title = format!("{} ({n} of {of})", slide.title);
        }
    }
}

/// Something that stands under something else.
enum Stacked<'a> {
    Text(Vec<Paragraph>),
    Block(&'a Block),
}

impl<'a> Planning<'a> {
    fn notes(&self) -> Notes<'a> {
        Notes::new(self.document, self.words)
    }

    fn front(&self) -> Slide {
        let document = self.document;
        let place = self.template.layout(Role::Title).text();
        let size = place.map_or(18.0, |place| place.size.min(24.0));
        let lines = |size: f64| {
            vec![
                Paragraph::new(&document.subtitle).sized(size),
                Paragraph::new(&document.body).sized(size * 0.8).after(6.0),
                Paragraph::new(&document.freeze_statement).sized((size * 0.6).max(14.0)).after(6.0),
            ]
        };
        let fits = |size: &f64| {
            let room = |place: &Placeholder| {
                height(self.words.face, &lines(*size), place.area.width() - INSET.0)
                    <= place.area.height() - INSET.1
            };
            place.is_none_or(room)
        };
        let size = [size, 20.0, 18.0, 16.0, 14.0].into_iter().find(fits).unwrap_or(12.0);
        let mut notes = vec![document.description.clone()];
        notes.extend(self.notes().done());
        Slide {
            role: Role::Title,
            title: document.title.clone(),
            body: lines(size),
            shapes: vec![],
            notes,
        }
    }

    /// Where the rest is, and what the symbols mean.
    fn last(&self) -> Slide {
        let mut said = vec![];
        let annexes: Vec<&str> = annex(self.document).collect();
        if !annexes.is_empty() {
            let lead =
                "These stand in the annex of the paper, with every figure's definition and file:";
            said.push(Paragraph::new(lead));
            said.extend(annexes.iter().map(|title| Paragraph::new(*title).point().after(4.0)));
        }
        let symbols = symbols(self.document);
        if !symbols.is_empty() {
            let symbols = format!("Symbols: {}.", symbols.join("; "));
            said.push(Paragraph::new(symbols).after(10.0));
        }
        said.push(Paragraph::new(&self.document.freeze_statement).after(10.0));
        let body = self.fit(&said).unwrap_or_else(|| resized(&said, 12.0));
        Slide {
            role: Role::Content,
            title: "Where the rest is".into(),
            body,
            shapes: vec![],
            notes: self.notes().done(),
        }
    }

    /// The room for running text of the usual layout: width and height in points.
    fn room(&self) -> (f64, f64) {
        let place = self.template.layout(Role::Content).text().map(|place| place.area);
        let content = self.template.content(Role::Content);
        match place {
            Some(area) => {
                let tall = content.height().min(area.height());
                (area.width() - INSET.0, tall - INSET.1)
            }
            None => (content.width(), content.height()),
        }
    }

    /// Running text in the largest size that fits the usual layout.
    fn fit(&self, said: &[Paragraph]) -> Option<Vec<Paragraph>> {
        let (wide, tall) = self.room();
        let made = SIZES.into_iter().map(|size| resized(said, size));
        made.into_iter().find(|said| height(self.words.face, said, wide) <= tall)
    }

    fn section(&self, section: &'a Section, out: &mut Vec<Slide>) -> Result<(), OfficeError> {
        let words = |block: &Block| list::paragraphs(block, self.words);
        let all_words = section.blocks.iter().all(|block| words(block).is_some());
        let charts: Vec<&Chart> = section
            .blocks
            .iter()
            .filter_map(|block| if let Block::Chart(chart) = block { Some(&**chart) } else { None })
            .collect();
        if section.sections.len() > 1 && all_words {
            out.push(self.divider(section));
        } else if let ([chart], true) = (
            charts.as_slice(),
            section.blocks.iter().all(|b| words(b).is_some() || matches!(b, Block::Chart(_))),
        ) {
            match self.beside(section, chart)? {
                Some(slide) => out.push(slide),
                None => self.flow(section, out)?,
            }
        } else {
            self.flow(section, out)?;
        }
        for inner in section.sections.iter().filter(|inner| inner.part != Part::Annex) {
            self.section(inner, out)?;
        }
        Ok(())
    }

    /// A slide that begins a part.
    fn divider(&self, section: &'a Section) -> Slide {
        let mut notes = self.notes();
        let mut said = vec![];
        for block in &section.blocks {
            notes.block(block);
            said.extend(list::paragraphs(block, self.words).into_iter().flatten());
        }
        let place = self.template.layout(Role::Section).text();
        let room = place.map_or_else(
            || self.room(),
            |place| (place.area.width() - INSET.0, place.area.height() - INSET.1),
        );
        let fits = |size: &f64| height(self.words.face, &resized(&said, *size), room.0) <= room.1;
        let (role, body) = match [20.0, 18.0, 16.0, 14.0].into_iter().find(fits) {
            Some(size) => (Role::Section, resized(&said, size)),
            None => (Role::Content, self.fit(&said).unwrap_or_else(|| resized(&said, 12.0))),
        };
        Slide { role, title: section.title.clone(), body, shapes: vec![], notes: notes.done() }
    }

    /// A finding with its chart, on one slide; none if they do not fit.
    fn beside(&self, section: &'a Section, chart: &Chart) -> Result<Option<Slide>, OfficeError> {
        if matches!(chart.kind, ChartKind::SmallMultiples { .. } | ChartKind::Map { .. }) {
            return Ok(None);
        }
        let area = self.template.content(Role::Chart);
        let mut notes = self.notes();
        let mut said = vec![];
        for block in &section.blocks {
            notes.block(block);
            said.extend(list::paragraphs(block, self.words).into_iter().flatten());
        }
        if said.is_empty() {
            return Ok(None);
        }
        if let Some(first) = said.first_mut() {
            *first = first.clone().bold().after(0.0);
        }
        // Beside each other on a wide slide, under each other on a narrow one.
        let narrow = area.width() < 1.9 * area.height();
        let (left, right) = area.cut(CHART, 24.0);
        let beside = |area: &Area| {
            BESIDE.into_iter().find(|size| {
                height(self.words.face, &resized(&said, *size), area.width()) <= area.height()
            })
        };
        let (place, text) = if narrow {
            let size = BESIDE[2];
            let tall = height(self.words.face, &resized(&said, size), area.width());
            if tall > 0.4 * area.height() {
                return Ok(None);
            }
            (area.below(tall + GAP), (area.top(tall), size))
        } else {
            let Some(size) = beside(&right) else { return Ok(None) };
            (left, (right, size))
        };
        let paragraphs = resized(&said, text.1);
        let tall = height(self.words.face, &paragraphs, text.0.width());
        let text = Shape::Words {
            name: "What it says".into(),
            area: text.0.top(tall + 2.0),
            paragraphs,
            ground: false,
        };
        let place = Place { area: place, titled: true, created: self.created, words: self.words };
        let mut shapes = vec![text];
        shapes.extend(chart::lay_out(chart, &place)?);
        let (role, title) = (Role::Chart, section.title.clone());
        Ok(Some(Slide { role, title, body: vec![], shapes, notes: notes.done() }))
    }

    /// Blocks one after the other: words and cards as many as fit, charts and tables on their own.
    fn flow(&self, section: &'a Section, out: &mut Vec<Slide>) -> Result<(), OfficeError> {
        let mut waiting: Vec<(&'a Block, Stacked<'a>)> = vec![];
        for block in &section.blocks {
            match block {
                Block::Table(of) => {
                    // Words over a table may not cost a slide.
                    let lead = self.lead(section, &mut waiting, out);
                    let lead = self.over_table(section, of, lead, out);
                    self.table(of, block, lead, out);
                }
                Block::Chart(of) => {
                    let lead = self.lead(section, &mut waiting, out);
                    self.chart(of, block, lead, out)?;
                }
                Block::ChartRow(charts) => {
                    self.stack(section, std::mem::take(&mut waiting), out);
                    self.chart_row(section, charts, out)?;
                }
                Block::KeyFigures(_) | Block::Verdicts(_) => {
                    waiting.push((block, Stacked::Block(block)));
                }
                Block::Paragraph(_) | Block::List(_) | Block::Terms(_) | Block::Note(..) => {
                    let said = list::paragraphs(block, self.words).unwrap_or_default();
                    waiting.push((block, Stacked::Text(said)));
                }
            }
        }
        self.stack(section, waiting, out);
        Ok(())
    }

    /// What waits, if it is few words that can stand over what comes; else it is put on slides.
    fn lead(
        &self,
        section: &Section,
        waiting: &mut Vec<(&'a Block, Stacked<'a>)>,
        out: &mut Vec<Slide>,
    ) -> Option<Lead<'a>> {
        let area = self.template.content(Role::Chart);
        let said = |(_, one): &(&'a Block, Stacked<'a>)| match one {
            Stacked::Text(said) => Some(resized(said, LEAD)),
            Stacked::Block(_) => None,
        };
        // From the end: what stands right before leads to what comes.
        let mut from = waiting.len();
        let mut tall = 0.0;
        while let Some(one) = from.checked_sub(1).and_then(|n| waiting.get(n)).and_then(said) {
            let more = height(self.words.face, &one, area.width());
            if tall + more > MOST_LEAD * area.height() {
                break;
            }
            tall += more;
            from -= 1;
        }
        // A few words left behind would stand alone on a slide: then all of them do.
        let alone = from > 0 && waiting[..from].iter().all(|one| said(one).is_some());
        let led = waiting.split_off(if alone { waiting.len() } else { from });
        self.stack(section, std::mem::take(waiting), out);
        let mut paragraphs: Vec<Paragraph> = led.iter().filter_map(said).flatten().collect();
        paragraphs.first_mut()?.before = 0.0;
        Some(Lead { paragraphs, blocks: led.into_iter().map(|(block, _)| block).collect() })
    }

    /// The words that lead, as a shape, and what is left below them.
    fn led(&self, lead: &Lead<'a>, area: Area) -> (Shape, Area) {
        let tall = height(self.words.face, &lead.paragraphs, area.width());
        let words = Shape::Words {
            name: "What it says".into(),
            area: area.top(tall + 1.0),
            paragraphs: lead.paragraphs.clone(),
            ground: false,
        };
        (words, area.below(tall + GAP))
    }

    /// Words over a table that still stands on one slide below them; else on their own before it.
    fn over_table(
        &self,
        section: &Section,
        of: &'a document::Table,
        lead: Option<Lead<'a>>,
        out: &mut Vec<Slide>,
    ) -> Option<Lead<'a>> {
        let lead = lead?;
        let (_, below) = self.led(&lead, self.template.content(Role::Table));
        if table::lay_out(of, self.words, below).len() <= 1 {
            return Some(lead);
        }
        let again = |block: &'a Block| {
            let said = list::paragraphs(block, self.words).unwrap_or_default();
            (block, Stacked::Text(said))
        };
        self.stack(section, lead.blocks.into_iter().map(again).collect(), out);
        None
    }

    fn table(
        &self,
        of: &'a document::Table,
        block: &'a Block,
        lead: Option<Lead<'a>>,
        out: &mut Vec<Slide>,
    ) {
        let area = self.template.content(Role::Table);
        let led = lead.map(|lead| (self.led(&lead, area), lead));
        let below = led.as_ref().map_or(area, |((_, below), _)| *below);
        let mut first = led.map(|((words, _), lead)| (words, lead));
        for mut shapes in table::lay_out(of, self.words, below) {
            let mut notes = self.notes();
            if let Some((words, lead)) = first.take() {
                shapes.insert(0, words);
                lead.blocks.iter().for_each(|block| notes.block(block));
            }
            notes.block(block);
            let (role, title, notes) = (Role::Table, of.caption.clone(), notes.done());
            out.push(Slide { role, title, body: vec![], shapes, notes });
        }
    }

    fn chart(
        &self,
        of: &'a Chart,
        block: &'a Block,
        lead: Option<Lead<'a>>,
        out: &mut Vec<Slide>,
    ) -> Result<(), OfficeError> {
        let mut notes = self.notes();
        let mut shapes = vec![];
        let mut area = self.template.content(Role::Chart);
        if let Some(lead) = &lead {
            let (words, below) = self.led(lead, area);
            area = below;
            shapes.push(words);
            lead.blocks.iter().for_each(|block| notes.block(block));
        }
        notes.block(block);
        let place = Place { area, titled: false, created: self.created, words: self.words };
        shapes.extend(chart::lay_out(of, &place)?);
        let (role, title, notes) = (Role::Chart, of.title.clone(), notes.done());
        out.push(Slide { role, title, body: vec![], shapes, notes });
        Ok(())
    }

    fn chart_row(
        &self,
        section: &Section,
        charts: &'a [Chart],
        out: &mut Vec<Slide>,
    ) -> Result<(), OfficeError> {
        let area = self.template.content(Role::Chart);
        for pair in charts.chunks(2) {
            let mut notes = self.notes();
            let mut shapes = vec![];
            for (n, one) in pair.iter().enumerate() {
                notes.chart(one);
                let area = area.place(n, pair.len(), 1, 24.0);
                let place = Place { area, titled: true, created: self.created, words: self.words };
                shapes.extend(chart::lay_out(one, &place)?);
            }
            let (role, title) = (Role::Chart, section.title.clone());
            out.push(Slide { role, title, body: vec![], shapes, notes: notes.done() });
        }
        Ok(())
    }

    /// Words, cards and verdicts under each other, over as many slides as they need.
    fn stack(
        &self,
        section: &Section,
        waiting: Vec<(&'a Block, Stacked<'a>)>,
        out: &mut Vec<Slide>,
    ) {
        if waiting.is_empty() {
            return;
        }
        let only_words = waiting.iter().all(|(_, one)| matches!(one, Stacked::Text(_)));
        if only_words {
            self.words_alone(section, waiting, out);
            return;
        }
        let area = self.template.content(Role::TitleOnly);
        let mut page = Page { slide: self.blank(section), left: area, notes: self.notes() };
        let mut earlier: Option<Page<'a>> = None;
        let following = self.following(&waiting, area);
        for ((block, one), following) in waiting.into_iter().zip(following) {
            match one {
                Stacked::Text(said) => {
                    let said = resized(&said, SIZES[2]);
                    for part in pieces(self.words.face, said, area) {
                        let tall = height(self.words.face, &part, area.width());
                        if tall <= page.left.height() {
                            page.words(part, tall);
                        } else if let Some(before) =
                            earlier.as_mut().filter(|e| tall <= e.left.height())
                        {
                            // Rather on the slide before than alone on the next.
                            before.words(part, tall);
                            before.notes.block(block);
                        } else {
                            self.turn(section, &mut page, area, &mut earlier, out);
                            page.words(part, tall);
                        }
                    }
                }
                Stacked::Block(Block::KeyFigures(keys)) => {
                    let (_, tall) = key_figures::lay_out(keys, self.words, area);
                    if tall > page.left.height() {
                        self.turn(section, &mut page, area, &mut earlier, out);
                    }
                    let (shapes, tall) = key_figures::lay_out(keys, self.words, page.left);
                    page.put(shapes, tall);
                }
                Stacked::Block(Block::Verdicts(groups)) => {
                    // Small enough to leave room for what is said of them, if they can be.
                    let with_room = |area: Area| {
                        let pages = verdicts::lay_out(groups, self.words, area.above(following));
                        Some(pages).filter(|pages| {
                            pages.len() == 1 && !pages.iter().any(|page| is_small(page))
                        })
                    };
                    let mut pages = with_room(page.left)
                        .unwrap_or_else(|| verdicts::lay_out(groups, self.words, page.left));
                    if pages.len() > 1 || pages.iter().any(|page| is_small(page)) {
                        self.turn(section, &mut page, area, &mut earlier, out);
                        pages = with_room(area)
                            .unwrap_or_else(|| verdicts::lay_out(groups, self.words, area));
                    }
                    let last = pages.len().saturating_sub(1);
                    for (n, shapes) in pages.into_iter().enumerate() {
                        let tall = shapes.iter().map(tall_of).fold(0.0, f64::max);
                        page.put(shapes, tall);
                        if n < last {
                            page.notes.block(block);
                            self.turn(section, &mut page, area, &mut earlier, out);
                        }
                    }
                }
                Stacked::Block(_) => {}
            }
            page.notes.block(block);
        }
        self.turn(section, &mut page, area, &mut earlier, out);
        out.extend(earlier.map(Page::finished));
    }

    /// For each of what waits, how tall the words right after it are.
    fn following(&self, waiting: &[(&'a Block, Stacked<'a>)], area: Area) -> Vec<f64> {
        let tall = |one: &Stacked<'a>| match one {
            Stacked::Text(said) => {
                Some(height(self.words.face, &resized(said, SIZES[2]), area.width()) + GAP)
            }
            Stacked::Block(_) => None,
        };
        let after = |n: usize| waiting[n + 1..].iter().map_while(|(_, one)| tall(one)).sum::<f64>();
        (0..waiting.len()).map(|n| after(n).min(area.height() / 2.0)).collect()
    }

    fn blank(&self, section: &Section) -> Slide {
        Slide {
            role: Role::TitleOnly,
            title: section.title.clone(),
            body: vec![],
            shapes: vec![],
            notes: vec![],
        }
    }

    /// Ends a page and begins another, unless nothing stands on it.
    /// The page before it is finished then.
    fn turn(
        &self,
        section: &Section,
        page: &mut Page<'a>,
        area: Area,
        earlier: &mut Option<Page<'a>>,
        out: &mut Vec<Slide>,
    ) {
        let fresh = Page { slide: self.blank(section), left: area, notes: self.notes() };
        if page.slide.shapes.is_empty() {
            return;
        }
        let done = std::mem::replace(page, fresh);
        out.extend(earlier.replace(done).map(Page::finished));
    }

    /// Running text alone, in the placeholder of the usual layout.
    fn words_alone(
        &self,
        section: &Section,
        waiting: Vec<(&'a Block, Stacked<'a>)>,
        out: &mut Vec<Slide>,
    ) {
        let text = |one: Stacked<'a>| match one {
            Stacked::Text(said) => said,
            Stacked::Block(_) => vec![],
        };
        let all: Vec<Paragraph> = waiting
            .iter()
            .flat_map(|(block, _)| list::paragraphs(block, self.words).unwrap_or_default())
            .collect();
        let (wide, tall) = self.room();
        let mut slide = |body: Vec<Paragraph>, notes: Notes<'a>| {
            let (role, title) = (Role::Content, section.title.clone());
            out.push(Slide { role, title, body, shapes: vec![], notes: notes.done() });
        };
        if let Some(body) = self.fit(&all) {
            let mut notes = self.notes();
            waiting.iter().for_each(|(block, _)| notes.block(block));
            slide(body, notes);
            return;
        }
        let mut page: Vec<Paragraph> = vec![];
        let mut notes = self.notes();
        let (size, area) = (SIZES[2], Area { x: 0, y: 0, wide: emu(wide), tall: emu(tall) });
        for (block, one) in waiting {
            for part in pieces(self.words.face, resized(&text(one), size), area) {
                let used =
                    height(self.words.face, &page, wide) + height(self.words.face, &part, wide);
                if used > tall && !page.is_empty() {
                    let notes = std::mem::replace(&mut notes, self.notes());
                    slide(std::mem::take(&mut page), notes);
                }
                page.extend(part);
                notes.block(block);
            }
        }
        if !page.is_empty() {
            slide(page, notes);
        }
    }
}

/// Few words that lead to a table or a chart.
struct Lead<'a> {
    paragraphs: Vec<Paragraph>,
    blocks: Vec<&'a Block>,
}

/// A page while it is filled.
struct Page<'a> {
    slide: Slide,
    left: Area,
    notes: Notes<'a>,
}

impl Page<'_> {
    fn finished(self) -> Slide {
        Slide { notes: self.notes.done(), ..self.slide }
    }

    fn put(&mut self, shapes: Vec<Shape>, tall: f64) {
        self.slide.shapes.extend(shapes);
        self.left = self.left.below(tall + GAP);
    }

    /// Words, joined to words right above them.
    fn words(&mut self, said: Vec<Paragraph>, tall: f64) {
        let area = self.left.top(tall + 1.0);
        self.left = self.left.below(tall + 4.0);
        let name = format!("Text {}", self.slide.shapes.len() + 1);
        self.slide.shapes.push(Shape::Words { name, area, paragraphs: said, ground: false });
    }
}

/// Whether words on it are too small to be read from afar.
fn is_small(shapes: &[Shape]) -> bool {
    shapes.iter().any(|shape| match shape {
        Shape::Words { paragraphs, .. } => {
            paragraphs.last().and_then(|one| one.size).is_some_and(|size| size < 14.0)
        }
        Shape::Chart { .. } | Shape::Picture { .. } | Shape::Table { .. } => false,
    })
}

fn tall_of(shape: &Shape) -> f64 {
    match shape {
        Shape::Words { area, .. }
        | Shape::Chart { area, .. }
        | Shape::Picture { area, .. }
        | Shape::Table { area, .. } => area.height(),
    }
}

/// Paragraphs in pieces of which each fits an area: whole if it does, else one by one.
fn pieces(face: Face, said: Vec<Paragraph>, area: Area) -> Vec<Vec<Paragraph>> {
    if height(face, &said, area.width()) <= area.height() {
        return vec![said];
    }
    said.into_iter().map(|paragraph| vec![paragraph]).collect()
}

/// What each symbol in the paper means.
fn symbols(document: &Document) -> Vec<String> {
    let figures = document.figures();
    let mut used: Vec<String> = vec![];
    for figure in &figures {
        if let Some((symbol, words)) = figure.cell.symbol().zip(crate::html::meaning(figure.cell)) {
            used.push(format!("{symbol} {words}"));
        }
    }
    for marker in Marker::ALL {
        if figures.iter().any(|figure| figure.markers.contains(marker)) {
            used.push(format!("[{}] {}", marker.letter(), marker.meaning()));
        }
    }
    used.sort();
    used.dedup();
    used
}
