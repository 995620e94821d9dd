"""Makes the fixtures in Tests/Fixtures/families: what transformers computes, for every family and rotary scaling.

    Benchmarks/peers/setup.sh
    .venv-peers/bin/python Tests/clients/family_fixtures.py

A fixture holds a config.json as transformers writes it, the names and shapes of the tensors in model.safetensors, the
ids of a text, and for some of its positions the residual stream after the embedding and after each layer, and the
logits. The weights are not stored: each is a function of its tensor's name and its place (`values` below), which the
tests repeat.
"""

import json
import pathlib
import tempfile

import numpy
import safetensors.numpy
import torch
import transformers

FOLDER = pathlib.Path(__file__).parent.parent / "Fixtures" / "families"

SIZES = dict(
    vocab_size=96,
    hidden_size=32,
    intermediate_size=40,
    num_hidden_layers=3,
    num_attention_heads=4,
    num_key_value_heads=2,
    max_position_embeddings=64,
    bos_token_id=1,
    eos_token_id=2,
    pad_token_id=0,
)
LLAMA3 = dict(rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0)
EXPERTS = dict(num_experts=8, num_experts_per_tok=3, moe_intermediate_size=12, head_dim=8, num_hidden_layers=2)
SHORT, LONG = [1.0, 1.05, 1.2, 1.4], [1.1, 1.9, 3.5, 7.0]
LONGROPE = dict(
    rope_theta=100.0, rope_type="longrope", short_factor=SHORT, long_factor=LONG, original_max_position_embeddings=32
)
GEMMA = dict(head_dim=12, hidden_size=40, sliding_window=7, tie_word_embeddings=True)
VISION = dict(
    hidden_size=16, intermediate_size=16, num_hidden_layers=1, num_attention_heads=2, image_size=8, patch_size=4
)


def rope(**parameters) -> dict:
    """Rotary parameters with frequencies low enough for short texts to tell them apart."""
    return dict(rope_parameters={"rope_theta": 100.0, **parameters})


# Name: (class of the configuration, choices, tokens, the context that Martlet is to open the model with).
MODELS = {
    "llama": (transformers.LlamaConfig, dict(tie_word_embeddings=True), 24, None),
    "llama-biases": (
        transformers.LlamaConfig, dict(attention_bias=True, mlp_bias=True, head_dim=10, num_key_value_heads=1), 24, None),
    "llama-linear": (transformers.LlamaConfig, rope(rope_type="linear", factor=4.0), 40, None),
    "llama-llama3": (
        transformers.LlamaConfig, rope(**LLAMA3, original_max_position_embeddings=16), 40, None),
    "llama-yarn": (
        transformers.LlamaConfig,
        rope(rope_type="yarn", factor=4.0, original_max_position_embeddings=16), 40, None),
    "llama-yarn-settings": (
        transformers.LlamaConfig,
        rope(rope_type="yarn", factor=2.0, original_max_position_embeddings=32, beta_fast=8.0, beta_slow=0.5,
             mscale=1.0, mscale_all_dim=0.5, truncate=False), 24, None),
    "mistral": (transformers.MistralConfig, dict(sliding_window=7, head_dim=8), 30, None),
    "qwen2": (transformers.Qwen2Config, dict(), 24, None),
    "qwen2-windows": (
        transformers.Qwen2Config, dict(use_sliding_window=True, sliding_window=5, max_window_layers=1), 24, None),
    "qwen2-yarn": (
        transformers.Qwen2Config,
        rope(rope_type="yarn", factor=4.0, original_max_position_embeddings=16, attention_factor=1.25), 24, None),
    "qwen3": (transformers.Qwen3Config, dict(head_dim=12, attention_bias=True), 24, None),
    "gemma2": (
        transformers.Gemma2Config,
        dict(**GEMMA, query_pre_attn_scalar=20, attn_logit_softcapping=3.0, final_logit_softcapping=4.0), 24, None),
    "gemma3": (transformers.Gemma3TextConfig, dict(**GEMMA, query_pre_attn_scalar=20, num_hidden_layers=7), 24, None),
    "gemma3-linear": (
        transformers.Gemma3TextConfig,
        dict(**GEMMA, num_hidden_layers=4,
             layer_types=["sliding_attention", "full_attention", "full_attention", "sliding_attention"],
             rope_parameters={
                 "full_attention": {"rope_type": "linear", "factor": 8.0, "rope_theta": 1000.0},
                 "sliding_attention": {"rope_type": "default", "rope_theta": 50.0}}), 24, None),
    "gemma3-vision": (transformers.Gemma3Config, dict(**GEMMA), 16, None),
    "phi3": (transformers.Phi3Config, dict(sliding_window=9), 24, None),
    "phi3-longrope-short": (transformers.Phi3Config, dict(rope_parameters=LONGROPE), 24, 32),
    "phi3-longrope-long": (transformers.Phi3Config, dict(rope_parameters=LONGROPE), 44, None),
    "phi3-partial": (
        transformers.Phi3Config,
        dict(rope_parameters={**LONGROPE, "partial_rotary_factor": 0.75, "short_factor": SHORT[:3],
                              "long_factor": LONG[:3]}), 44, None),
    "smollm3": (transformers.SmolLM3Config, dict(num_hidden_layers=5, **rope()), 24, None),
    "smollm3-windows": (
        transformers.SmolLM3Config,
        dict(num_hidden_layers=4, no_rope_layer_interval=2, use_sliding_window=True, sliding_window=6, **rope()), 24,
        None),
    "gpt2": (
        transformers.GPT2Config,
        dict(n_embd=32, n_layer=3, n_head=4, n_positions=48, vocab_size=96, bos_token_id=1, eos_token_id=2), 24, None),
    "olmo2": (transformers.Olmo2Config, dict(), 24, None),
    "mixtral": (
        transformers.MixtralConfig,
        dict(num_local_experts=4, num_experts_per_tok=2, intermediate_size=12, num_hidden_layers=2, head_dim=8,
             sliding_window=9), 24, None),
    "qwen3-moe": (transformers.Qwen3MoeConfig, dict(**EXPERTS, norm_topk_prob=True), 24, None),
    "qwen3-moe-layers": (
        transformers.Qwen3MoeConfig,
        dict(**{**EXPERTS, "num_hidden_layers": 4}, norm_topk_prob=False, decoder_sparse_step=2, mlp_only_layers=[3]), 24,
        None),
}


