//! Moves within linear equations: a bounded simplex method in floating point.
//!
//! What it finds is a proposal. Whoever asks rounds it to whole numbers and checks every equation
//! exactly, so an error of rounding here can withhold one cell too many and can reveal none.

/// One way to move: from zero up to `upper`, changing the rows it stands in.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Row and coefficient.
    pub(super) entries: Vec<(usize, f64)>,
    /// How far it may move, above zero.
    pub(super) upper: f64,
    /// What a step of one is worth; negative is a cost.
    pub(super) gain: f64,
}

const EPSILON: f64 = 1e-9;
/// After so many steps without progress the lowest index goes first, which cannot cycle (Bland).
const PATIENCE: usize = 30;
/// Stopping early gives a poorer proposal, never a wrong one.
const MOST_STEPS: usize = 4000;

struct Tableau {
    width: usize,
    cells: Vec<f64>,
    gains: Vec<f64>,
    /// The basic column of each row; a row without one says nothing new.
    basis: Vec<Option<usize>>,
    level: Vec<f64>,
    at_upper: Vec<bool>,
}

impl Tableau {
    fn at(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.width + column]
    }

    fn pivot(&mut self, row: usize, column: usize) {
        let width = self.width;
        let by = self.at(row, column);
        let start = row * width;
        for cell in &mut self.cells[start..start + width] {
            *cell /= by;
        }
        let pivot: Vec<(usize, f64)> = self.cells[start..start + width]
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, cell)| cell.abs() > EPSILON)
            .collect();
        for other in (0..self.basis.len()).filter(|other| *other != row) {
            let factor = self.at(other, column);
            if factor.abs() > EPSILON {
                let line = &mut self.cells[other * width..(other + 1) * width];
                pivot.iter().for_each(|(n, cell)| line[*n] -= factor * cell);
            }
            self.cells[other * width + column] = 0.0;
        }
        let factor = self.gains[column];
        pivot.iter().for_each(|(n, cell)| self.gains[*n] -= factor * cell);
        self.gains[column] = 0.0;
        self.basis[row] = Some(column);
    }

    fn entering(&self, columns: &[Column], basic: &[bool], careful: bool) -> Option<usize> {
        let worth = |n: &usize| {
            let gain = if self.at_upper[*n] { -self.gains[*n] } else { self.gains[*n] };
            if basic[*n] || columns[*n].upper <= 0.0 { 0.0 } else { gain }
        };
        let mut worthy = (0..columns.len()).filter(|n| worth(n) > 1e-7);
        if careful { worthy.next() } else { worthy.max_by(|a, b| worth(a).total_cmp(&worth(b))) }
    }

    /// How far the entering column can go, and the row that stops it.
    fn leaving(&self, columns: &[Column], entering: usize, careful: bool) -> (f64, Option<usize>) {
        let sign = if self.at_upper[entering] { -1.0 } else { 1.0 };
        let mut best = (columns[entering].upper, None);
        let mut size = 0.0;
        for (row, basic) in self.basis.iter().enumerate() {
            let slope = sign * self.at(row, entering);
            let Some(basic) = basic.filter(|_| slope.abs() > EPSILON) else { continue };
            let room =
                if slope > 0.0 { self.level[row] } else { columns[basic].upper - self.level[row] };
            let step = (room / slope.abs()).max(0.0);
            let tie = (step - best.0).abs() <= EPSILON && best.1.is_some();
            let wins = if careful {
                best.1.and_then(|r: usize| self.basis[r]).is_some_and(|other| basic < other)
            } else {
                slope.abs() > size
            };
            if step < best.0 - EPSILON || (tie && wins) {
                best = (step, Some(row));
                size = slope.abs();
            }
        }
        best
    }
}

/// The move of greatest gain: how far each column goes, with every row staying at zero.
pub(super) fn best_move(rows: usize, columns: &[Column]) -> Vec<f64> {
    let width = columns.len();
    let mut tableau = Tableau {
        width,
        cells: vec![0.0; rows * width],
        gains: columns.iter().map(|column| column.gain).collect(),
        basis: vec![None; rows],
        level: vec![0.0; rows],
        at_upper: vec![false; width],
    };
    for (n, column) in columns.iter().enumerate() {
        column.entries.iter().for_each(|(row, value)| tableau.cells[row * width + n] += value);
    }
    let mut basic = vec![false; width];
    for row in 0..rows {
        let line = &tableau.cells[row * width..(row + 1) * width];
        let largest = (0..width)
            .filter(|n| line[*n].abs() > 1e-7)
            .max_by(|a, b| line[*a].abs().total_cmp(&line[*b].abs()));
        if let Some(column) = largest {
            tableau.pivot(row, column);
            basic[column] = true;
        }
    }
    let mut idle = 0;
    for _ in 0..MOST_STEPS {
        let careful = idle > PATIENCE;
        let Some(entering) = tableau.entering(columns, &basic, careful) else { break };
        let (step, stop) = tableau.leaving(columns, entering, careful);
        if !step.is_finite() {
            break;
        }
        idle = if step > EPSILON { 0 } else { idle + 1 };
        let sign = if tableau.at_upper[entering] { -1.0 } else { 1.0 };
        for row in 0..rows {
            let slope = tableau.at(row, entering);
            tableau.level[row] -= sign * step * slope;
        }
        let from = if tableau.at_upper[entering] { columns[entering].upper } else { 0.0 };
        match stop.and_then(|row| Some((row, tableau.basis[row]?))) {
            None => tableau.at_upper[entering] = !tableau.at_upper[entering],
            Some((row, leaving)) => {
                let upper = columns[leaving].upper;
                tableau.at_upper[leaving] = upper.is_finite() && tableau.level[row] > upper / 2.0;
                basic[leaving] = false;
                basic[entering] = true;
                tableau.pivot(row, entering);
                tableau.level[row] = from + sign * step;
                tableau.at_upper[entering] = false;
            }
        }
    }
    let mut moves: Vec<f64> =
        (0..width).map(|n| if tableau.at_upper[n] { columns[n].upper } else { 0.0 }).collect();
    for (row, column) in tableau.basis.iter().enumerate() {
        if let Some(column) = column {
            moves[*column] = tableau.level[row];
        }
    }
    moves
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two cells of one row: what one gains the other loses, up to its bound.
    #[test]
    fn a_move_stops_at_the_nearest_bound() {
        let column = |value, upper, gain| Column { entries: vec![(0, value)], upper, gain };
        let moves = best_move(1, &[column(1.0, 9.0, 1.0), column(-1.0, 4.0, 0.0)]);
        assert_eq!(moves, [4.0, 4.0]);
        let paid = [column(1.0, 9.0, 1.0), column(-1.0, 4.0, -0.5), column(-1.0, 3.0, -0.1)];
        assert_eq!(best_move(1, &paid), [7.0, 4.0, 3.0]);
        assert_eq!(best_move(1, &[column(1.0, 9.0, 1.0)]), [0.0]);
    }
}
