#!/usr/bin/env python3
"""Writes Tests/Fixtures/tokenizers/: what Hugging Face `tokenizers` makes of hard texts.

    python3 -m venv .venv-peers && .venv-peers/bin/pip install tokenizers sentencepiece
    .venv-peers/bin/python Tests/clients/tokenizer_fixtures.py

`texts.json` holds the texts. Each file in `families/` is a tiny tokenizer in the layout of a family of models, trained
on the paragraph below, with the ids of each text without and with special tokens allowed, the ids between the special
tokens that a model expects, and what decodes from them. `parts.json` holds normalizers, pre-tokenizers and decoders,
each by itself.
"""

import json
import os
import pathlib
import random

os.environ["TOKENIZERS_PARALLELISM"] = "false"

from tokenizers import AddedToken, NormalizedString, PreTokenizedString, Regex, Tokenizer  # noqa: E402
from tokenizers import decoders, models, normalizers, pre_tokenizers, processors, trainers  # noqa: E402

FOLDER = pathlib.Path(__file__).parent.parent / "Fixtures" / "tokenizers"

PARAGRAPH = """The ferry left at 6:45, and nobody on the quay waved. It wasn't raining yet; the clouds hung over the
hills like washing that somebody had forgotten, and the gulls didn't care. "We'll be there by 10," said Ms. Amrani, who
had counted 128 steps, 3 dogs and 1,024 tiles since the morning. She'd been told that the café – the one with the green
door – served crème brûlée; I've never seen her happier. Der Größte sprach: Übung macht den Meister. Они говорили о
погоде и о море. 天気がいいから、散歩しましょう。我们明天去北京。 안녕하세요, 반갑습니다. नमस्ते दुनिया। مرحبا بالعالم.
def area(radius): return 3.14159 * radius ** 2  # no-op
for index in range(10):
    print(index, "->", area(index))
The end of the story isn't the end of the sea: the waves went on, and the ferry, and the gulls.
"""

TEXTS = [
    "", " ", "   ", "\n", "\r\n", "\t", "\n\n\n", " \n ", "a", " a", "a ", "  a  b   c    ", "\ta\tb", "a\r\nb\r\n",
    "The ferry left at 6:45, and nobody waved.", "It wasn't raining; WE'LL SEE, I'M SURE IT'S DONE. they'd, you've",
    "don\u2019t", "'s 'S ''s 's's", "HELLO Hello hello hELLO", "123 4567 89012 3.14 1,024 1/2", "\u0663\u0664\u0665 \u2167 \u00bd \u2460 \u4e09",
    "caf\u00e9 cafe\u0301 cr\u00e8me br\u00fbl\u00e9e \u212b \ufb01ne \u00c5", "\u1e9b\u0323 q\u0307\u0323", "\u0130\u0131 \u00df \u1e9e \u03a3\u03a3",
    "\uc548\ub155 \u1112\u1161\u11ab\uae00 \u110b\u1161", "\u0928\u092e\u0938\u094d\u0924\u0947 \u0926\u0941\u0928\u093f\u092f\u093e\u0964", "\u0645\u064e\u0631\u0652\u062d\u064e\u0628\u064b\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645",
    "\u6211\u4eec\u660e\u5929\u53bb\u5317\u4eac\u3002\u6563\u6b69\u3057\u307e\u3057\u3087\u3046\u3001\u30ab\u30bf\u30ab\u30ca", "\u041e\u043d\u0438 \u0433\u043e\u0432\u043e\u0440\u0438\u043b\u0438 \u043e \u043c\u043e\u0440\u0435", "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35", "\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1e9\U0001f1ea\U0001f1eb \U0001f44d\U0001f3fd \u2764\ufe0f", "\u200bzero\u200cwidth\u200djoin\u2060er\ufeff", "\ufeffBOM", "\x01\x02\x1f\x7f\x80\x9f\xad",
    "\u00a0nbsp\u00a0\u2003em\u3000wide\u2028line\u2029par\u0085nel", "\u2581a\u2581\u2581b \u2581", "\u0120\u010a", "a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308",
    "x" * 70, "ab" * 40, " " * 40, "\n" * 9, "=" * 33 + "-" * 35, "1234567890" * 4, "antidisestablishmentarianism" * 5,
    "if (a<=b && c!=d) { return x->y[0]; } // \\n", "    print(index, \"->\", area(index))\n\treturn\n\n\n    x", "http://example.org/a_b-c?d=e&f=%20#g @user #tag $5.00 50% a*b~c^d`e|f",
    "\U0001d554\U0001d560\U0001d55e\U0001d561 \U00020000\U0002a6d6 \U0010ffff \ue000 \u0378", "\u2013\u2014\u2026\u201cq\u201d \u00abg\u00bb \u00a1hola! \u00bfqu\u00e9?",
    "<s>The end</s>", "a<|endoftext|>b", "x <mask> y", "x  <mask>  y", "<mask>", "a <mask>\n<mask> b", "[CLS] the [SEP] [MASK] end [UNK]", "<|user|>\nhi<|end|>\n<|assistant|>", "<think>so</think> <tool_call>x</tool_call>",
    "ferryboat ferry Ferry aferry ferry, ferry_", "  ferry  ", "NODE node Node n\u00f6de", "\u2581ferry", "<unk> <pad> <0x41> <0x0A>", "##a ##the", "the</w> end</w>", "<|begin", "<s", "<s><s></s><s>", "<\uff5cbegin\u2581of\u2581sentence\uff5c>ok",
    "do not . ? ! , ' n't 'm 's 've 're . end", "\n\n  \n\n\n   \n", "a\n\n\nb \n c",
]


