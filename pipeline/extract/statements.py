"""Says for each sentence who speaks in it: the attribution in it, the quotation it belongs to, or nobody.

In "“We like it. It is cheap,” said Low. “Buy the dip.”" all three sentences are Low's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.attribution import Attribution, find_attributions, verbs
from pipeline.extract.holders import Actor, Cast
from pipeline.extract.parse import Parsed
from pipeline.extract.quotes import share_quoted
from pipeline.extract.short_mentions import Memory, Mention, full_mentions, remember, short_mentions
from pipeline.extract.skeleton import build_skeleton
from pipeline.extract.units import NAME, Unit
from pipeline.types import BlockKind

RE_BREAK = re.compile(r";|,? (?:while|whereas|but|although|though|as) |, (?:and|with) |\. | and ")
QUOTED = 0.5
SHORT_BLOCK = 6
WORDS_KEPT = 1 << 12  # openings of sentences, whose patterns are remembered
RE_GOES_ON = re.compile(
    r"(?:But |And |Still, |Meanwhile, )?(?:(?:The|A|In (?:the|a|its)|On (?:the )?(?:way "
    r")?(?:up|down)|Under the|Its|His|Her) ?(?:long-term |new |old )?"
    r"(?:bull|bear|base|best|worst|upside|downside|support|resistance|target|forecast|"
    r"number|figure|case|scenario|previous|next)|Below|Above|Beyond|Under|Support|"
    r"Resistance|Key [Ss]upport|Key [Rr]esistance|Supports|Strategy|For the|By)\b"
)
RE_CONDITION_BEFORE = re.compile(r"\b(?:if|unless|until|once|when|whether|because|after|before|should) (?:the |The )?$")
RE_SPEAKS_AFTER = re.compile(rf" (?!(?:is|are|was|were)\b)(?:{verbs('say')}|{verbs('think')})|,? who\b")
RE_BY = re.compile(r"(?:By|by|BY|Written by|Author:|Analysis by|Contributed by)\s")
RE_SIGNED = re.compile(r"\s[-–—|]\s?(?:by )?$")


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch [start, end) of one sentence with who speaks in it; `form` tells how that is known.

    Forms: the attribution's (according, inverted, subject, colon, noun, with), `quote` for the rest of a quotation,
    `after` for a sentence that follows an attributed one in its paragraph and has no speaker of its own.
    """

    sentence: int
    start: int
    end: int
    actors: tuple[Actor, ...]
    form: str


def find_statements(text: str, parsed: Sequence[Parsed], cast: Cast) -> list[Said]:
    """Who says what, sentence by sentence in reading order; sentences that nobody is given have none.

    In a house's own note every sentence that nobody else is given is its author's.
    """
    memory = Memory()
    own = [_attributed(n, text, sentence, cast, memory) for n, sentence in enumerate(parsed)]
    author = find_author(text, parsed, cast)
    said = list(own)
    for number, sentence in enumerate(parsed):
        if not own[number]:
            said[number] = _unattributed(number, sentence, parsed, own, said)
        if author and not any(s.actors for s in said[number]):
            said[number] = [Said(number, sentence.start, sentence.end, author, "author")]
    return [s for some in said for s in some]


def find_author(text: str, parsed: Sequence[Parsed], cast: Cast) -> tuple[Actor, ...]:
    """Whose note the article is: "By Nomi Ward, head of strategy", a title that ends in "- Kest Bank"; else nobody."""
    for number, sentence in enumerate(parsed):
        if sentence.kind is BlockKind.TITLE or number == 0:
            last = sentence.units[-1] if sentence.units else None
            if (
                last
                and last.kind == "F"
                and last.end == sentence.end
                and RE_SIGNED.search(text, sentence.start, last.start)
            ):
                firm = cast.firm(last.text)
                return (firm,) if firm and not firm.barred else ()
        if RE_BY.match(text, sentence.start, sentence.end):
            people = [
                cast.person(n) for i in sentence.introductions for n in i.people if i.role_kind.startswith("holder")
            ]
            found = tuple(p for p in people if p and not p.barred)
            if found:
                return found
    return ()


def _attributed(number: int, text: str, sentence: Parsed, cast: Cast, memory: Memory) -> list[Said]:
    """The stretches that the sentence itself gives to somebody; brings the memory up to date."""
    full = [m for m in full_mentions(sentence, cast, memory) if not _in_quote(m, sentence)]
    mentions = sorted([*full, *short_mentions(text, sentence, full, memory)], key=lambda m: m.start)
    units, actors = _speaker_units(text, sentence, mentions)
    anybody = any(u.kind in "HO" for u in units)
    found = find_attributions(build_skeleton(text, sentence.start, sentence.end, units)) if anybody else []
    found = [a for a in found if not _in_condition(text, sentence, a, actors)]
    said = _scoped(number, text, sentence, found, actors)
    remember(memory, sentence, mentions, said[-1].actors if said else ())
    return said


def _in_condition(text: str, sentence: Parsed, attribution: Attribution, actors: dict[int, tuple[Actor, ...]]) -> bool:
    """Whether an outsider only does something in a clause of another's: "sees 7,000 if the Fed cuts rates"."""
    outsiders = all(a.barred for s in attribution.speakers for a in actors[s])
    return outsiders and bool(RE_CONDITION_BEFORE.search(text, sentence.start, attribution.start))


def _in_quote(mention: Mention, sentence: Parsed) -> bool:
    return any(q.start <= mention.start and mention.end <= q.end and q.end - q.start > 40 for q in sentence.quotes)


