"""Fine-tunes the encoder on labelled lines: `learn(network, tokenizer, examples, plan)`.

The same seed gives the same weights: order, dropout and the first weights of the heads are drawn from it.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from pipeline.extract.encoder import LABELS, Scores
from pipeline.extract.marking import VALUES
from pipeline.training.course import Plan
from pipeline.training.examples import Example
from pipeline.training.network import KINDS, Network, token_id

OPTIONAL = 0.4  # what an optional view counts
KIND_SHARE = 0.3  # of the loss, beside that of stance
TEACHER_SHARE = 0.6  # of the loss, where a teacher says what it thinks
TEMPERATURE = 2.0  # at which its probabilities are matched (Hinton et al. 2015, https://arxiv.org/abs/1503.02531)
IGNORED = -100  # a place that has no label
BATCH = 16  # lines a step
POOL = 24  # that many batches are drawn at once and sorted by length, so that little is padded
WARMING = 0.06
HEADS_FASTER = 10.0
SMOOTH, LOGGED = 0.98, 50


@dataclass(frozen=True, slots=True)
class Encoded:
    """A line as token ids with its labels as tensors can hold them, and the logits of a teacher, if there is one."""

    ids: list[int]
    accepted: list[bool]
    kinds: list[int]
    weight: float
    taught: tuple[float, ...] = ()


def encode(tokenizer: Tokenizer, example: Example, teacher: Mapping[str, Scores] | None = None) -> Encoded:
    """An example as ids, the accepted labels as flags, and a kind for each token (IGNORED where there is none)."""
    ids = tokenizer.encode(example.line).ids
    values = values_of(tokenizer)
    places = [i for i, token in enumerate(ids) if token in values]
    kinds = [IGNORED] * len(ids)
    for place, kind in zip(places, example.kinds, strict=False):  # a line that was cut has fewer places
        if kind:
            kinds[place] = KINDS.index(kind)
    weight = OPTIONAL if example.optional else 1.0
    taught = teacher[example.line].labels if teacher else ()
    return Encoded(ids, [name in example.stances for name in LABELS], kinds, weight, taught)


def batches(encoded: Sequence[Encoded], size: int, rng: random.Random) -> Iterator[list[Encoded]]:
    """The examples in random order, in batches of lines of about the same length."""
    order = list(encoded)
    rng.shuffle(order)
    made = []
    for at in range(0, len(order), POOL * size):
        pool = sorted(order[at : at + POOL * size], key=lambda e: len(e.ids))
        made += [pool[i : i + size] for i in range(0, len(pool), size)]
    rng.shuffle(made)
    yield from made


def padded(rows: Sequence[Sequence[int]], filler: int) -> Tensor:
    """Rows of different lengths as one tensor."""
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[filler] * (longest - len(row))] for row in rows])


def loss_of(network: Network, batch: Sequence[Encoded], padding: int) -> Tensor:
    """How wrong a network is on a batch: any accepted stance is right, value markers count KIND_SHARE, and
    what a teacher thinks TEACHER_SHARE."""
    ids = padded([e.ids for e in batch], padding)
    mask = padded([[1] * len(e.ids) for e in batch], 0)
    stance, kind = network(ids, mask)
    accepted = torch.tensor([e.accepted for e in batch])
    weights = torch.tensor([e.weight for e in batch])
    scores = functional.log_softmax(stance, dim=1).masked_fill(~accepted, -1e4)
    loss = -(torch.logsumexp(scores, dim=1) * weights).mean()
    kinds = padded([e.kinds for e in batch], IGNORED)
    if bool((kinds != IGNORED).any()):
        loss = loss + KIND_SHARE * functional.cross_entropy(kind.transpose(1, 2), kinds, ignore_index=IGNORED)
    if not batch[0].taught:
        return loss
    taught = functional.softmax(torch.tensor([e.taught for e in batch]) / TEMPERATURE, dim=1)
    apart = functional.kl_div(functional.log_softmax(stance / TEMPERATURE, dim=1), taught, reduction="batchmean")
    return (1 - TEACHER_SHARE) * loss + TEACHER_SHARE * TEMPERATURE**2 * apart


def learn(
    network: Network,
    tokenizer: Tokenizer,
    examples: Sequence[Example],
    plan: Plan,
    *,
    log: Callable[[str], None],
    teacher: Mapping[str, Scores] | None = None,
) -> None:
    """Fine-tune a network in place; `log` is told how it goes. A `teacher` has scores of its own for every line."""
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    network.freeze(plan.frozen)
    encoded = [encode(tokenizer, example, teacher) for example in examples]
    padding = padding_of(tokenizer)
    steps = plan.epochs * -(-len(encoded) // BATCH)
    optimizer = torch.optim.AdamW(_groups(network, plan.rate), weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    network.train()
    began, total = time.monotonic(), 0.0
    every = (batch for _ in range(plan.epochs) for batch in batches(encoded, BATCH, rng))
    for done, batch in enumerate(every, start=1):
        loss = loss_of(network, batch, padding)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        total = SMOOTH * total + (1 - SMOOTH) * float(loss.detach())
        if done % LOGGED == 0 or done == steps:
            speed = done * BATCH / (time.monotonic() - began)
            log(f"step {done} of {steps}, loss {total / (1 - SMOOTH**done):.3f}, {speed:.1f} lines a second")
    network.eval()


def padding_of(tokenizer: Tokenizer) -> int:
    """The id that fills lines up."""
    return token_id(tokenizer, "[PAD]", "<pad>")


def _groups(network: Network, rate: float) -> list[dict[str, object]]:
    """The heads start from nothing and learn faster than the encoder."""
    learning = [p for p in network.encoder.parameters() if p.requires_grad]
    heads = [*network.stance.parameters(), *network.kind.parameters()]
    return [{"params": learning, "lr": rate}, {"params": heads, "lr": HEADS_FASTER * rate}]


def _rate(step: int, steps: int) -> float:
    warm = max(1, round(WARMING * steps))
    return min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))


def predict(network: Network, tokenizer: Tokenizer, lines: Sequence[str]) -> list[Scores]:
    """The scores of lines, in their order."""
    encoded = [tokenizer.encode(line).ids for line in lines]
    order = sorted(range(len(lines)), key=lambda i: len(encoded[i]))
    found: dict[int, Scores] = {}
    network.eval()
    with torch.inference_mode():
        for at in range(0, len(order), BATCH):
            part = order[at : at + BATCH]
            ids = padded([encoded[i] for i in part], padding_of(tokenizer))
            mask = padded([[1] * len(encoded[i]) for i in part], 0)
            stance, _ = network(ids, mask)
            found |= {i: Scores(tuple(stance[row].tolist())) for row, i in enumerate(part)}
    return [found[i] for i in range(len(lines))]


def values_of(tokenizer: Tokenizer) -> frozenset[int]:
    """The ids of the value markers."""
    return frozenset(token_id(tokenizer, marker) for marker in VALUES)
