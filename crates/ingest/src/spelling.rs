//! Which known name was probably meant.

/// The candidate that differs least from a name, if it differs by no more than a third of it.
pub(crate) fn closest<'c>(
    name: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Option<&'c str> {
    let name: Vec<char> = name.to_lowercase().chars().take(LONGEST).collect();
    let allowed = (name.len() / 3).max(1);
    candidates
        .map(|candidate| (distance(&name, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Longer names are compared by their beginning, so that no input makes this slow.
const LONGEST: usize = 64;

/// Levenshtein's distance: how many letters must be added, removed or replaced.
fn distance(name: &[char], candidate: &str) -> usize {
    let mut row: Vec<usize> = (0..=name.len()).collect();
    for (i, letter) in candidate.to_lowercase().chars().take(LONGEST).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, own) in name.iter().enumerate() {
            let replaced = diagonal + usize::from(*own != letter);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[name.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_hand_is_recognised() {
        let forces = ["Leicestershire", "Lincolnshire", "Kent"];
        let meant = |name| closest(name, forces.iter().copied());
        assert_eq!(meant("Liecestershire"), Some("Leicestershire"));
        assert_eq!(meant("kent "), Some("Kent"));
        assert_eq!(meant("Narnia"), None);
        assert_eq!(meant(""), None);
    }
}
