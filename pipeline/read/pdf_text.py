"""Makes running text of lines: hyphens at the ends of lines are undone, "expec-" and "tations" become "expectations".

A hyphen that belongs to the word stays: "year-" and "end", "S&P-" and "500", or where the document has it elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

RE_TOKEN = re.compile(r"[^\W_][\w’'&.-]*[^\W_]|[^\W_]")
RE_CUT = re.compile(r"(?P<stem>[\w’'&.-]*[^\W_])-$")
RE_NEXT = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
RE_GLUED_END = re.compile(r"\w[/—–]$")


def _words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


# First parts that keep their hyphen: "year-end", "mid-July", "long-term"; before an ending they are cut: "year-ly".
FIRST_PARTS = _words("""
    cross double eight end equal fifth first five forward four fourth full half high large long low lower market
    medium mega mid month near nine non one price quarter rate record risk second self seven short single six small
    third three top triple two upper value week well year
""")
ENDINGS = _words("""
    able age ages al ary coming comings dle ed ely en ened ener ening er ers est fall falls fold ful hand ic ics ily
    ing ings ish ist ists ity less light lights ly ness place places point s sighted way ways
""")


def vocabulary(lines: Iterable[str]) -> frozenset[str]:
    """The words of a document in lower case, without those that a line cuts."""
    return frozenset(token.casefold() for line in lines for token in RE_TOKEN.findall(line.removesuffix("-")))


def joined(lines: Sequence[str], words: frozenset[str]) -> str:
    """The lines as one text with single blanks; `words` are those that the document has elsewhere."""
    text = ""
    for line in lines:
        line = " ".join(line.split())
        cut = RE_CUT.search(text)
        following = RE_NEXT.match(line)
        if cut and following:
            keeps = keeps_hyphen(cut["stem"], following[0], words)
            text = (text if keeps else text[:-1]) + line
        elif RE_GLUED_END.search(text):
            text += line
        else:
            text = f"{text} {line}" if text else line
    return text


def keeps_hyphen(stem: str, rest: str, words: frozenset[str]) -> bool:
    """Whether a word that is cut after a hyphen is written with it: ("year", "end") is, ("expec", "tations") is not."""
    if not stem[-1].isalpha() or not rest[0].islower():
        return True
    first = stem.casefold()
    with_hyphen, without = f"{first}-{rest.casefold()}", f"{first}{rest.casefold()}"
    if without in words or with_hyphen in words:
        return without not in words
    return first.rsplit("-", 1)[-1] in FIRST_PARTS and rest.casefold() not in ENDINGS
