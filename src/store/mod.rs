//! The only room that speaks SQL: one file a verb, one verb a transaction.