def random_texts():
    generator = random.Random(11)
    texts = []
    for _ in range(14):
        parts = []
        for _ in range(generator.randrange(3, 12)):
            kind = generator.randrange(4)
            if kind == 0:
                parts.append(generator.choice(PARAGRAPH.split()))
            elif kind == 1:
                parts.append(generator.choice([" ", "  ", "\n", "\t", "\u3000", "\u200b", "\u00ad", ""]))
            elif kind == 2:
                limit = generator.choice([0x100, 0x600, 0x3100, 0x10000, 0x20000])
                value = generator.randrange(1, limit)
                parts.append(chr(value) if not 0xD800 <= value < 0xE000 else "?")
            else:
                parts.append(generator.choice(["'s", "12", "!?", "e\u0301", "\u4e2d", "\u1100\u1161", "<s>", "A"]))
        texts.append("".join(parts))
    return texts


TEXTS += random_texts()

GPT4 = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+"
        r"|\s+(?!\S)|\s+")
QWEN2 = GPT4.replace(r"\p{N}{1,3}", r"\p{N}")
TEKKEN = (r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
          r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}"
          r"| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+")
DEEPSEEK3 = (r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*"
             r"|\s*[\r\n]+|\s+(?!\S)|\s+")
HAN = "[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+"
CLIP = r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"


def split(pattern, behavior="isolated", invert=False):
    return pre_tokenizers.Split(Regex(pattern), behavior, invert)


def byte_level(regex=True, prefix=False):
    return pre_tokenizers.ByteLevel(add_prefix_space=prefix, use_regex=regex)


def special(content, **flags):
    return AddedToken(content, special=True, normalized=flags.pop("normalized", False), **flags)


def plain(content, **flags):
    return AddedToken(content, special=False, normalized=flags.pop("normalized", False), **flags)


def bpe(normalizer, cutter, decoder, tokens, size=380, model=None, alphabet=True, post=None, **trainer):
    tokenizer = Tokenizer(models.BPE(**(model or {})))
    if normalizer is not None:
        tokenizer.normalizer = normalizer
    if cutter is not None:
        tokenizer.pre_tokenizer = cutter
    if decoder is not None:
        tokenizer.decoder = decoder
    if alphabet:
        trainer["initial_alphabet"] = pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator(
        PARAGRAPH.split("\n"), trainers.BpeTrainer(vocab_size=size, show_progress=False, **trainer))
    tokenizer.add_tokens([token for token in tokens if not token.special])
    tokenizer.add_special_tokens([token for token in tokens if token.special])
    if post is not None:
        tokenizer.post_processor = post(tokenizer)
    return tokenizer


def template(single, pair, *names):
    return lambda tokenizer: processors.TemplateProcessing(
        single=single, pair=pair, special_tokens=[(name, tokenizer.token_to_id(name)) for name in names])


