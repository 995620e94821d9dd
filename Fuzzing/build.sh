#!/usr/bin/env bash
# Builds the fuzz targets: build.sh [TARGET...], into .build/fuzzing.
#
# Not with SwiftPM, so that the readers themselves are instrumented, not only what calls them: each module is compiled
# with libFuzzer's and AddressSanitizer's instrumentation, and linked with one target at a time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly out=.build/fuzzing
mkdir -p "$out"
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
    for file in Fuzzing/Targets/*.swift; do targets+=("$(basename "$file" .swift)"); done
fi

readonly c_flags=(-O1 -g -std=gnu17 -fsanitize=fuzzer-no-link,address)
objects=()
for source in $(find Sources/CKernels Fuzzing/Support/CFuzzing -name '*.c' | sort); do
    object=$out/$(echo "${source%.c}" | tr / _).o
    clang "${c_flags[@]}" -I Sources/CKernels/include -c "$source" -o "$object"
    objects+=("$object")
done
mkdir -p "$out/CKernels"
# The same module map that SwiftPM makes.
printf 'module CKernels {\n    umbrella "%s"\n    export *\n}\n' "$PWD/Sources/CKernels/include" \
    > "$out/CKernels/module.modulemap"

swift_flags=(
    -O -g -swift-version 6 -parse-as-library -wmo -package-name martlet -sanitize=fuzzer,address
    -enable-upcoming-feature ExistentialAny -enable-upcoming-feature MemberImportVisibility
    -enable-upcoming-feature InternalImportsByDefault
    -use-ld=lld -I "$out" -Xcc "-fmodule-map-file=$out/CKernels/module.modulemap" -I Fuzzing/Support/CFuzzing
    -I Sources/CPCRE2 -lpcre2-8
)

# module NAME FILE...: compiles a Swift module.
module() {
    local name=$1
    shift
    swiftc "${swift_flags[@]}" -module-name "$name" -emit-module -emit-module-path "$out/$name.swiftmodule" \
        -emit-object "$@" -o "$out/$name.o"
    objects+=("$out/$name.o")
}

for name in Foundations Checkpoints Tokenization; do
    mapfile -t files < <(find "Sources/$name" -name '*.swift' | sort)
    module "$name" "${files[@]}"
done
module TestSupport Tests/TestSupport/ReaderExercises.swift

# link TARGET FILE...: links a target with the modules that there are.
link() {
    local target=$1
    shift
    swiftc "${swift_flags[@]}" -module-name "Fuzz_$target" "Fuzzing/Targets/$target.swift" Fuzzing/Support/*.swift "$@" \
        "${objects[@]}" -o "$out/fuzz_$target"
    echo "$out/fuzz_$target"
}

for target in "${targets[@]}"; do
    if [ "$target" != kv_snapshot ]; then link "$target"; fi
done

# This one restores into an engine, so it takes the floors below that as well.
if [[ " ${targets[*]} " == *" kv_snapshot "* ]]; then
    swift_flags+=(-I Sources/COneDNN -ldnnl)
    for name in Tensors Transformer Generation; do
        mapfile -t files < <(find "Sources/$name" -name '*.swift' | sort)
        module "$name" "${files[@]}"
    done
    link kv_snapshot Tests/GenerationTests/Engine/KVSnapshotExercise.swift
fi
