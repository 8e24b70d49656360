//! Values from R 4.5 (`pt`, `qt`, `pbinom`, `binom.test`) and from identities.

use super::*;

fn close(a: f64, b: f64, tolerance: f64) {
    assert!((a - b).abs() <= tolerance * b.abs(), "{a} is not {b}");
}

#[test]
fn normal_quantiles() {
    close(normal_quantile_upper(0.025), 1.959_963_984_540_054, 1e-14);
    close(normal_quantile_upper(0.001), 3.090_232_306_167_813_5, 1e-14);
    close(normal_upper(1.959_963_984_540_054), 0.025, 1e-14);
}

#[test]
fn student_quantiles() {
    // t tables: 2.200985 (11 df), 12.7062 (1 df), 2.570582 (5 df).
    close(student_quantile(0.05, 11.0), 2.200_985_160_082_949, 1e-11);
    close(student_quantile(0.05, 1.0), 12.706_204_736_174_7, 1e-11);
    close(student_quantile(0.05, 5.0), 2.570_581_835_636_314, 1e-11);
    close(student_two_sided(1.0, 1.0), 0.5, 1e-13);
}

#[test]
fn incomplete_beta_of_whole_numbers_is_a_binomial_tail() {
    // P(X >= 3 of 10, p = 0.3) = 1 - 0.3827827864.
    close(incomplete_beta(3.0, 8.0, 0.3, 0.7), 1.0 - 0.382_782_786_4, 1e-12);
    // Symmetry at a hundred million: the median of Beta(a, a) is a half.
    close(incomplete_beta(1e8, 1e8, 0.5, 0.5), 0.5, 1e-9);
}

#[test]
fn poisson_limits_of_zero_are_minus_log_of_the_tail() {
    let (lower, upper) = poisson_limits(0.0, 0.025);
    assert_eq!(lower, 0.0);
    close(upper, -(0.025_f64.ln()), 1e-13);
}

#[test]
fn the_two_sided_binomial_is_one_at_the_mean_and_symmetric_at_a_half() {
    assert_eq!(binomial_two_sided(50, 100, 0.5, 0.5), 1.0);
    for x in 0..50 {
        let (a, b) =
            (binomial_two_sided(x, 99, 0.5, 0.5), binomial_two_sided(99 - x, 99, 0.5, 0.5));
        close(a, b, 1e-12);
    }
    // 0 of 10 at a half: two outcomes of 1024.
    close(binomial_two_sided(0, 10, 0.5, 0.5), 2.0 / 1024.0, 1e-13);
}

#[test]
fn the_two_sided_binomial_adds_what_is_no_likelier() {
    for (n, p) in [(17_u64, 0.31), (40, 0.77), (9, 0.02), (25, 0.5)] {
        let at = |k: u64| binomial_probability(k as f64, (n - k) as f64, p, 1.0 - p);
        for x in 0..=n {
            let plain: f64 = (0..=n).map(at).filter(|v| *v <= at(x) * (1.0 + 1e-7)).sum();
            close(binomial_two_sided(x, n, p, 1.0 - p), plain.min(1.0), 1e-11);
        }
    }
}
