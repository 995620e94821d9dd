"""Speed of llama.cpp on this CPU: it does its part of `martlet bench generate` when it is told to.

Prints {"ready": true}, and then answers each line of its input with {"seconds": ...}:

    prefill N        a prompt of N tokens in an empty cache
    decode N M       M tokens, one after another, behind N in the cache
    batch S N M      M steps of S sequences at once, behind N tokens each
"""

import argparse
import json
import random
import sys
import time

import llama_cpp

# The worker threads go on spinning for a while after their work; the other side shall not compete with them.
PAUSE_AFTER_A_TURN = 0.05


class Engine:
    def __init__(self, path: str, context: int, threads: int, sequences: int) -> None:
        llama_cpp.llama_backend_init()
        llama_cpp.llama_log_set(self.silence, None)
        self.model = llama_cpp.llama_model_load_from_file(path.encode(), llama_cpp.llama_model_default_params())
        options = llama_cpp.llama_context_default_params()
        # Every sequence has cells of its own.
        options.n_ctx = context * sequences
        options.n_batch = options.n_ubatch = 512
        options.n_threads = options.n_threads_batch = threads
        options.n_seq_max = sequences
        self.context = llama_cpp.llama_init_from_model(self.model, options)
        self.vocabulary = llama_cpp.llama_vocab_n_tokens(llama_cpp.llama_model_get_vocab(self.model))
        self.batch = llama_cpp.llama_batch_init(512, 0, 1)
        self.random = random.Random(0)

    @staticmethod
    @llama_cpp.llama_log_callback
    def silence(level, text, user):
        pass

    def run(self, rows: list) -> None:
        """One pass over (position, sequence, whether logits are wanted)."""
        self.batch.n_tokens = len(rows)
        for place, (position, sequence, wanted) in enumerate(rows):
            self.batch.token[place] = self.random.randrange(300, self.vocabulary)
            self.batch.pos[place] = position
            self.batch.n_seq_id[place] = 1
            self.batch.seq_id[place][0] = sequence
            self.batch.logits[place] = wanted
        if llama_cpp.llama_decode(self.context, self.batch) != 0:
            raise SystemExit("llama_decode failed")
        llama_cpp.llama_synchronize(self.context)

    def clear(self) -> None:
        llama_cpp.llama_memory_clear(llama_cpp.llama_get_memory(self.context), True)

    def prompt(self, count: int, sequence: int = 0) -> None:
        for start in range(0, count, 512):
            end = min(count, start + 512)
            self.run([(position, sequence, position == count - 1) for position in range(start, end)])

    def prefill(self, count: int) -> float:
        self.clear()
        start = time.perf_counter()
        self.prompt(count)
        return time.perf_counter() - start

    def batch_steps(self, sequences: int, behind: int, steps: int) -> float:
        self.clear()
        for sequence in range(sequences):
            self.prompt(behind, sequence)
        start = time.perf_counter()
        for step in range(steps):
            self.run([(behind + step, sequence, True) for sequence in range(sequences)])
        return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--context", type=int, default=1024, help="tokens of a sequence (default: %(default)s)")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--sequences", type=int, default=16)
    options = parser.parse_args()
    engine = Engine(options.model, options.context, options.threads, options.sequences)
    engine.prefill(16)
    print(json.dumps({"ready": True, "version": llama_cpp.__version__}), flush=True)
    for line in sys.stdin:
        kind, *numbers = line.split()
        numbers = [int(number) for number in numbers]
        if kind == "prefill":
            seconds = engine.prefill(*numbers)
        elif kind == "decode":
            seconds = engine.batch_steps(1, *numbers)
        else:
            seconds = engine.batch_steps(*numbers)
        time.sleep(PAUSE_AFTER_A_TURN)
        print(json.dumps({"seconds": seconds}), flush=True)


if __name__ == "__main__":
    main()
