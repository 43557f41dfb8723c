//! `openapi-bindgen completions`.

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use super::display::print_plain;
use super::{CommandLine, Exit};

/// Print the completions of this command line for a shell
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  openapi-bindgen completions bash > ~/.local/share/bash-completion/completions/openapi-bindgen
          Complete in Bash, in every new shell
  openapi-bindgen completions fish > ~/.config/fish/completions/openapi-bindgen.fish
          Complete in fish

Exit codes:
  0  the completions are printed
  2  the shell is not known";

impl Completions {
    /// Runs the command.
    pub(super) fn run(&self) -> Exit {
        let mut script = Vec::new();
        generate(self.shell, &mut CommandLine::command(), "openapi-bindgen", &mut script);
        print_plain(&String::from_utf8_lossy(&script));
        Exit::Success
    }
}
