use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::CharacterClass;

/// A closure that says whether a character is in the class.
pub(super) fn class(class: &CharacterClass) -> TokenStream {
    let ranges = class.ranges.iter().map(|&(first, last)| if first == last { quote!(#first) } else { quote!(#first..=#last) });
    let not = class.negated.then(|| quote!(!));
    quote!(|c| #not matches!(c, #(#ranges)|*))
}
