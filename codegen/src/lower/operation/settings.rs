//! The settings of an operation: from the option `operation-settings`, or from its extensions.

use crate::diagnostic::Diagnostic;
use crate::ir::{CallSettings, Chosen, ChosenBy, Operation, RustIdent};
use crate::lower::Lowering;
use crate::naming::{case::plain, chosen_module};
use crate::nearest::suggestion;
use crate::options_origin::option_place;
use crate::pointer::Pointer;
use crate::rename;

/// The name of the option.
const OPTION: &str = "operation-settings";

/// The names of an operation that a target can be.
pub(super) struct Names<'a> {
    pub id: &'a str,
    pub function: &'a RustIdent,
    pub type_name: &'a RustIdent,
    /// Its original place in the document.
    pub place: &'a Pointer,
    /// The name of the extension `x-rust-name`.
    pub extension: Option<&'a str>,
}

impl Names<'_> {
    fn has(&self, target: &str) -> bool {
        let pointer = target.strip_prefix('#').unwrap_or(target);
        self.id == target
            || plain(self.function.as_str()) == plain(target)
            || self.type_name.as_str() == target
            || self.place.as_str() == pointer
    }
}

impl Lowering<'_, '_> {
    /// Returns the settings of the operation with these names, which override those of its extensions. `at` is the
    /// operation.
    pub(super) fn call_settings(
        &mut self,
        mut settings: CallSettings,
        names: &Names<'_>,
        at: &Pointer,
    ) -> CallSettings {
        let options = self.options;
        let renames = options.rename.iter().filter(|(target, _)| names.has(target)).map(|(_, name)| name.as_str());
        let new_names: Vec<&str> = renames.chain(names.extension).collect();
        let is_it = |target: &str| names.has(target) || new_names.iter().any(|name| plain(name) == plain(target));
        for (index, (target, own)) in
            options.operation_settings.iter().enumerate().filter(|(_, (target, _))| is_it(target))
        {
            self.used_settings.insert(index);
            let module = own.module.as_deref().and_then(|name| chosen_module(name).ok());
            let pagination = own.pagination.filter(|is_detected| !is_detected).map(|_| None);
            let twice = [
                set(&mut settings.retry, own.retry.as_ref(), target).then_some("retry"),
                set(&mut settings.idempotency_header, own.idempotency_header.as_ref(), target)
                    .then_some("idempotency-header"),
                set(&mut settings.deadline, own.timeout.as_ref(), target).then_some("timeout"),
                set(&mut settings.envelopes, own.envelopes.as_ref(), target).then_some("envelopes"),
                set(&mut settings.streaming, own.streaming.as_ref(), target).then_some("streaming"),
                set(&mut settings.module, module.as_ref(), target).then_some("module"),
            ];
            if let Some(value) = pagination {
                settings.pagination = Some(Chosen { value, by: by_option(target) });
            }
            for key in twice.into_iter().flatten() {
                let message = format!("the option `{OPTION}` has two values of `{key}` for `{}`", names.id);
                let diagnostic = Diagnostic::error(at, message).help("leave one of them out");
                self.report.push_option(&option_place(OPTION, target).child(key), diagnostic);
            }
        }
        settings
    }

    /// Reports the settings that no operation has.
    pub(super) fn report_unused_settings(&mut self, operations: &[Operation]) {
        let names = || operations.iter().flat_map(|operation| [operation.id.as_str(), operation.function.as_str()]);
        for (index, (target, _)) in self.options.operation_settings.iter().enumerate() {
            if self.used_settings.contains(&index) {
                continue;
            }
            let message = format!("the option `{OPTION}` names `{target}`, but no operation has this name");
            let otherwise = "write an `operationId`, the name of a method, or the JSON Pointer of an operation";
            self.report.push_unmatched(
                &option_place(OPTION, target),
                Diagnostic::error(&Pointer::root(), message)
                    .help(suggestion(target, names()).unwrap_or_else(|| otherwise.to_owned())),
            );
        }
    }
}

