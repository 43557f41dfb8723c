use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::CharacterClass;

/// The rule that holds a text to a class of characters.
pub(super) fn rule(pattern: &str, class: &CharacterClass) -> TokenStream {
    let ranges = class.ranges.iter().map(|(first, last)| quote!(#first..=#last));
    if class.negated {
        quote!(no_characters(#pattern, &[#(#ranges),*]))
    } else {
        quote!(characters(#pattern, &[#(#ranges),*]))
    }
}
