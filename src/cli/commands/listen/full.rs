//! The full screen: drawn after every change, until the person leaves or the system ends it.

use std::sync::mpsc::Sender;

use super::draw::draw;
use super::engine::Change;
use super::engine::Engine;
use super::engine::News;
use super::keys;
use super::keys::Opens;
use super::view::View;
use crate::cli::error::Done;
use crate::cli::error::Result;
use crate::cli::interrupt::Interrupt;
use crate::cli::output::Screen;
use crate::cli::output::span;
use crate::cli::terminal::FullScreen;
use crate::cli::terminal::Paint;
use crate::cli::terminal::read_keys;

/// Changes that are taken before a frame is drawn: many answers a second are one picture.
const CHANGES_MAX: usize = 200;

/// Runs it.
pub(super) fn run(
    screen: &Screen,
    mut engine: Engine,
    secret: &str,
    interrupt: &Interrupt,
    tell: Sender<News>,
    open: Opens<'_>,
) -> Result<Done> {
    let paint = Paint::of(screen);
    let mut view = View::default();
    let mut full = FullScreen::take()?;
    read_keys(move |key| tell.send(News::Key(key)).is_ok())?;
    full.draw(|frame| draw(frame, paint, &engine, &view, secret))?;
    while !interrupt.came() {
        let mut drawn = false;
        for _ in 0..CHANGES_MAX {
            match engine.next()? {
                Change::Quiet => break,
                Change::Key(key) => {
                    if !keys::press(&mut view, &mut engine, key, open) {
                        return Ok(Done::All);
                    }
                    drawn = true;
                    break;
                }
                Change::Back { after } => {
                    let ms = u64::try_from(after.as_millis()).unwrap_or(u64::MAX);
                    view.notice = Some(format!("hookitd answers again after {}", span(ms)));
                    drawn = true;
                    break;
                }
                Change::Drawn | Change::Scheduled { .. } | Change::Answered { .. } | Change::Lost { .. } => {
                    drawn = true;
                }
            }
        }
        if drawn {
            full.draw(|frame| draw(frame, paint, &engine, &view, secret))?;
        }
    }
    Ok(Done::All)
}
