"""Runs the extractor over annotated articles and says how well it did: `evaluate(Path("gold.jsonl"), folder)`.

What is scored is what a user gets: the views.csv and levels.csv of a fresh run, which no earlier run can colour.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.gold import FoundView, GoldArticle, read_found, read_gold
from pipeline.matching import holder_key
from pipeline.run import SPACY_MODEL, STORE_NAME, extract_folder
from pipeline.run_report import FileReport
from pipeline.scoring import RATES, SHARES, Graded, Mistake, Score, Verdict, grade, mistakes_of, score, score_data
from pipeline.shapes import Shape, shape_of
from pipeline.types import Article
from pipeline.workers import RunError

FIGURES = ("view", "stance", "level", "value", *SHARES)  # those that a floor can be set for, besides distract

Seen = tuple[FoundView, Verdict]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How a run did: the articles beside gold, the figures of all and of each shape, the files it could not read."""

    graded: tuple[Graded, ...]
    score: Score
    shapes: Mapping[Shape, Score]
    unreadable: tuple[FileReport, ...]

    @property
    def mistakes(self) -> list[Mistake]:
        """All that gold has otherwise, article by article."""
        return [mistake for graded in self.graded for mistake in mistakes_of(graded)]


@dataclass(frozen=True, slots=True)
class Change:
    """A view that one run has and another not, or has with another stance or horizon; None where a run has it not.

    `was` and `now` say what it is to gold: a lost view with `was` RIGHT is a step back.
    """

    article_id: str
    old: FoundView | None
    new: FoundView | None
    was: Verdict | None
    now: Verdict | None


def evaluate(
    gold_file: Path,
    articles: Path,
    *,
    out: Path | None = None,
    model: str | None = None,
    spacy_model: str = SPACY_MODEL,
    workers: int = 0,
) -> Evaluation:
    """Extract the articles that a gold file names, from the folder `articles`, and score their views against it.

    An article's file is the one whose name without its ending is the article's id. `out` is a folder that keeps what
    the run wrote, all but its store. Raises RunError where something is missing or cannot be written.
    """
    gold = read_gold(gold_file)
    files = files_of(articles, gold)
    with tempfile.TemporaryDirectory(prefix="market-views-") as scratch:
        folder, written = Path(scratch, "articles"), Path(scratch, "out")
        _copy(articles, folder, files)
        report = extract_folder(folder, written, model=model, spacy_model=spacy_model, workers=workers)
        found = read_found(written)
        if out:
            _keep(written, out)
    unreadable = tuple(file for file in report.files if file.reason)
    read = {name for name in files if name not in {file.source_file for file in unreadable}}
    return evaluation_of(gold, found, shapes=_shapes(articles, gold, read), unreadable=unreadable)


def evaluation_of(
    gold: Mapping[str, GoldArticle],
    found: Mapping[str, Sequence[FoundView]],
    *,
    shapes: Mapping[str, Shape],
    unreadable: tuple[FileReport, ...] = (),
) -> Evaluation:
    """The figures of views that were found already; `shapes` holds the shape of each article."""
    graded = tuple(grade(article, found.get(article_id, ())) for article_id, article in gold.items())
    groups = {shape: [one for one in graded if shapes[one.gold.article_id] is shape] for shape in Shape}
    by_shape = {shape: score(some) for shape, some in groups.items() if some}
    return Evaluation(graded, score(graded), by_shape, unreadable)


def files_of(articles: Path, gold: Collection[str]) -> list[str]:
    """The files below `articles` whose names without ending are ids of gold; RunError where one has none."""
    from pipeline import read

    if not articles.is_dir():
        raise RunError(f"there is no folder '{articles}'", "name the folder of the annotated articles with --articles")
    found, _ = read.find_files(articles)
    files = [name for name in found if Path(name).stem in gold]
    missing = sorted(set(gold) - {Path(name).stem for name in files})
    if missing:
        which = ", ".join(missing[:3]) + (f" and {len(missing) - 3} more" if len(missing) > 3 else "")
        raise RunError(f"{articles} has no article for {which}", "name the folder that belongs to this gold file")
    return files


def _copy(articles: Path, folder: Path, files: Sequence[str]) -> None:
    """Copy articles to a folder of their own, since a run reads all files of a folder."""
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(articles / name, folder / name)