/// Sets a value that the option has. Returns true if it has another one already.
fn set<T: Clone + PartialEq>(slot: &mut Option<Chosen<T>>, value: Option<&T>, target: &str) -> bool {
    let Some(value) = value else { return false };
    let before = slot.replace(Chosen { value: value.clone(), by: by_option(target) });
    before.is_some_and(|before| matches!(before.by, ChosenBy::Option(..)) && before.value != *value)
}

fn by_option(target: &str) -> ChosenBy {
    ChosenBy::Option(OPTION, target.to_owned())
}

/// Returns the name that the extension `x-rust-name` gives an operation.
pub(super) fn extension_name(given: &openapiv3::Operation) -> Option<&str> {
    given.extensions.get(rename::NAME)?.as_str()
}

#[cfg(test)]
mod tests {
    use crate::diff::Version;
    use crate::explain::explain;
    use crate::{OperationSettings, Options, Pagination, RetryClass, Selection, Source, generate};

    const DOCUMENT: &str = "
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    get:
      operationId: listOrders
      parameters: [{ name: cursor, in: query, schema: { type: string } }]
      responses: { '200': { description: OK, content: { application/json: { schema: { type: object, properties: {
        orders: { type: array, items: { type: string } }, next_cursor: { type: string } } } } } } }
    post:
      operationId: createOrder
      x-rust-name: place_order
      responses: { '204': { description: OK } }
";

    fn text(options: &Options, document: &str) -> Result<String, String> {
        let generated =
            generate(&Source::new("api.yaml", document), &[], options).map_err(|error| error.to_string())?;
        Ok(generated.files.into_iter().map(|file| file.text).collect())
    }

    fn reasons(options: &Options, document: &str, path: &str) -> Vec<String> {
        let version = Version::generate(&Source::new("api.yaml", document), &[], options).unwrap();
        explain(&version, path)[0].reasons.iter().map(|reason| reason.text.clone()).collect()
    }

    #[test]
    fn an_operation_is_found_by_each_of_its_names() {
        let renamed = Options::default().rename("listOrders", "find_orders");
        for target in [
            "createOrder",
            "create_order",
            "CreateOrder",
            "place_order",
            "/paths/~1orders/post",
            "#/paths/~1orders/post",
            "find_orders",
            "list_orders",
        ] {
            let options = renamed.clone().operation(target, OperationSettings::default().retry(RetryClass::Safe));
            let made = text(&options, DOCUMENT).unwrap();
            assert_eq!(made.matches(", retry = Safe)]").count(), 1, "{target}: {made}");
        }
    }

    #[test]
    fn a_setting_without_an_operation_or_with_two_values_is_an_error() {
        let never = OperationSettings::default().retry(RetryClass::Never);
        let error = text(&Options::default().operation("createOrdr", never.clone()), DOCUMENT).unwrap_err();
        assert!(error.contains("the option `operation-settings` names `createOrdr`, but no operation has this name"));
        assert!(error.contains("help: a similar name exists: `createOrder`"), "{error}");
        let options = Options::default().operation("createOrder", never.clone()).operation("create_order", never);
        assert!(text(&options, DOCUMENT).is_ok());
        let options = options.operation("place_order", OperationSettings::default().retry(RetryClass::Safe));
        let error = text(&options, DOCUMENT).unwrap_err();
        assert!(
            error.contains("the option `operation-settings` has two values of `retry` for `createOrder`"),
            "{error}"
        );
        let invalid = OperationSettings::default().idempotency_header("a b");
        let error = text(&Options::default().operation("createOrder", invalid), DOCUMENT).unwrap_err();
        assert!(error.contains("the option `operation-settings` for `createOrder`: `a b` is not the name"), "{error}");
    }

    #[test]
    fn a_rule_for_an_operation_without_pages_is_an_error() {
        assert!(text(&Options::default(), DOCUMENT).unwrap().contains("#[pages("));
        let options = Options::default().operation("listOrders", OperationSettings::default().pagination(false));
        assert!(!text(&options, DOCUMENT).unwrap().contains("#[pages("));
        let options = options.pagination(Pagination::cursor("cursor", "next_cursor").operation("listOrders"));
        let error = text(&options, DOCUMENT).unwrap_err();
        assert!(error.contains("`operation-settings` turns its pages off"), "{error}");
    }

