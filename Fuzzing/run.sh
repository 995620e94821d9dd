#!/usr/bin/env bash
# Runs fuzz targets: run.sh SECONDS [TARGET...], each for SECONDS; stops at the first finding.
#
# New inputs are kept in .build/fuzzing/corpus, findings in .build/fuzzing/findings.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly seconds=${1:?"usage: run.sh SECONDS [TARGET...]"}
shift
readonly out=.build/fuzzing
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
    for file in Fuzzing/Targets/*.swift; do targets+=("$(basename "$file" .swift)"); done
fi

# The report is libFuzzer's: Swift's own debugger of crashes does not get on with AddressSanitizer.
export SWIFT_BACKTRACE=enable=no

for target in "${targets[@]}"; do
    mkdir -p "$out/corpus/$target" "$out/findings"
    # One allocation, all memory (AddressSanitizer's own included), and the time of one input; the target itself bounds
    # what is alive by the size of the input (Fuzzing/Support/FuzzInput.swift).
    options=(-rss_limit_mb=2048 -malloc_limit_mb=256 -timeout=30 -max_len=16384 "-max_total_time=$seconds"
        -print_final_stats=1 "-artifact_prefix=$out/findings/$target-")
    dictionary=Fuzzing/dictionaries/$target.dict
    if [ -f "$dictionary" ]; then options+=("-dict=$dictionary"); fi
    echo "fuzzing: $target for $seconds s"
    if ! nice "$out/fuzz_$target" "${options[@]}" "$out/corpus/$target" "Fuzzing/corpus/$target" \
        > "$out/$target.log" 2>&1; then
        tail -n 60 "$out/$target.log" >&2
        echo "fuzzing: $target failed; the input lies in $out/findings, the whole report in $out/$target.log" >&2
        exit 1
    fi
    grep -E "^stat::number_of_executed_units|^stat::peak_rss_mb" "$out/$target.log"
done
rm -f /dev/shm/martlet-fuzz-*
