"""Training throughput of PyTorch on this CPU, in tokens per second: one line of JSON a mode.

The model, the batch and what a step consists of are those of `martlet bench train`. The figure is the number of
tokens of a step over the median time of the measured steps; making the batch is outside the clock.

With --turns the script takes turns with somebody else: it prepares every mode, prints {"ready": true}, and then, for
each line "MODE STEPS" of its input, takes that many steps and prints their seconds.
"""

import argparse
import json
import statistics
import sys
import time

import torch

from llama_torch import MODES, Llama, Mode, Shape, optimizer, step

# PyTorch's worker threads go on spinning for a while after their work; the other side shall not compete with them.
PAUSE_AFTER_A_TURN = 0.3


class Side:
    """One mode of PyTorch with a model of its own."""

    def __init__(self, shape: Shape, sequences: int, mode: Mode) -> None:
        torch.manual_seed(0)
        self.shape, self.sequences, self.mode = shape, sequences, mode
        self.plain = Llama(shape)
        self.model = torch.compile(self.plain) if mode.compiled else self.plain
        self.adamw = optimizer(self.plain, rate=3e-4, betas=(0.9, 0.95), decay=0.1)
        self.loss = 0.0

    def seconds(self) -> float:
        """Takes one step."""
        tokens = torch.randint(self.shape.vocabulary, (self.sequences, self.shape.length))
        targets = torch.randint(self.shape.vocabulary, (self.sequences, self.shape.length))
        start = time.perf_counter()
        self.loss = step(self.model, self.adamw, self.mode, tokens, targets).item()
        return time.perf_counter() - start


def measure(shape: Shape, sequences: int, steps: int, warmup: int, mode: Mode) -> dict:
    torch.compiler.reset()
    side = Side(shape, sequences, mode)
    seconds = [side.seconds() for _ in range(warmup + steps)]
    measured = seconds[warmup:]
    tokens_per_step = sequences * shape.length
    return {
        "peer": "PyTorch",
        "version": torch.__version__,
        "mode": mode.name,
        "threads": torch.get_num_threads(),
        "parameters": sum(p.numel() for p in side.plain.parameters()),
        "tokens_per_second": tokens_per_step / statistics.median(measured),
        "best_tokens_per_second": tokens_per_step / min(measured),
        "step_milliseconds": statistics.median(measured) * 1e3,
        "first_step_seconds": seconds[0],
        "loss": side.loss,
    }


def take_turns(shape: Shape, sequences: int, warmup: int, modes: list[str]) -> None:
    sides = {name: Side(shape, sequences, MODES[name]) for name in modes}
    for side in sides.values():
        for _ in range(max(1, warmup)):
            side.seconds()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        name, steps = line.split()
        seconds = [sides[name].seconds() for _ in range(int(steps))]
        time.sleep(PAUSE_AFTER_A_TURN)
        print(json.dumps({"mode": name, "seconds": seconds}), flush=True)


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
    parser.add_argument("--turns", action="store_true", help="take steps when told to, in turns with another program")
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
    if arguments.turns:
        take_turns(shape, arguments.sequences, arguments.warmup, arguments.modes)
        return
    for name in arguments.modes:
        result = measure(shape, arguments.sequences, arguments.steps, arguments.warmup, MODES[name])
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
