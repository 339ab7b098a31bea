"""The encoder that is fine-tuned: a base model's lower layers, and two small heads on top of it.

One head reads the whole line and the stretch in question and says none, bullish, bearish or neutral. The other reads
each value marker and says what kind of level it is to the view; it is learned beside the first and does not ship, since
the patterns of the rules know kinds better.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from pipeline.extract.encoder import LABELS, NONE
from pipeline.extract.marking import END, MARKERS, START
from pipeline.types import LevelKind

KINDS = (NONE, *(kind.value for kind in LevelKind if kind is not LevelKind.OBSERVED))
TOKENS = 128  # a line is cut there
DROPOUT = 0.1


class Network(nn.Module):
    """`forward(ids, mask)` gives logits over LABELS (batch, 4) and over KINDS for every token (batch, length, 11)."""

    def __init__(self, encoder: nn.Module, start: int, end: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.start, self.end = start, end
        size: int = encoder.config.hidden_size
        self.dropout = nn.Dropout(DROPOUT)
        self.stance = nn.Linear(2 * size, len(LABELS))
        self.kind = nn.Linear(size, len(KINDS))

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        inside = (ids == self.start).long().cumsum(1) - (ids == self.end).long().cumsum(1)
        pooled = torch.cat([_mean(hidden, mask), _mean(hidden, inside * mask)], dim=1)
        return self.stance(self.dropout(pooled)), self.kind(self.dropout(hidden))

    def freeze(self, layers: int) -> None:
        """Leave the embeddings and so many of the lower layers as they are; 0 frees all."""
        lower = [self.encoder.embeddings, *self.encoder.encoder.layer[:layers]] if layers else []
        for parameter in self.parameters():
            parameter.requires_grad_(True)
        for module in lower:
            module.requires_grad_(False)


def _mean(hidden: Tensor, mask: Tensor) -> Tensor:
    """The mean of the tokens that a mask (batch, length) keeps; zeros where it keeps none."""
    weights = mask.unsqueeze(2).to(hidden.dtype)
    mean: Tensor = (hidden * weights).sum(1) / weights.sum(1).clamp(min=1.0)
    return mean


def marked_tokenizer(base: Path) -> Tokenizer:
    """The base's tokenizer, in which our markers have the places of words that it left unused."""
    data: dict[str, Any] = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary: dict[str, int] = data["model"]["vocab"]
    for number, marker in enumerate(MARKERS, start=1):
        place = vocabulary.pop(f"[unused{number}]")
        vocabulary[marker] = place
        plain = dict.fromkeys(("single_word", "lstrip", "rstrip", "normalized"), False)
        data["added_tokens"].append({"id": place, "content": marker, "special": True, **plain})
    data["added_tokens"].sort(key=lambda token: token["id"])
    tokenizer = Tokenizer.from_str(json.dumps(data))
    tokenizer.enable_truncation(TOKENS)
    tokenizer.no_padding()
    return tokenizer


def load_base(base: Path, *, layers: int, tokenizer: Tokenizer) -> Network:
    """A base model's embeddings and first `layers` layers, with fresh heads."""
    config = AutoConfig.from_pretrained(base, local_files_only=True)
    config.num_hidden_layers = min(layers, config.num_hidden_layers)
    encoder = AutoModel.from_pretrained(
        base, config=config, attn_implementation="eager", add_pooling_layer=False, local_files_only=True
    )
    return Network(encoder, token_id(tokenizer, START), token_id(tokenizer, END))


def token_id(tokenizer: Tokenizer, *names: str) -> int:
    """The id of the first of some tokens that a vocabulary has: "[PAD]" in BERT's is "<pad>" in MPNet's."""
    return next(place for place in map(tokenizer.token_to_id, names) if place is not None)
