"""What the rest of an article says of a name: "Low said" is Jason Low, "Okanami’s target" that of Okanami Securities.

A sentence alone cannot tell; the names given in full anywhere in the article can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.extract.attribution import VIEW_NOUNS, verbs
from pipeline.extract.units import FIRM, NAME, PERSON, PLACE, ROLE, SHY, SURNAMES, Unit, short_form, without_overlaps
from pipeline.name_tables import load_opening_words

RE_OWNED = re.compile(r"(?P<owner>.+)[’']s\s(?P<owned>\S+)")


@dataclass(frozen=True, slots=True)
class Known:
    """The surnames of the people that an article names in full, and the first words of its houses."""

    surnames: frozenset[str]
    houses: frozenset[str]


def known_names(units: Iterable[Unit]) -> Known:
    """What the units of a whole article explain: "Nomi Ward" the name Ward, "Okanami Securities" the name Okanami."""
    people, houses = set(), set()
    for unit in units:
        if unit.kind == PERSON and " " in unit.text:
            people.add(unit.text.split()[-1])
        elif unit.kind == FIRM:
            houses.add(short_form(unit.text))
    return Known(frozenset(people), frozenset(houses - people - {""}))


def units_again(text: str, start: int, end: int, units: Sequence[Unit], known: Known) -> tuple[Unit, ...]:
    """The units of the sentence `text[start:end]`, lone names read by what is known of them, and surnames found."""
    units = [*units, *_opening_names(text, start, end, units, known)]
    roles = {u.start for u in units if u.kind == ROLE}
    parts = [part for unit in units for part in _parted(unit, known)]
    again = [
        _again(unit, known, before_role=unit.end + 1 in roles, speaks=bool(_speaking().match(text, unit.end, end)))
        for unit in parts
    ]
    return tuple(without_overlaps([*again, *_common_surnames(text, start, end, known)]))


def _opening_names(text: str, start: int, end: int, units: Sequence[Unit], known: Known) -> Iterator[Unit]:
    """Names that were taken for ordinary words: "Sterling" in "Sterling expects more", of Sterling Capital."""
    for name in sorted(n for n in known.surnames | known.houses if n.lower() in load_opening_words()):
        for match in re.finditer(rf"\b{name}\b", text[start:end]):
            a, b = start + match.start(), start + match.end()
            if not any(u.start < b and a < u.end for u in units):
                yield Unit(NAME, a, b, name)


def _parted(unit: Unit, known: Known) -> list[Unit]:
    """An unknown name that a possessive parts before a surname of the article: "Okanami’s Ward" is two names."""
    match = RE_OWNED.fullmatch(unit.text) if unit.kind == NAME else None
    if not match or match["owned"] not in known.surnames:
        return [unit]
    owner = replace(unit, end=unit.start + match.end("owner"), text=match["owner"])
    return [owner, replace(unit, kind=PERSON, key="", start=unit.end - len(match["owned"]), text=match["owned"])]


def _again(unit: Unit, known: Known, *, before_role: bool, speaks: bool) -> Unit:
    """A lone name: a house's short form is the house, a house's name that a person of the article bears is hers."""
    if unit.text in known.houses and (unit.kind in (NAME, PERSON) or (unit.kind == PLACE and speaks)):
        return replace(unit, kind=FIRM, key="short")
    if unit.kind == FIRM and unit.key == SHY and unit.text in known.surnames and not before_role:
        return replace(unit, kind=PERSON, key="")
    return unit


def _common_surnames(text: str, start: int, end: int, known: Known) -> Iterator[Unit]:
    """Surnames that are common words, where they speak: "Low expects", "said Low", "Low’s target", not "Low rates"."""
    for name in sorted(n for n in known.surnames if n.lower() in SURNAMES):
        spoken = rf"(?:\b(?:{verbs('say')}|[Aa]ccording to) )"
        for match in re.finditer(rf"{spoken}{name}\b(?! \d)|\b{name}(?={_speaking().pattern})", text[start:end]):
            stop = start + match.end()
            yield Unit(PERSON, stop - len(name), stop, name)


@cache
def _speaking() -> re.Pattern[str]:
    """What stands behind a name that speaks: " expects", "’s target", " raised its", not the verb of "Low rates"."""
    verb = rf"(?:{verbs('say')}|{verbs('think')}|{verbs('set')} (?:his|her|the|its)\b)"
    return re.compile(rf"(?: (?:also |now |still )?{verb}|[’']s (?:\w+ ){{0,3}}?{VIEW_NOUNS}\b)")
