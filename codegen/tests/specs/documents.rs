//! The options for the documents of `accepted` and `rejected`. The build script and the tests both
//! include this file, so that snapshots show the compiled code.

use std::time::Duration;

use openapi_bindgen::{FormatType, MapType, OperationSettings, Options, Pagination, RetryClass, Selection, TypeTarget};

/// Returns the options for the document `name`. Only documents about an option differ.
pub(crate) fn options(name: &str) -> Options {
    let options = Options::default().envelopes(["data", "error"]);
    match name {
        "defaults" => options.defaults(["*"]).pagination(Pagination::page("page", 1).items("results")),
        "examples" => options.example_feature("example").format("date-time", FormatType::JiffTimestamp),
        "extra_derives" => options
            .derive(TypeTarget::All, "Eq")
            .derive(TypeTarget::All, "Hash")
            .derive(TypeTarget::Named("Kind".to_owned()), "PartialOrd")
            .attribute(TypeTarget::All, "#[doc(alias = \"animal\")]"),
        "formats" => options
            .format("uuid", FormatType::Uuid)
            .format("date-time", FormatType::JiffTimestamp)
            .format("date", FormatType::JiffDate)
            .format("uri", FormatType::Url)
            .format("byte", FormatType::Base64)
            .format("ipv4", FormatType::Ipv4Addr),
        "formats_of_chrono" => options
            .format("date-time", FormatType::ChronoDateTimeUtc)
            .format("local-time", FormatType::ChronoDateTimeFixedOffset)
            .format("date", FormatType::ChronoNaiveDate)
            .format("time", FormatType::ChronoNaiveTime),
        "formats_of_time" => {
            options.format("date-time", FormatType::TimeOffsetDateTime).format("date", FormatType::TimeDate)
        }
        "in_progress" => options.in_progress(409, "still_running").in_progress(423, "locked"),
        "operation_settings" => options
            .operation("addOrder", OperationSettings::default().retry(RetryClass::Idempotent).module("orders"))
            .operation("pay_order", OperationSettings::default().idempotency_header("X-Request-Id"))
            .operation("changeOrder", OperationSettings::default().idempotency_header("X-Request-Id").module("reports"))
            .operation("#/paths/~1orders/delete", OperationSettings::default().retry(RetryClass::Never))
            .operation("listOrders", OperationSettings::default().pagination(false))
            .operation("search_orders", OperationSettings::default().retry(RetryClass::Safe))
            .operation("searchOrders", OperationSettings::default().timeout(Duration::from_mins(2)))
            .operation("readReport", OperationSettings::default().envelopes(["result"]))
            .operation("makeReport", OperationSettings::default().envelopes([""; 0])),
        "short_operation_names" => options.short_operation_names(),
        "internal" => options.select(Selection::default().without_internal()),
        "maps_hash" => options.map(MapType::Hash),
        "maps_index" => options.map(MapType::Index),
        "pages" => options
            .pagination(Pagination::page("page", 1).items("results").operation("listByNumber"))
            .pagination(Pagination::page("page", 1).items("results").more("next").operation("listByAddress"))
            .pagination(Pagination::offset("offset"))
            .pagination(Pagination::page("number", 1))
            .pagination(Pagination::link("page-info"))
            .pagination(Pagination::cursor("token", "paging.next").items("list.things").done("paging.done")),
        "replaced" => options
            .replace("Money", "crate::custom::Money")
            .replace("#/components/schemas/Point", "crate::custom::Point")
            .replace("format:decimal", "crate::custom::Money")
            .replace("format:non-zero", "std::num::NonZeroU32")
            .example_feature("example"),
        "streaming" => {
            let set = |is_stream| OperationSettings::default().streaming(is_stream);
            let streams = ["watchJobs", "createAnswer", "readLog", "readLines", "readPings"].map(|id| (id, true));
            let others = ["readBoth", "readEvents"].map(|id| (id, false));
            streams.into_iter().chain(others).fold(options, |options, (id, is)| options.operation(id, set(is)))
        }
        "runtime_path" => options.runtime("crate::runtime"),
        _ => options,
    }
}
