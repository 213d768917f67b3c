//! Who may read the metrics.

use super::rule::flag;
use super::section::Default;
use super::section::section;

section!(
    /// Prometheus metrics at /metrics.
    pub Metrics, "metrics", "metrics." {
        /// Let everyone who reaches the API read them; false: only this machine, and keys with the scope `metrics`.
        public: bool = Default::Text("false"), flag;
    }
);
