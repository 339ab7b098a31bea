from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from importlib import import_module

import duckdb
import pytest

from pipeline import store
from pipeline.store.copies import Body, copies
from pipeline.store.duplicates import Claim, repeated_claims
from pipeline.types import Block, BlockKind

from .factories import extraction, write

WORDS = [f"word{number}" for number in range(400)]
LONG = " ".join(WORDS[:200])
HALF = " ".join(WORDS[:100])
# 100 words have 96 5-grams; 76 of them stay whole where the last 20 words are others: 76 / 96 = 79 %, 77 / 96 = 80.2 %
TOO_NEW = " ".join([*WORDS[:80], *WORDS[300:320]])
JUST_OLD = " ".join([*WORDS[:81], *WORDS[300:319]])


def bodies(*articles: tuple[str, str, str]) -> list[Body]:
    """Bodies out of (source_file, published or "", text)."""
    return [Body(name, name, date.fromisoformat(day) if day else None, text) for name, day, text in articles]


@pytest.mark.parametrize(
    ("articles", "expected"),
    [
        ([("a", "2025-01-01", LONG), ("b", "2025-01-02", LONG)], {"b": "a"}),
        ([("b", "2025-01-01", LONG), ("a", "2025-01-02", LONG)], {"a": "b"}),
        ([("b", "2025-01-01", LONG), ("a", "2025-01-01", LONG)], {"b": "a"}),
        ([("a", "", LONG), ("b", "2025-01-02", LONG)], {"a": "b"}),
        ([("a", "2025-01-01", LONG), ("b", "2025-01-02", HALF)], {"b": "a"}),
        ([("a", "2025-01-01", HALF), ("b", "2025-01-02", LONG)], {}),
        ([("a", "2025-01-01", LONG), ("b", "2025-01-02", JUST_OLD)], {"b": "a"}),
        ([("a", "2025-01-01", LONG), ("b", "2025-01-02", TOO_NEW)], {}),
        ([("a", "2025-01-01", LONG), ("b", "2025-01-02", LONG), ("c", "2025-01-03", LONG)], {"b": "a", "c": "a"}),
        (
            [("a", "2025-01-01", LONG), ("b", "2025-01-02", JUST_OLD), ("c", "2025-01-03", JUST_OLD)],
            {"b": "a", "c": "a"},
        ),
        ([("a", "2025-01-01", LONG), ("b", "2025-01-02", LONG.upper().replace(" ", ", "))], {"b": "a"}),
        ([(name, "2025-01-01", " ".join(WORDS[:40])) for name in "ab"], {"b": "a"}),
        ([(name, "2025-01-01", " ".join(WORDS[:39])) for name in "ab"], {}),
        ([(name, "2025-01-01", "") for name in "ab"], {}),
    ],
    ids=[
        "the later one",
        "by date, not by name",
        "of one day by name",
        "undated is later",
        "cut copy",
        "cut copy came first",
        "81 % of the original",
        "79 % of the original",
        "all copies of the first",
        "copies of a copy name the original",
        "case and punctuation",
        "40 words",
        "39 words",
        "no words",
    ],
)
def test_copies(articles: list[tuple[str, str, str]], expected: dict[str, str]) -> None:
    assert copies(bodies(*articles)) == expected
    assert copies(reversed(bodies(*articles))) == expected


def brute_force(articles: list[Body]) -> dict[str, str]:
    """The definition, without any index."""
    ordered = sorted(articles, key=lambda body: (body.published_date or date.max, body.source_file))
    grams = [{tuple(words[i : i + 5]) for i in range(len(words) - 4)} for words in (b.text.split() for b in ordered)]
    found: dict[str, str] = {}
    for later, mine in enumerate(grams):
        for earlier in range(later):
            if len(mine & grams[earlier]) >= 0.8 * len(mine):
                original = ordered[earlier].article_id
                found[ordered[later].article_id] = found.get(original, original)
                break
    return found


@pytest.mark.parametrize("grams_a_pass", [1_000_000, 500], ids=["one pass", "many passes"])
def test_the_index_finds_what_comparing_all_with_all_finds(monkeypatch: pytest.MonkeyPatch, grams_a_pass: int) -> None:
    monkeypatch.setattr(import_module("pipeline.store.copies"), "GRAMS_A_PASS", grams_a_pass)
    chance = random.Random(7)
    footer = " ".join(chance.choices(WORDS, k=60))
    articles: list[Body] = []
    for number in range(120):
        text = " ".join(chance.choices(WORDS, k=chance.randrange(50, 150)))
        if articles and chance.random() < 0.5:
            words = chance.choice(articles).text.split()
            text = " ".join([*words[chance.randrange(8) :], *chance.choices(WORDS, k=chance.randrange(30))])
        day = date(2025, 1, chance.randrange(1, 29)) if chance.random() < 0.9 else None
        articles.append(Body(f"{number}", f"{number}", day, f"{text} {footer}"))
    expected = brute_force(articles)
    assert len(expected) > 20
    assert copies(articles) == expected


def test_menus_and_footers_make_no_copy(con: duckdb.DuckDBPyConnection) -> None:
    for number in range(2):
        text = " ".join(WORDS[number * 50 : number * 50 + 50])
        one = extraction(f"{number}.txt", "2025-01-01", body=f"{text} {' '.join(WORDS[-300:])}")
        block = Block(BlockKind.PARAGRAPH, 0, len(text))
        write(con, replace(one, article=replace(one.article, blocks=(block,))))
    assert store.duplicates(con) == {}
    con.execute("UPDATE article SET blocks = [], content_hash = 'of other blocks'")
    assert len(store.duplicates(con)) == 1


def test_articles_are_compared_again_only_after_a_change(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = import_module("pipeline.store.duplicates")
    first, second, third = (extraction(f"{name}.txt", "2025-01-01", body=LONG) for name in "abc")
    found = {second.article.article_id: first.article.article_id}
    write(con, first, second)
    assert store.duplicates(con) == found
    with monkeypatch.context() as patch:
        patch.setattr(module, "find_copies", lambda *_, **__: 1 / 0)
        assert store.duplicates(con) == found
    write(con, third)
    assert len(store.duplicates(con)) == 2
    store.prune(con, ["a.txt", "b.txt"])
    assert store.duplicates(con) == found
    write(con, extraction("a.txt", "2025-01-02", body=LONG))
    assert store.duplicates(con) == {first.article.article_id: second.article.article_id}
    store.prune(con, [])
    assert store.duplicates(con) == {}


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([1, 8], {1: 0}),
        ([1, 9], {}),
        ([1, 1], {1: 0}),
        ([1, 6, 9, 12], {1: 0, 3: 2}),
        ([1, 8, 15, 22], {1: 0, 3: 2}),
    ],
    ids=["7 days", "8 days", "the same day", "days are counted from the first", "who repeats every week stays young"],
)
def test_repeated_claims(days: list[int], expected: dict[int, int]) -> None:
    claims = [Claim(str(place), date(2025, 1, day), ("whitlock", 7500)) for place, day in enumerate(days)]
    other = [Claim("other", date(2025, 1, days[0]), ("whitlock", 7600))]
    assert repeated_claims(other + claims) == {str(later): str(first) for later, first in expected.items()}
