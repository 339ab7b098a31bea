"""Tells how one article became its views, sentence by sentence: `explain_file(Path("commentary/wrap.txt"))`.

Under "The index has further to go, says Low" stand what was found in it, each candidate with its weight, and its fate.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import gazetteer
from pipeline.extract.article import Reading, read_candidates
from pipeline.extract.decide import decide, judge
from pipeline.extract.encoder import ModelError
from pipeline.extract.levels import Typed
from pipeline.extract.load import load
from pipeline.extract.opinions import BY_RULES, Asked, Decider, Opinion
from pipeline.extract.pieces import Piece
from pipeline.extract.units import FIRM, INDEX, NAME, OUTSIDER, PERSON, PLACE, PROXY, ROLE, Unit
from pipeline.extract.views import by_level_horizon, horizon_of
from pipeline.read import ReadError, read_article
from pipeline.run import SPACY_MODEL, check_setup
from pipeline.shipped import resolve_model
from pipeline.types import Dropped, Extraction, Holder, Horizon, Level, LevelKind, Stance, Stated, View
from pipeline.workers import RunError, Setup

WIDTH = 110
UNIT_WORDS = {PERSON: "person", FIRM: "firm", ROLE: "role", NAME: "name", OUTSIDER: "outsider", PLACE: "place"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate and its fate: how likely a view and each stance, and why it was dropped, or empty.

    One of a barred holder is not weighed: its probability is None.
    """

    piece: Piece
    horizon: Horizon
    probability: float | None
    stances: Mapping[Stance, float]
    reason: str = ""


def explain_file(path: Path, *, model: str | None = None, spacy_model: str = SPACY_MODEL) -> list[str]:
    """The explanation of a file's article, line by line. Raises RunError where the file or a model cannot be used."""
    return explain_reading(*read_file(path, model=model, spacy_model=spacy_model))


def read_file(path: Path, *, model: str | None = None, spacy_model: str = SPACY_MODEL) -> tuple[Reading, Decider]:
    """The reading of a file's article, and what decides. Raises RunError where the file or a model cannot be used."""
    folder, source_file = located(path)
    setup = Setup(resolve_model(model), spacy_model)
    check_setup(setup)
    try:
        article = read_article(folder, source_file)
        extractor = load(spacy_model, setup.model)
    except ReadError as error:
        raise RunError(f"'{path}' cannot be read: {error.reason}", error.advice) from error
    except ModelError as error:
        raise RunError(str(error), "") from error
    return read_candidates(extractor.nlp, article), extractor.decider


def located(path: Path) -> tuple[Path, str]:
    """The folder and the source_file of "notes/mail.mbox#3"; RunError where there is no such file."""
    names = str(path).split("#")
    for length in range(len(names), 0, -1):
        file = Path("#".join(names[:length]))
        if file.is_file():
            return file.parent, "#".join([file.name, *names[length:]])
    raise RunError(f"there is no file '{path}'", "name a file with an article, or one in it: mail.mbox#3")


def explain_reading(reading: Reading, decider: Decider = BY_RULES) -> list[str]:
    """The explanation of a reading: the article, its holders, its sentences with their candidates, its views."""
    decider = remembering(decider)
    extraction = decide(reading, decider)
    candidates, others = candidates_of(reading, extraction.dropped, decider)
    lines = [*_article_lines(reading), "", "Holders", *_holder_lines(reading), "", "Sentences"]
    for number in range(len(reading.parsed)):
        mine = [candidate for candidate in candidates if candidate.piece.sentence == number]
        lines += _sentence_lines(reading, number, mine)
    lines += ["", *_result_lines(extraction)]
    for dropped in others:
        lines += _wrapped(f"also dropped ({dropped.step}): {dropped.reason}: “{dropped.excerpt.text}”")
    return lines


def remembering(decider: Decider) -> Decider:
    """A decider that is asked about each candidate of an article once, however often it is looked at."""
    known: dict[Piece, Opinion] = {}

    def opinions(asked: Sequence[Asked]) -> list[Opinion]:
        new = [(reading, piece) for reading, piece in asked if piece not in known]
        known.update(zip((piece for _, piece in new), decider.opinions(new), strict=True))
        return [known[piece] for _, piece in asked]

    return replace(decider, opinions=opinions)


def candidates_of(
    reading: Reading, dropped: Iterable[Dropped], decider: Decider = BY_RULES
) -> tuple[list[Candidate], list[Dropped]]:
    """Every candidate in reading order with its fate, and what was dropped that is no candidate of the reading."""
    kept, waiting = judge(reading, decider)[0], list(dropped)
    candidates = []
    for piece in reading.pieces:
        for part in [piece] if piece.actor.barred else by_level_horizon(reading, piece):
            judged = next((judged for judged in kept if judged.piece == part), None)
            if judged is None:
                candidates.append(_dropped(reading, part, _take_reason(waiting, part), decider))
            else:
                kept.remove(judged)
                candidates.append(Candidate(part, judged.horizon, judged.probability, judged.stances))
    return candidates, waiting


