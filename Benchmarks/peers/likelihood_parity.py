"""The log-likelihoods of sentences beside those of transformers.

    martlet eval blimp MODEL --data blimp --limit 50 --output out
    python Benchmarks/peers/likelihood_parity.py MODEL out/samples.jsonl

Each sentence stands after the token that begins a text, or after the one that ends the text before where the vocabulary
has no such token, as `martlet eval` scores it. Prints the largest difference of a sum, and how many pairs are decided
differently.
"""

import json
import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, PreTrainedTokenizerFast


def main() -> None:
    directory, samples = Path(sys.argv[1]), Path(sys.argv[2])
    if not (directory / "config.json").exists():
        directory = directory / "model"
    model = AutoModelForCausalLM.from_pretrained(directory, dtype=torch.float32).eval()
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(directory / "tokenizer.json"))
    config = json.loads((directory / "config.json").read_text())
    begin = begin_token(tokenizer, config)

    @torch.no_grad()
    def score(text: str) -> float:
        tokens = torch.tensor([[begin] + tokenizer.encode(text, add_special_tokens=False)])
        rows = torch.log_softmax(model(tokens).logits[0, :-1].double(), dim=-1)
        return rows.gather(1, tokens[0, 1:, None]).sum().item()

    largest, differently, count = 0.0, 0, 0
    for line in samples.read_text().splitlines():
        sample = json.loads(line)
        good, bad = score(sample["sentence_good"]), score(sample["sentence_bad"])
        largest = max(
            largest, abs(good - sample["log_likelihood_good"]), abs(bad - sample["log_likelihood_bad"]))
        differently += (good > bad) != sample["right"]
        count += 1
    print(f"{2 * count} sentences: largest difference {largest:.2e} nats, {differently} of {count} pairs decided differently")


def begin_token(tokenizer: PreTrainedTokenizerFast, config: dict) -> int:
    """The token before a text: the one that begins it by its usual names, else the one that ends a text."""
    vocabulary = tokenizer.get_vocab()
    for name in ["<s>", "<bos>", "<|begin_of_text|>", "<|startoftext|>"]:
        if name in vocabulary:
            return vocabulary[name]
    end = config.get("eos_token_id")
    return end[0] if isinstance(end, list) else end


if __name__ == "__main__":
    main()
