"""Cuts credits that are glued to the prose: "... that fell. (Reporting by Jane Doe; Editing by John Roe)".

Gives the pieces of a paragraph that stay, and the names in what was cut.
"""

from __future__ import annotations

import re

from pipeline.read.bylines import names_in

NOTE = r"[^()]*(?:\([^()]*\)[^()]*)*(?:\)|$)"
TRADE = r"reporting|writing|editing|polling|graphics?|graphs|desking|compil(?:ed|ing)"
RE_CREDIT = re.compile(
    rf"""(?P<people> \({{1,2}}\s?(?i:(?:with\s)?(?:additional\s)?(?:{TRADE})\b [^()]{{0,40}}? \b(?:by|from|in)\b) {NOTE}
           | \((?:Additional|With)\s(?:by\s)?[A-Z][a-z]+\s[A-Z]{NOTE}
           | (?:[-–—]{{1,2}}\s?|(?<=\W)|^)[Ww]ith\sassistance\s(?:from|by)\s .*$
           | (?:_{{2,}}\s*)?(?:[A-Z][\w'’-]+\s[A-Z][\w'’-]+,\s)?(?:The\s)?(?:Associated\sPress\s)?
             \b(?:AP|Reuters|Bloomberg)\s(?:\w+\s)?[Ww]riters?\s[A-Z][^()]*?\scontributed\b.*$
           | \(END\) .*$ )
      | (?P<other> \((?:Updates?|Adds?|Corrects?|Removes?|Recasts?|Repeats?|Refiles?)\s{NOTE}\s*$
           | \([^()]*\b(?i:(?:runs|appears)\s(?:every|weekly|on)\b|(?:questions|comments)\sor\s[cq]){NOTE}
           | \([^()\s]*[\w.]@\w[^()]*\)
           | \(For\s[^()]*(?i:\bblog|\bclick|\bsee\b|www\.|https?:){NOTE}
           | \(\$\s?1\s?=[^()]*\)
           | \s?(?:Bloomberg\.com|Bloomberg\sNews)(?:,\swith\sfiles\s.*)?$ )""",
    re.VERBOSE,
)
RE_SIGN_OFF = re.compile(r"\.?(?:Bloomberg\.com|Bloomberg News).*$")
MARKS = ("(", "ssistance", "contributed", "Bloomberg")  # every credit has one
SHORTEST_REST = 200


def cut_credits(paragraph: str) -> tuple[list[tuple[int, int]], tuple[str, ...]]:
    """The (start, end) pieces of a paragraph that are no credits, and the people credited.

    What follows a credit stays only where it is a text of its own, not "($1=.5300 Pound)".
    """
    has_mark = any(mark in paragraph for mark in MARKS)
    cuts = [match for match in RE_CREDIT.finditer(paragraph) if _is_credit(match)] if has_mark else []
    if not cuts:
        return [(0, len(paragraph))], ()
    names: list[str] = []
    for match in cuts:
        if match["people"]:
            names.extend(names_in(RE_SIGN_OFF.sub("", match["people"])))
    edges = [0, *(edge for match in cuts for edge in match.span()), len(paragraph)]
    pieces = list(zip(edges[::2], edges[1::2], strict=True))
    kept = [
        piece
        for number, piece in enumerate(pieces)
        if any(char.isalnum() for char in paragraph[slice(*piece)])
        and (number == 0 or piece[1] - piece[0] >= SHORTEST_REST)
    ]
    return kept, tuple(dict.fromkeys(names))


def _is_credit(match: re.Match[str]) -> bool:
    """Whether a match begins as credits do, with a capital: "(reporting in euros by 2027)" is prose."""
    first = next((char for char in match[0] if char.isalpha()), "")
    return first.isupper() or match["people"] is None or "ssistance" in match[0]
