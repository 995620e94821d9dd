#!/usr/bin/env python3
"""Compares Martlet's ids with tiktoken's: books, source code, random Unicode, special tokens, and random bytes.

    .venv-peers/bin/python Benchmarks/peers/tiktoken_parity.py --martlet .build/release/martlet \\
        --ranks ../shared/data/tokenizers/tiktoken --text ../shared/data/books --code Sources

Every text is encoded by both with each rank file; the ids must be identical, and the bytes of the tokens must be the text.
tiktoken takes text alone: for bytes that are not UTF-8 there is nothing to compare but that they come back. Split patterns
come from tiktoken itself.
"""

import argparse
import base64
import json
import os
import random
import subprocess
import sys
import tempfile

import tiktoken
from tiktoken_ext import openai_public


def encoding(name, folder):
    """tiktoken's published encoding with ranks from a file, not from the network."""
    with open(f"{folder}/{name}.tiktoken", "rb") as file:
        ranks = {base64.b64decode(line.split()[0]): int(line.split()[1]) for line in file if line.strip()}
    loader, openai_public.load_tiktoken_bpe = openai_public.load_tiktoken_bpe, lambda *_, **__: ranks
    try:
        published = getattr(openai_public, name)()
    finally:
        openai_public.load_tiktoken_bpe = loader
    return tiktoken.Encoding(**published)


def files(path):
    if os.path.isfile(path):
        return [path]
    return sorted(os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names)


def texts_below(path, limit):
    result, size = [], 0
    for name in files(path):
        with open(name, "rb") as file:
            try:
                text = file.read().decode()
            except UnicodeDecodeError:
                continue
        result.append(text[:limit - size].replace("\0", " "))
        size += len(text.encode())
        if size >= limit:
            break
    return result


def random_texts(count, seed):
    """Characters of all planes, the lower ones and white space more often; no NUL, which ends a record here."""
    generator = random.Random(seed)
    limits = [0x80, 0x80, 0x100, 0x800, 0x3100, 0x10000, 0x33500, 0x110000]
    pieces = ["'s", "'S", "'\u017f", "'LL", "don't", "  ", " \n", "\r\n", "\n\n", "\t", "\u3000", "\u00a0", "\u180e",
              "123", "1234567", "HTMLParser", "e\u0301", "\u4e2d\u6587", "\U0001F468\u200D\U0001F469", "!?", "//", "--"]
    for _ in range(count):
        text = ""
        for _ in range(generator.randrange(1, 40)):
            if generator.random() < 0.4:
                text += generator.choice(pieces)
                continue
            value = generator.randrange(1, generator.choice(limits))
            if not 0xD800 <= value < 0xE000:
                text += chr(value)
        yield text


def martlet_ids(martlet, ranks, records, special=False):
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        file.write(b"".join(record + b"\0" for record in records))
        file.flush()
        command = [martlet, "tokenizer", "encode", ranks, "--file", file.name, "--null", "--json"]
        output = subprocess.run(command + ["--allow-special"] * special, check=True, stdout=subprocess.PIPE).stdout
    return [json.loads(line)["tokens"] for line in output.splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--martlet", default="martlet")
    parser.add_argument("--ranks", required=True, help="a folder with rank files")
    parser.add_argument("--text", required=True)
    parser.add_argument("--code", required=True)
    parser.add_argument("--megabytes", type=int, default=10)
    parser.add_argument("--random", type=int, default=20000, help="random texts")
    parser.add_argument("--encodings", nargs="+", default=["cl100k_base", "o200k_base", "r50k_base"])
    arguments = parser.parse_args()
    limit = arguments.megabytes * 10**6
    kinds = {
        "text": texts_below(arguments.text, limit),
        "source code": texts_below(arguments.code, limit),
        "random Unicode": list(random_texts(arguments.random, 1)),
    }
    failures = 0
    for name in arguments.encodings:
        theirs = encoding(name, arguments.ranks)
        path = f"{arguments.ranks}/{name}.tiktoken"
        special = sorted(theirs.special_tokens_set)
        generator = random.Random(2)
        mixed = ["".join(generator.choice(special + ["a", " b", "<|", "|>", "\n"]) for _ in range(12)) for _ in range(500)]
        for kind, texts in [*kinds.items(), ("special tokens as text", mixed), ("special tokens", mixed)]:
            allowed = kind == "special tokens"
            ours = martlet_ids(arguments.martlet, path, [text.encode() for text in texts], allowed)
            differing = 0
            for text, ids in zip(texts, ours, strict=True):
                expected = theirs.encode(text, allowed_special="all") if allowed else theirs.encode_ordinary(text)
                if ids != expected or theirs.decode_bytes(ids) != text.encode():
                    differing += 1
                    if differing == 1:
                        place = next((i for i, (a, b) in enumerate(zip(ids, expected)) if a != b), 0)
                        before = theirs.decode(expected[:place])
                        print(f"  first difference after {before[-20:]!r}: {text[len(before):len(before) + 20]!r}")
            tokens = sum(len(ids) for ids in ours)
            print(f"{name:12s} {kind:24s} {len(texts):6d} texts, {tokens:9d} tokens, {differing} differ", flush=True)
            failures += differing
        generator = random.Random(3)
        blobs = [bytes(generator.randrange(1, 256) for _ in range(generator.randrange(1, 400))) for _ in range(2000)]
        blobs += [b"a" * 1_000_000, b" " * 100_000, bytes(range(1, 256)) * 40]
        ours = martlet_ids(arguments.martlet, path, blobs)
        differing = sum(theirs.decode_bytes(ids) != blob for ids, blob in zip(ours, blobs, strict=True))
        print(f"{name:12s} {'random bytes come back':24s} {len(blobs):6d} texts, {differing} differ", flush=True)
        failures += differing
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
