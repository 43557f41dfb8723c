//! The places at which a text was cut.

use std::ops::RangeInclusive;

use super::reading::{BEGINNINGS, LONGEST};

/// The sign that stands for the rest of a text that was cut. All messages of this crate mark their cuts with it.
const MARK: char = '…';

/// The cuts of a text, in order.
pub(super) struct Cuts(Vec<Cut>);

struct Cut {
    /// Where the text may end before the cut: at the cut, or near it where an escape or a character may have been cut.
    end: usize,
    /// The place of the cut.
    at: usize,
}

impl Cuts {
    /// Finds the marks of cuts in a text. The end of the text is a cut too if it `is_cut`.
    pub(super) fn of(text: &str, is_cut: bool) -> Self {
        let is_end = |sign: char| BEGINNINGS.contains(&sign) || sign == char::REPLACEMENT_CHARACTER;
        let marks = text.match_indices(MARK).map(|(at, _)| at);
        let (mut cuts, mut start) = (Vec::new(), 0);
        for at in marks.chain(is_cut.then_some(text.len())) {
            // An escape that is cut may itself be written with escapes.
            let tail = text.floor_char_boundary(at.saturating_sub(2 * LONGEST)).max(start);
            cuts.extend(text[tail..at].match_indices(is_end).map(|(index, _)| Cut { end: tail + index, at }));
            cuts.push(Cut { end: at, at });
            start = at + MARK.len_utf8();
        }
        Self(cuts)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the place of the last cut whose text may end at one of these indices.
    pub(super) fn last(&self, ends: RangeInclusive<usize>) -> Option<usize> {
        let count = self.0.partition_point(|cut| cut.end <= *ends.end());
        let cut = self.0[..count].last().filter(|cut| ends.contains(&cut.end))?;
        Some(cut.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cuts(text: &str, is_cut: bool) -> Vec<(usize, usize)> {
        Cuts::of(text, is_cut).0.iter().map(|cut| (cut.end, cut.at)).collect()
    }

    #[test]
    fn a_text_that_was_cut_may_end_before_an_escape() {
        assert_eq!(cuts("", true), [(0, 0)]);
        assert_eq!(cuts("ab", true), [(2, 2)]);
        assert_eq!(cuts(r"a%2\u00", true), [(1, 7), (3, 7), (7, 7)]);
        assert_eq!(cuts("ä\u{FFFD}", true), [(2, 5), (5, 5)]);
        let long = format!("%2B{}", "ä".repeat(30));
        assert_eq!(cuts(&long, true), [(63, 63)]);
    }

    #[test]
    fn a_mark_is_a_cut() {
        assert_eq!(cuts("", false), []);
        assert_eq!(cuts("a…b%…", false), [(1, 1), (5, 6), (6, 6)]);
        assert_eq!(cuts("%……%", true), [(0, 1), (1, 1), (4, 4), (7, 8), (8, 8)]);
    }

    #[test]
    fn the_last_cut_in_a_range_is_found() {
        let cuts = Cuts::of("a…b%…", false);
        assert_eq!(cuts.last(0..=0), None);
        assert_eq!(cuts.last(0..=1), Some(1));
        assert_eq!(cuts.last(2..=4), None);
        assert_eq!(cuts.last(1..=5), Some(6));
    }
}
