"""Fit the weights of the cues to annotated articles: `fit_cues.py --gold DIR --out pipeline/data/cue_weights.json`.

DIR holds train.jsonl with articles/train, and passages.jsonl. Needs scikit-learn: pip install -e '.[train]'.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.fitting import cross_validate, examples_of, fit_weights, write_weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", metavar="DIR", type=Path, required=True, help="folder of train.jsonl, passages.jsonl")
    parser.add_argument("--out", metavar="FILE", type=Path, required=True, help="where the weights go, as JSON")
    options = parser.parse_args()
    examples = examples_of(options.gold)
    fit = cross_validate(examples)
    print(f"{fit.examples} candidates, {fit.views} of them views; five folds by article:")
    print(f"average precision of view {fit.average_precision:.3f}, accuracy of stance {fit.stance_accuracy:.3f}")
    weights = fit_weights(examples)
    write_weights(weights, options.out)
    print(f"{options.out}: {len(weights['view'])} weights for view, {len(weights['stance'])} for stance")


if __name__ == "__main__":
    main()