def make_configuration(kind, choices: dict):
    if kind is transformers.GPT2Config:
        return kind(**choices)
    sizes = {**SIZES, **choices}
    if kind is transformers.Gemma3Config:
        text = transformers.Gemma3TextConfig(**sizes)
        return kind(text_config=text, vision_config=VISION, mm_tokens_per_image=4, image_token_index=95,
                    boi_token_index=94, eoi_token_index=93)
    if kind is transformers.Phi3Config and "rope_parameters" in choices:
        original = choices["rope_parameters"]["original_max_position_embeddings"]
        return kind(**{**sizes, "rope_parameters": dict(choices["rope_parameters"])},
                    original_max_position_embeddings=original)
    return kind(**sizes)


def values(name: str, shape: list[int], centred_norms: bool) -> numpy.ndarray:
    """The elements of a tensor: each a function of the name (FNV-1a) and of its place (SplitMix64)."""
    mask = 2**64 - 1
    seed = 0xCBF29CE484222325
    for byte in name.encode():
        seed = (seed ^ byte) * 0x100000001B3 & mask
    count = int(numpy.prod(shape))
    with numpy.errstate(over="ignore"):
        x = numpy.uint64(seed) + numpy.arange(1, count + 1, dtype=numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15)
        x = (x ^ (x >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        x = x ^ (x >> numpy.uint64(31))
    # Whole numbers of 24 bits are exact in float32; so is the factor but for one rounding.
    numbers = (x >> numpy.uint64(40)).astype(numpy.float32) - numpy.float32(2**23)
    elements = numbers * (numpy.float32(0.375) / numpy.float32(2**23))
    is_norm = len(shape) == 1 and name.endswith("weight")
    if is_norm and not centred_norms:
        elements = elements + numpy.float32(1)
    return elements.reshape(shape)


def rounded(tensor: torch.Tensor) -> list:
    return [[float(f"{x:.7g}") for x in row] for row in tensor.tolist()]


def make(name: str) -> dict:
    kind, choices, length, context = MODELS[name]
    configuration = make_configuration(kind, choices)
    is_seeing = kind is transformers.Gemma3Config
    base = transformers.Gemma3ForConditionalGeneration if is_seeing else transformers.AutoModelForCausalLM
    make_model = base._from_config if is_seeing else base.from_config
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        make_model(configuration).float().save_pretrained(folder)
        tensors = {
            key: list(value.shape) for key, value in safetensors.numpy.load_file(folder / "model.safetensors").items()
        }
        centred = name.startswith("gemma")
        weights = {key: values(key, shape, centred) for key, shape in tensors.items()}
        safetensors.numpy.save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
        model = base.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
        config = json.loads((folder / "config.json").read_text())
    config.pop("transformers_version", None)

    ids = [(7 + 31 * i + i * i) % 93 for i in range(length)]
    decoder = model.model.language_model if is_seeing else getattr(model, "model", None) or model.transformer
    layers = decoder.layers if hasattr(decoder, "layers") else decoder.h
    states = []
    hooks = [layers[0].register_forward_pre_hook(lambda _, inputs, options: states.append((*inputs, *options.values())[0]),
                                                 with_kwargs=True)]
    for layer in layers:
        hooks.append(layer.register_forward_hook(
            lambda _, inputs, output: states.append(output[0] if isinstance(output, tuple) else output)))
    with torch.no_grad():
        logits = model(input_ids=torch.tensor([ids]), use_cache=False).logits[0]
    rows = sorted({0, 1, length // 4, length // 2, length - 2, length - 1})
    return dict(
        config=config,
        **({"context": context} if context else {}),
        tensors=[dict(name=key, shape=shape) for key, shape in sorted(tensors.items())],
        tokens=ids,
        rows=rows,
        states=[rounded(state[0][rows]) for state in states],
        logits=rounded(logits[rows]),
    )


def main() -> None:
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in MODELS:
        fixture = make(name)
        text = json.dumps(fixture, separators=(",", ":")) + "\n"
        (FOLDER / f"{name}.json").write_text(text)
        largest = max(abs(x) for row in fixture["logits"] for x in row)
        print(f"{name}: {fixture['config']['model_type']}, {len(text)} bytes, logits up to {largest:.3g}", flush=True)


if __name__ == "__main__":
    main()