    #[test]
    fn a_stream_is_one_only_if_the_operation_has_a_body_for_it() {
        let with = |id: &str, is_stream| {
            let settings = OperationSettings::default().streaming(is_stream);
            text(&Options::default().operation(id, settings), DOCUMENT)
        };
        assert!(with("listOrders", true).unwrap().contains("lines = \"text/event-stream, "));
        let error = with("createOrder", true).unwrap_err();
        assert!(error.contains("`streaming: true` of the option `operation-settings` has no effect"), "{error}");
        assert!(error.contains("(/paths/~1orders/post)"), "{error}");
        let error = with("listOrders", false).unwrap_err();
        assert!(error.contains("no success of this operation is a stream"), "{error}");
        let options = Options::default().operation("listOrders", OperationSettings::default().streaming(true));
        for path in ["list_orders", "list_orders.events"] {
            let found = reasons(&options, DOCUMENT, path);
            let expected = "the option `operation-settings` for `listOrders` → a successful response is a stream";
            assert!(found.contains(&expected.to_owned()), "{path}: {found:?}");
        }
    }

    #[test]
    fn explanations_have_the_settings() {
        let settings = OperationSettings::default()
            .retry(RetryClass::Idempotent)
            .idempotency_header("X-Request-Id")
            .timeout(std::time::Duration::from_secs(90))
            .envelopes(["result"])
            .module("orders");
        let options = Options::default().operation("createOrder", settings);
        let options = options.operation("listOrders", OperationSettings::default().pagination(false));
        let found = reasons(&options, DOCUMENT, "place_order");
        for expected in [
            "→ a request may be sent again",
            "→ the header `X-Request-Id` has the idempotency key",
            "→ a call has the deadline 90s, unless it sets another",
            "→ `result` is an envelope of its responses",
            "→ the module `orders`",
        ] {
            let expected = format!("the option `operation-settings` for `createOrder` {expected}");
            assert!(found.contains(&expected), "{expected}: {found:?}");
        }
        assert!(reasons(&options, DOCUMENT, "list_orders").iter().any(|reason| reason.ends_with("→ no pages")));
        let key = reasons(&options, DOCUMENT, "place_order.x_request_id");
        assert_eq!(
            key,
            [
                "the option `operation-settings` for `createOrder` → a header with the idempotency key, which the client \
              sets unless a call does"
            ]
        );
    }

    /// Returns the document with an extension of `createOrder`.
    fn with(extension: &str) -> String {
        DOCUMENT.replace("x-rust-name: place_order", extension)
    }

