#!/usr/bin/env python3
"""Compares adapters of low rank in Martlet with PEFT: each loads what the other wrote, and the logits must agree to 1e-4.

    Benchmarks/peers/setup.sh
    .venv-peers/bin/python Benchmarks/peers/lora_parity.py --base runs/first/model --adapter runs/adapted/adapter
    .venv-peers/bin/python Benchmarks/peers/lora_parity.py

--adapter is what `martlet train sft --lora` wrote for --base: PEFT loads it, and both merge it. In any case PEFT then writes
adapters with random matrices for small random models of several families, which Martlet lays over them and merges. All in
float32. Exit code 0: all within the limit.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile

import peft
import torch
import transformers

LIMIT = 1e-4
SIZES = dict(hidden_size=64, intermediate_size=96, num_hidden_layers=2, num_attention_heads=4, vocab_size=211)
CONFIGURATIONS = {
    "llama": lambda: transformers.LlamaConfig(**SIZES, num_key_value_heads=2),
    "llama, untied": lambda: transformers.LlamaConfig(**SIZES, num_key_value_heads=2, tie_word_embeddings=False),
    "qwen2": lambda: transformers.Qwen2Config(**SIZES, num_key_value_heads=2),
    "qwen3": lambda: transformers.Qwen3Config(**SIZES, num_key_value_heads=2, head_dim=20),
    "gemma2": lambda: transformers.Gemma2Config(**SIZES, num_key_value_heads=2, head_dim=16),
    "phi3": lambda: transformers.Phi3Config(**SIZES, num_key_value_heads=2, pad_token_id=0),
    "gpt2": lambda: transformers.GPT2Config(n_embd=64, n_layer=2, n_head=4, vocab_size=211, n_positions=128),
}


class Comparison:
    """Runs both sides and keeps the largest difference."""

    def __init__(self, martlet):
        self.martlet = martlet
        self.worst = 0.0

    def ours(self, *arguments, tokens):
        command = [self.martlet, "model", "logits", *arguments, "--tokens", ",".join(map(str, tokens)), "--json"]
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode != 0:
            raise SystemExit(f"{' '.join(command)}: {result.stderr}")
        return torch.tensor(json.loads(result.stdout)["logits"])

    def merged(self, base, adapter, folder):
        output = os.path.join(folder, "merged")
        subprocess.run(
            [self.martlet, "model", "merge-lora", base, adapter, "--output", output, "--json"], check=True,
            stdout=subprocess.DEVNULL)
        return output

    def theirs(self, model, tokens):
        with torch.no_grad():
            return model(torch.tensor([tokens])).logits[0].float()

    def note(self, what, ours, theirs):
        difference = (ours - theirs).abs().max().item()
        self.worst = max(self.worst, difference)
        print(f"{what:<90} {difference:.2e}", flush=True)


def random_tokens(vocabulary, count=24):
    return torch.randint(0, vocabulary, (count,)).tolist()


def trained(comparison, base, adapter):
    """An adapter that Martlet trained."""
    model = transformers.AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32).eval()
    tokens = random_tokens(model.config.vocab_size)
    plain = comparison.theirs(model, tokens)
    comparison.note("the base", comparison.ours(base, tokens=tokens), plain)
    laid = peft.PeftModel.from_pretrained(model, adapter).eval()
    ours = comparison.ours(base, "--adapter", adapter, tokens=tokens)
    theirs = comparison.theirs(laid, tokens)
    comparison.note("Martlet's adapter in PEFT", ours, theirs)
    print(f"{'  (the adapter itself moves the logits by':<90} {(theirs - plain).abs().max().item():.2e})")
    with tempfile.TemporaryDirectory() as folder:
        output = comparison.merged(base, adapter, folder)
        comparison.note("Martlet's adapter, merged by Martlet", comparison.ours(output, tokens=tokens), theirs)
        again = transformers.AutoModelForCausalLM.from_pretrained(output, dtype=torch.float32).eval()
        comparison.note("the merged model in transformers", comparison.theirs(again, tokens), theirs)
    comparison.note("Martlet's adapter, merged by PEFT", ours, comparison.theirs(laid.merge_and_unload(), tokens))


def random_adapter(comparison, name, make, **choices):
    """An adapter that PEFT writes, with random matrices."""
    with tempfile.TemporaryDirectory() as folder:
        base, adapter = os.path.join(folder, "base"), os.path.join(folder, "adapter")
        model = transformers.AutoModelForCausalLM.from_config(make()).float().eval()
        with torch.no_grad():
            for parameter in model.parameters():
                if parameter.dim() > 1:
                    parameter.normal_(0, 0.15)
        model.save_pretrained(base)
        laid = peft.get_peft_model(model, peft.LoraConfig(task_type="CAUSAL_LM", init_lora_weights=False, **choices))
        laid = laid.eval()
        # Where lm_head is a target, PEFT would write the whole matrix beside its adapter.
        laid.save_pretrained(adapter, save_embedding_layers=False)
        tokens = random_tokens(211)
        theirs = comparison.theirs(laid, tokens)
        what = ", ".join(f"{key} {value}" for key, value in choices.items() if key != "lora_alpha")
        comparison.note(
            f"PEFT's adapter in Martlet: {name}, {what}", comparison.ours(base, "--adapter", adapter, tokens=tokens), theirs)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", help="the directory of a model")
    parser.add_argument("--adapter", help="an adapter that martlet trained on it")
    parser.add_argument("--martlet", default=".build/release/martlet", help="the program (default: %(default)s)")
    options = parser.parse_args()
    if (options.base is None) != (options.adapter is None):
        parser.error("--base and --adapter go together")
    torch.manual_seed(7)
    transformers.logging.set_verbosity_error()
    comparison = Comparison(options.martlet)
    print("largest difference of a logit")
    if options.base:
        trained(comparison, options.base, options.adapter)
    for name, make in CONFIGURATIONS.items():
        random_adapter(comparison, name, make, r=4, lora_alpha=8, target_modules="all-linear")
    make = CONFIGURATIONS["llama"]
    random_adapter(comparison, "llama", make, r=4, lora_alpha=8, use_rslora=True, target_modules=["q_proj", "v_proj"])
    random_adapter(comparison, "llama", make, r=3, lora_alpha=8, target_modules=["o_proj"], layers_to_transform=[1])
    random_adapter(comparison, "llama", make, r=2, lora_alpha=8, target_modules=r".*mlp\.(up|down)_proj")
    random_adapter(comparison, "llama, untied", CONFIGURATIONS["llama, untied"], r=4, target_modules=["lm_head", "k_proj"])
    print(f"the largest of all: {comparison.worst:.2e}; the limit is {LIMIT:g}")
    sys.exit(0 if comparison.worst <= LIMIT else 1)


if __name__ == "__main__":
    main()
