"""Names of people, firms and places in a sentence, from spaCy's entities and the shape of the words.

In "Ravi Low of Teller & Co in Boston" there are a person, a firm and a place; what is neither stays an unknown name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline import gazetteer
from pipeline.extract.recogniser import Entity
from pipeline.extract.units import (
    FIRM,
    FIRM_WORDS,
    NAME,
    OUTSIDER,
    PERSON,
    PLACE,
    ROLE,
    SHY,
    Unit,
    firm_at,
    joined_spans,
    lone_surnames,
    looks_like_firm,
    name_spans,
)
from pipeline.name_tables import load_geography, load_places

PLACE_LABELS = frozenset({"GPE", "LOC", "NORP", "FAC", "DATE", "EVENT", "LANGUAGE", "LAW", "TIME"})
RE_AT_FIRM = re.compile(
    r",? (?:at|of|for|with|from|to) (?:the )?(?:[A-Z][\w.]*(?:,? [A-Z][\w.]*){0,3}-based )?(?=[A-Z0-9])"
)
RE_OWNS = re.compile(r"(?:[’']s)?\s?")
RE_POSSESSIVE = re.compile(r"[’']s\s(?=[A-ZÀ-Þ])")
RE_PERSON_SHAPE = re.compile(
    r"^(?:[A-ZÀ-Þ][\w’'.-]+|[A-Z]\.?)"
    r"(?:\s(?:[A-ZÀ-Þ][\w’'.-]*|de|van|von|der|la|le|bin|al|di|da|del|den))*$"
)


def find_names(text: str, entities: Sequence[Entity], units: Sequence[Unit]) -> list[Unit]:
    """Names outside `units` (indices, firms, roles), as people, firms, outsiders, places or unknown names."""
    firms = _firms_after_roles(text, entities, units)
    firms += _joined_firms(text, entities, [*units, *firms])
    taken = [(u.start, u.end) for u in [*units, *firms]]
    people = [(start, end) for start, end, label in entities if label == "PERSON"]
    found = name_spans(text, 0, len(text), taken, people)
    spans = [part for a, b in found for part in _owner_and_owned(text, a, b, entities)]
    names = [_name(text, *part, entities) for span in spans for part in _house_and_place(text, *span, entities)]
    return [*firms, *(_house_before_role(text, n, units) for n in names), *_lone_surnames(text, people, names)]


def settled_names(text: str, units: Sequence[Unit]) -> list[Unit] | None:
    """What `find_names` finds whatever the entities are; None where they could change it.

    "Jerome Powell spoke in Japan on Monday" needs no recogniser: its names are known. A name that is not, a word that
    may be a surname, an ampersand, or a firm behind a role do.
    """
    taken = [(u.start, u.end) for u in units]
    spans = name_spans(text, 0, len(text), taken)
    if (
        not all(_is_known(text, *span) for span in spans)
        or lone_surnames(text, taken)
        or joined_spans(text, taken)
        or any(u.kind == ROLE and RE_AT_FIRM.match(text, u.end) for u in units)
    ):
        return None
    return [_name(text, *span, ()) for span in spans]


def _is_known(text: str, start: int, end: int) -> bool:
    """Whether a name is read alike under any label and in one piece: an outsider's, a strategist's, a place's."""
    name = text[start:end]
    if RE_POSSESSIVE.search(name) or any(word.lower().strip(".,") in FIRM_WORDS for word in name.split()):
        return False
    outsider = gazetteer.outsider_of(name) or gazetteer.outsider_of(text[start : end + _own_s(text, end, name)])
    return bool(outsider) or is_place(name) or (" " in name and gazetteer.analyst_of(name) is not None)


def is_place(name: str) -> bool:
    """Whether a name is a country's, a city's or a people's, and nobody's: "Japan", "SWISS"."""
    return name in load_geography() or (len(name) > 3 and name.isupper() and name.title() in load_geography())


def _own_s(text: str, end: int, name: str) -> int:
    """How long a possessive is that may belong to the name which ends there: that of "Lowe’s" as printed."""
    return 2 if text[end : end + 2] in ("’s", "'s") and not gazetteer.outsider_of(name) else 0


def _joined_firms(text: str, entities: Sequence[Entity], units: Sequence[Unit]) -> list[Unit]:
    """Firms whose name has an ampersand, "Teller & Co", "Huld & Okafor Research": by their last word or their label."""
    spans = joined_spans(text, [(u.start, u.end) for u in units])
    firms = [s for s in spans if text[s[0] : s[1]].split()[-1].lower() in FIRM_WORDS or _label(*s, entities) == "ORG"]
    return [_joined_firm(text, *span) for span in firms]


