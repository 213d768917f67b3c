//! A fault of our own inside one attempt costs that delivery alone: the loop and every other delivery go on.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;

/// What `attempt` comes to, or `None` when it panics. The panic hook has told the log where.
///
/// What a panic leaves half-done is dropped with the attempt, and what attempts share is either read only or
/// behind locks that are taken over when their holder panicked; so it is safe to go on.
pub(super) async fn caught<T>(attempt: impl Future<Output = T>) -> Option<T> {
    AssertUnwindSafe(attempt).catch_unwind().await.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_before_and_after_a_wait_ends_only_that_attempt() {
        let first = async { panic!("at once") };
        let later = async {
            tokio::task::yield_now().await;
            panic!("after a wait")
        };
        assert_eq!(caught(first).await, None::<()>);
        assert_eq!(caught(later).await, None::<()>);
        assert_eq!(caught(async { 7 }).await, Some(7));
    }
}
