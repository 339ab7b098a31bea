"""Turns an article into sentences with their units, numbers, horizons, quotations and introductions.

Each sentence is one Doc of its own, so that nothing read from one depends on another's being parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.extract.horizons import HorizonSpan
from pipeline.extract.introductions import Introduction, find_introductions
from pipeline.extract.known_names import known_names, units_again
from pipeline.extract.numbers import Number
from pipeline.extract.quotes import Quote, find_quotes
from pipeline.extract.sentences import Sentence, split_block
from pipeline.extract.skeleton import build_skeleton
from pipeline.extract.units import PERSON, Unit
from pipeline.types import Article, BlockKind


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


def parse_article(nlp: Language, article: Article) -> list[Parsed]:
    """The sentences of all blocks in reading order, each parsed as a Doc of its own."""
    sentences: list[Sentence] = []
    for number, block in enumerate(article.blocks):
        if block.kind is BlockKind.TABLE_ROW:
            sentences.append(Sentence(block.start, block.end, number))
        else:
            sentences += split_block(article.text, block.start, block.end, block=number)
    published = article.published_date.isoformat() if article.published_date else ""
    docs = nlp.pipe((_doc(nlp, article.text[s.start : s.end], published) for s in sentences), batch_size=32)
    quotes = {n: find_quotes(article.text, b.start, b.end) for n, b in enumerate(article.blocks)}
    parsed = [_parsed(article, s, d, quotes[s.block]) for s, d in zip(sentences, docs, strict=True)]
    known = known_names(u for p in parsed for u in p.units)
    parsed = [replace(p, units=units_again(article.text, p.start, p.end, p.units, known)) for p in parsed]
    return [replace(p, introductions=_introductions(article.text, p, parsed)) for p in parsed]


def _doc(nlp: Language, text: str, published: str) -> Doc:
    doc = nlp.make_doc(text)
    doc.user_data["published"] = published
    return doc


def _parsed(article: Article, sentence: Sentence, doc: Doc, quotes: Iterable[Quote]) -> Parsed:
    at = sentence.start
    units = [replace(u, start=at + u.start, end=at + u.end) for u in doc._.units]
    return Parsed(
        start=sentence.start,
        end=sentence.end,
        block=sentence.block,
        kind=article.blocks[sentence.block].kind,
        text=doc.text,
        units=tuple(units),
        numbers=tuple(replace(n, start=at + n.start, end=at + n.end) for n in doc._.numbers),
        horizons=tuple(replace(h, start=at + h.start, end=at + h.end) for h in doc._.horizons),
        quotes=tuple(q for q in quotes if q.start < sentence.end and sentence.start < q.end),
        introductions=(),
    )


def _introductions(text: str, sentence: Parsed, parsed: Sequence[Parsed]) -> tuple[Introduction, ...]:
    """The introductions of a sentence; people of a headline only where they come again, since all its words may have
    capitals: "Kest Strategists Raise China Targets" names nobody."""
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
