"""Print how many gold views and levels some rule proposes, and which are missed: `candidate_recall.py GOLD DIR`.

GOLD is a gold.jsonl, DIR the folder of its articles. What is not proposed, no model can decide later.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.extract.article import read_candidates
from pipeline.extract.recogniser import load_nlp
from pipeline.gold import GoldView, read_gold
from pipeline.proposals import Proposals, proposals
from pipeline.read import ReadError, read_article
from pipeline.run import SPACY_MODEL
from pipeline.workers import RunError


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", metavar="GOLD", type=Path, help="annotated views, one article a line")
    parser.add_argument("articles", metavar="DIR", type=Path, help="folder with the annotated articles")
    options = parser.parse_args()
    try:
        measured = measure(options.gold, options.articles)
    except (RunError, ReadError) as error:
        sys.exit(f"candidate_recall.py: {error}")
    for article_id, found in measured.items():
        for view in found.missed_views:
            print(f"{article_id}: no candidate for {_holder(view)} on {view.index}: {view.evidence}")
        for view, value in found.missed_levels:
            print(f"{article_id}: {value:g} is no number of {_holder(view)} on {view.index}: {view.evidence}")
    for what in ("views", "levels"):
        wanted = sum(getattr(found, what) for found in measured.values())
        missed = sum(len(getattr(found, f"missed_{what}")) for found in measured.values())
        print(f"{what} proposed: {wanted - missed} of {wanted}, {(wanted - missed) / max(wanted, 1):.3f}")


def measure(gold_file: Path, folder: Path) -> dict[str, Proposals]:
    """The proposals of every annotated article, by its id."""
    nlp = load_nlp(SPACY_MODEL)
    paths = {path.stem: path for path in sorted(folder.rglob("*")) if path.is_file()}
    measured = {}
    for article_id, gold in read_gold(gold_file).items():
        if article_id not in paths:
            raise RunError(f"'{article_id}' has no article in {folder}", "name the folder that holds it")
        article = read_article(folder, paths[article_id].relative_to(folder).as_posix())
        measured[article_id] = proposals(gold, read_candidates(nlp, article))
    return measured


def _holder(view: GoldView) -> str:
    return f"{view.analyst or '-'} ({view.firm or '-'})"


if __name__ == "__main__":
    main()
