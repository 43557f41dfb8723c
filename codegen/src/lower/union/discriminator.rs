//! Reports what a discriminator says that the output does not follow.

use openapiv3::Discriminator;

use super::tag::Tags;
use crate::diagnostic::Diagnostic;
use crate::lower::{
    Lowering,
    schema::{Part, Shape},
};
use crate::pointer::Pointer;

impl<'d> Lowering<'d, '_> {
    /// Reports a discriminator that does not select the branch, and its mapped values that select none. `tags` is what
    /// selects the branch, and `at` is the schema.
    pub(super) fn report_discriminator(
        &mut self,
        discriminator: &'d Discriminator,
        branches: &[(Part<'d>, Shape<'d>)],
        tags: Option<&Tags>,
        at: &Pointer,
    ) {
        if branches.len() < 2 {
            return;
        }
        let property = &discriminator.property_name;
        let at = at.child("discriminator");
        if let Some(tags) = tags.filter(|tags| tags.is_of(property)) {
            let values = tags.values();
            let lost: Vec<_> =
                self.mapping_of(discriminator).filter(|(value, _)| !values.contains(value.as_str())).collect();
            for (value, target) in lost {
                let message = format!("no branch is `{target}`, so `{value}` is read as unknown");
                self.report.warn(&at.child("mapping").child(value), message);
            }
            return;
        }
        let is_shared = self.declared_tags(discriminator, branches).shares_values();
        let reason = if is_shared { "several branches have the same value" } else { "a branch has no value of it" };
        let message = format!("the discriminator `{property}` does not select the branch, since {reason}");
        let help = "the branches are distinguished by their properties; an overlay can give each branch a value of its \
                    own with `mapping`";
        self.report.push(Diagnostic::note(&at, message).help(help));
    }
}
