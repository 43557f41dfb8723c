use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::operation_settings::OperationSettings;
use crate::parse::Members;

/// The settings of single operations: `{ createOrder: { retry: never } }`.
pub(super) fn read(options: &Members<'_>, wrong: &mut Vec<Diagnostic>) -> Vec<(String, OperationSettings)> {
    let Some((value, pointer)) = options.get("operation-settings") else { return Vec::new() };
    let Some(targets) = Members::read(value, pointer, wrong) else { return Vec::new() };
    let mut read = Vec::new();
    for target in targets.keys() {
        let Some((value, pointer)) = targets.get(target) else { continue };
        let own = Members::read(value, pointer, wrong);
        read.extend(own.map(|own| (target.to_owned(), read_settings(&own, wrong))));
    }
    read
}

fn read_settings(own: &Members<'_>, wrong: &mut Vec<Diagnostic>) -> OperationSettings {
    own.only(&OperationSettings::KEYS, wrong);
    let mut settings = OperationSettings::default();
    for key in ["retry", "idempotency-header", "timeout", "module"] {
        if let Some((Value::Number(number), pointer)) = own.get(key).filter(|_| key == "timeout") {
            let message = format!("`{number}` is not a time");
            wrong.push(Diagnostic::error(&pointer, message).help(format!("write the unit too: `{number}s`")));
            continue;
        }
        let Some(text) = own.string(key, wrong) else { continue };
        if let Err(message) = settings.set(key, text) {
            wrong.push(Diagnostic::error(&own.pointer().child(key), message));
        }
    }
    if own.get("envelopes").is_some() {
        settings = settings.envelopes(own.strings("envelopes", wrong));
    }
    settings.pagination = own.boolean("pagination", wrong);
    settings.streaming = own.boolean("streaming", wrong);
    settings
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::operation_settings::RetryClass;
    use crate::{Project, Source};

    fn parse(settings: &str) -> Result<Vec<(String, OperationSettings)>, String> {
        let text = format!("document: a\noutput: b\noptions:\n  operation-settings: {{ createOrder: {settings} }}\n");
        let project = Project::parse(&Source::new("p.yaml", text)).map_err(|error| error.to_string())?;
        Ok(project.options.operation_settings)
    }

    #[test]
    fn every_setting_is_read() {
        let text = "{ retry: idempotent, idempotency-header: X-Request-Id, timeout: 2m, envelopes: [data], \
                    pagination: false, streaming: true, module: orders }";
        let expected = OperationSettings::default()
            .retry(RetryClass::Idempotent)
            .idempotency_header("X-Request-Id")
            .timeout(Duration::from_mins(2))
            .envelopes(["data"])
            .pagination(false)
            .streaming(true)
            .module("orders");
        assert_eq!(parse(text).unwrap(), [("createOrder".to_owned(), expected)]);
        assert_eq!(parse("{ envelopes: [] }").unwrap()[0].1.envelopes, Some(Vec::new()));
        assert_eq!(parse("{}").unwrap()[0].1, OperationSettings::default());
    }

    #[test]
    fn an_invalid_value_is_reported_at_its_place() {
        for (settings, expected) in [
            ("{ retry: twice }", "`twice` is not a retry class: write `safe`, `idempotent` or `never`"),
            ("{ timeout: 120 }", "`120` is not a time"),
            ("{ timeout: 120 }", "help: write the unit too: `120s`"),
            ("{ retry: 1 }", "expected a string, found a number"),
            ("{ timeout: '120' }", "`120` is not a time"),
            ("{ pagination: off-by-one }", "expected true or false"),
            ("{ deadline: 2m }", "unknown key `deadline`"),
            ("[]", "expected an object, found a list"),
        ] {
            let message = parse(settings).unwrap_err();
            assert!(message.contains(expected) && message.contains("p.yaml:4:"), "{settings}: {message}");
        }
    }
}
