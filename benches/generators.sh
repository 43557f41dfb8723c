# The generators that `peers.sh` and `features/run.sh` compare. Both source this file, with `root` as the repository.

# Sets the array `command` to the command with which PROGRAM of GENERATOR writes the code for DOCUMENT into the folder of
# a crate, with the generator's default options.
command_for() {
    local generator=$1 program=$2 document=$3 crate=$4
    case $generator in
    openapi-bindgen) command=("$program" generate "$document" -o "$crate/src/api" --json) ;;
    openapi-to-rust) command=("$program" generate "$document" --output-dir "$crate/src/api") ;;
    oas3-gen) command=("$program" generate client-mod -i "$document" -o "$crate" --workspace) ;;
    cargo-progenitor) command=("$program" progenitor -i "$document" -o "$crate" -n bindings -v 0.1.0) ;;
    ploidy) command=("$program" generate rust "$document" -o "$crate" --name bindings) ;;
    openapi-nexus) command=("$program" generate -i "$document" -o "$crate" --generators rust-reqwest) ;;
    openapi-generator-cli) command=("$program" generate -g rust -i "$document" -o "$crate") ;;
    esac
}

# Adds the files that GENERATOR leaves to the caller: for some, the manifest and the root module. LOG is its output.
complete() {
    local generator=$1 crate=$2 log=$3 features
    case $generator in
    openapi-bindgen)
        # The summary lists the features of the runtime that the output needs.
        features=$(python3 -c 'import json, sys; print(json.dumps(json.load(sys.stdin)["features"] + ["reqwest"]))' <"$log")
        printf '[package]\nname = "bindings"\nversion = "0.0.0"\nedition = "2024"\n\n[dependencies]\n%s\n' \
            "openapi-bindgen-runtime = { path = \"$root/runtime\", features = $features }" >"$crate/Cargo.toml"
        echo 'pub mod api;' >"$crate/src/lib.rs"
        ;;
    openapi-to-rust)
        printf '[package]\nname = "bindings"\nversion = "0.0.0"\nedition = "2024"\n\n%s\n' \
            "$(cat "$crate/src/api/REQUIRED_DEPS.toml")" >"$crate/Cargo.toml"
        echo 'pub mod api;' >"$crate/src/lib.rs"
        ;;
    esac
    grep -q '^\[workspace\]' "$crate/Cargo.toml" || printf '\n[workspace]\n' >>"$crate/Cargo.toml"
}
