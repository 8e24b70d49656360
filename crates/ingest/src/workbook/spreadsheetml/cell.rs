//! One cell of a sheet while it is read.

use quick_xml::events::BytesStart;

use super::texts::{Texts, unescaped};
use crate::workbook::marks::{Fault, LONGEST_TEXT, attribute};
use crate::workbook::{Value, text_value};

/// Row and column from 0, of a place such as `AB12`.
pub(super) fn address(place: &str) -> Option<(u32, u32)> {
    let letters = place.len() - place.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let (letters, digits) = place.split_at(letters);
    if !(1..=3).contains(&letters.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let upper = letters.bytes().map(|b| u32::from(b.to_ascii_uppercase() - b'A') + 1);
    let column = upper.fold(0, |column, letter| column * 26 + letter);
    let row: u32 = digits.parse().ok()?;
    Some((row.checked_sub(1)?, column - 1))
}

/// What of a cell is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Value,
    /// A text of its own, and whether its outer space counts.
    Text {
        preserved: bool,
    },
}

pub(super) struct OpenCell {
    kind: Option<String>,
    inside: Inside,
    /// Inside a reading aid, which is no part of the text.
    aid: bool,
    formula: bool,
    value: String,
    /// Its own text, and where the run of it that is being read begins.
    text: String,
    run: usize,
}

impl OpenCell {
    pub(super) fn new(kind: Option<String>) -> Self {
        let (value, text) = (String::new(), String::new());
        Self { kind, inside: Inside::Nothing, aid: false, formula: false, value, text, run: 0 }
    }

    pub(super) fn open(&mut self, name: &str, mark: &BytesStart<'_>) {
        match name {
            "v" => self.inside = Inside::Value,
            "f" => self.formula = true,
            "rPh" => self.aid = true,
            "t" if !self.aid => {
                let preserved = attribute(mark, "space").as_deref() == Some("preserve");
                (self.inside, self.run) = (Inside::Text { preserved }, self.text.len());
            }
            _ => {}
        }
    }

    pub(super) fn add(&mut self, text: &str) -> Result<(), Fault> {
        let to = match self.inside {
            Inside::Nothing => return Ok(()),
            Inside::Value => &mut self.value,
            Inside::Text { .. } => &mut self.text,
        };
        to.push_str(text);
        if to.len() > LONGEST_TEXT {
            let why = format!("the text of a cell is longer than {LONGEST_TEXT} bytes");
            return Err(Fault::TooLarge(why));
        }
        Ok(())
    }

    pub(super) fn close(&mut self, name: &str) {
        match (name, self.inside) {
            ("rPh", _) => self.aid = false,
            ("t", Inside::Text { preserved }) => {
                let run = self.text.split_off(self.run);
                self.text.push_str(&unescaped(&run, preserved));
                self.inside = Inside::Nothing;
            }
            ("v", Inside::Value) => self.inside = Inside::Nothing,
            _ => {}
        }
    }

    /// Whether a program wrote a formula and nobody calculated it.
    pub(super) fn is_not_calculated(&self) -> bool {
        let number = matches!(self.kind.as_deref(), None | Some("n"));
        self.formula && number && self.value.trim().is_empty() && self.text.is_empty()
    }

    pub(super) fn value(self, texts: &Texts) -> Result<Option<Value>, Fault> {
        let value = self.value;
        let blank = value.trim().is_empty();
        Ok(match self.kind.as_deref() {
            Some("inlineStr" | "is") => text_value(&self.text),
            Some("str") => text_value(&unescaped(&value, true)),
            // An error such as #REF!, or a day as text.
            Some("e" | "d") => text_value(&value),
            Some("s") if blank => None,
            Some("s") => {
                let place = value.trim().parse().ok();
                let text = place.and_then(|place| texts.get(place));
                let none = || Fault::damaged(format!("there is no shared text {value}"));
                text_value(text.ok_or_else(none)?)
            }
            Some("b") if blank => None,
            Some("b") => Some(Value::Text(
                match value.trim().to_ascii_lowercase().as_str() {
                    "1" | "true" => "true",
                    "0" | "false" => "false",
                    _ => {
                        return Err(Fault::damaged(format!(
                            "\"{value}\" is neither true nor false"
                        )));
                    }
                }
                .to_owned(),
            )),
            None | Some("n") if blank => text_value(&self.text),
            None | Some("n") => match value.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => Some(Value::Number(number)),
                _ => text_value(&value),
            },
            Some(kind) => return Err(Fault::damaged(format!("no cell is of the kind {kind}"))),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn places_are_read() {
        assert_eq!(address("A1"), Some((0, 0)));
        assert_eq!(address("xfd1048576"), Some((1_048_575, 16_383)));
        for wrong in ["", "A", "1", "A0", "AAAA1", "A-1", "A99999999999", "É1", "A1B"] {
            assert_eq!(address(wrong), None, "{wrong}");
        }
    }
}
