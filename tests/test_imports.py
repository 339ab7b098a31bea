"""Imports go one way, types, name_tables <- gazetteer <- rooms <- run <- cli, and each heavy library has one room.

The imports are read from the source with `ast`, those inside functions too: nothing is imported for this test.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("collect", "read", "extract", "store", "report")
LEVELS = {
    "": 0,
    "types": 1,
    "data": 1,
    "name_tables": 1,
    "name_patterns": 1,
    "gazetteer": 2,
    **dict.fromkeys(ROOMS, 3),
    "cli": 5,
    "__main__": 6,
}
RUN_LEVEL = 4  # run, evaluate, and the modules beside them that they are made of
PARTS = {path.stem for path in (ROOT / "pipeline").iterdir()}

OWNERS = {
    **dict.fromkeys(("trafilatura", "htmldate", "courlan", "justext", "lxml"), {"read", "collect"}),
    **dict.fromkeys(("spacy", "thinc"), {"extract", "training"}),
    **dict.fromkeys(("transformers", "tokenizers", "torch", "onnxruntime"), {"extract", "training"}),
    **dict.fromkeys(("duckdb", "pandas"), {"store", "evaluate"}),
    **dict.fromkeys(("requests", "httpx", "urllib3", "socket", "http", "urllib.request"), {"collect"}),
    "rich": {"terminal"},
}
OWNERS |= {"trafilatura": {"read"}}
OWNERS |= dict.fromkeys(("scrapy", "twisted", "feedparser", "w3lib", "protego"), {"collect"})
OWNERS |= {"xlsxwriter": {"store"}, "pypdfium2": {"read"}, "warcio": {"collect", "read"}, "markdown_it": {"read"}}
OWNERS |= {"ray": {"ray_engine"}, "fsspec": {"places"}, "pyarrow": {"ray_engine", "store"}}
OWNERS |= dict.fromkeys(("jinja2", "markupsafe"), {"report"})
SLOW_TO_IMPORT = (
    "spacy", "xlsxwriter", "scrapy", "duckdb", "trafilatura", "pypdfium2", "rich", "numpy", "transformers", "torch",
    "ray", "fsspec",
)  # fmt: skip


def module_name(path: Path) -> str:
    """The dotted name of a source file: pipeline/read/__init__.py is `pipeline.read`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(source: str, module: str, *, is_package: bool = False) -> Iterator[str]:
    """Every name that a module imports, absolute: `from . import x` in `pipeline.read.html` is `pipeline.read.x`."""
    package = module if is_package else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*parents, *filter(None, [node.module])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def part_of(name: str) -> str:
    """The part of `pipeline` that a name belongs to: `pipeline.read.html` to "read", `pipeline.__version__` to ""."""
    part = name.split(".")[1] if "." in name else ""
    return part if part in PARTS else ""


def is_upward(own: str, target: str) -> bool:
    """Whether a part imports what is above it, or another room: cli may import run, read may not import store."""
    level, other = (LEVELS.get(part, RUN_LEVEL) for part in (own, target))
    return other > level or (own != target and own in ROOMS and target in ROOMS)


def faults(source: str, module: str, *, is_package: bool = False) -> list[str]:
    """What a module imports that its place does not allow."""
    own = part_of(module)
    found = []
    for name in imported(source, module, is_package=is_package):
        if name.split(".")[0] == "pipeline" and is_upward(own, part_of(name)):
            found.append(f"{module} imports {name}")
        for library, owners in OWNERS.items():
            if (name == library or name.startswith(f"{library}.")) and own not in owners:
                found.append(f"{module} imports {name}: only in {', '.join(sorted(owners))}")
    return found


SOURCES = sorted((ROOT / "pipeline").rglob("*.py"))


@pytest.mark.parametrize("path", SOURCES, ids=[module_name(path) for path in SOURCES])
def test_imports_go_one_way(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert faults(source, module_name(path), is_package=path.name == "__init__.py") == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("pipeline.types", "from pipeline.gazetteer import load_indices"),
        ("pipeline.gazetteer", "from pipeline import read"),
        ("pipeline.read.html", "from pipeline.extract import load"),
        ("pipeline.read.html", "from ..store import open_store"),
        ("pipeline.store.schema", "def f():\n    import pipeline.run"),
        ("pipeline.run", "from pipeline.cli import main"),
        ("pipeline.read.html", "import spacy"),
        ("pipeline.extract.gate", "from lxml import html"),
        ("pipeline.run", "def f():\n    import duckdb"),
        ("pipeline.extract.load", "from urllib.request import urlopen"),
    ],
)
def test_a_wrong_import_is_found(module: str, source: str) -> None:
    assert faults(source, module)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("pipeline.gazetteer", "from pipeline.types import Article"),
        ("pipeline.read.html", "import lxml\nfrom .text import decode\nfrom pipeline.types import Block"),
        ("pipeline.run", "from pipeline import read, store, __version__"),
        ("pipeline.cli", "from pipeline.run import extract_folder"),
        ("pipeline.read.html", "from urllib.parse import urlsplit"),
    ],
)
def test_a_right_import_is_left_alone(module: str, source: str) -> None:
    assert faults(source, module) == []


def test_the_command_line_imports_nothing_heavy() -> None:
    code = f"import sys, pipeline.cli; print(sorted({set(SLOW_TO_IMPORT)!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")