def _take_reason(waiting: list[Dropped], piece: Piece) -> str:
    """The reason that was given for a stretch, taken off the list; barred holders have their own."""
    for dropped in waiting:
        same_stretch = (dropped.excerpt.start, dropped.excerpt.end) == (piece.start, piece.end)
        if same_stretch and piece.actor.barred in ("", dropped.reason):
            waiting.remove(dropped)
            return dropped.reason
    return "no reason was given"


def _dropped(reading: Reading, piece: Piece, reason: str, decider: Decider) -> Candidate:
    """A dropped candidate with how likely a view it was, which was too little; a barred holder's is not weighed."""
    level = next((typed for typed in piece.levels if typed.kind is LevelKind.TARGET), None)
    horizon = horizon_of(reading, piece, level)
    if piece.actor.barred:
        return Candidate(piece, horizon, None, {}, reason)
    opinion = decider.opinion(reading, piece)
    return Candidate(piece, horizon, opinion.view, opinion.stances, reason)


def _wrapped(text: str, indent: str = "") -> list[str]:
    """A text in lines that a terminal holds, those after the first a little further in."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def article_facts(reading: Reading) -> str:
    """What is known of an article besides its title: its day, publisher, home market, and how much of it is read."""
    article = reading.article
    read = sum(block.end - block.start for block in article.blocks)
    day = article.published_date.isoformat() if article.published_date else "no date"
    share = f"{read} of {len(article.text)} characters are the article"
    return ", ".join(filter(None, [day, article.publisher, f"home market {reading.home}", share]))


def _article_lines(reading: Reading) -> list[str]:
    article = reading.article
    lines = [article.source_file, *_wrapped(article.title or "(no title)", "  ")]
    lines += _wrapped(article_facts(reading), "  ")
    if article.byline:
        lines += _wrapped(f"by {', '.join(article.byline)}", "  ")
    return lines + [line for note in article.notes for line in _wrapped(f"note: {note}", "  ")]


def holder_words(holder: Holder) -> str:
    """A holder as people write it: "Nomi Ward, strategist, Kest Bank"."""
    return ", ".join(filter(None, (holder.analyst, holder.role, holder.firm))) or "nobody"


def _name(holder: Holder) -> str:
    return holder.analyst or holder.firm or "nobody"


def _holder_lines(reading: Reading) -> list[str]:
    """The people and firms of an article in the order in which they were met, and why some hold no view."""
    lines = []
    for actor in reading.cast.actors.values():
        barred = f": holds no view ({actor.barred.replace('_', ' ')})" if actor.barred else ""
        lines += _wrapped(holder_words(actor.holder) + barred, "  ")
    return lines or ["  none"]


def _sentence_lines(reading: Reading, number: int, candidates: Sequence[Candidate]) -> Iterator[str]:
    """A sentence with all that was found in it."""
    sentence = reading.parsed[number]
    kind = "" if sentence.kind == "paragraph" else f"({sentence.kind.replace('_', ' ')}) "
    yield from _wrapped(f"[{number + 1}] {kind}{sentence.text}")
    found = {
        "mentions": _mentions(reading, number),
        "levels": [typed_words(typed) for typed in reading.levels[number]],
        "horizons": [span.horizon.words for span in sentence.horizons],
        "speaks": speakers(reading, number),
    }
    for what, words in found.items():
        if words:
            yield from _wrapped(f"{what}: {'; '.join(words)}", "      ")
    for candidate in candidates:
        yield from _candidate_lines(reading, candidate)


def speakers(reading: Reading, number: int) -> list[str]:
    """Who speaks in a sentence, and how that is known: "Low (inverted)"."""
    return [
        f"{' and '.join(_name(actor.holder) for actor in said.actors) or 'nobody'} ({said.form})"
        for said in reading.said
        if said.sentence == number
    ]


def _mentions(reading: Reading, number: int) -> list[str]:
    """Who and what a sentence names, in its order: "Low (person)", "the index = SPX"."""
    text, sentence = reading.article.text, reading.parsed[number]
    found = [(unit.start, f"{unit.text} ({unit_words(unit)})") for unit in sentence.units if unit.kind in UNIT_WORDS]
    for market in reading.markets[number]:
        proxy = " (proxy)" if market.proxy else ""
        found.append((market.start, f"{text[market.start : market.end]} = {market.symbol}{proxy}"))
    known = {start for start, _ in found}
    found += [(u.start, u.text) for u in sentence.units if u.kind in (INDEX, PROXY) and u.start not in known]
    return [" ".join(words.split()) for _, words in sorted(found)]


def unit_words(unit: Unit) -> str:
    """What a unit is: "person", or for those who hold no view what they are: "outsider: policy maker"."""
    outsider = gazetteer.outsider_of(unit.text) if unit.kind == OUTSIDER else None
    return UNIT_WORDS[unit.kind] + (f": {outsider.kind.replace('_', ' ')}" if outsider else "")


def typed_words(typed: Typed) -> str:
    """A number with its kind and index: "target 7,500 SPX"."""
    return f"{typed.kind.replace('_', ' ')} {_points(typed.value)} {typed.symbol}{'' if typed.sure else ' (a guess)'}"


def _points(value: float) -> str:
    """A level as people write it: 7500.0 -> "7,500", 4549.78 -> "4,549.78"."""
    return f"{value:,.2f}".removesuffix(".00")


def candidate_words(candidate: Candidate) -> str:
    """A candidate in words: whose view of what it would be, and how it was weighed."""
    piece = candidate.piece
    who = " and ".join(_name(actor.holder) for actor in (piece.actor, *piece.co_actors))
    levels = f", {', '.join(typed_words(typed) for typed in piece.levels)}" if piece.levels else ""
    until = f", until {candidate.horizon.words}" if candidate.horizon.words else ""
    weighed = ""
    if candidate.probability is not None:
        stances = ", ".join(f"{stance} {share:.2f}" for stance, share in candidate.stances.items())
        weighed = f": a view {candidate.probability:.2f} ({stances})"
    return f"{who} on {piece.symbol} ({piece.link}, {piece.form}){levels}{until}{weighed}"


def stretch_of(reading: Reading, candidate: Candidate) -> str:
    """The stretch that a candidate stands in where it is not the whole sentence, else ""."""
    piece = candidate.piece
    sentence = reading.parsed[piece.sentence]
    is_whole = (piece.start, piece.end) == (sentence.start, sentence.end)
    return "" if is_whole else reading.article.text[piece.start : piece.end].strip()


def _candidate_lines(reading: Reading, candidate: Candidate) -> list[str]:
    """A candidate in words with its fate, and where in its sentence it stands."""
    fate = f"dropped, {candidate.reason.replace('_', ' ')}" if candidate.reason else "kept"
    lines = _wrapped(f"* {candidate_words(candidate)}: {fate}", "      ")
    stretch = stretch_of(reading, candidate)
    return lines + (_wrapped(f"in “{stretch}”", "        ") if stretch else [])


def _result_lines(extraction: Extraction) -> list[str]:
    """The views, the observed levels that nobody holds, and how many candidates were dropped for which reason."""
    lines = ["Views", *(line for view in extraction.views for line in _view_lines(view))]
    if not extraction.views:
        lines.append("  none")
    if extraction.observed:
        stood = dict.fromkeys(f"{level.symbol} {_points(level.value)}" for level in extraction.observed)
        lines += ["", "Observed levels", *_wrapped(", ".join(stood), "  ")]
    if extraction.stated:
        lines += ["", "Printed consensus", *(line for stated in extraction.stated for line in _stated_lines(stated))]
    reasons = Counter(dropped.reason.replace("_", " ") for dropped in extraction.dropped)
    if reasons:
        lines += ["", "Dropped candidates"]
        lines += [f"  {count:4}  {reason}" for reason, count in sorted(reasons.items(), key=lambda r: (-r[1], r[0]))]
    return lines


def _stated_lines(stated: Stated) -> list[str]:
    until = f" until {stated.horizon.words}" if stated.horizon.words else ""
    told = f"{stated.symbol} {stated.statistic} {_points(stated.value)}{until}: “{stated.evidence.text}”"
    return _wrapped(" ".join(told.split()), "  ")


def _view_lines(view: View) -> list[str]:
    co_analysts = f" (with {', '.join(view.holder.co_analysts)})" if view.holder.co_analysts else ""
    until = f" until {view.horizon.words}" if view.horizon.words else ""
    proxy = ", by proxy" if view.proxy else ""
    levels = f": {', '.join(map(level_words, view.levels))}" if view.levels else ""
    sure = f", confidence {view.confidence:.2f}" if view.confidence is not None else ""
    lines = _wrapped(
        f"{holder_words(view.holder)}{co_analysts}: {view.stance} on {view.symbol}{until}{proxy}{sure}{levels}", "  "
    )
    return lines + _wrapped(f"“{view.evidence.text}”", "      ")


def level_words(level: Level) -> str:
    """A level of a view: "target 7,500"."""
    return f"{level.kind.replace('_', ' ')} {_points(level.value)}"
