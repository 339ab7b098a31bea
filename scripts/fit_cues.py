"""Fit the weights of the cues to annotated passages: `fit_cues.py news.jsonl --written corpus/gold/*.jsonl --out FILE`.

Nothing is fitted to annotated articles: they are there to measure on. Needs scikit-learn: pip install -e '.[train]'.
"""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path

from pipeline.fitting import cross_validate, examples_of, fit_weights, write_weights
from pipeline.workers import RunError

WRITTEN = 0.5  # of 0.25, 0.5 and 1 the best on annotated articles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", metavar="GOLD.jsonl", type=Path, nargs="*", help="annotated passages of news")
    written = f"annotated passages written to learn from, which count {WRITTEN:g}"
    parser.add_argument("--written", metavar="GOLD.jsonl", type=Path, nargs="+", default=[], help=written)
    parser.add_argument("--out", metavar="FILE", type=Path, required=True, help="where the weights go, as JSON")
    options = parser.parse_args()
    if find_spec("sklearn") is None:
        parser.error("scikit-learn is not installed: pip install -e '.[train]'")
    try:
        examples = examples_of(options.news) + examples_of(options.written, weight=WRITTEN)
    except RunError as error:
        sys.exit(f"fit_cues.py: {error}")
    fit = cross_validate(examples)
    print(f"{fit.examples} candidates, {fit.views} of them views; five folds by passage:")
    print(f"average precision of view {fit.average_precision:.3f}, accuracy of stance {fit.stance_accuracy:.3f}")
    weights = fit_weights(examples)
    write_weights(weights, options.out)
    print(f"{options.out}: {len(weights['view'])} weights for view, {len(weights['stance'])} for stance")


if __name__ == "__main__":
    main()
