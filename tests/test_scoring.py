"""The measure, worked by hand on tiny gold: stances, levels, optional and shared views, distractors, and the figures.

They must be those of the measure that the project is judged by, where that is at hand.
"""

from __future__ import annotations

import csv
import importlib.util
import random
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from conftest import ROOT, SAMPLES
from gold_factories import FOUND_WARD, WARD, held, spoken

from pipeline.gold import FoundLevel, FoundView, GoldArticle, GoldLevel, GoldView, read_found, read_gold
from pipeline.scoring import Verdict, counts_of, grade, holds_evidence, level_keys, mistakes_of, score, score_data

SHARED = ROOT.parent / "shared"
MEASURE = SHARED / "tools" / "score_views.py"


def counts(gold: GoldArticle, *found: FoundView) -> dict[str, int]:
    return dict(counts_of(grade(gold, found)))


# Counts


def test_all_right() -> None:
    graded = grade(GoldArticle("a", (WARD,)), [FOUND_WARD])
    assert graded.verdicts == (Verdict.RIGHT,)
    assert mistakes_of(graded) == []
    assert dict(counts_of(graded)) == {
        **{"view_tp": 1, "view_pred": 1, "view_gold": 1, "stance_tp": 1},
        **{"bullish_tp": 1, "bullish_pred": 1, "bullish_gold": 1},
        **{"firm_ok": 1, "firm_n": 1, "horizon_ok": 1, "horizon_n": 1},
        **{"proxy_ok": 1, "proxy_n": 1, "evidence_ok": 1, "evidence_n": 1},
        **{"level_tp": 2, "level_pred": 2, "level_gold": 2, "value_tp": 2, "value_pred": 2, "value_gold": 2},
    }


@pytest.mark.parametrize(
    ("change", "count", "right"),
    [
        ({"firm": "Teller & Co"}, "firm_ok", 0),
        ({"firm": "Kest"}, "firm_ok", 1),
        ({"horizon": "12m", "horizon_date": ""}, "horizon_ok", 0),
        ({"horizon": "12m", "horizon_date": "2026-12-31"}, "horizon_ok", 1),
        ({"proxy": True}, "proxy_ok", 0),
        ({"evidence": "Something else."}, "evidence_ok", 0),
        ({"stance": "bearish"}, "stance_tp", 0),
    ],
)
def test_the_parts_of_a_matched_view(change: dict[str, Any], count: str, right: int) -> None:
    found = counts(GoldArticle("a", (WARD,)), replace(FOUND_WARD, **change))
    assert found["view_tp"] == 1
    assert found.get(count, 0) == right


@pytest.mark.parametrize(
    ("found", "gold", "right"),
    [
        ("one two", "one two three four", True),
        ("one", "one two three four", False),
        ("One, TWO!", "one two", True),
        ("one two " + "x" * 392, "one two", True),
        ("one two " + "x" * 393, "one two", False),
        ("one", "", False),
    ],
)
def test_evidence_needs_half_of_the_words_in_400_characters(found: str, gold: str, right: bool) -> None:
    assert holds_evidence(found, gold) is right


def test_a_wrong_stance_counts_for_the_first_answer_of_gold() -> None:
    gold = GoldArticle("a", (held("A Low", stances=("bearish", "neutral")),))
    wrong = counts(gold, spoken("A Low"))
    assert (wrong["bullish_pred"], wrong["bearish_gold"]) == (1, 1)
    assert not {"bullish_tp", "bullish_gold", "stance_tp"} & set(wrong)
    second = counts(gold, spoken("A Low", stance="neutral"))
    assert (second["neutral_tp"], second["neutral_gold"]) == (1, 1)
    assert "bearish_gold" not in second


def test_an_optional_view_costs_nothing_when_it_is_missed() -> None:
    level = (GoldLevel(("target",), 7000.0),)
    gold = GoldArticle("a", (held("A Low", optional=True, levels=level),))
    assert counts(gold).get("view_gold", 0) == counts(gold).get("level_gold", 0) == 0
    found = counts(gold, spoken("A Low", levels=(FoundLevel("target", 7000.0),)))
    assert (found["view_tp"], found["view_gold"], found["level_tp"], found["level_gold"]) == (1, 1, 1, 1)


