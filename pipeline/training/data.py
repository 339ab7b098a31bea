"""Prepares what is learned from and what is measured on: passages as examples, articles as readings with gold.

Reading takes minutes, so that it is kept in the working folder and read again only where gold or the rules change.
"""

from __future__ import annotations

import hashlib
import pickle
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pipeline
from pipeline.evaluate import files_of
from pipeline.extract.article import Reading, read_candidates
from pipeline.extract.recogniser import Recogniser, load_nlp
from pipeline.fitting import passage_article
from pipeline.gold import GoldArticle, read_gold
from pipeline.read import read_article
from pipeline.run import SPACY_MODEL
from pipeline.training.copies import without_copies, word_grams
from pipeline.training.examples import Example, label

LEAST = 0.02  # of the rules; what they find less likely is not learned from
PLAIN, PLAIN_SHARE = 0.06, 0.4  # below that the rules are seldom wrong, and there are very many
SOURCES = ("*.py", "*.csv", "*.json", "*.cfg")


@dataclass(frozen=True, slots=True)
class ArticleSet:
    """Annotated articles: `ArticleSet("dev", Path("dev.jsonl"), Path("articles/dev"))`."""

    name: str
    gold: Path
    folder: Path


@dataclass(frozen=True, slots=True)
class Held:
    """One annotated article, of which `key` is set and id, with its reading and its examples."""

    key: str
    gold: GoldArticle
    reading: Reading
    examples: tuple[Example, ...]


def read_articles(sets: Iterable[ArticleSet], work: Path) -> list[Held]:
    """The articles of some sets."""
    each = list(sets)
    files = [path for one in each for path in (one.gold, *sorted(one.folder.iterdir()))]
    found: list[Held] = _kept(work / "articles.pickle", files, lambda: _read_articles(load_nlp(SPACY_MODEL), each))
    return found


def _read_articles(nlp: Recogniser, sets: Sequence[ArticleSet]) -> list[Held]:
    found = []
    for one in sets:
        gold = read_gold(one.gold)
        for name in files_of(one.folder, gold):
            article = gold[Path(name).stem]
            reading = read_candidates(nlp, read_article(one.folder, name))
            found.append(Held(f"{one.name}/{article.article_id}", article, reading, tuple(label(article, reading))))
    return found


def read_passages(files: Sequence[Path], work: Path, held: Iterable[Held]) -> list[Example]:
    """The examples of annotated passages that copy nothing from the articles."""
    gold = {f"{file.stem}/{name}": one for file in files for name, one in read_gold(file).items()}
    found: list[tuple[str, Example]] = _kept(work / "passages.pickle", files, lambda: _read_passages(gold))
    grams = {key: word_grams(one.text) for key, one in gold.items()}
    kept = set(without_copies(grams, (word_grams(one.reading.article.text) for one in held)))
    return [example for key, example in found if key in kept]


def _read_passages(gold: dict[str, GoldArticle]) -> list[tuple[str, Example]]:
    nlp = load_nlp(SPACY_MODEL)
    return [
        (key, example)
        for key, one in sorted(gold.items())
        for example in label(one, read_candidates(nlp, passage_article(one)))
    ]


def worth_learning(examples: Iterable[Example], *, seed: int) -> list[Example]:
    """The examples that the encoder may be asked about, and of those that are plainly no views only some."""
    rng = random.Random(seed)
    asked = (example for example in examples if example.rules >= LEAST)
    return [one for one in asked if one.is_view or one.rules >= PLAIN or rng.random() < PLAIN_SHARE]


def digest(files: Iterable[Path]) -> str:
    """Sixteen hex digits that change with the content of files."""
    total = hashlib.blake2b(digest_size=8)
    for path in files:
        total.update(hashlib.blake2b(path.read_bytes()).digest())
    return total.hexdigest()


def _kept(path: Path, files: Sequence[Path], make: Callable[[], Any]) -> Any:
    """What was kept for the same files and the same source code of the rules, else made and kept."""
    source = Path(pipeline.__file__).parent
    rules = [
        found for pattern in SOURCES for room in ("extract", "read", "data") for found in (source / room).glob(pattern)
    ]
    key = digest([*files, *sorted(rules), source / "fitting.py", source / "training" / "examples.py"])
    if path.is_file():
        known, value = pickle.loads(path.read_bytes())
        if known == key:
            return value
    value = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps((key, value)))
    return value
