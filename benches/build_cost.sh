#!/usr/bin/env bash
# Measures the cost of depending on heygen-api: crates, and CPU seconds of a clean debug build, for each use and for
# bare reqwest with the same TLS beside them. One run, one after another, so that the numbers can be compared.
#
#   benches/build_cost.sh [FOLDER]      builds below FOLDER, or below a temporary one
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=${1:-$(mktemp -d)}

# A program with one dependency line (or several), and nothing else.
measure() {
    local name=$1 dependencies=$2
    local crate=$work/$name
    rm -rf "$crate"
    mkdir -p "$crate/src"
    printf '[package]\nname = "%s"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n%s\n' \
        "$name" "$dependencies" >"$crate/Cargo.toml"
    echo 'fn main() {}' >"$crate/src/main.rs"
    cp "$root/Cargo.lock" "$crate/Cargo.lock"
    cargo fetch --quiet --manifest-path "$crate/Cargo.toml"
    local crates
    crates=$(cargo tree --manifest-path "$crate/Cargo.toml" --edges normal,build --prefix none --format '{p}' --no-dedupe |
        sed 's/ (.*//' | sort -u | grep -vc "^$name ")
    TIMEFORMAT='%U %S'
    local seconds
    seconds=$({ time cargo build --quiet --manifest-path "$crate/Cargo.toml" --target-dir "$crate/target" >&2; } 2>&1 |
        tail -1 | awk '{ printf "%.1f", $1 + $2 }')
    printf '%-22s %6s %12s\n' "$name" "$crates" "$seconds"
    rm -rf "$crate/target"
}

printf '%-22s %6s %12s\n' 'what' 'crates' 'CPU seconds'
measure models "heygen-api = { path = \"$root\", default-features = false }"
measure client "heygen-api = { path = \"$root\" }"
measure client-with-codegen "heygen-api = { path = \"$root\", features = [\"codegen\"] }"
measure bare-reqwest "reqwest = { version = \"0.13\", default-features = false, features = [\"rustls-no-provider\"] }
rustls = { version = \"0.23\", default-features = false, features = [\"ring\", \"std\", \"tls12\"] }"
