"""Train the model that decides, measure it in five folds, and write its folder.

Needs the extra `train`: pip install -e '.[train]'. BASE is the folder of an encoder in the format of transformers.
What is done is kept in --work: a training that was broken off goes on where it stopped.
"""

from __future__ import annotations

import argparse
import sys
import time
from importlib.util import find_spec
from pathlib import Path

from pipeline.workers import RunError


def main() -> None:
    options = arguments().parse_args()
    missing = [name for name in ("torch", "transformers", "onnx", "sklearn") if find_spec(name) is None]
    if missing:
        sys.exit(f"train.py: {', '.join(missing)} not installed: pip install -e '.[train]'")
    import torch

    from pipeline.training.course import Course
    from pipeline.training.data import ArticleSet
    from pipeline.training.learn import Plan
    from pipeline.training.make import Order, make
    from pipeline.training.release import figures_table

    if options.threads:
        torch.set_num_threads(options.threads)
    course = Course(
        base=options.base,
        layers=options.layers,
        passages=Plan(options.epochs, options.rate, options.seed),
        articles=Plan(options.article_epochs, options.article_rate, options.seed, options.frozen),
    )
    order = Order(
        course=course,
        passages=tuple(options.passages),
        articles=tuple(ArticleSet(name, Path(gold), Path(folder)) for name, gold, folder in options.articles),
        work=options.work,
        out=options.out,
        command=command(options),
        preface=options.card.read_text(encoding="utf-8") if options.card else f"# {options.base.name}",
    )
    try:
        figures = make(order, lambda line: print(time.strftime("%H:%M:%S"), line, flush=True))
    except RunError as error:
        sys.exit(f"train.py: {error}")
    print(figures_table(figures))


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", metavar="BASE", type=Path, help="folder of the encoder to begin with")
    parser.add_argument("--layers", metavar="N", type=int, default=6, help="of its layers, the lower ones (default: 6)")
    parser.add_argument("--passages", metavar="GOLD.jsonl", type=Path, nargs="+", required=True, help="learned first")
    parser.add_argument(
        "--articles",
        metavar=("NAME", "GOLD.jsonl", "DIR"),
        nargs=3,
        action="append",
        required=True,
        help="a set of annotated articles with their folder, learned then and measured on, in folds; may be repeated",
    )
    parser.add_argument("--epochs", metavar="N", type=int, default=3, help="times over the passages (default: 3)")
    parser.add_argument("--rate", metavar="R", type=float, default=5e-5, help="learning rate there (default: 5e-5)")
    parser.add_argument("--article-epochs", metavar="N", type=int, default=2, help="over the articles (default: 2)")
    parser.add_argument("--article-rate", metavar="R", type=float, default=3e-5, help="there (default: 3e-5)")
    parser.add_argument("--frozen", metavar="N", type=int, default=0, help="layers that articles do not change")
    parser.add_argument("--seed", metavar="N", type=int, default=1, help="of all that is drawn (default: 1)")
    parser.add_argument("--threads", metavar="N", type=int, default=0, help="for torch (default: all)")
    parser.add_argument("--work", metavar="DIR", type=Path, required=True, help="keeps what is done")
    parser.add_argument("--out", metavar="DIR", type=Path, help="folder of the model; without it, it is only measured")
    parser.add_argument("--card", metavar="FILE.md", type=Path, help="what the card says before the figures")
    return parser


def command(options: argparse.Namespace) -> str:
    """The command with the names of files, without the paths of this machine."""
    sets = " ".join(
        f"--articles {name} {Path(gold).name} {Path(folder).name}" for name, gold, folder in options.articles
    )
    passages = " ".join(path.name for path in options.passages)
    plan = f"--layers {options.layers} --epochs {options.epochs} --rate {options.rate:g}"
    plan += f" --article-epochs {options.article_epochs} --article-rate {options.article_rate:g}"
    plan += f" --frozen {options.frozen} --seed {options.seed}"
    return f"scripts/train.py {options.base.name} {plan} --passages {passages} {sets}"


if __name__ == "__main__":
    main()
