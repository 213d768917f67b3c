//! What the store's failures become on the wire: a status, a stable word, and a sentence without internals.

use axum::http::StatusCode;

use super::problem::Problem;
use crate::domain::chain::chain;
use crate::domain::credentials::OWN_HEADERS_BYTES_MAX;
use crate::store::StoreError;
use crate::store::StoreErrorKind;

/// How long a client should wait before it tries again, in seconds.
const RETRY_AFTER_S: u32 = 1;

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let cause = chain(&error);
        let (code, detail) = match &error {
            StoreError::ReadOnly => {
                ("storage_read_only", "the database takes no writes at the moment; try again")
            }
            StoreError::Full { .. } => ("storage_full", "the database has no room at the moment; try again"),
            StoreError::PublishFull => ("try_later", "too many events wait to be stored; try again shortly"),
            StoreError::NoMasterKey => (
                "master_key_missing",
                "no master key is loaded, so signing secrets cannot be sealed or opened",
            ),
            StoreError::Moved { .. } | StoreError::Moving { .. } => {
                ("database_moved", "the database is being moved, or was moved away")
            }
            StoreError::SchemaOlder { .. } | StoreError::SchemaNewer { .. } => {
                ("schema_mismatch", "the database's schema is not the one this program works on")
            }
            StoreError::HeadersTooLarge { .. } => {
                let detail = format!(
                    "names and values have at most {OWN_HEADERS_BYTES_MAX} bytes in all, those that are kept among them"
                );
                return Self::field("/headers", "headers_too_large", detail);
            }
            other if other.kind() == StoreErrorKind::TryLater => {
                ("storage_unavailable", "the database cannot be reached at the moment; try again shortly")
            }
            _ => return Self::internal(cause),
        };
        Self::new(StatusCode::SERVICE_UNAVAILABLE, code, detail)
            .with_retry_after_s(RETRY_AFTER_S)
            .with_cause(cause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passing_trouble_is_a_503_that_says_when_to_come_back() {
        for (error, code) in
            [(StoreError::PublishFull, "try_later"), (StoreError::ReadOnly, "storage_read_only")]
        {
            let problem = Problem::from(error);
            assert_eq!((problem.status().as_u16(), problem.code()), (503, code));
            let answer = problem.answer(None);
            assert_eq!(answer.headers()["retry-after"], "1");
        }
    }

    #[test]
    fn a_broken_row_is_a_500_without_its_text() {
        let error =
            StoreError::Inconsistent { table: "queue", column: "last_outcome", row: "dlv_secret".to_owned() };
        let problem = Problem::from(error);
        assert_eq!(problem.status().as_u16(), 500);
        assert!(problem.cause().is_some_and(|cause| cause.contains("queue.last_outcome")));
        let body = serde_json::to_string(&problem.body(None)).unwrap();
        assert!(!body.contains("queue") && !body.contains("dlv_secret"));
    }
}
