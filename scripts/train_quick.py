"""Train the quick encoder of a model, which settles plain candidates before the model's own encoder is asked.

Needs the extra `train`: pip install -e '.[train]'. BASE is the folder of an encoder in the format of transformers,
MODEL that of a trained model with its about.md: it gets the quick encoder, new weights behind both, and a new card.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from pipeline.training.arguments import add_quick_order, missing_extra
from pipeline.workers import RunError


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_quick_order(parser)
    parser.add_argument("--model", metavar="MODEL", type=Path, required=True, help="folder of the model")
    options = parser.parse_args()
    if missing_extra():
        parser.error(missing_extra())
    import torch

    from pipeline.training.distil import distil
    from pipeline.training.make import order_of
    from pipeline.training.release import figures_table

    if options.threads:
        torch.set_num_threads(options.threads)
    try:
        figures = distil(
            order_of(options, script="train_quick.py"),
            options.model,
            lambda line: print(time.strftime("%H:%M:%S"), line, flush=True),
        )
    except RunError as error:
        sys.exit(f"train_quick.py: {error}")
    print(figures_table(figures))


if __name__ == "__main__":
    main()
