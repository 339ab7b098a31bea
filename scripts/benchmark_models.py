"""Compare what could decide about a statement, on the candidates of held-out articles, in one table.

Majority, rules, the word lists of VADER and FinVADER, the encoder with float and with int8 weights, and the blend of
encoder and rules that ships. Takes the arguments of train.py and goes on where a training with the same ones stopped.
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
    fared = "passages that say how an index fared, to compare the encoder with VADER on them too"
    parser.add_argument("--fared", metavar="ROWS.jsonl", type=Path, help=fared)
    options = parser.parse_args()
    if missing_extra():
        parser.error(missing_extra())
    import torch

    from pipeline.training.benchmark import benchmark, table_of
    from pipeline.training.make import order_of

    if options.threads:
        torch.set_num_threads(options.threads)
    try:
        tables = benchmark(
            order_of(options),
            options.fared,
            lambda line: print(time.strftime("%H:%M:%S"), line, file=sys.stderr, flush=True),
        )
    except RunError as error:
        sys.exit(f"benchmark_models.py: {error}")
    for title, rows in tables.items():
        print(f"{title}\n\n{table_of(rows)}\n")


if __name__ == "__main__":
    main()
