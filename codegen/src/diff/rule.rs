use std::fmt;

/// Whom a change breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Breaks {
    /// Nobody.
    Nothing,
    /// A program that still compiles, and sends or reads something else than before when it runs.
    Wire,
    /// A program that was written for the old API, which no longer compiles.
    Compile,
}

/// How much of the version number a change costs ([Semantic Versioning](https://semver.org)). In a crate below 1.0.0,
/// Cargo takes the second number for the first: there, major raises the second number, and minor the third.
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

/// Declares [`Rule`] from the table below, so that a rule, what it is called and what it costs stand in one row.
macro_rules! rules {
    ($($rule:ident $id:literal $title:literal $breaks:ident $level:ident $because:literal)*) => {
        /// What kind of change it is, and with that, whom it breaks and what it costs.
        ///
        /// What is generated decides: structs and enums are `#[non_exhaustive]`; a type that is sent has `new` with what
        /// is required and a setter for the rest; a type that is only received is made from JSON alone; an operation's
        /// method takes what is required. What breaks a caller at compile time is what [Cargo's rules][cargo] say.
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
            /// Every rule, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$rule),*];

            /// The name of the rule in JSON, which stays as it is: `required-added`.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$rule => $id),* }
            }

            /// What happened, in a few words that follow the name of what it happened to.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$rule => $title),* }
            }

            /// Whom it breaks.
            pub const fn breaks(self) -> Breaks {
                match self { $(Self::$rule => Breaks::$breaks),* }
            }

            /// What it costs.
            pub const fn level(self) -> Level {
                match self { $(Self::$rule => Level::$level),* }
            }

            /// Why that is so.
            pub const fn because(self) -> &'static str {
                match self { $(Self::$rule => $because),* }
            }
        }
    };
}