def byte_bpe(cutter, tokens, normalizer=None, post=None, **options):
    return bpe(normalizer, cutter, decoders.ByteLevel(), tokens, post=post, **options)


def sentencepiece_bpe(normalizer, cutter, decoder, tokens, post=None, mergers=None):
    """A vocabulary with byte fallback, as converted from SentencePiece: merges of the paragraph's own characters."""
    base = bpe(normalizers.Replace(" ", "\u2581"), pre_tokenizers.Metaspace(prepend_scheme="always"), None, [],
               size=260, alphabet=False)
    document = json.loads(base.to_str())
    names = ["<unk>", "<s>", "</s>"] + [f"<0x{byte:02X}>" for byte in range(256)]
    merges = [list(pair) for pair in document["model"]["merges"]] + [["\u2581", "\u2581"], ["\u2581\u2581", "\u2581\u2581"]]
    merges += mergers or []
    names += ["".join(pair) for pair in merges]
    names += sorted({character for name in names[259:] for character in name} | set("eaionstrhldu\u2581"))
    names = list(dict.fromkeys(names))
    tokenizer = Tokenizer(models.BPE({name: place for place, name in enumerate(names)},
                                     [tuple(pair) for pair in merges], unk_token="<unk>", fuse_unk=True,
                                     byte_fallback=True))
    if normalizer is not None:
        tokenizer.normalizer = normalizer
    if cutter is not None:
        tokenizer.pre_tokenizer = cutter
    tokenizer.decoder = decoder
    tokenizer.add_tokens([token for token in tokens if not token.special])
    tokenizer.add_special_tokens([token for token in tokens if token.special])
    if post is not None:
        tokenizer.post_processor = post(tokenizer)
    return tokenizer


def wordpiece(normalizer, tokens, size=300, cutter=None):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = cutter or pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.train_from_iterator(PARAGRAPH.split("\n"), trainers.WordPieceTrainer(
        vocab_size=size, show_progress=False, special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]))
    tokenizer.add_tokens(tokens)
    return tokenizer


def unigram(normalizer, cutter, decoder, tokens, size=300, fallback=False):
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = cutter
    tokenizer.decoder = decoder
    tokenizer.train_from_iterator(PARAGRAPH.split("\n"), trainers.UnigramTrainer(
        vocab_size=size, show_progress=False, unk_token="<unk>", special_tokens=["<s>", "<pad>", "</s>", "<unk>"]))
    if fallback:
        document = json.loads(tokenizer.to_str())
        document["model"]["vocab"] += [[f"<0x{byte:02X}>", -12.0 - byte / 100] for byte in range(256)]
        document["model"]["byte_fallback"] = True
        tokenizer = Tokenizer.from_str(json.dumps(document))
    tokenizer.add_special_tokens(tokens)
    return tokenizer


def character_map():
    """A small precompiled map of characters, from a model trained with a few rules."""
    import io
    import tempfile
    import sentencepiece
    with tempfile.TemporaryDirectory() as folder:
        rules = pathlib.Path(folder) / "rules.tsv"
        pairs = {"\uff21": "A", "\ufb01": "fi", "\u00bd": "1/2", "e\u0301": "\u00e9", "\u2026": "...", "\u00a0": " ",
                 "\u3000": " ", "\t": " ", "\u200b": "", "\u00ad": "", "\u212b": "\u00c5", "\r\n": " ", "\n": " ",
                 "\u1112\u1161\u11ab": "\ud55c", "\u2764\ufe0f": "<3"}
        rules.write_text("".join(
            " ".join(f"{ord(c):X}" for c in source) + "\t" + " ".join(f"{ord(c):X}" for c in target) + "\n"
            for source, target in pairs.items()), encoding="utf-8")
        model = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(PARAGRAPH.split("\n")), model_writer=model, vocab_size=180, character_coverage=1.0,
            hard_vocab_limit=False, normalization_rule_tsv=str(rules), minloglevel=2)
    from sentencepiece import sentencepiece_model_pb2
    proto = sentencepiece_model_pb2.ModelProto.FromString(model.getvalue())
    return proto.normalizer_spec.precompiled_charsmap


def llama_decoder():
    return decoders.Sequence([decoders.Replace("\u2581", " "), decoders.ByteFallback(), decoders.Fuse(),
                              decoders.Strip(" ", 1, 0)])


