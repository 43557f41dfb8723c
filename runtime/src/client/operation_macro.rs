/// Declares an operation from a table that reads like the document: the struct of a call with its constructor, the method
/// of the client, the setters of the call, and the enum of the refusals.
///
/// ```text
/// operation! { pub struct CreateOrder {
///     //! Creates an order.
///
///     POST "/shops/{shop_id}/orders" as "createOrder" by create_order;
///     at "https://orders.example.com";
///     security [API_KEY], [ID, TOKEN];
///     /// The shop.
///     pub shop_id(new into): String => path "shop_id", text.min_length(1);
///     /// The key.
///     pub idempotency_key(into): Option<String> => idempotency "Idempotency-Key";
///     /// The tags.
///     pub tags(into): Option<Vec<String>> => query "tags" as Commas reserved;
///     /// The version.
///     pub version: String = "2024-07" => header "X-Version";
///     body: models::NewOrder => json, within;
///     set note(into): String => body.note;
///     headers CreateOrderHeaders {
///         /// How many orders are left.
///         remaining: Option<i64> = header "X-Remaining";
///     }
///     events json: models::Step, by stream;
///     ok json_in "data": models::Order;
///     refused CreateOrderError as json_in "error": models::Problem;
///     /// 404: There is no such shop.
///     404 => NotFound(models::Problem);
/// } }
/// ```
///
/// The rows come in this order, and all but the first, `ok` and `refused` can be left out.
///
/// - The first has the method of the client, and in parentheses how that is written in documentation, where it is a raw
///   identifier. `at` has a server of the operation's own, and `security` the alternatives.
/// - A parameter is `(new)` where it is an argument of the constructor, `(set)` where it has a setter, and `(new into)` or
///   `(into)` where these take what converts into its type. The setter of one that is `(renamed)` is among the rows that
///   begin with `set`. One that has a value has no other. Then follow where it goes (`path`, `query`, `header`, `cookie`
///   or, for the header with the idempotency key, `idempotency`), its [`ParameterStyle`](crate::ParameterStyle) with the
///   methods of [`StyledParameter`](crate::StyledParameter), and what is checked of it, as methods of the
///   [`Checker`](crate::Checker).
/// - The body is given like a parameter, or begins empty. It is `json`, `json "media/type"`, `form`,
///   `form_with_brackets`, `multipart`, `fields`, or `raw "media/type"`; a form may have styles of its members, as in
///   `form ["tags" as Commas reserved]`, and multipart their encodings, as in `multipart ["meta" as "application/json"
///   with "X-Kind" = "cover"]`; and it is `content` where it is an enum with a table of its own,
///   [`content!`](crate::content). A text at the end says in words what is checked.
/// - `set` has further setters, and where in the operation they put their value.
/// - `accept` has the media types to ask for where they are not just JSON. `headers` declares the struct of the headers
///   that a success brings, each read by a method of [`Reply`](crate::Reply). `events` has what is read of an event, by a
///   method of [`Event`](crate::Event), and the member of the body that asks for events. `download` says that a success
///   can be received in pieces, with the media types to ask for where it may be JSON as well.
/// - `ok` has the method of [`Reply`](crate::Reply) that reads a success, and what it is read as. In its place, `outputs`
///   declares the enum of what a success brings by its status.
/// - `refused` declares the enum of the refusals, whose rows follow as in [`refusals!`](crate::refusals).
#[doc(hidden)]
#[macro_export]
macro_rules! operation {
    ($vis:vis struct $operation:ident {
        $(#![$about:meta])*
        $method:ident $path:literal as $id:literal by $function:ident $(($shown:literal))?;
        $(at $server:literal;)?
        $(security $([$($scheme:ident),*]),+;)?
        $(
            $(#[$doc:meta])*
            pub $field:ident
                $((new into): $new_into:ty =>)? $((new): $new:ty =>)?
                $((into): Option<$into:ty> =>)? $((set): Option<$set:ty> =>)? $((renamed): Option<$renamed:ty> =>)?
                $(: $only:ty = $value:literal =>)?
                $place:ident $wire:literal $(as $style:ident $($flag:ident)*)?
                $(, $check:ident $(.$rule:ident($($limit:tt)*))*)*;
        )*
        $(
            body
                $((new into): $body_new_into:ty =>)? $((new): $body_new:ty =>)?
                $((into): Option<$body_into:ty> =>)? $((set): Option<$body_set:ty> =>)?
                $((renamed): Option<$body_renamed:ty> =>)? $(: $body_begun:ty =>)?
                $body_kind:ident $($media:literal)? $([$($encodings:tt)*])?
                $(, $body_check:ident $(.$body_rule:ident($($body_limit:tt)*))*)* $(, $checked:literal)?;
        )?
        $(
            set $setter:ident
                $((into): $set_into:ty =>)? $((nullable): $set_nullable:ty =>)? $(: $set_plain:ty =>)?
                $($target:ident).+;
        )*
        $(accept $accept:literal;)?
        $(headers $headers:ident $header_rows:tt)?
        $(events $event_kind:ident: $event:ty $(, by $event_switch:ident)?;)?
        $(download $($download:literal)?;)?
        $(ok $read:ident $($envelope:literal)?: $output:ty;)?
        $(outputs $outputs:ident { $($output_rows:tt)* })?
        refused $error:ident $(of $refusal:ty)? $(as $error_read:ident $($error_envelope:literal)?: $error_body:ty)?;
        $($refusals:tt)*
    }) => {
        #[doc = $crate::operation!(@call $function $($shown)?)]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        $vis struct $operation {
            $(
                $(#[$doc])*
                pub $field: $($new_into)? $($new)? $(::core::option::Option<$into>)? $(::core::option::Option<$set>)?
                    $(::core::option::Option<$renamed>)? $($only)?,
            )*
            $(
                /// The request body.
                $(
                    #[doc = ""]
                    #[doc = ::core::concat!(" ", $checked)]
                )?
                pub body: $($body_new_into)? $($body_new)? $(::core::option::Option<$body_into>)?
                    $(::core::option::Option<$body_set>)? $(::core::option::Option<$body_renamed>)? $($body_begun)?,
            )?
        }

        #[allow(deprecated)]
        impl<D: ::core::clone::Clone> Client<D> {
            $(#[$about])*
            #[doc = ""]
            #[doc = ::core::concat!(" `", ::core::stringify!($method), " ", $path, "`")]
            $vis fn $function(
                &self,
                $($($field: impl ::core::convert::Into<$new_into>,)? $($field: $new,)?)*
                $($(body: impl ::core::convert::Into<$body_new_into>,)? $(body: $body_new,)?)?
            ) -> Call<$operation, D> {
                self.call($operation::new(
                    $(
                        $(::core::convert::Into::<$new_into>::into($field),)?
                        $(::core::convert::identity::<$new>($field),)?
                    )*
                    $(
                        $(::core::convert::Into::<$body_new_into>::into(body),)?
                        $(::core::convert::identity::<$body_new>(body),)?
                    )?
                ))
            }
        }

        #[allow(deprecated)]
        impl $operation {
            /// A call with what the document requires; everything else is left out until it is set.
            pub fn new(
                $($($field: impl ::core::convert::Into<$new_into>,)? $($field: $new,)?)*
                $($(body: impl ::core::convert::Into<$body_new_into>,)? $(body: $body_new,)?)?
            ) -> Self {
                Self {
                    $(
                        $field: $(::core::convert::Into::<$new_into>::into($field))?
                            $(::core::convert::identity::<$new>($field))?
                            $(::core::option::Option::<$into>::None)?
                            $(::core::option::Option::<$set>::None)?
                            $(::core::option::Option::<$renamed>::None)?
                            $(<$only as ::core::convert::From<_>>::from($value))?,
                    )*
                    $(
                        body: $(::core::convert::Into::<$body_new_into>::into(body))?
                            $(::core::convert::identity::<$body_new>(body))?
                            $(::core::option::Option::<$body_into>::None)?
                            $(::core::option::Option::<$body_set>::None)?
                            $(::core::option::Option::<$body_renamed>::None)?
                            $(<$body_begun as ::core::default::Default>::default())?,
                    )?
                }
            }
        }

        #[allow(deprecated)]
        impl<D> Call<$operation, D> {
            $(
                $(
                    #[doc = ::core::concat!(" Sets `", ::core::stringify!($field), "`.")]
                    pub fn $field(mut self, value: impl ::core::convert::Into<$into>) -> Self {
                        $crate::__private::set(&mut self.operation_mut().$field, value);
                        self
                    }
                )?
                $(
                    #[doc = ::core::concat!(" Sets `", ::core::stringify!($field), "`.")]
                    pub fn $field(mut self, value: $set) -> Self {
                        $crate::__private::set(&mut self.operation_mut().$field, value);
                        self
                    }
                )?
            )*
            $(
                $(
                    /// Sets `body`.
                    pub fn body(mut self, value: impl ::core::convert::Into<$body_into>) -> Self {
                        $crate::__private::set(&mut self.operation_mut().body, value);
                        self
                    }
                )?
                $(
                    /// Sets `body`.
                    pub fn body(mut self, value: $body_set) -> Self {
                        $crate::__private::set(&mut self.operation_mut().body, value);
                        self
                    }
                )?
            )?
            $(
                #[doc = ::core::concat!(" Sets `", ::core::stringify!($($target).+), "`.")]
                pub fn $setter(
                    mut self,
                    value: $(impl ::core::convert::Into<$set_into>)?
                        $(impl ::core::convert::Into<$crate::Nullable<$set_nullable>>)? $($set_plain)?,
                ) -> Self {
                    let place = &mut self.operation_mut().$($target).+;
                    $($crate::__private::set::<$set_into>(place, value);)?
                    $($crate::__private::set::<$set_plain>(place, value);)?
                    $(*place = ::core::convert::Into::<$crate::Nullable<$set_nullable>>::into(value);)?
                    self
                }
            )*
        }

        #[allow(deprecated, unused_variables)]
        impl $crate::Check for $operation {
            fn check(&self, checker: &mut $crate::Checker) {
                $($(checker.$check($wire, &self.$field)$(.$rule($($limit)*))*;)*)*
                $($(checker.$body_check("", &self.body)$(.$body_rule($($body_limit)*))*;)*)?
            }
        }

        #[allow(deprecated, unused_parens, unused_variables)]
        impl $crate::Operation for $operation {
            type Output = $($output)? $($outputs)?;
            type Headers = ($($headers)?);
            type Error = $error;

            const META: $crate::Meta = $crate::Meta::new($id, $crate::Method::$method, $path)
                $(.server($server))?
                $(.security(&[$(&[$($scheme),*]),+]))?
                $(.accept($accept))?
                .error_envelope(<$error as $crate::ByStatus>::ENVELOPE);

            fn request(&self, request: &mut $crate::RequestBuilder) {
                $(
                    request.$place($wire) $(.styled($crate::ParameterStyle::$style)$(.$flag())*)?
                        $(.value::<$new_into>(&self.$field))? $(.value::<$new>(&self.$field))?
                        $(.optional::<$into>(&self.$field))? $(.optional::<$set>(&self.$field))?
                        $(.optional::<$renamed>(&self.$field))? $(.value::<$only>(&self.$field))?;
                )*
                $(
                    let body = $(::core::option::Option::Some::<&$body_new_into>(&self.body))?
                        $(::core::option::Option::Some::<&$body_new>(&self.body))?
                        $(::core::option::Option::<$body_into>::as_ref(&self.body))?
                        $(::core::option::Option::<$body_set>::as_ref(&self.body))?
                        $(::core::option::Option::<$body_renamed>::as_ref(&self.body))?
                        $(::core::option::Option::Some::<&$body_begun>(&self.body))?;
                    if let ::core::option::Option::Some(body) = body {
                        $crate::content!(@write body request $body_kind $($media)? $([$($encodings)*])?);
                    }
                )?
            }

            fn output(reply: &$crate::Reply) -> ::core::result::Result<Self::Output, $crate::ReadError> {
                $(reply.$read($($envelope)?))?
                $(<$outputs as $crate::ByStatus>::read(reply))?
            }
        }

        $($crate::response_headers! { $vis struct $headers of $id $header_rows })?

        $(
            #[allow(deprecated)]
            impl $crate::EventOperation for $operation {
                type Event = $event;

                $(fn ask_for_events(&mut self) {
                    self.body.$event_switch = true.into();
                })?

                fn event(event: &$crate::Event<::std::string::String>) -> ::core::result::Result<Self::Event, $crate::ReadError> {
                    event.$event_kind()
                }
            }
        )?

        $(
            impl $crate::DownloadOperation for $operation {
                $(const ACCEPT: ::core::option::Option<&'static str> = ::core::option::Option::Some($download);)?
            }
        )?

        $($crate::by_status! { @outputs $vis enum $outputs of $id $($output_rows)* })?
        $crate::by_status! {
            @refusals $vis enum $error of $id [$($error_read $($error_envelope)?: $error_body)?] [$($refusal)?] $($refusals)*
        }
    };

    (@call $function:ident) => { ::core::concat!(" A call of [`Client::", ::core::stringify!($function), "`].") };
    (@call $function:ident $shown:literal) => { ::core::concat!(" A call of [`Client::", $shown, "`].") };
}
