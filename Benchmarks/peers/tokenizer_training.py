#!/usr/bin/env python3
"""Trains a vocabulary with Martlet and with Hugging Face `tokenizers` on the same text, in turns, on all cores.

    .venv-peers/bin/python Benchmarks/peers/tokenizer_training.py --martlet .build/release/martlet BOOKS...

The text is made of the given files, again and again until it is long enough; from the second time on, one word in a
hundred is changed by a letter (seeded), so that new words keep coming as they do in a longer text. Both sides use the same
split pattern and vocabulary size and ignore pairs that occur once. Martlet is timed as a whole program, with reading and
writing; tokenizers without loading Python. Peak memory is that of each process.
"""

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time

WORD = re.compile(rb"[A-Za-z]{4,}")


def write_text(path, files, size):
    generator = random.Random(20)

    def change(match):
        word = match.group()
        if generator.random() >= 0.01:
            return word
        place = generator.randrange(len(word))
        return word[:place] + bytes([97 + generator.randrange(26)]) + word[place + 1:]

    written, turn = 0, 0
    with open(path, "wb") as output:
        while written < size:
            for name in files:
                with open(name, "rb") as file:
                    text = file.read()
                text = (text if turn == 0 else WORD.sub(change, text))[:size - written]
                written += output.write(text)
            turn += 1


def train_peer(path, vocabulary, pattern):
    """Runs in a process of its own, so that its memory can be told."""
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(pattern), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary, special_tokens=["<|endoftext|>"], min_frequency=2, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    begin = time.perf_counter()
    # A text a line would be many small strings; pieces of about a megabyte let it use all cores.
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        text = file.read()
    pieces, start = [], 0
    while start < len(text):
        end = text.find("\n", start + (1 << 20))
        end = len(text) if end < 0 else end + 1
        pieces.append(text[start:end])
        start = end
    tokenizer.train_from_iterator(pieces, trainer)
    seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "peak_memory": peak, "vocabulary_size": tokenizer.get_vocab_size()}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--martlet", default="martlet")
    parser.add_argument("--vocab-size", type=int, default=32768)
    parser.add_argument("--megabytes", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without-peer", action="store_true", help="Martlet alone, for very long texts")
    parser.add_argument("--peer-text", help=argparse.SUPPRESS)
    parser.add_argument("--peer-pattern", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peer_text:
        return train_peer(arguments.peer_text, arguments.vocab_size, arguments.peer_pattern)

    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/text.txt"
        write_text(path, arguments.files, arguments.megabytes * 10**6)
        print(f"{os.path.getsize(path) / 1e6:.1f} MB, vocabulary {arguments.vocab_size}, {os.cpu_count()} cores", flush=True)
        sides = {"martlet": [], "tokenizers": []}
        peaks = {}
        for _ in range(arguments.rounds):
            begin = time.perf_counter()
            result = subprocess.run(
                [arguments.martlet, "tokenizer", "train", path, "--vocab-size", str(arguments.vocab_size),
                 "--special", "<|endoftext|>", "--output", f"{folder}/out", "--json"],
                check=True, stdout=subprocess.PIPE)
            sides["martlet"].append(time.perf_counter() - begin)
            peaks["martlet"] = json.loads(result.stdout)["peak_memory"]
            if arguments.without_peer:
                continue
            with open(f"{folder}/out/tokenizer.json", encoding="utf-8") as file:
                pattern = json.load(file)["pre_tokenizer"]["pretokenizers"][0]["pattern"]["Regex"]
            environment = os.environ | {"TOKENIZERS_PARALLELISM": "true"}
            result = subprocess.run(
                [sys.executable, __file__, *arguments.files, "--vocab-size", str(arguments.vocab_size), "--peer-text",
                 path, "--peer-pattern", pattern], check=True, stdout=subprocess.PIPE, env=environment)
            answer = json.loads(result.stdout)
            sides["tokenizers"].append(answer["seconds"])
            peaks["tokenizers"] = answer["peak_memory"]
        medians = {}
        for name, seconds in sides.items():
            if seconds:
                medians[name] = sorted(seconds)[len(seconds) // 2]
                print(f"{name:11s} {medians[name]:7.2f} s (median of {len(seconds)}), "
                      f"{peaks[name] / 1e6:7.0f} MB of memory at most")
        if "tokenizers" in medians:
            print(f"Martlet takes {medians['martlet'] / medians['tokenizers']:.3f} of the time of tokenizers")


if __name__ == "__main__":
    main()
