//! The recorded series: monthly prices of five stocks, 2000 to 2010, in the order of time.

/// See README.md beside it for its source and licence.
const TABLE: &str = include_str!("prices.csv");
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// One price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Price {
    /// `AAPL`.
    pub(super) symbol: &'static str,
    /// `2004-08-01`.
    pub(super) date: String,
    /// With the digits of the table.
    pub(super) dollars: &'static str,
}

impl Price {
    /// `price.aapl`.
    pub(super) fn event_type(&self) -> String {
        format!("price.{}", self.symbol.to_lowercase())
    }

    /// The producer's own id, which is also the idempotency key: a price is published once.
    pub(super) fn id(&self) -> String {
        format!("{}-{}", self.symbol, self.date)
    }

    /// The body of the publish request.
    pub(super) fn body(&self) -> Vec<u8> {
        let Self { symbol, date, dollars } = self;
        let (event_type, id) = (self.event_type(), self.id());
        format!(
            r#"{{"type":"{event_type}","id":"{id}","payload":{{"symbol":"{symbol}","date":"{date}","price":{dollars}}}}}"#
        )
        .into_bytes()
    }
}

/// The whole series, oldest first.
pub(super) fn series() -> Vec<Price> {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    let mut prices: Vec<Price> = rows.filter_map(read).collect();
    prices.sort_by(|one, other| (&one.date, one.symbol).cmp(&(&other.date, other.symbol)));
    prices
}

/// Reads `MSFT,Jan 1 2000,39.81`.
fn read(row: &'static str) -> Option<Price> {
    let mut fields = row.trim().split(',');
    let (symbol, date, dollars) = (fields.next()?, fields.next()?, fields.next()?);
    let mut parts = date.split(' ');
    let month = MONTHS.iter().position(|name| Some(*name) == parts.clone().next())? + 1;
    let day: u32 = parts.nth(1)?.parse().ok()?;
    let year: u32 = parts.next()?.parse().ok()?;
    dollars.parse::<f64>().ok()?;
    Some(Price { symbol, date: format!("{year:04}-{month:02}-{day:02}"), dollars })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table_is_read_in_the_order_of_time() {
        let series = series();
        assert_eq!(series.len(), TABLE.lines().count() - 2);
        assert_eq!(series[0], Price { symbol: "AAPL", date: "2000-01-01".to_owned(), dollars: "25.94" });
        assert!(series.windows(2).all(|pair| pair[0].date <= pair[1].date));
        let ids: std::collections::HashSet<String> = series.iter().map(Price::id).collect();
        assert_eq!(ids.len(), series.len());
    }

    #[test]
    fn a_price_is_published_with_the_digits_of_the_table() {
        let body: serde_json::Value = serde_json::from_slice(&series()[0].body()).unwrap();
        assert_eq!(body["type"], "price.aapl");
        assert_eq!(
            body["payload"],
            serde_json::json!({"symbol": "AAPL", "date": "2000-01-01", "price": 25.94})
        );
    }
}