def test_the_second_name_of_a_shared_view_is_no_error() -> None:
    gold = GoldArticle("a", (held("A Low", co_analysts=("B Ward",)),), distractors=("B Ward",))
    target = (FoundLevel("target", 7000.0),)
    graded = grade(gold, [spoken("A Low"), spoken("B Ward", levels=target)])
    assert graded.verdicts == (Verdict.RIGHT, Verdict.SHARED)
    found = dict(counts_of(graded))
    assert (found["view_tp"], found["view_pred"]) == (1, 1)
    assert found.get("level_pred", 0) == found.get("distract", 0) == 0
    assert grade(gold, [spoken("B Ward", index="DAX")]).verdicts == (Verdict.EXTRA,)


def test_distractors_are_people_by_surname_and_firms_by_name() -> None:
    gold = GoldArticle("a", (), distractors=("Una Pritchard", "Greyfell Group"))
    assert counts(gold, spoken("U. Pritchard", "Kest"), spoken("", "Greyfell"), spoken("A Low"))["distract"] == 2
    mine = replace(gold, views=(held("Una Pritchard"),))
    assert counts(mine, spoken("Una Pritchard")).get("distract", 0) == 0


def test_levels_with_other_kinds_and_optional_ones() -> None:
    levels = (GoldLevel(("target", "resistance"), 8000.0), GoldLevel(("support",), 7000.0, optional=True))
    gold = GoldArticle("a", (held("A Low", levels=levels),))
    second_kind = spoken("A Low", levels=(FoundLevel("resistance", 8000.0),))
    assert level_keys(grade(gold, [second_kind])) == ({("low", "SPX", "resistance", 8000.0)},) * 2
    wrong_kind = counts(gold, spoken("A Low", levels=(FoundLevel("support", 8000.0),)))
    assert (wrong_kind.get("level_tp", 0), wrong_kind["level_pred"], wrong_kind["level_gold"]) == (0, 1, 1)
    assert wrong_kind["value_tp"] == 1


def test_a_level_of_the_firm_is_its_analysts_where_gold_accepts_the_firm() -> None:
    gold = GoldArticle("a", (replace(WARD, firm_ok=True),))
    by_firm = counts(gold, replace(FOUND_WARD, analyst=""))
    assert (by_firm["level_tp"], by_firm["level_pred"], by_firm["level_gold"]) == (2, 2, 2)


def test_a_level_of_somebody_else_is_right_as_a_value_only() -> None:
    found = counts(GoldArticle("a", (WARD,)), replace(FOUND_WARD, analyst="Ravi Low"))
    assert (found.get("level_tp", 0), found["level_pred"], found["level_gold"]) == (0, 2, 2)
    assert (found["value_tp"], found["value_pred"], found["value_gold"]) == (2, 2, 2)


def test_a_score_by_hand() -> None:
    """Three found of which two are matched and one is right, four in gold: P 1/3, R 1/4, F1 2/7."""
    first = GoldArticle("a", (WARD, held("Ravi Low", stances=("bearish",))), distractors=("Una Pritchard",))
    second = GoldArticle("b", (held("", "Teller & Co"), held("Ana Moss"), held("Bo Finch", optional=True)))
    extra = spoken("Una Pritchard", levels=(FoundLevel("target", 5000.0),))
    result = score([grade(first, [FOUND_WARD, spoken("Ravi Low"), extra]), grade(second, [])])
    assert (result.articles, result.distractors, result.stance_accuracy) == (2, 1, 0.5)
    rate = result.rates["stance"]
    assert (rate.right, rate.found, rate.gold) == (1, 3, 4)
    assert (rate.precision, rate.recall, rate.f1) == pytest.approx((1 / 3, 1 / 4, 2 / 7))
    assert result.rates["view"].f1 == pytest.approx(4 / 7)
    assert result.rates["level"].f1 == pytest.approx(2 * (2 / 3) / (5 / 3))
    assert dict(result.shares) == {"firm": 1.0, "horizon": 1.0, "proxy": 1.0, "evidence": 0.5}
    assert result.interval == (0.0, 0.4)  # both b, or both a: 2 of 6 found and of 4 in gold
    kinds = [mistake.kind for graded in (grade(first, [spoken("Ravi Low"), extra]),) for mistake in mistakes_of(graded)]
    assert kinds == ["stance", "missed", "extra", "level missed", "level missed", "level extra"]


