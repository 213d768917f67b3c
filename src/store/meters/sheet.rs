//! A sheet: metrics registered under the names, units and words of their list.

use prometheus_client::encoding::text::encode_registry;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::registry;
use prometheus_client::registry::Registry;

use crate::domain::metric::Metric;
use crate::domain::metric::PREFIX;
use crate::domain::metric::Unit;

/// A registry that knows only metrics of the list.
pub(super) struct Sheet(Registry);

impl Sheet {
    pub(super) fn new() -> Self {
        Self(Registry::with_prefix(PREFIX))
    }

    /// Adds a metric with everything that the list says of it.
    pub(super) fn add(&mut self, metric: Metric, handle: impl registry::Metric) {
        let name = metric.name();
        let Some(unit) = metric.unit() else {
            self.0.register(name, metric.about(), handle);
            return;
        };
        // The registry appends the unit itself.
        let stem = name.strip_suffix(unit.word()).and_then(|stem| stem.strip_suffix('_')).unwrap_or(name);
        let unit = match unit {
            Unit::Seconds => registry::Unit::Seconds,
            Unit::Bytes => registry::Unit::Bytes,
        };
        self.0.register_with_unit(stem, metric.about(), unit, handle);
    }

    /// Adds a gauge that stands at a whole number.
    pub(super) fn whole(&mut self, metric: Metric, value: u64) {
        self.add(metric, ConstGauge::new(value));
    }

    /// Adds a gauge that stands at 1 or 0.
    pub(super) fn flag(&mut self, metric: Metric, is_so: bool) {
        self.whole(metric, u64::from(is_so));
    }

    /// Adds a gauge that stands at a number of seconds.
    pub(super) fn seconds(&mut self, metric: Metric, seconds: f64) {
        self.add(metric, ConstGauge::new(seconds));
    }

    /// Appends everything to an exposition in the `OpenMetrics` text format.
    pub(super) fn write(&self, text: &mut String) {
        let length = text.len();
        // Writing to a string cannot fail; were it to, half a metric would be worse than none.
        if encode_registry(text, &self.0).is_err() {
            text.truncate(length);
        }
    }
}
