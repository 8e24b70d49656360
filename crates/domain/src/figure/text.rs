//! Writing numbers for people: rounding once, half away from zero, and thousands separated.

use super::{Exact, Format};

/// The minus sign, which is as wide as the plus sign.
const MINUS: char = '\u{2212}';

/// Rounds to `decimals` digits after the point, half away from zero: the digits as one integer.
///
/// Ratios of whole numbers are rounded exactly. A real is rounded by its shortest decimal text, so
/// that 0.285 gives 0.29 as a person would expect.
pub fn rounded(exact: Exact, decimals: u8) -> i128 {
    let unit = 10i128.pow(u32::from(decimals));
    match exact {
        Exact::Whole(value) => i128::from(value) * unit,
        Exact::Ratio { numerator, denominator } => divide(numerator * unit, denominator),
        Exact::Real(value) => round_real(value, decimals),
    }
}

fn divide(numerator: i128, denominator: i128) -> i128 {
    let half = denominator / 2 + denominator % 2;
    let (whole, rest) = (numerator / denominator, numerator % denominator);
    if rest.abs() >= half { whole + rest.signum() } else { whole }
}

fn round_real(value: f64, decimals: u8) -> i128 {
    let text = format!("{value}");
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let wanted = usize::from(decimals);
    let kept: String = part.chars().chain(std::iter::repeat('0')).take(wanted).collect();
    let up = part.as_bytes().get(wanted).is_some_and(|digit| *digit >= b'5');
    let digits: i128 = format!("{}{kept}", whole.trim_start_matches('-')).parse().unwrap_or(0);
    let digits = digits + i128::from(up);
    if value < 0.0 { -digits } else { digits }
}

fn grouped(digits: i128, decimals: u8) -> String {
    let width = usize::from(decimals) + 1;
    let all = format!("{:0width$}", digits.unsigned_abs());
    let (whole, part) = all.split_at(all.len() - usize::from(decimals));
    let mut out = String::new();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if decimals > 0 {
        out.push('.');
        out.push_str(part);
    }
    out
}

fn signed(exact: Exact, decimals: u8, plus: bool) -> String {
    let digits = rounded(exact, decimals);
    let sign = match digits {
        0 => "",
        _ if digits < 0 => return format!("{MINUS}{}", grouped(digits, decimals)),
        _ if plus => "+",
        _ => "",
    };
    format!("{sign}{}", grouped(digits, decimals))
}

fn ordinal(rank: i128) -> String {
    let ending = match (rank % 100, rank % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{rank}{ending}")
}

/// Writes a quantity.
pub fn write(exact: Exact, format: Format) -> String {
    match format {
        Format::Number { decimals } => signed(exact, decimals, false),
        Format::Signed { decimals } => signed(exact, decimals, true),
        Format::Percent { decimals } => signed(exact, decimals, false) + "%",
        Format::SignedPercent { decimals } => signed(exact, decimals, true) + "%",
        Format::Rank => ordinal(rounded(exact, 0)),
        Format::Probability if exact.to_f64() < 0.001 => "under 0.001".into(),
        Format::Probability => signed(exact, 3, false),
    }
}
