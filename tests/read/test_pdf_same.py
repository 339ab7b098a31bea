"""An article is the same whether it is read from its page or from a PDF of it: the same blocks, and the same views."""

from __future__ import annotations

import csv
import random
import re
from pathlib import Path

import pytest
from conftest import SAMPLES

from pipeline import run
from pipeline.read import read_article
from pipeline.read.pdf import read_pdf
from pipeline.types import Article, BlockKind

from .pdf_pages import BODY, HEADING, INDENTED, Part, Piece, Rows, bullet, heading, note_pdf, para, small, title

NAMES = ("tsx-two-minds.html", "marlow-tate-raises.html", "small-cap-breakout.html", "target-table-february.html")
RE_LONG_WORD = re.compile(r"\b[a-z]{8,}\b")
OWN_COLUMNS = ("view_id", "article_id", "evidence_start", "evidence_end", "source_file", "publisher", "url")
LEAST_SAME = 0.985


def hyphenated(text: str) -> str:
    """The text with a place in each long word where a line may break."""
    return RE_LONG_WORD.sub(lambda word: f"{word[0][:4]}\u00ad{word[0][4:]}", text)


def printed(article: Article, columns: int) -> bytes:
    """An article as a PDF, with a running head and page numbers."""
    parts: list[Part] = []
    rows: list[list[str]] = []
    for block in article.blocks[1:]:
        text = " ".join(article.text[block.start : block.end].split())
        if block.kind is BlockKind.TABLE_ROW:
            rows.append([article.text[start:end] for start, end in block.cells])
            if len(rows) > 1:
                parts.pop()
            parts.append(Rows(list(rows), size=8))
            continue
        rows = []
        make = {BlockKind.HEADING: heading, BlockKind.LIST_ITEM: bullet}.get(block.kind, para)
        parts.append(make(text if make is heading else hyphenated(text)))
    day = article.published_date
    head = [title(article.title), small(f"{day.day} {day:%B %Y}" if day else "Markets")]
    return note_pdf(parts, columns=columns, head=head, running="Prairie Markets Daily", footer="Page {page} of 9")


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("name", NAMES)
def test_the_blocks_are_those_of_the_page(name: str, columns: int) -> None:
    article = read_article(SAMPLES, name)
    draft = read_pdf(printed(article, columns))
    found, wanted = (
        [(block.kind, " ".join(one.text[block.start : block.end].split())) for block in one.blocks]
        for one in (draft, article)
    )
    assert found == wanted
    assert (draft.title, draft.published_date) == (article.title, article.published_date)


@pytest.mark.slow
@pytest.mark.parametrize("columns", [1, 2])
def test_the_views_are_those_of_the_page(tmp_path: Path, columns: int) -> None:
    found = []
    for suffix in ("html", "pdf"):
        folder = tmp_path / suffix
        folder.mkdir()
        for name in NAMES[:2]:
            content = (SAMPLES / name).read_bytes()
            if suffix == "pdf":
                content = printed(read_article(SAMPLES, name), columns)
            (folder / name).with_suffix(f".{suffix}").write_bytes(content)
        run.extract_folder(folder, tmp_path / f"out-{suffix}", model="rules", workers=1)
        with (tmp_path / f"out-{suffix}" / "views.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        found.append(sorted([value for name, value in row.items() if name not in OWN_COLUMNS] for row in rows))
    assert found[0] == found[1]
    assert len(found[0]) > 5


def test_nearly_all_blocks_of_many_layouts() -> None:
    """Paragraphs of all samples in documents of chance: one to three columns, headings, lists, indented or not."""
    dice = random.Random(11)
    texts = [
        " ".join(article.text[block.start : block.end].split())
        for article in (read_article(SAMPLES, path.name) for path in sorted(SAMPLES.glob("*.html")))
        for block in article.blocks
        if block.kind is BlockKind.PARAGRAPH
    ]
    texts = [text for text in texts if len(text.split()) > 12 and text[-1] in ".”"]
    same = total = 0
    for _ in range(24):
        parts: list[Part] = []
        style = dice.choice([BODY, BODY, INDENTED])
        for _ in range(dice.randrange(6, 24)):
            text = hyphenated(dice.choice(texts))
            kind = dice.random()
            parts.append(bullet(text) if kind < 0.15 else para(text, style))
            if kind > 0.85:
                parts.append(Piece("What the market has in mind", HEADING))
        content = note_pdf(parts, columns=dice.choice([1, 2, 2, 3]), running="Elm Bank", footer="Page {page}")
        draft = read_pdf(content)
        blocks = {draft.text[block.start : block.end] for block in draft.blocks}
        wanted = [part.text.replace("\u00ad", "") for part in parts if isinstance(part, Piece)]
        same += sum(text in blocks for text in wanted)
        total += len(wanted)
    assert same >= LEAST_SAME * total
