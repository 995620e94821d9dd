"""Checks a model directory written by Martlet against Hugging Face transformers and tokenizers.

    Benchmarks/peers/setup.sh
    .venv-peers/bin/python Tests/clients/transformers_parity.py MODEL_DIR

Three comparisons, in fp32: the ids of a text (Hugging Face tokenizers), the logits of random ids
(transformers.AutoModelForCausalLM) and the ids of a greedy continuation. Exit status 0 if all agree.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy
import tokenizers
import torch
import transformers


class Martlet:
    """The program under test."""

    def __init__(self, program: pathlib.Path, model: pathlib.Path):
        self.program, self.model = program, model

    def run(self, *arguments: str) -> str:
        command = [str(self.program), *arguments]
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode != 0:
            sys.exit(f"{' '.join(command)} ended with status {result.returncode}:\n{result.stderr}")
        return result.stdout

    def logits(self, ids: list[int]) -> numpy.ndarray:
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "logits.bin"
            self.run("model", "logits", str(self.model), "--tokens", ",".join(map(str, ids)), "--output", str(file))
            return numpy.fromfile(file, dtype="<f4").reshape(len(ids), -1)

    def greedy(self, prompt: str, count: int) -> dict:
        return json.loads(
            self.run("generate", str(self.model), prompt, "--temperature", "0", "--max-tokens", str(count), "--json")
        )


def check_logits(martlet: Martlet, reference, length: int, tolerance: float) -> bool:
    generator = numpy.random.default_rng(1)
    ids = generator.integers(reference.config.vocab_size, size=length).tolist()
    with torch.no_grad():
        expected = reference(torch.tensor([ids])).logits[0].numpy()
    actual = martlet.logits(ids)
    if actual.shape != expected.shape:
        print(f"logits: shape {actual.shape}, transformers has {expected.shape}")
        return False
    difference = float(numpy.abs(actual - expected).max())
    print(f"logits: {length} positions x {expected.shape[1]} tokens, largest difference {difference:.2e}")
    return difference <= tolerance


def check_greedy(martlet: Martlet, reference, tokenizer, prompt: str, count: int, tolerance: float) -> bool:
    result = martlet.greedy(prompt, count)
    expected_prompt = tokenizer.encode(prompt).ids
    if result["prompt_tokens"] != expected_prompt:
        print(f"prompt: ids {result['prompt_tokens']}, Hugging Face tokenizers has {expected_prompt}")
        return False
    print(f"prompt: {len(expected_prompt)} ids equal")
    ids = list(expected_prompt)
    for index, token in enumerate(result["tokens"]):
        with torch.no_grad():
            logits = reference(torch.tensor([ids])).logits[0, -1]
        best = int(logits.argmax())
        if token != best and float(logits[best] - logits[token]) > 2 * tolerance:
            print(f"greedy: token {index} is {token}, transformers has {best}")
            return False
        ids.append(token)
    print(f"greedy: {len(result['tokens'])} tokens equal, stopped by {result['stop_reason']}")
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=pathlib.Path, help="a model directory")
    parser.add_argument("--program", type=pathlib.Path, default=pathlib.Path(".build/release/martlet"))
    parser.add_argument("--prompt", default="Once upon a time")
    parser.add_argument("--length", type=int, default=48, help="positions whose logits are compared")
    parser.add_argument("--count", type=int, default=40, help="tokens of the greedy continuation")
    parser.add_argument("--tolerance", type=float, default=1e-4)
    arguments = parser.parse_args()
    transformers.logging.set_verbosity_error()
    reference = transformers.AutoModelForCausalLM.from_pretrained(arguments.model, dtype=torch.float32).eval()
    martlet = Martlet(arguments.program, arguments.model)
    length = min(arguments.length, reference.config.max_position_embeddings)
    passed = check_logits(martlet, reference, length, arguments.tolerance)
    if (arguments.model / "tokenizer.json").exists():
        tokenizer = tokenizers.Tokenizer.from_file(str(arguments.model / "tokenizer.json"))
        passed &= check_greedy(
            martlet, reference, tokenizer, arguments.prompt, arguments.count, arguments.tolerance
        )
    print("passed" if passed else "FAILED")
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
