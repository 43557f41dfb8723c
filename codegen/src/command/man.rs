//! `openapi-bindgen man`.

use std::fs;
use std::io;
use std::path::PathBuf;

use clap::{Args, CommandFactory};
use clap_mangen::Man as Page;
use openapi_bindgen::{Diagnostic, Pointer};

use super::display::{Display, print_plain};
use super::{CommandLine, Exit};

/// Print the manual page, or write one for each command
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Man {
    /// The folder to write a page for each command to; without it, the page of `openapi-bindgen`
    /// itself is printed
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  openapi-bindgen man | man -l -
          Read the page
  openapi-bindgen man --output ~/.local/share/man/man1
          Install `openapi-bindgen.1`, `openapi-bindgen-generate.1` and the others

Exit codes:
  0  the pages are printed or written
  2  a page cannot be written";

impl Man {
    /// Runs the command.
    pub(super) fn run(&self) -> Exit {
        let result = match &self.output {
            None => print_page(),
            Some(folder) => fs::create_dir_all(folder)
                .and_then(|()| clap_mangen::generate_to(CommandLine::command(), folder))
                .map_err(|error| format!("cannot write to `{}`: {error}", folder.display())),
        };
        match result {
            Ok(()) => Exit::Success,
            Err(error) => {
                let error = Diagnostic::error(&Pointer::root(), error);
                Display::of_failures(false).failure(&error.into(), &[])
            }
        }
    }
}

fn print_page() -> Result<(), String> {
    let mut text = Vec::new();
    let rendered: io::Result<()> = Page::new(CommandLine::command()).render(&mut text);
    rendered.map_err(|error| format!("cannot render the page: {error}"))?;
    print_plain(&String::from_utf8_lossy(&text));
    Ok(())
}
