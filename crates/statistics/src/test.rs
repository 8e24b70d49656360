//! Tests that compare two proportions or two rates.
//!
//! Each result carries the difference or ratio, its interval and its p-value; none says
//! "significant", which depends on how many comparisons were looked at.

mod proportions;
mod rates;

pub use proportions::{ProportionTest, two_proportions};
pub use rates::{RateRatioTest, exact_rate_ratio};
