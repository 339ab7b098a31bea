"""Finds what the gazetteer knows by name: indices, groups of stocks that stand for one, and firms.

"Jefferies' target for the Russell 2000" names a firm and an index; "small caps" is a proxy of that index.
"""

from __future__ import annotations

import re

from pipeline import gazetteer
from pipeline.extract.roles import Role, find_roles, role_words
from pipeline.extract.units import (
    COMMON,
    ENDING_WORDS,
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
# Role words that end the names of houses, behind capitalised words ("Corvane Wealth Advisors"); those in the second
# pattern are as often people in a headline ("Why Smart Investors Wait"), so that a small letter must follow.
RE_NAME_END = re.compile(r"(?:[A-Z][\w&-]*\s)*?(?:Partners|Advisors|Advisers|Associates)\b")
RE_NAME_END_HERE = re.compile(r"(?:[A-Z][\w&-]*\s)*?(?:Investors|Managers)\b(?!\s[A-Z])")
RE_CAPITALISED = re.compile(r"(?P<word>[A-Z][\w&’'-]*)\s(?=(?P<next>\S))")
RE_NAME_BEFORE = re.compile(r"(?:^|(?P<inside>\W))(?P<word>[A-Z][\w&-]*)\s$")
RE_NEXT_WORD = re.compile(r"\s(?P<word>[A-Z][\w’'-]*)")


def market_units(text: str) -> list[Unit]:
    """The indices, proxies, firms and roles of a sentence, in text order, without overlaps."""
    indices = [Unit(INDEX, a, b, text[a:b], key) for a, b, key in gazetteer.find_indices(text)]
    firms = [_firm(text, a, b) for a, b, _ in gazetteer.find_firms(text)]
    proxies = [
        Unit(PROXY, a, b, text[a:b], HOME if p.context else p.symbol) for a, b, p in gazetteer.find_proxies(text)
    ]
    firms = [f for f in firms if not _inside_index(f, indices)]
    found = [role for start, end in _between(firms, len(text)) for role in find_roles(text, start, end)]
    roles = role_units(text, [r for role in found for r in _outside_name(text, role)])
    return without_overlaps([*firms, *indices, *roles, *proxies])


def _between(firms: list[Unit], end: int) -> list[tuple[int, int]]:
    """The stretches between known firms: "Bank of America strategists" is a firm and a role, not one long role."""
    bounds = [0, *(bound for f in sorted(firms, key=lambda f: f.start) for bound in (f.start, f.end)), end]
    return list(zip(bounds[::2], bounds[1::2], strict=True))


def _outside_name(text: str, role: Role) -> list[Role]:
    """The role without what ends the name before it: of "Corvane Partners strategist" only "strategist" is one."""
    before = RE_NAME_BEFORE.search(text, 0, role.start)
    if not before or before["word"].lower() in COMMON:
        return [role]
    end = _end_of_house(text, role.start, role.end)
    tail = RE_NAME_END.match(text, role.start, role.end)
    if tail is None and before["inside"]:
        tail = RE_NAME_END_HERE.match(text, role.start, role.end) and RE_NAME_END_HERE.match(text, role.start)
    end = max(end, tail.end() if tail else role.start)
    return find_roles(text, end, role.end) if end > role.start else [role]


def _end_of_house(text: str, start: int, stop: int) -> int:
    """Where the firm words end that stand before a role: in "Corvane Capital Markets strategist" behind "Markets".

    Before a capital only the surest words count: "Kest Bank Strategist", but "Kest Equity Strategist".
    """
    heads, _ = role_words()
    end, at = start, start
    while (word := RE_CAPITALISED.match(text, at, stop)) and word["word"].lower() not in heads:
        at = word.end()
        if word["word"].lower() in (FIRM_WORDS if word["next"].islower() else ENDING_WORDS):
            end = at
    return end


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