def _speaker_units(
    text: str, sentence: Parsed, mentions: Sequence[Mention]
) -> tuple[list[Unit], dict[int, tuple[Actor, ...]]]:
    """The units of the speakers' skeleton: H and O for actors, Q for quotations, the rest as it is outside them."""
    pieces: list[tuple[Unit, tuple[Actor, ...]]] = []
    for m in mentions:
        kind = "H" if m.actors and not m.actors[0].barred else "O"
        pieces.append((Unit(kind, m.start, m.end, text[m.start : m.end]), m.actors))
    for q in sentence.quotes:
        start, end = max(q.start, sentence.start), min(q.end, sentence.end)
        if end - start > 0 and not any(u.start < end and start < u.end for u, _ in pieces):
            start = start - 1 if start > sentence.start else start
            end = end + 1 if end < sentence.end else end
            pieces.append((Unit("Q", start, end, ""), ()))
    for u in sentence.units:
        if all(u.end <= p.start or p.end <= u.start for p, _ in pieces) and not _is_plain_word(text, sentence, u):
            pieces.append((u if u.kind != "X" else Unit("O", u.start, u.end, u.text), ()))
    pieces.sort(key=lambda p: p[0].start)
    return [u for u, _ in pieces], {i: a for i, (_, a) in enumerate(pieces)}


def _is_plain_word(text: str, sentence: Parsed, unit: Unit) -> bool:
    """Whether a capitalised word is one only as the first of its sentence: "Optimism is greatest at Kest Bank".

    The recogniser knows no such name, and the article has it nowhere else behind another word.
    """
    if unit.kind != NAME or unit.key or unit.start != sentence.start or not unit.text.isalpha():
        return False
    return not RE_SPEAKS_AFTER.match(text, unit.end) and not _inside(unit.text).search(text)


@lru_cache(maxsize=WORDS_KEPT)
def _inside(word: str) -> re.Pattern[str]:
    """A word behind another: "an Optimism" is, "so. Optimism" is not."""
    return re.compile(rf"[\w,] {word}\b")


def _scoped(
    number: int, text: str, sentence: Parsed, found: Sequence[Attribution], actors: dict[int, tuple[Actor, ...]]
) -> list[Said]:
    """Cuts the sentence between its attributions: "A sees 5,000, while B expects 4,000" gives each a half."""
    if not found:
        return []
    cuts = [sentence.start]
    for left, right in zip(found, found[1:], strict=False):
        cuts.append(_cut(text, left, right))
    cuts.append(sentence.end)
    said = []
    for attribution, start, end in zip(found, cuts, cuts[1:], strict=False):
        who = tuple(dict.fromkeys(a for s in attribution.speakers for a in actors[s]))
        said.append(Said(number, start, max(start, end), who, attribution.form))
    return _joined(said)


def _cut(text: str, left: Attribution, right: Attribution) -> int:
    """Where one speaker's words end and the next one's begin: at the last break between the attributions."""
    breaks = [m.end() for m in RE_BREAK.finditer(text, left.end, right.start)]
    if breaks:
        return breaks[-1]
    return right.start if right.form != "inverted" else left.end


def _joined(said: list[Said]) -> list[Said]:
    """Joins neighbouring stretches of the same speakers."""
    joined: list[Said] = []
    for s in said:
        if joined and [a.key for a in joined[-1].actors] == [a.key for a in s.actors]:
            joined[-1] = Said(s.sentence, joined[-1].start, s.end, s.actors, joined[-1].form)
        else:
            joined.append(s)
    return joined


def _unattributed(
    number: int, sentence: Parsed, parsed: Sequence[Parsed], own: list[list[Said]], said: list[list[Said]]
) -> list[Said]:
    """A sentence without speaker: part of a quotation, or one that follows an attributed sentence."""
    quoted = share_quoted(list(sentence.quotes), sentence.start, sentence.end) >= QUOTED
    actors: tuple[Actor, ...] = ()
    if quoted:
        actors = _same_quote(number, parsed, own) or _neighbour(number, parsed, said, own)
    if actors:
        return [Said(number, sentence.start, sentence.end, actors, "quote")]
    before = said[number - 1] if number and parsed[number - 1].block == sentence.block else []
    if not quoted and not before and number and RE_GOES_ON.match(sentence.text):
        return [Said(number, sentence.start, sentence.end, s.actors, "carried") for s in said[number - 1][-1:]]
    flows = RE_GOES_ON.match(sentence.text) or sum(p.block == sentence.block for p in parsed) <= SHORT_BLOCK
    if not quoted and flows and before and before[-1].form not in {"row"}:
        return [Said(number, sentence.start, sentence.end, before[-1].actors, "after")]
    return []


def _same_quote(number: int, parsed: Sequence[Parsed], own: list[list[Said]]) -> tuple[Actor, ...]:
    """The speaker of another sentence of the same quotation, the nearest one after it first."""
    quotes = set(parsed[number].quotes)
    for step in (1, -1):
        other = number + step
        while 0 <= other < len(parsed) and quotes & set(parsed[other].quotes):
            if own[other]:
                return own[other][0 if step > 0 else -1].actors
            other += step
    return ()


def _neighbour(
    number: int, parsed: Sequence[Parsed], said: list[list[Said]], own: list[list[Said]]
) -> tuple[Actor, ...]:
    """The speaker of a quotation that names none: of the sentence before it, else of the paragraph before."""
    block = parsed[number].block
    if number and parsed[number - 1].block == block and said[number - 1]:
        return said[number - 1][-1].actors
    following = [n for n in range(number + 1, len(parsed)) if parsed[n].block == block]
    for n in following:
        if own[n] and own[n][0].form in {"inverted", "subject"}:
            return own[n][0].actors
    previous = [n for n in range(number - 1, -1, -1) if parsed[n].block >= block - 1]
    if previous and said[previous[0]]:
        return said[previous[0]][-1].actors
    return ()
