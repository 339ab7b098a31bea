"""Finds role phrases and says what they make of their bearer: "head of U.S. equity strategy" is a holder's role.

The words are data (`data/role_words.csv`): head nouns with their kind, and the words that may stand before them.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from pipeline.name_patterns import RE_RUN, text_words

RE_TOKEN = re.compile(r"[A-Za-zÀ-ÿ&][\w.&’'/-]*")
WORDS_KEPT = 1 << 14
RE_OWN = re.compile(r"[’']s$")
RE_ROLE_END = re.compile(r"(?:[’']s|[.’'/-]+)$")
RE_TAIL_STOP = re.compile(
    r"at|with|from|said|says|who|which|that|told|is|was|has|had|and-at|by|as|on|wrote|noted|added|expects|sees|believes"
    r"|in|to|the-firm"
)
TAIL_STARTS = frozenset({"of", "for"})
RE_EXECUTIVE = re.compile(
    r"\b(?:chief executive|chief financial officer|chief operating officer|ceo|cfo|coo)\b", re.IGNORECASE
)
RE_INVESTING = re.compile(
    r"strateg|invest|analyst|economist|portfolio|fund|trader|trading|research|technic|chart|equit|wealth|asset|market"
    r"|cio\b|quant|deriv|founder|adviser|advisor",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Role:
    """A role phrase at [start, end): `kind` is holder, executive, policy, journalist or other."""

    start: int
    end: int
    kind: str
    plural: bool


@cache
def role_words() -> tuple[dict[str, str], frozenset[str]]:
    """Head nouns with their kind, and modifiers, from the data file."""
    heads: dict[str, str] = {}
    modifiers: set[str] = set()
    source = resources.files("pipeline.data").joinpath("role_words.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(source.splitlines()):
        if row["part"] == "head":
            heads[row["word"]] = row["kind"]
        else:
            modifiers.add(row["word"])
    return heads, frozenset(modifiers)


@cache
def _head_openings() -> frozenset[str]:
    """The first runs of letters of the head nouns, one of which every text with a role has."""
    return frozenset(RE_RUN.match(head).group() for head in role_words()[0])  # type: ignore[union-attr]


def find_roles(text: str, start: int, end: int) -> list[Role]:
    """The role phrases of `text[start:end]`: "chief U.S. equity strategist", "founder and managing partner"."""
    if _head_openings().isdisjoint(text_words(text)):
        return []
    heads, modifiers = role_words()
    tokens = [(m.start(), m.end(), _key(m.group())) for m in RE_TOKEN.finditer(text, start, end)]
    roles: list[Role] = []
    i = 0
    while i < len(tokens):
        if tokens[i][2] not in heads:
            i += 1
            continue
        first = _first_modifier(text, tokens, i, heads, modifiers, floor=roles[-1].end if roles else start)
        last = _last_head(text, tokens, i, heads, modifiers)
        last = _tail(text, tokens, last, heads)
        roles.append(_role(text, tokens, first, last, [tokens[j][2] for j in range(first, last + 1)]))
        i = last + 1
    return roles


@lru_cache(maxsize=WORDS_KEPT)
def _key(word: str) -> str:
    return RE_OWN.sub("", word).strip(".,’'").lower()


def _adjacent(text: str, left: tuple[int, int, str], right: tuple[int, int, str]) -> bool:
    return text[left[1] : right[0]].strip(" ") in {"", "/"} and not text[left[0] : left[1]].endswith(("’s", "'s"))


def _first_modifier(
    text: str,
    tokens: list[tuple[int, int, str]],
    i: int,
    heads: dict[str, str],
    modifiers: frozenset[str],
    *,
    floor: int,
) -> int:
    """Walks left from the head over modifiers: from "strategist" to "European" in "European large-cap strategist"."""
    first = i
    while first > 0 and _adjacent(text, tokens[first - 1], tokens[first]) and tokens[first - 1][0] >= floor:
        if tokens[first - 1][2] not in modifiers and tokens[first - 1][2] not in heads:
            break
        first -= 1
    while first < i and tokens[first][2] in {"and", "&", "of", "in", "a", "the"}:
        first += 1
    return first


def _last_head(
    text: str, tokens: list[tuple[int, int, str]], i: int, heads: dict[str, str], modifiers: frozenset[str]
) -> int:
    """Walks right over joined heads: "founder and managing partner", "vice president, chief market strategist"."""
    last = i
    while True:
        j = last + 1
        while (
            j < len(tokens)
            and j - last <= 6
            and (tokens[j][2] in modifiers)
            and _joined(text, tokens[j - 1], tokens[j])
        ):
            j += 1
        if j < len(tokens) and tokens[j][2] in heads and j - last <= 6 and _joined(text, tokens[j - 1], tokens[j]):
            last = j
        else:
            return last


def _joined(text: str, left: tuple[int, int, str], right: tuple[int, int, str]) -> bool:
    return text[left[1] : right[0]].strip() in {"", "/", ",", "-"} and not text[left[0] : left[1]].endswith(
        ("’s", "'s")
    )


def _tail(text: str, tokens: list[tuple[int, int, str]], last: int, heads: dict[str, str]) -> int:
    """The "of ..." of a role: "head of technical strategy", "head of equity research for Asia"."""
    if (
        last + 1 >= len(tokens)
        or tokens[last + 1][2] not in TAIL_STARTS
        or not _adjacent(text, tokens[last], tokens[last + 1])
    ):
        return last
    _, modifiers = role_words()
    j, end = last + 2, last
    while j < len(tokens) and j - last <= 9 and text[tokens[j - 1][1] : tokens[j][0]].strip() == "":
        word, key = text[tokens[j][0] : tokens[j][1]], tokens[j][2]
        if RE_TAIL_STOP.fullmatch(key):
            break
        if key in {"the", "its", "and", "&", "of", "for"}:
            j += 1
            continue
        if not (word[0].islower() or key in modifiers or key in heads):
            break
        end = j
        j += 1
    return end


def _role(text: str, tokens: list[tuple[int, int, str]], first: int, last: int, keys: list[str]) -> Role:
    heads, _ = role_words()
    start, end = tokens[first][0], tokens[last][1]
    phrase = RE_ROLE_END.sub("", text[start:end])
    kinds = {heads[k] for k in keys if k in heads}
    kind = next((k for k in ("policy", "journalist") if k in kinds and not RE_INVESTING.search(phrase)), "")
    if not kind:
        executive = (
            bool(RE_EXECUTIVE.search(phrase)) or kinds == {"executive"} or phrase.lower() in {"chairman", "president"}
        )
        kind = (
            "executive"
            if executive and not RE_INVESTING.search(phrase)
            else "other"
            if kinds == {"other"}
            else "holder"
        )
    plural = any(k in heads and k.endswith("s") for k in keys)
    return Role(start, start + len(phrase), kind, plural)
