#!/usr/bin/env python3
"""Writes tokenizer.json files of real size from published vocabularies, for tokenizers_parity.py.

    python3 -m venv .venv-peers && .venv-peers/bin/pip install tokenizers gguf sentencepiece
    .venv-peers/bin/python Tests/clients/published_tokenizers.py DATA OUTPUT

DATA is the folder with `tokenizers/ggml-vocab`, `tokenizers/sentencepiece` and `tokenizers/tiktoken`. The vocabularies
come from there, the other parts are those of the models' own files.
"""

import importlib.util
import json
import pathlib
import sys

import gguf
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers
from sentencepiece import sentencepiece_model_pb2

spec = importlib.util.spec_from_file_location("fixtures", pathlib.Path(__file__).parent / "tokenizer_fixtures.py")
fixtures = importlib.util.module_from_spec(spec)
spec.loader.exec_module(fixtures)

SIGN = "\u2581"


def vocabulary(path):
    """The tokens, their types and scores, and the merges of a GGUF file."""
    fields = gguf.GGUFReader(path).fields

    def values(name):
        field = fields.get(f"tokenizer.ggml.{name}")
        return field.contents() if field else None

    return values("tokens"), values("token_type"), values("scores"), values("merges")


def finish(tokenizer, tokens, types):
    tokenizer.add_special_tokens([AddedToken(name, normalized=False) for name, kind in zip(tokens, types) if kind == 3])
    tokenizer.add_tokens([AddedToken(name, normalized=False) for name, kind in zip(tokens, types) if kind == 4])
    return tokenizer


def byte_level(path, cutter, normalizer=None, ignore_merges=False):
    tokens, types, _, merges = vocabulary(path)
    tokenizer = Tokenizer(models.BPE({name: place for place, name in enumerate(tokens)},
                                     [tuple(merge.split(" ")) for merge in merges], ignore_merges=ignore_merges))
    tokenizer.pre_tokenizer = cutter
    tokenizer.decoder = decoders.ByteLevel()
    if normalizer:
        tokenizer.normalizer = normalizer
    return finish(tokenizer, tokens, types)


def merges_of(tokens, scores):
    """Every way to make a token of two others, the best score first."""
    ids = {name: place for place, name in enumerate(tokens)}
    merges = []
    for place, name in enumerate(tokens):
        halves = [(name[:cut], name[cut:]) for cut in range(1, len(name))]
        halves = [pair for pair in halves if pair[0] in ids and pair[1] in ids]
        halves.sort(key=lambda pair: (ids[pair[0]], ids[pair[1]]))
        merges += [(pair, scores[place]) for pair in halves]
    return [pair for pair, _ in sorted(merges, key=lambda merge: -merge[1])]


def sentencepiece_bpe(tokens, types, scores, legacy):
    tokenizer = Tokenizer(models.BPE({name: place for place, name in enumerate(tokens)}, merges_of(tokens, scores),
                                     unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    if legacy:
        tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend(SIGN), normalizers.Replace(" ", SIGN)])
    else:
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first", split=False)
    tokenizer.decoder = fixtures.llama_decoder()
    return finish(tokenizer, tokens, types)


def bert(path):
    tokens, types, _, _ = vocabulary(path)
    names = [name if kind == 3 or name.startswith("[") and name.endswith("]") and len(name) > 2
             else name[1:] if name.startswith(SIGN) else "##" + name for name, kind in zip(tokens, types)]
    tokenizer = Tokenizer(models.WordPiece({name: place for place, name in enumerate(names)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])
    return tokenizer


def unigram(path):
    model = sentencepiece_model_pb2.ModelProto.FromString(path.read_bytes())
    tokenizer = Tokenizer(models.Unigram([(piece.piece, piece.score) for piece in model.pieces],
                                         unk_id=model.trainer_spec.unk_id))
    tokenizer.normalizer = normalizers.Sequence([
        normalizers.Precompiled(model.normalizer_spec.precompiled_charsmap),
        normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    return tokenizer


def gpt2(folder):
    vocabulary = json.loads((folder / "encoder.json").read_text())
    merges = [tuple(line.split(" ")) for line in (folder / "vocab.bpe").read_text().split("\n")[1:] if line]
    tokenizer = Tokenizer(models.BPE(vocabulary, merges))
    tokenizer.pre_tokenizer = fixtures.byte_level()
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens(["<|endoftext|>"])
    return tokenizer


def main():
    data, output = pathlib.Path(sys.argv[1]) / "tokenizers", pathlib.Path(sys.argv[2])
    output.mkdir(parents=True, exist_ok=True)
    ggml = data / "ggml-vocab"
    plain, split, sequence = fixtures.byte_level, fixtures.split, pre_tokenizers.Sequence
    made = {
        "gpt2": lambda: gpt2(data / "tiktoken"),
        "llama3": lambda: byte_level(ggml / "ggml-vocab-llama-bpe.gguf",
                                     sequence([split(fixtures.GPT4), plain(False)]), ignore_merges=True),
        "qwen2": lambda: byte_level(ggml / "ggml-vocab-qwen2.gguf", sequence([split(fixtures.QWEN2), plain(False)]),
                                    normalizers.NFC()),
        "falcon": lambda: byte_level(ggml / "ggml-vocab-falcon.gguf", sequence([
            pre_tokenizers.Punctuation("contiguous"), plain(), pre_tokenizers.Digits(False), split("[0-9][0-9][0-9]")])),
        "starcoder": lambda: byte_level(ggml / "ggml-vocab-starcoder.gguf",
                                        sequence([pre_tokenizers.Digits(True), plain()])),
        "deepseek-coder": lambda: byte_level(ggml / "ggml-vocab-deepseek-coder.gguf", sequence([
            split("[\r\n]"), split(r"\s?\p{L}+"), split(r"\s?\p{P}+"),
            split("[\u4e00-\u9fa5\u0800-\u4e00\uac00-\ud7ff]+"), pre_tokenizers.Digits(True), plain(False)])),
        "llama2": lambda: sentencepiece_bpe(*vocabulary(ggml / "ggml-vocab-llama-spm.gguf")[:3], legacy=True),
        "phi3": lambda: sentencepiece_bpe(*vocabulary(ggml / "ggml-vocab-phi-3.gguf")[:3], legacy=False),
        "bert": lambda: bert(ggml / "ggml-vocab-bert-bge.gguf"),
        "unigram": lambda: unigram(data / "sentencepiece" / "test_model.model"),
    }
    for name, make in made.items():
        tokenizer = make()
        tokenizer.save(str(output / f"{name}.json"), pretty=False)
        print(f"{name}: {tokenizer.get_vocab_size()} tokens", flush=True)


if __name__ == "__main__":
    main()
