"""One article is the same in every form: page, text, Markdown, PDF, mail, record, web archive, packed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLES

from pipeline import extract, read
from pipeline.run import SPACY_MODEL
from pipeline.shipped import RULES
from pipeline.types import Article, BlockKind, Failure, View

from .forms import lines, mail, mailbox, packed, warc, zipped
from .test_pdf_same import printed

NAME = "tsx-two-minds.html"


@cache
def forms() -> dict[str, bytes]:
    """The sample as a file of each kind."""
    page, article = (SAMPLES / NAME).read_bytes(), read.read_article(SAMPLES, NAME)
    assert article.published_date
    blocks = (article.text[block.start : block.end] for block in article.blocks if block.kind is not BlockKind.TITLE)
    body = "\n\n".join(blocks)
    day = article.published_date.strftime("%a, %d %b %Y 09:00:00 +0000")
    text = f"{article.title}\n{article.published_date}\n\n{body}\n".encode()
    record = {"title": article.title, "date": str(article.published_date), "text": body}
    message = mail(article.title, day, body)
    return {
        "page.html": page,
        "text.txt": text,
        "text.md": f"# {article.title}\n\n{article.published_date}\n\n{body}\n".encode(),
        "one-column.pdf": printed(article, 1),
        "two-columns.pdf": printed(article, 2),
        "text.eml": message,
        "page.eml": mail(article.title, day, page=page.decode()),
        "both.eml": mail(article.title, day, body, page=page.decode()),
        "box.mbox": mailbox(message),
        "record.jsonl": lines(record),
        "markup.jsonl": lines({"title": article.title, "text": page.decode()}),
        "archive.warc.gz": warc({"https://oak.example/1": page}),
        "page.html.gz": packed(page),
        "pack.zip": zipped({"sub/page.html": page}),
    }


@cache
def extractor() -> Any:
    return extract.load(SPACY_MODEL, RULES)


def views_in(folder: Path, name: str) -> list[tuple[Any, ...]]:
    """What each view of a file says, but for where."""
    (found,) = read.records(folder, name)
    assert not isinstance(found, Failure)
    (article,) = read.read_record(found)
    views = extract.extract_article(extractor(), article).views
    return sorted(_said(article, view) for view in views)


def _said(article: Article, view: View) -> tuple[Any, ...]:
    levels = tuple((level.kind, level.value) for level in view.levels)
    holder = (view.holder.analyst, view.holder.firm, view.holder.role)
    evidence = " ".join(view.evidence.text.split())
    return (
        view.symbol,
        *holder,
        view.stance,
        view.horizon.words,
        view.action_change,
        evidence,
        levels,
        article.published_date,
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(forms()))
def test_its_views_are_the_same(tmp_path: Path, name: str) -> None:
    expected = views_in(SAMPLES, NAME)
    (tmp_path / name).write_bytes(forms()[name])
    assert len(expected) == 2
    assert views_in(tmp_path, name) == expected
