//! The command, run as its users run it: each test in a folder of its own.
#![cfg(feature = "command")]

mod check;
mod folder;
mod generate;
mod mistakes;
