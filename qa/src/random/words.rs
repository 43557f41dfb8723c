//! Names that could mean something else in generated code, or cannot be names in Rust.

use fastrand::Rng;

/// Keywords: strict, weak, reserved, and those of single editions.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "auto", "await", "become", "box", "break", "const", "continue", "crate", "default", "do",
    "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "macro_rules", "match", "mod", "move", "mut", "override", "priv", "pub", "raw", "ref", "return", "safe", "self", "Self",
    "static", "struct", "super", "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield", "_", "'static", "r#type",
];

/// Types, traits, variants and macros that every file knows.
const PRELUDE: &[&str] = &[
    "AsMut", "AsRef", "Box", "Clone", "Copy", "Debug", "Default", "DoubleEndedIterator", "Drop", "Eq", "Err",
    "ExactSizeIterator", "Extend", "Fn", "FnMut", "FnOnce", "From", "FromIterator", "Future", "Hash", "Into", "IntoFuture",
    "IntoIterator", "Iterator", "None", "Ok", "Option", "Ord", "PartialEq", "PartialOrd", "Result", "Send", "Sized", "Some",
    "String", "Sync", "ToOwned", "ToString", "TryFrom", "TryInto", "Unpin", "Vec", "assert", "bool", "char", "concat",
    "derive", "doc", "f32", "f64", "format", "i8", "i16", "i32", "i64", "i128", "include", "isize", "panic", "print", "str",
    "test", "u8", "u16", "u32", "u64", "u128", "usize", "vec", "write", "allow", "deprecated", "must_use", "non_exhaustive",
    "BTreeMap", "HashMap", "Display", "FromStr", "Duration", "Path", "Range", "Pin", "Rc", "Arc", "Cow",
];

/// Names that generated code imports or declares, or that the runtime has.
const GENERATED: &[&str] = &[
    "ApiCall", "ApiClient", "ApiClientBuilder", "ApiError", "Async", "Base64", "Blocking", "BodyContent", "ByStatus", "Call",
    "CallResult", "Check", "Checker", "Client", "ClientBuilder", "Content", "DecodeError", "Download", "Empty", "Enum",
    "Error", "Errors", "Event", "Events", "File", "FromJson", "HeaderMap", "Headers", "IdempotencyKey", "Inline", "Input",
    "IntegerEnum", "Items", "Json", "Member", "Members", "Model", "N", "Nullable", "Object", "Operation", "Outcome", "Output",
    "Page", "Pages", "Paginated", "Parameter", "Parts", "ReadError", "Reply", "Request", "RequestBuilder", "RequestObject",
    "Response", "ResponseHeaders", "Retry", "Secret", "SecurityScheme", "Serde", "Server", "ServerVariable", "Slot",
    "StringEnum", "StyledParameter", "Tag", "Timer", "ToJson", "Track", "Transport", "Undeclared", "Union", "Unknown",
    "UnknownNumber", "UnknownValue", "Unset", "Upload", "Value", "Variant", "Violation", "Writable", "Writer", "Written",
    "__private", "client", "models", "operations", "openapi_bindgen_runtime", "runtime", "servers", "mod", "lib", "main",
    "inner", "body", "other", "rest", "additional_properties", "additional", "extra", "value", "values", "key", "items",
    "error", "errors", "headers", "status", "data", "event", "id", "cursor", "next_cursor", "has_more", "page", "limit",
    "Idempotency-Key", "Content-Type", "Accept", "Authorization", "Cookie", "Host", "Retry-After", "Set-Cookie", "X-Request-Id",
    "BadRequest", "NotFound", "Success", "Ok200", "Status", "UnexpectedStatus", "Timeout", "API_KEY", "SERVERS",
];

/// Methods of the traits that generated code implements or calls, and of its clients, builders, calls and types.
const METHODS: &[&str] = &[
    "allow_http", "as_i64", "as_mut", "as_ref", "as_str", "base_url", "borrow", "build", "build_blocking", "builder", "call",
    "check", "checks", "clear", "clone", "clone_from", "cmp", "deadline", "deref", "deserialize", "download", "drop", "eq",
    "events", "finish", "fmt", "from", "from_json", "from_members", "from_ref", "from_str", "get", "hash", "insert", "into",
    "into_future", "into_inner", "is_empty", "iter", "len", "limits", "map", "name", "ne", "new", "next", "no_proxy",
    "operation", "operation_mut", "pages", "parse", "partial_cmp", "poll", "proxy", "push", "randomness", "request",
    "reqwest_client", "resumable", "resume", "retry", "retry_budget", "root_certificates", "send", "serialize", "server",
    "set", "timer", "to_json", "to_json_tagged", "to_owned", "to_string", "transport", "try_from", "try_into", "type_id",
    "unwrap", "url", "user_agent", "validate", "variant", "with_key", "write_members", "write_parts", "output", "meta",
    "parameters", "success", "failure", "code", "message", "outcome", "http_status", "http_headers",
];

/// Crates, and modules of those.
const CRATES: &[&str] =
    &["alloc", "collections", "core", "http", "jiff", "net", "option", "proc_macro", "result", "serde", "serde_core", "std", "string"];

/// Names of arguments, locals and generics in what derives and macros write.
const LOCALS: &[&str] = &[
    "a", "b", "c", "d", "e", "f", "n", "r", "s", "t", "v", "x", "A", "B", "D", "E", "F", "K", "M", "O", "R", "S", "T", "V", "__0", "__1",
    "__D", "__E", "__M", "__S", "__body", "__checker", "__members", "__request", "__rest", "__serializer", "__value", "this",
    "args", "result", "text", "place", "to",
];

