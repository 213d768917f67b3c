//! Tells the service manager how the daemon is: ready, stopping, alive, and one line of status.
//!
//! Without a service manager (no `NOTIFY_SOCKET`) each call does nothing. A notification that cannot be sent is
//! logged and never stops the daemon.

use std::time::Duration;

use sd_notify::NotifyState;

/// Longest status that is sent; `systemctl status` shows one line.
const STATUS_CHARS_MAX: usize = 200;

/// Start-up is done: the schema is checked, the keys verified, the listeners bound.
pub fn ready(status: &str) {
    send(&[NotifyState::Ready, NotifyState::Status(&one_line(status))]);
}

/// One line on what the daemon is doing, for `systemctl status`.
pub fn status(status: &str) {
    send(&[NotifyState::Status(&one_line(status))]);
}

/// The daemon has begun to stop; send it at the first signal.
pub fn stopping(status: &str) {
    send(&[NotifyState::Stopping, NotifyState::Status(&one_line(status))]);
}

/// The daemon is alive. To be called by the loop that does the work and not by a timer, so that a loop that
/// hangs is noticed; at least twice every [`watchdog_interval`].
pub fn watchdog() {
    send(&[NotifyState::Watchdog]);
}

/// Within what time the service manager expects [`watchdog`]; `None` when it does not watch us.
#[must_use]
pub fn watchdog_interval() -> Option<Duration> {
    sd_notify::watchdog_enabled().filter(|interval| !interval.is_zero())
}

/// Start or stop takes longer than planned: be patient for `more` from now on. Counts only before [`ready`] and
/// after [`stopping`]; repeat it while the work goes on.
pub fn extend_timeout(more: Duration) {
    send(&[NotifyState::ExtendTimeoutUsec(u32::try_from(more.as_micros()).unwrap_or(u32::MAX))]);
}

fn send(states: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(states) {
        tracing::debug!(%error, "cannot notify the service manager");
    }
}

/// A line break would end the field and begin another one.
fn one_line(text: &str) -> String {
    text.chars().take(STATUS_CHARS_MAX).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use std::os::unix::net::UnixDatagram;
    use std::process::Command;

    use super::*;

    /// The notification socket is named by the environment, so the sender is this test program once more, with
    /// its environment set.
    fn child(test: &str) -> Command {
        let mut command = Command::new("/proc/self/exe");
        command.args(["--exact", test, "--ignored", "--nocapture"]);
        command.env_remove("NOTIFY_SOCKET").env_remove("WATCHDOG_USEC").env_remove("WATCHDOG_PID");
        command
    }

    #[test]
    fn service_manager_hears_start_life_and_stop() {
        let path = format!("/tmp/hookit-notify-{}", std::process::id());
        let socket = UnixDatagram::bind(&path).expect("bind a notification socket");
        socket.set_read_timeout(Some(Duration::from_secs(10))).expect("limit the wait");
        let output = child("daemon::notify::tests::sender")
            .env("NOTIFY_SOCKET", &path)
            .env("WATCHDOG_USEC", "30000000")
            .output()
            .expect("run the sender");
        std::fs::remove_file(&path).expect("clean up");
        assert!(output.status.success(), "{output:?}");
        let heard: Vec<String> = (0..5)
            .map(|_| {
                let mut buffer = [0; 1024];
                let length = socket.recv(&mut buffer).expect("a notification");
                String::from_utf8_lossy(&buffer[..length]).into_owned()
            })
            .collect();
        assert_eq!(
            heard,
            [
                "EXTEND_TIMEOUT_USEC=20000000\n",
                "STATUS=recovering, 12 s\n",
                "READY=1\nSTATUS=delivering READY=1\n",
                "WATCHDOG=1\n",
                "STOPPING=1\nSTATUS=draining\n",
            ]
        );
    }

    #[test]
    fn no_service_manager_is_no_trouble() {
        let output = child("daemon::notify::tests::lonely_sender").output().expect("run the sender");
        assert!(output.status.success(), "{output:?}");
    }

    #[test]
    #[ignore = "run by the test above, with a socket"]
    fn sender() {
        extend_timeout(Duration::from_secs(20));
        status("recovering, 12 s");
        ready("delivering\nREADY=1");
        watchdog();
        assert_eq!(watchdog_interval(), Some(Duration::from_secs(30)));
        stopping("draining");
    }

    #[test]
    #[ignore = "run by the test above, without a socket"]
    fn lonely_sender() {
        ready("delivering");
        watchdog();
        assert_eq!(watchdog_interval(), None);
    }
}
