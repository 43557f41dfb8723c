#!/usr/bin/env bash
# Compares the generator with similar ones: their output for the same documents with default options, and its cost.
#
#   benches/peers.sh PROGRAMS DOCUMENT…
#
# PROGRAMS is the `bin` folder of `cargo install --root`, with any of `openapi-to-rust`, `oas3-gen`, `ploidy`,
# `cargo-progenitor` and `openapi-nexus`; missing programs are skipped. If it contains an `openapi-bindgen`, the
# script uses that; otherwise it builds the one of this repository. It needs Python 3 to read CPU seconds and memory
# from the kernel.
#
# Columns: lines of Rust without comments and blanks; CPU seconds and peak megabytes to generate; CPU seconds to check
# the generated crate alone; crates in its dependency tree, without development dependencies; and the result of
# compiling it. Peak memory is never less than Python's own, about 14 MB. The generators take turns. Times are medians
# of RUNS (5) to generate and CHECKS (3) to check; CHECKS=0 compiles nothing. No run may take longer than LIMIT (600)
# seconds. If WORK is set, that folder keeps the crates; otherwise a temporary folder is used and removed.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/benches/generators.sh"
programs=$(realpath "$1")
shift
work=${WORK:-$(mktemp -d)}
[ -n "${WORK:-}" ] || trap 'rm -rf "$work"' EXIT
mkdir -p "$work"
work=$(realpath "$work")
runs=${RUNS:-5} checks=${CHECKS:-3} limit=${LIMIT:-600}
target=$work/target
export CARGO_INCREMENTAL=0 CARGO_PROFILE_DEV_DEBUG=0

generators=()
for program in openapi-bindgen openapi-to-rust oas3-gen ploidy cargo-progenitor openapi-nexus; do
    if [ -x "$programs/$program" ]; then
        generators+=("$program")
    elif [ "$program" = openapi-bindgen ]; then
        cargo build --quiet --release --manifest-path "$root/Cargo.toml" -p openapi-bindgen --bin openapi-bindgen
        generators+=("$program")
    else
        echo "$program: not in $programs, skipped"
    fi
done

program() {
    if [ -x "$programs/$1" ]; then echo "$programs/$1"; else echo "${CARGO_TARGET_DIR:-$root/target}/release/$1"; fi
}

# Writes the output of GENERATOR for DOCUMENT into the folder of a crate.
generate() {
    local generator=$1 document=$2 crate=$3 command
    command_for "$generator" "$(program "$generator")" "$document" "$crate"
    [ "$generator" != openapi-to-rust ] || command+=(--quiet)
    measured "${command[@]}"
}

# Runs a command, and prints its CPU seconds, its peak megabytes, and its exit code; its output goes to the log.
measured() {
    python3 - "$limit" "$work/log" "$@" <<'PYTHON'
import os, subprocess, sys, threading
limit, log, command = float(sys.argv[1]), sys.argv[2], sys.argv[3:]
with open(log, "wb") as output:
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    timer = threading.Timer(limit, child.kill)
    timer.start()
    _, status, usage = os.wait4(child.pid, 0)
    timer.cancel()
code = os.waitstatus_to_exitcode(status)
print(f"{usage.ru_utime + usage.ru_stime:.3f} {usage.ru_maxrss / 1024:.0f} {code}")
PYTHON
}

check() {
    measured cargo check --quiet --manifest-path "$1/Cargo.toml" --target-dir "$target"
}

lines() {
    find "$1/src" -name '*.rs' -exec cat {} + | grep -cvE '^\s*(//|$)'
}

crates() {
    cargo tree --quiet --manifest-path "$1/Cargo.toml" --edges normal,build --prefix none --format '{p}' |
        sed 's/ (\*)$//' | sort -u | tail -n +2 | wc -l
}

median() {
    sort -n | awk '{ value[NR] = $1 } END { print NR ? value[int((NR + 1) / 2)] : "-" }'
}

# Prints the output of the last command on one line.
last_output() {
    tr '\n' ' ' <"$work/log" | cut -c 1-160
}

column() {
    awk -v column="$2" '{ print $column }' "$1"
}

# Completes the crate. Fails if it has no code.
has_code() {
    complete "$1" "$2" "$work/log" && [ -s "$2/src/lib.rs" ]
}

# Makes a crate and checks its dependencies. Prints the reason if there is no code.
prepare() {
    local generator=$1 document=$2 crate=$3 seconds memory code
    mkdir -p "$crate/src"
    read -r seconds memory code < <(generate "$generator" "$document" "$crate")
    if [ "$code" != 0 ] || ! has_code "$generator" "$crate" 2>/dev/null; then
        echo "no code, exit code $code: $(last_output)" >"$crate/verdict"
        return
    fi
    if [ "$checks" -gt 0 ]; then
        cp -r "$crate/src" "$crate/generated"
        find "$crate/src" -name '*.rs' -delete
        touch "$crate/src/lib.rs"
        read -r seconds memory code < <(check "$crate")
        if [ "$code" != 0 ]; then
            echo "its dependencies do not compile: $(last_output)" >"$crate/verdict"
            return
        fi
        rm -r "$crate/src"
        mv "$crate/generated" "$crate/src"
        crates "$crate" >"$crate/crates"
    else
        echo 'not checked' >"$crate/verdict"
        echo - >"$crate/crates"
    fi
    : >"$crate/checking"
    lines "$crate" >"$crate/lines"
}

compare() {
    local name=$1 document=$2 generator crate seconds memory code
    for generator in "${generators[@]}"; do
        prepare "$generator" "$document" "$work/$name/$generator"
    done
    for _ in $(seq "$runs"); do
        for generator in "${generators[@]}"; do
            crate=$work/$name/$generator
            [ -e "$crate/lines" ] || continue
            rm -rf "$crate/again"
            mkdir -p "$crate/again/src"
            generate "$generator" "$document" "$crate/again" >>"$crate/generating"
        done
    done
    for _ in $(seq "$checks"); do
        for generator in "${generators[@]}"; do
            crate=$work/$name/$generator
            # A crate that does not compile is not checked again.
            if [ ! -e "$crate/lines" ] || [ -e "$crate/verdict" ]; then continue; fi
            touch "$crate/src/lib.rs"
            read -r seconds memory code < <(check "$crate")
            echo "$seconds" >>"$crate/checking"
            if [ "$code" != 0 ]; then
                echo "$(grep -c '^error' "$work/log" || true) errors" >"$crate/verdict"
            fi
        done
    done
    for generator in "${generators[@]}"; do
        crate=$work/$name/$generator
        if [ -e "$crate/lines" ]; then
            printf '%-24s %-18s %8s %10s %8s %10s %7s  %s\n' "$name" "$generator" "$(cat "$crate/lines")" \
                "$(column "$crate/generating" 1 | median)" "$(column "$crate/generating" 2 | median)" \
                "$(median <"$crate/checking")" "$(cat "$crate/crates")" "$(cat "$crate/verdict" 2>/dev/null || echo compiles)"
        else
            printf '%-24s %-18s %s\n' "$name" "$generator" "$(cat "$crate/verdict")"
        fi
    done
}

for generator in "${generators[@]}"; do
    case $generator in
    cargo-progenitor) "$(program "$generator")" progenitor --version ;;
    *) "$(program "$generator")" --version ;;
    esac
done
printf '%-24s %-18s %8s %10s %8s %10s %7s\n' document generator lines generate MB check crates
for document in "$@"; do
    document=$(realpath "$document")
    name=$(basename "$document")
    compare "${name%.*}" "$document"
done
