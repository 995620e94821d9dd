#!/usr/bin/env python3
"""Writes Tests/Fixtures/tokenizers/characters.json: what Hugging Face `tokenizers` takes each character for.

    python3 -m venv .venv-peers && .venv-peers/bin/pip install tokenizers
    .venv-peers/bin/python Tests/clients/tokenizer_characters.py

The sets are lists of ranges. Of the normalizers there is a check sum for each block of 256 characters that one of them
changes, and what they make of random sequences of the characters that matter to them.
"""

import json
import pathlib
import random

from tokenizers import normalizers, pre_tokenizers

OUTPUT = pathlib.Path(__file__).parent.parent / "Fixtures" / "tokenizers" / "characters.json"
CHARACTERS = [chr(value) for value in range(1, 0x110000) if not 0xD800 <= value < 0xE000]
FORMS = {
    "nfc": normalizers.NFC(), "nfd": normalizers.NFD(), "nfkc": normalizers.NFKC(), "nfkd": normalizers.NFKD(),
    "lowercase": normalizers.Lowercase(),
    "bert": normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True),
}


def ranges(belongs):
    result = []
    for value in (ord(character) for character in CHARACTERS if belongs(character)):
        if result and result[-1] == value - 1:
            result[-1] = value
        else:
            result += [value, value]
    return result


def sets():
    def pieces(cutter):
        return lambda character: len(cutter.pre_tokenize_str("a" + character + "b"))

    def vanishes(normalizer):
        return lambda character: normalizer.normalize_str("a" + character + "b") == "ab"

    clean = normalizers.BertNormalizer(True, False, False, False)
    accents = normalizers.BertNormalizer(False, False, True, False)
    spaces = pieces(pre_tokenizers.WhitespaceSplit())
    words = pieces(pre_tokenizers.Whitespace())
    punctuation = pieces(pre_tokenizers.Punctuation())
    numbers = pieces(pre_tokenizers.Digits(individual_digits=True))
    return {
        "space": ranges(lambda character: spaces(character) == 2),
        "number": ranges(lambda character: numbers(character) == 3),
        "punctuation": ranges(lambda character: punctuation(character) == 3),
        "word": ranges(lambda character: words(character) == 1),
        "mark": ranges(vanishes(normalizers.StripAccents())),
        "nonspacingMark": ranges(vanishes(accents)),
        "removed": ranges(vanishes(clean)),
    }


def checksum(text):
    """FNV-1a of the UTF-8 bytes, 32 bits."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def blocks(normalizer):
    result = {}
    for block in range(0x1100):
        characters = [chr(value) for value in range(max(block * 256, 1), block * 256 + 256)
                      if not 0xD800 <= value < 0xE000]
        outputs = [normalizer.normalize_str(character) for character in characters]
        if outputs != characters:
            result[f"{block * 256:X}"] = checksum("\n".join(outputs))
    return result


def sequences():
    generator = random.Random(7)
    matter = [character for character in CHARACTERS
              if any(FORMS[form].normalize_str(character) != character for form in ("nfc", "nfd", "nfkd"))
              or FORMS["bert"].normalize_str("a" + character) == "a"]
    hangul = [chr(value) for value in (*range(0x1100, 0x1113), *range(0x1161, 0x1176), *range(0x11A8, 0x11C3))]
    marks = [character for character in matter if normalizers.StripAccents().normalize_str(character) == ""]
    texts = []
    for _ in range(200):
        parts = []
        for _ in range(generator.randrange(1, 9)):
            kind = generator.randrange(6)
            if kind < 2:
                parts.append(generator.choice("aeiouAEOncsyKZ1 "))
            elif kind < 4:
                parts.append("".join(generator.choice(marks[:400]) for _ in range(generator.randrange(1, 4))))
            elif kind == 4:
                parts.append("".join(generator.choice(hangul) for _ in range(generator.randrange(1, 4))))
            else:
                parts.append(generator.choice(matter))
        texts.append("".join(parts))
    return [[text, *(FORMS[form].normalize_str(text) for form in ("nfc", "nfd", "nfkc", "nfkd", "bert", "lowercase"))]
            for text in texts]


def main():
    document = {"sets": sets(), "blocks": {name: blocks(form) for name, form in FORMS.items()},
                "sequences": sequences()}
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text(json.dumps(document, separators=(",", ":")) + "\n")
    print(f"{OUTPUT}: {OUTPUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
