"""Shows as a page how one article became its views: `explain_page(Path("commentary/wrap.txt"))` is its HTML.

The same is told as `pipeline.explain` tells in lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline import __version__
from pipeline.explain import (
    Candidate,
    article_facts,
    candidate_words,
    candidates_of,
    holder_words,
    level_words,
    read_file,
    remembering,
    speakers,
    stretch_of,
    typed_words,
    unit_words,
)
from pipeline.extract.article import Reading
from pipeline.extract.decide import decide
from pipeline.extract.opinions import BY_RULES, Decider
from pipeline.extract.units import FIRM, OUTSIDER, PERSON, PLACE, ROLE
from pipeline.report.article import ArticlePage, Fate, FoundView, Passage, article_page
from pipeline.report.context import Span
from pipeline.run import SPACY_MODEL
from pipeline.types import Excerpt, Stated, View

SHOWN_UNITS = (PERSON, FIRM, ROLE, OUTSIDER, PLACE)


def explain_page(path: Path, *, model: str | None = None, spacy_model: str = SPACY_MODEL) -> str:
    """The explanation of a file's article as a page. Raises RunError where the file or a model cannot be used."""
    return article_page(page_of(*read_file(path, model=model, spacy_model=spacy_model)))


def page_of(reading: Reading, decider: Decider = BY_RULES) -> ArticlePage:
    """What the page of a reading shows: its views, its holders, its text, and what became of each candidate."""
    decider = remembering(decider)
    extraction = decide(reading, decider)
    candidates, _ = candidates_of(reading, extraction.dropped, decider)
    reasons = Counter(dropped.reason.replace("_", " ") for dropped in extraction.dropped)
    article = reading.article
    return ArticlePage(
        article.source_file,
        article.title,
        article.url,
        article_facts(reading),
        article.notes,
        [_found(view) for view in extraction.views],
        [(holder_words(a.holder), a.barred.replace("_", " ")) for a in reading.cast.actors.values()],
        list(_passages(reading, candidates, [view.evidence for view in extraction.views])),
        sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])),
        [_stated_words(stated) for stated in extraction.stated],
        __version__,
    )


def _passages(reading: Reading, candidates: Sequence[Candidate], evidence: Sequence[Excerpt]) -> Iterator[Passage]:
    """The whole text in its order: sentences with what was found in them, and what was left out between them."""
    text, place = reading.article.text, 0
    for number, sentence in enumerate(reading.parsed):
        if between := text[place : sentence.start].strip():
            yield Passage("left out", between)
        fates = [
            Fate(candidate_words(one), stretch_of(reading, one), one.reason.replace("_", " "))
            for one in candidates
            if one.piece.sentence == number
        ]
        yield Passage(
            str(sentence.kind).replace("_", " "),
            text[sentence.start : sentence.end],
            list(_spans(reading, number)),
            speakers(reading, number),
            [typed_words(typed) for typed in reading.levels[number]],
            [span.horizon.words for span in sentence.horizons],
            fates,
            any(one.start < sentence.end and sentence.start < one.end for one in evidence),
        )
        place = max(place, sentence.end)
    if rest := text[place:].strip():
        yield Passage("left out", rest)


def _spans(reading: Reading, number: int) -> Iterator[Span]:
    """What is marked in a sentence: levels, markets, people and firms, horizons; offsets are the sentence's."""
    sentence = reading.parsed[number]
    found = [(one.number.start, one.number.end, typed_words(one)) for one in reading.levels[number]]
    for market in reading.markets[number]:
        what = "group of stocks for" if market.proxy else "index"
        found.append((market.start, market.end, f"{what} {market.symbol}"))
    found += [(unit.start, unit.end, unit_words(unit)) for unit in sentence.units if unit.kind in SHOWN_UNITS]
    found += [(span.start, span.end, f"horizon {span.horizon.words}") for span in sentence.horizons]
    for start, end, what in found:
        if sentence.start <= start < end <= sentence.end:
            yield Span(start - sentence.start, end - sentence.start, what)


def _found(view: View) -> FoundView:
    remarks = [f"with {', '.join(view.holder.co_analysts)}"] if view.holder.co_analysts else []
    remarks += ["by proxy"] if view.proxy else []
    remarks += [f"confidence {view.confidence:.2f}"] if view.confidence is not None else []
    levels = [level_words(level) for level in view.levels]
    return FoundView(
        holder_words(view.holder),
        str(view.stance),
        view.symbol,
        view.horizon.words,
        levels,
        remarks,
        view.evidence.text,
    )


def _stated_words(stated: Stated) -> str:
    until = f" until {stated.horizon.words}" if stated.horizon.words else ""
    return f"{stated.symbol} {stated.statistic} {stated.value:,.10g}{until}"