def _keep(written: Path, out: Path) -> None:
    """Copy what a run wrote to `out`, without the store: a later run there would not read the articles again."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for path in written.iterdir():
            if not path.name.startswith(STORE_NAME):
                shutil.copyfile(path, out / path.name)
    except OSError as error:
        reason = f"the output folder '{out}' cannot be written ({error.strerror or error})"
        raise RunError(reason, "make room, change its permissions, or name another with --out") from error


def _shapes(articles: Path, gold: Mapping[str, GoldArticle], files: Iterable[str]) -> dict[str, Shape]:
    """The shape of each gold article; of two files with one id the first in order tells it."""
    from pipeline import read

    read_articles: dict[str, Article] = {}
    for name in sorted(files, reverse=True):
        read_articles[Path(name).stem] = read.read_article(articles, name)
    return {article_id: shape_of(item, read_articles.get(article_id)) for article_id, item in gold.items()}


def compare(graded: Iterable[Graded], old: Mapping[str, Sequence[FoundView]]) -> list[Change]:
    """What changed since an earlier run that found `old`: gained and lost views, and views with another stance.

    A view stays the same where article, holder, index and horizon do, or all but the horizon.
    """
    changes = []
    for new in graded:
        article_id = new.gold.article_id
        before, after = _seen(grade(new.gold, old.get(article_id, ()))), _seen(new)
        for key in (
            lambda view: (holder_key(view), view.index, view.horizon),
            lambda view: (holder_key(view), view.index),
        ):
            for (one, was), (other, now) in _take_same(before, after, key):
                if (one.stance, one.horizon) != (other.stance, other.horizon):
                    changes.append(Change(article_id, one, other, was, now))
        changes += [Change(article_id, view, None, was, None) for view, was in before]
        changes += [Change(article_id, None, view, None, now) for view, now in after]
    return changes


def _seen(graded: Graded) -> list[Seen]:
    return list(zip(graded.found, graded.verdicts, strict=True))


def _take_same(
    before: list[Seen], after: list[Seen], key: Callable[[FoundView], Hashable]
) -> Iterator[tuple[Seen, Seen]]:
    """The pairs of two runs that have the same key, taken off both lists."""
    for one in list(before):
        other = next((other for other in after if key(other[0]) == key(one[0])), None)
        if other:
            before.remove(one)
            after.remove(other)
            yield one, other


def figures(of: Score) -> dict[str, float]:
    """The figures that floors are set for: F1 of view, stance, level and value, shares, and the count distract."""
    rates = {name: round(rate.f1, 4) for name, rate in of.rates.items() if name in FIGURES}
    return {**rates, **of.shares, "distract": of.distractors}


def below_floors(of: Score, floors_file: Path) -> list[str]:
    """The figures that are worse than the floors of a file, in words: "stance is 0.701, its floor 0.72".

    The file holds {"at_least": {"stance": 0.72, ...}, "at_most": {"distract": 3}}. Raises RunError where it does not.
    """
    reached = figures(of)
    floors = _read_floors(floors_file, reached)
    low = [
        f"{name} is {reached[name]:.3f}, its floor {floor}"
        for name, floor in floors["at_least"].items()
        if reached[name] < floor
    ]
    high = [
        f"{name} is {reached[name]:.10g}, at most {ceiling:.10g} is allowed"
        for name, ceiling in floors["at_most"].items()
        if reached[name] > ceiling
    ]
    return low + high


def _read_floors(path: Path, names: Collection[str]) -> dict[str, dict[str, float]]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        floors = {part: {name: float(value) for name, value in data[part].items()} for part in ("at_least", "at_most")}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        reason = f"the floors of '{path}' cannot be used ({type(error).__name__}: {error})"
        raise RunError(reason, 'write {"at_least": {"stance": 0.7}, "at_most": {"distract": 3}}') from error
    unknown = sorted({name for part in floors.values() for name in part} - set(names))
    if unknown:
        raise RunError(f"{path} has floors for {', '.join(unknown)}", f"use {', '.join(names)}")
    return floors


def evaluation_data(of: Evaluation, changes: Sequence[Change] = (), *, errors: int = 0) -> dict[str, Any]:
    """An evaluation as plain data for JSON: the figures, those of each shape, changes, and the first mistakes."""
    return {
        **score_data(of.score),
        "shapes": {shape.value: score_data(one) for shape, one in of.shapes.items()},
        "changes": [change_line(change) for change in changes],
        "errors": [mistake_line(mistake) for mistake in of.mistakes[:errors]],
        "unreadable": [file.source_file for file in of.unreadable],
    }


def score_lines(of: Evaluation) -> list[str]:
    """The figures as a table for a terminal, those of all articles first, then of each shape."""
    lines = [f"{'':10}{'precision':>10}{'recall':>8}{'F1':>8}{'right':>8}{'found':>7}{'gold':>7}"]
    for name in RATES:
        rate = of.score.rates[name]
        lines.append(
            f"{name:10}{rate.precision:10.3f}{rate.recall:8.3f}{rate.f1:8.3f}{rate.right:8}{rate.found:7}{rate.gold:7}"
        )
    lines += [
        "",
        "F1 of stance: 95 % of resampled sets of articles lie from {:.3f} to {:.3f}".format(*of.score.interval),
    ]
    shares = [f"{name} {of.score.shares[name]:.3f}" for name in SHARES]
    lines += [f"Of matched views are right: stance {of.score.stance_accuracy:.3f}, {', '.join(shares)}"]
    lines += [f"Distractors taken for holders: {of.score.distractors}, in {of.score.articles} articles", ""]
    return lines + _shape_lines(of.shapes)


def _f1_cell(of: Score, name: str) -> str:
    return f"{of.rates[name].f1:.3f}" if of.rates[name].gold else "-"


def _share_cell(of: Score, name: str) -> str:
    return f"{of.shares[name]:.3f}" if of.rates["view"].right else "-"


def _shape_lines(shapes: Mapping[Shape, Score]) -> list[str]:
    """A line a shape: counts, the F1 of four rates, the shares; "-" where there is nothing to be right about."""
    names = ("articles", "gold", "found", *FIGURES, "distract")
    lines = ["F1 of view, stance, level and value, and shares of matched views, by shape of article:"]
    lines += [f"{'':14}" + "".join(f"{name:>9}" for name in names)]
    for shape, one in shapes.items():
        rate = one.rates["view"]
        cells = [str(one.articles), str(rate.gold), str(rate.found)]
        cells += [_f1_cell(one, name) if name in RATES else _share_cell(one, name) for name in FIGURES]
        lines.append(f"{shape:14}" + "".join(f"{cell:>9}" for cell in [*cells, str(one.distractors)]))
    return lines


def mistake_line(mistake: Mistake) -> str:
    """One mistake: "a01 missed: Nomi Ward / Kest Bank on SPX bullish | sees 8,100 by December"."""
    return f"{mistake.article_id} {mistake.kind}: {mistake.text}"


def change_lines(changes: Sequence[Change]) -> list[str]:
    """What changed since another run, counted, then one a line: "+ right  a01  Ward / Kest Bank on SPX bullish"."""
    gained = [change for change in changes if change.old is None]
    lost = [change for change in changes if change.new is None]
    others = len(changes) - len(gained) - len(lost)
    right = sum(change.now is Verdict.RIGHT for change in gained), sum(change.was is Verdict.RIGHT for change in lost)
    counted = (
        f"gained {len(gained)} ({right[0]} right), lost {len(lost)} ({right[1]} right), otherwise changed {others}"
    )
    return [counted, *map(change_line, changes)]


def change_line(change: Change) -> str:
    """One change: "+" gained, "-" lost, "~" with another stance or horizon, and what the view is to gold."""
    sign = "+" if change.old is None else "-" if change.new is None else "~"
    verdict = ", now ".join(dict.fromkeys(filter(None, (change.was, change.now))))
    views = [view for view in (change.old, change.new) if view]
    thought = ", now ".join(dict.fromkeys(f"{v.stance}{f' until {v.horizon}' if v.horizon else ''}" for v in views))
    view = views[-1]
    holder = " / ".join(filter(None, (view.analyst, view.firm)))
    return f"{sign} {verdict:12}  {change.article_id}  {holder} on {view.index} {thought} | {view.evidence[:100]}"
