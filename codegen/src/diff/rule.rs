use std::fmt;

/// The users of the generated code that a change breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Breaks {
    /// No user.
    Nothing,
    /// A program that still compiles, but sends or reads something else at run time.
    Wire,
    /// A program that was written for the old API and no longer compiles.
    Compile,
}

/// The part of the version number that a change raises ([Semantic Versioning](https://semver.org)).
///
/// Below 1.0.0, Cargo treats the second number as the first: there, major raises the second number,
/// and minor the third.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Level {
    /// The third number.
    Patch,
    /// The second number.
    Minor,
    /// The first number.
    Major,
}

/// Declares [`Rule`] from the table below, so that each rule is defined in one place.
macro_rules! rules {
    ($($rule:ident $id:literal $title:literal $breaks:ident $level:ident $because:literal)*) => {
        /// The kind of a change, which decides what the change breaks and which number it raises.
        ///
        /// The rules follow from the generated code: structs and enums are `#[non_exhaustive]`; a
        /// type that is sent has `new` with the required properties and setters for the others; a
        /// type that is only received has no constructor; the method of an operation takes the
        /// required parameters. [Cargo's rules][cargo] decide what breaks callers at compile time.
        ///
        /// [cargo]: https://doc.rust-lang.org/cargo/reference/semver.html
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $(
                #[doc = concat!("`", $id, "`: ", $title, "; ", $because, ".")]
                $rule,
            )*
        }

        impl Rule {
            /// All rules, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$rule),*];

            /// Returns the name of the rule in JSON, such as `required-added`. The name is stable.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$rule => $id),* }
            }

            /// Returns a short description of the change, to follow the name of the item.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$rule => $title),* }
            }

            /// Returns what a change of this kind breaks.
            pub const fn breaks(self) -> Breaks {
                match self { $(Self::$rule => Breaks::$breaks),* }
            }

            /// Returns the number of the version that a change of this kind raises.
            pub const fn level(self) -> Level {
                match self { $(Self::$rule => Level::$level),* }
            }

            /// Returns the reason for the level.
            pub const fn because(self) -> &'static str {
                match self { $(Self::$rule => $because),* }
            }
        }
    };
}

