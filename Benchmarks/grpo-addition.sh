#!/usr/bin/env bash
# GRPO on a task that can be checked: the sum of two numbers of two digits.
#
# A small model is pretrained on sums until it is right now and then; then GRPO goes on from it with no other teacher than
# whether an answer is right, from several seeds. Printed is the share of held-out sums that are right before and after.
#
# Usage: Benchmarks/grpo-addition.sh [PRETRAIN_STEPS] [GRPO_STEPS] [SEEDS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
pretrain=${1:-800}
steps=${2:-100}
seeds=${3:-3}
martlet=.build/release/martlet
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Every pair of two-digit numbers, in a fixed shuffle: 4,000 to learn from, 2,000 others for GRPO.
python3 - "$work" <<'PYTHON'
import json, random, sys
pairs = [(a, b) for a in range(10, 100) for b in range(10, 100)]
random.Random(1).shuffle(pairs)
with open(sys.argv[1] + "/sums.jsonl", "w") as file:
    for a, b in pairs[:4000]:
        file.write(json.dumps({"text": f"{a}+{b}={a + b}"}) + "\n")
with open(sys.argv[1] + "/prompts.jsonl", "w") as file:
    for a, b in pairs[4000:6000]:
        file.write(json.dumps({"prompt": f"{a}+{b}=", "answer": str(a + b)}) + "\n")
PYTHON

"$martlet" tokenizer train "$work/sums.jsonl" --characters --special '<|endoftext|>' --output "$work/characters" >&2
"$martlet" corpus build "$work/sums.jsonl" --tokenizer "$work/characters" --output "$work/corpus" >&2
"$martlet" train pretrain --corpus "$work/corpus" --output "$work/base" --layers 3 --hidden-size 96 --heads 4 \
    --sequence-length 64 --batch-size 32 --steps "$pretrain" --sample-every 0 >&2
for seed in $(seq "$seeds"); do
    "$martlet" train grpo --model "$work/base" --prompts "$work/prompts.jsonl" --reward exact \
        --output "$work/grpo-$seed" --seed "$seed" --steps "$steps" --prompts-per-iteration 32 --group-size 8 \
        --max-tokens 6 --learning-rate 3e-5 --held-out 0.25 --evaluation-prompts 0 --json >"$work/grpo-$seed.json"
done
python3 - "$work"/grpo-*.json <<'PYTHON'
import json, statistics, sys
runs = [json.load(open(path)) for path in sys.argv[1:]]
print(f"{runs[0]['parameters']} parameters, {runs[0]['steps']} steps of GRPO")
after = []
for number, run in enumerate(runs, 1):
    first, last = run["first_validation_figures"], run["last_validation_figures"]
    after.append(100 * last["success"])
    print(f"seed {number}: success {100 * first['success']:.1f}% -> {after[-1]:.1f}%, "
          f"distance {last['kl']:.3f} nats a token, {run['seconds']:.0f} s of steps")
spread = statistics.stdev(after) if len(after) > 1 else 0
print(f"success {100 * runs[0]['first_validation_figures']['success']:.1f}% -> "
      f"{statistics.mean(after):.1f}% (mean of {len(after)}, standard deviation {spread:.1f})")
PYTHON
