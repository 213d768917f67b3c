//! Which columns fit on a terminal, and how wide each may be: ids and states are never cut and never left out.

/// Blanks between two columns.
pub(super) const GAP: u16 = 2;
/// A column of texts is not cut below this, nor below its heading.
const TEXT_LEAST: usize = 8;

/// What is known of a column before it is laid out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    /// Columns of the terminal that its widest cell takes.
    pub(super) natural: usize,
    /// The same of its heading.
    pub(super) heading: usize,
    /// It may be cut.
    pub(super) cuts: bool,
    /// It may be left out.
    pub(super) leaves: bool,
    /// It is the first to be left out.
    pub(super) minor: bool,
}

impl Wish {
    fn least(&self) -> usize {
        if self.cuts { self.natural.min(self.heading.max(TEXT_LEAST)) } else { self.natural }
    }
}

/// The width of each column, or nothing for one that is left out.
pub(super) fn fit(wishes: &[Wish], width: usize) -> Vec<Option<usize>> {
    // Minor columns go before anything is cut, others when cutting is not enough.
    let mut widths: Vec<Option<usize>> = wishes.iter().map(|wish| Some(wish.natural)).collect();
    leave_out(&mut widths, width, |index| wishes[index].leaves && wishes[index].minor);
    for (have, wish) in widths.iter_mut().zip(wishes) {
        *have = have.map(|_| wish.least());
    }
    leave_out(&mut widths, width, |index| wishes[index].leaves);
    let mut spare = width.saturating_sub(taken(&widths));
    while spare > 0 {
        let mut given = false;
        for (have, wish) in widths.iter_mut().zip(wishes) {
            if let Some(have) = have
                && *have < wish.natural
                && spare > 0
            {
                *have += 1;
                spare -= 1;
                given = true;
            }
        }
        if !given {
            break;
        }
    }
    widths
}

/// Leaves out columns, the last ones first and never the first, until the rest fits.
fn leave_out(widths: &mut [Option<usize>], width: usize, may: impl Fn(usize) -> bool) {
    for index in (1..widths.len()).rev() {
        if taken(widths) > width && may(index) {
            widths[index] = None;
        }
    }
}

fn taken(widths: &[Option<usize>]) -> usize {
    let there: Vec<usize> = widths.iter().copied().flatten().collect();
    there.iter().sum::<usize>() + usize::from(GAP) * there.len().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: Wish = Wish { natural: 30, heading: 8, cuts: false, leaves: false, minor: false };
    const TEXT: Wish = Wish { natural: 20, heading: 5, cuts: true, leaves: true, minor: false };
    const MINOR: Wish = Wish { natural: 10, heading: 7, cuts: true, leaves: true, minor: true };

    #[test]
    fn what_fits_is_shown_whole() {
        assert_eq!(fit(&[ID, TEXT, MINOR], 100), [Some(30), Some(20), Some(10)]);
    }

    #[test]
    fn minor_columns_go_first_then_texts_are_cut_then_the_last_ones_go() {
        assert_eq!(fit(&[ID, TEXT, MINOR], 54), [Some(30), Some(20), None]);
        assert_eq!(fit(&[ID, MINOR, TEXT], 45), [Some(30), None, Some(13)]);
        assert_eq!(fit(&[ID, TEXT, TEXT], 45), [Some(30), Some(13), None]);
    }

    #[test]
    fn an_id_is_shown_whole_on_the_narrowest_terminal() {
        assert_eq!(fit(&[ID, TEXT], 20), [Some(30), None]);
    }
}
