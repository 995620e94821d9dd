#!/usr/bin/env python3
"""Compares the ids of `martlet tokenizer encode` with those of Hugging Face `tokenizers`, for the same tokenizer.json.

    python3 -m venv .venv-peers && .venv-peers/bin/pip install tokenizers
    .venv-peers/bin/python Tests/clients/tokenizers_parity.py --martlet .build/release/martlet TOKENIZER_JSON FILE...

Compared are: each file as a whole and line by line, random bytes decoded lossily, random Unicode with a taste for the
characters that split patterns care about, and texts full of the tokenizer's own added tokens. Files that are not UTF-8 are decoded lossily.
Without TOKENIZER_JSON a vocabulary is trained on the random texts and on every character of Unicode first, so that
every border between pretokens shows in the ids.
Exit code 0: all equal. 1: the first difference of each check is printed.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile

from tokenizers import Tokenizer

SPACES = "\t\n\x0b\x0c\r \x1c\x1f\x85\xa0\u1680\u180e\u2000\u200a\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
TRICKY = [
    "'s", "'S", "'\u017f", "'LL", "'lL", "'ve", "'Re", "'l", "'d", "'\u00df", "\u2019s", "''s", " '", "' ", "'\n",
    "a\u0301", "\u00e9", "\u0301\u0302", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u0663\u0664\u0665\u0666",
    "\u2167", "\u00bd", "12345678", "3.14", "\r\n", "\n\n", "  ", "   x", "\t\tx", " \n ", "!!!\n\n", " ?!", "\u4e2d\u6587",
    "\u0440\u0443\u0441\u0441\u043a\u0438\u0439", "\u0939\u093f\u0928\u094d\u0926\u0940", "\ud55c\uad6d\uc5b4", "_", "a_b",
    "<|endoftext|>", "<s>", "</s>", "\u2581", "\ufffd", "\U000313af", "\U000323af", "\U0001e6d0", "\u0378",
]


def random_scalar(generator):
    while True:
        limit = generator.choice([0x80, 0x100, 0x800, 0x3100, 0x10000, 0x20000, 0x33500, 0x110000])
        value = generator.randrange(1, limit)
        if not 0xD800 <= value < 0xE000:
            return chr(value)


def random_text(generator, tricky=TRICKY):
    parts = []
    for _ in range(generator.randrange(1, 40)):
        kind = generator.randrange(5)
        if kind == 0:
            parts.append(generator.choice(tricky))
        elif kind == 1:
            parts.append("".join(generator.choice(SPACES) for _ in range(generator.randrange(1, 4))))
        elif kind == 2:
            parts.append("".join(generator.choice("etaoinshrdluETAOIN") for _ in range(generator.randrange(1, 9))))
        else:
            parts.append("".join(random_scalar(generator) for _ in range(generator.randrange(1, 5))))
    return "".join(parts)


def martlet(arguments, path, options, data):
    command = [arguments.martlet, "tokenizer", "encode", path, "--json", *options]
    result = subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True)
    return [json.loads(line)["tokens"] for line in result.stdout.splitlines()]


class Report:
    def __init__(self):
        self.failed = False

    def compare(self, name, texts, ours, theirs):
        differing = [index for index, text in enumerate(texts) if ours[index] != theirs[index]]
        tokens = sum(len(ids) for ids in theirs)
        size = sum(len(text.encode()) for text in texts)
        verdict = "equal" if not differing and len(ours) == len(theirs) == len(texts) else "DIFFERENT"
        print(f"{name}: {len(texts)} texts, {size} bytes, {tokens} tokens: {verdict}", flush=True)
        if verdict == "equal":
            return
        self.failed = True
        print(f"  {len(differing)} texts differ; {len(ours)} and {len(theirs)} lists of {len(texts)}")
        for index in differing[:1]:
            pairs = zip(ours[index], theirs[index])
            place = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(ours[index]), len(theirs[index])))
            low, high = max(place - 3, 0), place + 6
            print(f"  text {index}: {texts[index][:200]!r}")
            print(f"  from token {place}: martlet {ours[index][low:high]}, tokenizers {theirs[index][low:high]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tokenizer", nargs="?", help="tokenizer.json")
    parser.add_argument("files", nargs="*", help="text files")
    parser.add_argument("--martlet", default="martlet", help="the program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--random", type=int, default=20000, help="how many random texts of each kind")
    arguments = parser.parse_args()

    generator = random.Random(arguments.seed)
    random_bytes = [generator.randbytes(generator.randrange(1, 80)).decode("utf-8", errors="replace").replace("\0", "\1")
                    for _ in range(arguments.random)]
    random_texts = [random_text(generator) for _ in range(arguments.random)]
    everything = [chr(value) for value in range(1, 0x110000) if not 0xD800 <= value < 0xE000]
    characters = ["a" + "x1 ".join(everything[at:at + 64]) for at in range(0, len(everything), 64)]

    with tempfile.TemporaryDirectory() as folder:
        if arguments.tokenizer is None:
            with open(f"{folder}/all.txt", "wb") as file:
                file.write("\n".join((random_texts + characters) * 2).encode())
            subprocess.run([arguments.martlet, "tokenizer", "train", f"{folder}/all.txt", "--output", folder,
                            "--vocab-size", "500000"], check=True)
            arguments.tokenizer = f"{folder}/tokenizer.json"
        check_all(arguments, random_bytes, random_texts, characters)


def check_all(arguments, random_bytes, random_texts, characters):
    peer = Tokenizer.from_file(arguments.tokenizer)
    report = Report()

    def check(name, texts, data, options, special=False):
        peer.encode_special_tokens = not special
        theirs = [encoding.ids for encoding in peer.encode_batch(texts, add_special_tokens=False)]
        if special:
            options = [*options, "--allow-special"]
        report.compare(name, texts, martlet(arguments, arguments.tokenizer, options, data), theirs)
        return theirs

    byte_level = peer.decoder is not None and "ByteLevel" in str(peer.decoder)
    for path in arguments.files:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8", errors="replace")
        ids = check(f"{path}, whole", [text], text.encode(), [])[0]
        if byte_level and peer.decode(ids, skip_special_tokens=False) != text:
            print(f"{path}: decoding with tokenizers does not give the text back")
            report.failed = True
        lines = text.split("\n")
        if lines[-1] == "":
            lines.pop()
        check(f"{path}, by line", lines, text.encode(), ["--lines"])

    def records(texts):
        return "".join(text + "\0" for text in texts).encode()

    check("random bytes, decoded lossily", random_bytes, records(random_bytes), ["--null"])
    check("random Unicode", random_texts, records(random_texts), ["--null"])
    check("random Unicode with special tokens", random_texts, records(random_texts), ["--null"], special=True)
    added = [token.content for token in peer.get_added_tokens_decoder().values() if "\0" not in token.content]
    if added:
        generator = random.Random(arguments.seed + 1)
        marked = [random_text(generator, TRICKY + added * (1 + len(TRICKY) // len(added)))
                  for _ in range(arguments.random)]
        check("added tokens as text", marked, records(marked), ["--null"])
        check("added tokens", marked, records(marked), ["--null"], special=True)
    check("every character", characters, records(characters), ["--null"])
    sys.exit(1 if report.failed else 0)


if __name__ == "__main__":
    main()
