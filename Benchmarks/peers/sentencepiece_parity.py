"""Compares the ids and the speed of `martlet tokenizer encode` with those of the sentencepiece library.

    .venv-peers/bin/python Benchmarks/peers/sentencepiece_parity.py .build/release/martlet MODEL.model... --text books/

Texts: the files (10 MB of them, line by line and whole), random bytes, random Unicode strings of all planes. Prints a
line for each model and fails where an id differs. The speed of the program contains its start and its output of ids; the
speed of its encoder alone is what `martlet tokenizer compare` prints, which this script runs as well, on the same files.
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys
import time

import sentencepiece


def encode(program: str, model: str, records: list[bytes]) -> list[list[int]]:
    """All records at once, each ended by a NUL byte, which therefore must not be in them."""
    result = subprocess.run([program, "tokenizer", "encode", model, "--null"], input=b"".join(r + b"\0" for r in records),
                            capture_output=True, check=True)
    lines = result.stdout.split(b"\n")[:-1]
    assert len(lines) == len(records), (len(lines), len(records))
    return [[int(x) for x in line.split()] for line in lines]


def random_records(seed: int) -> list[bytes]:
    rng = random.Random(seed)
    records = []
    for _ in range(3000):
        records.append(bytes(rng.randrange(1, 256) for _ in range(rng.randint(1, 60))))
    while len(records) < 9000:
        chars = []
        for _ in range(rng.randint(1, 40)):
            plane = rng.choice([(1, 0x7F), (0x80, 0x7FF), (0x800, 0xD7FF), (0xE000, 0xFFFF), (0x10000, 0x10FFFF), (32, 32)])
            chars.append(chr(rng.randint(*plane)))
        records.append("".join(chars).encode())
    return records


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("models", nargs="+")
    parser.add_argument("--text", required=True)
    arguments = parser.parse_args()
    root = pathlib.Path(arguments.text)
    files = sorted(p for p in (root.rglob("*") if root.is_dir() else [root]) if p.is_file())
    books = []
    for path in files:
        if sum(map(len, books)) < 10_000_000:
            books.append(path.read_bytes().replace(b"\0", b""))
    lines = [line for book in books for line in book.split(b"\n")]
    failed = False
    for model in arguments.models:
        processor = sentencepiece.SentencePieceProcessor(model_file=model)
        report = []
        for name, records in [("lines", lines), ("whole files", books), ("random", random_records(11))]:
            start = time.perf_counter()
            expected = [processor.encode(record, out_type=int) for record in records]
            seconds = time.perf_counter() - start
            size = sum(map(len, records)) / 1e6
            actual = encode(arguments.program, model, records)
            wrong = [i for i in range(len(records)) if expected[i] != actual[i]]
            failed = failed or bool(wrong)
            report.append(f"{name} {len(records)} texts, {len(wrong)} differ ({size / seconds:.1f} MB/s sentencepiece)")
            for index in wrong[:3]:
                print(repr(records[index][:80]), expected[index][:20], actual[index][:20], sep="\n  ")
        compared = subprocess.run([arguments.program, "tokenizer", "compare", model, "--text", *map(str, files), "--json"],
                                  capture_output=True, check=True)
        speed = json.loads(compared.stdout)[0]["megabytes_per_second"]
        print(f"{pathlib.Path(model).name}: " + "; ".join(report) + f"; martlet {speed:.1f} MB/s")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
