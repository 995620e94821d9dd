"""Checks that Martlet computes what transformers does, on models that transformers makes.

    Benchmarks/peers/setup.sh
    .venv-peers/bin/python Tests/clients/transformers_families.py

Small models with random weights, one for each family and choice that Martlet supports, are written by transformers,
read by `martlet model logits`, and compared in fp32. Exit status 0 if all agree.
"""

import argparse
import pathlib
import sys
import tempfile

import torch
import transformers

from transformers_parity import Martlet, check_logits

SIZES = dict(
    vocab_size=131,
    hidden_size=64,
    intermediate_size=88,
    num_hidden_layers=3,
    num_attention_heads=4,
    num_key_value_heads=2,
    max_position_embeddings=128,
    initializer_range=0.2,
)

MODELS = {
    "llama, tied": (transformers.LlamaConfig, dict(tie_word_embeddings=True)),
    "llama, untied": (transformers.LlamaConfig, dict(tie_word_embeddings=False)),
    "llama, biases": (transformers.LlamaConfig, dict(attention_bias=True, mlp_bias=True)),
    "llama, wide heads": (transformers.LlamaConfig, dict(head_dim=24)),
    "llama, one key-value head": (transformers.LlamaConfig, dict(num_key_value_heads=1)),
    "llama, rotary base 500,000": (
        transformers.LlamaConfig,
        dict(rope_parameters={"rope_type": "default", "rope_theta": 500_000.0}),
    ),
    "qwen2": (transformers.Qwen2Config, dict()),
    "qwen3": (transformers.Qwen3Config, dict(head_dim=16)),
    "qwen3, biases": (transformers.Qwen3Config, dict(head_dim=32, attention_bias=True)),
}


def randomize(model: torch.nn.Module) -> None:
    """Gives every weight a value that matters: fresh norms are all 1, fresh biases all 0."""
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim() == 1:
                parameter.add_(torch.randn_like(parameter) * 0.2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=pathlib.Path(".build/release/martlet"))
    parser.add_argument("--tolerance", type=float, default=1e-4)
    arguments = parser.parse_args()
    transformers.logging.set_verbosity_error()
    passed = True
    for name, (configuration, choices) in MODELS.items():
        torch.manual_seed(0)
        model = transformers.AutoModelForCausalLM.from_config(configuration(**{**SIZES, **choices})).float().eval()
        randomize(model)
        with tempfile.TemporaryDirectory() as folder:
            model.save_pretrained(folder)
            print(f"{name}: ", end="", flush=True)
            passed &= check_logits(Martlet(arguments.program, folder), model, 100, arguments.tolerance)
    print("passed" if passed else "FAILED")
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
