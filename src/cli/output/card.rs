//! Cards: the facts about one thing, a name and a value a line.

use super::escape::escape;
use super::screen::Screen;
use super::style::Tone;
use crate::cli::error::Result;

/// Names and values, in order.
#[derive(Debug, Default)]
pub(crate) struct Card {
    facts: Vec<(&'static str, String)>,
}

impl Card {
    /// A card without facts.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds a fact, unless there is nothing to say.
    pub(crate) fn fact(mut self, name: &'static str, value: &str) -> Self {
        if !value.is_empty() {
            self.facts.push((name, escape(value).into_owned()));
        }
        self
    }

    /// Prints it: aligned for people, tab-separated for programs.
    pub(crate) fn print(&self, screen: &Screen) -> Result<()> {
        if self.facts.is_empty() { Ok(()) } else { screen.data(&self.render(screen)) }
    }

    /// The card as text, without the last line's end.
    pub(crate) fn render(&self, screen: &Screen) -> String {
        let width = self.facts.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        let line = |(name, value): &(&'static str, String)| {
            if screen.rich {
                format!("  {}  {value}", screen.paint(Tone::Dim, &format!("{name:<width$}")))
            } else {
                format!("{}\t{value}", name.replace(' ', "_"))
            }
        };
        self.facts.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_aligned_for_people_and_tab_separated_for_programs() {
        let card = Card::new().fact("url", "https://a.test").fact("last answer", "\u{7}").fact("none", "");
        assert_eq!(
            card.render(&Screen::fixed(true, false)),
            "  url          https://a.test\n  last answer  \\x07"
        );
        assert_eq!(card.render(&Screen::fixed(false, false)), "url\thttps://a.test\nlast_answer\t\\x07");
    }
}
