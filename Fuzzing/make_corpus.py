#!/usr/bin/env python3
"""Writes Fuzzing/corpus: a few tiny inputs for each reader, for the fuzzer to change and the tests to replay.

    python3 Fuzzing/make_corpus.py
"""

import json
import os
import struct

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "corpus")


def put(kind, name, content):
    folder = os.path.join(FOLDER, kind)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


# safetensors: the length of a header, the header, the data.

def safetensors(header, size, padding=0):
    text = json.dumps(header, separators=(",", ":")).encode() + b" " * padding
    return struct.pack("<Q", len(text)) + text + bytes(i % 251 for i in range(size))


def write_safetensors():
    put("safetensors", "one", safetensors({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}, 8))
    put("safetensors", "nothing", safetensors({}, 0))
    sizes = {"F64": 8, "I64": 8, "F32": 4, "I32": 4, "BF16": 2, "F16": 2, "U16": 2, "I8": 1, "U8": 1, "BOOL": 1,
             "F8_E4M3": 1, "F8_E5M2": 1, "F8_E8M0": 1}
    header, offset = {"__metadata__": {"format": "pt"}}, 0
    for kind, size in sizes.items():
        header[kind.lower()] = {"dtype": kind, "shape": [2, 1, 3], "data_offsets": [offset, offset + 6 * size]}
        offset += 6 * size
    put("safetensors", "kinds", safetensors(header, offset, padding=5))
    put("safetensors", "shapes", safetensors({
        "scalar": {"dtype": "F32", "shape": [], "data_offsets": [0, 4]},
        "empty": {"dtype": "F32", "shape": [4, 0], "data_offsets": [4, 4]},
        "é\"\\": {"dtype": "U8", "shape": [1], "data_offsets": [4, 5]}}, 5))


# GGUF: counts, metadata, descriptions, data.

def text(value):
    value = value.encode() if isinstance(value, str) else value
    return struct.pack("<Q", len(value)) + value


def entry(key, kind, value):
    return text(key) + struct.pack("<I", kind) + value


def array(kind, elements):
    return struct.pack("<IQ", kind, len(elements)) + b"".join(elements)


def gguf(entries, tensors, version=3, alignment=32):
    """`tensors`: name, dimensions (the fastest first), type, bytes."""
    header = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(entries)) + b"".join(entries)
    data = b""
    for name, dimensions, kind, content in tensors:
        data += bytes(-len(data) % alignment)
        header += text(name) + struct.pack(f"<I{len(dimensions)}QIQ", len(dimensions), *dimensions, kind, len(data))
        data += content
    return header + bytes(-len(header) % alignment) + data


def write_gguf():
    put("gguf", "nothing", gguf([], []))
    kinds = [("B", 0, 200), ("b", 1, -3), ("H", 2, 60_000), ("h", 3, -3), ("I", 4, 7), ("i", 5, -7), ("f", 6, 1.5),
             ("?", 7, True), ("Q", 10, 2**63), ("q", 11, -1), ("d", 12, 0.25)]
    entries = [entry(f"k.{kind}", kind, struct.pack("<" + form, value)) for form, kind, value in kinds]
    entries += [
        entry("general.architecture", 8, text("llama")),
        entry("tokens", 9, array(8, [text("a"), text(""), text(b"\xc3")])),
        entry("scores", 9, array(6, [struct.pack("<f", -1.0)] * 3)),
        entry("nested", 9, array(9, [array(4, [struct.pack("<I", 1)]), array(8, [text("x")])])),
    ]
    put("gguf", "kinds", gguf(entries, []))
    put("gguf", "version2", gguf(entries[:3], [("a", [2], 0, bytes(8))], version=2))
    put("gguf", "aligned", gguf([entry("general.alignment", 4, struct.pack("<I", 64))],
                                [("a", [3, 2], 1, bytes(12)), ("b", [], 0, bytes(4)), ("c", [0, 5], 0, b"")],
                                alignment=64))
    # One block of every type that is read.
    sizes = {2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 10: (256, 84), 11: (256, 110),
             12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292), 20: (32, 18), 23: (256, 136), 30: (1, 2),
             39: (32, 17)}
    for kind, (elements, size) in sizes.items():
        content = bytes((7 * i + kind) % 256 for i in range(size))
        put("gguf", f"type{kind}", gguf([], [("t", [elements], kind, content)]))


# Jinja: what chat templates use.

