"""Makes Tests/Fixtures/sentencepiece: tiny SentencePiece models of every kind, with the ids and the decoded text that
the library gives for a list of texts.

    .venv-peers/bin/python Tests/clients/sentencepiece_fixtures.py Tests/Fixtures/sentencepiece

The text that the models are trained on is made here, from a seed. Texts are stored as hexadecimal bytes, since some are
no UTF-8.
"""

import io
import json
import pathlib
import random
import sys

import sentencepiece

SYLLABLES = ["mar", "ti", "let", "swi", "ft", "wing", "er", "nest", "sky", "ing", "the", "a", "o", "ur", "é", "ß", "ﬁ"]
OTHERS = ["日本語", "東京", "привет", "мир", "αβγ", "12", "345", "2026", "x=y", "Ａ１", "①", "e\u0301"]


def sentences(seed: int, count: int) -> list[str]:
    rng = random.Random(seed)
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 3))) for _ in range(120)]
    lines = []
    for _ in range(count):
        line = [rng.choice(OTHERS) if rng.random() < 0.15 else rng.choice(words) for _ in range(rng.randint(3, 12))]
        lines.append(" ".join(line) + rng.choice([".", "!", "?", ",", ""]))
    return lines


def texts() -> list[bytes]:
    rng = random.Random(7)
    result = [t.encode() for t in sentences(8, 12)]
    fixed = [
        "", " ", "  ", "a", " a", "a ", "  a  b   c  ", "\t\n a\r\nb", "▁", "▁a▁", "a▁b", "<s> </s> <unk> <0x41>",
        "martlet", "MARTLET", "ﬁ①Ａ e\u0301 é", "🦅 unknown ☃☃☃ ☃", "日本語東京", "\u3000wide\u00a0space\u200b",
        "<user>hello<user>", " <user> ", "x<code>  y", "345 2026 1234567890", "\x00\x01", "ß" * 40, "ab" * 60,
    ]
    result += [t.encode() for t in fixed]
    for _ in range(12):
        result.append(bytes(rng.randrange(256) for _ in range(rng.randint(1, 24))))
    planes = [(0x20, 0x7F), (0xA0, 0x600), (0x3000, 0x30FF), (0x4E00, 0x4F00), (0xAC00, 0xAD00), (0xFB00, 0xFFF0),
              (0x1F300, 0x1F700), (0x20000, 0x20100), (0xE0000, 0xE0100), (0x10FF00, 0x10FFFF)]
    for _ in range(25):
        chars = [chr(rng.randint(*rng.choice(planes))) for _ in range(rng.randint(1, 16))]
        result.append("".join(c for c in chars if not 0xD800 <= ord(c) < 0xE000).encode())
    return result


MODELS = {
    "unigram-nfkc": dict(model_type="unigram", normalization_rule_name="nmt_nfkc"),
    "unigram-identity-bytes": dict(
        model_type="unigram", normalization_rule_name="identity", byte_fallback=True, remove_extra_whitespaces=False,
        vocab_size=420),
    "unigram-user": dict(
        model_type="unigram", normalization_rule_name="nfkc_cf", user_defined_symbols=["<user>", "<code>", "ing"],
        control_symbols=["<ctrl>"]),
    "bpe-identity-bytes": dict(
        model_type="bpe", normalization_rule_name="identity", byte_fallback=True, remove_extra_whitespaces=False,
        split_digits=True, vocab_size=420, allow_whitespace_only_pieces=True),
    "bpe-nfkc-user": dict(
        model_type="bpe", normalization_rule_name="nmt_nfkc_cf", user_defined_symbols=["<user>", "<code>"],
        unk_surface="<?>"),
    "bpe-suffix": dict(
        model_type="bpe", normalization_rule_name="identity", treat_whitespace_as_suffix=True, unk_id=3, bos_id=0,
        eos_id=1, pad_id=2),
    "bpe-bridges": dict(
        model_type="bpe", normalization_rule_name="identity", split_by_whitespace=False, add_dummy_prefix=False),
    "word": dict(model_type="word", normalization_rule_name="identity", vocab_size=80),
    "char": dict(model_type="char", normalization_rule_name="identity", vocab_size=50),
}




def main(folder: pathlib.Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rules = folder / "rules.tsv"
    # Rules of our own in place of the library's full tables, which would be 240 kB a model.
    pairs = [("\t", " "), ("\n", " "), ("\r", " "), ("\u3000", " "), ("\u00a0", " "), ("\u200b", ""), ("ﬁ", "fi"),
             ("①", "1"), ("Ａ", "A"), ("１", "1"), ("e\u0301", "é"), ("e\u0301\u0323", "ẹ́"), ("…", "...")]
    pairs_cf = pairs + [(chr(c), chr(c + 32)) for c in range(65, 91)]
    made = {}
    for name, options in MODELS.items():
        options = dict(options)
        rule = options["normalization_rule_name"]
        if rule != "identity":
            chosen = pairs_cf if rule.endswith("_cf") else pairs
            rules.write_text("".join(
                " ".join(f"{ord(c):X}" for c in a) + "\t" + " ".join(f"{ord(c):X}" for c in b) + "\n"
                for a, b in chosen))
            options["normalization_rule_tsv"] = str(rules)
            del options["normalization_rule_name"]
        stream = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(sentences(1, 400)), model_writer=stream,
            **{"vocab_size": 160, "character_coverage": 0.995, "num_threads": 1, "minloglevel": 2,
               "hard_vocab_limit": False, **options})
        model = stream.getvalue()
        (folder / f"{name}.model").write_bytes(model)
        processor = sentencepiece.SentencePieceProcessor(model_proto=model)
        cases = []
        for text in texts():
            ids = processor.encode(text, out_type=int)
            cases.append({"bytes": text.hex(), "ids": ids, "decoded": processor.decode(ids)})
        made[name] = {"begin": processor.bos_id(), "end": processor.eos_id(), "unknown": processor.unk_id(),
                      "size": processor.get_piece_size(), "cases": cases}
    rules.unlink(missing_ok=True)
    (folder / "expected.json").write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
