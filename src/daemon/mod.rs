//! Wiring of hookitd: listeners, signals, the private Postgres, start and stop.
