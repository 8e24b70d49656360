//! Reading one TOML table field by field, noting every problem with its line.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use domain::ParseError;
use domain::diagnostic::Location;
use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::codes;
use crate::problems::Problems;

/// A file's text, for finding lines, and where its problems go.
#[derive(Clone, Copy)]
pub(crate) struct Source<'t> {
    file: &'t str,
    text: &'t str,
    problems: &'t Problems,
}

impl Source<'_> {
    fn line(&self, offset: usize) -> u64 {
        let before = self.text.as_bytes().get(..offset).unwrap_or_default();
        1 + before.iter().filter(|byte| **byte == b'\n').count() as u64
    }
}

/// A table being read. [`Table::finish`] reports every field that was never asked for.
pub(crate) struct Table<'t> {
    source: Source<'t>,
    fields: &'t DeTable<'t>,
    /// The line the table begins on.
    pub(crate) line: u64,
    asked: BTreeSet<&'static str>,
}

/// Reads a TOML file as a table and hands it over; a file that is not TOML is reported instead, with
/// every error in it.
pub(crate) fn read_toml<T>(
    file: &str,
    bytes: &[u8],
    problems: &Problems,
    read: impl FnOnce(Table<'_>) -> Option<T>,
) -> Option<T> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        let message = "the file is not UTF-8 text";
        problems.error(&codes::UNREADABLE_FILE, Location::file(file), message);
        return None;
    };
    let source = Source { file, text, problems };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let line = source.line(error.span().map_or(0, |span| span.start));
        let at = Location::line(file, line);
        problems.error(&codes::UNREADABLE_FILE, at, error.message());
    }
    if !errors.is_empty() {
        return None;
    }
    read(Table::new(source, table.get_ref(), 1))
}

impl<'t> Table<'t> {
    fn new(source: Source<'t>, fields: &'t DeTable<'t>, line: u64) -> Self {
        let asked = BTreeSet::new();
        Self { source, fields, line, asked }
    }

