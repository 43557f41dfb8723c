use crate::diff::Version;
use crate::explain::explain;
use crate::{Diagnostics, OperationSettings, Options, Source, generate};

const DOCUMENT: &str = "
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    get:
      operationId: listOrders
      parameters: [{ name: page, in: query, schema: { type: integer } }, { name: size, in: query, schema: { type: integer } }]
      responses: { '200': { description: OK, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } } }
    post:
      operationId: createOrder
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
      responses: { '400': { description: No, content: { application/json: { schema: { $ref: '#/components/schemas/Other' } } } } }
components:
  schemas:
    Order:
      type: object
      properties:
        note: { type: string }
        status: { type: string, enum: [open, closed] }
        color: { $ref: '#/components/schemas/Color' }
    Color: { type: string, enum: [red, green] }
    Other: { type: object, properties: { text: { type: string } } }
";

fn text(options: &Options, document: &str) -> Result<String, Diagnostics> {
    let generated = generate(&Source::new("api.yaml", document), &[], options)?;
    Ok(generated.files.iter().map(|file| file.text.as_str()).collect::<Vec<_>>().join("\n"))
}

fn renamed(target: &str, name: &str) -> String {
    text(&Options::default().rename(target, name), DOCUMENT).unwrap()
}

fn rejected(target: &str, name: &str) -> String {
    text(&Options::default().rename(target, name), DOCUMENT).unwrap_err().to_string()
}

#[test]
fn everything_is_renamed_by_its_name_and_by_its_place() {
    for (targets, name, expected) in [
        (["Order", "/components/schemas/Order"], "Purchase", &["pub struct Purchase ", "color: Option<Color>"][..]),
        (
            ["Order.note", "/components/schemas/Order/properties/note"],
            "remark",
            &["#[json(rename = \"note\")]\n    pub remark: Option<String>"],
        ),
        (["OrderStatus", "#/components/schemas/Order/properties/status"], "State", &["pub status: Option<State>"]),
        (["Color::Red", "/components/schemas/Color/enum/0"], "Scarlet", &["#[json(rename = \"red\")]\n    Scarlet,"]),
        (
            ["create_order", "/paths/~1orders/post"],
            "place_order",
            &["fn place_order(", "pub struct PlaceOrder ", "pub enum PlaceOrderError "],
        ),
        (["CreateOrder", "createOrder"], "PlaceOrder", &["fn place_order(", "pub struct PlaceOrder "]),
        (
            ["list_orders.page", "/paths/~1orders/get/parameters/0"],
            "number",
            &["#[param(query = \"page\")]\n    pub number: Option<i64>"],
        ),
        (["Order.note", "Order.note"], "type", &["pub r#type: Option<String>"]),
    ] {
        for target in targets {
            let made = renamed(target, name);
            for part in expected {
                assert!(made.contains(part), "{target}: {part}\n{made}");
            }
        }
    }
}

#[test]
fn the_document_may_have_names_itself() {
    let document = DOCUMENT
        .replace("operationId: createOrder", "operationId: createOrder\n      x-rust-name: place_order")
        .replace("note: { type: string", "note: { x-rust-name: remark, type: string")
        .replace("color: { $ref", "color: { x-rust-name: paint, $ref")
        .replace("status: { type", "status: { x-rust-name: State, type")
        .replace("{ name: page,", "{ x-rust-name: number, name: page,")
        .replace("Color: { type", "Color: { x-rust-name: Paint, type");
    let made = text(&Options::default(), &document).unwrap();
    for part in [
        "fn place_order(",
        "pub remark: Option<String>",
        "pub paint: Option<Paint>",
        "pub status: Option<State>",
        "pub number: Option<i64>",
    ] {
        assert!(made.contains(part), "{part}\n{made}");
    }
    let made = text(&Options::default().rename("Order.note", "words"), &document).unwrap();
    assert!(made.contains("pub words: Option<String>") && !made.contains("remark"), "{made}");
}

