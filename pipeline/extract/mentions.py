"""Finds what the gazetteer knows by name: indices, groups of stocks that stand for one, and firms.

"Jefferies' target for the Russell 2000" names a firm and an index; "small caps" is a proxy of that index.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import gazetteer
from pipeline.extract.roles import find_roles
from pipeline.extract.units import (
    FIRM,
    FIRM_WORDS,
    INDEX,
    OUTSIDER,
    PROXY,
    RE_FIRM_TAIL,
    Unit,
    role_units,
    without_overlaps,
)

HOME = "home"  # "the market": the index of the article's home market, which only the article knows
LEGAL_WORDS = frozenset({"inc", "llc", "llp", "lp", "ltd", "corp", "co", "plc"})  # with a full stop or a comma
RE_LEGAL = re.compile(r"(?:\s[A-Z][a-z]+){1,2}\s(?:Ltd|Inc|LLC|Limited|Plc|PLC|LLP)\b\.?")
RE_NEXT_WORD = re.compile(r"\s(?P<word>[A-Z][\w’'-]*)")


def market_units(text: str) -> list[Unit]:
    """The indices, proxies, firms and roles of a sentence, in text order, without overlaps."""
    indices = [Unit(INDEX, a, b, text[a:b], key) for a, b, key in gazetteer.find_indices(text)]
    firms = [_firm(text, a, b) for a, b, _ in gazetteer.find_firms(text)]
    proxies = [
        Unit(PROXY, a, b, text[a:b], HOME if p.context else p.symbol) for a, b, p in gazetteer.find_proxies(text)
    ]
    roles = role_units(text, find_roles(text, 0, len(text)))
    return without_overlaps([*(f for f in firms if not _inside_index(f, indices)), *indices, *roles, *proxies])


def _inside_index(firm: Unit, indices: list[Unit]) -> bool:
    return any(i.start <= firm.start and firm.end <= i.end for i in indices)


def _firm(text: str, start: int, end: int) -> Unit:
    """A known firm with the words that belong to its name: "Barclays Capital Inc." and not "Barclays" alone."""
    while word := RE_NEXT_WORD.match(text, end):
        plain = word["word"].removesuffix("’s").removesuffix("'s")
        if plain.lower() not in FIRM_WORDS - LEGAL_WORDS:
            break
        end = word.start("word") + len(plain)
    if legal := RE_LEGAL.match(text, end):
        end = legal.end()
    while tail := RE_FIRM_TAIL.match(text, end):
        end = tail.end()
    name = text[start:end]
    return Unit(OUTSIDER if gazetteer.outsider_of(name) else FIRM, start, end, name, "known")


def add_market_units(doc: Doc) -> Doc:
    """Sets `doc._.units` to what the gazetteer and the role words know."""
    doc._.units = tuple(market_units(doc.text))
    return doc


@Language.factory("market_mentions")
def make_market_mentions(nlp: Language, name: str):  # type: ignore[no-untyped-def]
    return add_market_units
