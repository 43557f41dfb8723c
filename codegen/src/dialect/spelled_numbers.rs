use serde_json::{Map, Value, json};

/// The patterns that ASP.NET writes for a number that may also be text.
const PATTERNS: [&str; 5] = [
    r"^-?(?:0|[1-9]\d*)$",
    r"^(?:0|[1-9]\d*)$",
    r"^-?(?:0|[1-9]\d*)(?:\.\d+)?$",
    r"^(?:0|[1-9]\d*)(?:\.\d+)?$",
    r"^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$",
];

const NUMBERS: [&str; 2] = ["integer", "number"];

/// Rewrites a number that may also be text to a number. Servers send the number, and both forms mean the same.
///
/// ASP.NET writes `type: [integer, string]` with a format and a pattern of digits, and in 3.0 the format and the pattern
/// alone. Elysia writes `anyOf: [{ type: string, format: integer }, { type: integer }]`.
pub(super) fn lower(schema: &mut Map<String, Value>) {
    lower_types(schema);
    lower_branches(schema);
}

fn lower_types(schema: &mut Map<String, Value>) {
    let has_pattern = schema.get("pattern").and_then(Value::as_str).is_some_and(|pattern| PATTERNS.contains(&pattern));
    let Some(implied) = schema.get("format").and_then(Value::as_str).filter(|_| has_pattern).and_then(of_format) else {
        return;
    };
    let number = match schema.get("type") {
        None if ["$ref", "allOf", "anyOf", "oneOf", "enum", "const"].iter().all(|key| !schema.contains_key(*key)) => {
            json!(implied)
        }
        Some(Value::Array(types)) if types.iter().any(|name| name == "string") => {
            let others: Vec<Value> = types.iter().filter(|name| *name != "string").cloned().collect();
            if !others.iter().any(|name| NUMBERS.iter().any(|number| name == number)) {
                return;
            }
            Value::Array(others)
        }
        _ => return,
    };
    schema.insert("type".to_owned(), number);
    schema.shift_remove("pattern");
}

/// Returns the type that a format of numbers implies.
fn of_format(format: &str) -> Option<&'static str> {
    match format {
        "int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32" | "uint64" => Some("integer"),
        "float" | "double" => Some("number"),
        _ => None,
    }
}

fn lower_branches(schema: &mut Map<String, Value>) {
    let Some(Value::Array(branches)) = schema.get("anyOf") else { return };
    let [text, Value::Object(number)] = branches.as_slice() else { return };
    let is_number = NUMBERS.iter().any(|name| number.get("type").is_some_and(|given| given == name));
    let is_text = text.get("type").is_some_and(|given| given == "string")
        && text.get("format").is_some_and(|given| given == "integer" || given == "numeric");
    if schema.contains_key("type") || !is_number || !is_text {
        return;
    }
    let number = number.clone();
    schema.shift_remove("anyOf");
    for (key, value) in number {
        schema.entry(key).or_insert(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lowered(schema: Value) -> Value {
        let Value::Object(mut schema) = schema else { panic!("not an object") };
        lower(&mut schema);
        Value::Object(schema)
    }

    #[test]
    fn a_number_that_may_be_text_is_a_number() {
        let digits = PATTERNS[0];
        for (schema, expected) in [
            (
                json!({"type": ["integer", "string"], "format": "int32", "pattern": digits, "minimum": 1}),
                json!({"type": ["integer"], "format": "int32", "minimum": 1}),
            ),
            (
                json!({"type": ["null", "number", "string"], "format": "double", "pattern": PATTERNS[4]}),
                json!({"type": ["null", "number"], "format": "double"}),
            ),
            (json!({"format": "int64", "pattern": digits}), json!({"type": "integer", "format": "int64"})),
            (
                json!({"anyOf": [{"type": "string", "format": "integer", "default": 0}, {"type": "integer", "minimum": 1}], "default": 10}),
                json!({"default": 10, "type": "integer", "minimum": 1}),
            ),
        ] {
            assert_eq!(lowered(schema), expected);
        }
    }

    #[test]
    fn any_other_choice_stays_one() {
        for schema in [
            json!({"type": ["integer", "string"], "format": "int32", "pattern": "^[a-z]+$"}),
            json!({"type": ["integer", "string"], "pattern": PATTERNS[0]}),
            json!({"type": "string", "format": "int32", "pattern": PATTERNS[0]}),
            json!({"type": ["boolean", "string"], "format": "int32", "pattern": PATTERNS[0]}),
            json!({"$ref": "#/a", "format": "int32", "pattern": PATTERNS[0]}),
            json!({"anyOf": [{"type": "string"}, {"type": "integer"}]}),
            json!({"anyOf": [{"type": "string", "format": "date"}, {"type": "number"}]}),
            json!({"anyOf": [{"type": "string", "format": "numeric"}, {"type": "number"}, {"type": "boolean"}]}),
        ] {
            assert_eq!(lowered(schema.clone()), schema);
        }
    }
}
