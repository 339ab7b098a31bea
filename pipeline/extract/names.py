"""Names of people, firms and places in a sentence, from spaCy's entities and the shape of the words.

In "Ravi Low of Teller & Co in Boston" there are a person, a firm and a place; what is neither stays an unknown name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import gazetteer
from pipeline.extract.units import (
    FIRM,
    NAME,
    OUTSIDER,
    PERSON,
    PLACE,
    ROLE,
    Unit,
    firm_at,
    looks_like_firm,
    name_spans,
    without_overlaps,
)

Entity = tuple[int, int, str]
PLACE_LABELS = frozenset({"GPE", "LOC", "NORP", "FAC", "DATE", "EVENT", "LANGUAGE", "LAW", "TIME"})
RE_AT_FIRM = re.compile(
    r",? (?:at|of|for|with|from|to) (?:the )?(?:[A-Z][\w.]*(?:,? [A-Z][\w.]*){0,3}-based )?(?=[A-Z0-9])"
)
RE_POSSESSIVE = re.compile(r"[’']s\s(?=[A-ZÀ-Þ])")
RE_PERSON_SHAPE = re.compile(
    r"^(?:[A-ZÀ-Þ][\w’'.-]+|[A-Z]\.?)"
    r"(?:\s(?:[A-ZÀ-Þ][\w’'.-]*|de|van|von|der|la|le|bin|al|di|da|del|den))*$"
)


def find_names(text: str, entities: Sequence[Entity], units: Sequence[Unit]) -> list[Unit]:
    """Names outside `units` (indices, firms, roles), as people, firms, outsiders, places or unknown names."""
    firms = _firms_after_roles(text, entities, units)
    taken = [(u.start, u.end) for u in [*units, *firms]]
    people = [(start, end) for start, end, label in entities if label == "PERSON"]
    found = name_spans(text, 0, len(text), taken, people)
    spans = [part for a, b in found for part in _owner_and_owned(text, a, b, entities)]
    return [*firms, *(_name(text, a, b, entities) for a, b in spans)]


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
    own = 2 if text[end : end + 2] in ("’s", "'s") and not gazetteer.outsider_of(name) else 0  # "Lowe’s" as printed
    outsider = gazetteer.outsider_of(text[start : end + own])
    if outsider:
        return Unit(OUTSIDER, start, end + own, text[start : end + own], outsider.kind)
    if looks_like_firm(name):
        return Unit(FIRM, start, end, name, "shape")
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


def name_units(doc: Doc) -> Doc:
    """Adds the names to `doc._.units`."""
    entities = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
    doc._.units = tuple(without_overlaps([*doc._.units, *find_names(doc.text, entities, doc._.units)]))
    return doc


@Language.factory("names")
def make_names(nlp: Language, name: str):  # type: ignore[no-untyped-def]
    return name_units