JINJA = {
    "chat": "{{ bos_token }}{% for m in messages %}<|{{ m.role }}|>\n{{ m['content'] | trim }}\n{% endfor %}"
            "{%- if add_generation_prompt %}<|assistant|>\n{% endif %}",
    "tools": "{%- if tools %}{{ tools | tojson(indent=2) }}{% endif %}{% for m in messages if m.tool_calls %}"
             "{% for c in m.tool_calls %}{{ c.name ~ ':' ~ c.arguments | tojson }}{% endfor %}{% endfor %}",
    "macro": "{% macro f(a, b=2) %}{{ a }}-{{ b }}{{ caller() if caller }}{% endmacro %}{{ f(1) }}{{ f(a=3, b='x') }}"
             "{% call f(1) %}in{% endcall %}",
    "namespace": "{% set ns = namespace(i=0, s='') %}{% for x in range(5) %}{% if x == 2 %}{% continue %}{% endif %}"
                 "{% set ns.i = ns.i + x * 2 %}{% if loop.last or x > 3 %}{% break %}{% endif %}{% endfor %}{{ ns.i }}",
    "slices": "{{ text[1:-1:2] }}{{ text[::-1] }}{{ messages[-1].role }}{{ [1, 2, 3][:2] }}{{ (1, 'a') }}"
              "{{ {'k': [1.5, none]}.items() | list }}",
    "tests": "{{ n is defined and n is number and not (empty is none) }}{{ text is string }}{{ n in [1, 3] }}"
             "{{ 'Hello' in text }}{{ messages is iterable }}{{ n is divisibleby 3 }}{{ x is undefined }}",
    "filters": "{{ text | upper | replace('L', 'l') | length }}{{ [3, 1, 2] | sort | join(', ') }}{{ n | string }}"
               "{{ messages | map(attribute='role') | list }}{{ messages | selectattr('role', 'equalto', 'user') | list }}"
               "{{ '%s %d' % ('a', 2) }}{{ x | default('d') }}{{ text.split(' ') }}{{ {'a': 1} | dictsort }}",
    "numbers": "{{ 7 // 2 }}{{ -7 % 3 }}{{ 2 ** 10 }}{{ 1 / 3 }}{{ 1e3 }}{{ 9223372036854775807 }}{{ 1 if n > 2 else 0 }}",
    "blocks": "{# note #}{% raw %}{{ x }}{% endraw %}{% set y %}t{{ n }}{% endset %}{{ y }}{% filter upper %}a{% endfilter %}"
              "{% generation %}{{ n }}{% endgeneration %}{% if n %}a{% elif x %}b{% else %}c{% endif %}",
    "raise": "{% if n == 4 %}{{ raise_exception('no') }}{% endif %}{{ strftime_now('%Y-%m-%d') if strftime_now is defined }}",
    "doubling": "{% set ns = namespace(s='ab') %}{% for i in range(30) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
    "whitespace": "  {%- for a in 'xyz' -%} \n {{- a }} {%+ if true %}\n{% endif %}\n{%- endfor %}",
}


# tokenizer.json: a model of each kind, with each kind of step around it.

def tokenizer(model, **steps):
    base = {"version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "normalizer": None,
            "pre_tokenizer": None, "post_processor": None, "decoder": None, "model": model}
    return json.dumps({**base, **steps}, ensure_ascii=False)


def special(number, content):
    return {"id": number, "content": content, "single_word": False, "lstrip": False, "rstrip": False,
            "normalized": False, "special": True}


def bpe(vocabulary, merges, **settings):
    return {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None,
            "end_of_word_suffix": None, "fuse_unk": False, "byte_fallback": False, "ignore_merges": False,
            "vocab": vocabulary, "merges": merges, **settings}


def byte_alphabet():
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    rest = [byte for byte in range(256) if byte not in printable]
    return [chr(byte) for byte in printable] + [chr(256 + i) for i in range(len(rest))]


GPT2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"


