//! The topics: what belongs to no single command.

/// Every topic: its name and its text.
pub(super) const TOPICS: [(&str, &str); 6] = [
    ("output", include_str!("output.txt")),
    ("exit-codes", include_str!("exit-codes.txt")),
    ("environment", include_str!("environment.txt")),
    ("filters", include_str!("filters.txt")),
    ("retries", include_str!("retries.txt")),
    ("signatures", include_str!("signatures.txt")),
];
