"""The course of a training: first on passages, then on articles; for each fold once, and for the model that ships.

What a step gave is kept in the working folder under a name that changes with all it depends on: a training that was
broken off goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.extract.encoder import Scores
from pipeline.training.examples import Example

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from pipeline.training.network import Network

Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: passes over the examples, learning rate of the encoder, seed, and how many of its lower layers
    stay as they are."""

    epochs: int
    rate: float
    seed: int
    frozen: int = 0


@dataclass(frozen=True, slots=True)
class Course:
    """The base, how many of its layers are used, and the plans of the two steps; without epochs a step is left out."""

    base: Path
    layers: int
    passages: Plan
    articles: Plan


def blank(course: Course) -> tuple[Network, Tokenizer]:
    """The base with fresh heads, the same for the same seed."""
    import torch

    from pipeline.training.network import load_base, marked_tokenizer

    torch.manual_seed(course.passages.seed)
    tokenizer = marked_tokenizer(course.base)
    return load_base(course.base, layers=course.layers, tokenizer=tokenizer), tokenizer


def train(
    course: Course, passages: Sequence[Example], articles: Sequence[Example], *, work: Path, log: Log
) -> tuple[Network, Tokenizer]:
    """A network that learned from passages, then from articles."""
    network, tokenizer = blank(course)
    key = _key(course.base.name, course.layers, astuple(course.passages), passages)
    _step(network, tokenizer, passages, course.passages, work / f"passages-{key}.pt", log)
    if articles and course.articles.epochs:
        key = _key(key, astuple(course.articles), articles)
        _step(network, tokenizer, articles, course.articles, work / f"articles-{key}.pt", log)
    return network, tokenizer


def _step(
    network: Network, tokenizer: Tokenizer, examples: Sequence[Example], plan: Plan, kept: Path, log: Log
) -> None:
    import torch

    from pipeline.training.learn import learn

    if kept.is_file():
        network.load_state_dict(torch.load(kept, weights_only=True))
        return
    log(f"{kept.stem}: {len(examples)} lines, {sum(example.is_view for example in examples)} of them views")
    learn(network, tokenizer, examples, plan, log=log)
    torch.save(network.state_dict(), kept)


def scores_of(
    course: Course,
    passages: Sequence[Example],
    articles: Sequence[Example],
    lines: Sequence[str],
    *,
    work: Path,
    log: Log,
) -> Mapping[str, Scores]:
    """The scores of lines by a network that learned from the given examples only."""
    key = _key(course.base.name, course.layers, astuple(course.passages), astuple(course.articles), passages, articles)
    kept = work / f"scores-{_key(key, lines)}.json"
    if not kept.is_file():
        from pipeline.training.learn import predict

        network, tokenizer = train(course, passages, articles, work=work, log=log)
        found = predict(network, tokenizer, lines)
        kept.write_text(json.dumps([asdict(scores) for scores in found]), encoding="utf-8")
    data = json.loads(kept.read_text(encoding="utf-8"))
    read = (Scores(tuple(one["labels"])) for one in data)
    return dict(zip(lines, read, strict=True))


def _key(*parts: object) -> str:
    """Twelve hex digits that change with any of some values."""
    return hashlib.blake2b(repr(parts).encode(), digest_size=6).hexdigest()
