"""What `market-views explain` prints of an invented article: each candidate with its fate, and why it was dropped.

A central bank's chair is named among the holders with the reason why he holds no view.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from conftest import SAMPLES

from pipeline import cli, cli_inspect
from pipeline.explain import candidates_of, explain_file, explain_reading
from pipeline.extract.article import Reading, read_candidates
from pipeline.extract.blend import UNFITTED
from pipeline.extract.decide import decide, judge
from pipeline.extract.deciders import encoder_decider
from pipeline.extract.encoder import Scores
from pipeline.extract.holders import Actor, Cast
from pipeline.extract.recogniser import Recogniser, load_nlp
from pipeline.read import read_article
from pipeline.run import SPACY_MODEL
from pipeline.types import Dropped, Excerpt, Holder

Capture = pytest.CaptureFixture[str]

ARTICLE = """\
A hedged week
2026-01-05

The S&P 500 closed at 6,900 on Friday. Nomi Ward, chief strategist at Kest Capital, expects the S&P 500 to climb to \
7,600 by the end of the year. Ward had lunch with a colleague.

Jerome Powell, chair of the Federal Reserve, speaks on Tuesday.
"""


@cache
def load() -> Recogniser:
    return load_nlp(SPACY_MODEL)


def read_sample(folder: Path, name: str) -> Reading:
    return read_candidates(load(), read_article(folder, name))


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "week.txt").write_text(ARTICLE, encoding="utf-8")
    return read_sample(folder, "week.txt")


def lines_with(reading: Reading, words: str) -> list[str]:
    return [line.strip() for line in explain_reading(reading) if words in line]


def test_the_article_and_its_holders(reading: Reading) -> None:
    lines = explain_reading(reading)
    assert lines[:2] == ["week.txt", "  A hedged week"]
    assert lines[2].startswith("  2026-01-05, home market SPX, ")
    assert "  Nomi Ward, chief strategist, Kest Capital" in lines


def test_who_holds_no_view_is_said_with_the_reason(reading: Reading) -> None:
    actor = Actor("pritchard", Holder("Una Pritchard", "governor"), "policy_maker")
    lines = explain_reading(replace(reading, cast=Cast({"pritchard": actor})))
    assert lines[lines.index("Holders") + 1] == "  Una Pritchard, governor: holds no view (policy maker)"


def test_sentences_stand_in_reading_order(reading: Reading) -> None:
    lines = explain_reading(reading)
    numbers = [line.split()[0] for line in lines if line.startswith("[")]
    assert numbers == [f"[{n + 1}]" for n in range(len(reading.parsed))]
    assert lines.index("Holders") < lines.index("Sentences") < lines.index("Views")


def test_what_was_found_stands_under_its_sentence(reading: Reading) -> None:
    assert any("S&P 500 = SPX" in line and "Nomi Ward (person)" in line for line in lines_with(reading, "mentions:"))
    assert any("target 7,600 SPX" in line for line in lines_with(reading, "levels:"))
    assert any("Jerome Powell (outsider: " in line for line in lines_with(reading, "mentions:"))
    assert "horizons: 2026-12-31" in lines_with(reading, "horizons:")
    assert any(line.startswith("speaks: Nomi Ward (") for line in lines_with(reading, "speaks:"))


def test_the_view_stands_at_the_end_with_its_evidence(reading: Reading) -> None:
    lines = explain_reading(reading)
    views = "\n".join(lines[lines.index("Views") :])
    assert "Nomi Ward, chief strategist, Kest Capital: bullish on SPX until 2026-12-31: target 7,600" in views
    assert "“Nomi Ward, chief strategist at Kest Capital, expects" in views


def test_every_candidate_has_its_fate(reading: Reading) -> None:
    candidates, others = candidates_of(reading, decide(reading).dropped)
    assert others == []
    kept = [candidate for candidate in candidates if not candidate.reason]
    assert len(kept) == len(judge(reading)[0])
    assert all(0 <= candidate.probability <= 1 for candidate in kept if candidate.probability is not None)


def test_what_is_dropped_without_a_candidate_is_told_too(reading: Reading) -> None:
    excerpt = Excerpt(0, 1, reading.article.text[:1])
    _, others = candidates_of(reading, [*decide(reading).dropped, Dropped("merge", "said before", excerpt)])
    assert [dropped.reason for dropped in others] == ["said before"]


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir() if path.suffix != ".jsonl"))
def test_the_reasons_are_those_of_the_extraction(name: str) -> None:
    sample = read_sample(SAMPLES, name)
    dropped = decide(sample).dropped
    candidates, others = candidates_of(sample, dropped)
    assert others == []
    assert Counter(c.reason for c in candidates if c.reason) == Counter(d.reason for d in dropped)
    assert max(map(len, explain_reading(sample))) <= 110


def test_a_model_is_asked_once_about_each_candidate_and_its_confidence_is_told(reading: Reading) -> None:
    asked: list[str] = []

    def encoder(line: str) -> Scores:
        asked.append(line)
        return Scores((0.0, 3.0, 0.0, 0.0))

    lines = explain_reading(reading, encoder_decider(encoder, UNFITTED))
    assert asked
    assert len(asked) <= len(reading.pieces)
    assert any("confidence 0." in line or "confidence 1.0" in line for line in lines)
    assert not lines_with(reading, "confidence")


def test_an_article_without_anything_is_explained(reading: Reading) -> None:
    empty = replace(reading, pieces=(), levels=tuple(() for _ in reading.parsed), said=())
    lines = explain_reading(empty)
    assert lines[lines.index("Views") + 1] == "  none"
    assert "Dropped candidates" not in lines


def run_explain(*arguments: str | Path) -> int:
    parser = argparse.ArgumentParser(prog="market-views explain")
    cli_inspect.add_explain(parser)
    return cli.run_command(parser.parse_args(list(map(str, arguments))))


def test_the_command_prints_the_explanation(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "week.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    assert run_explain(path) == 0
    assert capsys.readouterr().out.splitlines() == explain_file(path)


def test_files_that_cannot_be_explained(tmp_path: Path, capsys: Capture) -> None:
    assert run_explain(tmp_path / "nothing.txt") == 2
    assert "there is no file" in capsys.readouterr().err
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    assert run_explain(tmp_path / "empty.txt") == 2
    assert "cannot be read: the file is empty" in capsys.readouterr().err
    (tmp_path / "week.txt").write_text(ARTICLE, encoding="utf-8")
    assert run_explain(tmp_path / "week.txt", "--spacy-model", "no_such_model") == 2
    assert "there is no spaCy model 'no_such_model'" in capsys.readouterr().err