// Each rule has its variant, its name, its description, what it breaks, its level and the reason.
rules! {
    Added "added" "added" Nothing Minor
        "the generated code allows additions: structs and enums are `#[non_exhaustive]`, and optional values have setters"
    RequiredAdded "required-added" "added and required" Compile Major
        "callers have to provide it: `new`, or the client's method, takes one more argument"
    RequiredReceivedAdded "required-received-added" "added, and always present" Nothing Minor
        "callers only receive it, and gain a field; the document guarantees its presence"
    FixedAdded "fixed-added" "added with a single value" Nothing Minor
        "the constructor sets it"
    TakenFromRest "taken-from-rest" "now a separate field" Wire Major
        "it was one of the additional properties before, and no longer is"
    VariantFieldAdded "variant-field-added" "added to a variant" Compile Major
        "a pattern that lists the fields of the variant misses the new one"
    Removed "removed" "removed" Compile Major
        "the name no longer exists"
    Renamed "renamed" "renamed" Compile Major
        "the old name no longer exists"
    FollowsRename "follows-rename" "uses a renamed type" Nothing Patch
        "only the name of a type that it uses changed; the rename is reported with that type"
    WireNameChanged "wire-name-changed" "renamed on the wire" Wire Major
        "callers compile, but send and read another name"
    LabelChanged "label-changed" "renamed in messages" Nothing Patch
        "only messages and traces show the name"
    TypeChanged "type-changed" "changed type" Compile Major
        "code that passes or reads the old type no longer compiles"
    KindChanged "kind-changed" "changed kind" Compile Major
        "a struct, an enum and an alias are used differently"
    Split "split" "split into two types" Compile Major
        "received and sent values each have their own type"
    Joined "joined" "merged into one type" Compile Major
        "received and sent values share one type, and the other name no longer exists"
    BecameRequired "became-required" "now required" Compile Major
        "an `Option` became the value itself"
    BecameOptional "became-optional" "no longer required" Compile Major
        "the value became an `Option`"
    NullChanged "null-changed" "changed its use of null" Compile Major
        "the type shows whether null and absence are distinct"
    MustCome "must-come" "now always present" Nothing Minor
        "the document guarantees its presence; its type is unchanged"
    MayBeMissing "may-be-missing" "now sometimes absent" Nothing Minor
        "more is accepted than before; its type is unchanged"
    ConstructorAdded "constructor-added" "gained a constructor" Nothing Minor
        "the type gains `new` and its setters"
    ConstructorRemoved "constructor-removed" "lost its constructor" Compile Major
        "the type loses `new` and its setters"
    ConstructorChanged "constructor-changed" "constructed from other values" Compile Major
        "`new` takes other arguments"
    ArgumentsReordered "arguments-reordered" "constructed in another order" Compile Major
        "the arguments of `new` are reordered, and their types differ"
    ArgumentsSwapped "arguments-swapped" "constructed in another order of equal types" Wire Major
        "the arguments of `new` are reordered, and their types are equal: callers compile, but swap the values"
    DefaultAdded "default-added" "now implements `Default`" Nothing Minor
        "nothing in it is required any more"
    DefaultRemoved "default-removed" "no longer implements `Default`" Compile Major
        "something in it is required now"
    FixedValueChanged "fixed-value-changed" "fixed to another value" Wire Major
        "the constructor sets another value"
    DefaultValueChanged "default-value-changed" "changed default" Wire Major
        "callers compile, but send another value unless they set one"
    ServerDefaultChanged "server-default-changed" "changed default of the server" Wire Major
        "callers compile and send the same, but the server uses another value unless they set one"
    FilledDefaultChanged "filled-default-changed" "changed default of a received property" Wire Major
        "callers compile, but read another value where the property is absent"
    FixedValueDocumented "fixed-value-documented" "documented with another fixed value" Nothing Patch
        "any value is still read"
    ConstraintTightened "constraint-tightened" "constrained more tightly" Wire Major
        "values that were sent before are rejected now"
    ConstraintChanged "constraint-changed" "constrained differently" Wire Major
        "values that were sent before may be rejected now"
    ConstraintLoosened "constraint-loosened" "constrained less tightly" Nothing Minor
        "values that were rejected before are sent now"
    ChecksChanged "checks-changed" "checked in one version only" Nothing Patch
        "one of the versions does not send it, so no value that was sent before is rejected now"
    DirectionChanged "direction-changed" "changed direction" Nothing Patch
        "only the documentation names the side that sets it; whether it is required is reported separately"
    SentChanged "sent-changed" "changed whether it is sent" Wire Major
        "callers compile, but their value is now sent, or no longer sent"
    TagAdded "tag-added" "gained a discriminator value" Nothing Minor
        "values that were unknown before are read as this variant"
    TagRemoved "tag-removed" "lost a discriminator value" Wire Major
        "values with that discriminator value are no longer read as this variant"
    DiscriminatorChanged "discriminator-changed" "changed discriminator" Wire Major
        "the same JSON may be read as another variant"
    BranchesReordered "branches-reordered" "tried in another order" Wire Major
        "the first variant that matches is used, and it may be another one now"
    RequestLineChanged "request-line-changed" "changed method or path" Wire Major
        "callers compile, but send another request"
    PlaceChanged "place-changed" "moved to another part of the request" Wire Major
        "callers compile, but send it where the old API does not read it"
    StyleChanged "style-changed" "changed style" Wire Major
        "callers compile, but send other text"
    EncodingChanged "encoding-changed" "changed format" Wire Major
        "callers compile, but the body is written or read in another format"
    EnvelopeChanged "envelope-changed" "changed envelope" Wire Major
        "callers compile, but the value is read from another member of the body"
    AcceptChanged "accept-changed" "accepts other media types" Nothing Patch
        "the types show what is received"
    PartsChanged "parts-changed" "changed use in multipart bodies" Nothing Patch
        "only the operations that send it are affected; their changes are reported with them"
    RetriesChanged "retries-changed" "changed retries" Wire Major
        "callers compile, but a failed call is sent again, or no longer is"
    KeyAdded "key-added" "now sent with an idempotency key" Nothing Minor
        "a repeated call has the same key, by which the server recognizes it"
    SecurityLoosened "security-loosened" "accepts more credentials" Nothing Minor
        "callers that had access still have it"
    SecurityTightened "security-tightened" "accepts fewer credentials" Wire Major
        "a caller whose credentials were sufficient may be rejected"
    SecurityReordered "security-reordered" "changed preferred credential" Nothing Patch
        "the same credentials are sufficient; of several, another one is sent"
    CredentialChanged "credential-changed" "moved to another part of the request" Wire Major
        "callers compile, but send the secret elsewhere"
    TokenUrlChanged "token-url-changed" "changed address of its tokens" Wire Major
        "callers compile, but request tokens at another address"
    ScopesChanged "scopes-changed" "changed scopes" Nothing Patch
        "a client requests only the scopes that it is set to"
    ServerChanged "server-changed" "changed address" Wire Major
        "callers compile, but call another server unless they set one"
    ServerRemoved "server-removed" "lost its address" Wire Major
        "a client without a server can no longer be built"
    FeatureNeeded "feature-needed" "requires another feature" Nothing Minor
        "callers need no change; the package with the generated code must enable the feature in its `Cargo.toml`"
    FeatureUnneeded "feature-unneeded" "no longer requires a feature" Nothing Patch
        "the package with the generated code may remove the feature from its `Cargo.toml`"
    Moved "moved" "moved to another file" Nothing Patch
        "the files are private modules, and `mod.rs` exports everything"
    Reordered "reordered" "reordered" Nothing Patch
        "nothing depends on the order"
    Deprecated "deprecated" "deprecated" Nothing Minor
        "callers compile, with a warning"
    NoLongerDeprecated "no-longer-deprecated" "no longer deprecated" Nothing Patch
        "callers lose a warning"
    Documentation "documentation" "documentation changed" Nothing Patch
        "only comments changed"
    FileChanged "file-changed" "assembled differently" Nothing Patch
        "its items are unchanged"
    ReplacedChanged "replaced-changed" "changed in the document, and replaced in the code" Wire Major
        "the type that the option `replace` or `x-rust-type` names does not change with the document, so change it by hand"
    ReplacedExtended "replaced-extended" "extended in the document, and replaced in the code" Nothing Minor
        "the type that the option `replace` or `x-rust-type` names still fits; change it by hand to use the new part"
    DeclarationChanged "declaration-changed" "declared differently" Compile Major
        "no other rule covers the change, so the worst is assumed"
}

impl Level {
    /// Returns the word: `major`, `minor` or `patch`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl Breaks {
    /// Returns the word: `compile`, `wire` or `nothing`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Wire => "wire",
            Self::Compile => "compile",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Breaks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_breaking_rule_is_major_and_no_other_is() {
        for rule in Rule::ALL {
            assert_eq!(rule.breaks() != Breaks::Nothing, rule.level() == Level::Major, "{}", rule.id());
        }
    }

    #[test]
    fn no_two_rules_have_one_name() {
        let names: HashSet<&str> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        assert_eq!(names.len(), Rule::ALL.len());
    }
}
