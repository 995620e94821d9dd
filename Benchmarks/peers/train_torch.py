"""Training throughput of PyTorch on this CPU, in tokens per second: one line of JSON a mode.

The model, the batch and what a step consists of are those of `martlet bench train`. The figure is the number of
tokens of a step over the median time of the measured steps; making the batch is outside the clock.
"""

import argparse
import json
import statistics
import time

import torch

from llama_torch import MODES, Llama, Mode, Shape, optimizer, step


def measure(shape: Shape, sequences: int, steps: int, warmup: int, mode: Mode) -> dict:
    torch.manual_seed(0)
    torch.compiler.reset()
    plain = Llama(shape)
    model = torch.compile(plain) if mode.compiled else plain
    adamw = optimizer(plain, rate=3e-4, betas=(0.9, 0.95), decay=0.1)
    seconds = []
    for _ in range(warmup + steps):
        tokens = torch.randint(shape.vocabulary, (sequences, shape.length))
        targets = torch.randint(shape.vocabulary, (sequences, shape.length))
        start = time.perf_counter()
        loss = step(model, adamw, mode, tokens, targets).item()
        seconds.append(time.perf_counter() - start)
    measured = seconds[warmup:]
    tokens_per_step = sequences * shape.length
    return {
        "peer": "PyTorch",
        "version": torch.__version__,
        "mode": mode.name,
        "threads": torch.get_num_threads(),
        "parameters": sum(p.numel() for p in plain.parameters()),
        "tokens_per_second": tokens_per_step / statistics.median(measured),
        "best_tokens_per_second": tokens_per_step / min(measured),
        "step_milliseconds": statistics.median(measured) * 1e3,
        "first_step_seconds": seconds[0],
        "loss": loss,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--hidden-size", type=int, default=256)
    parser.add_argument("--heads", type=int, default=8)
    parser.add_argument("--kv-heads", type=int, default=4)
    parser.add_argument("--intermediate-size", type=int, default=704)
    parser.add_argument("--vocabulary", type=int, default=4096)
    parser.add_argument("--length", type=int, default=256, help="tokens of a sequence")
    parser.add_argument("--sequences", type=int, default=16, help="sequences of a step")
    parser.add_argument("--steps", type=int, default=10, help="measured steps")
    parser.add_argument("--warmup", type=int, default=2, help="steps before the measured ones")
    parser.add_argument("--threads", type=int, default=0, help="0: as many as PyTorch chooses")
    parser.add_argument("--modes", nargs="+", choices=list(MODES), default=list(MODES), metavar="MODE",
                        help=f"any of {', '.join(MODES)}; all of them by default")
    arguments = parser.parse_args()
    if arguments.threads > 0:
        torch.set_num_threads(arguments.threads)
    shape = Shape(
        layers=arguments.layers,
        hidden_size=arguments.hidden_size,
        heads=arguments.heads,
        kv_heads=arguments.kv_heads,
        intermediate_size=arguments.intermediate_size,
        vocabulary=arguments.vocabulary,
        length=arguments.length,
    )
    for name in arguments.modes:
        result = measure(shape, arguments.sequences, arguments.steps, arguments.warmup, MODES[name])
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