/// Names that are no identifiers, or only after a change.
const ODD: &[&str] = &[
    "", " ", "  a  ", "-", "--", "_", "__", "_a", "a_", "$", "$ref", "$type", "@id", "@type", "#", "/", "//", "~", "~0", "~1", "\\", "\"",
    "'", "`", "``", "{", "}", "{}", "{{a}}", "[", "]", "a[]", "a[b]", "filter[a]", "a.b", "a..b", "a/b", "a\\b", "a:b", "a::b", "a;b",
    "a,b", "a b", "a\tb", "a\nb", "a\r\nb", "a\0b", "+1", "-1", "+", "*", "**", "=", "==", "!", "!=", "<", ">", "<=", "<T>", "&", "&&", "|", "%",
    "%20", "%41", "^", "?", "(", ")", "()", "1", "0", "2fa", "3D", "42", "1.5", "1_000", "1e5", "0x1f", "007", "4XX", "200", "404",
    "2024-01-01", "application/json", "true", "null", "NaN", "é", "e\u{301}", "É", "ñ", "ß", "ẞ", "ı", "İ", "ſ", "K", "Å", "ﬁ", "ǆ", "ǅ", "Ǆ",
    "Ω", "ω", "日本", "日本語", "中文", "한국어", "Привет", "привет", "العربية", "שלום", "हिन्दी", "ไทย", "\u{202e}abc", "\u{200b}", "\u{200d}",
    "a\u{200d}b", "\u{feff}", "\u{ad}", "💥", "👩‍👩‍👧", "🇩🇪", "a💥b", "ｆｕｌｌ", "Ｓｔｒｉｎｇ", "①", "²", "x²", "½", "ª", "º", "𝐀", "𝓼𝓮𝓵𝓯", "ⅷ", "٣", "a٣",
    "٣a", "\u{301}", "\u{301}a", "·", "a·b", "℘", "℮", "゛", "ꙮ", "\u{e000}", "\u{10ffff}", "\u{7f}", "\u{1b}[31m", "fn main() {}",
    "*/ fn main() {} /*", "\"; fn main() {} \"", "r#\"", "#[derive(X)]", "#![allow(x)]", "//! x", "/* x", "con", "CON", "nul", "aux", "com1", "lpt1",
    "..", ".", "...", "a.", ".a", "a-", "-a", "a--b", "a__b", "a_-b", "aB", "AB", "Ab", "ABc", "aBC", "OAuth2", "userIDs", "iOS",
];

/// A name of the dictionary, as it is or changed a little.
pub(crate) fn word(random: &mut Rng) -> String {
    let lists = [KEYWORDS, PRELUDE, GENERATED, METHODS, CRATES, LOCALS, ODD, USUAL];
    let word = pick(lists[random.usize(..lists.len())], random);
    match random.u8(..24) {
        0 => word.to_uppercase(),
        1 => word.to_lowercase(),
        2 => word.chars().rev().collect(),
        3 => format!("{word}{word}"),
        4 => format!("{}{word}", pick(ODD, random)),
        5 => format!("{word}{}", pick(ODD, random)),
        6 if random.u8(..8) == 0 => word.repeat(random.usize(20..120)).chars().take(700).collect(),
        7 if random.u8(..4) == 0 => odd_letters(random),
        _ => word.to_owned(),
    }
}

/// Names that documents usually have.
const USUAL: &[&str] = &[
    "Pet", "pet", "Pets", "Order", "orderId", "order_id", "user", "User", "name", "kind", "type", "created_at", "createdAt", "tags",
    "count", "size", "color", "Color", "red", "green", "ListPets", "listPets", "createPet", "create_pet", "petStatus", "active",
];

/// What the generator puts behind names to make others: `ReadError`, `ReadContent`.
const ENDINGS: &[&str] = &[
    "Error", "Output", "Content", "Headers", "Body", "Input", "Writable", "Inline", "Item", "Value", "Model", "Operation", "Request",
    "Response", "Params", "Event", "Variant", "Object", "Enum", "Union", "Parameter", "Field", "Kind", "Type", "2", "_2", "1", "200", "s",
    "Default", "Server", "Webhook", "Callback", "Part",
];

/// A name that may meet another one: `word` spelled otherwise, or with an ending.
pub(crate) fn relative(word: &str, random: &mut Rng) -> String {
    match random.u8(..12) {
        0 => word.to_uppercase(),
        1 => word.to_lowercase(),
        2 => capitalized(word),
        3 => word.replace(['_', '-', ' ', '.'], ""),
        4 => word.replace('_', "-"),
        5 => format!("_{word}"),
        6 => format!("{word}{}", pick(&["_", "-", ".", " ", "[]", "$", "?"], random)),
        7 | 8 => format!("{}{}", capitalized(word), pick(ENDINGS, random)),
        9 => format!("{word}_{}", pick(ENDINGS, random).to_lowercase()),
        _ => word.to_owned(),
    }
}

fn capitalized(word: &str) -> String {
    let mut rest = word.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

fn odd_letters(random: &mut Rng) -> String {
    (0..random.usize(1..6)).map(|_| random.char('\0'..='\u{10ffff}')).collect()
}

/// One of the list.
pub(crate) fn pick<'a>(list: &[&'a str], random: &mut Rng) -> &'a str {
    list[random.usize(..list.len())]
}
