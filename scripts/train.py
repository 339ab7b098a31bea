"""Train the model that decides, measure it in five folds, and write its folder.

Needs the extra `train`: pip install -e '.[train]'. BASE is the folder of an encoder in the format of transformers.
What is done is kept in --work: a training that was broken off goes on where it stopped.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from pipeline.training.arguments import add_order, missing_extra
from pipeline.workers import RunError


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_order(parser)
    parser.add_argument("--out", metavar="DIR", type=Path, help="folder of the model; without it, it is only measured")
    parser.add_argument("--card", metavar="FILE.md", type=Path, help="what the card says before the figures")
    options = parser.parse_args()
    if missing_extra():
        parser.error(missing_extra())
    import torch

    from pipeline.training.make import make, order_of
    from pipeline.training.release import figures_table

    if options.threads:
        torch.set_num_threads(options.threads)
    preface = options.card.read_text(encoding="utf-8") if options.card else f"# {options.base.name}"
    try:
        figures = make(
            order_of(options, out=options.out, preface=preface),
            lambda line: print(time.strftime("%H:%M:%S"), line, flush=True),
        )
    except RunError as error:
        sys.exit(f"train.py: {error}")
    print(figures_table(figures))


if __name__ == "__main__":
    main()
