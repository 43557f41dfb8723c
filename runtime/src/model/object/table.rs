/// Declares a struct that is a JSON object, from a table with one row a member.
///
/// ```text
/// object! { pub struct Look: New + Check {
///     //! One look of an avatar.
///
///     members.max_properties(10);
///     /// How it is called.
///     pub name(new into): String => "name", text.min_length(1);
///     pub kind: String = "look" => "kind" = "look";
///     pub parent(new into): Option<String> => "parent" required;
///     pub size(set): Option<i64> => "size", integer.minimum(1);
///     pub note(into): Nullable<String> => "note" read_only;
///     .. pub others: BTreeMap<String, u64>;
/// } }
/// ```
///
/// | type of the field | absent reads as | written |
/// |---|---|---|
/// | `T` | an error | always |
/// | `Option<T>`, and `required` after the name | an error | always |
/// | `Option<T>` | `None`, and so does null | unless `None` |
/// | [`Nullable<T>`](crate::Nullable) | `Absent` | unless `Absent` |
///
/// - A field is `(new)` where it is an argument of the constructor, `(set)` where it has a setter, and `(new into)` or
///   `(into)` where these take what converts into its type. One with a value behind its type begins with that.
/// - After the name on the wire stands `required`, or `read_only` for a member that only the server sets: it is written, but
///   not sent. A text that has only one value has that value there. Another one is read all the same, but tells a union that
///   this is not the branch.
/// - A row may end in what is checked of the member before it is sent, as methods of the [`Checker`](crate::Checker).
/// - `members` has what is checked of the number of members. A last row behind two dots is for the members that no row
///   names, which are ignored without it.
///
/// After the name of the struct stands, joined by `+`, `Default` where nothing is required, `New` where there is a
/// constructor, and `Check` where it is checked. The struct gets `Clone`, `Debug`, `PartialEq`, `Serialize`, `Deserialize`,
/// [`FromJson`](crate::FromJson) and [`ToJson`](crate::ToJson).
#[doc(hidden)]
#[macro_export]
macro_rules! object {
    ($vis:vis struct $type:ident { $($rows:tt)* }) => {
        $crate::object! { @struct $vis $type [] [] [] $($rows)* }
    };
    ($vis:vis struct $type:ident: Check { $($rows:tt)* }) => {
        $crate::object! { @struct $vis $type [] [] [Check] $($rows)* }
    };
    ($vis:vis struct $type:ident: New { $($rows:tt)* }) => {
        $crate::object! { @struct $vis $type [] [New] [] $($rows)* }
    };
    ($vis:vis struct $type:ident: New + Check { $($rows:tt)* }) => {
        $crate::object! { @struct $vis $type [] [New] [Check] $($rows)* }
    };
    ($vis:vis struct $type:ident: Default { $($rows:tt)* }) => {
        $crate::object! { @struct $vis $type [Default] [] [] $($rows)* }
    };
    ($vis:vis struct $type:ident: Default + New { $($rows:tt)* }) => {
        $crate::object! { @struct $vis $type [Default] [New] [] $($rows)* }
    };
    ($vis:vis struct $type:ident: Default + New + Check { $($rows:tt)* }) => {
        $crate::object! { @struct $vis $type [Default] [New] [Check] $($rows)* }
    };

    (@struct $vis:vis $type:ident [$($default:ident)?] [$($made:ident)?] [$($check:ident)?]
        $(#![$about:meta])*
        $(members $(.$count:ident($($number:tt)*))+;)?
        $(
            $(#[$doc:meta])*
            pub $field:ident
                $((new into): $new_into:ty =>)? $((new): $new:ty =>)?
                $((into): Option<$into:ty> =>)? $((set): Option<$set:ty> =>)? $((into): Nullable<$nullable:ty> =>)?
                $(: $plain:ty $(= $value:literal)? =>)?
                $name:literal $($marker:ident)* $(= $constant:literal)?
                $(, $kind:ident $(.$rule:ident($($limit:tt)*))*)*;
        )*
        $(.. $(#[$rest_doc:meta])* pub $rest:ident: $rest_type:ty
            $(, $rest_kind:ident $(.$rest_rule:ident($($rest_limit:tt)*))*)*;)?
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, $($default,)? PartialEq)]
        #[non_exhaustive]
        $vis struct $type {
            $(
                $(#[$doc])*
                pub $field: $($new_into)? $($new)? $(::core::option::Option<$into>)? $(::core::option::Option<$set>)?
                    $($crate::Nullable<$nullable>)? $($plain)?,
            )*
            $(
                /// The members that are not named above.
                $(#[$rest_doc])*
                pub $rest: $rest_type,
            )?
        }

        $crate::object! { @check [$($check)?] $type
            $([members $(.$count($($number)*))+])?
            $($($field $name $kind $(.$rule($($limit)*))*;)*)*
            $($($rest "" $rest_kind $(.$rest_rule($($rest_limit)*))*;)*)?
        }

        $crate::object! { @new [$($made)?] $type
            [$($($field: impl ::core::convert::Into<$new_into>,)? $($field: $new,)?)*]
            $(
                $field: [
                    $(::core::convert::Into::<$new_into>::into($field))?
                    $(::core::convert::identity::<$new>($field))?
                    $(::core::option::Option::<$into>::None)?
                    $(::core::option::Option::<$set>::None)?
                    $($crate::Nullable::<$nullable>::Absent)?
                    $($(<$plain as ::core::convert::From<_>>::from($value))?)?
                ]
            )*
            $($rest: [::core::default::Default::default()])?
        }

        #[allow(deprecated, unreachable_pub, reason = "a member may be deprecated, and the type private")]
        impl $type {
            $(
                $(
                    #[doc = ::core::concat!("Sets `", ::core::stringify!($field), "`.")]
                    #[must_use]
                    pub fn $field(mut self, value: impl ::core::convert::Into<$into>) -> Self {
                        self.$field = ::core::option::Option::Some(value.into());
                        self
                    }
                )?
                $(
                    #[doc = ::core::concat!("Sets `", ::core::stringify!($field), "`.")]
                    #[must_use]
                    pub fn $field(mut self, value: $set) -> Self {
                        self.$field = ::core::option::Option::Some(value);
                        self
                    }
                )?
                $(
                    #[doc = ::core::concat!("Sets `", ::core::stringify!($field), "`.")]
                    #[must_use]
                    pub fn $field(mut self, value: impl ::core::convert::Into<$crate::Nullable<$nullable>>) -> Self {
                        self.$field = value.into();
                        self
                    }
                )?
            )*
        }

        #[allow(deprecated)]
        impl $crate::FromJson for $type {
            const MEMBERS: &'static [&'static str] = &[$($name),*];

            fn from_members<'de, E: $crate::private::Error, A: $crate::private::MapAccess<'de, Error = E>>(
                members: &mut $crate::private::Members<'_, A, E>,
            ) -> ::core::option::Option<Self> {
                $(
                    let mut $field = $crate::private::Slot::<
                        $($new_into)? $($new)? $(::core::option::Option<$into>)? $(::core::option::Option<$set>)?
                        $($crate::Nullable<$nullable>)? $($plain)?
                    >::new()$(.$marker())*;
                )*
                $(let mut $rest = ::std::collections::BTreeMap::new();)?
                if !$crate::object!(@fill members [$($field)*] $($rest)?) {
                    return ::core::option::Option::None;
                }
                $($(members.constant(&$field, $constant);)?)*
                // One way out for all members is much less for the compiler than one for each.
                #[allow(irrefutable_let_patterns, reason = "an object need not have members")]
                let ($(::core::option::Option::Some($field),)*) = ($($field.value,)*) else {
                    return ::core::option::Option::None;
                };
                ::core::option::Option::Some(Self { $($field,)* $($rest,)? })
            }
        }

        $crate::deserialize! { $type }

        #[allow(deprecated)]
        impl $crate::ToJson for $type {
            fn write_members<M: $crate::private::SerializeMap>(&self, writer: &mut $crate::private::Writer<'_, M>) {
                $(writer$(.$marker())*.member($name, &self.$field);)*
                $(writer.rest(&self.$rest);)?
                let _ = writer;
            }
        }

        $crate::serialize! { $type }
    };

    (@check [] $type:ident) => {};
    (@check [Check] $type:ident
        $([members $(.$count:ident($($number:tt)*))+])?
        $($field:ident $name:literal $kind:ident $(.$rule:ident($($limit:tt)*))*;)*
    ) => {
        #[allow(deprecated)]
        impl $crate::Check for $type {
            fn check(&self, checker: &mut $crate::Checker) {
                $(checker.members(self)$(.$count($($number)*))+;)?
                $(checker.$kind($name, &self.$field)$(.$rule($($limit)*))*;)*
            }
        }
    };

    (@new [] $($rows:tt)*) => {};
    (@new [New] $type:ident [$($argument:tt)*] $($field:ident: [$($value:tt)*])*) => {
        #[allow(deprecated, unreachable_pub, reason = "a member may be deprecated, and the type private")]
        impl $type {
            /// Makes one from what the document requires; everything else is left out until it is set.
            pub fn new($($argument)*) -> Self {
                Self { $($field: $($value)*,)* }
            }
        }
    };

    (@fill $members:ident [$($field:ident)*]) => { $members.fill(&mut [$(&mut $field),*]) };
    (@fill $members:ident [$($field:ident)*] $rest:ident) => {
        $members.fill_beside(&mut [$(&mut $field),*], &mut $rest)
    };
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::{Check, Nullable};

    object! { struct Look {
        pub id: String => "id";
        pub parent: Option<String> => "parent" required;
        pub r#type: Option<Box<Look>> => "type";
        pub name: Nullable<String> => "name";
        pub members: Option<Vec<Option<Box<Look>>>> => "members";
    } }

    fn read(json: &str) -> Result<Look, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    object! { struct Sent: New + Check {
        //! What is sent.

        members.max_properties(5);
        /// What it is.
        pub kind: String = "sent" => "kind" = "sent", text.max_length(4);
        pub name(new into): Option<String> => "name" required, text.min_length(1).characters("^[a-b]*$", &['a'..='b']);
        pub size(new): u64 => "size", integer.one_of(&[1, 2]);
        pub note(into): Nullable<String> => "note" read_only;
        pub weight(set): Option<f64> => "weight";
        .. pub rest: BTreeMap<String, u64>,
            map.each(|checker, name, value| { checker.integer(name, value).minimum(1); });
    } }

    object! { struct Filter: Default + New {
        pub color(into): Option<String> => "color";
    } }

    #[test]
    fn the_rows_say_what_is_checked() {
        assert_eq!(Sent::new("ab".to_owned(), 1).validate(), Ok(()));
        assert_eq!(
            Sent::new("c".to_owned(), 3).validate().unwrap_err().to_string(),
            "`name` must match `^[a-b]*$`, but character 1 is 'c'; `size` must be one of 1, 2"
        );
        let mut beside = Sent::new("a".to_owned(), 1);
        beside.rest = BTreeMap::from([("x".to_owned(), 1), ("y".to_owned(), 0), ("z".to_owned(), 1)]);
        assert_eq!(
            beside.validate().unwrap_err().to_string(),
            "the value must have at most 5 members, but has 6; `y` must be at least 1"
        );
    }

    #[test]
    fn a_table_with_a_constructor_makes_setters_of_the_other_members() {
        let sent = Sent::new("a".to_owned(), 1).note(None).weight(0.5);
        let json = r#"{"kind":"sent","name":"a","size":1,"note":null,"weight":0.5}"#;
        assert_eq!(serde_json::to_string(&sent).unwrap(), json);
        assert_eq!(serde_json::from_str::<Sent>(json).unwrap(), sent);
    }

    #[test]
    fn what_needs_nothing_is_made_of_nothing() {
        assert_eq!(Filter::new(), Filter::default());
        assert_eq!(Filter::new().color("red").color.as_deref(), Some("red"));
    }

    #[test]
    fn members_come_in_any_order_and_others_are_ignored() {
        let look = read(r#"{"new": {"deep": [1]}, "name": null, "parent": null, "id": "a"}"#).unwrap();
        assert_eq!(look.id, "a");
        assert_eq!(look.name, Nullable::Null);
        assert_eq!(look.parent, None);
    }

    #[test]
    fn absent_null_and_value_are_written_as_they_were() {
        for json in [r#"{"id":"a","parent":null}"#, r#"{"id":"a","parent":"b","name":null}"#] {
            assert_eq!(serde_json::to_string(&read(json).unwrap()).unwrap(), json);
        }
    }

    #[test]
    fn members_beside_the_named_ones_are_kept() {
        let json = r#"{"kind":"sent","name":null,"size":1,"x":7}"#;
        let sent: Sent = serde_json::from_str(json).unwrap();
        assert_eq!(sent.rest, BTreeMap::from([("x".to_owned(), 7)]));
        assert_eq!(serde_json::to_string(&sent).unwrap(), json);
    }

    #[test]
    fn a_failure_names_its_path() {
        let nested = r#"{"id": "a", "parent": null, "members": [{"id": "b", "parent": null, "type": {"id": 7}}]}"#;
        assert_eq!(
            read(nested).unwrap_err(),
            "$.members[0].type.id: invalid type: integer `7`, expected a string at line 1 column 84"
        );
    }

    #[test]
    fn a_missing_required_member_is_named_even_where_null_is_allowed() {
        assert!(read(r#"{"parent": null}"#).unwrap_err().starts_with("$.id: this required member is missing"));
        assert!(read(r#"{"id": "a"}"#).unwrap_err().starts_with("$.parent: "));
    }

    #[test]
    fn an_array_is_no_object() {
        assert!(read("[]").unwrap_err().contains("expected an object"));
    }
}
