//! Sizes and counts for people: "1.2 KB", "1,204".

pub(crate) use crate::domain::wording::bytes;
pub(crate) use crate::domain::wording::count;

/// `1,204`, and from a million on `15.9 M`.
pub(crate) fn large(number: u64) -> String {
    match number {
        0..=999_999 => count(number),
        1_000_000..=999_949_999 => tenths(number, 1_000_000, "M"),
        _ => tenths(number, 1_000_000_000, "G"),
    }
}

fn tenths(number: u64, unit: u64, name: &str) -> String {
    let tenths = (number + unit / 20) / (unit / 10);
    format!("{}.{} {name}", tenths / 10, tenths % 10)
}

/// `1 delivery`, `2 deliveries`.
pub(crate) fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// The beginning of an id, which holds its time and some of its chance, where there is no room for all of it.
pub(crate) fn shortened(id: &str, ascii: bool) -> String {
    const SHOWN_CHARS: usize = 18;
    match id.char_indices().nth(SHOWN_CHARS) {
        Some((end, _)) => format!("{}{}", &id[..end], if ascii { ".." } else { "…" }),
        None => id.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_one_decimal_while_they_are_small() {
        let said: Vec<String> = [0, 999, 1_234, 250_000, 2_100_000_000].into_iter().map(bytes).collect();
        assert_eq!(said, ["0 bytes", "999 bytes", "1.2 KB", "250 KB", "2.1 GB"]);
    }

    #[test]
    fn counts_are_grouped_by_three() {
        assert_eq!(count(0), "0");
        assert_eq!(count(1_204), "1,204");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!([large(999_999), large(15_949_999), large(2_000_000_000)], ["999,999", "15.9 M", "2.0 G"]);
        assert_eq!(counted(1, "delivery", "deliveries"), "1 delivery");
    }

    #[test]
    fn an_id_is_cut_only_where_it_is_long() {
        assert_eq!(shortened("evt_01m871vgnwe27bqj8sfs52c080", false), "evt_01m871vgnwe27b…");
        assert_eq!(shortened("evt_1", true), "evt_1");
    }
}