#[test]
fn both_types_of_a_schema_are_renamed() {
    let document = DOCUMENT.replace("note: { type: string }", "id: { type: string, readOnly: true }").replace(
        "    Order:\n      type: object\n",
        "    Order:\n      type: object\n      x-rust-name: Purchase\n      required: [id]\n",
    );
    let made = text(&Options::default(), &document).unwrap();
    assert!(made.contains("pub struct Purchase ") && !made.contains("pub struct Order"), "{made}");
    assert!(made.contains("pub struct PurchaseInput "), "{made}");
}

#[test]
fn a_missing_target_is_an_error_with_the_nearest_name() {
    assert!(
        rejected("Order.notes", "remark").contains("nothing has this name\n"),
        "{}",
        rejected("Order.notes", "remark")
    );
    assert!(rejected("Order.notes", "remark").contains("help: a similar name exists: `Order.note`"));
    assert!(rejected("/components/schemas/Nothing", "Some").contains("nothing has this name"));
}

#[test]
fn an_invalid_name_is_an_error_at_its_place() {
    for (target, name, message) in [
        ("Order", "1a", "`1a` is not an identifier"),
        ("Order", "order", "`order` is not in upper camel case: write `Order`"),
        ("Order", "Option", "`Option` has another meaning"),
        ("Order.note", "Note", "`Note` is not in snake case: write `note`"),
        ("Color::Red", "Unknown", "`Unknown` has another meaning"),
    ] {
        let error = rejected(target, name);
        assert!(error.contains(message) && !error.contains("-->"), "{error}");
    }
    let error = text(&Options::default(), &DOCUMENT.replace("note: {", "note: { x-rust-name: 1,")).unwrap_err();
    assert!(error.to_string().contains("`x-rust-name` is not a string\n  --> api.yaml:"), "{error}");
    let long = format!("note: {{ x-rust-name: {},", "a".repeat(201));
    let error = text(&Options::default(), &DOCUMENT.replace("note: {", &long)).unwrap_err().to_string();
    let message = "`aaaaaaaaaaaaaaaaaaaa…` has more than 200 characters: choose a shorter name\n  --> api.yaml:";
    assert!(error.contains(message), "{error}");
}

#[test]
fn a_name_that_something_else_has_is_an_error() {
    for (target, name) in [
        ("Order", "Color"),
        ("Order.note", "status"),
        ("Order.note", "new"),
        ("Color::Red", "Green"),
        ("create_order", "list_orders"),
        ("create_order", "builder"),
        ("list_orders.page", "size"),
        ("list_orders.page", "body"),
    ] {
        let error = rejected(target, name);
        assert!(error.contains("is taken: ") && error.contains("api.yaml:"), "{target}: {error}");
    }
    // Two items that swap their names do not collide.
    let options = Options::default().rename("Order", "Color").rename("Color", "Order");
    assert!(text(&options, DOCUMENT).unwrap().contains("pub color: Option<Order>"));
    let options = Options::default().rename("Order", "A").rename("/components/schemas/Order", "B");
    assert!(text(&options, DOCUMENT).unwrap_err().to_string().contains("two names for `Order`"));
}

#[test]
fn explanations_say_where_a_name_is_from() {
    let source = Source::new("api.yaml", DOCUMENT.replace("note: {", "note: { x-rust-name: remark,"));
    let options = Options::default().rename("Color::Red", "Scarlet");
    let version = Version::generate(&source, &[], &options).unwrap();
    let last = |path: &str| explain(&version, path)[0].reasons.last().unwrap().clone();
    let remark = last("Order.remark");
    assert_eq!(remark.text, "`x-rust-name: remark` → `Order.remark`, instead of `Order.note`");
    assert_eq!(remark.place.unwrap().pointer.as_str(), "/components/schemas/Order/properties/note/x-rust-name");
    let scarlet = last("Color::Scarlet");
    assert_eq!(scarlet.text, "the option `rename` for `Color::Red` → `Color::Scarlet`, instead of `Color::Red`");
}

