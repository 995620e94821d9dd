"""Makes Tests/Fixtures/objectives.json: losses of training objectives and their gradients, as PyTorch computes them.

    Benchmarks/peers/setup.sh
    .venv-peers/bin/python Benchmarks/peers/objective_fixtures.py

The model is a tiny Llama of transformers whose weights come from a formula (formula_weights.py). For each objective the fixture holds the loss and, for each tensor, the norm of its gradient, its product with a
direction that is again a function of the name, and some of its elements. Martlet's tests compute the same.

Each objective is written out here from its paper, on nothing but log-probabilities; none is taken from a library. To add
one, write a function of the model that returns a scalar, and name it in OBJECTIVES.
"""

import json
import math
import pathlib
import sys

import torch
import torch.nn.functional as F
import transformers

ROOT = pathlib.Path(__file__).parent.parent.parent
OUTPUT = ROOT / "Tests" / "Fixtures" / "objectives.json"

sys.path.insert(0, str(ROOT / "Tests" / "clients"))
import formula_weights  # noqa: E402

SIZES = dict(
    vocab_size=96, hidden_size=32, intermediate_size=40, num_hidden_layers=2, num_attention_heads=4,
    num_key_value_heads=2, max_position_embeddings=64, bos_token_id=1, eos_token_id=2, pad_token_id=0)
HEAD = "score.weight"
# Texts as (tokens, where the answer begins); pairs are chosen and rejected, one after the other.
TEXTS = [
    ([5, 17, 33, 2, 40, 41, 9, 60, 3], 4),
    ([5, 17, 33, 2, 71, 12, 3], 4),
    ([8, 90, 2, 14, 15, 16, 3], 3),
    ([8, 90, 2, 55, 21, 21, 80, 37, 11, 3], 3),
    ([1, 44, 62, 7, 2, 30, 3], 5),
    ([1, 44, 62, 7, 2, 31, 66, 3], 5),
]
MARGINS = [0.0, 0.5, 0.25]
# What another model says of the answers: fixed numbers near what this one says, so that every loss has a slope.
SHIFTS = [0.9, -1.4, 0.3, 2.2, -0.7, 0.4]
DESIRABLE = [True, False, False, True, True, False]
DIVERGENCE = 0.35
# The texts as answers to two prompts in reinforcement learning.
GROUPS = [0, 0, 0, 1, 1, 1]
REWARDS = [1.0, 0.0, 0.5, 0.0, 2.0, 1.0]
KL_COEFFICIENT = 0.1
LONGEST = 8
VALUE_COEFFICIENT = 0.1
# What was known of each token of an answer when it was sampled; filled in by main.
ROLLOUTS = {}


def scores(model, reference):
    """For each answer the sum of log p, the same of the reference, and its tokens."""
    result = []
    for index, (tokens, begin) in enumerate(TEXTS):
        logits = model(input_ids=torch.tensor([tokens[:-1]]), use_cache=False).logits[0]
        logs = torch.log_softmax(logits, -1)
        picked = logs[torch.arange(len(tokens) - 1), torch.tensor(tokens[1:])][begin - 1:]
        result.append((picked.sum(), reference[index] if reference else None, len(picked)))
    return result


def pairs(answers):
    return list(zip(answers[0::2], answers[1::2]))


def mean(losses):
    return torch.stack(losses).mean()


def sft(model, head, reference):
    answers = scores(model, reference)
    return -sum(total for total, _, _ in answers) / sum(count for _, _, count in answers)


def reward(model, head, reference):
    values = []
    for tokens, _ in TEXTS:
        states = model.model(input_ids=torch.tensor([tokens]), use_cache=False).last_hidden_state
        values.append((states[0, -1] * head[0]).sum())
    return mean([
        -F.logsigmoid(good - bad - margin) + 0.01 * (good + bad) ** 2
        for (good, bad), margin in zip(pairs(values), MARGINS)
    ])


def pairwise(loss):
    def objective(model, head, reference):
        return mean([loss(good, bad) for good, bad in pairs(scores(model, reference))])
    return objective


def ratio(good, bad):
    return (good[0] - good[1]) - (bad[0] - bad[1])


def dpo(good, bad):
    return -F.logsigmoid(0.1 * ratio(good, bad))


def cdpo(good, bad):
    h = 0.1 * ratio(good, bad)
    return -0.9 * F.logsigmoid(h) - 0.1 * F.logsigmoid(-h)


def rdpo(good, bad):
    h = 0.1 * ratio(good, bad)
    return (-0.9 * F.logsigmoid(h) + 0.1 * F.logsigmoid(-h)) / 0.8


def hinge(good, bad):
    return torch.relu(1 - 0.1 * ratio(good, bad))


def ipo(good, bad):
    return ((good[0] - good[1]) / good[2] - (bad[0] - bad[1]) / bad[2] - 1 / 0.2) ** 2


def simpo(good, bad):
    return -F.logsigmoid(2 * (good[0] / good[2] - bad[0] / bad[2]) - 1)


def orpo(good, bad):
    good, bad = good[0] / good[2], bad[0] / bad[2]
    odds = (good - torch.log1p(-torch.exp(good))) - (bad - torch.log1p(-torch.exp(bad)))
    return -good - 0.1 * F.logsigmoid(odds)


def kto(model, head, reference):
    losses = []
    for (total, other, _), desirable in zip(scores(model, reference), DESIRABLE):
        gain = 0.1 * (total - other - DIVERGENCE)
        losses.append(1 - torch.sigmoid(gain if desirable else -gain))
    return mean(losses)


