"""The annotated passages of corpus/gold: keys, codes and dates hold, every name, number and piece of evidence is there.

The invented houses are none that `pipeline/data/firms.csv` knows, and no passage is a copy of another.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pipeline import gazetteer
from pipeline.gold import CODES, OTHER, read_gold
from pipeline.types import LevelKind, Stance

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "corpus" / "gold").glob("*.jsonl"))
SHARED = ROOT.parent / "shared" / "gold" / "passages.jsonl"

KEYS = {"id", "year", "text", "views"}
VIEW_KEYS = {"analyst", "firm", "index", "proxy", "stance", "horizon", "levels", "evidence"}
VIEW_EXTRAS = {"optional", "firm_ok", "co_analysts", "change_pct", "role"}
STANCES = {stance.value for stance in Stance}
KINDS = {kind.value for kind in LevelKind} - {"observed"}
RE_HORIZON = re.compile(r"\d{4}-\d\d-\d\d|[1-9]\d?m|(?:short|medium|long)-term")
RE_WORD = re.compile(r"[^\W_]+")
RE_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:k(?![a-z]))?")
COPIED = 0.4


def passages(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def words(text: str) -> list[str]:
    return [word.lower() for word in RE_WORD.findall(text)]


def numbers(text: str) -> set[float]:
    """The numbers of a text: "20k" is 20,000."""
    found = (match.group().replace(",", "") for match in RE_NUMBER.finditer(text))
    return {float(n.removesuffix("k")) * (1000 if n.endswith("k") else 1) for n in found}


def problems(passage: dict[str, Any]) -> list[str]:
    """What is wrong with a passage and its views, in words."""
    text, found = passage["text"], []
    if set(passage) != KEYS or not re.fullmatch(r"20[0-3]\d", passage["year"]):
        found.append(f"keys {sorted(passage)}, year {passage['year']}")
    for view in passage["views"]:
        found += view_problems(view, text)
    return [f"{passage['id']}: {problem}" for problem in found]


def view_problems(view: dict[str, Any], text: str) -> list[str]:
    evidence, all_words = words(view["evidence"]), words(text)
    names = [name for name in (view["analyst"], view["firm"], *view.get("co_analysts", ())) if name]
    checks = {
        f"keys {sorted(view)}": VIEW_KEYS <= set(view) <= VIEW_KEYS | VIEW_EXTRAS,
        "no holder": bool(names),
        f"index {view['index']}": view["index"] in {*CODES, OTHER},
        f"stance {view['stance']}": bool(view["stance"]) and set(view["stance"]) <= STANCES,
        f"horizon {view['horizon']}": view["horizon"] is None or bool(RE_HORIZON.fullmatch(view["horizon"])),
        f"evidence {view['evidence']}": any(
            all_words[i : i + len(evidence)] == evidence for i in range(len(all_words))
        ),
        f"a real house: {view['firm']}": not (view["firm"] and gazetteer.firm_of(view["firm"])),
        f"names {names}": all(name in text for name in names),
        f"levels {view['levels']}": all(
            level["kind"] in KINDS and float(level["value"]) in numbers(text) for level in view["levels"]
        ),
    }
    return [what for what, holds in checks.items() if not holds]


def grams(text: str, size: int) -> set[tuple[str, ...]]:
    all_words = words(text)
    return {tuple(all_words[i : i + size]) for i in range(len(all_words) - size + 1)}


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_passages_and_their_views_hold(file: Path) -> None:
    assert [problem for passage in passages(file) for problem in problems(passage)] == []
    assert read_gold(file)


def test_ids_are_unique_in_all_files() -> None:
    counts = Counter(passage["id"] for file in FILES for passage in passages(file))
    assert [name for name, count in counts.items() if count > 1] == []


def test_no_passage_is_a_copy_of_another() -> None:
    owners: dict[tuple[str, ...], str] = {}
    shared: Counter[tuple[str, str]] = Counter()
    sizes: dict[str, int] = {}
    for passage in (passage for file in FILES for passage in passages(file)):
        own = grams(passage["text"], 5)
        sizes[passage["id"]] = len(own)
        for gram in own:
            first = owners.setdefault(gram, passage["id"])
            shared[first, passage["id"]] += first != passage["id"]
    copies = [pair for pair, count in shared.items() if count > COPIED * min(sizes[name] for name in pair)]
    assert copies == []


@pytest.mark.skipif(not SHARED.exists(), reason="the passages of others that must not be copied are not here")
def test_no_sentence_is_taken_from_the_passages_of_others() -> None:
    theirs = {gram for passage in passages(SHARED) for gram in grams(passage["text"], 12)}
    taken = [p["id"] for file in FILES for p in passages(file) if grams(p["text"], 12) & theirs]
    assert taken == []
