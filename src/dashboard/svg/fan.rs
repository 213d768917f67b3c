//! The fan-out: an event, and a line to each endpoint that it goes to, which ends in the state it has there.

use std::fmt::Write;

use super::write::cut;
use super::write::esc;

const ROW: usize = 30;
const WIDTH: usize = 720;
/// Where the words of states begin.
const STATE_X: usize = 610;
/// Characters of a name that there is room for.
const NAME_CHARS_MAX: usize = 34;

/// One endpoint.
#[derive(Debug)]
pub(crate) struct Branch {
    pub(crate) name: String,
    /// Colour's class, glyph and word of the delivery's state.
    pub(crate) class: &'static str,
    pub(crate) glyph: &'static str,
    pub(crate) word: String,
}

/// Draws it.
pub(crate) fn fan(event_type: &str, branches: &[Branch]) -> String {
    let height = (branches.len().max(1) * ROW).max(2 * ROW);
    let middle = height / 2;
    let mut out = format!(
        "<svg role=\"img\" aria-label=\"The event goes to {} endpoints\" viewBox=\"0 0 {WIDTH} {height}\" \
         width=\"{WIDTH}\" height=\"{height}\">",
        branches.len()
    );
    for (place, branch) in branches.iter().enumerate() {
        let y = place * ROW + (height - branches.len() * ROW) / 2 + ROW / 2;
        let (name, word) = (esc(cut(&branch.name, NAME_CHARS_MAX)), esc(&branch.word));
        let _ = write!(
            out,
            "<path class=\"wire\" d=\"M190 {middle}C270 {middle} 250 {y} 330 {y}\"/><circle class=\"f-{}\" cx=\"338\" \
             cy=\"{y}\" r=\"8\"/><text class=\"name\" x=\"356\" y=\"{}\">{name}</text><text class=\"f-text\" x=\"{STATE_X}\" y=\"{}\">\
             {} {word}</text>",
            branch.class,
            y + 4,
            y + 4,
            branch.glyph
        );
    }
    let _ = write!(
        out,
        "<rect class=\"f-busy\" x=\"2\" y=\"{}\" width=\"188\" height=\"4\"/><text class=\"name\" x=\"4\" y=\"{}\">{}</text></svg>",
        middle - 2,
        middle.saturating_sub(9),
        esc(cut(event_type, 24))
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_endpoint_is_a_branch_and_no_name_gets_out_of_its_place() {
        let branch =
            Branch { name: "<b>".to_owned(), class: "good", glyph: "✔", word: "delivered".to_owned() };
        let drawn = fan("</svg><script>", &[branch]);
        assert_eq!(drawn.matches("<circle").count(), 1);
        assert!(drawn.contains("&lt;b&gt;") && !drawn.contains("<script>"), "{drawn}");
    }
}
