"""Finds who wrote an article: "By Jane Doe", "(Reporting by Jane Doe in New York; Editing by John Roe)".

The names go to `Article.byline`, so that no writer becomes a holder; a by-line with a strategist's role is content.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.read.word_lists import AGENCIES, BUTTONS, DESKS, NO_NAMES, PARTICLES, PRESS, SECTIONS

RE_BYLINE = re.compile(
    r"^[-–—]?\s?(?:by|(?:written|reported|story|words)\sby|authors?\s*:|text\s*:|von|par|reporter)\s+(?P<who>\S.*)$",
    re.IGNORECASE,
)
RE_ROLE = re.compile(
    r"""\b(?: (?:co-?)?found(?:er|ing) | strateg(?:ist|y) | analyst | economist | technician | chartist | trader
      | chief\s(?:investment|executive|market|economic|financial)\b[\w\s]* | CIO | CEO | CMT | CFA | president
      | (?:portfolio|fund|money|wealth|asset)\smanager | (?:managing|general|senior|founding)?\s?partner
      | managing\sdirector | (?:vice|investment|research)\s(?:president|director)
      | (?:head|director)\sof\s(?!news|content|editorial|digital) [\w&.\s]+ )\b""",
    re.IGNORECASE | re.VERBOSE,
)
RE_PRESS = re.compile(rf"\b(?:{'|'.join(sorted(PRESS, key=len, reverse=True))})\b", re.IGNORECASE)
RE_NAME_GAP = re.compile(r"\s*(?:[,;:/&|•·]|\band\b|\bund\b|\bet\b|\s-(?=[A-Z])|\s{3,})\s*")
RE_PLACE = re.compile(r"\s+(?:in|at|from|for|on|contributed)\s.*$")
RE_HONORIFIC = re.compile(r"^(?:(?:by|from|mr|mrs|ms|dr|reporter|the|.*\bwriters?)\.?\s+)+|\s+reporter$", re.IGNORECASE)
RE_NAME_PART = re.compile(r"^(?:(?:[^\W\d_]\.)+|[^\W\d_]+(?:['’-][^\W\d_]+)*\.?)$")

LONGEST_BYLINE = 18
MOST_ROLE_WORDS = 4
MOST_NAME_PARTS = 5


@dataclass(frozen=True, slots=True)
class Byline:
    """A by-line: the names in it, and whether its owner has a role that makes the article his or her own view."""

    names: tuple[str, ...]
    is_expert: bool


def parse_byline(line: str) -> Byline | None:
    """The by-line that a line is, if it is one: "By Mark Doe, CMT, Head of Technical Strategy" is an expert's.

    "By noon on Friday, the index had gained 1.3%" is none: what follows must be names or words of a newsroom.
    """
    match = RE_BYLINE.match(line.strip())
    if match is None or len(line.split()) > LONGEST_BYLINE or line.rstrip().endswith(('."', ".”", "?", "!")):
        return None
    who = match["who"]
    names = names_in(who)
    if not names and not RE_PRESS.search(who):
        return None
    return Byline(names, is_expert=bool(RE_ROLE.search(who)) and not RE_PRESS.search(who))


def is_name_with_press_role(line: str) -> bool:
    """Whether a line is a writer with a newsroom role: "Jane Doe, Senior Correspondent"."""
    name, _, role = line.partition(",")
    return bool(role) and len(role.split()) <= 2 * MOST_ROLE_WORDS and is_name(name) and bool(RE_PRESS.search(role))


def is_press_role(line: str) -> bool:
    """Whether a line is nothing but a newsroom role or desk: "Managing Editor", "Contributor", "Markets Desk"."""
    words = line.strip(" .:").split()
    return 0 < len(words) <= MOST_ROLE_WORDS and words[-1].lower() in DESKS and not any(map(str.isdigit, line))


def names_in(credit: str) -> tuple[str, ...]:
    """The persons in a credit, in order: "Jane Doe in London and John Roe; editing by Al Poe" has three."""
    credit = re.sub(r"\b[\w.()]+@[\w.]+\b|https?://\S+", " ", credit)
    credit = re.sub(r"\b(?:by|from)\s", " ; ", credit, flags=re.IGNORECASE)
    found: list[str] = []
    for part in RE_NAME_GAP.split(credit):
        part = RE_HONORIFIC.sub("", RE_PLACE.sub("", f" {part.strip(' :()-–—*.')}").strip())
        if is_name(part) and part not in found:
            found.append(" ".join(part.split()))
    return tuple(found)


def is_name(text: str) -> bool:
    """Whether a text looks like a person's full name: "Piet van der Meer", "Mary O'Dowd", not "Managing Editor"."""
    parts = text.split()
    if not 2 <= len(parts) <= MOST_NAME_PARTS or not all(RE_NAME_PART.match(part) for part in parts):
        return False
    if any(part.lower().strip(".") in NO_NAMES | PRESS | AGENCIES for part in parts):
        return False
    whole = " ".join(parts).lower()
    if whole in BUTTONS | SECTIONS | AGENCIES or not parts[0][0].isupper():
        return False
    return all(part[0].isupper() or part in PARTICLES or part[1:2] in "'’" for part in parts) and parts[-1][-1] != "."


def is_expert_elsewhere(name: str, text: str) -> bool:
    """Whether the text introduces a writer as an expert: "Jane Doe is president of Elm Research"."""
    pattern = rf"{re.escape(name)}(?:,| is| serves as| works as)\s(?P<rest>[^.\n]{{3,90}})"
    return any(
        (role := RE_ROLE.search(match["rest"])) is not None
        and role.start() < 40
        and not RE_PRESS.search(match["rest"][: role.end()])
        for match in re.finditer(pattern, text)
    )
