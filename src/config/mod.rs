//! Settings: YAML, environment and flags become checked values; the only room that reads the environment.
