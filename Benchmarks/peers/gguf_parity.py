#!/usr/bin/env python3
"""Compares a model that Martlet writes as GGUF with what llama.cpp makes of it, and the other way round.

    Benchmarks/peers/setup.sh
    .venv-peers/bin/python Benchmarks/peers/gguf_parity.py MODEL --text held-out.txt

MODEL is a model directory or the folder of a finished run. Written by Martlet in F16, Q8_0 and Q4_K and read by llama.cpp:
the ids of the text, the greedy continuation of prompts (F16), and the perplexity over the same windows, which must agree
within 0.5%. Written by llama.cpp's own quantizer and read by Martlet: the same perplexity, and the logits. Exit code 0: all
within the limits.
"""

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile

import numpy

import llama_cpp

WRITTEN = ["F16", "Q8_0", "Q4_K"]
READ = ["Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "BF16", "Q2_K", "Q3_K_M", "Q4_K_M", "Q5_K_M", "Q6_K", "IQ4_NL"]
PROMPTS = ["The ", "It was ", "Chapter 2\n\n", "\"Where are you going?\" ", "In the morning they "]


def llama(path, context):
    return llama_cpp.Llama(
        path, n_ctx=context, n_batch=context, n_ubatch=context, logits_all=True, verbose=False, n_threads=2)


def logits_of(model, tokens):
    model.reset()
    model.eval(tokens)
    return numpy.array(model.scores[: len(tokens)], dtype=numpy.float64)


def perplexity(model, tokens, context, windows, beginning):
    """e to the mean loss over the windows that `martlet eval perplexity` measures."""
    taken = context - len(beginning)
    total, count = 0.0, 0
    for start in list(range(0, len(tokens), taken))[:windows]:
        window = beginning + tokens[start : start + taken]
        if len(window) < 2:
            continue
        scores = logits_of(model, window)[:-1]
        highest = scores.max(axis=1, keepdims=True)
        normalizer = highest[:, 0] + numpy.log(numpy.exp(scores - highest).sum(axis=1))
        total += (normalizer - scores[numpy.arange(len(window) - 1), window[1:]]).sum()
        count += len(window) - 1
    return math.exp(total / count)


class Martlet:
    def __init__(self, program):
        self.program = program

    def __call__(self, *arguments, stdin=None):
        # As bytes: line ends must come through as they are.
        result = subprocess.run(
            [self.program, *map(str, arguments)], input=stdin and stdin.encode(), capture_output=True)
        if result.returncode != 0:
            sys.exit(f"martlet {' '.join(map(str, arguments))}: {result.stderr.decode()}")
        return result.stdout.decode(errors="replace")

    def perplexity(self, model, text, context, windows):
        figures = self("eval", "perplexity", model, "--text", text, "--context", context, "--windows", windows, "--json")
        return json.loads(figures)["perplexity"]

    def ids(self, model, path):
        return json.loads(self("tokenizer", "encode", model, "--file", path, "--json"))["tokens"]

    def greedy(self, model, prompt, count):
        return self("generate", model, "-", "--temperature", 0, "--max-tokens", count, "--no-echo", stdin=prompt)

    def logits(self, model, tokens, folder):
        path = os.path.join(folder, "logits")
        self("model", "logits", model, "--tokens", ",".join(map(str, tokens)), "--output", path)
        return numpy.fromfile(path, dtype="<f4").reshape(len(tokens), -1).astype(numpy.float64)


def quantize(source, target, name):
    parameters = llama_cpp.llama_model_quantize_default_params()
    parameters.ftype = getattr(llama_cpp, f"LLAMA_FTYPE_MOSTLY_{name}")
    parameters.nthread = 2
    if llama_cpp.llama_model_quantize(source.encode(), target.encode(), parameters) != 0:
        sys.exit(f"llama.cpp could not write {name}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("--text", required=True)
    parser.add_argument("--martlet", default=".build/release/martlet")
    parser.add_argument("--context", type=int, default=256)
    parser.add_argument("--windows", type=int, default=20)
    parser.add_argument("--tokens", type=int, default=64)
    arguments = parser.parse_args()
    martlet = Martlet(arguments.martlet)
    failures = []

    def check(good, message):
        print(("ok    " if good else "FAIL  ") + message, flush=True)
        if not good:
            failures.append(message)

    with tempfile.TemporaryDirectory() as folder, open(arguments.text, "rb") as file:
        text = file.read()
        for name in WRITTEN + ["F32"]:
            martlet("model", "convert", arguments.model, "--output", f"{folder}/{name}.gguf", "--type", name)
        ids = martlet.ids(f"{folder}/F16.gguf", arguments.text)
        for name in WRITTEN:
            path = f"{folder}/{name}.gguf"
            peer = llama(path, arguments.context)
            beginning = [peer.token_bos()] if peer.metadata.get("tokenizer.ggml.add_bos_token") == "true" else []
            if name == "F16":
                theirs = peer.tokenize(text, add_bos=False, special=False)
                check(theirs == ids, f"{len(ids)} ids of the text")
                same = 0
                for prompt in PROMPTS:
                    made = peer.create_completion(
                        prompt, max_tokens=arguments.tokens, temperature=0, repeat_penalty=1.0, top_k=1)
                    own = martlet.greedy(path, prompt, arguments.tokens)
                    same += own.rstrip("\n") == made["choices"][0]["text"].rstrip("\n")
                check(same == len(PROMPTS), f"{same} of {len(PROMPTS)} greedy texts of {arguments.tokens} tokens in {name}")
            own = martlet.perplexity(path, arguments.text, arguments.context, arguments.windows)
            theirs = perplexity(peer, ids, arguments.context, arguments.windows, beginning)
            difference = abs(own / theirs - 1)
            check(difference < 0.005, f"written {name:7} perplexity {own:.4f}, llama.cpp {theirs:.4f}: {100 * difference:.3f}%")
            del peer
        sample = ids[: arguments.context - 1]
        for name in READ:
            path = f"{folder}/llama-{name}.gguf"
            quantize(f"{folder}/F32.gguf", path, name)
            peer = llama(path, arguments.context)
            beginning = [peer.token_bos()] if peer.metadata.get("tokenizer.ggml.add_bos_token") == "true" else []
            tokens = beginning + sample
            expected, found = logits_of(peer, tokens), martlet.logits(path, tokens, folder)
            spread = (expected - expected.mean(axis=1, keepdims=True)).std()
            error = numpy.sqrt(((expected - found) ** 2).mean()) / spread
            own = martlet.perplexity(path, arguments.text, arguments.context, arguments.windows)
            theirs = perplexity(peer, ids, arguments.context, arguments.windows, beginning)
            difference = abs(own / theirs - 1)
            # llama.cpp rounds activations to 8 bits before it multiplies; that is what is left.
            check(error < 0.05 and difference < 0.005,
                  f"read {name:10} perplexity {own:.4f}, llama.cpp {theirs:.4f}: {100 * difference:.3f}%, "
                  f"logits apart by {100 * error:.2f}% of their spread")
            del peer
    print("all within the limits" if not failures else f"{len(failures)} outside the limits")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
