#!/usr/bin/env bash
# Makes a machine ready to build and test Martlet: checks each need, and installs with apt-get what is missing.
#
# Nothing is downloaded or installed where nothing is missing. Swift itself is never installed by this script.
set -euo pipefail

readonly oldest_swift=6.2

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: error: %s\n' "$*" >&2; exit 1; }

# The directory for what the probes compile.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# ---- Swift ------------------------------------------------------------------------------------------------

if ! command -v swift >/dev/null; then
    fail "Swift is not installed (no 'swift' on the PATH). Martlet needs Swift $oldest_swift or newer:
  get it from https://www.swift.org/install/linux/ (swiftly, a tarball, or the 'swift' container image),
  put its usr/bin directory on the PATH, and run this again."
fi
swift_version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
[ -n "$swift_version" ] || fail "'swift --version' does not name a version; is $(command -v swift) a working toolchain?"
if [ "$(printf '%s\n' "$oldest_swift" "$swift_version" | sort -V | head -n 1)" != "$oldest_swift" ]; then
    fail "Swift $swift_version is too old: Martlet needs $oldest_swift or newer (https://www.swift.org/install/linux/)."
fi

# The compiler that comes with Swift is the one that must find headers and libraries.
clang=$(command -v clang || true)
[ -n "$clang" ] || clang="$(dirname "$(readlink -f "$(command -v swift)")")/clang"

# ---- What is missing --------------------------------------------------------------------------------------

# compiles LANGUAGE SOURCE LINKER-OPTION: whether the source compiles and links; what the compiler said of those that
# do not is kept.
compiles() {
    "$clang" -x "$1" -o "$scratch/probe" - "$3" <<<"$2" 2>"$scratch/probe.log" && return
    cat "$scratch/probe.log" >>"$scratch/compiler.log"
    return 1
}

need() { # PACKAGE WHY
    missing+=("$1")
    say "missing: $1 ($2)"
}

find_missing() {
    missing=()
    : >"$scratch/compiler.log"
    command -v make >/dev/null || need make "runs the targets of the Makefile"
    command -v git >/dev/null || need git "Swift's package manager fetches packages with it"
    compiles c++ '#include <string>
        int main() { return std::string("x").size() == 0; }' -lstdc++ ||
        need g++ "headers and libraries of C and C++, which every Swift program links"
    compiles c '#include <oneapi/dnnl/dnnl.h>
        int main(void) { return dnnl_version() == 0; }' -ldnnl ||
        need libdnnl-dev "oneDNN, for large matrix products"
    compiles c '#define PCRE2_CODE_UNIT_WIDTH 8
        #include <pcre2.h>
        int main(void) { return pcre2_config(PCRE2_CONFIG_UNICODE, 0) < 0; }' -lpcre2-8 ||
        need libpcre2-dev "PCRE2, for the split patterns of published tokenizers"
}

find_missing
if [ ${#missing[@]} -eq 0 ]; then
    say "nothing to install: Swift $swift_version, oneDNN, PCRE2, the C++ library, make and git are here"
    exit 0
fi

# ---- Install it -------------------------------------------------------------------------------------------

command -v apt-get >/dev/null ||
    fail "no apt-get on this machine: install the equivalents of ${missing[*]} by hand, then run this again."
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
        fail "not root, and no sudo: have an administrator run 'apt-get install ${missing[*]}', then run this again."
    as_root=(sudo)
fi
say "installing ${missing[*]} with apt-get${as_root:+, as root through sudo}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"

installed=${missing[*]}
find_missing
[ ${#missing[@]} -eq 0 ] ||
    fail "installed $installed, but ${missing[*]} still cannot be used by $clang: $(tail -n 5 "$scratch/compiler.log")"
say "done: $installed installed"
