/// Makes a struct a JSON object, from a table with one row a member: `"name on the wire" => field, presence;`.
///
/// | presence | type of the field | absent reads as | written |
/// |---|---|---|---|
/// | `required` | `T` or, where null is a value, `Option<T>` | an error | always |
/// | `optional` | `Option<T>` | `None`, and so does null | unless `None` |
/// | `nullable` | [`Nullable<T>`](crate::Nullable) | `Absent` | unless `Absent` |
///
/// After the presence stands `read_only` for a member that only the server sets: it is written, but not sent. A text that
/// has only one value has that value behind it: `required = "dog"`. Another one is read all the same, but tells a union
/// that this is not the branch.
///
/// A first row `new(field(type), …);` makes a constructor of these, as in [`setters!`](crate::setters), and a setter of each
/// field with a type behind its name: `"name on the wire" => field(type), presence;`.
///
/// After `object! { Type: Check {` a row may end in what is checked of the member before it is sent, as methods of the
/// [`Checker`](crate::Checker): `"size" => size, required, integer.minimum(1), within;`.
///
/// A last row `.. => field;` names a `BTreeMap<String, T>` for the members that no row names; without it those are ignored.
///
/// The struct gets `Serialize`, `Deserialize`, [`FromJson`](crate::FromJson) and [`ToJson`](crate::ToJson).
#[doc(hidden)]
#[macro_export]
macro_rules! object {
    ($type:ident: Check {
        new($($required:tt)*) $(, $fixed:ident = $value:literal)*;
        $(
            $name:literal => $field:ident $(($($setter:tt)+))?, $presence:ident $($read_only:ident)? $(= $constant:literal)?
                $(, $check:ident $(.$rule:ident($($argument:tt)*))*)*;
        )*
        $(.. => $rest:ident;)?
    }) => {
        #[allow(deprecated)]
        impl $crate::Check for $type {
            fn check(&self, checker: &mut $crate::Checker) {
                $($(checker.$check($name, &self.$field)$(.$rule($($argument)*))*;)*)*
            }
        }

        $crate::object! { $type {
            new($($required)*) $(, $fixed = $value)*;
            $($name => $field $(($($setter)+))?, $presence $($read_only)? $(= $constant)?;)*
            $(.. => $rest;)?
        } }
    };
    ($type:ident {
        new($($required:tt)*) $(, $fixed:ident = $value:literal)*;
        $($name:literal => $field:ident $(($($setter:tt)+))?, $presence:ident $($read_only:ident)? $(= $constant:literal)?;)*
        $(.. => $rest:ident;)?
    }) => {
        $crate::setters! { $type {
            new($($required)*) $(, $fixed = $value)* $(and $rest)?;
            $($($field($($setter)+);)?)*
        } }

        $crate::object! { $type {
            $($name => $field, $presence $($read_only)? $(= $constant)?;)*
            $(.. => $rest;)?
        } }
    };
    ($type:ident {
        $($name:literal => $field:ident, $presence:ident $($read_only:ident)? $(= $constant:literal)?;)*
        $(.. => $rest:ident;)?
    }) => {
        #[allow(deprecated)]
        impl $crate::private::Object for $type {
            const MEMBERS: &'static [&'static str] = &[$($name),*];

            fn read<'de, A: $crate::private::MapAccess<'de>>(
                mut members: $crate::private::Members<'_, A>,
            ) -> ::core::result::Result<Self, A::Error> {
                #[allow(non_camel_case_types, dead_code)]
                enum Position {$($field),*}
                $(let mut $field = ::core::default::Default::default();)*
                $(let mut $rest = ::std::collections::BTreeMap::new();)?
                while let ::core::option::Option::Some(position) = $crate::object!(@next members $($rest)?) {
                    $(if position == Position::$field as usize {
                        $field = $crate::object!(@value $presence members position);
                        $(members.constant(&$field, $constant);)?
                        continue;
                    })*
                    let _ = position;
                }
                ::core::result::Result::Ok(Self {
                    $($field: $crate::object!(@member $presence members $field Position::$field as usize),)*
                    $($rest,)?
                })
            }

            fn write<M: $crate::private::SerializeMap>(
                &self,
                map: &mut M,
                written: $crate::Written,
            ) -> ::core::result::Result<(), M::Error> {
                $($crate::object!(@write $presence $($read_only)?, map $name self.$field, written);)*
                $(for (name, value) in &self.$rest {
                    map.serialize_entry(name, &$crate::private::Writing(value, written))?;
                })?
                let _ = (map, written);
                ::core::result::Result::Ok(())
            }
        }

        impl $crate::FromJson for $type {
            fn from_json<'de, D: $crate::private::Deserializer<'de>>(
                deserializer: D,
                track: &$crate::Track,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::private::read_object(deserializer, track)
            }
        }

        $crate::deserialize! { $type }

        impl $crate::ToJson for $type {
            fn to_json<S: $crate::private::Serializer>(
                &self,
                serializer: S,
                written: $crate::Written,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::private::write_object(self, serializer, written)
            }
        }

        $crate::serialize! { $type }
    };
    (@next $members:ident) => { $members.next_known()? };
    (@next $members:ident $rest:ident) => { $members.next_beside(&mut $rest)? };
    (@value required $members:ident $position:ident) => {
        ::core::option::Option::Some($members.value($position)?)
    };
    (@value optional $members:ident $position:ident) => { $members.optional($position)? };
    (@value $presence:ident $members:ident $position:ident) => { $members.value($position)? };
    (@member required $members:ident $field:ident $position:expr) => { $members.required($field, $position)? };
    (@member $presence:ident $members:ident $field:ident $position:expr) => { $field };
    (@write $presence:ident read_only, $map:ident $name:literal $value:expr, $written:ident) => {
        if $written == $crate::Written::All {
            $crate::object!(@write $presence, $map $name $value, $written);
        }
    };
    (@write required, $map:ident $name:literal $value:expr, $written:ident) => {
        $map.serialize_entry($name, &$crate::private::Writing(&$value, $written))?
    };
    (@write optional, $map:ident $name:literal $value:expr, $written:ident) => {
        if let ::core::option::Option::Some(value) = &$value {
            $map.serialize_entry($name, &$crate::private::Writing(value, $written))?;
        }
    };
    (@write nullable, $map:ident $name:literal $value:expr, $written:ident) => {
        if !$value.is_absent() {
            $map.serialize_entry($name, &$crate::private::Writing(&$value, $written))?;
        }
    };
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::Nullable;

    #[derive(Clone, Debug, PartialEq)]
    struct Look {
        id: String,
        parent: Option<String>,
        r#type: Option<Box<Look>>,
        name: Nullable<String>,
        members: Option<Vec<Look>>,
    }

    object! { Look {
        "id"      => id,      required;
        "parent"  => parent,  required;
        "type"    => r#type,  optional;
        "name"    => name,    nullable;
        "members" => members, optional;
    } }

    fn read(json: &str) -> Result<Look, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[derive(Clone, Debug, PartialEq)]
    struct Sent {
        kind: String,
        name: Option<String>,
        size: u64,
        note: Nullable<String>,
        rest: BTreeMap<String, u64>,
    }

    object! { Sent: Check {
        new(name(into Option<String>), size(u64)), kind = "sent";
        "kind" => kind, required = "sent", text.max_length(4);
        "name" => name, required, text.min_length(1).characters("^[a-b]*$", &['a'..='b']);
        "size" => size, required, integer.one_of(&[1, 2]);
        "note" => note(nullable String), nullable read_only;
        .. => rest;
    } }

    #[test]
    fn the_rows_say_what_is_checked() {
        use crate::Check;

        assert_eq!(Sent::new("ab".to_owned(), 1).validate(), Ok(()));
        assert_eq!(
            Sent::new("c".to_owned(), 3).validate().unwrap_err().to_string(),
            "`name` must match `^[a-b]*$`, but character 1 is 'c'; `size` must be one of 1, 2"
        );
    }

    #[test]
    fn a_table_with_a_constructor_makes_setters_of_the_other_members() {
        let sent = Sent::new("a".to_owned(), 1).note(None);
        let json = r#"{"kind":"sent","name":"a","size":1,"note":null}"#;
        assert_eq!(serde_json::to_string(&sent).unwrap(), json);
        assert_eq!(serde_json::from_str::<Sent>(json).unwrap(), sent);
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
