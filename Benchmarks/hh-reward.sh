#!/usr/bin/env bash
# A reward model on HH-RLHF's harmless test pairs: a small base, pretrained on books, then trained on four fifths of the
# pairs; the accuracy on the others, which are chosen by a hash of their prompt.
#
# Usage: Benchmarks/hh-reward.sh DATA [PRETRAIN_MINUTES] [REWARD_EPOCHS]
#   DATA: the folder with books/ and chat/hh-rlhf-harmless-test.jsonl.gz
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
data=${1:?usage: $0 DATA [PRETRAIN_MINUTES] [REWARD_EPOCHS]}
minutes=${2:-6}
epochs=${3:-2}
martlet=.build/release/martlet
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

gunzip -c "$data/chat/hh-rlhf-harmless-test.jsonl.gz" >"$work/pairs.jsonl"
"$martlet" tokenizer train "$data/books" --vocab-size 4096 --output "$work/tokenizer" >&2
"$martlet" corpus build "$data/books" --tokenizer "$work/tokenizer" --output "$work/corpus" >&2
"$martlet" train pretrain --corpus "$work/corpus" --output "$work/base" --depth 4 --sequence-length 512 \
    --minutes "$minutes" >&2
"$martlet" train reward --model "$work/base" --data "$work/pairs.jsonl" --output "$work/reward" --held-out 0.2 \
    --skip-bad --epochs "$epochs" --batch-size 16 --evaluate-every 0 >&2
"$martlet" eval reward "$work/reward" "$work/pairs.jsonl" --held-out 0.2 --skip-bad
