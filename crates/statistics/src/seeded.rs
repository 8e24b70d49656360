//! Chance without a clock: numbers that look drawn by lot and are the same for the same seed.
//!
//! Wherever a method here draws lots (a bootstrap, a simulated critical value), the caller passes
//! the seed and it is printed with the result, so that anyone gets the same figure again. It is no
//! source of secrets.
//!
//! - **Method:** a counter stepped by the golden ratio's 64 bits and mixed (the SplitMix64 design);
//!   normal deviates by Marsaglia's polar rejection.
//! - **Edges:** every seed is allowed, 0 among them.

/// A stream of numbers that its seed decides.
///
/// ```
/// use statistics::seeded::Seeded;
/// let (mut one, mut again) = (Seeded::new(7), Seeded::new(7));
/// assert_eq!(one.bits(), again.bits());
/// assert!((0.0..1.0).contains(&one.uniform()));
/// assert!(one.below(6) < 6);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Seeded {
    state: u64,
    spare: Option<f64>,
}

impl Seeded {
    /// The stream of `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { state: seed, spare: None }
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform in 0 ≤ u < 1, in steps of 2⁻⁵³.
    pub fn uniform(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A whole number under `end`; 0 when `end` is 0. Its bias is below `end`/2⁶⁴.
    pub fn below(&mut self, end: usize) -> usize {
        let product = u128::from(self.bits()) * (end as u128);
        usize::try_from(product >> 64).unwrap_or(0)
    }

    /// A standard normal deviate.
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        loop {
            let (u, v) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let square = u * u + v * v;
            if square > 0.0 && square < 1.0 {
                let stretch = (-2.0 * square.ln() / square).sqrt();
                self.spare = Some(v * stretch);
                return u * stretch;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first outputs of SplitMix64 for seed 1234567, as its authors publish them.
    #[test]
    fn bits_are_those_of_the_design() {
        let mut stream = Seeded::new(1_234_567);
        let first: [u64; 3] = std::array::from_fn(|_| stream.bits());
        assert_eq!(
            first,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn normal_deviates_have_normal_tails() {
        const DRAWS: u32 = 40_000;
        let mut stream = Seeded::new(3);
        let beyond = (0..DRAWS).filter(|_| stream.normal().abs() > 1.959_964).count() as f64;
        // 5 %, within four binomial standard errors.
        let (n, p) = (f64::from(DRAWS), 0.05);
        assert!((beyond / n - p).abs() < 4.0 * (p * (1.0 - p) / n).sqrt());
    }
}
