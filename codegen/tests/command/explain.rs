use serde_json::Value;

use crate::folder::Folder;

const DOCUMENT: &str = "\
openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
paths:
  /orders/{id}:
    put:
      operationId: putOrder
      parameters:
        [ {name: id, in: path, required: true, schema: {type: string}},
          {name: dryRun, in: query, schema: {type: boolean}}, {name: X-Version, in: header, required: true, schema: {const: '7'}}]
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Order'}
      responses:
        '200':
          description: Done.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Receipt'}
        '404': {description: Gone.}
components:
  schemas:
    Order:
      type: object
      required: [color, lines]
      properties:
        color: {$ref: '#/components/schemas/Color'}
        note:
          anyOf:
            - {type: string, maxLength: 80}
            - {type: 'null'}
          default: null
        lines:
          type: array
          items: {type: object, properties: {count: {type: integer, format: int32}}}
        weight: {type: [number, 'null']}
        extra: {}
    Color: {type: string, enum: [red, green]}
    Receipt:
      type: object
      properties:
        paid: {oneOf: [{$ref: '#/components/schemas/Color'}, {type: integer}]}
    Event: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
    Created: {allOf: [{$ref: '#/components/schemas/Event'}, {properties: {by: {type: string}}}]}
    Level: {oneOf: [{const: 1, title: Low}, {const: 2, title: High}]}
    Size: {type: integer, enum: [1, 2], x-enum-varnames: [Small, Large]}
    Tone:
      oneOf: [{nullable: true}, {enum: [null]}, {type: string, maxLength: 3}, {$ref: '#/components/schemas/Void'}, {type: string}, {type: integer}]
    Pitch: {anyOf: [{nullable: true, title: None}, {const: null}, {$ref: '#/components/schemas/Size'}]}
    Void: {type: 'null'}
    Lamp: {oneOf: [{$ref: '#/components/schemas/Bulb'}, {$ref: '#/components/schemas/Tube'}], discriminator: {propertyName: kind}}
    Bulb: {type: object, required: [kind], properties: {kind: {type: string}}}
    Tube: {type: object, required: [kind], properties: {kind: {const: tube}, watts: {const: 8}}}
    Paid: {type: object, properties: {at: {type: integer}}}
webhooks:
  paid: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Paid'}}}}}}
";

const OVERLAY: &str = "\
overlay: 1.0.0
info: {title: Limits, version: '1'}
actions:
  - target: $.info
    update: {title: Store}
  - target: $.components.schemas.Order.properties.note.anyOf[0]
    description: Support says so.
    update: {minLength: 2}
";

fn folder() -> Folder {
    let folder = Folder::empty();
    folder.write("api.yaml", DOCUMENT);
    folder.write("overlay.yaml", OVERLAY);
    folder
}

fn explained(item: &str) -> String {
    folder().succeed(&["explain", item, "api.yaml", "--overlay", "overlay.yaml"])
}

#[track_caller]
fn assert_contains(text: &str, expected: &[&str]) {
    for expected in expected {
        assert!(text.contains(expected), "{expected} is not in\n{text}");
    }
}

#[test]
fn a_field_is_explained_with_its_lines_its_steps_and_the_overlay() {
    assert_contains(
        &explained("Order.note"),
        &[
            "Order.note is `pub note: Option<String>` in models.rs",
            "--> api.yaml:29:9",
            "29 |         note:\n",
            "33 |           default: null\n",
            "  - `type: string` → `String` (api.yaml:31:16)\n",
            "  - `required` does not list `note` → `Option` (api.yaml:26:7)\n",
            "  - null is one of the variants → `None` is also null (api.yaml:32:15)\n",
            "  - `default: null` → absent and null are the same (api.yaml:33:11)\n",
            "  - `minLength: 2` → checked before sending: at least 2 characters (overlay.yaml:8:14)\n",
            "  - `maxLength: 80` → checked before sending: at most 80 characters (api.yaml:31:30)\n",
            "  - overlay.yaml:6:5, action 2: `$.components.schemas.Order.properties.note.anyOf[0]`: Support says so.\n",
        ],
    );
}

#[test]
fn an_action_elsewhere_is_not_listed() {
    assert!(!explained("Order.weight").contains("overlay.yaml"));
    let client = explained("Client");
    assert!(client.contains("$.info`") && !client.contains("Support says so."), "{client}");
}

