//! The spans of calls and attempts, as a subscriber receives them.

use std::{
    collections::BTreeMap,
    fmt::Debug,
    sync::{
        Arc, Mutex, Once,
        atomic::{AtomicU64, Ordering},
    },
};

use openapi_bindgen_runtime::Blocking;
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
    subscriber::{Interest, set_global_default, with_default},
};

use crate::{
    ShopClient,
    script::{Act, Clock, Script},
};

/// A span: its name, its parent and its fields.
#[derive(Clone, Debug, Default)]
struct Seen {
    name: &'static str,
    parent: Option<u64>,
    fields: BTreeMap<&'static str, String>,
}

/// Keeps all spans, and the messages of all events.
#[derive(Clone, Default)]
struct Collector {
    spans: Arc<Mutex<Vec<Seen>>>,
    events: Arc<Mutex<Vec<String>>>,
    current: Arc<AtomicU64>,
    stack: Arc<Mutex<Vec<u64>>>,
}

impl Visit for Seen {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.fields.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.fields.insert(field.name(), value.to_owned());
    }
}

impl Subscriber for Collector {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "openapi_bindgen_runtime"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut seen = Seen { name: span.metadata().name(), ..Seen::default() };
        seen.parent = self.stack.lock().unwrap().last().copied();
        span.record(&mut seen);
        self.spans.lock().unwrap().push(seen);
        Id::from_u64(self.current.fetch_add(1, Ordering::SeqCst) + 1)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let position = usize::try_from(span.into_u64()).unwrap() - 1;
        values.record(&mut self.spans.lock().unwrap()[position]);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut seen = Seen::default();
        event.record(&mut seen);
        self.events.lock().unwrap().push(format!("{:?}", seen.fields));
    }

    fn enter(&self, span: &Id) {
        self.stack.lock().unwrap().push(span.into_u64());
    }

    fn exit(&self, span: &Id) {
        assert_eq!(self.stack.lock().unwrap().pop(), Some(span.into_u64()));
    }
}

/// A subscriber that ignores everything, so that `tracing` does not cache the interests of one thread for all.
struct Blind;

impl Subscriber for Blind {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::sometimes()
    }

    fn enabled(&self, _: &Metadata<'_>) -> bool {
        false
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

fn client(acts: impl IntoIterator<Item = Act>) -> ShopClient<Blocking> {
    let builder = ShopClient::builder().api_key_auth("hunter2").query_auth("hunter2");
    builder.blocking_transport(Script::new(acts)).blocking_timer(Clock::default()).build_blocking().unwrap()
}

/// The spans of what `run` does, and the events within them.
fn seen(run: impl FnOnce()) -> (Vec<Seen>, Vec<String>) {
    static BLIND: Once = Once::new();
    BLIND.call_once(|| set_global_default(Blind).unwrap());
    let collector = Collector::default();
    with_default(collector.clone(), run);
    let (spans, events) = (collector.spans.lock().unwrap().clone(), collector.events.lock().unwrap().clone());
    let shown = format!("{spans:?} {events:?}");
    assert!(!shown.contains("hunter2"), "{shown}");
    (spans, events)
}

fn fields(seen: &Seen) -> Vec<String> {
    seen.fields.iter().map(|(name, value)| format!("{name}={value}")).collect()
}

#[test]
fn a_call_has_a_span_and_so_has_each_attempt() {
    let (spans, events) = seen(|| {
        client([Act::Replies(503), Act::Replies(200)]).create_order("a b").send().unwrap();
    });
    let [call, first, second] = &spans[..] else { panic!("{spans:?}") };
    assert_eq!((call.name, call.parent), ("call", None));
    assert_eq!(fields(call), ["attempts=2", "otel.kind=internal", "otel.name=createOrder"]);
    assert_eq!((first.name, first.parent, second.parent), ("attempt", Some(1), Some(1)));
    assert_eq!(
        fields(first),
        [
            "error.type=503",
            "http.request.method=POST",
            "http.response.status_code=503",
            "otel.kind=client",
            "otel.name=POST /shops/{shop_id}/orders",
            "otel.status_code=ERROR",
            "server.address=api.example.com",
            "server.port=443",
            "url.full=https://api.example.com/v1/shops/a%20b/orders",
            "url.template=/shops/{shop_id}/orders",
        ]
    );
    assert_eq!(second.fields["http.request.resend_count"], "1");
    assert_eq!(second.fields["http.response.status_code"], "200");
    assert!(!second.fields.contains_key("error.type"));
    assert!(events.len() == 1 && events[0].contains("wait"), "{events:?}");
}

#[test]
fn a_credential_in_the_query_is_left_out() {
    let (spans, _) = seen(|| {
        let mut call = client([Act::Unreachable]).list_orders();
        call.operation_mut().tags = vec!["new".to_owned()];
        call.send().unwrap_err();
    });
    let (call, attempt) = (&spans[0], &spans[3]);
    assert_eq!(attempt.fields["url.full"], "https://api.example.com/v1/orders?tag=new&key=REDACTED");
    assert_eq!((&*attempt.fields["error.type"], &*attempt.fields["http.request.resend_count"]), ("connect", "2"));
    assert_eq!((&*call.fields["error.type"], &*call.fields["outcome"]), ("connect", "NotSent"));
}

#[test]
fn a_call_that_is_not_sent_has_a_span_too() {
    let (spans, _) = seen(|| {
        client([Act::Hangs]).create_order("").send().unwrap_err();
    });
    let [call] = &spans[..] else { panic!("{spans:?}") };
    assert_eq!((&*call.fields["error.type"], &*call.fields["attempts"]), ("request", "0"));
}

#[test]
fn an_awaited_call_has_the_same_spans() {
    let (spans, _) = seen(|| {
        let builder = ShopClient::builder().api_key_auth("hunter2").timer(Clock::default());
        let client = builder.transport(Script::new([Act::Breaks, Act::Garbled])).build().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async { client.create_order("s").await.unwrap_err() });
    });
    let [call, first, second] = &spans[..] else { panic!("{spans:?}") };
    assert_eq!((first.parent, second.parent), (Some(1), Some(1)));
    assert_eq!((&*first.fields["error.type"], &*call.fields["error.type"]), ("exchange", "decode"));
    assert_eq!(call.fields["outcome"], "Committed");
}
