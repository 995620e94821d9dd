#!/usr/bin/env python3
"""Measures Hugging Face `tokenizers` and `tiktoken` beside `martlet bench tokenizer`, on the same files in one run.

    python3 -m venv .venv-peers && .venv-peers/bin/pip install tokenizers tiktoken
    .venv-peers/bin/python Tests/clients/tokenizer_speed.py --martlet .build/release/martlet FILE...

Every side trains or gets a vocabulary of the same size and pattern; encoding runs on one thread, one file at a time.
tiktoken gets the vocabulary trained by Martlet and must give the same ids.
"""

import argparse
import json
import os
import subprocess
import tempfile
import time

os.environ["TOKENIZERS_PARALLELISM"] = "false"

import tiktoken  # noqa: E402
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers  # noqa: E402


def alphabet():
    """The characters that stand for bytes in tokenizer.json, and the bytes."""
    plain = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in plain]
    return {chr(byte): byte for byte in plain} | {chr(0x100 + place): byte for place, byte in enumerate(others)}


def best(rounds, body):
    seconds = []
    for _ in range(rounds):
        begin = time.perf_counter()
        result = body()
        seconds.append(time.perf_counter() - begin)
    return min(seconds), result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--martlet", default="martlet")
    parser.add_argument("--vocab-size", type=int, default=32768)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    texts = [open(path, encoding="utf-8", newline="").read() for path in arguments.files]
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    print(f"{len(texts)} files, {megabytes:.1f} MB, vocabulary {arguments.vocab_size}")

    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        subprocess.run([arguments.martlet, "tokenizer", "train", *arguments.files, "--vocab-size",
                        str(arguments.vocab_size), "--output", folder], check=True, stdout=subprocess.DEVNULL)
        print(f"training: martlet, whole program      {time.perf_counter() - begin:8.2f} s")
        with open(f"{folder}/tokenizer.json", encoding="utf-8") as file:
            document = json.load(file)
        trained = Tokenizer.from_file(f"{folder}/tokenizer.json")

    pattern = document["pre_tokenizer"]["pretokenizers"][0]["pattern"]["Regex"]
    peer = Tokenizer(models.BPE())
    peer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(pattern), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    peer.decoder = decoders.ByteLevel()
    for threads in ("false", "true"):
        os.environ["TOKENIZERS_PARALLELISM"] = threads
        trainer = trainers.BpeTrainer(vocab_size=arguments.vocab_size, special_tokens=["<|endoftext|>"], min_frequency=2,
                                      initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
        begin = time.perf_counter()
        peer.train_from_iterator(texts, trainer)
        name = "all threads" if threads == "true" else "one thread "
        print(f"training: tokenizers, {name}     {time.perf_counter() - begin:8.2f} s")
    os.environ["TOKENIZERS_PARALLELISM"] = "false"

    letters = alphabet()
    ranks = {bytes(letters[letter] for letter in name): rank for name, rank in document["model"]["vocab"].items()}
    encoding = tiktoken.Encoding("martlet", pat_str=pattern, mergeable_ranks=ranks, special_tokens={})
    seconds, theirs = best(arguments.rounds, lambda: [encoding.encode_ordinary(text) for text in texts])
    print(f"encoding: tiktoken, one thread        {megabytes / seconds:8.1f} MB/s")
    trained.encode_special_tokens = True
    lines = [line for text in texts for line in text.split("\n")]
    seconds, _ = best(1, lambda: [trained.encode(text) for text in texts])
    print(f"encoding: tokenizers, one thread      {megabytes / seconds:8.1f} MB/s")
    seconds, _ = best(1, lambda: trained.encode_batch(lines))
    print(f"encoding: tokenizers, batch of lines  {megabytes / seconds:8.1f} MB/s")
    differing = sum(ids != trained.encode(text).ids for ids, text in zip(theirs, texts))
    print(f"          tiktoken and tokenizers differ on {differing} files")
    result = subprocess.run([arguments.martlet, "bench", "tokenizer", *arguments.files, "--vocab-size",
                             str(arguments.vocab_size), "--rounds", str(arguments.rounds), "--json"],
                            stdout=subprocess.PIPE)
    if result.returncode == 0:
        figures = json.loads(result.stdout)
        print(f"encoding: martlet, one thread         {figures['encoding_best']:8.1f} MB/s")
        print(f"          its training alone          "
              f"{figures['counting_seconds'] + figures['learning_seconds']:8.2f} s")


if __name__ == "__main__":
    main()
