use super::{Lowering, pattern::read_pattern, shape::Text};
use crate::diagnostic::Diagnostic;
use crate::ir::Constraint;
use crate::pointer::Pointer;

impl Lowering<'_, '_> {
    /// What a string schema asks for beyond being a string. The lengths that a pattern asks for join the schema's own.
    pub(super) fn text_constraints(&mut self, text: &Text<'_>, at: &Pointer) -> Vec<Constraint> {
        let mut least = text.min_length.unwrap_or(0);
        let mut most = text.max_length;
        let mut class = None;
        if let Some(source) = text.pattern {
            match read_pattern(source) {
                Some(pattern) => {
                    least = least.max(pattern.least);
                    most = [most, pattern.most].into_iter().flatten().min();
                    class = Some(Constraint::Characters { pattern: source.to_owned(), class: pattern.class });
                }
                None => self.report.push(
                    Diagnostic::warning(&at.child("pattern"), "this pattern is not checked before a value is sent")
                        .help("a pattern that is one class of characters, repeated, is checked: `^[a-z]{1,9}$`"),
                ),
            }
        }
        let least = (least > 0).then_some(Constraint::MinLength(least));
        [least, most.map(Constraint::MaxLength), class].into_iter().flatten().collect()
    }
}
