//! What a person chose to see: which entry, which filter, details or help.

use super::engine::Engine;
use super::entries::Entry;
use super::plain::outcome;

/// The state of the screen.
#[derive(Debug, Default)]
pub(super) struct View {
    /// The entry that is pointed at; `None`: always the newest.
    pub(super) selected: Option<u64>,
    /// Only entries with this text are shown.
    pub(super) filter: String,
    /// Whether the filter is being typed.
    pub(super) typing: bool,
    /// Whether request and answer are shown.
    pub(super) details: bool,
    /// Lines of them that were scrolled past.
    pub(super) scroll: u16,
    /// Whether the keys are explained.
    pub(super) help: bool,
    /// What the last key did, until the next.
    pub(super) notice: Option<String>,
}

impl View {
    /// The entries that pass the filter, oldest first.
    pub(super) fn shown<'e>(&self, engine: &'e Engine) -> Vec<&'e Entry> {
        engine.entries.iter().filter(|entry| self.passes(entry, &engine.routes[entry.route].url)).collect()
    }

    fn passes(&self, entry: &Entry, url: &str) -> bool {
        let filter = self.filter.as_str();
        if filter.is_empty() {
            return true;
        }
        let (status, words) = entry.last.as_ref().map(outcome).unwrap_or_default();
        [entry.event_type.as_str(), &entry.event.to_string(), url, &status, &words]
            .iter()
            .any(|text| text.contains(filter))
    }

    /// The index of the entry that is pointed at among those that are shown.
    pub(super) fn index(&self, shown: &[&Entry]) -> Option<usize> {
        let newest = shown.len().checked_sub(1)?;
        let chosen = self.selected.and_then(|number| shown.iter().position(|entry| entry.number == number));
        Some(chosen.unwrap_or(newest))
    }

    /// The entry that is pointed at.
    pub(super) fn pointed<'e>(&self, engine: &'e Engine) -> Option<&'e Entry> {
        let shown = self.shown(engine);
        self.index(&shown).map(|index| shown[index])
    }

    /// Points at another entry; past the newest, at whatever is the newest.
    pub(super) fn go(&mut self, engine: &Engine, by: isize) {
        let shown = self.shown(engine);
        let Some(index) = self.index(&shown) else { return };
        let wanted = index.saturating_add_signed(by);
        self.selected = (wanted + 1 < shown.len()).then(|| shown[wanted].number);
        self.scroll = 0;
    }
}