// One rule a paragraph: its name, whom it breaks, what it costs, and why.
rules! {
    Added "added" "added" Nothing Minor
        "what is generated is open for more: structs and enums are `#[non_exhaustive]`, and what is optional has a setter"
    RequiredAdded "required-added" "added, and required" Compile Major
        "who sends it has to give it: `new`, or the client's method, takes one more argument"
    RequiredReceivedAdded "required-received-added" "added, and always received" Nothing Minor
        "who only receives it gains a field; the document promises that it is there"
    FixedAdded "fixed-added" "added, with one value only" Nothing Minor
        "the constructor fills it in"
    TakenFromRest "taken-from-rest" "has a field of its own" Wire Major
        "the member was found among the additional ones before, and no longer is"
    VariantFieldAdded "variant-field-added" "added to a variant" Compile Major
        "a pattern that names the variant's content no longer names all of it"
    Removed "removed" "removed" Compile Major
        "the name no longer exists"
    Renamed "renamed" "renamed" Compile Major
        "the old name no longer exists"
    FollowsRename "follows-rename" "made of something renamed" Nothing Patch
        "only the name of a type that it is made of changed, which counts where that type is"
    WireNameChanged "wire-name-changed" "renamed on the wire" Wire Major
        "callers compile, and send and read another name"
    LabelChanged "label-changed" "called otherwise in messages" Nothing Patch
        "only messages and traces show the name"
    TypeChanged "type-changed" "of another type" Compile Major
        "code that gives or takes the old type no longer fits"
    KindChanged "kind-changed" "of another kind" Compile Major
        "a struct, an enum and an alias are not used in the same way"
    Split "split" "two types now" Compile Major
        "what is received and what is sent have each a type of their own"
    Joined "joined" "one type now" Compile Major
        "what is received and what is sent have one type, and the other name no longer exists"
    BecameRequired "became-required" "now required" Compile Major
        "an `Option` became the value itself"
    BecameOptional "became-optional" "no longer required" Compile Major
        "the value became an `Option`"
    NullChanged "null-changed" "with another meaning of null" Compile Major
        "whether null can be told from absence is in the type"
    MustCome "must-come" "no longer left out" Nothing Minor
        "the document promises that it is there; its type is what it was"
    MayBeMissing "may-be-missing" "sometimes left out" Nothing Minor
        "more is accepted than before; its type is what it was"
    ConstructorAdded "constructor-added" "sent as well now" Nothing Minor
        "the type gains `new` and its setters"
    ConstructorRemoved "constructor-removed" "no longer sent" Compile Major
        "the type loses `new` and its setters"
    ConstructorChanged "constructor-changed" "made from something else" Compile Major
        "`new` takes other arguments"
    ArgumentsReordered "arguments-reordered" "made in another order" Compile Major
        "the arguments of `new` change places, and their types differ"
    ArgumentsSwapped "arguments-swapped" "made in another order, unnoticed" Wire Major
        "the arguments of `new` change places, and their types do not differ: callers compile, and say something else"
    DefaultAdded "default-added" "can be left empty" Nothing Minor
        "the type gains `Default`, since nothing in it is required any more"
    DefaultRemoved "default-removed" "can no longer be left empty" Compile Major
        "the type loses `Default`, since something in it is required now"
    FixedValueChanged "fixed-value-changed" "fixed to another value" Wire Major
        "the constructor fills in another value"
    DefaultValueChanged "default-value-changed" "with another default" Wire Major
        "callers compile, and send another value unless they set one"
    FixedValueTold "fixed-value-told" "documented with another fixed value" Nothing Patch
        "any value is read all the same"
    ConstraintTightened "constraint-tightened" "more narrowly constrained" Wire Major
        "values that were sent before are rejected now"
    ConstraintChanged "constraint-changed" "otherwise constrained" Wire Major
        "values that were sent before may be rejected now"
    ConstraintLoosened "constraint-loosened" "less narrowly constrained" Nothing Minor
        "values are sent that were rejected before"
    DirectionChanged "direction-changed" "said by the other side" Nothing Patch
        "the documentation tells who sets it; whether it is required counts by itself"
    SentChanged "sent-changed" "sent now, or no longer" Wire Major
        "callers compile, and what they set is sent, or is not"
    TagAdded "tag-added" "has one more tag" Nothing Minor
        "values are read as this variant that were unknown before"
    TagRemoved "tag-removed" "has a tag less" Wire Major
        "values with that tag are no longer read as this variant"
    DiscriminatorChanged "discriminator-changed" "told apart otherwise" Wire Major
        "the same JSON may be read as another variant"
    BranchesReordered "branches-reordered" "tried in another order" Wire Major
        "the first branch that fits is taken, and another one may be the first"
    RequestLineChanged "request-line-changed" "at another method or path" Wire Major
        "callers compile, and call something else"
    PlaceChanged "place-changed" "sent in another place" Wire Major
        "callers compile, and send it where the old API does not look"
    StyleChanged "style-changed" "written in another style" Wire Major
        "callers compile, and send another text"
    EncodingChanged "encoding-changed" "in another format" Wire Major
        "callers compile, and the body is written or read in another way"
    EnvelopeChanged "envelope-changed" "in another envelope" Wire Major
        "callers compile, and the body is looked for in another member"
    AcceptChanged "accept-changed" "accepts other media types" Nothing Patch
        "what comes back is in the types"
    PartsChanged "parts-changed" "used otherwise in multipart bodies" Nothing Patch
        "only the calls that send it use it; what they send counts there"
    SecurityLoosened "security-loosened" "open to more credentials" Nothing Minor
        "who could call it still can"
    SecurityTightened "security-tightened" "closed to some credentials" Wire Major
        "a caller with credentials that sufficed is rejected"
    SecurityReordered "security-reordered" "with another preferred credential" Nothing Patch
        "the same credentials are enough; of several, another one is sent"
    CredentialChanged "credential-changed" "sent in another way" Wire Major
        "callers compile, and send the secret elsewhere"
    ServerChanged "server-changed" "at another address" Wire Major
        "callers compile, and call another server unless they name one"
    ServerRemoved "server-removed" "without an address" Wire Major
        "a client that names no server can no longer be built"
    FeatureNeeded "feature-needed" "needed with another feature" Nothing Minor
        "callers need nothing new; the package that holds the code needs the feature in its `Cargo.toml`"
    FeatureUnneeded "feature-unneeded" "needed with a feature less" Nothing Patch
        "the package that holds the code may leave the feature out of its `Cargo.toml`"
    Moved "moved" "in another file" Nothing Patch
        "the files are private modules, and everything is exported from one place"
    Reordered "reordered" "in another order" Nothing Patch
        "nothing depends on the order"
    Deprecated "deprecated" "deprecated" Nothing Minor
        "callers compile, with a warning"
    NoLongerDeprecated "no-longer-deprecated" "no longer deprecated" Nothing Patch
        "callers lose a warning"
    Documentation "documentation" "documentation changed" Nothing Patch
        "comments alone"
    FileChanged "file-changed" "otherwise put together" Nothing Patch
        "what it holds is what it was"
    DeclarationChanged "declaration-changed" "declared otherwise" Compile Major
        "the code differs in a way that no other rule is about, so the worst is assumed"
}

impl Level {
    /// The word: `major`, `minor` or `patch`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl Breaks {
    /// The word: `compile`, `wire` or `nothing`.
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
    fn what_breaks_anybody_is_major_and_nothing_else_is() {
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
