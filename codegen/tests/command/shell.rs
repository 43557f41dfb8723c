use std::fs;

use crate::folder::Folder;

#[test]
fn shells_complete_commands_and_options() {
    let folder = Folder::empty();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = folder.succeed(&["completions", shell]);
        for expected in ["generate", "explain", "overlay", "strict"] {
            assert!(script.contains(expected), "{expected} is not in the script for {shell}");
        }
    }
    assert_eq!(folder.run(&["completions", "ksh"]).code, 2);
}

#[test]
fn every_command_has_a_page_of_the_manual() {
    let folder = Folder::empty();
    assert!(folder.succeed(&["man"]).contains(".TH openapi-bindgen 1"));
    assert_eq!(folder.succeed(&["man", "--output", "man"]), "");
    for name in ["openapi-bindgen", "openapi-bindgen-generate", "openapi-bindgen-check", "openapi-bindgen-explain"] {
        let page = fs::read_to_string(folder.path(&format!("man/{name}.1"))).unwrap();
        assert!(page.contains(".SH DESCRIPTION"), "{page}");
    }
    folder.write("taken", "");
    let run = folder.run(&["man", "--output", "taken"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("error: cannot write to `taken`"), "{}", run.stderr);
}

#[test]
fn the_help_of_every_command_has_examples_and_exit_codes() {
    let folder = Folder::empty();
    for command in ["generate", "check", "explain", "diff", "import", "update", "overlay", "completions", "man"] {
        let help = folder.succeed(&[command, "--help"]);
        assert!(help.contains("Examples:") && help.contains("Exit codes:"), "{help}");
    }
}
