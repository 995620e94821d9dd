"""PyTorch on nanoGPT's character-level CPU setting: wall time and validation loss as one line of JSON a mode.

4 layers, 128 wide, 4 heads, blocks of 64 characters, 12 a step, 2,000 steps; 90 percent of the text to learn from,
the last 10 percent to validate on; AdamW (betas 0.9 and 0.99, decay 0.1), 100 steps of warm-up to 1e-3, cosine down
to 1e-4, gradients clipped to norm 1, no dropout. The validation loss is the mean over the whole validation text, in
consecutive blocks.
"""

import argparse
import json
import math
import pathlib
import time

import torch

from llama_torch import MODES, Llama, Mode, Shape, optimizer, step

WARMUP, HIGHEST, LOWEST = 100, 1e-3, 1e-4


def learning_rate(index: int, steps: int) -> float:
    if index < WARMUP:
        return HIGHEST * (index + 1) / (WARMUP + 1)
    progress = (index - WARMUP) / max(1, steps - WARMUP)
    return LOWEST + 0.5 * (1 + math.cos(math.pi * progress)) * (HIGHEST - LOWEST)


@torch.no_grad()
def validation_loss(model: Llama, text: torch.Tensor, length: int) -> float:
    blocks = (len(text) - 1) // length
    tokens = text[: blocks * length].view(blocks, length)
    targets = text[1 : blocks * length + 1].view(blocks, length)
    total = sum(model(x, y).item() * len(x) for x, y in zip(tokens.split(64), targets.split(64)))
    return total / blocks


def run(text: torch.Tensor, shape: Shape, sequences: int, steps: int, seed: int, mode: Mode) -> dict:
    torch.manual_seed(seed)
    torch.compiler.reset()
    split = len(text) * 9 // 10
    train, held_out = text[:split], text[split:]
    plain = Llama(shape)
    model = torch.compile(plain) if mode.compiled else plain
    adamw = optimizer(plain, rate=HIGHEST, betas=(0.9, 0.99), decay=0.1)
    start = time.perf_counter()
    first = None
    for index in range(steps):
        for group in adamw.param_groups:
            group["lr"] = learning_rate(index, steps)
        offsets = torch.randint(len(train) - shape.length, (sequences, 1)) + torch.arange(shape.length)
        loss = step(model, adamw, mode, train[offsets], train[offsets + 1]).item()
        first = first or time.perf_counter() - start
    seconds = time.perf_counter() - start
    return {
        "peer": "PyTorch",
        "version": torch.__version__,
        "mode": mode.name,
        "threads": torch.get_num_threads(),
        "parameters": sum(p.numel() for p in plain.parameters()),
        "vocabulary": shape.vocabulary,
        "steps": steps,
        "train_seconds": seconds,
        "first_step_seconds": first,
        "tokens_per_second": steps * sequences * shape.length / seconds,
        "last_train_loss": loss,
        "validation_loss": validation_loss(plain, held_out, shape.length),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", type=pathlib.Path, help="the text, for example tinyshakespeare.txt")
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--sequences", type=int, default=12)
    parser.add_argument("--length", type=int, default=64)
    parser.add_argument("--intermediate-size", type=int, default=352)
    parser.add_argument("--seed", type=int, default=1337)
    parser.add_argument("--threads", type=int, default=0, help="0: as many as PyTorch chooses")
    parser.add_argument("--modes", nargs="+", choices=list(MODES), default=["fp32-eager", "fp32-compiled"],
                        metavar="MODE", help=f"any of {', '.join(MODES)}")
    arguments = parser.parse_args()
    if arguments.threads > 0:
        torch.set_num_threads(arguments.threads)
    characters = arguments.text.read_text(encoding="utf-8")
    ids = {character: index for index, character in enumerate(sorted(set(characters)))}
    text = torch.tensor([ids[character] for character in characters])
    shape = Shape(
        layers=4, hidden_size=128, heads=4, kv_heads=4, intermediate_size=arguments.intermediate_size,
        vocabulary=len(ids), length=arguments.length,
    )
    for name in arguments.modes:
        result = run(text, shape, arguments.sequences, arguments.steps, arguments.seed, MODES[name])
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
