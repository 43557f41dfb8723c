/// What tables have in common that make constructors and setters: `into T` takes whatever converts into `T`, `nullable T`
/// whatever converts into a [`Nullable<T>`](crate::Nullable), and `T` itself takes just that.
#[doc(hidden)]
#[macro_export]
macro_rules! setters {
    (@setter $field:ident $($type:tt)+) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        #[must_use]
        pub fn $field(mut self, value: $crate::setters!(@type $($type)+)) -> Self {
            self.$field = $crate::setters!(@set value $($type)+);
            self
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
