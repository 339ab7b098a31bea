"""Finds people as the text introduces them, with role and firm in all their orders.

"X, chief strategist at Y", "Y strategist X", "Y's X", "X of Y", "strategists at Y led by X", "X (Y)", "X and Z at Y".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.skeleton import Skeleton
from pipeline.extract.units import Unit

_P = r"<[PX]\d+>"
_F = r"<[FX]\d+>"
_R = r"<R\d+>"
_TITLES = r"(?:,? (?:CFA|CMT|CFP|CAIA|Ph\.?D\.?|PhD|MBA|Jr\.?|Sr\.?|III|II))*"
_ART = r"(?:an? |the |its |their |who is |who's |who was |now |formerly |a former |currently |also )*"
_AT = r"(?:at|of|for|with|from|to|in|within|by)"
_IN = r"(?:,? ?-?(?:based )?(?:in|, ) ?<L\d+>(?:, <L\d+>)?)?"
_AND = r"(?: and |, | & |, and |/)"
_PEOPLE = rf"(?P<p>{_P}(?:{_AND}{_P}){{0,3}})"
_THEIRS = r"(?:and|with) (?:his|her|their)"
_LIKE_PLACE = r"(?P<p><L\d+>)"
_JUNK = r"(?:[a-z][\w'-]*,? ){0,3}"
_LED = r"(?:including |led by |such as |like |headed by |under )"
_TEAM = rf"(?P<r>{_R}|[Aa] team|[Tt]he team|[Tt]eam|desk)"
_FIRM = rf"(?P<f>{_F})"
_HOUSE = r"(?P<f><F\d+>)"
_PARTICLES = r"de|van|von|der|la|le|bin|al|di|da|del|den"
RE_PERSON = re.compile(
    r"^(?:[A-ZÀ-Þ]\.?|[A-ZÀ-Þ][A-Z]?[\w’'.-]*[a-zà-ÿ][\w’'.-]*|[A-Z]{2,12}(?= ?[A-Z]{0,12}$)"
    rf"|{_PARTICLES}|[A-Z.]{{2,6}})(?:[ ](?:[A-ZÀ-Þ][\w’'.-]*|{_PARTICLES})){{0,4}}$"
)
RE_THEIRS = re.compile(rf" {_THEIRS} $")
RE_ADDRESSED = re.compile(r" (?:(?:is|are|was|were) (?:\w+ )?\w+ing|tell|told|urged?|advised?|warn|warned) ")
RE_TOKEN = re.compile(r"<[A-Z]\d+>")


@dataclass(frozen=True, slots=True)
class Introduction:
    """People at [start, end) of the article with what is said of them; `firm` alone for "strategists at Y".

    `people` are their names as printed, the first first; empty strings mean that nothing is said.
    """

    start: int
    end: int
    people: tuple[str, ...]
    role: str = ""
    role_kind: str = ""
    firm: str = ""
    firm_kind: str = ""


# X, Y's chief strategist / X, chief strategist at Y / X and Z, analysts at Y / X, strategist at the bank
_ROLE_AFTER = (
    rf"{_PEOPLE}{_TITLES},? (?:and )?{_ART}(?:(?P<f0><F\d+>)(?:'s?)? )?{_JUNK}"
    rf"(?P<r>{_R})(?:(?:,| and) (?:an? |the )?{_R}){{0,2}}"
    rf"(?:,? (?:{_AT}|who \w+ \w+ {_AT}) (?:the |its |[a-z-]+ ){{0,3}}?"
    rf"(?:<[LX]\d+>(?:, <[LX]\d+>)?(?:-based)? )?{_FIRM}"
    rf"(?:,? (?:a|an|the) [^,<]{{0,40}})?"
    rf"|,? {_AT} the (?P<generic>firm|bank|brokerage|house)"
    rf"|, (?P<f2><F\d+>)(?: <[LX]\d+>(?=,))?)?{_IN}"
)
RE_INTRODUCTIONS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        # X and her team at Y
        rf"{_PEOPLE}{_TITLES},? {_THEIRS} (?:{_R}|[a-z]+) {_AT} (?:the )?{_FIRM}{_IN}",
        _ROLE_AFTER,
        # Y strategist X / Y's chief strategist, X / Y analysts X and Z / Y analysts led by X
        rf"{_FIRM}\.?(?:'s?)?,? (?:[a-z-]+ ){{0,2}}(?P<r>{_R}),? {_LED}?{_PEOPLE}{_TITLES}",
        # the same where X is taken for a place
        rf"{_FIRM}\.?(?:'s?)?,? (?:[a-z-]+ ){{0,2}}(?P<r>{_R}),? (?:led|headed) by {_LIKE_PLACE}",
        rf"(?:^|(?<=[\"”,] )|(?<=said )){_LIKE_PLACE}{_TITLES}, {_ART}(?P<r>{_R}) (?:at|with|for) (?:the )?{_FIRM}",
        # strategists at Y led by X / a team at Y led by X
        rf"{_TEAM} {_AT} (?:the )?{_HOUSE},? {_LED}{_PEOPLE}",
        # strategists at the bank, including X
        rf"{_TEAM} {_AT} the (?:firm|bank|brokerage|house),? {_LED}{_PEOPLE}",
        # strategists including X at Y; "strategists like X" may have a verb
        rf"{_TEAM}(?:,| )? ?(?!like ){_LED}{_PEOPLE}(?: {_AT} (?:the )?{_FIRM})?",
        # strategist X / analysts X and Z of Y
        rf"(?P<r>{_R}),? {_PEOPLE}{_TITLES}(?:,? {_AT} (?:the )?{_FIRM})?",
        # X, who runs a fund at Y / X, who helps manage $1 billion for Y
        rf"{_PEOPLE}{_TITLES}, who (?:[a-z$][\w$.,-]* ){{1,9}}?(?:{_AT}|as) (?:the )?"
        rf"(?:{_R} {_AT} (?:the )?)?{_HOUSE}{_IN}",
        # X, who founded the boutique Y
        rf"{_PEOPLE}{_TITLES}, who (?:(?:co-?)?founded|set up|started|runs|heads|leads|owns) "
        rf"(?:(?:[\w-]+|<[LX]\d+>),? ){{0,5}}{_HOUSE}",
        # X of Y / X at Y / X, of Y / X from Y in London
        rf"{_PEOPLE}{_TITLES},? (?:of|at|from|with) (?:the )?(?:[a-z-]+ ){{0,2}}{_FIRM}{_IN}",
        # Y's X / Y's X and Z
        rf"{_HOUSE}\.?'s? (?:own )?{_PEOPLE}",
        # Y (X) / X (Y)
        rf"{_HOUSE} ?\({_PEOPLE}\)",
        rf"{_PEOPLE} ?\((?:{_R}(?:,| at) )?{_HOUSE}\)",
        # At Y, X
        rf"(?:^|[\"“ ])(?:At|From|Over at|at) {_HOUSE},? (?:{_ART}(?P<r>{_R}),? )?{_PEOPLE}",
        # X, Y:
        rf"(?P<p>{_P}), {_HOUSE}(?=[,:.)]|$)",
        # strategists at Y / analysts of Y / Y strategists / Y's team
        rf"{_TEAM} {_AT} (?:the )?{_HOUSE}{_IN}",
        rf"{_HOUSE}(?:'s?)? (?:[a-z-]+ ){{0,2}}(?P<r>{_R})(?!,? <P)",
    )
)


def find_introductions(skeleton: Skeleton) -> list[Introduction]:
    """The introductions of a sentence, in order; where two overlap, the pattern named first is kept.

    "Nomi Ward of Kest Bank and Ravi Low of Teller & Co both see 5,000" has two.
    """
    found: list[Introduction] = []
    for pattern in RE_INTRODUCTIONS:
        for match in pattern.finditer(skeleton.text):
            intro = _introduction(skeleton, match)
            if intro and all(intro.end <= f.start or f.end <= intro.start for f in found):
                found.append(intro)
    return sorted(found, key=lambda i: i.start)


def _introduction(skeleton: Skeleton, match: re.Match[str]) -> Introduction | None:
    groups = match.groupdict()
    people = tuple(u.text for u in _units(skeleton, groups.get("p") or ""))
    firm_token = groups.get("f") or groups.get("f0") or groups.get("f2") or ""
    firm = skeleton.unit(firm_token) if firm_token else None
    role_token = groups.get("r") or ""
    role = skeleton.unit(role_token) if role_token.startswith("<R") else None
    place = (groups.get("p") or "").startswith("<L") and " " not in people[0]
    if place or (firm and firm.text in people) or (role and _is_object(match, role, people)):
        return None
    intro = Introduction(
        start=skeleton.to_article(match.start()),
        end=_end(skeleton, match),
        people=people,
        role=role.text if role else role_token.lower(),
        role_kind=role.key if role else "",
        firm=firm.text if firm else "",
        firm_kind=firm.kind if firm else "",
    )
    return intro if _plausible(intro) else None


def _is_object(match: re.Match[str], role: Unit, people: tuple[str, ...]) -> bool:
    """Whether the role is of others: "Ward is warning investors" introduces none, "Ward, one of the analysts" does.

    So is that of "Ward and her team", and that of "Ward and Low told investors".
    """
    if not people or match.start("r") < match.start("p"):
        return False
    between = match.string[match.end("p") : match.start("r")]
    if RE_THEIRS.search(between):
        return True
    plural = role.key.endswith("+") and " one of " not in between
    return plural and (len(people) == 1 or bool(RE_ADDRESSED.search(between)))


def _plausible(intro: Introduction) -> bool:
    """A person is two words or has a role or a firm; an unknown name as a firm needs a role beside it."""
    if not intro.people:
        return intro.firm_kind == "F"
    if not all(RE_PERSON.match(p) for p in intro.people):
        return False
    return not (intro.firm_kind == "X" and not intro.role and any(len(p.split()) < 2 for p in intro.people))


def _units(skeleton: Skeleton, tokens: str) -> Iterator[Unit]:
    for token in RE_TOKEN.findall(tokens):
        yield skeleton.unit(token)


def _end(skeleton: Skeleton, match: re.Match[str]) -> int:
    text = match.group().rstrip(" ,")
    last = match.start() + len(text)
    if text.endswith(">"):
        tokens = RE_TOKEN.findall(text)
        return skeleton.unit(tokens[-1]).end
    return skeleton.to_article(last)
