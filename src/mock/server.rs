use std::{fmt, io, net, thread, time::Duration};

use tokio::{net::TcpListener, runtime, sync::oneshot};

use super::{
    API_KEY, Fault, Group, RecordedRequest, Reply,
    connection::accept,
    state::{Next, Shared},
};
use crate::{Client, ClientBuilder};

/// A mock HeyGen. It stops when it is dropped.
pub struct Server {
    base_url: String,
    shared: Shared,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Server {
    /// Starts a server with no groups on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// If the system has no free port, or cannot start a thread.
    pub fn start() -> io::Result<Self> {
        let listener = net::TcpListener::bind((net::Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel();
        let shared = Shared::default();
        let accepting = shared.clone();
        let thread = thread::Builder::new().name("heygen-mock".to_owned()).spawn(move || {
            runtime.block_on(async {
                if let Ok(listener) = TcpListener::from_std(listener) {
                    tokio::select! {
                        never = accept(listener, accepting) => match never {},
                        _ = stopped => {}
                    }
                }
            });
        })?;
        Ok(Self { base_url, shared, stop: Some(stop), thread: Some(thread) })
    }

    /// Returns the base URL: `http://127.0.0.1:` and a port.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Returns a builder of clients that call it with a valid API key.
    pub fn client_builder(&self) -> ClientBuilder {
        Client::builder().base_url(&self.base_url).api_key_auth(API_KEY)
    }

    /// Returns a client that calls it with a valid API key, over `reqwest`.
    ///
    /// # Errors
    /// If the transport cannot be set up.
    #[cfg(feature = "reqwest")]
    pub fn client(&self) -> Result<Client, crate::runtime::BuildError> {
        self.client_builder().build()
    }

    /// Adds a group, or replaces the one with the same id.
    pub fn add(&self, group: Group) {
        self.shared.lock().account.add(group);
    }

    /// Responds to the next request with `reply`. The request does not reach the API.
    ///
    /// Replies and faults are queued: each is for one request, in the order in which they were added.
    pub fn respond_next(&self, reply: Reply) {
        self.shared.lock().next.push_back(Next::Respond(reply));
    }

    /// Lets the API respond to the next request, and corrupts the response in transit.
    ///
    /// Replies and faults are queued: each is for one request, in the order in which they were added.
    pub fn fail_next(&self, fault: Fault) {
        self.shared.lock().next.push_back(Next::Fail(fault));
    }

    /// Returns all requests in the order of arrival, including those that got an error.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.shared.lock().requests.clone()
    }

    /// Returns the number of consents created for a group since it was added: the number of calls that took effect,
    /// even if their responses were lost. A replay creates none, and a group that does not exist has none.
    pub fn consents_created(&self, group_id: &str) -> u32 {
        self.shared.lock().account.consents_created(group_id)
    }

    /// Advances the server's clock, which does not advance by itself. After 24 hours it forgets an idempotency key.
    pub fn advance(&self, duration: Duration) {
        self.shared.lock().account.advance(duration);
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // If the receiver is gone, the thread has already ended.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            // A panic of the thread was reported when it happened.
            let _ = thread.join();
        }
    }
}
