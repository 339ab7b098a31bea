from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest

from pipeline import store
from pipeline.types import Article, Excerpt, Extraction, Holder, Level, LevelKind, View

from .factories import extraction, said, write

ONE = extraction("a.txt", "2025-10-16", said("Dana Whitlock", "Harbour Lane", target=7500), observed=(("SPX", 6671.5),))


def with_view(**changes: object) -> Extraction:
    return replace(ONE, views=(replace(ONE.views[0], **changes),))  # type: ignore[arg-type]


def with_level(**changes: object) -> Extraction:
    return with_view(levels=(replace(ONE.views[0].levels[0], **changes),))  # type: ignore[arg-type]


def count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    return len(con.execute(f"SELECT 1 FROM {table}").fetchall())


def test_known_articles_tell_what_need_not_be_read_again(con: duckdb.DuckDBPyConnection) -> None:
    write(con, ONE)
    assert store.known_articles(con) == {"a.txt": (ONE.article.content_hash, "test-1")}


def test_writing_again_replaces_the_article_only(con: duckdb.DuckDBPyConnection) -> None:
    write(con, ONE, extraction("b.txt", "2025-10-17", said("Ida Fenn")))
    write(con, ONE)
    assert [count(con, table) for table in ("article", "view", "level")] == [2, 2, 2]
    write(con, extraction("a.txt", "2025-10-18"))
    assert [count(con, table) for table in ("article", "view", "level")] == [2, 1, 0]


def test_text_keeps_every_character(con: duckdb.DuckDBPyConnection) -> None:
    body = "e\u0301 and \u00e9, 😀, \u2028, “7,500” and a tab\there"
    write(con, extraction("a.txt", None, said("Dana Whitlock"), body=body))
    text, start, end, evidence = con.execute(
        "SELECT text, evidence_start, evidence_end, evidence FROM article, view"
    ).fetchall()[0]
    assert text.startswith(body + "\n")
    assert text[start:end] == evidence


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (with_view(evidence=Excerpt(0, 4, "Dani")), r"a\.txt: the text at \[0, 4\) is not 'Dani'"),
        (with_view(evidence=Excerpt(-4, 0, "")), r"the text at \[-4, 0\)"),
        (with_view(evidence=Excerpt(0, 10_000, ONE.article.text)), r"the text at \[0, 10000\)"),
        (with_level(evidence=Excerpt(1, 5, "Dana")), r"a\.txt: the text at \[1, 5\) is not 'Dana'"),
        (with_level(start=9, end=9), r"a\.txt: no number 7500 at \[9, 9\)"),
        (with_level(value=float("nan")), r"a\.txt: no number nan"),
        (with_view(holder=Holder(role="strategist")), r"a\.txt: a view at 0 has neither an analyst nor a firm"),
        (replace(ONE, views=ONE.views * 2), r"a\.txt: two views of one holder, index and horizon; merge them"),
    ],
)
def test_a_mistake_of_the_extractor_is_refused_and_nothing_is_stored(
    con: duckdb.DuckDBPyConnection, bad: Extraction, message: str
) -> None:
    write(con, extraction("a.txt", "2025-01-02", said("Ida Fenn")))
    with pytest.raises(ValueError, match=message):
        write(con, bad)
    assert con.execute("SELECT analyst_name FROM view").fetchall() == [("Ida Fenn",)]
    assert con.execute("SELECT published_date::VARCHAR FROM article").fetchall() == [("2025-01-02",)]


def test_an_error_on_the_way_leaves_the_former_rows(con: duckdb.DuckDBPyConnection) -> None:
    write(con, ONE)
    second = extraction("b.txt", "2025-10-17", said("Ida Fenn"))
    with pytest.raises(duckdb.ConstraintException):
        store.write_extractions(con, [ONE, second, second], extractor_version="test-2")
    assert [count(con, table) for table in ("article", "view", "level")] == [1, 1, 2]
    write(con, extraction("c.txt", "2025-10-17"))
    assert count(con, "article") == 2


@pytest.mark.parametrize(("word", "length"), [("steady ", 398), ("x", 400)], ids=["after a word", "no space"])
def test_long_evidence_ends_at_400_characters(con: duckdb.DuckDBPyConnection, word: str, length: int) -> None:
    text = word * 100 if word != "x" else word * 700
    article: Article = replace(ONE.article, text=text, blocks=())
    view: View = replace(ONE.views[0], evidence=Excerpt(0, len(text), text), levels=())
    write(con, Extraction(article, (view,)))
    assert con.execute("SELECT evidence_start, evidence_end, length(evidence) FROM view").fetchall() == [
        (0, length, length)
    ]
    assert con.execute("SELECT starts_with(text, evidence) FROM article, view").fetchall() == [(True,)]


def test_where_the_index_stood_is_nobodys_view_and_kept_once(con: duckdb.DuckDBPyConnection) -> None:
    observed: Level = ONE.observed[0]
    write(con, replace(ONE, views=(replace(ONE.views[0], levels=(*ONE.views[0].levels, observed)),)))
    rows = con.execute("SELECT kind, value, view_id IS NULL FROM level ORDER BY kind").fetchall()
    assert rows == [(LevelKind.OBSERVED, 6671.5, True), (LevelKind.TARGET, 7500.0, False)]


def test_prune_forgets_what_is_gone(con: duckdb.DuckDBPyConnection) -> None:
    write(con, ONE, *(extraction(f"{name}.txt", None, said("Ida Fenn", target=1)) for name in "bc"))
    assert store.prune(con, ["a.txt", "c.txt", "d.txt"]) == 1
    assert sorted(store.known_articles(con)) == ["a.txt", "c.txt"]
    assert [count(con, table) for table in ("view", "level")] == [2, 3]
    assert store.prune(con, ["a.txt", "c.txt"]) == 0
