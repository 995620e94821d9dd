"""Weights of small random models by a formula that Tests/TestSupport/FormulaWeights.swift repeats.

A sequence of SplitMix64 for each tensor, seeded by the 64-bit FNV-1a hash of its name, gives uniform numbers in
[-0.08, 0.08); those of vectors named weight, which are the weights of norms, have 1 added. Computed in double precision
and rounded to float32.
"""

import numpy
import torch


def fnv1a(name: str) -> int:
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return value


def values(name: str, shape: tuple[int, ...]) -> numpy.ndarray:
    """The elements of the tensor `name`."""
    count = int(numpy.prod(shape))
    with numpy.errstate(over="ignore"):
        state = numpy.uint64(fnv1a(name)) + numpy.arange(1, count + 1, dtype=numpy.uint64) * numpy.uint64(
            0x9E3779B97F4A7C15
        )
        state = (state ^ (state >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        state = (state ^ (state >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        state = state ^ (state >> numpy.uint64(31))
    uniform = (state >> numpy.uint64(11)).astype(numpy.float64) * 2.0**-53
    shift = 1.0 if len(shape) == 1 and name.endswith("weight") else 0.0
    return (shift + (2 * uniform - 1) * 0.08).astype(numpy.float32).reshape(shape)


def fill(model: torch.nn.Module) -> list:
    """Gives every weight of `model` its values, and returns the list of names and shapes that a fixture keeps.

    A tied output matrix goes by the name of the embedding, as in the files that transformers writes.
    """
    named = {}
    for name, parameter in sorted(model.named_parameters(remove_duplicate=False), key=lambda pair: "embed" not in pair[0]):
        if not any(parameter is other for other in named.values()):
            named[name] = parameter
    with torch.no_grad():
        for name, parameter in named.items():
            parameter.copy_(torch.from_numpy(values(name, tuple(parameter.shape))))
    return [[name, list(named[name].shape)] for name in sorted(named)]