#[test]
fn a_pattern_renames_all_types_that_match() {
    let document = DOCUMENT.replace("Order", "OrderDto").replace("Color", "ColorDto").replace("list_OrderDtos", "x");
    let made = text(&Options::default().rename("*Dto", "*"), &document).unwrap();
    for part in ["pub struct Order ", "pub enum Color ", "pub color: Option<Color>", "pub enum OrderDtoStatus "] {
        assert!(made.contains(part), "{part}\n{made}");
    }
    // A single name and the document are more specific than a pattern.
    let options = Options::default().rename("ColorDto", "Paint").rename("*Dto", "*Response").rename("Order*", "Sale*");
    let made = text(&options, &document.replace("OtherDto", "Other")).unwrap();
    for part in ["pub struct OrderResponse ", "pub enum Paint ", "pub enum SaleDtoStatus "] {
        assert!(made.contains(part), "{part}\n{made}");
    }
    let named = document.replace("ColorDto: { type", "ColorDto: { x-rust-name: Ink, type");
    assert!(text(&Options::default().rename("*Dto", "*"), &named).unwrap().contains("pub enum Ink "));
    let version =
        Version::generate(&Source::new("api.yaml", document), &[], &Options::default().rename("*Dto", "*")).unwrap();
    let reasons = &explain(&version, "Order")[0].reasons;
    assert!(reasons.iter().any(|reason| reason.text.starts_with("the option `rename` for `*Dto` → `Order`")));
}

#[test]
fn a_pattern_has_matches_and_valid_names() {
    for (target, name, expected) in [
        ("*Dt", "*", "names `*Dt`, but no type has such a name"),
        ("*der*", "*", "more than one star"),
        ("*der", "**", "more than one star"),
        ("*er", "Same", "`Same` is taken"),
        ("Or*", "*", "`der` is not in upper camel case"),
    ] {
        let message = rejected(target, name);
        assert!(message.contains(expected), "{target}: {message}");
    }
}

#[test]
fn a_tag_is_renamed() {
    let document =
        DOCUMENT.replace("operationId: listOrders", "tags: [Order Management]\n      operationId: listOrders");
    let paths = |options: &Options| -> Vec<String> {
        let generated = generate(&Source::new("api.yaml", document.as_str()), &[], options).unwrap();
        let paths = generated.files.into_iter().map(|file| file.path);
        paths.filter(|path| path.starts_with("operations/") && !path.ends_with("mod.rs")).collect()
    };
    assert_eq!(paths(&Options::default()), ["operations/order_management.rs", "operations/untagged.rs"]);
    let options = Options::default().rename("tag:Order Management", "orders");
    assert_eq!(paths(&options), ["operations/orders.rs", "operations/untagged.rs"]);
    let version = Version::generate(&Source::new("api.yaml", document.as_str()), &[], &options).unwrap();
    let reasons = &explain(&version, "list_orders")[0].reasons;
    let expected = "the option `rename` for `tag:Order Management` → the module `orders`";
    assert!(reasons.iter().any(|reason| reason.text == expected), "{reasons:?}");
    // A module of the operation itself is more specific.
    let own = options.operation("listOrders", OperationSettings::default().module("untagged"));
    assert_eq!(paths(&own), ["operations/untagged.rs"]);
    for (target, name, expected) in [
        ("tag:Order Managment", "orders", "a similar name exists: `Order Management`"),
        ("tag:Order Management", "Orders", "`Orders` is not in snake case"),
        ("tag:Order Management", "mod", "`mod` has another meaning"),
    ] {
        let options = Options::default().rename(target, name);
        let message = text(&options, &document).unwrap_err().to_string();
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn a_parameter_that_the_document_does_not_declare_keeps_its_name() {
    let document = "
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths: { '/orders/{id}': { get: { operationId: readOrder, responses: { '204': { description: OK } } } } }
";
    let made = text(&Options::default().rename("/paths/~1orders~1{id}/get", "find_order"), document).unwrap();
    assert!(made.contains("pub fn find_order(") && made.contains("pub id: String,"), "{made}");
    let document = document.replace("operationId:", "x-rust-name: find_order, operationId:");
    let made = text(&Options::default(), &document).unwrap();
    assert!(made.contains("pub fn find_order(") && made.contains("pub id: String,"), "{made}");
}
