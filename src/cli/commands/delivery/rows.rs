//! Rows of deliveries: the same columns wherever they are listed.

use serde_json::Value;

use super::super::names::Names;
use crate::cli::output::Cell;
use crate::cli::output::Column;
use crate::cli::output::Screen;
use crate::cli::output::Table;
use crate::cli::output::instant;
use crate::cli::output::number;
use crate::cli::output::outcome_words;
use crate::cli::output::text;

/// How a delivery's last attempt ended, in words; nothing before the first.
pub(crate) fn last_outcome(delivery: &Value) -> String {
    let outcome = text(delivery, "last_outcome");
    if outcome.is_empty() { String::new() } else { outcome_words(outcome, number(delivery, "last_status")) }
}

/// Deliveries in the order they came.
pub(crate) fn table(screen: &Screen, deliveries: &[Value], names: &Names) -> Table {
    let mut table = Table::new(&[
        Column::whole("DELIVERY"),
        Column::left("ENDPOINT"),
        Column::left("EVENT"),
        Column::left("STATUS"),
        Column::right("ATTEMPTS"),
        Column::left("LAST OUTCOME"),
        Column::left("NEXT"),
        Column::left("CREATED").minor(),
        Column::left("EVENT ID").wide(),
        Column::left("CAUSE").wide(),
        Column::left("FINISHED").wide(),
    ]);
    for delivery in deliveries {
        table.row(vec![
            Cell::new(text(delivery, "id")),
            Cell::new(names.get(text(delivery, "endpoint_id"))),
            Cell::new(text(delivery, "event_type")),
            Cell::status(screen, text(delivery, "status")),
            Cell::number(number(delivery, "attempt_count")),
            Cell::new(&last_outcome(delivery)),
            Cell::time(screen, instant(delivery, "next_attempt_at")),
            Cell::time(screen, instant(delivery, "created_at")),
            Cell::new(text(delivery, "event_id")),
            Cell::new(text(delivery, "cause")),
            Cell::time(screen, instant(delivery, "finished_at")),
        ]);
    }
    table
}

/// Dead letters in the order they came.
pub(crate) fn dead_letters(screen: &Screen, deliveries: &[Value], names: &Names) -> Table {
    let mut table = Table::new(&[
        Column::whole("DELIVERY"),
        Column::left("ENDPOINT"),
        Column::left("EVENT"),
        // When it died says more on a narrow terminal.
        Column::right("ATTEMPTS").minor(),
        Column::left("LAST OUTCOME"),
        Column::left("DIED"),
        Column::left("EVENT ID").wide(),
        Column::left("CAUSE").wide(),
    ]);
    for delivery in deliveries {
        table.row(vec![
            Cell::new(text(delivery, "id")),
            Cell::new(names.get(text(delivery, "endpoint_id"))),
            Cell::new(text(delivery, "event_type")),
            Cell::number(number(delivery, "attempt_count")),
            Cell::new(&last_outcome(delivery)),
            Cell::time(screen, instant(delivery, "finished_at")),
            Cell::new(text(delivery, "event_id")),
            Cell::new(text(delivery, "cause")),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rows() -> Vec<Value> {
        vec![
            json!({
                "id": "dlv_01kb6y4h3a9q2w5e7r1t6y0u8i", "endpoint_id": "ep_1", "event_type": "invoice.paid",
                "status": "retrying", "attempt_count": 2, "last_outcome": "http_status", "last_status": 503,
                "next_attempt_at": "2026-11-24T10:00:30Z", "created_at": "2026-11-24T10:00:00Z",
            }),
            json!({
                "id": "dlv_01kb6y4h3b9q2w5e7r1t6y0u8i", "endpoint_id": "ep_1", "event_type": "a\u{1b}[31m",
                "status": "dead_lettered", "attempt_count": 12, "last_outcome": "timeout",
                "created_at": "2026-11-24T10:00:00Z", "finished_at": "2026-11-24T11:00:00Z", "unknown_field": 1,
            }),
        ]
    }

    #[test]
    fn deliveries_are_listed_for_people() {
        let mut screen = Screen::fixed(true, false);
        screen.width = 200;
        insta::assert_snapshot!(table(&screen, &rows(), &Names::default()).render(&screen));
    }

    #[test]
    fn deliveries_are_listed_for_programs() {
        let screen = Screen::fixed(false, false);
        insta::assert_snapshot!(table(&screen, &rows(), &Names::default()).render(&screen));
    }

    #[test]
    fn dead_letters_are_listed_with_ascii_signs_where_that_is_wanted() {
        let screen = Screen::fixed(true, true);
        insta::assert_snapshot!(dead_letters(&screen, &rows(), &Names::default()).render(&screen));
    }
}
