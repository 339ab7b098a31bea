"""The measure, worked by hand on tiny gold: holders, pairs, levels, counts; gained and lost views; floors; the command.

"Ward" of a run is gold's "Nomi Ward", and the second of two who share a view is no error.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import random
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from conftest import ROOT, SAMPLES

from pipeline import cli, cli_inspect
from pipeline.evaluate import below_floors, change_line, change_lines, compare, evaluate, figures
from pipeline.gold import FoundLevel, FoundView, GoldArticle, GoldLevel, GoldView, read_found, read_gold
from pipeline.matching import firm_key, fold, holder_key, pair_views, same_firm, same_holder, surname
from pipeline.scoring import Verdict, counts_of, grade, holds_evidence, level_keys, mistakes_of, score, score_data
from pipeline.shapes import Shape, shape_of
from pipeline.types import Article, Block, BlockKind
from pipeline.workers import RunError

SHARED = ROOT.parent / "shared"
MEASURE = SHARED / "tools" / "score_views.py"
FLOORS = ROOT / "corpus" / "floors.json"

Capture = pytest.CaptureFixture[str]

WARD = GoldView(
    "SPX",
    ("bullish",),
    analyst="Nomi Ward",
    firm="Kest Bank",
    horizon="2026-12-31",
    levels=(GoldLevel(("target",), 8100.0), GoldLevel(("prior_target",), 7900.0)),
    evidence="now sees the index at 8,100 by December",
)
FOUND_WARD = FoundView(
    "SPX",
    "bullish",
    analyst="Nomi Ward",
    firm="Kest Bank",
    horizon="2026-12-31",
    horizon_date="2026-12-31",
    evidence="Ward now sees the index at 8,100 by December, not at 7,900.",
    levels=(FoundLevel("target", 8100.0), FoundLevel("prior_target", 7900.0)),
)


def spoken(analyst: str = "", firm: str = "", **more: Any) -> FoundView:
    """A found view of the S&P 500, bullish unless said otherwise."""
    return FoundView(**{"index": "SPX", "stance": "bullish", "analyst": analyst, "firm": firm, **more})


def held(analyst: str = "", firm: str = "", **more: Any) -> GoldView:
    """A gold view of the S&P 500, bullish unless said otherwise."""
    return GoldView(**{"index": "SPX", "stances": ("bullish",), "analyst": analyst, "firm": firm, **more})


def counts(gold: GoldArticle, *found: FoundView) -> dict[str, int]:
    return dict(counts_of(grade(gold, found)))


# Names


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zoë O’Hara-Lund’s", "zoe ohara lund"),
        ("Łukasz Møller", "lukasz moller"),
        ("  S&P 500 ", "s p 500"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("Kest Bank plc", "Kest Bank", True, id="legal form"),
        pytest.param("Kest", "Kest Bank", True, id="short form"),
        pytest.param("Bank", "Kest Bank", False, id="generic word alone"),
        pytest.param("Kest Bank", "Teller Bank", False, id="two banks"),
        pytest.param("The Kest Group", "Kest & Co", True, id="noise words"),
        pytest.param("Citi", "Citigroup Inc.", True, id="usual short form"),
        pytest.param("BofA", "Bank of America", True, id="usual abbreviation"),
        pytest.param("", "", False, id="two unknown firms"),
        pytest.param("Asset Management", "Asset Management", True, id="the same words, generic or not"),
    ],
)
def test_same_firm(one: str, other: str, same: bool) -> None:
    assert same_firm(one, other) is same
    assert same_firm(other, one) is same


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Nomi Ward", "ward"),
        ("Dr. Nomi Ward, CFA", "ward"),
        ("Nomi Ward Jr.", "ward"),
        ("Ana Lakos-Bujas", "bujas"),
        ("", ""),
    ],
)
def test_surname(name: str, last: str) -> None:
    assert surname(name) == last


def test_holder_key_is_the_surname_or_the_firm() -> None:
    assert holder_key(spoken("Nomi Ward", "Kest Bank")) == "ward"
    assert holder_key(spoken("", "The Kest Bank")) == "@kest bank" == f"@{firm_key('Kest Bank plc')}"


@pytest.mark.parametrize(
    ("found", "gold", "same"),
    [
        pytest.param(spoken("N. Ward"), held("Nomi Ward"), True, id="surname"),
        pytest.param(spoken("Ravi Low"), held("Nomi Ward"), False, id="another person"),
        pytest.param(
            spoken("Nomi Ward", "Other House"), held("Nomi Ward", "Kest Bank"), True, id="firm does not matter"
        ),
        pytest.param(spoken("", "Kest Bank"), held("Nomi Ward", "Kest Bank"), False, id="firm is not enough"),
        pytest.param(spoken("", "Kest"), held("Nomi Ward", "Kest Bank", firm_ok=True), True, id="firm_ok"),
        pytest.param(
            spoken("Ravi Low", "Kest"), held("Nomi Ward", "Kest Bank", firm_ok=True), False, id="wrong colleague"
        ),
        pytest.param(spoken("Ravi Low"), held("Nomi Ward", co_analysts=("Ravi Low",)), True, id="co-analyst"),
        pytest.param(spoken("", "Kest Bank"), held("", "Kest"), True, id="firm alone"),
        pytest.param(spoken("Nomi Ward", "Kest"), held("", "Kest"), False, id="an analyst where gold has a firm"),
        pytest.param(spoken("", "Teller & Co"), held("", "Kest"), False, id="another firm"),
    ],
)
def test_same_holder(found: FoundView, gold: GoldView, same: bool) -> None:
    assert same_holder(found, gold) is same


# Pairs


@pytest.mark.parametrize(
    ("found", "gold", "pairs"),
    [
        pytest.param([spoken("A Low")], [held("B Low")], [(0, 0)], id="one and one"),
        pytest.param([spoken("A Low", index="DAX")], [held("A Low")], [], id="another index"),
        pytest.param([spoken("A Low"), spoken("A Low")], [held("A Low")], [(0, 0)], id="one gold view is found once"),
        pytest.param(
            [spoken("A Low", stance="bearish"), spoken("A Low")],
            [held("A Low")],
            [(1, 0)],
            id="the one with the right stance",
        ),
        pytest.param(
            [spoken("A Low"), spoken("A Low", levels=(FoundLevel("target", 7000.0),))],
            [held("A Low", levels=(GoldLevel(("support",), 7000.0),))],
            [(1, 0)],
            id="the one with the level, whatever its kind",
        ),
        pytest.param(
            [spoken("A Low", stance="neutral"), spoken("A Low", levels=(FoundLevel("target", 7000.0),))],
            [held("A Low", stances=("bearish", "neutral"), levels=(GoldLevel(("target",), 7000.0),)), held("A Low")],
            [(0, 0), (1, 1)],
            id="two right stances before a level",
        ),
        pytest.param(
            [spoken("B Ward"), spoken("A Low")],
            [held("A Low", co_analysts=("B Ward",)), held("B Ward")],
            [(0, 1), (1, 0)],
            id="as many pairs as can be",
        ),
        pytest.param(
            [spoken("A Low", stance=stance) for stance in ["bearish"] * 6 + ["bullish"]],
            [held("A Low")],
            [(6, 0)],
            id="many",
        ),
    ],
)
def test_pair_views(found: list[FoundView], gold: list[GoldView], pairs: list[tuple[int, int]]) -> None:
    assert sorted(pair_views(found, gold)) == pairs


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


# What changed since another run


def test_gained_lost_and_changed_views() -> None:
    gold = GoldArticle("a", (WARD, held("Ravi Low", "Teller & Co")))
    wrong = spoken("Una Pritchard")
    old = [replace(FOUND_WARD, horizon="12m"), spoken("Ravi Low", "Teller & Co"), wrong]
    changes = compare([grade(gold, [FOUND_WARD, wrong, spoken("Ana Moss"), replace(wrong, index="DAX")])], {"a": old})
    assert change_lines(changes) == [
        "gained 2 (0 right), lost 1 (1 right), otherwise changed 1",
        "~ right         a  Nomi Ward / Kest Bank on SPX bullish until 12m, now bullish until 2026-12-31"
        " | Ward now sees the index at 8,100 by December, not at 7,900.",
        "- right         a  Ravi Low / Teller & Co on SPX bullish | ",
        "+ no view       a  Ana Moss on SPX bullish | ",
        "+ no view       a  Una Pritchard on DAX bullish | ",
    ]


def test_a_changed_stance_says_what_it_was_to_gold() -> None:
    gold = GoldArticle("a", (held("Ravi Low"),))
    (change,) = compare([grade(gold, [spoken("Ravi Low")])], {"a": [spoken("R. Low", stance="bearish")]})
    assert (change.was, change.now) == (Verdict.STANCE, Verdict.RIGHT)
    assert change_line(change) == "~ wrong stance, now right  a  Ravi Low on SPX bearish, now bullish | "


def test_equal_runs_have_no_changes() -> None:
    graded = grade(GoldArticle("a", (WARD,)), [FOUND_WARD, FOUND_WARD])
    assert compare([graded], {"a": [FOUND_WARD, FOUND_WARD], "not in gold": [FOUND_WARD]}) == []


# Shapes


def article_of(*blocks: tuple[BlockKind, str]) -> Article:
    text, placed = "", []
    for kind, words in blocks:
        placed.append(Block(kind, len(text), len(text) + len(words)))
        text += words + "\n"
    return Article("a", "a.txt", "", "", None, "", "", text, tuple(placed))


WIRE = "Stocks rose. “The index can climb to 8,100 before Christmas,” said Nomi Ward of Kest Bank in a long talk."
ROW = held("", "Kest Bank", evidence="Kest Bank 8,100")
CHART = (GoldLevel(("support",), 7000.0), GoldLevel(("resistance",), 7200.0), GoldLevel(("target",), 7300.0))


@pytest.mark.parametrize(
    ("views", "blocks", "shape"),
    [
        pytest.param((), [(BlockKind.PARAGRAPH, WIRE)], Shape.NO_VIEW, id="no view"),
        pytest.param((ROW,), [(BlockKind.TABLE_ROW, "Kest Bank | Nomi Ward | 8,100")], Shape.LIST, id="table row"),
        pytest.param((ROW,), [(BlockKind.LIST_ITEM, f"Kest Bank: 8,100. {WIRE}")], Shape.LIST, id="list item"),
        pytest.param(
            (ROW,), [(BlockKind.HEADING, "Kest Bank"), (BlockKind.PARAGRAPH, "8,100")], Shape.LIST, id="lines"
        ),
        pytest.param((ROW,), [(BlockKind.TITLE, "Kest Bank sees 8,100")], Shape.OTHER, id="a title is no row"),
        pytest.param((held("A Low", levels=CHART),), [(BlockKind.PARAGRAPH, WIRE)], Shape.TECHNICAL, id="technical"),
        pytest.param(
            (held("A Low", levels=CHART[1:]),), [(BlockKind.PARAGRAPH, WIRE)], Shape.OTHER, id="one chart level"
        ),
        pytest.param(
            (held("A Low", evidence="index can climb to 8,100"), held("B Moss", evidence="rose said Nomi Ward")),
            [(BlockKind.PARAGRAPH, WIRE)],
            Shape.QUOTES,
            id="half of the views are quotes",
        ),
        pytest.param(
            (held("A Low", evidence="said Nomi Ward of Kest Bank"),),
            [(BlockKind.PARAGRAPH, WIRE)],
            Shape.OTHER,
            id="other",
        ),
    ],
)
def test_shape_of(views: tuple[GoldView, ...], blocks: list[tuple[BlockKind, str]], shape: Shape) -> None:
    assert shape_of(GoldArticle("a", views), article_of(*blocks)) is shape


def test_an_article_that_could_not_be_read_has_a_shape() -> None:
    assert shape_of(GoldArticle("a", (ROW,)), None) is Shape.OTHER


# Files


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"id": "a", "views": []}\n{"id": "b"}\n', "line 2 is no gold article: no 'views'"),
        ('{"id": "a", "views": [{"index": "SPX", "stance": []}]}', "a view without a stance"),
        ("[1]\n", "line 1 is no gold article"),
        ('{"id": "a", "views": []}\n\n{"id": "a", "views": []}\n', "'a' stands there twice"),
        ("\n", "holds no gold article"),
    ],
)
def test_gold_that_cannot_be_used(content: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RunError) as raised:
        read_gold(path)
    assert said in raised.value.reason
    assert str(path) in raised.value.reason


def test_tables_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"levels\.csv' cannot be read"):
        read_found(tmp_path)
    (tmp_path / "levels.csv").write_text("view_id,value\n", encoding="utf-8")
    with pytest.raises(RunError, match="has no column kind"):
        read_found(tmp_path)


def test_floors(tmp_path: Path) -> None:
    result = score([grade(GoldArticle("a", (WARD,), distractors=("Low",)), [FOUND_WARD, spoken("A Low")])])
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"at_least": {"view": 0.6, "firm": 1.0}, "at_most": {"distract": 1}}), encoding="utf-8")
    assert below_floors(result, path) == []
    path.write_text(json.dumps({"at_least": {"view": 0.7}, "at_most": {"distract": 0}}), encoding="utf-8")
    assert below_floors(result, path) == ["view is 0.667, its floor 0.7", "distract is 1, at most 0 is allowed"]
    path.write_text(json.dumps({"at_least": {"veiw": 0.7}, "at_most": {}}), encoding="utf-8")
    with pytest.raises(RunError, match="floors for veiw"):
        below_floors(result, path)
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(RunError, match="cannot be used"):
        below_floors(result, path)


@pytest.mark.slow
def test_the_samples_stay_above_their_floors() -> None:
    done = evaluate(SAMPLES / "gold.jsonl", SAMPLES)
    assert done.unreadable == ()
    assert below_floors(done.score, FLOORS) == []


# The command, with the extractor by pattern of conftest


def run_evaluate(*arguments: str | Path) -> int:
    parser = argparse.ArgumentParser(prog="market-views evaluate")
    cli_inspect.add_evaluate(parser)
    return cli.run_command(parser.parse_args(list(map(str, arguments))))


@pytest.fixture
def gold_file(tmp_path: Path) -> Path:
    """Gold of the articles of conftest: Harbour Lane is found, Oxbow Partners is bearish, and someone is missed."""
    target = [{"kind": "target", "value": 7200}]
    lane = {
        "firm": "Harbour Lane",
        "index": "SPX",
        "stance": ["bullish"],
        "levels": target,
        "evidence": "sees the S&P 500",
    }
    oxbow = {"firm": "Oxbow Partners", "index": "SPX", "stance": ["bearish"], "evidence": "sees the S&P 500 at 6,900"}
    missed = {"analyst": "Nomi Ward", "index": "SPX", "stance": ["neutral"], "evidence": "Traders in the city waited"}
    lines = [{"id": name, "views": views} for name, views in (("a", [lane]), ("b", [missed]), ("c", [oxbow]))]
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_evaluate_prints_figures_shapes_and_mistakes(
    gold_file: Path, articles: Path, tmp_path: Path, extracted: list[str], capsys: Capture
) -> None:
    (articles / "not-in-gold.txt").write_text(
        "Calm\n2026-01-08\n\nKest Bank sees the S&P 500 at 9.\n", encoding="utf-8"
    )
    assert run_evaluate(gold_file, "--articles", articles, "--out", tmp_path / "out", "--errors", "2") == 0
    assert extracted == ["a.txt", "b.txt", "sub/c.txt"]
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["view", "1.000", "0.667", "0.800", "2", "2", "3"]
    assert lines[2].split() == ["stance", "0.500", "0.333", "0.400", "1", "2", "3"]
    assert any(line.startswith("other ") for line in lines)
    assert lines[-2:] == [
        "b missed: Nomi Ward on SPX neutral | Traders in the city waited",
        "c stance: Oxbow Partners on SPX: bullish, gold bearish | sees the S&P 500 at 6,900",
    ]
    kept = {path.name for path in (tmp_path / "out").iterdir()}
    assert kept == {"views.csv", "levels.csv", "consensus.csv", "articles.jsonl", "run-report.json"}


def test_evaluate_against_an_earlier_run(
    gold_file: Path, articles: Path, tmp_path: Path, extracted: list[str], capsys: Capture
) -> None:
    assert run_evaluate(gold_file, "--articles", articles, "--out", tmp_path / "old") == 0
    (articles / "a.txt").write_text("Quiet\n2026-01-05\n\nNobody sees anything at all today.\n", encoding="utf-8")
    capsys.readouterr()
    assert run_evaluate(gold_file, "--articles", articles, "--against", tmp_path / "old", "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["changes"] == [
        "- right         a  Harbour Lane on SPX bullish | Harbour Lane sees the S&P 500 at 7,200."
    ]
    assert (data["view"]["tp"], data["articles"], sum(shape["articles"] for shape in data["shapes"].values())) == (
        1,
        3,
        3,
    )


def test_evaluate_fails_below_floors(
    gold_file: Path, articles: Path, tmp_path: Path, extracted: list[str], capsys: Capture
) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text(json.dumps({"at_least": {"stance": 0.5}, "at_most": {}}), encoding="utf-8")
    assert run_evaluate(gold_file, "--articles", articles, "--floors", floors) == 1
    assert capsys.readouterr().err == f"market-views: below {floors}: stance is 0.400, its floor 0.5\n"


def test_an_article_that_cannot_be_read_is_named_and_missed(
    gold_file: Path, articles: Path, extracted: list[str], capsys: Capture
) -> None:
    (articles / "a.txt").write_text("", encoding="utf-8")
    assert run_evaluate(gold_file, "--articles", articles, "--json") == 3
    printed = capsys.readouterr()
    assert printed.err.startswith(f"market-views: could not read {articles / 'a.txt'}: the file is empty")
    assert json.loads(printed.out)["unreadable"] == ["a.txt"]


def test_evaluate_without_its_articles_is_wrong_usage(gold_file: Path, articles: Path, capsys: Capture) -> None:
    (articles / "a.txt").unlink()
    assert run_evaluate(gold_file, "--articles", articles) == 2
    assert f"{articles} has no article for a; name" in capsys.readouterr().err
    assert run_evaluate(gold_file, "--articles", articles / "nowhere") == 2
    assert run_evaluate(articles / "nothing.jsonl", "--articles", articles) == 2


def test_figures_are_what_floors_are_set_for() -> None:
    result = score([grade(GoldArticle("a", (WARD,)), [FOUND_WARD])])
    assert list(figures(result)) == [
        "view",
        "stance",
        "level",
        "value",
        "firm",
        "horizon",
        "proxy",
        "evidence",
        "distract",
    ]
