#!/usr/bin/env python3
"""Writes Tests/Fixtures/blocks.json: rows that llama.cpp quantized, what `gguf` reads from them, and their errors.

    .venv-peers/bin/python Tests/clients/block_fixtures.py

The tests in Swift read that file, so that they need no Python. The numbers are drawn as the tests draw them.
"""

import base64
import ctypes
import glob
import json
import os

import gguf
import llama_cpp
import numpy

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TYPES = ["F16", "BF16", "Q8_0", "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K", "IQ4_NL",
         "IQ4_XS", "MXFP4"]
SEARCHED = ["Q4_0", "Q8_0", "Q4_K", "Q5_K", "Q6_K"]
ROW = 4096


def library():
    folder = os.path.join(os.path.dirname(llama_cpp.__file__), "lib")
    library = ctypes.CDLL(glob.glob(os.path.join(folder, "*ggml-base.*"))[0])
    library.ggml_quantize_chunk.restype = ctypes.c_size_t
    library.ggml_quantize_chunk.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64,
                                            ctypes.c_int64, ctypes.c_int64, ctypes.c_void_p]
    return library


GGML = library()


def draws(count, seed):
    """The first `count` numbers of SplitMix64."""
    with numpy.errstate(over="ignore"):
        state = numpy.uint64(seed) + numpy.arange(1, count + 1, dtype=numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15)
        state = (state ^ (state >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        state = (state ^ (state >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        return state ^ (state >> numpy.uint64(31))


def normal(count, seed):
    """Nearly normal numbers of deviation 1/64: sums of twelve uniform ones, without a rounding."""
    sums = (draws(12 * count, seed) >> numpy.uint64(44)).reshape(count, 12).sum(axis=1).astype(numpy.int64)
    return ((sums - 6 * 2**20) / 2**26).astype(numpy.float32)


def quantize(values, name, importance=None):
    """What llama.cpp makes of rows of 4,096 numbers."""
    kind = gguf.GGMLQuantizationType[name]
    block, size = gguf.GGML_QUANT_SIZES[kind]
    target = numpy.zeros(values.size // block * size, dtype=numpy.uint8)
    rows = max(1, values.size // ROW)
    weights = importance.ctypes.data if importance is not None else None
    GGML.ggml_quantize_chunk(kind.value, values.ctypes.data, target.ctypes.data, 0, rows, values.size // rows, weights)
    return target


def read(blocks, name):
    return numpy.asarray(gguf.quants.dequantize(blocks, gguf.GGMLQuantizationType[name]), dtype=numpy.float32)


def text(array):
    return base64.b64encode(array.tobytes()).decode()


def main():
    formats = {}
    values = normal(512, seed=1)
    waves = (0.1 + 2 * numpy.cos(numpy.arange(ROW))).astype(numpy.float32)
    for name in TYPES:
        blocks = quantize(values, name)
        wave_error = numpy.sqrt(numpy.square(read(quantize(waves, name), name) - waves.astype(float)).sum()) / ROW
        formats[name] = {"blocks": text(blocks), "values": text(read(blocks, name)), "wave_error": round(wave_error, 6)}
    rows = normal(16 * ROW, seed=2)
    importance = (numpy.arange(ROW) % 13 + 1).astype(numpy.float32)
    for name in SEARCHED:
        difference = read(quantize(rows, name), name) - rows.astype(float)
        weighted = read(quantize(rows, name, importance), name) - rows.astype(float)
        formats[name]["squared_error"] = float(numpy.square(difference).sum())
        formats[name]["weighted_error"] = float((numpy.square(weighted) * numpy.tile(importance, 16)).sum())
    path = os.path.join(ROOT, "Tests", "Fixtures", "blocks.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"formats": formats}, file, indent=0)
        file.write("\n")
    print(f"{len(formats)} formats, {os.path.getsize(path)} bytes")


if __name__ == "__main__":
    main()
