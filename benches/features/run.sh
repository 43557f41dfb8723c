#!/usr/bin/env bash
# Runs each generator on documents with one feature each, and prints what became of them.
#
#   benches/features/run.sh PROGRAMS [DOCUMENT…]
#
# PROGRAMS is a folder with any of `openapi-bindgen`, `openapi-to-rust`, `oas3-gen`, `cargo-progenitor`, `ploidy`,
# `openapi-nexus` (the `bin` folder of `cargo install --root`) and `openapi-generator-cli`; missing programs are
# skipped. If there is no `openapi-bindgen`, the script builds the one of this repository. DOCUMENT is the name of a
# document without its extension; without names, all are used. GENERATORS restricts the generators.
#
# A row has the document, the generator, its exit code, the lines of Rust, and its first error. With CHECK=1, each output
# is compiled, and the row has "compiles" or the first error of the compiler. The crates stay in the folder WORK, to be
# read; without it, in a new temporary folder, whose name comes first.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$root/benches/generators.sh"
programs=$(realpath "$1")
shift
work=${WORK:-$(mktemp -d)}
mkdir -p "$work"
work=$(realpath "$work")
export CARGO_INCREMENTAL=0 CARGO_PROFILE_DEV_DEBUG=0 CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$work/target}
echo "$work"

own=$programs/openapi-bindgen
if [ ! -x "$own" ]; then
    cargo build --quiet --manifest-path "$root/Cargo.toml" -p openapi-bindgen --bin openapi-bindgen
    own=$CARGO_TARGET_DIR/debug/openapi-bindgen
fi

row() {
    local generator=$1 document=$2
    local name crate code=0 lines result=
    name=$(basename "$document" .json)
    crate=$work/$generator/$name
    rm -rf "$crate"
    mkdir -p "$crate/src"
    local program=$programs/$generator command
    [ "$generator" != openapi-bindgen ] || program=$own
    command_for "$generator" "$program" "$document" "$crate"
    "${command[@]}" >"$crate/log" 2>"$crate/errors" </dev/null || code=$?
    [ "$code" = 0 ] || result=$(grep -m 1 -iE 'error|panicked|exception' "$crate/errors" | cut -c 1-120 || true)
    lines=$(find "$crate" -name '*.rs' -exec cat {} + | wc -l)
    if [ "$code" = 0 ] && [ "${CHECK:-}" = 1 ]; then
        if ! complete "$generator" "$crate" "$crate/log" 2>"$crate/compiler"; then
            result="no code"
        elif cargo check --quiet --manifest-path "$crate/Cargo.toml" 2>"$crate/compiler"; then
            result=compiles
        else
            result=$(grep -m 1 '^error' "$crate/compiler" || tail -n 1 "$crate/compiler")
        fi
    fi
    printf '%-20s %-22s %3s %6s  %s\n' "$name" "$generator" "$code" "$lines" "$result"
}

documents=()
for name in "$@"; do
    documents+=("$(find "$here/documents" -name "$name.json")")
done
[ $# -gt 0 ] || documents=("$here"/documents/*.json "$here/documents/split/split.json")

for generator in ${GENERATORS:-openapi-bindgen openapi-to-rust oas3-gen cargo-progenitor ploidy openapi-nexus openapi-generator-cli}; do
    if [ "$generator" != openapi-bindgen ] && [ ! -x "$programs/$generator" ]; then
        echo "$generator: not in $programs, skipped"
        continue
    fi
    for document in "${documents[@]}"; do
        row "$generator" "$document"
    done
done
