#!/usr/bin/env bash
# Character-level Shakespeare in nanoGPT's CPU setting: Martlet, then PyTorch, on the same text in one run.
#
# Prints the validation loss after 2,000 steps and the wall time of the steps for each side.
# Usage: Benchmarks/char-shakespeare.sh TEXT [PYTHON]      TEXT: tinyshakespeare.txt; PYTHON: one with PyTorch
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
text=${1:?usage: $0 TEXT [PYTHON]}
python=${2:-}
martlet=.build/release/martlet
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$martlet" tokenizer train "$text" --characters --special '<|endoftext|>' --output "$work/characters" >&2
# The whole text is one document; the run itself holds its last tenth out.
"$martlet" corpus build "$text" --tokenizer "$work/characters" --output "$work/corpus" --held-out 0 \
    --maximum-document-bytes 100000000 >&2
for precision in bf16 fp32; do
    "$martlet" train pretrain --config Benchmarks/char-shakespeare.yaml --precision "$precision" \
        --corpus "$work/corpus" --output "$work/run-$precision" --json 2>/dev/null |
        python3 -c 'import json, sys
run = json.load(sys.stdin)
print("martlet %-14s validation loss %.4f   %d steps in %.1f s" % (
    sys.argv[1], run["last_validation_loss"], run["step"], run["seconds"]))' "$precision"
done
[ -n "$python" ] || exit 0
"$python" Benchmarks/peers/nanogpt_char.py "$text" --modes fp32-eager fp32-compiled bf16-eager bf16-compiled |
    while read -r line; do
        python3 -c 'import json, sys
run = json.loads(sys.argv[1])
print("PyTorch %-14s validation loss %.4f   %d steps in %.1f s (first step %.1f s)" % (
    run["mode"], run["validation_loss"], run["steps"], run["train_seconds"], run["first_step_seconds"]))' "$line"
    done
