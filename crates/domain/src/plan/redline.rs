//! What was struck out of a text and what was put in, word by word (SF-141).

use std::fmt;

/// Texts of more words together than this are told as replaced whole: the work grows with the
/// product of their lengths, and nobody reads such a redline.
const MOST_PAIRS: usize = 4_000_000;

/// A run of words that was kept, struck out or put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RedlineRun {
    /// As before.
    Kept(String),
    /// No longer there.
    Struck(String),
    /// New.
    Put(String),
}

/// A text against the one before it. Runs of the same kind never stand side by side.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Redline {
    /// The runs, in reading order; where words were replaced, the old ones come first.
    pub runs: Vec<RedlineRun>,
}

impl Redline {
    /// Compares two texts by their words; spacing does not count.
    pub fn between(before: &str, after: &str) -> Self {
        let (old, new): (Vec<&str>, Vec<&str>) =
            (before.split_whitespace().collect(), after.split_whitespace().collect());
        let same_start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        let (old_rest, new_rest) = (old.get(same_start..), new.get(same_start..));
        let (old_rest, new_rest) = (old_rest.unwrap_or_default(), new_rest.unwrap_or_default());
        let mut out = Self::default();
        old.iter().take(same_start).for_each(|word| out.kept(word));
        if old_rest.len().saturating_mul(new_rest.len()) > MOST_PAIRS {
            old_rest.iter().for_each(|word| out.struck(word));
            new_rest.iter().for_each(|word| out.put(word));
        } else {
            out.follow(old_rest, new_rest);
        }
        out
    }

    /// Whether nothing was struck out or put in.
    pub fn is_unchanged(&self) -> bool {
        self.runs.iter().all(|run| matches!(run, RedlineRun::Kept(_)))
    }

    /// The text before.
    pub fn before(&self) -> String {
        self.words(|run| match run {
            RedlineRun::Kept(words) | RedlineRun::Struck(words) => Some(words),
            RedlineRun::Put(_) => None,
        })
    }

    /// The text after.
    pub fn after(&self) -> String {
        self.words(|run| match run {
            RedlineRun::Kept(words) | RedlineRun::Put(words) => Some(words),
            RedlineRun::Struck(_) => None,
        })
    }

    fn words(&self, pick: impl Fn(&RedlineRun) -> Option<&String>) -> String {
        self.runs.iter().filter_map(pick).map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// Follows a longest common run of words.
    fn follow(&mut self, old: &[&str], new: &[&str]) {
        let lengths = common_lengths(old, new);
        let length =
            |i: usize, j: usize| lengths.get(i * (new.len() + 1) + j).copied().unwrap_or_default();
        let (mut i, mut j) = (0, 0);
        loop {
            match (old.get(i), new.get(j)) {
                (Some(a), Some(b)) if a == b => {
                    self.kept(a);
                    (i, j) = (i + 1, j + 1);
                }
                (Some(a), b) if b.is_none() || length(i + 1, j) >= length(i, j + 1) => {
                    self.struck(a);
                    i += 1;
                }
                (_, Some(b)) => {
                    self.put(b);
                    j += 1;
                }
                (_, None) => break,
            }
        }
    }

    fn kept(&mut self, word: &str) {
        match self.runs.last_mut() {
            Some(RedlineRun::Kept(words)) => extend(words, word),
            _ => self.runs.push(RedlineRun::Kept(word.to_owned())),
        }
    }

    /// Struck words go before words put in at the same place.
    fn struck(&mut self, word: &str) {
        let place = match self.runs.as_mut_slice() {
            [.., RedlineRun::Struck(words)] => return extend(words, word),
            [.., RedlineRun::Struck(words), RedlineRun::Put(_)] => return extend(words, word),
            [.., RedlineRun::Put(_)] => self.runs.len() - 1,
            _ => self.runs.len(),
        };
        self.runs.insert(place, RedlineRun::Struck(word.to_owned()));
    }

    fn put(&mut self, word: &str) {
        match self.runs.last_mut() {
            Some(RedlineRun::Put(words)) => extend(words, word),
            _ => self.runs.push(RedlineRun::Put(word.to_owned())),
        }
    }
}

fn extend(words: &mut String, word: &str) {
    words.push(' ');
    words.push_str(word);
}

/// For every pair of places, how many words the texts from there on have in common, in order.
fn common_lengths(old: &[&str], new: &[&str]) -> Vec<u32> {
    let width = new.len() + 1;
    let mut lengths = vec![0_u32; (old.len() + 1) * width];
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            let at = |i: usize, j: usize| lengths.get(i * width + j).copied().unwrap_or_default();
            let length = if a == b { at(i + 1, j + 1) + 1 } else { at(i + 1, j).max(at(i, j + 1)) };
            if let Some(place) = lengths.get_mut(i * width + j) {
                *place = length;
            }
        }
    }
    lengths
}

impl fmt::Display for Redline {
    /// `kept [-struck-] {+put+}`, as usual in plain text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, run) in self.runs.iter().enumerate() {
            let space = if n == 0 { "" } else { " " };
            match run {
                RedlineRun::Kept(words) => write!(f, "{space}{words}")?,
                RedlineRun::Struck(words) => write!(f, "{space}[-{words}-]")?,
                RedlineRun::Put(words) => write!(f, "{space}{{+{words}+}}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(before: &str, after: &str) -> String {
        Redline::between(before, after).to_string()
    }

    /// SF-141: a redline can be read.
    #[test]
    fn words_struck_stand_before_words_put() {
        assert_eq!(told("reduce all crime", "reduce all crime"), "reduce all crime");
        assert_eq!(told("", "new words"), "{+new words+}");
        assert_eq!(told("old words", ""), "[-old words-]");
        assert_eq!(
            told("reduce all crime now", "reduce violent crime"),
            "reduce [-all-] {+violent+} crime [-now-]"
        );
        assert_eq!(told("a b c", "x y z"), "[-a b c-] {+x y z+}");
    }

    #[test]
    fn very_long_texts_are_replaced_whole() {
        let (a, b) = ("a ".repeat(3000), "b ".repeat(3000));
        assert_eq!(Redline::between(&a, &b).runs.len(), 2);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_off(a in "([a-c] ){0,12}", b in "([a-c] ){0,12}") {
            let redline = Redline::between(&a, &b);
            prop_assert_eq!(redline.before(), a.trim());
            prop_assert_eq!(redline.after(), b.trim());
            prop_assert_eq!(redline.is_unchanged(), a.trim() == b.trim());
            let kind = |run: &RedlineRun| std::mem::discriminant(run);
            prop_assert!(redline.runs.windows(2).all(|w| kind(&w[0]) != kind(&w[1])));
        }
    }
}
