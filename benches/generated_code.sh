#!/usr/bin/env bash
# Measures generated code: CPU seconds of its generation and of `cargo check`, and its lines of code.
#
#   benches/generated_code.sh [--against GENERATOR] [DOCUMENT…]
#
# First comes how the cost of checking grows: an enum of 1,000 and of 10,000 values, and a struct of 100 and of 1,000
# fields. Then comes a row for each DOCUMENT. GENERATOR is the `openapi-bindgen` command of another version; it takes turns
# with this one, and its rows follow. The rows have the median of five runs, and the lowest and the highest.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
runs=5

against=
if [ "${1:-}" = --against ]; then
    against=$2
    shift 2
fi
cargo build --quiet --release --manifest-path "$root/Cargo.toml" -p openapi-bindgen --bin openapi-bindgen
own=${CARGO_TARGET_DIR:-$root/target}/release/openapi-bindgen

# CPU seconds of a command, whose output goes to the log.
cpu() {
    local TIMEFORMAT='%U %S'
    { time "$@" >>"$work/log" 2>&1; } 2>&1 | awk '{ printf "%.3f\n", $1 + $2 }'
}

# The median, the lowest and the highest of the lines on standard input.
median() {
    sort -n | awk '{ value[NR] = $1 } END { printf "%.2f (%.2f-%.2f)", value[int((NR + 1) / 2)], value[1], value[NR] }'
}

# Makes a crate with the output of GENERATOR for DOCUMENT, and checks its dependencies.
prepare() {
    local generator=$1 document=$2 crate=$3 features
    mkdir -p "$crate/src"
    "$generator" generate "$document" -o "$crate/src/api" >"$crate/summary" 2>"$crate/diagnostics"
    features='"json", "pattern", "client", "base64", "jiff", "url", "uuid"'
    printf '[package]\nname = "bindings"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n%s\n' \
        "openapi-bindgen-runtime = { path = \"$root/runtime\", features = [$features] }" >"$crate/Cargo.toml"
    echo 'pub mod api;' >"$crate/src/lib.rs"
    cp "$root/Cargo.lock" "$crate/Cargo.lock"
    check "$crate"
}

check() {
    CARGO_INCREMENTAL=0 cargo check --quiet --manifest-path "$1/Cargo.toml" --target-dir "$work/target"
}

# Checks the crate again, without its dependencies.
recheck() {
    touch "$1/src/lib.rs"
    cpu check "$1"
}

# The lines that are neither empty nor comments.
lines() {
    find "$1/src/api" -name '*.rs' -exec cat {} + | grep -cvE '^\s*(//|$)'
}

# Takes turns between the crates of one document, and prints a row for each.
compare() {
    local name=$1
    shift
    for _ in $(seq "$runs"); do
        for side in "$@"; do
            local crate=$work/$name-$side generator=$own
            [ "$side" = own ] || generator=$against
            cpu "$generator" generate "$work/$name.document" -o "$crate/again" >>"$crate/generation"
            recheck "$crate" >>"$crate/checking"
        done
    done
    for side in "$@"; do
        local crate=$work/$name-$side
        printf '%-28s %-8s %9s %22s %22s\n' "$name" "$side" "$(lines "$crate")" \
            "$(median <"$crate/generation")" "$(median <"$crate/checking")"
    done
}

measure() {
    local name=$1 document=$2
    cp "$document" "$work/$name.document"
    prepare "$own" "$document" "$work/$name-own"
    if [ -n "$against" ]; then
        prepare "$against" "$document" "$work/$name-against"
        compare "$name" own against
    else
        compare "$name" own
    fi
}

head='{"openapi":"3.1.0","info":{"title":"Growth","version":"1.0.0"},"paths":{},"components":{"schemas":{"Grown":'
enum() {
    seq -f '"value_%.0f"' -s , "$1" | sed "s/^/$head{\"type\":\"string\",\"enum\":[/; s/\$/]}}}}/" >"$work/enum-$1.json"
}
struct() {
    seq -f '"field_%.0f":{"type":"string"}' -s , "$1" |
        sed "s/^/$head{\"type\":\"object\",\"properties\":{/; s/\$/}}}}}/" >"$work/struct-$1.json"
}

printf '%-28s %-8s %9s %22s %22s\n' what by lines 'generation, CPU s' 'cargo check, CPU s'
for size in 1000 10000; do
    enum "$size"
    measure "enum-$size" "$work/enum-$size.json"
done
for size in 100 1000; do
    struct "$size"
    measure "struct-$size" "$work/struct-$size.json"
done
for document in "$@"; do
    name=$(basename "$document")
    measure "${name%.*}" "$document"
done
