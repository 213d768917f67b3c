//! A scrape: everything that is measured, on one page.

use super::gauges;
use super::sheet::Sheet;
use crate::domain::chain::chain;
use crate::domain::metric::Metric;
use crate::store::handle::Store;

/// The last line of an exposition.
const END: &str = "# EOF\n";

/// The disk of the state directory.
#[derive(Debug, Clone, Copy)]
pub struct Disk {
    /// Bytes that are free.
    pub free_bytes: u64,
    /// Bytes it has.
    pub size_bytes: u64,
    /// Whether Postgres keeps its data on it.
    pub has_history: bool,
}

/// Reads every metric, in the `OpenMetrics` text format. While Postgres cannot be asked its figures are left out.
pub async fn scrape(store: &Store, disk: Option<Disk>) -> String {
    let mut text = String::new();
    store.meters().write(&mut text);
    let mut sheet = Sheet::new();
    gauges::of_process(store, &mut sheet);
    let asked = gauges::of_database(store, &mut sheet).await;
    sheet.flag(Metric::DatabaseUp, asked.is_ok());
    let day_bytes = match asked {
        Ok(sizes) => {
            gauges::of_pools(store, &mut sheet).await;
            sizes.days.day_bytes
        }
        Err(error) => {
            tracing::warn!(error = chain(&error), "the gauges of the queue could not be read");
            None
        }
    };
    if let Some(disk) = disk {
        sheet.whole(Metric::DiskFree, disk.free_bytes);
        sheet.whole(Metric::DiskSize, disk.size_bytes);
        let day_bytes = day_bytes.filter(|_| disk.has_history);
        if let Some(left_s) = day_bytes.and_then(|bytes| gauges::disk_left_s(disk.free_bytes, bytes)) {
            sheet.whole(Metric::DiskLeft, left_s);
        }
    }
    sheet.write(&mut text);
    text.push_str(END);
    text
}