    /// The file's name.
    pub(crate) fn file(&self) -> &'t str {
        self.source.file
    }

    /// The line a field's value stands on; the table's own if it is not written.
    pub(crate) fn line_of(&self, field: &str) -> u64 {
        let value = self.fields.get(field);
        value.map_or(self.line, |v| self.source.line(v.span().start))
    }

    /// The lines of all fields.
    pub(crate) fn lines(&self) -> BTreeMap<String, u64> {
        let line = |value: &Spanned<DeValue<'_>>| self.source.line(value.span().start);
        let fields = self.fields.iter();
        fields.map(|(name, value)| (name.get_ref().to_string(), line(value))).collect()
    }

    /// Reports a value that is not what it should be.
    pub(crate) fn wrong(&self, field: &str, message: impl Into<String>) {
        let at = Location::line(self.source.file, self.line_of(field)).in_column(field);
        self.source.problems.error(&codes::UNREADABLE_VALUE, at, message);
    }

    /// Whether a field that must be there is; reported otherwise.
    fn present(&mut self, field: &'static str) -> bool {
        self.asked.insert(field);
        let present = self.fields.contains_key(field);
        if !present {
            self.missing(field);
        }
        present
    }

    fn missing(&self, field: &str) {
        let at = Location::line(self.source.file, self.line).in_column(field);
        let message = format!("`{field}` is not written");
        self.source.problems.error(&codes::MISSING_FIELD, at, message);
    }

    fn value(&mut self, field: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.asked.insert(field);
        self.fields.get(field)
    }

    fn of_kind<T>(
        &mut self,
        field: &'static str,
        kind: &str,
        take: impl FnOnce(&'t DeValue<'t>) -> Option<T>,
    ) -> Option<T> {
        let value = self.value(field)?.get_ref();
        let taken = take(value);
        if taken.is_none() {
            let found = value.type_str();
            self.wrong(field, format!("`{field}` should be {kind}, not {found}"));
        }
        taken
    }

    /// A text; empty text counts as wrong, because nothing written is said by leaving it out.
    pub(crate) fn text(&mut self, field: &'static str) -> Option<String> {
        let filled = |value: &DeValue<'_>| {
            let text = value.as_str()?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        self.of_kind(field, "a text that is not empty", filled)
    }

    /// A text that must be there; reported and empty otherwise.
    pub(crate) fn need_text(&mut self, field: &'static str) -> String {
        let present = self.present(field);
        let text = present.then(|| self.text(field)).flatten();
        text.unwrap_or_default()
    }

    /// A text read as a value of its own kind.
    pub(crate) fn parsed<T: FromStr<Err = ParseError>>(
        &mut self,
        field: &'static str,
    ) -> Option<T> {
        let text = self.text(field)?;
        let parsed = text.parse();
        parsed.map_err(|error: ParseError| self.wrong(field, error.to_string())).ok()
    }

    /// The same, for a field that must be there.
    pub(crate) fn need_parsed<T: FromStr<Err = ParseError>>(
        &mut self,
        field: &'static str,
    ) -> Option<T> {
        self.present(field).then(|| self.parsed(field)).flatten()
    }

    /// A word of a vocabulary.
    pub(crate) fn word<T: Copy>(
        &mut self,
        field: &'static str,
        all: &[T],
        word: fn(T) -> &'static str,
    ) -> Option<T> {
        let text = self.text(field)?;
        let found = all.iter().copied().find(|item| word(*item) == text);
        if found.is_none() {
            let words: Vec<_> = all.iter().map(|item| word(*item)).collect();
            let message = format!("`{text}` is none of: {}", words.join(", "));
            self.unknown_word(field, message);
        }
        found
    }

    /// The same, for a field that must be there.
    pub(crate) fn need_word<T: Copy>(
        &mut self,
        field: &'static str,
        all: &[T],
        word: fn(T) -> &'static str,
    ) -> Option<T> {
        let present = self.present(field);
        present.then(|| self.word(field, all, word)).flatten()
    }

    /// Reports a word outside its vocabulary.
    pub(crate) fn unknown_word(&self, field: &str, message: impl Into<String>) {
        let at = Location::line(self.source.file, self.line_of(field)).in_column(field);
        self.source.problems.error(&codes::UNKNOWN_WORD, at, message);
    }

    /// Whether something is so; not, if nothing is written.
    pub(crate) fn yes(&mut self, field: &'static str) -> bool {
        self.of_kind(field, "true or false", DeValue::as_bool).unwrap_or(false)
    }

    /// A list of texts with their lines; none if it is not written.
    pub(crate) fn texts(&mut self, field: &'static str) -> Vec<(String, u64)> {
        let list = self.of_kind(field, "a list of texts", DeValue::as_array);
        let mut out = Vec::new();
        for item in list.into_iter().flat_map(|list| list.iter()) {
            let line = self.source.line(item.span().start);
            match item.get_ref().as_str() {
                Some(text) => out.push((text.to_owned(), line)),
                None => self.wrong(field, format!("`{field}` should hold texts only")),
            }
        }
        out
    }

    /// A list of texts, each read as a value of its own kind.
    pub(crate) fn parsed_list<T: FromStr<Err = ParseError>>(
        &mut self,
        field: &'static str,
    ) -> Vec<T> {
        let mut out = Vec::new();
        for (text, _) in self.texts(field) {
            match text.parse() {
                Ok(item) => out.push(item),
                Err(error) => self.wrong(field, ParseError::to_string(&error)),
            }
        }
        out
    }

    /// A whole number that fits the kind asked for.
    pub(crate) fn whole<T: TryFrom<i64>>(&mut self, field: &'static str) -> Option<T> {
        self.of_kind(field, "a whole number in range", whole_of)
    }

    /// The same, for a field that must be there.
    pub(crate) fn need_whole<T: TryFrom<i64>>(&mut self, field: &'static str) -> Option<T> {
        self.present(field).then(|| self.whole(field)).flatten()
    }

    /// Whether a field says `true`; false if it is not written.
    pub(crate) fn flag(&mut self, field: &'static str) -> bool {
        self.of_kind(field, "true or false", DeValue::as_bool).unwrap_or(false)
    }

    /// A list of whole numbers.
    pub(crate) fn wholes<T: TryFrom<i64>>(&mut self, field: &'static str) -> Vec<T> {
        let all = |value: &DeValue<'_>| {
            let list = value.as_array()?.iter();
            list.map(|item| whole_of(item.get_ref())).collect()
        };
        self.of_kind(field, "a list of whole numbers in range", all).unwrap_or_default()
    }

    /// A date, written bare (`2017-04-01`).
    pub(crate) fn date(&mut self, field: &'static str) -> Option<Date> {
        self.of_kind(field, "a date such as 2017-04-01", |value| {
            let date = value.as_datetime()?;
            if date.time.is_some() || date.offset.is_some() {
                return None;
            }
            let date = date.date?;
            let (month, day) = (date.month.try_into().ok()?, date.day.try_into().ok()?);
            Date::new(date.year.try_into().ok()?, month, day).ok()
        })
    }

    /// The same, for a field that must be there.
    pub(crate) fn need_date(&mut self, field: &'static str) -> Option<Date> {
        self.present(field).then(|| self.date(field)).flatten()
    }

    /// The tables of a list, in order; none if it is not written.
    pub(crate) fn tables(&mut self, field: &'static str) -> Vec<Table<'t>> {
        let list = self.of_kind(field, "a list of tables", DeValue::as_array);
        let mut out = Vec::new();
        for item in list.into_iter().flat_map(|list| list.iter()) {
            let line = self.source.line(item.span().start);
            match item.get_ref().as_table() {
                Some(fields) => out.push(Table::new(self.source, fields, line)),
                None => self.wrong(field, format!("`{field}` should hold tables only")),
            }
        }
        out
    }

    /// A table whose field names are free, each with a list of texts and their lines.
    pub(crate) fn text_lists(&mut self, field: &'static str) -> Vec<(String, Vec<(String, u64)>)> {
        let Some(fields) = self.of_kind(field, "a table", DeValue::as_table) else {
            return Vec::new();
        };
        let mut out = Vec::new();
        for (name, value) in fields {
            let items = value.get_ref().as_array();
            let texts: Option<Vec<_>> = items.and_then(|items| {
                let text = |item: &Spanned<DeValue<'_>>| {
                    let line = self.source.line(item.span().start);
                    Some((item.get_ref().as_str()?.to_owned(), line))
                };
                items.iter().map(text).collect()
            });
            match texts {
                Some(texts) => out.push((name.get_ref().to_string(), texts)),
                None => self.wrong(
                    field,
                    format!("`{name}` should be a list of texts", name = name.get_ref()),
                ),
            }
        }
        out
    }

    /// Reports every field that was never asked for.
    pub(crate) fn finish(self) {
        for (name, _) in self.fields {
            if !self.asked.contains(name.get_ref().as_ref()) {
                let line = self.source.line(name.span().start);
                let at = Location::line(self.source.file, line).in_column(name.get_ref());
                let message = format!("`{}` is not a field here", name.get_ref());
                self.source.problems.error(&codes::UNKNOWN_FIELD, at, message);
            }
        }
    }
}

fn whole_of<T: TryFrom<i64>>(value: &DeValue<'_>) -> Option<T> {
    let integer = value.as_integer()?;
    let number = i64::from_str_radix(integer.as_str(), integer.radix()).ok()?;
    T::try_from(number).ok()
}
