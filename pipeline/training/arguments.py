"""The arguments of the scripts that train and compare: what is learned from, how, and where it is kept."""

from __future__ import annotations

import argparse
from importlib.util import find_spec
from pathlib import Path

EXTRA = ("finvader", "onnx", "sklearn", "torch", "transformers", "vaderSentiment")


def add_order(parser: argparse.ArgumentParser) -> None:
    """Give a parser all that says what a model is made from."""
    add_course(parser, layers=6, epochs=2, rate=5e-5)
    parser.add_argument("--article-epochs", metavar="N", type=int, default=0, help="over the articles (default: 0)")
    parser.add_argument("--article-rate", metavar="R", type=float, default=3e-5, help="there (default: 3e-5)")
    parser.add_argument("--frozen", metavar="N", type=int, default=0, help="layers that articles do not change")


def add_quick_order(parser: argparse.ArgumentParser) -> None:
    """The same of a quick encoder, which learns from passages only."""
    add_course(parser, layers=2, epochs=5, rate=1.5e-4)
    parser.set_defaults(article_epochs=0, article_rate=0.0, frozen=0)


def add_course(parser: argparse.ArgumentParser, *, layers: int, epochs: int, rate: float) -> None:
    """What is learned from and measured on, and how it is learned, with the usual values of that."""
    parser.add_argument("base", metavar="BASE", type=Path, help="folder of the encoder to begin with")
    parser.add_argument(
        "--layers", metavar="N", type=int, default=layers, help=f"of its layers, the lower ones (default: {layers})"
    )
    parser.add_argument("--passages", metavar="GOLD.jsonl", type=Path, nargs="+", required=True, help="learned first")
    parser.add_argument(
        "--articles",
        metavar=("NAME", "GOLD.jsonl", "DIR"),
        nargs=3,
        action="append",
        required=True,
        help="a set of annotated articles with their folder, measured on in folds; may be repeated",
    )
    parser.add_argument(
        "--epochs", metavar="N", type=int, default=epochs, help=f"times over the passages (default: {epochs})"
    )
    parser.add_argument(
        "--rate", metavar="R", type=float, default=rate, help=f"learning rate there (default: {rate:g})"
    )
    parser.add_argument("--seed", metavar="N", type=int, default=1, help="of all that is drawn (default: 1)")
    parser.add_argument("--threads", metavar="N", type=int, default=0, help="for torch (default: all)")
    parser.add_argument("--work", metavar="DIR", type=Path, required=True, help="keeps what is done")


def missing_extra() -> str:
    """What of the extra `train` is not installed, and how to install it; empty where all is there."""
    missing = [name for name in EXTRA if find_spec(name) is None]
    return f"{', '.join(missing)} not installed: pip install -e '.[train]'" if missing else ""


def command_of(options: argparse.Namespace, script: str) -> str:
    """The command with the names of files, without the paths of this machine."""
    sets = " ".join(f"--articles {name} {Path(gold).name} {Path(at).name}" for name, gold, at in options.articles)
    passages = " ".join(path.name for path in options.passages)
    plan = f"--layers {options.layers} --epochs {options.epochs} --rate {options.rate:g}"
    if script == "train.py":
        plan += f" --article-epochs {options.article_epochs} --article-rate {options.article_rate:g}"
        plan += f" --frozen {options.frozen}"
    plan += f" --seed {options.seed}"
    return f"scripts/{script} {options.base.name} {plan} --passages {passages} {sets}"
