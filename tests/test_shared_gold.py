"""The users' own example article gives exactly the views a careful reader finds; skipped where it is not here."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluate import evaluate

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.mark.skipif(not (SHARED / "seed").is_dir(), reason="the users' example article is not distributed")
def test_the_example_article_is_read_without_mistake() -> None:
    score = evaluate(SHARED / "gold" / "seed.jsonl", SHARED / "seed").score
    assert {name: score.rates[name].f1 for name in ("view", "stance", "level")} == {"view": 1, "stance": 1, "level": 1}
    assert score.shares == {"firm": 1, "horizon": 1, "proxy": 1, "evidence": 1}
    assert score.distractors == 0
