//! Opening a browser, where there is a screen, and saying how to reach the dashboard where there is none.

use std::process::Command;
use std::process::Stdio;

use crate::config::client::Sight;

/// The program that opens links, if one can be shown here.
fn program(sight: &Sight) -> Option<&str> {
    if sight.over_ssh.is_some() {
        return None;
    }
    match sight.browser.as_deref() {
        Some(browser) => Some(browser),
        None if !sight.has_display => None,
        None if cfg!(target_os = "macos") => Some("open"),
        None => Some("xdg-open"),
    }
}

/// Opens a link; `false` when there is no screen or no program for it.
pub(in crate::cli::commands) fn start(sight: &Sight, url: &str) -> bool {
    let Some(program) = program(sight) else { return false };
    let mut command = Command::new(program);
    // What browsers have to say about their own start is not for this terminal.
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().is_ok()
}

/// The line that makes a tunnel to a dashboard on the far machine's loopback.
pub(super) fn tunnel(sight: &Sight, url: &str) -> Option<String> {
    let machine = sight.over_ssh.as_deref()?;
    let host = url.split_once("://")?.1.split('/').next()?;
    let (name, port) = host.rsplit_once(':')?;
    let near = name.trim_start_matches('[').trim_end_matches(']');
    let is_loopback =
        near == "localhost" || near.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
    let who = sight.user.as_deref().map(|user| format!("{user}@")).unwrap_or_default();
    is_loopback.then(|| format!("ssh -N -L {port}:{name}:{port} {who}{machine}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_ssh_a_tunnel_is_told_and_no_browser_started() {
        let sight = Sight {
            browser: Some("firefox".to_owned()),
            has_display: true,
            over_ssh: Some("192.0.2.1".to_owned()),
            user: Some("sam".to_owned()),
        };
        assert_eq!(program(&sight), None);
        assert_eq!(
            tunnel(&sight, "http://127.0.0.1:8000/login#t=x").as_deref(),
            Some("ssh -N -L 8000:127.0.0.1:8000 sam@192.0.2.1")
        );
        assert_eq!(tunnel(&sight, "https://hooks.example.com/login#t=x"), None);
        let near = Sight { over_ssh: None, ..sight };
        assert_eq!((program(&near), tunnel(&near, "http://127.0.0.1:8000/")), (Some("firefox"), None));
    }

    #[test]
    fn without_a_screen_nothing_is_started() {
        assert_eq!(program(&Sight::default()), None);
        assert!(!start(&Sight::default(), "http://127.0.0.1/"));
    }
}