def _joined_firm(text: str, start: int, end: int) -> Unit:
    owner = text[start : end + 2] if text[end : end + 2] in ("’s", "'s") else ""  # "Standard & Poor’s" as printed
    if outsider := gazetteer.outsider_of(owner):
        return Unit(OUTSIDER, start, end + 2, owner, outsider.kind)
    name = text[start:end]
    outsider = gazetteer.outsider_of(name) or gazetteer.outsider_of(name.rsplit(" & ", 1)[0])  # "Merck & Co"
    return Unit(OUTSIDER if outsider else FIRM, start, end, name, outsider.kind if outsider else "shape")


def _house_and_place(text: str, start: int, end: int, entities: Sequence[Entity]) -> list[tuple[int, int]]:
    """Parts a house from the town behind it: "Kest Bank Frankfurt" is two names, "Kest Bank Canada" is one."""
    towns = [s for s, e, label in entities if label == "GPE" and start < s and e == end]
    if not towns or text[towns[0] : end] in load_places():
        return [(start, end)]
    house = text[start : towns[0]].rstrip()
    return [(start, start + len(house)), (towns[0], end)] if house.split()[-1].lower() in FIRM_WORDS else [(start, end)]


def _house_before_role(text: str, name: Unit, units: Sequence[Unit]) -> Unit:
    """A lone name that a house bears is the house's before a role: "Davidson analysts", "Davidson’s strategist"."""
    behind = name.end + len(RE_OWNS.match(text, name.end).group())  # type: ignore[union-attr]
    before_role = any(u.kind == ROLE and u.start == behind for u in units)
    lone = name.kind in (PERSON, NAME, PLACE) and " " not in name.text
    return replace(name, kind=FIRM, key=SHY) if before_role and lone and gazetteer.firm_of(name.text) else name


def _lone_surnames(text: str, people: Sequence[tuple[int, int]], names: Sequence[Unit]) -> list[Unit]:
    """Surnames that are common words, where the recogniser takes one alone for a person: "Low waits"."""
    alone = [span for span in lone_surnames(text, ()) if text[slice(*span)].istitle() and span in people]
    return [Unit(PERSON, a, b, text[a:b], "") for a, b in alone if not any(n.start < b and a < n.end for n in names)]


def _owner_and_owned(text: str, start: int, end: int, entities: Sequence[Entity]) -> list[tuple[int, int]]:
    """Cuts a run of capitals at a possessive where a firm or a person ends: "Kest Bank’s Nomi Ward" is two names."""
    people = {bound for s, e, label in entities if label == "PERSON" for bound in (s, e)}
    known = gazetteer.outsider_of(text[start:end])
    for match in () if known else RE_POSSESSIVE.finditer(text, start, end):
        if looks_like_firm(text[start : match.start()]) or {match.start(), match.end()} & people:
            return [(start, match.start()), *_owner_and_owned(text, match.end(), end, entities)]
    return [(start, end)]


def _firms_after_roles(text: str, entities: Sequence[Entity], units: Sequence[Unit]) -> list[Unit]:
    """Any apposition can be a firm: "Northgate Vale" in "a strategist at Northgate Vale in London"."""
    found = []
    for role in units:
        if role.kind != ROLE:
            continue
        link = RE_AT_FIRM.match(text, role.end)
        span = firm_at(text, link.end(), len(text)) if link else None
        if span and not _is_place(span, entities) and not any(u.start < span[1] and span[0] < u.end for u in units):
            name = text[span[0] : span[1]]
            found.append(Unit(OUTSIDER if gazetteer.outsider_of(name) else FIRM, *span, name, "apposition"))
    return found


def _is_place(span: tuple[int, int], entities: Sequence[Entity]) -> bool:
    return any(label in PLACE_LABELS and start <= span[0] and span[1] <= end for start, end, label in entities)


def _name(text: str, start: int, end: int, entities: Sequence[Entity]) -> Unit:
    name = text[start:end]
    label = _label(start, end, entities)
    own = _own_s(text, end, name)
    outsider = gazetteer.outsider_of(text[start : end + own])
    if outsider:
        return Unit(OUTSIDER, start, end + own, text[start : end + own], outsider.kind)
    if looks_like_firm(name):
        return Unit(FIRM, start, end, name, "shape")
    if is_place(name):
        return Unit(PLACE, start, end, name, "GPE")
    if label == "ORG" and gazetteer.firm_of(name):
        return Unit(FIRM, start, end, name, SHY)
    if gazetteer.analyst_of(name) or (label == "PERSON" and RE_PERSON_SHAPE.match(name)):
        return Unit(PERSON, start, end, name, "")
    if label in PLACE_LABELS:
        return Unit(PLACE, start, end, name, label)
    return Unit(NAME, start, end, name, label)


def _label(start: int, end: int, entities: Sequence[Entity]) -> str:
    """The label of the entity that covers most of the span, at least half of it."""
    covers = [(min(end, e) - max(start, s), label) for s, e, label in entities if s < end and start < e]
    best = max(covers, default=(0, ""))
    return best[1] if best[0] * 2 >= end - start else ""
