//! A server of a framework as a separate process.

use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::framework::{Framework, Language};
use crate::workspace::{Workspace, end_of};

const START_LIMIT: Duration = Duration::from_secs(120);

/// A running server, which ends when this value is dropped.
pub struct Server {
    process: Child,
    /// The base URL of the server.
    pub base_url: String,
}

impl Server {
    /// Starts the server of a framework on a free port.
    pub fn start(framework: &Framework, workspace: &Workspace) -> Result<Self, String> {
        let mut command = match framework.language {
            Language::Python => {
                let mut python = Command::new(workspace.folder.join("venv/bin/python"));
                python.args(["-B"]).arg(workspace.sources.join("server.py"));
                python
            }
            Language::Node => {
                // Node looks for packages in the parent folders of the program.
                workspace.copy_programs()?;
                let mut node = Command::new("node");
                node.arg(workspace.folder.join("server.mjs"));
                node
            }
            Language::Rust => {
                let binary = format!("{}-server", framework.name);
                workspace.build(&binary)?;
                Command::new(workspace.binary(&binary))
            }
        };
        let port = free_port().map_err(|error| format!("no free port: {error}"))?;
        let (out, err) = workspace.log("server.log")?;
        command.env("PORT", port.to_string()).stdin(Stdio::null()).stdout(out).stderr(err);
        let process = command.spawn().map_err(|error| format!("the server does not start: {error}"))?;
        Ok(Self { process, base_url: format!("http://127.0.0.1:{port}") })
    }

    /// Fetches the document as soon as the server responds.
    pub fn document(&mut self, framework: &Framework, workspace: &Workspace) -> Result<String, String> {
        let url = format!("{}{}", self.base_url, framework.document);
        let start = Instant::now();
        loop {
            let answer = ureq::get(&url).call().and_then(|mut answer| answer.body_mut().read_to_string());
            let error = match answer {
                Ok(document) => return Ok(document),
                Err(error) => error,
            };
            let ended = self.process.try_wait().map_err(|error| error.to_string())?;
            if ended.is_some() || start.elapsed() > START_LIMIT {
                let log = end_of(&workspace.folder.join("server.log"));
                return Err(format!("{url}: {error}\n{log}"));
            }
            thread::sleep(Duration::from_millis(100));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A server that has ended already cannot be ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