def families():
    eot = special("<|endoftext|>")
    runs = [plain(" " * count, normalized=True) for count in range(4, 1, -1)]
    marked = [special("<|im_start|>"), special("<|im_end|>"), plain("<think>"), plain("</think>"), plain("<tool_call>"),
              plain("</tool_call>")]
    yield "gpt2", byte_bpe(byte_level(), [eot], post=lambda _: processors.ByteLevel(trim_offsets=False))
    yield "roberta", byte_bpe(
        byte_level(), [special("<s>"), special("<pad>"), special("</s>"), special("<mask>", lstrip=True)],
        post=lambda t: processors.RobertaProcessing(("</s>", t.token_to_id("</s>")), ("<s>", t.token_to_id("<s>")),
                                                    trim_offsets=True, add_prefix_space=False))
    yield "phi2", byte_bpe(byte_level(), [eot, *runs])
    llama3 = byte_bpe(pre_tokenizers.Sequence([split(GPT4), byte_level(False)]), [special("<|begin_of_text|>"), eot])
    document = json.loads(llama3.to_str())
    document["model"]["ignore_merges"] = True
    # Words that no merge reaches, as Llama 3 has them.
    vocabulary = document["model"]["vocab"]
    for name in ("\u0120happier", "zyxw", "\u00e6\u00b5\u00b7", "\u0120antidisestablishmentarianism"):
        vocabulary[name] = max(vocabulary.values()) + 1
    base = max(vocabulary.values()) + 1
    for place, token in enumerate(document["added_tokens"]):
        token["id"] = base + place
    llama3 = Tokenizer.from_str(json.dumps(document))
    llama3.post_processor = processors.Sequence([
        processors.ByteLevel(trim_offsets=True, use_regex=False),
        template("<|begin_of_text|> $A", "<|begin_of_text|> $A <|begin_of_text|>:1 $B:1", "<|begin_of_text|>")(llama3)])
    yield "llama3", llama3
    yield "qwen2", byte_bpe(pre_tokenizers.Sequence([split(QWEN2), byte_level(False)]), [eot, *marked],
                            normalizer=normalizers.NFC(), post=lambda _: processors.ByteLevel(trim_offsets=False))
    yield "smollm", byte_bpe(pre_tokenizers.Sequence([pre_tokenizers.Digits(True), byte_level()]), [eot, *marked[:2]])
    yield "falcon", byte_bpe(pre_tokenizers.Sequence([
        pre_tokenizers.Punctuation("contiguous"), byte_level(), pre_tokenizers.Digits(False),
        split("[0-9][0-9][0-9]")]), [eot, special(">>TITLE<<")])
    yield "deepseek2", byte_bpe(pre_tokenizers.Sequence([
        split("[\r\n]"), split(r"\s?\p{L}+"), split(r"\s?\p{P}+"), split("[\u4e00-\u9fa5\u0800-\u4e00\uac00-\ud7ff]+"),
        pre_tokenizers.Digits(True), byte_level(False)]),
        [special("<\uff5cbegin\u2581of\u2581sentence\uff5c>"), special("<\uff5cend\u2581of\u2581sentence\uff5c>")],
        post=template("<\uff5cbegin\u2581of\u2581sentence\uff5c> $A", "$A $B", "<\uff5cbegin\u2581of\u2581sentence\uff5c>"))
    yield "deepseek3", byte_bpe(pre_tokenizers.Sequence([
        split(r"\p{N}{1,3}"), split(HAN), split(DEEPSEEK3), byte_level(False)]),
        [special("<\uff5cbegin\u2581of\u2581sentence\uff5c>"), plain("<\uff5cUser\uff5c>"), plain("<think>")])
    yield "tekken", byte_bpe(pre_tokenizers.Sequence([split(TEKKEN), byte_level(False)]),
                             [special("<s>"), special("</s>"), special("[INST]")],
                             post=template("<s> $A", "<s> $A <s>:1 $B:1", "<s>"))
    yield "bloom", byte_bpe(pre_tokenizers.Sequence([
        split(" ?[^(\\s|[.,!?\u2026\u3002\uff0c\u3001\u0964\u06d4\u060c])]+"), byte_level(False)]), [special("<s>")])
    yield "bart", byte_bpe(byte_level(prefix=True), [special("<s>"), special("</s>"), special("<mask>", lstrip=True)],
                           post=lambda t: processors.RobertaProcessing(("</s>", t.token_to_id("</s>")),
                                                                       ("<s>", t.token_to_id("<s>"))))
    yield "clip", bpe(
        normalizers.Sequence([normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()]),
        pre_tokenizers.Sequence([split(CLIP, "removed", True), byte_level(True)]), decoders.ByteLevel(),
        [special("<|startoftext|>"), special("<|endoftext|>")], size=620,
        model={"unk_token": "<|endoftext|>", "end_of_word_suffix": "</w>"}, end_of_word_suffix="</w>",
        special_tokens=["<|endoftext|>"])
    yield "openai-gpt", bpe(
        normalizers.BertNormalizer(lowercase=True), pre_tokenizers.BertPreTokenizer(), decoders.BPEDecoder("</w>"),
        [special("<unk>")], size=200, model={"unk_token": "<unk>", "end_of_word_suffix": "</w>"}, alphabet=False,
        end_of_word_suffix="</w>", special_tokens=["<unk>"])
    yield "subwords", bpe(
        normalizers.Lowercase(), pre_tokenizers.Whitespace(), decoders.WordPiece("##", cleanup=False),
        [special("[UNK]")], size=260, model={"unk_token": "[UNK]", "continuing_subword_prefix": "##"}, alphabet=False,
        continuing_subword_prefix="##", special_tokens=["[UNK]"])
    llama = [special("<unk>"), special("<s>"), special("</s>")]
    bos = template("<s> $A", "<s> $A <s>:1 $B:1", "<s>")
    legacy = normalizers.Sequence([normalizers.Prepend("\u2581"), normalizers.Replace(" ", "\u2581")])
    yield "llama2", sentencepiece_bpe(legacy, None, llama_decoder(), llama, post=bos)
    yield "phi3", sentencepiece_bpe(
        legacy, None, llama_decoder(),
        [*llama[:2], plain("</s>", rstrip=True), eot, *(special(name, rstrip=True)
         for name in ("<|user|>", "<|assistant|>", "<|end|>"))])
    yield "mistral", sentencepiece_bpe(None, pre_tokenizers.Metaspace(prepend_scheme="first", split=False),
                                       llama_decoder(), [*llama, special("[INST]")], post=bos)
    yield "normalized-specials", sentencepiece_bpe(
        legacy, None, llama_decoder(), [special(name, normalized=True) for name in ("<s>", "</s>")])
    gemma = [*llama, *(plain("\n" * count) for count in range(2, 6)), *(plain("\u2581" * count) for count in range(2, 5))]
    yield "gemma", sentencepiece_bpe(
        normalizers.Replace(" ", "\u2581"), pre_tokenizers.Split(" ", "merged_with_previous"),
        decoders.Sequence([decoders.Replace("\u2581", " "), decoders.ByteFallback(), decoders.Fuse()]), gemma,
        post=bos, mergers=[["e", "\u2581"], ["e\u2581", "t"]])
    cls = template("[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1", "[CLS]", "[SEP]")
    bert = [special(name) for name in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")]
    uncased = wordpiece(normalizers.BertNormalizer(), bert)
    uncased.post_processor = cls(uncased)
    yield "bert-uncased", uncased
    cased = wordpiece(normalizers.BertNormalizer(lowercase=False), bert)
    cased.post_processor = processors.BertProcessing(("[SEP]", cased.token_to_id("[SEP]")),
                                                     ("[CLS]", cased.token_to_id("[CLS]")))
    yield "bert-cased", cased
    yield "bert-plain", wordpiece(
        normalizers.BertNormalizer(clean_text=False, handle_chinese_chars=False, strip_accents=False, lowercase=True),
        [plain("ferry", single_word=True, normalized=True), plain("Node", normalized=True), *bert[:2]])
    charsmap = normalizers.Precompiled(character_map())
    yield "t5", unigram(charsmap, pre_tokenizers.Metaspace(), decoders.Metaspace(),
                        [special("</s>"), special("<unk>"), special("<mask>", lstrip=True)])
    xlmr = unigram(charsmap, pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()]),
                   decoders.Metaspace(), [special(name) for name in ("<s>", "<pad>", "</s>", "<unk>")])
    xlmr.post_processor = template("<s> $A </s>", "<s> $A </s> </s> $B </s>", "<s>", "</s>")(xlmr)
    yield "xlm-roberta", xlmr
    yield "albert", unigram(
        normalizers.Sequence([normalizers.Replace("``", '"'), normalizers.Replace("''", '"'), normalizers.NFKD(),
                              normalizers.StripAccents(), normalizers.Lowercase(), charsmap,
                              normalizers.Replace(Regex(" {2,}"), " "), normalizers.Strip(False, True)]),
        pre_tokenizers.Metaspace(prepend_scheme="first"), decoders.Metaspace(), [special("<unk>")])
    yield "unigram-bytes", unigram(
        normalizers.Replace(" ", "\u2581"), None, decoders.Sequence([
            decoders.ByteFallback(), decoders.Metaspace(prepend_scheme="never"), decoders.Fuse()]),
        [special("<unk>")], fallback=True)
    words = Tokenizer(models.WordLevel({word: place for place, word in enumerate(
        ["<unk>", "the", "ferry", "end", ",", ".", "The", "a", "x", "|", "<pad>"])}, unk_token="<unk>"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    words.add_tokens([plain("<mask>", lstrip=True, rstrip=True), plain("ferry", single_word=True), special("<pad>"),
                      special("<s>", single_word=True)])
    yield "word-level", words
    letters = Tokenizer(models.WordLevel({letter: place for place, letter in enumerate(
        ["<pad>", "<unk>", "|", *"ETAONIHSRDLUMWCFGYPBVK'XJQZetaonihsrdlu"])}, unk_token="<unk>"))
    letters.normalizer = normalizers.Replace(" ", "|")
    letters.pre_tokenizer = pre_tokenizers.FixedLength(1)
    letters.decoder = decoders.CTC()
    yield "wav2vec2", letters


def ids(tokenizer, text, allow, **options):
    tokenizer.encode_special_tokens = not allow
    return tokenizer.encode(text, **options).ids


def family(tokenizer):
    document = json.loads(tokenizer.to_str())
    marked = {token["id"] for token in document["added_tokens"] if token["special"]}
    result = {"tokenizer": document, "plain": [], "special": {}, "decoded": {}, "skipped": {}}
    for place, text in enumerate(TEXTS):
        without = ids(tokenizer, text, False, add_special_tokens=False)
        allowed = ids(tokenizer, text, True, add_special_tokens=False)
        result["plain"].append(without)
        if allowed != without:
            result["special"][str(place)] = allowed
        decoded = tokenizer.decode(allowed, skip_special_tokens=False) if allowed else ""
        if decoded != text:
            result["decoded"][str(place)] = decoded
        # tokenizers 0.23 does not skip special tokens that it knows in a normalized form.
        kept = [token for token in allowed if token not in marked]
        skipped = tokenizer.decode(kept, skip_special_tokens=False) if kept else ""
        if skipped != decoded:
            result["skipped"][str(place)] = skipped
    tokenizer.encode_special_tokens = True
    pairs = [(TEXTS[14], None), (TEXTS[14], TEXTS[9]), ("", ""), ("", None), (TEXTS[19], TEXTS[28])]
    encodings = [tokenizer.encode(*pair) if pair[1] is not None else tokenizer.encode(pair[0]) for pair in pairs]
    result["pairs"] = [[*pair, encoding.ids, encoding.type_ids] for pair, encoding in zip(pairs, encodings)]
    return result


def parts():
    def describe(part):
        return json.loads(part.__getstate__())

    def normalized(normalizer):
        return [normalizer.normalize_str(text) for text in TEXTS]

    def pieces(cutter):
        result = []
        for text in TEXTS:
            cut = PreTokenizedString(text)
            cutter.pre_tokenize(cut)
            result.append([piece for piece, _, _ in cut.get_splits()])
        return result

    behaviors = ["removed", "isolated", "merged_with_previous", "merged_with_next", "contiguous"]
    norms = [
        normalizers.NFC(), normalizers.NFD(), normalizers.NFKC(), normalizers.NFKD(), normalizers.Lowercase(),
        normalizers.StripAccents(), normalizers.Nmt(), normalizers.ByteLevel(), normalizers.Strip(),
        normalizers.Strip(True, False), normalizers.Strip(False, True), normalizers.Prepend("\u2581"),
        normalizers.Replace(" ", "\u2581"), normalizers.Replace("a", ""), normalizers.Replace(Regex(r"\s+"), " "),
        normalizers.Replace(Regex("[aeiou]+(?=n)"), "<$0>"),
        normalizers.Sequence([normalizers.NFD(), normalizers.StripAccents(), normalizers.Lowercase()]),
        normalizers.BertNormalizer(False, True, False, False), normalizers.BertNormalizer(True, False, False, False),
        normalizers.BertNormalizer(False, False, True, False), normalizers.BertNormalizer(True, True, None, True),
        normalizers.Precompiled(character_map()),
    ]
    cutters = [
        pre_tokenizers.Whitespace(), pre_tokenizers.WhitespaceSplit(), pre_tokenizers.BertPreTokenizer(),
        pre_tokenizers.Digits(True), pre_tokenizers.Digits(False), pre_tokenizers.FixedLength(3),
        pre_tokenizers.CharDelimiterSplit("e"), byte_level(True, True), byte_level(True, False),
        byte_level(False, True),
        *(pre_tokenizers.Metaspace(prepend_scheme=scheme, split=cut)
          for scheme in ("always", "first", "never") for cut in (True, False)),
        *(pre_tokenizers.Punctuation(behavior) for behavior in behaviors),
        *(split("[aeiou ]", behavior, invert) for behavior in behaviors for invert in (False, True)),
        *(pre_tokenizers.Split("  ", behavior) for behavior in behaviors),
        split(r"\p{L}+|\d", "removed", True), split(r"(?<=e)\s", "merged_with_next"),
        pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(prepend_scheme="first")]),
        pre_tokenizers.Sequence([pre_tokenizers.Punctuation(), byte_level(False), pre_tokenizers.Digits(True)]),
    ]
    tokens = ["\u2581The", "\u2581fer", "ry", "##boat", "!", ".", "<0xE4>", "<0xBD>", "<0xA0>", "\u0120a", "n't", "do</w>",
              "not</w>", "\u2581", "|", "|", "<pad>", "  x ", "\u2581\u2581y\u2581", "'s", "\u00c3\u00a9", "a b", " do not"]
    generator = random.Random(3)
    lists = [[generator.choice(tokens) for _ in range(generator.randrange(1, 9))] for _ in range(40)]
    lists += [[token] for token in tokens]
    # Bytes that make no character come out differently, because here they stay bytes.
    whole = ["<0xE4>", "<0xBD>", "<0xA0>"]
    lists = [sum((whole if token in whole else [token] for token in chosen), []) for chosen in lists]
    ends = [
        decoders.ByteLevel(), decoders.Metaspace(), decoders.Metaspace(prepend_scheme="never"), decoders.WordPiece(),
        decoders.WordPiece("##", cleanup=False), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 1),
        decoders.Strip("\u2581", 2, 0), decoders.Replace("\u2581", " "), decoders.Replace(Regex("[a-n]+"), "#"),
        decoders.BPEDecoder(), decoders.CTC(), decoders.CTC(cleanup=False), llama_decoder(),
        decoders.Sequence([decoders.ByteFallback(), decoders.Metaspace(prepend_scheme="never"), decoders.Fuse()]),
        decoders.Sequence([decoders.Fuse(), decoders.Replace("a", "bb"), decoders.Strip("\u2581", 1, 0)]),
    ]
    return {
        "normalizers": [[describe(part), normalized(part)] for part in norms],
        "pretokenizers": [[describe(part), pieces(part)] for part in cutters],
        "tokens": tokens, "lists": lists,
        "decoders": [[describe(part), [part.decode(chosen) for chosen in lists]] for part in ends],
    }


def write(path, document):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, ensure_ascii=True, separators=(",", ":")) + "\n")
    return path.stat().st_size


def main():
    total = write(FOLDER / "texts.json", TEXTS)
    for name, tokenizer in families():
        size = write(FOLDER / "families" / f"{name}.json", family(tokenizer))
        print(f"{name}: {tokenizer.get_vocab_size()} tokens, {size} bytes")
        total += size
    total += write(FOLDER / "parts.json", parts())
    print(f"{len(TEXTS)} texts, {total} bytes")


if __name__ == "__main__":
    main()
