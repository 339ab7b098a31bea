"""Turns an article into sentences with their units, numbers, horizons, quotations and introductions.

What is read from a sentence depends on no other's being parsed, but for the names that only the article explains.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.extract.horizons import HorizonSpan, find_horizons
from pipeline.extract.introductions import Introduction, find_introductions
from pipeline.extract.known_names import known_names, units_again
from pipeline.extract.mentions import market_units
from pipeline.extract.names import find_names, settled_names
from pipeline.extract.numbers import Number, find_numbers
from pipeline.extract.quotes import Quote, find_quotes
from pipeline.extract.recogniser import Recogniser
from pipeline.extract.sentences import Sentence, split_block
from pipeline.extract.skeleton import build_skeleton
from pipeline.extract.units import FIRM, INDEX, NAME, PERSON, PLACE, Unit, without_overlaps
from pipeline.types import Article, BlockKind

NAMES = (PERSON, FIRM, NAME, PLACE)  # one of whom every introduction has


@dataclass(frozen=True, slots=True)
class Parsed:
    """One sentence and what was found in it; all offsets are the article's."""

    start: int
    end: int
    block: int
    kind: BlockKind
    text: str
    units: tuple[Unit, ...]
    numbers: tuple[Number, ...]
    horizons: tuple[HorizonSpan, ...]
    quotes: tuple[Quote, ...]
    introductions: tuple[Introduction, ...]

    def of_kind(self, kinds: str) -> tuple[Unit, ...]:
        """The units whose kind is one of the letters."""
        return tuple(u for u in self.units if u.kind in kinds)


def parse_article(nlp: Recogniser, article: Article) -> list[Parsed]:
    """The sentences of all blocks in reading order; the recogniser reads those in which it could find a name."""
    sentences: list[Sentence] = []
    for number, block in enumerate(article.blocks):
        if block.kind is BlockKind.TABLE_ROW:
            sentences.append(Sentence(block.start, block.end, number))
        else:
            sentences += split_block(article.text, block.start, block.end, block=number)
    texts = [article.text[s.start : s.end] for s in sentences]
    marked = [market_units(text) for text in texts]
    names = [settled_names(text, units) for text, units in zip(texts, marked, strict=True)]
    asked = [n for n, settled in enumerate(names) if settled is None]
    for n, entities in zip(asked, nlp([texts[n] for n in asked]), strict=True):
        names[n] = find_names(texts[n], entities, marked[n])
    quotes = [find_quotes(article.text, block.start, block.end) for block in article.blocks]
    parsed = []
    for n, sentence in enumerate(sentences):
        units = without_overlaps([*marked[n], *(names[n] or ())])
        parsed.append(_parsed(article, sentence, units, quotes[sentence.block]))
    known = known_names(u for p in parsed for u in p.units)
    parsed = [_with(p, "units", units_again(article.text, p.start, p.end, p.units, known)) for p in parsed]
    return [_with(p, "introductions", _introductions(article.text, p, parsed)) for p in parsed]


def _with(sentence: Parsed, name: str, value: Any) -> Parsed:
    """The sentence with one of its fields changed; itself where nothing changes, as in most."""
    return sentence if getattr(sentence, name) == value else replace(sentence, **{name: value})


def _parsed(article: Article, sentence: Sentence, units: Sequence[Unit], quotes: Iterable[Quote]) -> Parsed:
    """A sentence with what its own words say; the names of indices and firms ("Russell 2000") hold no numbers."""
    at, text = sentence.start, article.text[sentence.start : sentence.end]
    taken = [(u.start, u.end) for u in units if u.kind in (INDEX, FIRM)]
    numbers = find_numbers(text, 0, len(text), taken=taken)
    horizons = find_horizons(text, article.published_date)
    return Parsed(
        start=sentence.start,
        end=sentence.end,
        block=sentence.block,
        kind=article.blocks[sentence.block].kind,
        text=text,
        units=tuple(Unit(u.kind, at + u.start, at + u.end, u.text, u.key) for u in units),
        numbers=tuple(Number(at + n.start, at + n.end, n.value, n.kind, n.range_id) for n in numbers),
        horizons=tuple(HorizonSpan(at + h.start, at + h.end, h.horizon) for h in horizons),
        quotes=tuple(q for q in quotes if q.start < sentence.end and sentence.start < q.end),
        introductions=(),
    )


def _introductions(text: str, sentence: Parsed, parsed: Sequence[Parsed]) -> tuple[Introduction, ...]:
    """The introductions of a sentence; people of a headline only where they come again, since all its words may have
    capitals: "Kest Strategists Raise China Targets" names nobody."""
    if not any(u.kind in NAMES for u in sentence.units):
        return ()
    found = find_introductions(build_skeleton(text, sentence.start, sentence.end, sentence.units))
    if sentence.kind is BlockKind.TITLE:
        found = [i for i in found if all(_comes_again(name, sentence, parsed) for name in i.people)]
    return tuple(found)


def _comes_again(name: str, sentence: Parsed, parsed: Sequence[Parsed]) -> bool:
    """Whether a name stands in another sentence, as a person's or further in than its first word."""
    surname = re.escape(name.split()[-1])
    again = re.compile(rf"(?:[\w,;:]|[’”\"]) {surname}\b")
    ending = re.compile(rf"(?:^|[ -]){surname}$")
    return any(
        again.search(p.text) or any(ending.search(u.text) for u in p.of_kind(PERSON))
        for p in parsed
        if p.start >= sentence.end
    )