    #[test]
    fn extensions_have_the_effect_of_options() {
        for (extension, expected) in [
            ("x-retry: idempotent", ", retry = Idempotent)]"),
            ("x-retries: false", ", retry = Never)]"),
            ("x-retry: { disabled: true }", ", retry = Never)]"),
            ("x-retries: 0", ", retry = Never)]"),
            ("x-retry: safe", ", retry = Safe)]"),
            ("x-idempotent: true", ", retry = Idempotent)]"),
            ("x-idempotency-key: X-Key", "header = \"X-Key\", idempotency_key)]"),
            ("x-idempotency-header: { name: X-Key }", "header = \"X-Key\", idempotency_key)]"),
            ("x-idempotency-key: true", "header = \"Idempotency-Key\", idempotency_key)]"),
            (
                "parameters: [{ name: X-Id, in: header, x-idempotency-key: true, schema: { type: string } }]",
                "header = \"X-Id\", idempotency_key)]",
            ),
            ("x-deprecated: Use the other", "#[deprecated(note = \"Use the other\")]"),
            (
                "x-deprecated: { reason: Slow }\n      x-sunset: 2027-01-31",
                "#[deprecated(note = \"Slow (sunset on 2027-01-31)\")]",
            ),
            ("deprecated: true\n      x-sunset: '2027-01-31'", "#[deprecated(note = \"sunset on 2027-01-31\")]"),
            ("x-deprecated: true", "#[deprecated]"),
        ] {
            let made = text(&Options::default(), &with(extension)).unwrap();
            assert!(made.contains(expected), "{extension}: {made}");
        }
        for extension in
            ["x-deprecated: false", "x-retry: { disabled: false }", "x-idempotent: false", "x-pagination: true"]
        {
            let generated = generate(&Source::new("api.yaml", with(extension)), &[], &Options::default()).unwrap();
            let text: String = generated.files.iter().map(|file| file.text.as_str()).collect();
            assert!(!text.contains("#[deprecated") && !text.contains("retry ="), "{extension}");
            assert_eq!(generated.warnings.iter().count(), 0, "{extension}");
        }
        let options = Options::default().operation("createOrder", OperationSettings::default().retry(RetryClass::Safe));
        assert!(text(&options, &with("x-retry: never")).unwrap().contains(", retry = Safe)]"));
        let found = reasons(&Options::default(), &with("x-retry: never"), "create_order");
        let found_deprecated = reasons(&Options::default(), &with("x-deprecated: Slow"), "create_order");
        let expected = "`x-deprecated: Slow` → `#[deprecated]`".to_owned();
        assert!(found_deprecated.contains(&expected), "{found_deprecated:?}");
        assert!(found.contains(&"`x-retry: never` → no request is sent again".to_owned()), "{found:?}");
    }

    #[test]
    fn an_extension_of_another_form_is_a_note() {
        for extension in [
            "x-retry: { attempts: 3 }",
            "x-retries: 3",
            "x-idempotent: 1",
            "x-idempotency-key: a b",
            "x-pagination: cursor",
            "x-pagination: { page: number }",
        ] {
            let generated = generate(&Source::new("api.yaml", with(extension)), &[], &Options::default()).unwrap();
            let notes: Vec<String> = generated.warnings.iter().map(ToString::to_string).collect();
            assert!(notes.len() == 1 && notes[0].starts_with("note: ") && notes[0].contains("no effect"), "{notes:?}");
            assert!(notes[0].contains("/paths/~1orders/post/x-"), "{notes:?}");
        }
    }

    #[test]
    fn an_extension_is_a_pagination_rule() {
        let plain = DOCUMENT.replace("next_cursor", "following");
        assert!(!text(&Options::default(), &plain).unwrap().contains("#[pages("));
        let extension =
            "operationId: listOrders\n      x-pagination: { cursor: cursor, next_cursor: $response.following }";
        let document = plain.replace("operationId: listOrders", extension);
        assert!(text(&Options::default(), &document).unwrap().contains("#[pages("));
        let found = reasons(&Options::default(), &document, "list_orders.pages");
        assert!(found.contains(&"the extension `x-pagination` is the rule".to_owned()), "{found:?}");
        let off = DOCUMENT.replace("operationId: listOrders", "operationId: listOrders\n      x-pagination: false");
        assert!(!text(&Options::default(), &off).unwrap().contains("#[pages("));
        // The option overrides the extension.
        let rule = Pagination::cursor("cursor", "next_cursor").operation("listOrders");
        assert!(text(&Options::default().pagination(rule), &off).unwrap().contains("#[pages("));
    }

    #[test]
    fn internal_operations_are_left_out_if_they_are_not_wanted() {
        let document = with("x-internal: true")
            + "
components:
  schemas: { Unused: { type: object, properties: { a: { type: string } } } }
";
        assert!(text(&Options::default(), &document).unwrap().contains("struct CreateOrder"));
        let options = Options::default().select(Selection::default().without_internal());
        let made = text(&options, &document).unwrap();
        assert!(!made.contains("CreateOrder") && made.contains("struct ListOrders") && made.contains("struct Unused"));
        let item = document.replace("  /orders:", "  /orders:\n    x-internal: true");
        assert!(!text(&options, &item).unwrap().contains("ListOrders"));
    }
}
