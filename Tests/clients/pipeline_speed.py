#!/usr/bin/env python3
"""Measures `martlet bench tokenizer --tokenizer` beside Hugging Face `tokenizers`, on one thread each.

    .venv-peers/bin/python Tests/clients/pipeline_speed.py --martlet .build/release/martlet FILE TOKENIZER_JSON...

Both encode the file as a whole; `tokenizers` also encodes its lines as a batch, which is faster for it. The ratio is to
the better of the two.
"""

import argparse
import json
import os
import subprocess
import time

os.environ["TOKENIZERS_PARALLELISM"] = "false"

from tokenizers import Tokenizer  # noqa: E402


def best(rounds, body):
    seconds = []
    for _ in range(rounds):
        begin = time.perf_counter()
        body()
        seconds.append(time.perf_counter() - begin)
    return min(seconds)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("tokenizers", nargs="+")
    parser.add_argument("--martlet", default="martlet")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with open(arguments.file, encoding="utf-8", newline="") as file:
        text = file.read()
    megabytes = len(text.encode()) / 1e6
    lines = text.split("\n")
    for path in arguments.tokenizers:
        peer = Tokenizer.from_file(path)
        whole = megabytes / best(arguments.rounds, lambda: peer.encode(text, add_special_tokens=False))
        batch = megabytes / best(arguments.rounds, lambda: peer.encode_batch_fast(lines, add_special_tokens=False))
        result = subprocess.run([arguments.martlet, "bench", "tokenizer", arguments.file, "--tokenizer", path, "--json"],
                                stdout=subprocess.PIPE, check=True)
        figures = json.loads(result.stdout)
        print(f"{os.path.basename(path):24} martlet {figures['encoding_best']:7.1f} MB/s; "
              f"tokenizers {whole:5.2f} MB/s whole, {batch:5.2f} by line: "
              f"{figures['encoding_best'] / max(whole, batch):.1f} times", flush=True)


if __name__ == "__main__":
    main()
