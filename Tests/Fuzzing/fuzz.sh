#!/bin/bash
# fuzz.sh SECONDS: feeds each reader of bytes from the network by libFuzzer, which looks for input that reaches new code. What
# crashes a reader, or breaks a promise, is kept below Tests/Fuzzing/Cases; the tests read it from then on.
set -euo pipefail
cd "$(dirname "$0")/../.."
targets=(imap pop3 smtp autoconfig dns utf7)
seconds=$(((${1:-60} + ${#targets[@]} - 1) / ${#targets[@]}))
build=.build/fuzz

GODWIT_FUZZING=yes swift build -c release --product fuzz --scratch-path "$build"

failed=''
for target in "${targets[@]}"; do
    cases=Tests/Fuzzing/Cases/$target
    mkdir -p "$build/corpus/$target" "$cases"
    GODWIT_FUZZ=$target "$build/release/fuzz" "-max_total_time=$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=1024 \
        -print_final_stats=1 "-dict=Tests/Fuzzing/Dictionaries/$target" "-artifact_prefix=$cases/" \
        "$build/corpus/$target" "Tests/Fuzzing/Seeds/$target" 2>"$build/$target.log" || failed="$failed $target"
    printf '%-10s %s inputs\n' "$target" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$target.log")"
    rmdir "$cases" Tests/Fuzzing/Cases 2>/dev/null || true
done
[ -z "$failed" ] || { echo "Found something:$failed (logs in $build, input in Tests/Fuzzing/Cases)"; exit 1; }
