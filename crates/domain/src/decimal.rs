//! Exact decimal quantities: what a publisher printed, digit for digit.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use crate::ParseError;

/// `mantissa × 10^-scale`, so 73.9 is 739 with scale 1 and stays 73.9 in every database.
/// Two decimals are equal only if written alike (73.9 and 73.90 are two publications).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// All digits, with sign.
    pub mantissa: i64,
    /// How many of them stand after the point, 0 to 15.
    pub scale: u8,
}

impl Decimal {
    /// A whole number, such as a count.
    pub const fn whole(value: i64) -> Self {
        Self { mantissa: value, scale: 0 }
    }

    /// The nearest binary floating-point number, for statistics and drawing only.
    #[expect(clippy::cast_precision_loss, reason = "drawing and statistics work in f64")]
    pub fn to_f64(self) -> f64 {
        self.mantissa as f64 / 10f64.powi(i32::from(self.scale))
    }

    /// Compares the quantities, whatever their scales.
    pub fn compare(self, other: Self) -> Ordering {
        let scale = self.scale.max(other.scale);
        self.widened(scale).cmp(&other.widened(scale))
    }

    /// This less another, with as many digits after the point as the longer of them; none if that
    /// has too many digits to hold.
    pub fn less(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let difference = self.widened(scale) - other.widened(scale);
        Some(Self { mantissa: i64::try_from(difference).ok()?, scale })
    }

    fn widened(self, scale: u8) -> i128 {
        i128::from(self.mantissa) * 10i128.pow(u32::from(scale - self.scale))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.mantissa);
        }
        let unit = 10u64.pow(u32::from(self.scale));
        let digits = self.mantissa.unsigned_abs();
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let width = usize::from(self.scale);
        write!(f, "{sign}{}.{:0width$}", digits / unit, digits % unit)
    }
}

impl FromStr for Decimal {
    type Err = ParseError;

    /// Reads plain digits with an optional sign and point: no separators, no exponent.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let wrong = |why: &str| ParseError::new("a number", text, why);
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = whole.strip_prefix('-').unwrap_or(whole);
        let all_digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if digits.is_empty() || !all_digits(digits) || !all_digits(part) {
            return Err(wrong("use digits, and at most one point"));
        }
        if part.len() > 15 || (text.contains('.') && part.is_empty()) {
            return Err(wrong("use one to fifteen digits after the point"));
        }
        let mantissa = format!("{whole}{part}").parse();
        let mantissa = mantissa.map_err(|_| wrong("it has too many digits to hold"))?;
        Ok(Self { mantissa, scale: u8::try_from(part.len()).unwrap_or(15) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn decimals_keep_what_was_printed() {
        for text in ["0", "-36", "73.9", "73.90", "-0.05", "1107597"] {
            assert_eq!(text.parse::<Decimal>().unwrap().to_string(), text);
        }
        for text in ["", "-", "1,000", "1e3", "4.", ".5", "99999999999999999999", "NaN"] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
    }

    #[test]
    fn differences_are_exact() {
        let less = |a: &str, b: &str| {
            let [a, b] = [a, b].map(|text| text.parse::<Decimal>().unwrap());
            a.less(b).map(|d| d.to_string())
        };
        assert_eq!(less("83793", "81960").as_deref(), Some("1833"));
        assert_eq!(less("73.9", "74.05").as_deref(), Some("-0.15"));
        let most = Decimal::whole(i64::MAX);
        assert_eq!(most.less(Decimal::whole(-1)), None);
    }

    proptest! {
        #[test]
        fn order_is_that_of_the_quantities(a in -10_000i64..10_000, s in 0u8..4, t in 0u8..4) {
            let low = Decimal { mantissa: a * 10i64.pow(u32::from(s)), scale: s };
            let same = Decimal { mantissa: a * 10i64.pow(u32::from(t)), scale: t };
            prop_assert_eq!(low.compare(same), Ordering::Equal);
        }
    }
}
