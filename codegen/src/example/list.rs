//! The examples of all types of an API.

use std::cell::{LazyCell, RefCell};
use std::collections::HashMap;

use serde_json::Value;

use super::reason::Reasons;
use super::{Examples, Reason, STEPS_OF_TYPE, Steps, Work, document::DocumentExamples, fit::Fit};
use crate::ir::{Api, Direction, TypeId, TypeKind};

/// The longest text of an example, in bytes. A longer one hides what matters in a test.
const LONGEST: usize = 4000;

/// The most values in the optional properties of an example.
const MOST_OPTIONAL: usize = 100;

/// The length of a text, in bytes, that counts as one more value.
pub(super) const BYTES_PER_VALUE: usize = 100;

/// The examples of the types, as JSON.
#[derive(Clone, Debug, Default)]
pub(crate) struct TypeExamples {
    /// The examples in the order of the types.
    pub of_types: Vec<TypeExample>,
    /// The types without an example, and why each has none.
    pub without: Vec<(TypeId, Reason)>,
}

/// The example of one type.
#[derive(Clone, Debug)]
pub(crate) struct TypeExample {
    pub id: TypeId,
    pub json: String,
    /// True if the whole value is from the document.
    pub is_given: bool,
}

/// Finds or makes an example for each type of the API. Pointers in `api` are places in `document`.
pub(crate) fn list(api: &Api, document: &Value) -> TypeExamples {
    let work = Work::of(document);
    let given = DocumentExamples::collect(document);
    let reasons = LazyCell::new(|| Reasons::new(api));
    let made: RefCell<HashMap<TypeId, Option<String>>> = RefCell::default();
    let mut examples = TypeExamples::default();
    for id in &api.order {
        let def = api.type_def(*id);
        if matches!(def.kind, TypeKind::Alias(_)) {
            continue;
        }
        let steps = Steps::new(STEPS_OF_TYPE, &work);
        let fit = Fit::new(api, &steps).trusting_callers(true);
        let own = given.of(&def.pointer).values.iter().find_map(|value| short(&fit.of_named(*id, value)?));
        let is_given = own.is_some();
        let json = own.or_else(|| {
            [MOST_OPTIONAL, 0].into_iter().find_map(|optional| {
                let of_document = Some(OfDocument { given: &given, made: &made, optional });
                let value = Examples { of_document, ..Examples::new(api, Direction::Both, &work) }.of_named(*id)?;
                let steps = Steps::new(STEPS_OF_TYPE, &work);
                short(&Fit::new(api, &steps).trusting_callers(true).of_named(*id, &value)?)
            })
        });
        let json = json.filter(|json| work.keep(json));
        made.borrow_mut().insert(*id, json.clone());
        if let Some(json) = json {
            examples.of_types.push(TypeExample { id: *id, json, is_given });
        } else {
            let reason = if work.is_spent() { Reason::Work } else { reasons.of(*id) };
            examples.without.push((*id, reason));
        }
    }
    examples
}

/// What examples take from the document.
pub(super) struct OfDocument<'a> {
    pub given: &'a DocumentExamples<'a>,
    /// The examples of the types before, as JSON.
    pub made: &'a RefCell<HashMap<TypeId, Option<String>>>,
    /// The number of values that optional properties may still have.
    pub optional: usize,
}

/// Returns the number of values in a value.
pub(super) fn count(value: &Value) -> usize {
    1 + match value {
        Value::Object(members) => members.values().map(count).sum(),
        Value::Array(items) => items.iter().map(count).sum(),
        _ => 0,
    }
}

/// Returns the number of values in a value, of which a long text counts as several.
pub(super) fn weight(value: &Value) -> usize {
    let of_text = |text: &str| text.len() / BYTES_PER_VALUE;
    1 + match value {
        Value::Object(members) => members.iter().map(|(name, value)| of_text(name) + weight(value)).sum(),
        Value::Array(items) => items.iter().map(weight).sum(),
        Value::String(text) => of_text(text),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

/// Returns the value as JSON, unless it is long.
fn short(value: &Value) -> Option<String> {
    let json = value.to_string();
    (json.len() <= LONGEST).then_some(json)
}

#[cfg(test)]
mod tests {
    use crate::{Options, Source, generate};

    #[test]
    fn a_type_without_an_example_has_the_true_reason() {
        let document = "
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    post:
      operationId: addPhoto
      requestBody: { required: true, content: { multipart/form-data: { schema: { $ref: '#/components/schemas/Photo' } } } }
      responses: { '204': { description: OK } }
components:
  schemas:
    Amount: { type: string, format: decimal }
    Money: { type: object, required: [amount], properties: { amount: { $ref: '#/components/schemas/Amount' } } }
    Item: { type: object, required: [price], properties: { price: { $ref: '#/components/schemas/Money' } } }
    Order:
      type: object
      required: [total]
      properties: { total: { $ref: '#/components/schemas/Amount' }, tax: { $ref: '#/components/schemas/Amount' } }
      example: { total: '12.50', tax: '1.50' }
    Rate: { type: string }
    Fee: { type: object, required: [rate], properties: { rate: { $ref: '#/components/schemas/Rate' } } }
    Fees: { type: object, required: [fee], properties: { fee: { $ref: '#/components/schemas/Fee' } } }
    Photo: { type: object, required: [file], properties: { file: { type: string, format: binary } } }
    Loop: { type: object, required: [next], properties: { next: { $ref: '#/components/schemas/Loop' } } }
    Long: { type: object, required: [text], properties: { text: { type: string, minLength: 100000 } } }
";
        let options = Options::default().example_feature("example").replace("Amount", "crate::Amount");
        let options = options.replace("Rate", "crate::Rate");
        let generated = generate(&Source::new("api.yaml", document), &[], &options).unwrap();
        let file = generated.files.iter().find(|file| file.path == "examples.rs").unwrap();
        let text: String = file.text.lines().filter_map(|line| line.strip_prefix("//")).collect();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for expected in [
            // The amount is from the example of the order.
            "Example values: 1 from the document, 2 made from the schemas.",
            "since they require your type `crate::Rate`, and the document gives no example that fits: Fee, Fees.",
            "since they require a file or bytes, which JSON does not have: Photo.",
            "since each value would require another one without end: Loop.",
            "since no short value certainly meets the constraints: Long.",
        ] {
            assert!(text.contains(expected), "{expected} is not in\n{text}");
        }
        // An optional property is left out, since only the type of the caller can tell whether it reads the value.
        assert!(file.text.contains(r##"r#"{"total":"12.50"}"#"##), "{}", file.text);
    }
}
