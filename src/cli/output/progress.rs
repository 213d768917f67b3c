//! Bars that show how far something has come, on stderr, on terminals only.

use std::time::Duration;

use indicatif::ProgressBar;
use indicatif::ProgressDrawTarget;
use indicatif::ProgressStyle;

use super::screen::Screen;

/// A bar from 0 to a total.
#[derive(Debug)]
pub(crate) struct Bar {
    bar: ProgressBar,
}

impl Bar {
    /// A bar called `name`; without a terminal on stderr it draws nothing.
    pub(crate) fn new(screen: &Screen, name: &str, total: u64) -> Self {
        let template = "{prefix} {bar:24} {pos}/{len}  {msg}  {per_sec}  eta {eta}   ^C detaches";
        Self::drawn(screen, name, Some(total), template)
    }

    /// A counter of bytes of which nobody knows how many there will be.
    pub(crate) fn bytes(screen: &Screen, name: &str) -> Self {
        Self::drawn(screen, name, None, "{prefix}  {bytes}  {bytes_per_sec}  {elapsed}")
    }

    fn drawn(screen: &Screen, name: &str, total: Option<u64>, template: &str) -> Self {
        let target =
            if screen.talk_rich { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(total, target);
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars(if screen.ascii { "=> " } else { "━╸ " }));
        }
        bar.set_prefix(name.to_owned());
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar }
    }

    /// Moves it.
    pub(crate) fn show(&self, position: u64, said: String) {
        self.bar.set_position(position);
        self.bar.set_message(said);
    }

    /// Takes it away, so that what follows stands alone.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
