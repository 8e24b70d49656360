//! The texts that the cells of a workbook share.

use std::borrow::Cow;
use std::io::Read;

use quick_xml::events::Event;

use crate::workbook::marks::{Fault, LONGEST_TEXT, Marks, attribute, referred};

/// All texts together may take so many bytes.
const MOST_BYTES: usize = 16 << 20;
/// A workbook may share so many texts.
const MOST_TEXTS: usize = 1_000_000;

/// Texts by their number, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Texts {
    all: String,
    ends: Vec<usize>,
}

impl Texts {
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.all.get(start..end)
    }

    pub(super) fn read(part: impl Read) -> Result<Self, Fault> {
        let mut texts = Self::default();
        let mut marks = Marks::new(part);
        // Of the text that is open: where its run begins, and whether outer space counts.
        let (mut run, mut preserved, mut open, mut aid) = (0, false, false, false);
        loop {
            match marks.next()? {
                Event::Start(mark) => match mark.local_name().as_ref() {
                    "rPh" => aid = true,
                    "t" if !aid => {
                        (run, open) = (texts.all.len(), true);
                        preserved = attribute(&mark, "space").as_deref() == Some("preserve");
                    }
                    _ => {}
                },
                Event::Text(text) if open => texts.add(&text.xml10_content())?,
                Event::CData(text) if open => texts.add(&text.xml10_content())?,
                Event::GeneralRef(reference) if open => texts.add(&referred(&reference)?)?,
                Event::End(mark) => match mark.local_name().as_ref() {
                    "rPh" => aid = false,
                    "t" if open => {
                        let last = texts.all.split_off(run);
                        texts.all.push_str(&unescaped(&last, preserved));
                        open = false;
                    }
                    "si" => texts.end()?,
                    "sst" => return Ok(texts),
                    _ => {}
                },
                Event::Eof => return Err(Fault::damaged("its texts end too early")),
                _ => {}
            }
        }
    }

    fn add(&mut self, text: &str) -> Result<(), Fault> {
        self.all.push_str(text);
        let own = self.all.len() - self.ends.last().copied().unwrap_or(0);
        if own > LONGEST_TEXT {
            let why = format!("the text of a cell is longer than {LONGEST_TEXT} bytes");
            return Err(Fault::TooLarge(why));
        }
        if self.all.len() > MOST_BYTES {
            let why = format!("the texts of its cells take more than {} MiB", MOST_BYTES >> 20);
            return Err(Fault::TooLarge(why));
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        self.ends.push(self.all.len());
        if self.ends.len() > MOST_TEXTS {
            return Err(Fault::TooLarge(format!("its cells share more than {MOST_TEXTS} texts")));
        }
        Ok(())
    }
}

/// A text with `_x000D_` as the letter it stands for, and without outer space unless that counts.
pub(super) fn unescaped(text: &str, preserved: bool) -> Cow<'_, str> {
    let outer = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
    let text = if preserved { text } else { text.trim_matches(outer) };
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let code = rest.get(2..6).filter(|_| rest.as_bytes().get(6) == Some(&b'_'));
        let hex = code.filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        let letter = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        let taken = letter.map_or(2, |_| 7);
        out.push_str(&letter.map_or_else(|| "_x".to_owned(), String::from));
        rest = &rest[taken..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn escaped_letters_are_read() {
        assert_eq!(unescaped("a_x000D_b", false), "a\rb");
        assert_eq!(unescaped("_x0041__x0042_", false), "AB");
        assert_eq!(unescaped("_x_x00_xD800_x000D", false), "_x_x00_xD800_x000D");
        assert_eq!(unescaped(" a ", false), "a");
        assert_eq!(unescaped(" a ", true), " a ");
        assert_eq!(unescaped("_x00é0_", false), "_x00é0_");
    }
}
