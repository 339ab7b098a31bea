"""Finds what is said twice: articles that copy an earlier one, and claims that are printed again within days.

A syndicated copy cut to 60 % shares 95 % of its word 5-grams with the original: containment, not likeness, finds it.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

import duckdb

CONTAINED = 0.8  # of an article's 5-grams are in another: it is a copy
SHORTEST_COPY = 40  # words; shorter articles share too many phrases by chance
REPEAT_DAYS = 7
GRAMS_A_PASS = 4_000_000  # bounds the memory: about 300 MB

# Comparing takes seconds, and a run asks three times: the answer is kept for the connection while no article changes.
MEMORY = "CREATE TEMP TABLE IF NOT EXISTS copies_of_state (state VARCHAR, copies VARCHAR[], originals VARCHAR[])"
STATE = """
SELECT count(*) || ' ' || coalesce(bit_xor(hash(article_id, source_file, published_date, text, blocks)), 0) FROM article
"""

RE_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Body:
    """An article as far as copies go: `text` is what it says, without menus and footers."""

    article_id: str
    source_file: str
    published_date: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A view with a number: `key` is everything that makes two of them the same claim."""

    view_id: str
    published_date: date
    key: tuple[object, ...]


def duplicates(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The articles that copy an earlier one: article_id -> article_id of the original, which is no copy itself.

    A copy has at least 40 words, and 80 % of its distinct word 5-grams are in the original. Earlier is what has the
    smaller (published_date, source_file), undated last. So where the earlier article is a cut copy of the later, longer
    one, neither is a duplicate: the later one says more. Only its repeated targets are (`repeated_claims`).
    """
    con.execute(MEMORY)
    state = con.execute(STATE).fetchone()
    found = con.execute("SELECT copies, originals FROM copies_of_state WHERE state = ?", state).fetchone()
    if found is None:
        pairs = _compare_all(con)
        found = (list(pairs), list(pairs.values()))
        con.execute("DELETE FROM copies_of_state")
        con.execute("INSERT INTO copies_of_state VALUES (?, ?, ?)", [*(state or ()), *found])
    return dict(zip(*found, strict=True))


def _compare_all(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    rows = con.execute("SELECT article_id, source_file, published_date, text, blocks FROM article").fetchall()
    return copies(
        Body(article_id, source_file, published_date, _body(text, blocks))
        for article_id, source_file, published_date, text, blocks in rows
    )


def _body(text: str, blocks: Sequence[dict[str, int]]) -> str:
    """The blocks of an article; all its text where it has none."""
    return "\n".join(text[block["start_at"] : block["end_at"]] for block in blocks) or text


def copies(bodies: Iterable[Body]) -> dict[str, str]:
    """Article_id of each copy -> article_id of the earliest article that contains it, in whatever order they come."""
    ordered = sorted(bodies, key=lambda body: (body.published_date or date.max, body.source_file))
    ids = [body.article_id for body in ordered]
    found: dict[int, int] = {}
    for later, earlier in _contained(_shingles(ordered)):
        found[later] = found.get(earlier, earlier)
    return {ids[later]: ids[earlier] for later, earlier in found.items()}


def _shingles(bodies: Iterable[Body]) -> list[array[int]]:
    """The distinct 5-grams of each article, hashed; none for a short article."""
    numbers: dict[str, int] = {}
    shingles = []
    for body in bodies:
        words = [numbers.setdefault(word, len(numbers)) for word in RE_WORD.findall(body.text.casefold())]
        grams = zip(words, words[1:], words[2:], words[3:], words[4:], strict=False)
        shingles.append(array("q", set(map(hash, grams)) if len(words) >= SHORTEST_COPY else ()))
    return shingles


def _contained(shingles: Sequence[array[int]]) -> Iterator[tuple[int, int]]:
    """Each place whose grams an earlier place contains, with the first such place.

    Of the grams that a copy shares, its rarest few must include one of the original's: only who has one is compared.
    """
    shared = _shared(shingles)
    spread = Counter(gram for grams in shingles for gram in shared.intersection(grams))
    places: dict[int, list[int]] = defaultdict(list)
    for later, grams in enumerate(shingles):
        mine = shared.intersection(grams)
        needed = ceil(CONTAINED * len(grams))
        if mine and len(mine) >= needed:
            rarest = sorted(mine, key=lambda gram: (spread[gram], gram))[: len(mine) - needed + 1]
            candidates = sorted({place for gram in rarest for place in places[gram]})
            original = next((c for c in candidates if len(mine.intersection(shingles[c])) >= needed), None)
            if original is not None:
                yield later, original
        for gram in mine:
            places[gram].append(later)


def _shared(shingles: Sequence[array[int]]) -> set[int]:
    """The grams of more than one article, collected in passes over a part of all possible grams each."""
    passes = 1 + sum(map(len, shingles)) // GRAMS_A_PASS
    shared: set[int] = set()
    for number in range(passes):
        seen: set[int] = set()
        for grams in shingles:
            part = grams if passes == 1 else [gram for gram in grams if gram % passes == number]
            shared.update(seen.intersection(part))
            seen.update(part)
    return shared


def repeated_claims(claims: Iterable[Claim]) -> dict[str, str]:
    """View_id of each claim that repeats one of at most 7 days before -> view_id of that first one.

    The claims come from old to new. After 7 days a repeated target is a new claim, so that who repeats a target every
    week is not as old as his first word.
    """
    first: dict[tuple[object, ...], Claim] = {}
    repeated: dict[str, str] = {}
    for claim in claims:
        before = first.get(claim.key)
        if before and (claim.published_date - before.published_date).days <= REPEAT_DAYS:
            repeated[claim.view_id] = before.view_id
        else:
            first[claim.key] = claim
    return repeated
