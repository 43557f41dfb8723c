use openapiv3::Server as Given;

use super::Lowering;
use crate::diagnostic::Diagnostic;
use crate::ir::Server;
use crate::pointer::Pointer;

impl Lowering<'_, '_> {
    /// The first server, with its variables at their defaults, if requests can be sent there.
    pub(super) fn server(&mut self) -> Option<Server> {
        let given = self.document.document.servers.first()?;
        let url = with_defaults(given).trim_end_matches('/').to_owned();
        if (url.starts_with("https://") || url.starts_with("http://")) && !url.contains(['{', '}']) {
            return Some(Server { url });
        }
        let at = Pointer::root().child("servers").index(0).child("url");
        self.report.push(
            Diagnostic::warning(&at, "this is not a whole address, so the client does not know where the API is")
                .help("the caller gives its builder a base URL; an overlay can give the document one"),
        );
        None
    }
}

fn with_defaults(server: &Given) -> String {
    let variables = server.variables.iter().flatten();
    variables.fold(server.url.clone(), |url, (name, variable)| url.replace(&format!("{{{name}}}"), &variable.default))
}
