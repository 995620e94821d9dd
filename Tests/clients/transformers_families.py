"""Checks that Martlet computes what transformers does, and that transformers loads what Martlet writes.

    Benchmarks/peers/setup.sh
    .venv-peers/bin/python Tests/clients/transformers_families.py

The models are those of family_fixtures.py: one for each family, rotary scaling and choice that Martlet supports. Each is
written by transformers and read by `martlet model logits`; then `martlet model resave` writes it, and transformers loads
that. Both must give the logits of the first, in fp32. Exit status 0 if all agree.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy
import safetensors.numpy
import torch
import transformers

import family_fixtures
from transformers_parity import Martlet


def logits(model, ids: list[int]) -> numpy.ndarray:
    with torch.no_grad():
        return model(input_ids=torch.tensor([ids]), use_cache=False).logits[0].numpy()


def write_model(name: str, folder: pathlib.Path):
    """The model with weights by formula, as transformers writes it; returns it as transformers reads it."""
    kind, choices, _, _ = family_fixtures.MODELS[name]
    base = transformers.AutoModelForCausalLM
    if kind is transformers.Gemma3Config:
        base = transformers.Gemma3ForConditionalGeneration
    make = base._from_config if kind is transformers.Gemma3Config else base.from_config
    make(family_fixtures.make_configuration(kind, choices)).float().save_pretrained(folder)
    file = folder / "model.safetensors"
    weights = {
        key: family_fixtures.values(key, list(value.shape), name.startswith("gemma"))
        for key, value in safetensors.numpy.load_file(file).items()
    }
    safetensors.numpy.save_file(weights, file, metadata={"format": "pt"})
    return base.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()


def check(name: str, program: pathlib.Path, folder: pathlib.Path, tolerance: float) -> bool:
    model = write_model(name, folder / "written")
    _, _, length, context = family_fixtures.MODELS[name]
    ids = [(7 + 31 * i + i * i) % 93 for i in range(length)]
    expected = logits(model, ids)
    if context:
        # LongRoPE by the context that the model is opened with: the original one, and its attention factor as before.
        file = folder / "written" / "config.json"
        config = json.loads(file.read_text())
        rope = config["rope_parameters"]
        rope["factor"] = config["max_position_embeddings"] / rope["original_max_position_embeddings"]
        config["max_position_embeddings"] = context
        file.write_text(json.dumps(config))
    read = numpy.abs(Martlet(program, folder / "written").logits(ids) - expected).max()
    subprocess.run([program, "model", "resave", folder / "written", "--output", folder / "saved"], check=True)
    again = transformers.AutoModelForCausalLM.from_pretrained(
        folder / "saved", dtype=torch.float32, attn_implementation="eager"
    ).eval()
    saved = numpy.abs(logits(again, ids) - expected).max()
    wanted = "gemma3_text" if model.config.model_type == "gemma3" else model.config.model_type
    passed = read <= tolerance and saved <= tolerance and again.config.model_type == wanted
    print(
        f"{name}: {length} positions x {expected.shape[1]} tokens, read {read:.1e}, saved as {again.config.model_type} "
        f"{saved:.1e}{'' if passed else '  FAILED'}",
        flush=True,
    )
    return passed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=pathlib.Path(".build/release/martlet"))
    parser.add_argument("--tolerance", type=float, default=1e-4)
    parser.add_argument("--only", help="check the models whose names contain this")
    arguments = parser.parse_args()
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    passed = True
    for name in family_fixtures.MODELS:
        if arguments.only and arguments.only not in name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            passed &= check(name, arguments.program, pathlib.Path(folder), arguments.tolerance)
    print("passed" if passed else "FAILED")
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