def token_scores(model, head=None):
    """For each answer log p of its tokens, and the values at the positions before them."""
    result = []
    for tokens, begin in TEXTS:
        states = model.model(input_ids=torch.tensor([tokens[:-1]]), use_cache=False).last_hidden_state[0]
        logs = torch.log_softmax(model.lm_head(states), -1)
        picked = logs[torch.arange(len(tokens) - 1), torch.tensor(tokens[1:])][begin - 1:]
        result.append((picked, None if head is None else (states @ head[0])[begin - 1:]))
    return result


def clipped(logs, old, advantage):
    ratio = torch.exp(logs - old)
    return -torch.minimum(ratio * advantage, ratio.clamp(0.8, 1.2) * advantage)


def group_relative(kind):
    def objective(model, head, reference):
        rewards = torch.tensor(REWARDS).view(2, 3)
        advantages = rewards - rewards.mean(1, keepdim=True)
        if kind != "dr_grpo":
            advantages = advantages / (rewards.std(1, keepdim=True) + 1e-4)
        sums, counts = [], []
        for index, (logs, _) in enumerate(token_scores(model)):
            old, other = torch.tensor(ROLLOUTS["old"][index]), torch.tensor(ROLLOUTS["reference"][index])
            losses = clipped(logs, old, advantages.flatten()[index])
            losses = losses + KL_COEFFICIENT * (torch.exp(other - logs) - (other - logs) - 1)
            sums.append(losses.sum())
            counts.append(len(logs))
        if kind == "grpo":
            return mean([total / count for total, count in zip(sums, counts)])
        return sum(sums) / (sum(counts) if kind == "dapo" else len(sums) * LONGEST)
    return objective


def ppo(model, head, reference):
    total, count = 0.0, 0
    for index, (logs, values) in enumerate(token_scores(model, head)):
        known = {name: torch.tensor(ROLLOUTS[name][index]) for name in ("old", "values", "advantages", "returns")}
        near = known["values"] + (values - known["values"]).clamp(-0.2, 0.2)
        errors = torch.maximum((values - known["returns"]) ** 2, (near - known["returns"]) ** 2)
        losses = clipped(logs, known["old"], known["advantages"]) + VALUE_COEFFICIENT * 0.5 * errors
        total, count = total + losses.sum(), count + len(logs)
    return total / count


def rollouts(model, head):
    """What was known of the tokens: numbers near what the model says, some beyond the clip."""
    known = dict(old=[], reference=[], values=[], advantages=[], returns=[])
    for index, (logs, values) in enumerate(token_scores(model, head)):
        places = range(len(logs))
        known["old"].append([shortened(logs[t]) + 0.35 * math.sin(2 * index + 3 * t) for t in places])
        known["reference"].append([shortened(logs[t]) + 0.5 * math.cos(index + 2 * t) for t in places])
        known["values"].append([shortened(values[t]) + 0.4 * math.sin(index + 5 * t) for t in places])
        known["advantages"].append([math.cos(3 * index + t) for t in places])
        known["returns"].append([math.sin(index - t) for t in places])
    return known


OBJECTIVES = {
    "sft": sft, "reward": reward, "dpo": pairwise(dpo), "cdpo": pairwise(cdpo), "rdpo": pairwise(rdpo),
    "hinge": pairwise(hinge), "ipo": pairwise(ipo), "simpo": pairwise(simpo), "orpo": pairwise(orpo), "kto": kto,
    "grpo": group_relative("grpo"), "dapo": group_relative("dapo"), "dr_grpo": group_relative("dr_grpo"), "ppo": ppo,
}


def shortened(x) -> float:
    return float(f"{float(torch.as_tensor(x).detach()):.8g}")


def described(name: str, gradient: torch.Tensor) -> dict:
    direction = torch.from_numpy(formula_weights.values(name + ".direction", (gradient.numel(), 1))).double()
    flat = gradient.double().flatten()
    places = [i * len(flat) // 8 for i in range(8)] if len(flat) >= 8 else list(range(len(flat)))
    return dict(
        name=name, shape=list(gradient.shape), norm=shortened(flat.norm()),
        projection=shortened((direction.flatten() * flat).sum()), elements=[shortened(flat[i]) for i in places])


def main() -> None:
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    configuration = transformers.LlamaConfig(**SIZES, tie_word_embeddings=False)
    model = transformers.AutoModelForCausalLM.from_config(configuration, attn_implementation="eager").float().eval()
    tensors = formula_weights.fill(model)
    config = {**configuration.to_dict(), "architectures": ["LlamaForCausalLM"]}
    config.pop("transformers_version", None)
    head = torch.from_numpy(formula_weights.values(HEAD, (1, configuration.hidden_size))).requires_grad_()
    with torch.no_grad():
        reference = [shortened(total) + shift for (total, _, _), shift in zip(scores(model, None), SHIFTS)]
        ROLLOUTS.update(rollouts(model, head))
    found = []
    for name, objective in OBJECTIVES.items():
        model.zero_grad()
        head.grad = None
        loss = objective(model, head, reference)
        loss.backward()
        gradients = [described(key, p.grad) for key, p in sorted(model.named_parameters()) if p.grad is not None]
        if head.grad is not None:
            gradients.append(described(HEAD, head.grad))
        found.append(dict(name=name, loss=shortened(loss), gradients=gradients))
        print(f"{name}: loss {float(loss):.6f}", flush=True)
    fixture = dict(
        config=config, tensors=tensors,
        texts=[dict(tokens=tokens, answer=begin) for tokens, begin in TEXTS], margins=MARGINS, reference=reference,
        desirable=DESIRABLE, divergence=DIVERGENCE, groups=GROUPS,
        rewards=REWARDS, rollouts=ROLLOUTS, objectives=found)
    text = json.dumps(fixture, separators=(",", ":")) + "\n"
    OUTPUT.write_text(text)
    print(f"{OUTPUT.relative_to(ROOT)}: {len(text)} bytes")


if __name__ == "__main__":
    main()
