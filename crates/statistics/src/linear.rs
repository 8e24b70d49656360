//! Small symmetric positive definite systems, by Cholesky factors of the matrix scaled to a unit
//! diagonal. A matrix that is not of full rank has no factors.

/// A pivot of a scaled matrix below this is rounding, not information.
const LEAST_PIVOT: f64 = 1e-10;

/// A symmetric matrix, whole, row by row.
#[derive(Debug, Clone)]
pub(crate) struct Symmetric {
    size: usize,
    values: Vec<f64>,
}

impl Symmetric {
    /// `size` × `size` zeros.
    pub(crate) fn zero(size: usize) -> Self {
        Self { size, values: vec![0.0; size * size] }
    }

    pub(crate) fn at(&self, row: usize, column: usize) -> f64 {
        self.values[row * self.size + column]
    }

    pub(crate) fn add(&mut self, row: usize, column: usize, value: f64) {
        self.values[row * self.size + column] += value;
    }

    /// Adds `weight`·x xᵀ.
    pub(crate) fn add_outer(&mut self, x: &[f64], weight: f64) {
        for (row, a) in x.iter().enumerate().filter(|(_, a)| **a != 0.0) {
            let values = &mut self.values[row * self.size..(row + 1) * self.size];
            values.iter_mut().zip(x).for_each(|(value, b)| *value += weight * a * b);
        }
    }

    /// Its factors; `None` unless it is positive definite and well enough conditioned.
    pub(crate) fn factor(&self) -> Option<Cholesky> {
        let size = self.size;
        let scale: Vec<f64> = (0..size).map(|i| 1.0 / self.at(i, i).sqrt()).collect();
        if !scale.iter().all(|scale| scale.is_finite()) {
            return None;
        }
        let mut lower = vec![0.0; size * size];
        for i in 0..size {
            for j in 0..=i {
                let (row, above) = (&lower[i * size..i * size + j], &lower[j * size..j * size + j]);
                let rest = self.at(i, j) * scale[i] * scale[j] - dot(row, above);
                if i != j {
                    lower[i * size + j] = rest / lower[j * size + j];
                } else if rest > LEAST_PIVOT {
                    lower[i * size + i] = rest.sqrt();
                } else {
                    // NaN comes here, too.
                    return None;
                }
            }
        }
        Some(Cholesky { size, scale, lower })
    }

    /// M = A S Aᵀ, where `left` is A: `rows` rows as wide as this.
    pub(crate) fn between(&self, left: &[f64], rows: usize) -> Symmetric {
        let size = self.size;
        let mut half = vec![0.0; rows * size];
        for row in 0..rows {
            for column in 0..size {
                half[row * size + column] =
                    (0..size).map(|k| left[row * size + k] * self.at(k, column)).sum();
            }
        }
        let mut out = Symmetric::zero(rows);
        for row in 0..rows {
            for column in 0..rows {
                let a = &half[row * size..(row + 1) * size];
                out.add(row, column, dot(a, &left[column * size..(column + 1) * size]));
            }
        }
        out
    }

    pub(crate) fn into_values(self) -> Vec<f64> {
        self.values
    }

    pub(crate) fn values(&self) -> &[f64] {
        &self.values
    }
}

/// Cholesky factors of a scaled matrix.
#[derive(Debug, Clone)]
pub(crate) struct Cholesky {
    size: usize,
    scale: Vec<f64>,
    lower: Vec<f64>,
}

impl Cholesky {
    /// The x with A x = `right`.
    pub(crate) fn solve(&self, right: &[f64]) -> Vec<f64> {
        let size = self.size;
        let mut x: Vec<f64> = right.iter().zip(&self.scale).map(|(r, scale)| r * scale).collect();
        for i in 0..size {
            let before = dot(&self.lower[i * size..i * size + i], &x[..i]);
            x[i] = (x[i] - before) / self.lower[i * size + i];
        }
        for i in (0..size).rev() {
            let after: f64 = (i + 1..size).map(|k| self.lower[k * size + i] * x[k]).sum();
            x[i] = (x[i] - after) / self.lower[i * size + i];
        }
        x.iter_mut().zip(&self.scale).for_each(|(x, scale)| *x *= scale);
        x
    }

    /// A⁻¹.
    pub(crate) fn inverse(&self) -> Symmetric {
        let mut out = Symmetric::zero(self.size);
        let mut unit = vec![0.0; self.size];
        for column in 0..self.size {
            unit[column] = 1.0;
            for (row, value) in self.solve(&unit).into_iter().enumerate() {
                out.add(row, column, value);
            }
            unit[column] = 0.0;
        }
        out
    }
}

/// Σ a·b.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inverse_undoes() {
        let mut m = Symmetric::zero(3);
        for row in [[1.0, 2.0, 0.0], [1.0, 3.0, 1.0], [1.0, -1.0, 4.0], [1.0, 0.5, 900.0]] {
            m.add_outer(&row, 2.0);
        }
        let inverse = m.factor().map(|factors| factors.inverse());
        let inverse = inverse.unwrap_or_else(|| Symmetric::zero(3));
        for row in 0..3 {
            for column in 0..3 {
                let product: f64 = (0..3).map(|k| m.at(row, k) * inverse.at(k, column)).sum();
                assert!((product - f64::from(u8::from(row == column))).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn columns_that_repeat_have_no_factors() {
        let mut m = Symmetric::zero(2);
        for x in [1.0, 2.0, 5.0] {
            m.add_outer(&[x, 3.0 * x], 1.0);
        }
        assert!(m.factor().is_none());
        assert!(Symmetric::zero(1).factor().is_none());
    }
}
