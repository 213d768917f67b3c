//! ^C, SIGTERM and a terminal that goes away: a wait that they end early, so that a command can leave in good order.

use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::thread;
use std::time::Duration;
use std::time::Instant;

/// Whether one of them has come, and a wait that it ends.
#[derive(Debug, Clone)]
pub(crate) struct Interrupt {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    came: Mutex<bool>,
    changed: Condvar,
}

impl Interrupt {
    /// Takes over ^C from now on: it no longer ends the process, but is told to those who wait here.
    pub(crate) fn watch() -> Self {
        let shared = Arc::new(Shared::default());
        let told = Arc::clone(&shared);
        // A thread of its own: commands block, and the runtime that knows signals must not.
        let watcher = thread::Builder::new().name("interrupt".to_owned()).spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            if let Ok(runtime) = runtime {
                runtime.block_on(signal());
                *lock(&told.came) = true;
                told.changed.notify_all();
            }
        });
        // Without the thread ^C ends the process as it always did, which is safe.
        drop(watcher);
        Self { shared }
    }

    /// Ends waits as if it had come.
    pub(crate) fn end(&self) {
        *lock(&self.shared.came) = true;
        self.shared.changed.notify_all();
    }

    /// Whether it came.
    pub(crate) fn came(&self) -> bool {
        *lock(&self.shared.came)
    }

    /// Waits for `span`, or until it comes; says whether it came.
    pub(crate) fn wait(&self, span: Duration) -> bool {
        let until = Instant::now() + span;
        let mut came = lock(&self.shared.came);
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if *came || left.is_zero() {
                return *came;
            }
            came = self.shared.changed.wait_timeout(came, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

fn lock(came: &Mutex<bool>) -> MutexGuard<'_, bool> {
    came.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(unix)]
async fn signal() {
    use tokio::signal::unix::SignalKind;
    use tokio::signal::unix::signal as listen;
    let (Ok(mut terminate), Ok(mut hang_up)) =
        (listen(SignalKind::terminate()), listen(SignalKind::hangup()))
    else {
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
        _ = hang_up.recv() => {}
    }
}

#[cfg(not(unix))]
async fn signal() {
    let came = tokio::signal::ctrl_c().await;
    drop(came);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_ends_by_itself_and_an_interrupt_ends_it_at_once() {
        let interrupt = Interrupt { shared: Arc::new(Shared::default()) };
        assert!(!interrupt.wait(Duration::from_millis(1)));
        let other = interrupt.clone();
        let waiter = thread::spawn(move || other.wait(Duration::from_mins(10)));
        *lock(&interrupt.shared.came) = true;
        interrupt.shared.changed.notify_all();
        assert!(waiter.join().unwrap());
        assert!(interrupt.came());
    }
}