#[test]
fn the_type_of_a_field_follows_its_schema() {
    assert_contains(
        &explained("Order.weight"),
        &["`pub weight: Nullable<f64>`", "`type: [\"number\",\"null\"]` → absent, null and a value are distinct"],
    );
    assert_contains(
        &explained("Order.lines"),
        &[
            "`pub lines: Vec<OrderLinesItem>`",
            "`type: array` → `Vec`",
            "the schema has no name → `OrderLinesItem`, after its place (api.yaml:36:11)",
            "`required` lists `lines` → it is always present (api.yaml:26:25)",
        ],
    );
    assert_contains(&explained("OrderLinesItem.count"), &["`type: integer` and `format: int32` → `i32`"]);
    assert_contains(&explained("Order.color"), &["`$ref: #/components/schemas/Color` → `Color` (api.yaml:28:17)"]);
    assert_contains(&explained("Order.extra"), &["any JSON, because the schema has no type → `Json`"]);
}

#[test]
fn types_and_their_parts_are_explained() {
    assert_contains(
        &explained("Order"),
        &["pub struct Order", "`properties` → a struct", "operations send it → `new`", "sent values have constraints"],
    );
    assert_contains(&explained("Receipt"), &["operations receive it, and nothing sends it → it has no constructor"]);
    assert_contains(
        &explained("Paid"),
        &["webhooks or callbacks carry it in requests, and nothing sends it → it has no constructor"],
    );
    assert_contains(&explained("Color"), &["`enum` → an enum with a variant for each text, and `Unknown`"]);
    assert_contains(&explained("Color::Red"), &["--> api.yaml:39:34", "the text `red` is one of `enum` → `Red`"]);
    assert_contains(
        &explained("ReceiptPaid"),
        &["`oneOf` → an enum with a variant for each branch", "the branch that keeps most of the value"],
    );
    assert_contains(&explained("ReceiptPaid::Color"), &["/components/schemas/Receipt/properties/paid/oneOf/0"]);
}

#[test]
fn a_variant_is_explained_by_its_own_place() {
    assert_contains(&explained("Tone::String"), &["/components/schemas/Tone/oneOf/2", "`type: string` → `String`"]);
    assert_contains(&explained("Tone::Integer"), &["/components/schemas/Tone/oneOf/5", "`type: integer` → `i64`"]);
    assert_contains(&explained("Pitch"), &["`$ref: #/components/schemas/Size` → `Size`"]);
}

#[test]
fn a_property_with_a_fixed_value_is_explained() {
    assert_contains(
        &explained("Bulb.kind"),
        &["`Lamp` selects it by `Bulb` → `new` sets it (api.yaml:52:95)", "`required` lists `kind`"],
    );
    assert_contains(&explained("Tube.kind"), &["`const: tube` → it is always `tube`"]);
    assert_contains(&explained("Tube.watts"), &["`const: 8` → it is always `8`"]);
}

#[test]
fn a_base_is_explained_by_the_schemas_that_extend_it() {
    assert_contains(
        &explained("Event"),
        &[
            "pub enum Event",
            "`Created` extends it → the variant `Created` (api.yaml:45:15)",
            "a value may be the base itself → the variant `Event` (api.yaml:44:5)",
            "`discriminator` → the property `kind` selects the variant (api.yaml:44:",
        ],
    );
    assert_contains(
        &explained("Event::Created"),
        &[
            "`Created` extends the schema → a variant (api.yaml:45:15)",
            "a value with `Created` in `kind` is read as this variant",
        ],
    );
    assert_contains(
        &explained("EventBase"),
        &["`Event` is the union of the schemas that extend it → its own properties are in"],
    );
    assert_contains(&explained("/components/schemas/Created"), &["Created is `pub struct Created`"]);
}

#[test]
fn a_number_with_a_name_is_explained_by_its_list() {
    assert_contains(&explained("Level"), &["`oneOf` → an enum with a variant for each number"]);
    assert_contains(&explained("Level::High"), &["--> api.yaml:46:45", "the number `2` is one of `oneOf` → `High`"]);
    assert_contains(&explained("Size"), &["`enum` → an enum", "`x-enum-varnames` → the names of the variants"]);
    assert_contains(&explained("Size::Large"), &["the number `2` is one of `enum` → `Large`"]);
}

