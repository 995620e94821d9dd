"""Writes Tests/Fixtures/encoders.json: what transformers computes with small encoders of every family.

    Benchmarks/peers/setup.sh
    .venv-peers/bin/python Tests/clients/encoder_fixtures.py

Weights come from a formula (formula_weights.py), so that the fixture holds names, shapes, a few texts as ids, the states
after the embedding and after every block, and vectors pooled in every way that sentence-transformers knows.
"""

import json
import pathlib

import torch
import transformers
from sentence_transformers.sentence_transformer.modules import Pooling

import formula_weights

SIZES = dict(vocab_size=29, max_position_embeddings=12, initializer_range=0.2)
BERT = dict(SIZES, hidden_size=12, num_hidden_layers=2, num_attention_heads=2, intermediate_size=20)
MODELS = {
    "bert": (transformers.BertModel, transformers.BertConfig, dict(BERT)),
    "bert, approximate GELU, other sizes": (
        transformers.BertModel,
        transformers.BertConfig,
        dict(BERT, hidden_size=8, num_attention_heads=1, hidden_act="gelu_new", layer_norm_eps=1e-5, type_vocab_size=3),
    ),
    "roberta": (
        transformers.RobertaModel,
        transformers.RobertaConfig,
        dict(BERT, max_position_embeddings=14, type_vocab_size=1, layer_norm_eps=1e-5, pad_token_id=1),
    ),
    "xlm-roberta under a head": (
        transformers.XLMRobertaForMaskedLM,
        transformers.XLMRobertaConfig,
        dict(BERT, hidden_act="relu", max_position_embeddings=16, type_vocab_size=1, pad_token_id=3),
    ),
    "distilbert": (
        transformers.DistilBertModel,
        transformers.DistilBertConfig,
        dict(SIZES, dim=12, n_layers=2, n_heads=3, hidden_dim=20),
    ),
}
TEXTS = [[5, 7, 11, 6], [8], [9, 10, 28, 4, 12, 13, 14, 15, 16, 17, 18]]
MODES = ["cls", "mean", "max", "mean_sqrt_len_tokens", "weightedmean", "lasttoken"]


def rounded(values: torch.Tensor) -> list:
    return [float(f"{value:.7g}") for value in values.flatten().tolist()]


def fixture(name: str, model_class, configuration_class, choices: dict) -> dict:
    model = model_class(configuration_class(**choices)).double().eval()
    tensors = formula_weights.fill(model)
    encoder = getattr(model, model.base_model_prefix, model)
    padding = model.config.pad_token_id
    length = max(map(len, TEXTS))
    tokens = torch.tensor([text + [padding] * (length - len(text)) for text in TEXTS])
    mask = torch.tensor([[1] * len(text) + [0] * (length - len(text)) for text in TEXTS])
    inputs = dict(input_ids=tokens, attention_mask=mask)
    types = None
    if getattr(model.config, "type_vocab_size", 0) > 1:
        types = [[index % model.config.type_vocab_size for index in range(len(text))] for text in TEXTS]
        inputs["token_type_ids"] = torch.tensor([kinds + [0] * (length - len(kinds)) for kinds in types])
    with torch.no_grad():
        states = encoder(**inputs, output_hidden_states=True).hidden_states
        pooled = {}
        for mode in MODES:
            features = dict(token_embeddings=states[-1], attention_mask=mask)
            pooled[mode] = rounded(Pooling(states[-1].shape[-1], mode)(features)["sentence_embedding"])
    return dict(
        name=name,
        config=json.loads(model.config.to_json_string(use_diff=False)),
        tensors=tensors,
        types=types,
        # The rows that stand for padding are left out.
        layers=[rounded(torch.cat([state[i, : len(text)] for i, text in enumerate(TEXTS)])) for state in states],
        pooled=pooled,
    )


def main() -> None:
    models = [fixture(name, *parts) for name, parts in MODELS.items()]
    keys = ["model_type", "vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size"]
    keys += ["max_position_embeddings", "type_vocab_size", "layer_norm_eps", "hidden_act", "pad_token_id"]
    keys += ["dim", "n_layers", "n_heads", "hidden_dim", "activation", "position_embedding_type"]
    for model in models:
        model["config"] = {key: model["config"][key] for key in keys if key in model["config"]}
    path = pathlib.Path(__file__).parent.parent / "Fixtures" / "encoders.json"
    lines = ",\n".join(json.dumps(model) for model in models)
    path.write_text(f'{{"texts": {json.dumps(TEXTS)}, "models": [\n{lines}\n]}}\n')
    print(path, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