def test_nothing_found_is_zero() -> None:
    result = score([grade(GoldArticle("a", ()), [])])
    assert all((rate.precision, rate.recall, rate.f1) == (0.0, 0.0, 0.0) for rate in result.rates.values())


# The same figures as the measure that the project is judged by


def load_measure() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_views", MEASURE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def garbled(rng: random.Random, view: GoldView, everybody: list[GoldView]) -> dict[str, str]:
    """A row of views.csv that is more or less the gold view."""
    other = rng.choice(everybody)
    names = [view.analyst] * 6 + [
        *view.co_analysts,
        "",
        other.analyst,
        view.analyst.upper(),
        view.analyst.split(" ")[-1],
    ]
    firms = [view.firm] * 6 + ["", other.firm, f"The {view.firm} Inc.", view.firm.split(" ")[0]]
    words = view.evidence.split()
    horizon = rng.choice([view.horizon, view.horizon, "12m", ""])
    return {
        "symbol": rng.choice([view.index] * 6 + [other.index, "OMXS30"]),
        "analyst_name": rng.choice(names),
        "analyst_firm": rng.choice(firms),
        "stance": rng.choice([view.stances[0]] * 3 + ["bullish", "neutral", "bearish"]),
        "proxy": rng.choice([str(view.proxy).lower()] * 3 + ["true", "false"]),
        "horizon": horizon,
        "horizon_date": horizon if len(horizon) == 10 else rng.choice(["", view.horizon]),
        "evidence": " ".join(words[: rng.randint(0, len(words))]) + rng.choice(["", " and so on" * 50]),
    }


def write_garbled(folder: Path, gold: dict[str, GoldArticle], seed: int) -> None:
    """views.csv and levels.csv as a poor extractor would write them from gold."""
    rng = random.Random(seed)
    everybody = [view for article in gold.values() for view in article.views]
    views, levels = [], []
    for article_id, article in gold.items():
        for view in article.views * rng.choice([1, 1, 2, 8 * (rng.random() < 0.05)]):
            if rng.random() < 0.8:
                views.append(
                    {"view_id": str(len(views)), "source_file": f"{article_id}.txt", **garbled(rng, view, everybody)}
                )
                for level in view.levels:
                    kind = rng.choice([*level.kinds, level.kinds[0], "target", "support"])
                    value = (level.value or 0.0) + rng.choice([0.0, 0.0, 0.0, 1.0])
                    levels.append({"view_id": views[-1]["view_id"], "kind": kind, "value": f"{value:.10g}"})
        for name in article.distractors[: rng.choice([0, 0, 2])]:
            wrong = {**garbled(rng, rng.choice(everybody), everybody), "analyst_name": name}
            views.append({"view_id": str(len(views)), "source_file": f"{article_id}.txt", **wrong})
    for name, rows in (("views.csv", views), ("levels.csv", levels)):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


@pytest.mark.skipif(not MEASURE.is_file(), reason="the measure is not here: there is no ../shared/tools")
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", ["samples", "dev", "modern", "train"])
def test_the_figures_are_those_of_the_measure(name: str, seed: int, tmp_path: Path) -> None:
    path = SAMPLES / "gold.jsonl" if name == "samples" else SHARED / "gold" / f"{name}.jsonl"
    gold = read_gold(path)
    write_garbled(tmp_path, gold, seed)
    measure = load_measure()
    theirs, errors = measure.score(measure.read_gold([path]), measure.read_predictions(tmp_path))
    found = read_found(tmp_path)
    graded = [grade(article, found.get(article_id, ())) for article_id, article in gold.items()]
    assert score_data(score(graded)) == theirs
    assert [(m.article_id, m.kind) for one in graded for m in mistakes_of(one)] == [error[:2] for error in errors]