#[test]
fn operations_and_their_parts_are_explained() {
    for name in ["put_order", "PutOrder", "putOrder", "Client::put_order"] {
        assert_contains(
            &explained(name),
            &[
                "put_order is `fn put_order(id: String, body: Order) -> Call<PutOrder>`",
                "--> api.yaml:5:5",
                "`operationId: putOrder` → `put_order` and `PutOrder`",
                "the parameter `id` is required → an argument (api.yaml:8:11)",
                "the parameter `X-Version` has the single value `7` → the call sends it (api.yaml:9:63)",
                "not required: `dryRun` → a setter for each",
                "`requestBody` is `Order` → an argument",
                "every successful response has a body of one type → `Receipt`",
                "error responses with 404 → `PutOrderError`",
            ],
        );
    }
    assert_contains(
        &explained("put_order.dry_run"),
        &[
            "`pub dry_run: Option<bool>`",
            "`type: boolean` → `bool`",
            "no `required` → a setter, and `Option`",
            "`in: query` → a query parameter",
            "`dryRun` → `dry_run`, by Rust's naming convention for fields",
        ],
    );
    assert_contains(&explained("PutOrder.body"), &["body: Order", "`application/json` → `Order`"]);
    assert_contains(
        &explained("PutOrderError::NotFound"),
        &["the status 404 is declared → `NotFound` (api.yaml:21:9)"],
    );
}

#[test]
fn a_pointer_selects_the_parts_of_the_nearest_place() {
    assert_contains(&explained("#/components/schemas/Order/properties/note/anyOf/0/maxLength"), &["Order.note is "]);
    assert_contains(&explained("/paths/~1orders~1{id}/put/responses/404"), &["PutOrderError::NotFound is "]);
}

#[test]
fn all_parts_from_one_place_are_reported() {
    let printed = explained("/components/schemas/Receipt/properties/paid");
    assert_contains(
        &printed,
        &[
            "Receipt.paid is `pub paid: Option<ReceiptPaid>`",
            "ReceiptPaid is `pub enum ReceiptPaid`",
            "From the same place\n  - `ReceiptPaid`, `ReceiptPaid::Unknown`\n",
            "ReceiptPaid::Unknown is `Unknown(Json)`",
            "`oneOf` → the known branches; `Unknown` keeps any other value as JSON",
        ],
    );
}

/// A document with servers, credentials, headers, pages, events and several successful responses.
const AROUND: &str = "\
openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
servers:
  - {url: 'https://shop.example', description: Production}
  - {url: 'https://{region}.shop.example', description: Region, variables: {region: {default: eu, enum: [eu, us]}}}
security: [{Key: []}]
paths:
  /orders:
    get:
      operationId: listOrders
      parameters: [{name: cursor, in: query, schema: {type: string}}]
      responses:
        '200':
          description: A page.
          headers: {X-Left: {schema: {type: integer}}}
          content:
            application/json:
              schema:
                type: object
                properties: {orders: {type: array, items: {type: string}}, next_cursor: {type: string}}
        '429': {description: Later., headers: {Retry-After: {schema: {type: integer}}}}
  /exports:
    post:
      operationId: export
      requestBody:
        content:
          application/json: {schema: {type: object, properties: {all: {type: boolean}}}}
          text/plain: {schema: {type: string}}
      responses:
        '200': {description: Done., content: {text/plain: {schema: {type: string}}}}
        '202': {description: Later.}
  /changes:
    get:
      operationId: changes
      responses: {'200': {description: Changes., content: {text/event-stream: {schema: {type: string}}}}}
components:
  securitySchemes: {Key: {type: apiKey, in: header, name: X-Key}}
";

