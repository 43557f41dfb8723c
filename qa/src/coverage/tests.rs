use openapi_bindgen::Source;

use super::*;

const DOCUMENT: &str = "
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    post:
      operationId: sendOrder
      parameters:
        - { name: X-Trace, in: header, schema: { type: string } }
        - { name: Accept, in: header, schema: { type: string } }
      requestBody:
        content:
          application/json: { schema: { $ref: '#/components/schemas/Order' } }
          multipart/form-data: { schema: { type: object, properties: { note: { type: string } } } }
      responses:
        '200': { description: OK, headers: { X-Count: { schema: { type: integer } } }, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
        '404': { description: Missing, headers: { X-Why: { schema: { type: string } } } }
        '5XX': { description: Broken }
components:
  schemas:
    Order:
      allOf:
        - { type: object, required: [id], properties: { id: { type: string }, lineItems: { type: array, items: { type: object, properties: { count: { type: integer } } } } } }
        - { type: object, properties: { never: false, next: { $ref: '#/components/schemas/Order' } } }
";

fn document() -> serde_json::Value {
    parse(&Source::new("api.yaml", DOCUMENT)).unwrap()
}

fn generated() -> Generated {
    generate(&Source::new("api.yaml", DOCUMENT), &[], &Options::default()).unwrap()
}

fn shown(parts: &[Part]) -> Vec<String> {
    parts.iter().map(ToString::to_string).collect()
}

#[test]
fn generated_properties_are_found_and_reported_ones_are_counted() {
    let coverage = Coverage::measure(&document(), &generated());
    let counts: Vec<usize> = Kind::ALL.iter().map(|kind| coverage.counts[kind]).collect();
    assert_eq!(counts, [1, 3, 2, 3, 2, 5]);
    assert_eq!(shown(&coverage.reported), ["Parameter `Accept` in header /paths/~1orders~1{id}/post/parameters/1"]);
    assert_eq!(shown(&coverage.silent), Vec::<String>::new());
}

/// Removes parts from the generated code, and expects the check to miss them.
#[test]
fn missing_properties_without_a_diagnostic_are_silent() {
    let cut = |from: &str, to: &str| {
        let mut generated = generated();
        let mut is_cut = false;
        for file in &mut generated.files {
            let cut = file.text.replace(from, to);
            is_cut |= cut != file.text;
            file.text = cut;
        }
        assert!(is_cut, "`{from}` is not in the code");
        shown(&Coverage::measure(&document(), &generated).silent)
    };
    let operation = "/paths/~1orders~1{id}/post";
    for (from, to, silent) in [
        ("POST = \"/orders/{id}\"", "PUT = \"/orders/{id}\"", format!("Operation {operation}")),
        (
            "header = \"X-Trace\"",
            "header = \"X-Race\"",
            format!("Parameter `X-Trace` in header {operation}/parameters/0"),
        ),
        (
            "#[body(multipart",
            "#[body(form",
            format!("Body `multipart/form-data` {operation}/requestBody/content/multipart~1form-data"),
        ),
        ("NotFound", "NotThere", format!("Response 404 {operation}/responses/404")),
        ("\"5XX\"", "\"4XX\"", format!("Response 5XX {operation}/responses/5XX")),
        ("x_count", "x_amount", format!("Header `X-Count` of 200 {operation}/responses/200/headers/X-Count")),
        (
            "pub count:",
            "pub amount:",
            "Property `count` /components/schemas/Order/allOf/0/properties/lineItems/items/properties/count".to_owned(),
        ),
        ("pub next:", "pub previous:", "Property `next` /components/schemas/Order/allOf/1/properties/next".to_owned()),
        (
            "pub note:",
            "pub remark:",
            format!("Property `note` {operation}/requestBody/content/multipart~1form-data/schema/properties/note"),
        ),
    ] {
        let found = cut(from, to);
        assert!(found.contains(&silent), "{from}: {found:#?}");
    }
}
