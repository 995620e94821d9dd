#!/usr/bin/env python3
"""Writes Tests/Fixtures/tiny.gguf with the `gguf` package: metadata of every kind and tensors of several types.

    .venv-peers/bin/python Tests/clients/gguf_fixtures.py
    .venv-peers/bin/python Tests/clients/gguf_fixtures.py FILE.gguf    # says what `gguf` reads from a file

The tests in Swift read the file, and write the same one byte for byte: what `gguf` reads of the one it reads of the other.
"""

import os
import sys

import gguf
import numpy

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def write(path):
    writer = gguf.GGUFWriter(path, "tiny")
    writer.add_uint8("kinds.u8", 200)
    writer.add_int8("kinds.i8", -56)
    writer.add_uint16("kinds.u16", 60_000)
    writer.add_int16("kinds.i16", -3)
    writer.add_uint32("kinds.u32", 2**32 - 1)
    writer.add_int32("kinds.i32", -(2**31))
    writer.add_float32("kinds.f32", 1.5)
    writer.add_bool("kinds.bool", True)
    writer.add_string("kinds.string", "é and more")
    writer.add_uint64("kinds.u64", 2**64 - 1)
    writer.add_int64("kinds.i64", -(2**63))
    writer.add_float64("kinds.f64", -0.25)
    writer.add_array("kinds.strings", ["a", "", "é"])
    writer.add_array("kinds.ints", [-1, 7, 0])
    writer.add_array("kinds.floats", [0.5, -1.0])
    writer.add_array("kinds.bools", [False, True])
    numbers = numpy.arange(-32, 32, dtype=numpy.float32).reshape(2, 32) / 8
    writer.add_tensor("numbers.f32", numbers)
    writer.add_tensor("numbers.f16", numbers.astype(numpy.float16))
    for name in ["BF16", "Q8_0"]:
        kind = gguf.GGMLQuantizationType[name]
        writer.add_tensor(f"numbers.{name.lower()}", gguf.quants.quantize(numbers, kind), raw_dtype=kind)
    writer.add_tensor("ints", numpy.array([1, -2, 3], dtype=numpy.int32))
    writer.add_tensor("cube", numpy.arange(24, dtype=numpy.float32).reshape(2, 3, 4))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def show(path):
    reader = gguf.GGUFReader(path)
    for field in reader.fields.values():
        value = field.contents()
        print(f"{field.name} = {value if not isinstance(value, list) or len(value) < 9 else f'{len(value)} elements'}")
    for tensor in reader.tensors:
        is_plain = tensor.data.dtype.kind in "fi"
        values = tensor.data if is_plain else gguf.quants.dequantize(tensor.data, tensor.tensor_type)
        print(f"{tensor.name}: {tensor.tensor_type.name} {list(reversed(tensor.shape.tolist()))}, mean {values.mean():.6g}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        show(sys.argv[1])
    else:
        path = os.path.join(ROOT, "Tests", "Fixtures", "tiny.gguf")
        write(path)
        show(path)
