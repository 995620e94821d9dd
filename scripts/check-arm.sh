#!/usr/bin/env bash
# Compiles every kernel for AArch64, without a warning, and runs products with quantized weights in an emulator: with the
# instructions for products of bytes, without them, and on this machine. All must give the same bits.
#
# Needs Debian's libc6-dev-arm64-cross, libgcc-12-dev-arm64-cross (or another version) and qemu-user.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { printf 'check-arm: error: %s\n' "$*" >&2; exit 1; }

readonly root=/usr/aarch64-linux-gnu
gcc=$(ls -d /usr/lib/gcc-cross/aarch64-linux-gnu/* 2>/dev/null | tail -n 1) || true
[ -d "$root/include" ] && [ -n "$gcc" ] && command -v qemu-aarch64 >/dev/null ||
    fail "missing packages: apt-get install libc6-dev-arm64-cross libgcc-12-dev-arm64-cross qemu-user"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

readonly flags=(-std=gnu17 -O2 -Wall -Werror -ISources/CKernels/include)
readonly arm=(clang -target aarch64-linux-gnu -isystem "$root/include")

objects=()
for source in Sources/CKernels/*.c Sources/CKernels/*/*.c Sources/CSystem/*.c Tests/arm/products.c; do
    object="$scratch/$(tr / - <<<"$source").o"
    "${arm[@]}" "${flags[@]}" -ISources/CSystem/include -c "$source" -o "$object"
    [[ $source == Sources/CSystem/* ]] || objects+=("$object")
done
echo "check-arm: ${#objects[@]} files compiled"

ld.lld -static -o "$scratch/products" "$root/lib/crt1.o" "$root/lib/crti.o" "$gcc/crtbeginT.o" "${objects[@]}" \
    "-L$root/lib" "-L$gcc" --start-group -lgcc -lgcc_eh -lc -lm --end-group "$gcc/crtend.o" "$root/lib/crtn.o"
clang "${flags[@]}" Sources/CKernels/*.c Sources/CKernels/*/*.c Tests/arm/products.c -lm -o "$scratch/native"

qemu-aarch64 -cpu max "$scratch/products" >"$scratch/dotprod.txt"
qemu-aarch64 -cpu cortex-a72 "$scratch/products" >"$scratch/portable.txt"
"$scratch/native" >"$scratch/native.txt"
for other in portable native; do
    diff "$scratch/dotprod.txt" "$scratch/$other.txt" || fail "other bits: $other"
done
echo "check-arm: the same bits with products of bytes, without them, and on $(uname -m)"
