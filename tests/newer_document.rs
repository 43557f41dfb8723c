//! `HEYGEN_OPENAPI`: a build with another document, with which the hand-written code still compiles.
//!
//! Each test runs Cargo, without a network: its dependencies have been fetched to build the tests.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::{Value, json};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The bundled document after `change`, in a file of its own.
fn document(name: &str, change: impl FnOnce(&mut Value)) -> PathBuf {
    let text = fs::read_to_string(Path::new(ROOT).join("openapi/external-api.json")).unwrap();
    let mut document: Value = serde_json::from_str(&text).unwrap();
    change(&mut document);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, document.to_string()).unwrap();
    path
}

/// Checks the crate with `features`, in a target folder of its own so that nothing else is built again.
fn check(features: &str, document: &Path) -> Output {
    Command::new(env!("CARGO"))
        .args([
            "check",
            "--offline",
            "--package",
            "heygen-api",
            "--lib",
            "--message-format=json-render-diagnostics",
            "--no-default-features",
            "--features",
            features,
        ])
        .arg("--target-dir")
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("newer"))
        .current_dir(ROOT)
        .env("HEYGEN_OPENAPI", document)
        .output()
        .unwrap()
}

/// The models that the build script of a [`check`] generated, in the folder that Cargo names.
fn generated_models(output: &Output) -> String {
    let messages = String::from_utf8_lossy(&output.stdout);
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let folders = messages.filter(|message| message["reason"] == "build-script-executed");
    let folders = folders.filter_map(|message| message["out_dir"].as_str().map(PathBuf::from));
    let models = folders.map(|folder| folder.join("generated/models.rs")).find(|path| path.exists());
    fs::read_to_string(models.unwrap()).unwrap()
}

/// One test, since both builds share a target folder.
#[test]
fn a_newer_document_needs_no_change_by_hand() {
    let newer = document("newer.json", |document| {
        let schemas = &mut document["components"]["schemas"];
        schemas["AvatarGroupItem"]["properties"]["owner"] =
            json!({ "type": ["string", "null"], "description": "Whose it is." });
        schemas["CreateAvatarConsentResponse"]["properties"]["url"] =
            json!({ "anyOf": [{ "type": "string" }, { "type": "null" }], "default": null });
        schemas["CreateAvatarConsentResponse"]["required"] = json!(["avatar_group"]);
    });
    let output = check("codegen,client,mock", &newer);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let models = generated_models(&output);
    assert!(models.contains("pub owner: Option<String>"), "{models}");
    assert!(models.contains("pub url: Option<String>"), "{models}");

    let broken = document("broken.json", |document| {
        document["components"]["schemas"]["AvatarError"]["properties"]["code"] =
            json!({ "$ref": "#/components/schemas/Gone" });
    });
    let output = check("codegen,client", &broken);
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{message}");
    assert!(message.contains("`#/components/schemas/Gone` does not exist in this document"), "{message}");
    assert!(message.contains("broken.json:1:"), "{message}");

    let unknown = document("unknown.json", |document| document["openapi"] = json!("4.0.0"));
    let output = check("codegen,client", &unknown);
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(message.contains("unknown.json:1:"), "{message}");

    let output = check("client", &newer);
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(message.contains("only generated with the feature `codegen`"), "{message}");
}
