#!/usr/bin/env bash
# A reward model on HH-RLHF's harmless test pairs: a small base, pretrained on the dialogues of the training part alone, then
# trained on the pairs of that part; the accuracy on the others. Which part a pair belongs to is a hash of how its dialogue
# opens, so that no opening is on both sides, and nothing of the held-out part is ever read before it is measured.
#
# Usage: Benchmarks/hh-reward.sh DATA [SEED ...]
#   DATA: the folder with chat/hh-rlhf-harmless-test.jsonl.gz
#   SEED: a reward model for each (1 2 3); the base is the same for all.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
data=${1:?usage: $0 DATA [SEED ...]}
shift
seeds=("$@")
if [ ${#seeds[@]} -eq 0 ]; then seeds=(1 2 3); fi
martlet=.build/release/martlet
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

gunzip -c "$data/chat/hh-rlhf-harmless-test.jsonl.gz" | LC_ALL=C awk -v folder="$work" '
    BEGIN { for (i = 1; i < 256; i++) code[sprintf("%c", i)] = i }
    {
        opening = $0
        end = index(opening, "\\n\\nAssistant:")
        if (end) opening = substr(opening, 1, end)
        hash = 0
        for (i = 1; i <= length(opening); i++) hash = (hash * 257 + code[substr(opening, i, 1)]) % 16777213
        print > (folder (hash % 5 == 0 ? "/held-out.jsonl" : "/train.jsonl"))
    }'
# Both dialogues of each pair as texts, still escaped as in JSON.
sed -e 's/^{"chosen": "\(.*\)", "rejected": "\(.*\)"}$/{"text":"\1"}\n{"text":"\2"}/' "$work/train.jsonl" \
    >"$work/texts.jsonl"
wc -l "$work/train.jsonl" "$work/held-out.jsonl" >&2

"$martlet" tokenizer train "$work/texts.jsonl" --vocab-size 2048 --output "$work/tokenizer" >&2
"$martlet" corpus build "$work/texts.jsonl" --tokenizer "$work/tokenizer" --output "$work/corpus" >&2
"$martlet" train pretrain --corpus "$work/corpus" --output "$work/base" --layers 4 --hidden-size 192 \
    --sequence-length 1024 --batch-size 2 --steps 1800 --evaluate-every 0 --sample-every 0 --checkpoint-every 0 >&2
for seed in "${seeds[@]}"; do
    "$martlet" train reward --model "$work/base" --data "$work/train.jsonl" --output "$work/reward-$seed" \
        --held-out 0 --skip-bad --epochs 2 --batch-size 16 --learning-rate 3e-4 \
        --weight-decay 0.1 --seed "$seed" --evaluate-every 0 --checkpoint-every 0 >&2
    echo "seed $seed"
    "$martlet" eval reward "$work/reward-$seed" "$work/held-out.jsonl" --skip-bad
done
if [ ${#seeds[@]} -gt 1 ]; then
    echo "together"
    others=("${seeds[@]:1}")
    "$martlet" eval reward "$work/reward-${seeds[0]}" "$work/held-out.jsonl" --skip-bad \
        --with "${others[@]/#/$work/reward-}"
fi
