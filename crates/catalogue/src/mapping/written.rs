//! Writing a mapping, so that what is proposed can be kept, corrected and read again.

use std::fmt::Write;

use super::{DateOrder, DecimalMark, Mapping, Rows, TableCheck};

impl Mapping {
    /// The mapping as a file of the catalogue. Reading it gives the same mapping.
    pub fn to_toml(&self) -> String {
        let mut out = Writer(String::new());
        self.write_fields(&mut out);
        for cut in &self.breakdowns {
            out.table("breakdown");
            out.text("dimension", cut.dimension.as_str());
            out.list("column", &cut.column);
        }
        for value in &self.values {
            out.table("value");
            out.list("column", &value.column);
            out.text("holds", value.holds.word());
            out.maybe("measure", value.measure.as_ref().map(|measure| measure.as_str()));
            out.maybe("area", value.area.as_deref());
            out.flag("repeated", value.repeated);
            out.flag("of-the-whole", value.of_the_whole);
            out.flag("at-end", value.at_end);
            out.maybe("cut", value.cut.as_ref().map(ToString::to_string).as_deref());
        }
        for (text, means) in &self.symbols {
            out.table("symbol");
            out.text("text", text);
            out.text("means", means.word());
        }
        for skip in &self.skips {
            out.table("skip");
            out.list("column", &skip.column);
            out.list("texts", &skip.texts);
        }
        for check in &self.checks {
            out.table("check");
            match check {
                TableCheck::Columns { total, parts } => {
                    out.text("total", total);
                    out.list("parts", parts);
                }
                TableCheck::Percent { percent, part, whole } => {
                    out.text("percent", percent);
                    out.text("part", part);
                    out.text("whole", whole);
                }
                TableCheck::TotalRow { column, texts } => {
                    out.list("column", column);
                    out.list("texts", texts);
                }
                TableCheck::Above { after } => out.text("above", after),
            }
        }
        for known in &self.known_by {
            out.table("known-by");
            out.text("row", &known.row);
            out.text("column", &known.column);
            out.text("value", &known.value.to_string());
        }
        out.0
    }

    fn write_fields(&self, out: &mut Writer) {
        out.text("id", self.id.as_str());
        out.text("name", &self.name);
        out.text("source", self.source.as_str());
        let published = self.published.map(|vintage| vintage.to_string());
        out.maybe("published", published.as_deref());
        out.list("sheets", &self.sheets);
        out.list("area-column", &self.area_column);
        out.maybe("area", self.area.as_deref());
        let levels: Vec<String> = self.levels.iter().map(|level| level.word().to_owned()).collect();
        out.list("levels", &levels);
        out.list("period-column", &self.period_column);
        out.maybe("period-after", self.period_after.as_deref());
        out.text("period", self.period.word());
        out.maybe("date-order", self.date_order.map(DateOrder::word));
        out.flag("periods-across", self.periods_across);
        out.list("measure-column", &self.measure_column);
        out.maybe("measure", self.measure.as_ref().map(|measure| measure.as_str()));
        out.maybe("decimal-mark", self.decimal_mark.map(DecimalMark::word));
        if self.rows != Rows::Figures {
            out.text("rows", self.rows.word());
        }
        out.list("ignored", &self.ignored);
    }
}

/// Lines of TOML.
struct Writer(String);

impl Writer {
    fn line(&mut self, field: &str, value: &str) {
        self.0.push_str(field);
        self.0.push_str(" = ");
        self.0.push_str(value);
        self.0.push('\n');
    }

    fn text(&mut self, field: &str, text: &str) {
        let quoted = quoted(text);
        self.line(field, &quoted);
    }

    fn maybe(&mut self, field: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(field, text);
        }
    }

    fn flag(&mut self, field: &str, yes: bool) {
        if yes {
            self.line(field, "true");
        }
    }

    /// Nothing is written of an empty list.
    fn list(&mut self, field: &str, texts: &[String]) {
        if !texts.is_empty() {
            let items: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
            let items = format!("[{}]", items.join(", "));
            self.line(field, &items);
        }
    }

    fn table(&mut self, name: &str) {
        self.0.push_str("\n[[");
        self.0.push_str(name);
        self.0.push_str("]]\n");
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                // Writing to a text never fails.
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
