//! Tests of the command as users run it, each in its own folder.
#![cfg(feature = "command")]

mod browser;
mod bundled;
mod check;
mod diff;
mod diff_page;
mod explain;
mod files;
mod folder;
mod freshness;
mod generate;
mod history;
mod import;
mod mistakes;
mod overlay;
mod shell;
mod update;
