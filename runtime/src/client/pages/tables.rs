/// Implements [`Paginated`](crate::Paginated) for an operation.
///
/// ```text
/// pages! { ListOrders {
///     items [page.data?] of models::Order;
///     set cursor to [page.paging?.next?];
///     while [page.has_more];
/// } }
/// ```
///
/// The first row has the list, and the type of what is in it. The second has the parameter and what it is for the next
/// page: a member of the page, or of its last item, as in `[last.id]`; or it is `count page by 1 from 1` or `count offset
/// by items from 0`, with the number that stands for the first page. What may be missing has a question mark. A page is
/// the last one where that is missing or empty, where it holds nothing and the last item or the number of items counts,
/// where what follows `while` is not true, and where what follows `until` is.
#[doc(hidden)]
#[macro_export]
macro_rules! pages {
    ($operation:ident {
        items [page $($items:tt)+] of $item:ty;
        $verb:ident $parameter:ident $how:ident $what:tt $(from $first:literal)?;
        $(while [page $($more:tt)+];)?
        $(until [page $($done:tt)+];)?
    }) => {
        #[allow(deprecated)]
        impl $crate::Paginated for $operation {
            type Item = $item;

            fn turn(
                &mut self,
                page: &<Self as $crate::Operation>::Output,
            ) -> ::core::option::Option<::std::string::String> {
                $(if !*$crate::pages!(@there page $($more)+) {
                    return ::core::option::Option::None;
                })?
                $(if *$crate::pages!(@there page $($done)+) {
                    return ::core::option::Option::None;
                })?
                $crate::pages!(@turn self page [$($items)+] $verb $parameter $how $what $($first)?)
            }

            fn items(page: <Self as $crate::Operation>::Output) -> ::std::vec::Vec<$item> {
                fn taken(
                    page: <$operation as $crate::Operation>::Output,
                ) -> ::core::option::Option<::std::vec::Vec<$item>> {
                    ::core::option::Option::Some($crate::pages!(@taken page $($items)+))
                }
                taken(page).unwrap_or_default()
            }
        }
    };

    (@turn $self:ident $page:ident $items:tt set $parameter:ident to [page $($path:tt)+]) => {{
        let value = $crate::pages!(@there $page $($path)+);
        $crate::pages!(@set $self $parameter value)
    }};
    (@turn $self:ident $page:ident [$($items:tt)+] set $parameter:ident to [last $($path:tt)+]) => {{
        let item = $crate::pages!(@there $page $($items)+).last()?;
        let value = $crate::pages!(@there item $($path)+);
        $crate::pages!(@set $self $parameter value)
    }};
    (@turn $self:ident $page:ident [$($items:tt)+] count $parameter:ident by $step:tt $first:literal) => {{
        let count = $crate::pages!(@there $page $($items)+).len();
        if count == 0 {
            return ::core::option::Option::None;
        }
        let number = $crate::Count::advance(&mut $self.$parameter, $first, $crate::pages!(@step $step count))?;
        ::core::option::Option::Some(::std::string::ToString::to_string(&number))
    }};
    (@step items $count:ident) => { $count };
    (@step $step:literal $count:ident) => { $step };
    (@set $self:ident $parameter:ident $value:ident) => {{
        let cursor = ::std::string::ToString::to_string($value);
        if cursor.is_empty() {
            return ::core::option::Option::None;
        }
        $self.$parameter = ::core::clone::Clone::clone($value).into();
        ::core::option::Option::Some(cursor)
    }};

    (@there $value:ident) => { $value };
    (@there $value:ident . $member:ident ? $($rest:tt)*) => {{
        let value = $crate::Member::there(&$value.$member)?;
        $crate::pages!(@there value $($rest)*)
    }};
    (@there $value:ident . $member:ident $($rest:tt)*) => {{
        let value = &$value.$member;
        $crate::pages!(@there value $($rest)*)
    }};
    (@taken $value:ident) => { $value };
    (@taken $value:ident . $member:ident ? $($rest:tt)*) => {{
        let value = $crate::Member::into_there($value.$member)?;
        $crate::pages!(@taken value $($rest)*)
    }};
    (@taken $value:ident . $member:ident $($rest:tt)*) => {{
        let value = $value.$member;
        $crate::pages!(@taken value $($rest)*)
    }};
}
