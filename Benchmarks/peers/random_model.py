#!/usr/bin/env python3
"""Writes models of random weights as GGUF files, for measuring speed: what is in a weight changes nothing of it.

    Benchmarks/peers/setup.sh
    .venv-peers/bin/python Benchmarks/peers/random_model.py 135m models/135m --types Q8_0,Q4_0,Q4_K_M
    .venv-peers/bin/python Benchmarks/peers/random_model.py 1.1b models/1.1b

The shapes are those of SmolLM2-135M and TinyLlama-1.1B. The file of 16-bit floats is written here, the others are made from it
by llama.cpp's own quantizer, so that a mixture such as Q4_K_M is the one that people download.
"""

import argparse
import os

import gguf
import llama_cpp
import numpy

SHAPES = {
    "135m": dict(layers=30, hidden=576, ffn=1536, heads=9, kv_heads=3, vocabulary=49152, context=8192, tied=True),
    "1.1b": dict(layers=22, hidden=2048, ffn=5632, heads=32, kv_heads=4, vocabulary=32000, context=4096, tied=False),
    # For trying the script, and for tests of what uses it.
    "tiny": dict(layers=2, hidden=256, ffn=512, heads=4, kv_heads=2, vocabulary=512, context=512, tied=True),
}
TYPES = {
    "BF16": llama_cpp.LLAMA_FTYPE_MOSTLY_BF16,
    "Q8_0": llama_cpp.LLAMA_FTYPE_MOSTLY_Q8_0,
    "Q4_0": llama_cpp.LLAMA_FTYPE_MOSTLY_Q4_0,
    "Q4_K_M": llama_cpp.LLAMA_FTYPE_MOSTLY_Q4_K_M,
    "Q5_K_M": llama_cpp.LLAMA_FTYPE_MOSTLY_Q5_K_M,
    "Q6_K": llama_cpp.LLAMA_FTYPE_MOSTLY_Q6_K,
}


def vocabulary(size):
    """A SentencePiece vocabulary: the special tokens, the 256 bytes, and made-up words."""
    tokens = ["<unk>", "<s>", "</s>"] + [f"<0x{byte:02X}>" for byte in range(256)]
    kinds = [gguf.TokenType.UNKNOWN, gguf.TokenType.CONTROL, gguf.TokenType.CONTROL] + [gguf.TokenType.BYTE] * 256
    letters = "abcdefghijklmnopqrstuvwxyz"
    word = 0
    while len(tokens) < size:
        number, text = word, "\u2581" if word % 2 else ""
        while True:
            text += letters[number % 26]
            number //= 26
            if number == 0:
                break
        if text not in tokens[-1:]:
            tokens.append(f"{text}{word % 7}" if word >= 52 else text)
        word += 1
    kinds += [gguf.TokenType.NORMAL] * (size - len(kinds))
    scores = [0.0] * 259 + [-float(place) for place in range(size - 259)]
    return tokens[:size], scores, kinds


def write(path, shape, seed):
    """The model in F16."""
    random = numpy.random.default_rng(seed)
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_context_length(shape["context"])
    writer.add_embedding_length(shape["hidden"])
    writer.add_block_count(shape["layers"])
    writer.add_feed_forward_length(shape["ffn"])
    writer.add_head_count(shape["heads"])
    writer.add_head_count_kv(shape["kv_heads"])
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(10000.0)
    writer.add_rope_dimension_count(shape["hidden"] // shape["heads"])
    writer.add_vocab_size(shape["vocabulary"])
    writer.add_file_type(int(gguf.LlamaFileType.MOSTLY_F16))
    tokens, scores, kinds = vocabulary(shape["vocabulary"])
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores(scores)
    writer.add_token_types(kinds)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)

    def matrix(name, rows, columns):
        # A normal number for each element would take most of the time; a shuffled table looks the same to a processor.
        table = (random.standard_normal(1 << 20) / numpy.sqrt(columns)).astype(numpy.float16)
        places = random.integers(0, len(table) - columns, rows)
        writer.add_tensor(name, numpy.stack([table[place : place + columns] for place in places]))

    hidden, ffn, head = shape["hidden"], shape["ffn"], shape["hidden"] // shape["heads"]
    ones = numpy.ones(hidden, dtype=numpy.float32)
    matrix("token_embd.weight", shape["vocabulary"], hidden)
    writer.add_tensor("output_norm.weight", ones)
    if not shape["tied"]:
        matrix("output.weight", shape["vocabulary"], hidden)
    for layer in range(shape["layers"]):
        name = f"blk.{layer}"
        writer.add_tensor(f"{name}.attn_norm.weight", ones)
        writer.add_tensor(f"{name}.ffn_norm.weight", ones)
        matrix(f"{name}.attn_q.weight", hidden, hidden)
        matrix(f"{name}.attn_k.weight", shape["kv_heads"] * head, hidden)
        matrix(f"{name}.attn_v.weight", shape["kv_heads"] * head, hidden)
        matrix(f"{name}.attn_output.weight", hidden, hidden)
        matrix(f"{name}.ffn_gate.weight", ffn, hidden)
        matrix(f"{name}.ffn_up.weight", ffn, hidden)
        matrix(f"{name}.ffn_down.weight", hidden, ffn)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shape", choices=SHAPES)
    parser.add_argument("folder", help="receives F16.gguf, Q8_0.gguf, ...; files that are there are kept")
    parser.add_argument("--types", default="F16," + ",".join(TYPES), help="comma-separated (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    source = os.path.join(options.folder, "F16.gguf")
    if not os.path.exists(source):
        write(source + ".part", SHAPES[options.shape], options.seed)
        os.rename(source + ".part", source)
    for name in options.types.split(","):
        target = os.path.join(options.folder, f"{name}.gguf")
        if os.path.exists(target):
            continue
        parameters = llama_cpp.llama_model_quantize_default_params()
        parameters.ftype = TYPES[name]
        parameters.nthread = 2
        failure = llama_cpp.llama_model_quantize(
            source.encode(), (target + ".part").encode(), llama_cpp.ctypes.byref(parameters))
        if failure:
            raise SystemExit(f"{target}: llama.cpp could not write {name}")
        os.rename(target + ".part", target)
        print(target, flush=True)


if __name__ == "__main__":
    main()