def write_tokenizer_json():
    letters = {letter: i for i, letter in enumerate(byte_alphabet())}
    vocabulary = {**letters, "he": 256, "ll": 257, "hell": 258, "Ġa": 259}
    level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    put("tokenizer_json", "bytelevel", tokenizer(
        bpe(vocabulary, ["h e", "l l", "he ll", "Ġ a"]), pre_tokenizer=level, decoder=level,
        added_tokens=[special(260, "<s>"), special(261, "<|im_end|>")],
        post_processor={"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": False, "use_regex": True}))
    put("tokenizer_json", "split", tokenizer(
        bpe(vocabulary, [["h", "e"], ["l", "l"]], ignore_merges=True),
        normalizer={"type": "NFC"}, decoder=level, pre_tokenizer={"type": "Sequence", "pretokenizers": [
            {"type": "Split", "pattern": {"Regex": GPT2}, "behavior": "Isolated", "invert": False},
            {**level, "use_regex": False}]}))
    pieces = {"<unk>": 0, "<s>": 1, "</s>": 2, **{f"<0x{i:02X}>": 3 + i for i in range(256)}, "▁": 259, "a": 260,
              "▁a": 261}
    put("tokenizer_json", "llama", tokenizer(
        bpe(pieces, ["▁ a"], unk_token="<unk>", fuse_unk=True, byte_fallback=True),
        added_tokens=[special(0, "<unk>"), special(1, "<s>"), special(2, "</s>")],
        normalizer={"type": "Sequence", "normalizers": [
            {"type": "Prepend", "prepend": "▁"}, {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]},
        decoder={"type": "Sequence", "decoders": [
            {"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"},
            {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
        post_processor={"type": "TemplateProcessing",
                        "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
                        "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
                        "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}}}))
    words = {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "he": 4, "##llo": 5, "a": 6, ",": 7}
    put("tokenizer_json", "wordpiece", tokenizer(
        {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
         "vocab": words},
        added_tokens=[special(i, name) for name, i in list(words.items())[:4]],
        normalizer={"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None,
                    "lowercase": True},
        pre_tokenizer={"type": "BertPreTokenizer"},
        post_processor={"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]},
        decoder={"type": "WordPiece", "prefix": "##", "cleanup": True}))
    put("tokenizer_json", "unigram", tokenizer(
        {"type": "Unigram", "unk_id": 0, "byte_fallback": False,
         "vocab": [["<unk>", 0.0], ["▁", -2.5], ["a", -3.0], ["▁a", -3.5], ["b", -4.0]]},
        normalizer={"type": "NFKC"},
        pre_tokenizer={"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        decoder={"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}))


# SentencePiece: protocol buffers, field by field.

def varint(number):
    out = b""
    while True:
        number, low = number >> 7, number & 127
        out += bytes([low | (128 if number else 0)])
        if not number:
            return out


def field(number, value):
    if isinstance(value, float):
        return varint(number << 3 | 5) + struct.pack("<f", value)
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    value = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(value)) + value


def sentencepiece(kind, pieces, normalizer=b"", **trainer):
    """`kind`: 1 Unigram, 2 BPE; `pieces`: text, score, type (1 normal, 2 unknown, 3 control, 4 user, 6 byte)."""
    out = b"".join(field(1, field(1, text) + field(2, score) + (field(3, type) if type != 1 else b""))
                   for text, score, type in pieces)
    spec = field(3, kind) + field(4, len(pieces)) + b"".join(field(number, value) for number, value in trainer.values())
    return out + field(2, spec) + field(3, normalizer)


def write_sentencepiece():
    controls = [("<unk>", 0.0, 2), ("<s>", 0.0, 3), ("</s>", 0.0, 3)]
    letters = [("▁", -2.0, 1), ("a", -3.0, 1), ("b", -3.5, 1), ("▁a", -2.5, 1), ("ab", -4.0, 1)]
    identity = field(1, "identity") + field(3, 1) + field(4, 1) + field(5, 1)
    put("sentencepiece", "unigram", sentencepiece(1, controls + letters, identity))
    put("sentencepiece", "bpe", sentencepiece(2, controls + letters, identity, user=(35, 1)))
    fallback = [(f"<0x{i:02X}>", 0.0, 6) for i in range(256)]
    put("sentencepiece", "bytes", sentencepiece(2, controls + fallback + letters, identity, fallback=(35, 1)))
    put("sentencepiece", "user", sentencepiece(1, controls + [("<|x|>", 0.0, 4), ("  ", 0.0, 4)] + letters,
                                               field(1, "identity") + field(3, 0) + field(4, 0)))
    # A double-array trie of one unit that maps nothing, and an empty pool of replacements.
    charsmap = struct.pack("<I", 4) + struct.pack("<I", 0) + b"\0"
    put("sentencepiece", "charsmap", sentencepiece(1, controls + letters, field(1, "nmt_nfkc") + field(2, charsmap)))


# Saved keys and values: magic, the length of a header, the header, tokens, pages, a hash, which the target sets right.

def kv_snapshot(tokens, **changes):
    header = {"model": "a model", "fingerprint": "", "format": "float16", "layers": 1, "heads": 1, "head_size": 16,
              "page_positions": 64, "tokens": tokens} | changes
    text = json.dumps(header, separators=(",", ":")).encode()
    width = {"float32": 4, "float16": 2, "bfloat16": 2}[header["format"]]
    size = header["layers"] * header["heads"] * 2 * 64 * header["head_size"] * width * ((tokens + 63) // 64)
    return (b"MRTLKV01" + struct.pack("<I", len(text)) + text + struct.pack(f"<{tokens}i", *(i % 8 for i in range(tokens)))
            + bytes(i % 127 for i in range(size)) + bytes(8))


def write_kv_snapshot():
    put("kv_snapshot", "one", kv_snapshot(5))
    put("kv_snapshot", "two", kv_snapshot(70))
    put("kv_snapshot", "float32", kv_snapshot(3, format="float32"))
    put("kv_snapshot", "layers", kv_snapshot(3, layers=2))


def main():
    write_safetensors()
    write_gguf()
    for name, template in JINJA.items():
        put("jinja", name, template)
    write_tokenizer_json()
    write_sentencepiece()
    write_kv_snapshot()
    for kind in sorted(os.listdir(FOLDER)):
        files = [os.path.join(FOLDER, kind, name) for name in os.listdir(os.path.join(FOLDER, kind))]
        print(f"{kind}: {len(files)} files, {sum(map(os.path.getsize, files))} bytes")


if __name__ == "__main__":
    main()