#[test]
fn servers_credentials_headers_pages_and_events_are_explained() {
    let folder = Folder::empty();
    folder.write("around.yaml", AROUND);
    for (item, expected) in [
        ("Client", &["`pub struct Client` in client.rs", "calls go to `https://shop.example`"][..]),
        ("ClientBuilder::key", &["around.yaml:37:21", "`name: X-Key` → it is sent as the header `X-Key`"]),
        ("Server::region", &["fn region() -> Server", "the variable `region` defaults to `eu` (around.yaml:5:77)"]),
        (
            "list_orders.pages",
            &[
                "Call<ListOrders>::pages is `pages of String`",
                "`next_cursor` of a page is the `cursor` of the next page",
            ],
        ),
        ("ListOrdersHeaders", &["the header `X-Left` → `x_left` (around.yaml:15:21)"]),
        ("ListOrdersHeaders.x_left", &["`pub x_left: Option<i64>`", "`type: integer` → `i64`"]),
        ("ListOrdersError::TooManyRequests.retry_after", &["`retry_after: Option<i64>`", "around.yaml:21:48"]),
        ("ListOrdersError::Undeclared", &["a server may respond with an undeclared status"]),
        (
            "ExportOutput",
            &["pub enum ExportOutput", "2 successful responses differ → `ExportOutput`, an enum by status"],
        ),
        ("ExportOutput::Accepted", &["the status 202 is declared → `Accepted` (around.yaml:31:9)"]),
        ("ExportContent::Text", &["`Text(String)`", "`text/plain` → `String` (around.yaml:28:11)"]),
        (
            "export.download",
            &[
                "Call<Export>::download is `download of text/plain`",
                "a successful response may be `text/plain` → `.download()`",
            ],
        ),
        ("changes.events", &["events of String", "a successful response is `text/event-stream` → `.events()`"]),
    ] {
        assert_contains(&folder.succeed(&["explain", item, "around.yaml"]), expected);
    }
}

#[test]
fn an_unknown_name_is_reported_with_similar_names() {
    let run = folder().run(&["explain", "Order.nota", "api.yaml"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert_contains(
        &run.stderr,
        &["error: nothing in the output is named `Order.nota`", "help: similar names exist: `Order.note`"],
    );
    let run = folder().run(&["explain", "zzz", "api.yaml"]);
    assert_contains(&run.stderr, &["help: name a `Type`"]);
}

#[test]
fn programs_get_the_same() {
    let printed = folder().succeed(&["explain", "Order.note", "api.yaml", "--overlay", "overlay.yaml", "--json"]);
    let printed: Value = serde_json::from_str(&printed).unwrap();
    let printed = &printed["explanations"][0];
    assert_eq!(printed["code"], "pub note: Option<String>");
    assert_eq!(printed["place"]["line"], 29);
    assert_eq!(printed["reasons"][0]["text"], "`type: string` → `String`");
    assert_eq!(printed["actions"][0]["index"], 1);
    assert_eq!(printed["actions"][0]["place"]["file"], "overlay.yaml");
}

#[test]
fn a_schema_with_two_types_leads_to_both() {
    let folder = Folder::empty();
    folder.write(
        "api.yaml",
        "\
openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
paths:
  /widget:
    put:
      operationId: putWidget
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Widget'}}}}
      responses: {'200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/Widget'}}}}}
components:
  schemas:
    Widget:
      type: object
      required: [id, secret]
      properties: {id: {type: string, readOnly: true}, secret: {type: string, writeOnly: true}}
",
    );
    let explained = |item: &str| folder.succeed(&["explain", item, "api.yaml"]);
    let received =
        "sent and received values have different properties → `Widget`, the received form, beside `WidgetInput`";
    assert_contains(&explained("/components/schemas/Widget"), &["pub struct Widget", received]);
    assert_contains(
        &explained("WidgetInput"),
        &["`WidgetInput`, the sent form, beside `Widget`", "`new` and a setter"],
    );
    assert_contains(&explained("Widget.id"), &["pub id: String", "`readOnly: true` → only the server sets it"]);
    assert_contains(
        &explained("/components/schemas/Widget/properties/secret"),
        &["WidgetInput.secret is `pub secret: String`"],
    );
    let summary = folder.succeed(&["generate", "api.yaml", "--output", "out"]);
    assert!(summary.contains("1 schema with two types"), "{summary}");
}

#[test]
fn types_of_the_runtime_have_their_paths() {
    let folder = Folder::empty();
    folder.write(
        "api.yaml",
        "\
openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
components:
  schemas:
    Order:
      type: object
      required: [amount]
      properties:
        amount: {type: string, format: decimal}
        image: {type: string, format: byte}
",
    );
    let explained = |item: &str| {
        let options = ["--replace", "format:decimal=rust_decimal::Decimal", "--format-type", "byte=Base64"];
        folder.succeed(&[&["explain", item, "api.yaml"], &options[..]].concat())
    };
    let amount = "pub amount: openapi_bindgen_runtime::Serde<rust_decimal::Decimal>";
    assert_contains(&explained("Order.amount"), &[amount]);
    assert_contains(&explained("Order.image"), &["pub image: Option<openapi_bindgen_runtime::Base64>"]);
}
