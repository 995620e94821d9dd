#!/usr/bin/env python3
"""Writes Tests/Fixtures/sampling.json: which candidates the samplers of llama.cpp leave, and with what probability.

    .venv-peers/bin/python Tests/clients/sampling_fixtures.py

The tests in Swift read that file, so that they need no Python. Sequence breakers of DRY need a vocabulary and are
left out.
"""

import ctypes
import json
import math
import os
import random

import llama_cpp

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# Logits that no rounding can tie: multiples of 1/64, all different.
RANDOM = random.Random(7)
ROWS = [[v / 64 for v in RANDOM.sample(range(-span, span), size)] for span, size in [(500, 40), (300, 60), (60, 24)]]
HISTORIES = [
    [],
    [5, 6, 7, 8, 1, 5, 6, 7],
    [3, 3, 3, 3, 9, 3, 3],
    [2, 4, 2, 4, 2, 4, 11, 2, 4, 2],
    [RANDOM.randrange(6) for _ in range(90)],
]

STEPS = {
    "top_k": llama_cpp.llama_sampler_init_top_k,
    "top_p": lambda p: llama_cpp.llama_sampler_init_top_p(p, 0),
    "min_p": lambda p: llama_cpp.llama_sampler_init_min_p(p, 0),
    "typical": lambda p: llama_cpp.llama_sampler_init_typical(p, 0),
    "top_n_sigma": llama_cpp.llama_sampler_init_top_n_sigma,
    "xtc": lambda p, t: llama_cpp.llama_sampler_init_xtc(p, t, 0, 1),
    "temperature": llama_cpp.llama_sampler_init_temp,
    "dynatemp": llama_cpp.llama_sampler_init_temp_ext,
    "penalties": lambda *values: llama_cpp.llama_sampler_init_penalties(64, *values),
    "dry": lambda *values: llama_cpp.llama_sampler_init_dry(None, *values, None, 0),
    "mirostat": lambda tau, eta: llama_cpp.llama_sampler_init_mirostat_v2(1, tau, eta),
}

# Typical never comes after top-n-sigma: llama.cpp keeps what the latter excludes, as minus infinity, and the entropy of
# the former is then no number.
CHAINS = (
    [[["top_k", k]] for k in (1, 5, 100)]
    + [[["top_p", p]] for p in (0.05, 0.5, 0.9, 0.999)]
    + [[["min_p", p]] for p in (0.01, 0.1, 0.6)]
    + [[["typical", p]] for p in (0.1, 0.3, 0.6, 0.9, 0.99)]
    + [[["top_n_sigma", n]] for n in (0.2, 0.7, 1.0, 2.0)]
    + [[["xtc", 1.0, t]] for t in (0.01, 0.05, 0.1, 0.3, 0.5)]
    + [[["temperature", t]] for t in (0.5, 1.7)]
    + [[["dynatemp", 1.0, 0.7, 1.0]], [["dynatemp", 0.6, 0.6, 2.0]], [["dynatemp", 0.5, 1.5, 0.5]]]
    + [[["penalties", *p]] for p in ((64, 1.3, 0, 0), (64, 1, 0.3, 0), (8, 1, 0, 0.9), (64, 0.8, -0.2, 0.4))]
    + [[["dry", *d]] for d in ((0.8, 1.75, 2, 4096), (1.5, 1.1, 1, 4096), (0.5, 2, 3, 16))]
    + [[["mirostat", tau, 0.1]] for tau in (0.7, 1.5, 3.0)]
    + [
        [["top_k", 12], ["top_p", 0.9], ["min_p", 0.05], ["temperature", 0.8]],
        [["penalties", 64, 1.1, 0.1, 0.1], ["dry", 0.8, 1.75, 2, 4096], ["top_n_sigma", 1.5], ["top_k", 20],
         ["top_p", 0.95], ["min_p", 0.02], ["xtc", 1.0, 0.1], ["temperature", 1.2]],
        [["top_k", 30], ["typical", 0.7], ["min_p", 0.1], ["dynatemp", 0.8, 0.4, 1.0]],
        [["temperature", 0.7], ["mirostat", 2.0, 0.1]],
    ]
)


def left(row, history, chain):
    """The tokens that a chain leaves, with their probabilities."""
    data = (llama_cpp.llama_token_data * len(row))(
        *[llama_cpp.llama_token_data(token, logit, 0.0) for token, logit in enumerate(row)])
    candidates = llama_cpp.llama_token_data_array(data, len(row), -1, False)
    for name, *values in chain:
        sampler = STEPS[name](*values)
        for token in history:
            llama_cpp.llama_sampler_accept(sampler, token)
        llama_cpp.llama_sampler_apply(sampler, ctypes.byref(candidates))
        llama_cpp.llama_sampler_free(sampler)
    pairs = [(candidates.data[i].id, candidates.data[i].logit) for i in range(candidates.size)]
    highest = max(logit for _, logit in pairs)
    weights = {token: math.exp(logit - highest) for token, logit in pairs if logit > -math.inf}
    total = sum(weights.values())
    return [[token, round(weight / total, 7)] for token, weight in sorted(weights.items())]


def main():
    cases = []
    for chain in CHAINS:
        uses_history = any(name in ("penalties", "dry") for name, *_ in chain)
        for row in range(len(ROWS)):
            for history in range(len(HISTORIES)) if uses_history else [0]:
                cases.append({"row": row, "history": history, "chain": chain,
                              "left": left(ROWS[row], HISTORIES[history], chain)})
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    with open(os.path.join(ROOT, "Tests", "Fixtures", "sampling.json"), "w", encoding="utf-8") as file:
        file.write('{"llama_cpp_python": "%s",\n"rows": %s,\n"histories": %s,\n"cases": [\n%s\n]}\n' % (
            llama_cpp.__version__, json.dumps(ROWS), json.dumps(HISTORIES), lines))
    print(f"{len(cases)} cases")


if __name__ == "__main__":
    main()
