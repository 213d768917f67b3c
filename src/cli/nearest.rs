//! Did you mean: the names that are nearest to one that is not there.

/// Names that are offered at most.
const OFFERED_MAX: usize = 3;

/// The names nearest to `wanted` as a hint, if any is near.
pub(crate) fn hint<'a>(wanted: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let found = of(wanted, known);
    (!found.is_empty()).then(|| format!("did you mean {}?", found.join(", ")))
}

/// The names nearest to `wanted`, the nearest first.
pub(crate) fn of<'a>(wanted: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = wanted.to_lowercase();
    let far_max = (wanted.chars().count() / 3).max(1);
    let mut near: Vec<(usize, &str)> = known
        .filter_map(|name| {
            let lower = name.to_lowercase();
            let far = distance(&wanted, &lower);
            let begins = wanted.len() >= 3 && (lower.starts_with(&wanted) || wanted.starts_with(&lower));
            (far <= far_max || begins).then_some((far, name))
        })
        .collect();
    near.sort_unstable();
    near.into_iter().map(|(_, name)| name).take(OFFERED_MAX).collect()
}

/// How many letters must be put in, taken out, changed, or swapped with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in b.iter().enumerate() {
            let mut least = (last[j] + usize::from(letter != other)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == b[j - 1] && a[i - 1] == *other {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_near() {
        assert_eq!(distance("acme", "acme"), 0);
        assert_eq!(distance("amce", "acme"), 1);
        assert_eq!(distance("", "acme"), 4);
        let known = ["acme-prod", "acme-dev", "audit-log"];
        assert_eq!(of("amce-prod", known.into_iter()), ["acme-prod"]);
        assert_eq!(of("acme", known.into_iter()), ["acme-dev", "acme-prod"]);
        assert!(of("zebra", known.into_iter()).is_empty());
        assert_eq!(hint("audit-lgo", known.into_iter()).unwrap(), "did you mean audit-log?");
    }
}
