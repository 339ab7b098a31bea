"""Two lists that were printed, told as articles, go the whole way from text to consensus.

The strategists' targets for the S&P 500 at the ends of 2022 and 2026 are facts, the articles are ours. Of the list for
2026 an average of 7,635 and a median of 7,700 went around, which its 20 targets do not give.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import store
from pipeline.inquiry import asked_store
from pipeline.run import extract_folder

LISTS = Path(__file__).parent / "lists"


@pytest.mark.slow
@pytest.mark.parametrize("model", ["rules", None], ids=["by rules", "by the model"])
@pytest.mark.parametrize(
    ("year", "targets", "mean", "median", "high", "low", "printed"),
    [
        pytest.param(
            "2026",
            20,
            7610,
            7650,
            (8100, "Oppenheimer"),
            (7000, "Stifel Nicolaus"),
            [("mean", 7635, False), ("median", 7700, False), ("high", 8100, True), ("low", 7000, True)],
            id="2026",
        ),
        pytest.param(
            "2022", 15, 4627, 4700, (5330, "Oppenheimer"), (3900, "Morgan Stanley"), [("mean", 4627, True)], id="2022"
        ),
    ],
)
def test_a_list_becomes_its_consensus(
    tmp_path: Path,
    model: str | None,
    year: str,
    targets: int,
    mean: float,
    median: float,
    high: tuple[float, str],
    low: tuple[float, str],
    printed: list[tuple[str, float, bool]],
) -> None:
    report = extract_folder(LISTS / year, tmp_path, model=model)
    assert report.exit_status == 0
    (row,) = (row for row in report.consensus if row.horizon == f"{year}-12-31")
    assert (row.symbol, row.number_of_targets, row.number_of_firms) == ("SPX", targets, targets)
    assert round(row.target_consensus or 0) == mean
    assert row.target_median == median
    assert (row.target_high, row.high_firm) == high
    assert (row.target_low, row.low_firm) == low
    with asked_store(tmp_path) as con:
        found = store.compare_printed(con, [*store.consensus(con, as_of=None)])
    order = ("mean", "median", "high", "low")
    assert (
        sorted(((one.statistic, one.printed, one.agree) for one in found), key=lambda f: order.index(f[0])) == printed
    )
