/// Gives a struct that is sent its constructor and one chained setter per optional member.
///
/// `new(a(into String), b(i64)), kind = "dog", size = 2_i64 and rest; x(into String); y(i64); z(nullable String);`: after
/// what `new` takes come the members that it sets, each with its only value, which is converted into their type, and the
/// field of the members that no row names. The other rows are the optional members. `into T` takes whatever converts into
/// `T`.
#[doc(hidden)]
#[macro_export]
macro_rules! setters {
    ($type:ident {
        new($($required:ident($($required_type:tt)+)),* $(,)?) $(, $constant:ident = $value:literal)* $(and $rest:ident)?;
        $($optional:ident($($optional_type:tt)+);)*
    }) => {
        #[allow(deprecated, unreachable_pub, reason = "a member may be deprecated, and the type private")]
        impl $type {
            /// Makes one from what the document requires; everything else is left out until it is set.
            pub fn new($($required: $crate::setters!(@type $($required_type)+)),*) -> Self {
                Self {
                    $($required: $crate::setters!(@value $required $($required_type)+),)*
                    $($constant: ::core::convert::From::from($value),)*
                    $($rest: ::core::default::Default::default(),)?
                    $($optional: ::core::default::Default::default(),)*
                }
            }

            $(
                #[doc = concat!("Sets `", stringify!($optional), "`.")]
                #[must_use]
                pub fn $optional(mut self, value: $crate::setters!(@type $($optional_type)+)) -> Self {
                    self.$optional = $crate::setters!(@set value $($optional_type)+);
                    self
                }
            )*
        }
    };
    (@type into $type:ty) => { impl ::core::convert::Into<$type> };
    (@type nullable $type:ty) => { impl ::core::convert::Into<$crate::Nullable<$type>> };
    (@type $type:ty) => { $type };
    (@value $value:ident into $type:ty) => { $value.into() };
    (@value $value:ident $type:ty) => { $value };
    (@set $value:ident into $type:ty) => { ::core::option::Option::Some($value.into()) };
    (@set $value:ident nullable $type:ty) => { $value.into() };
    (@set $value:ident $type:ty) => { ::core::option::Option::Some($value) };
}

#[cfg(test)]
mod tests {
    use crate::Nullable;

    #[derive(Debug, PartialEq)]
    struct Look {
        name: String,
        size: u64,
        color: Option<String>,
        weight: Option<u64>,
        parent: Nullable<String>,
        kind: String,
        version: u32,
        is_public: bool,
    }

    setters! { Look {
        new(name(into String), size(u64)), kind = "look", version = 2_u32, is_public = true;
        color(into String);
        weight(u64);
        parent(nullable String);
    } }

    #[test]
    fn required_first_then_what_is_set_beside_what_is_fixed() {
        let look = Look::new("a", 1).color("red").weight(2).parent(None);
        let expected = Look {
            name: "a".to_owned(),
            size: 1,
            color: Some("red".to_owned()),
            weight: Some(2),
            parent: Nullable::Null,
            kind: "look".to_owned(),
            version: 2,
            is_public: true,
        };
        assert_eq!(look, expected);
    }
}
