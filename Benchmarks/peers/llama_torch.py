"""A Llama-style decoder in plain PyTorch: the peer's side of Martlet's training comparisons."""

import dataclasses

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclasses.dataclass(frozen=True)
class Shape:
    """What decides the cost of a step."""

    layers: int
    hidden_size: int
    heads: int
    kv_heads: int
    intermediate_size: int
    vocabulary: int
    length: int

    @property
    def head_size(self) -> int:
        return self.hidden_size // self.heads


class RMSNorm(nn.Module):
    def __init__(self, size: int):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))

    def forward(self, x: Tensor) -> Tensor:
        return functional.rms_norm(x, self.weight.shape, self.weight, 1e-5)


def rotate(x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    """Turns the pairs (i, i + half) of each head by the angle of their position."""
    first, second = x.chunk(2, dim=-1)
    return torch.cat((first * cosine - second * sine, first * sine + second * cosine), dim=-1)


class Attention(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        kv_size = shape.kv_heads * shape.head_size
        self.query = nn.Linear(shape.hidden_size, shape.hidden_size, bias=False)
        self.key = nn.Linear(shape.hidden_size, kv_size, bias=False)
        self.value = nn.Linear(shape.hidden_size, kv_size, bias=False)
        self.output = nn.Linear(shape.hidden_size, shape.hidden_size, bias=False)

    def forward(self, x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
        sequences, length, width = x.shape

        def heads(projected: Tensor, count: int) -> Tensor:
            return projected.view(sequences, length, count, self.shape.head_size).transpose(1, 2)

        query = rotate(heads(self.query(x), self.shape.heads), cosine, sine)
        key = rotate(heads(self.key(x), self.shape.kv_heads), cosine, sine)
        value = heads(self.value(x), self.shape.kv_heads)
        mixed = functional.scaled_dot_product_attention(
            query, key, value, is_causal=True, enable_gqa=self.shape.kv_heads != self.shape.heads
        )
        return self.output(mixed.transpose(1, 2).reshape(sequences, length, width))


class FeedForward(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.gate = nn.Linear(shape.hidden_size, shape.intermediate_size, bias=False)
        self.up = nn.Linear(shape.hidden_size, shape.intermediate_size, bias=False)
        self.down = nn.Linear(shape.intermediate_size, shape.hidden_size, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.down(functional.silu(self.gate(x)) * self.up(x))


class Block(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.attention_norm = RMSNorm(shape.hidden_size)
        self.attention = Attention(shape)
        self.feed_forward_norm = RMSNorm(shape.hidden_size)
        self.feed_forward = FeedForward(shape)

    def forward(self, x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
        x = x + self.attention(self.attention_norm(x), cosine, sine)
        return x + self.feed_forward(self.feed_forward_norm(x))


class Llama(nn.Module):
    """Decoder with tied embeddings; the result of a call is the mean cross-entropy in nats."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.embedding = nn.Embedding(shape.vocabulary, shape.hidden_size)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = RMSNorm(shape.hidden_size)
        frequencies = 10_000.0 ** -(torch.arange(0, shape.head_size, 2) / shape.head_size)
        angles = torch.outer(torch.arange(shape.length), frequencies)
        self.register_buffer("cosine", angles.cos(), persistent=False)
        self.register_buffer("sine", angles.sin(), persistent=False)
        for name, parameter in self.named_parameters():
            if parameter.dim() == 2:
                # Projections that feed the residual stream start smaller the deeper the model is.
                deep = name.endswith(("attention.output.weight", "down.weight"))
                nn.init.normal_(parameter, std=0.02 / (2 * shape.layers) ** 0.5 if deep else 0.02)

    def forward(self, tokens: Tensor, targets: Tensor) -> Tensor:
        x = self.embedding(tokens)
        cosine, sine = self.cosine.to(x.dtype), self.sine.to(x.dtype)
        for block in self.blocks:
            x = block(x, cosine, sine)
        logits = functional.linear(self.norm(x), self.embedding.weight)
        return functional.cross_entropy(logits.float().flatten(0, 1), targets.flatten())


def optimizer(model: nn.Module, rate: float, betas: tuple[float, float], decay: float) -> torch.optim.AdamW:
    """AdamW, fused, with decay on matrices alone."""
    matrices = [p for p in model.parameters() if p.dim() >= 2]
    vectors = [p for p in model.parameters() if p.dim() < 2]
    groups = [{"params": matrices, "weight_decay": decay}, {"params": vectors, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=rate, betas=betas, fused=True)


@dataclasses.dataclass(frozen=True)
class Mode:
    """One way to run PyTorch on a CPU."""

    bf16: bool
    compiled: bool

    @property
    def name(self) -> str:
        return f"{'bf16' if self.bf16 else 'fp32'}-{'compiled' if self.compiled else 'eager'}"

    def autocast(self) -> torch.autocast:
        return torch.autocast("cpu", torch.bfloat16, enabled=self.bf16)


MODES = {mode.name: mode for mode in (Mode(b, c) for b in (False, True) for c in (False, True))}


def step(model: nn.Module, adamw: torch.optim.AdamW, mode: Mode, tokens: Tensor, targets: Tensor) -> Tensor:
    """One whole training step: forward, backward, clipping to norm 1, update."""
    with mode.autocast():
        loss = model(tokens, targets)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    adamw.step()
    adamw.zero_grad(set_to_none=True)
    return loss
