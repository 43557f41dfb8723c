/// Declares the enum of what a body may be, of which the caller chooses.
///
/// ```text
/// content! { pub enum AddNoteContent of "addNote" {
///     /// As `application/json`.
///     Json(models::Note) from models::Note => json, within;
///     /// As `multipart/form-data`.
///     Multipart(models::Scan) from models::Scan => multipart ["file" as "image/png"];
///     /// As `text/markdown`.
///     Markdown(String) => raw "text/markdown";
///     /// As `text/plain`.
///     Plain(String) => raw "text/plain", text.max_length(80);
///     /// As `image/png`.
///     Picture(Upload) from Upload, Vec<u8>, &[u8] => raw "image/png";
/// } }
/// ```
///
/// Each row has the variant with its type, the types that only it is made from, how it is written, and what is checked of
/// it, both as in the row of a body in [`operation!`](crate::operation).
#[doc(hidden)]
#[macro_export]
macro_rules! content {
    ($vis:vis enum $content:ident of $id:literal {
        $(
            $(#[$doc:meta])*
            $variant:ident($type:ty) $(from $($from:ty),+)? => $kind:ident $($media:literal)? $([$($encodings:tt)*])?
                $(, $check:ident $(.$rule:ident($($limit:tt)*))*)*;
        )+
    }) => {
        #[doc = ::core::concat!(" What `", $id, "` sends: the caller chooses.")]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        $vis enum $content {
            $($(#[$doc])* $variant($type),)+
        }

        #[allow(deprecated, unused_variables)]
        impl $crate::Check for $content {
            fn check(&self, checker: &mut $crate::Checker) {
                match self {
                    $(Self::$variant(value) => { $(checker.$check("", value)$(.$rule($($limit)*))*;)* })+
                }
            }
        }

        #[allow(deprecated)]
        impl $crate::BodyContent for $content {
            fn write(&self, request: &mut $crate::RequestBuilder) {
                match self {
                    $(Self::$variant(value) => {
                        $crate::content!(@write value request $kind $($media)? $([$($encodings)*])?);
                    })+
                }
            }
        }

        $($($($crate::content! { @from $content $variant $from })+)?)+
    };
    (@from $content:ident $variant:ident $from:ty) => {
        #[allow(deprecated)]
        impl ::core::convert::From<$from> for $content {
            fn from(value: $from) -> Self {
                Self::$variant(value.into())
            }
        }
    };

    (@write $value:ident $request:ident json) => { $request.json($value) };
    (@write $value:ident $request:ident json $media:literal) => { $request.json_as($media, $value) };
    (@write $value:ident $request:ident raw $media:literal) => { $request.raw($media, $value) };
    (@write $value:ident $request:ident content) => { $crate::BodyContent::write($value, $request) };
    // What is a form of some kind, in which members may be written otherwise than the others.
    (@write $value:ident $request:ident $kind:ident) => { $request.$kind($value, &[]) };
    (@write $value:ident $request:ident $kind:ident [$($name:literal as $style:ident $($flag:ident)*),+ $(,)?]) => {
        $request.$kind(
            $value,
            &[$(($name, $crate::PairStyle::of($crate::ParameterStyle::$style)$(.$flag())*)),+],
        )
    };
    (@write $value:ident $request:ident $kind:ident [
        $($name:literal $(as $media:literal)? $(with $($header:literal = $header_value:literal)+)?),+ $(,)?
    ]) => {
        $request.$kind(
            $value,
            const { &[$($crate::PartEncoding::new($name)$(.media_type($media))?
                $(.headers(&[$(($header, $header_value)),+]))?),+] },
        )
    };
}
