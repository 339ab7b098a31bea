"""What the pages say is so: help texts, printed parts, columns, exit statuses, examples, numbers, paths.

Where a printed part has changed, `python scripts/refresh_golden.py` writes it anew.
"""

from __future__ import annotations

import csv
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT, SAMPLES

from pipeline import __version__, cli, gazetteer
from pipeline.store import ARTICLE_KEYS, CONSENSUS_COLUMNS, LEVEL_COLUMNS, VIEW_COLUMNS
from pipeline.types import LevelKind

PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "ARCHITECTURE.md", "CHANGELOG.md")}
PAGES |= {f"docs/{path.name}": path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md"))}
README = PAGES["README.md"]
DATA = ROOT / "pipeline" / "data"

RE_COMMAND = re.compile(r"^    ([a-z-]+)(?=\s|$)", re.MULTILINE)
RE_FENCE = re.compile(r"^```(?P<language>sh|python)\n(?P<code>.*?)^```", re.DOTALL | re.MULTILINE)
RE_LINK = re.compile(r"\]\((?P<target>[^)#\s]+)[^)]*\)")
RE_PATH = re.compile(r"`((?:pipeline|scripts|tests|docs|corpus|models|read|extract|store)/[\w./-]+)`")
RE_OPTION_VALUE = re.compile(r"(-\w) \S+, (--[\w-]+ \S+)")


def load_script(name: str) -> ModuleType:
    """A script of `scripts/` as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


refresh = load_script("refresh_golden")


def section(title: str, page: str = README) -> str:
    """What stands under a heading, up to the next one of its own or a higher rank."""
    head = re.search(rf"^(#+) {re.escape(title)}\n", page, re.MULTILINE)
    assert head, f"there is no heading '{title}'"
    rest = page[head.end() :]
    end = re.search(rf"^#{{1,{len(head[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def first_column(text: str) -> list[str]:
    """The first cells of the table rows of a text, without the head."""
    rows = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("| ")]
    return [row.strip("`") for row in rows[1:]]


def printed_parts(page: str) -> dict[str, str]:
    """What stands between the marks of each printed part of a page, by its command."""
    return {match["command"]: match[0] for match in refresh.RE_PRINTED.finditer(PAGES[page])}


def plain(help_text: str) -> str:
    """A help text as every Python prints it: 3.13 and later say "-o, --out DIR" and break lines elsewhere."""
    return help_text if sys.version_info < (3, 13) else RE_OPTION_VALUE.sub(r"\1, \2", " ".join(help_text.split()))


def commands() -> list[str]:
    return RE_COMMAND.findall(refresh.printed("--help"))


@pytest.mark.parametrize("arguments", [["--help"], *([command, "--help"] for command in commands())])
def test_help_texts_are_the_real_ones(arguments: list[str]) -> None:
    command = " ".join(["market-views", *arguments])
    part = printed_parts("README.md").get(command)
    assert part, f"the README needs a part <!-- printed: {command} -->"
    assert plain(refresh.fenced(refresh.printed(*arguments))) in plain(part)


@pytest.mark.slow
@pytest.mark.parametrize("page", refresh.PAGES)
def test_printed_parts_are_what_is_printed(page: str, tmp_path: Path) -> None:
    demo = refresh.run_demo(tmp_path)
    articles = {match["name"]: match["text"] for match in refresh.RE_ARTICLE.finditer(PAGES[page])}
    for command, part in printed_parts(page).items():
        if not command.endswith("--help"):
            assert refresh.block(command, demo, articles) in part, f"'{command}' prints something else"


@pytest.mark.parametrize(
    ("file", "columns"),
    [("views.csv", VIEW_COLUMNS), ("levels.csv", LEVEL_COLUMNS), ("consensus.csv", CONSENSUS_COLUMNS)],
)
def test_column_tables_are_the_contract(file: str, columns: tuple[str, ...]) -> None:
    assert first_column(section(file)) == list(columns)


def test_the_keys_of_an_article_and_the_kinds_of_level_are_named() -> None:
    (keys,) = (line for line in README.splitlines() if line.startswith("| `articles.jsonl` |"))
    assert tuple(re.findall(r"`(\w+)`", keys.partition(":")[2])) == ARTICLE_KEYS
    (kinds,) = (line for line in section("levels.csv").splitlines() if line.startswith("| `kind` |"))
    assert re.findall(r"`(\w+)`", kinds)[1:] == [kind.value for kind in LevelKind]


def test_exit_statuses_are_those_of_the_help() -> None:
    said = re.findall(r"^  (\d+) ", refresh.printed("extract", "--help").partition("exit status:")[2], re.MULTILINE)
    assert first_column(section("Exit statuses")) == said


@pytest.mark.parametrize(
    ("what", "known"),
    [
        ("indices by", lambda: len(gazetteer.load_indices())),
        ("names,", lambda: sum(len({i.name, *i.aliases, *i.nicknames}) for i in gazetteer.load_indices())),
        ("groups of stocks", lambda: len(gazetteer.load_proxies())),
        ("houses", lambda: len(gazetteer.load_firms())),
    ],
)
def test_numbers_hold(what: str, known: object) -> None:
    claimed = re.findall(rf"more than ([\d,]+) {what}", " ".join(README.split()))
    assert len(claimed) == 1
    assert callable(known)
    assert int(claimed[0].replace(",", "")) < known()


def test_the_samples_are_counted() -> None:
    articles = sum(path.suffix in (".txt", ".html") for path in SAMPLES.iterdir())
    assert set(re.findall(r"(\d+) (?:invented articles|samples)", README)) == {str(articles)}


def test_every_data_file_can_be_added_to() -> None:
    told = set(re.findall(r"`(\w+\.csv)`", section("Teaching it more")))
    assert told == {path.name for path in DATA.glob("*.csv")}


def test_the_example_of_an_index_would_fit() -> None:
    example = re.search(r"```text\n(.+)\n```", section("Teaching it more"))
    assert example
    with (DATA / "indices.csv").open(encoding="utf-8", newline="") as file:
        head = next(csv.reader(file))
    (row,) = csv.reader([example[1]])
    index = dict(zip(head, row, strict=True))
    assert 0 < float(index["floor"]) < 1200 < float(index["ceiling"])
    assert index["symbol"] not in gazetteer.index_by_symbol()
    assert gazetteer.find_indices(index["name"]) == []


def examples(language: str) -> list[str]:
    return [match["code"] for match in RE_FENCE.finditer(README) if match["language"] == language]


@pytest.mark.slow
def test_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "commentary").mkdir()
    for name in ("tsx-two-minds.html", "nifty-trade-setup.txt"):
        shutil.copy(SAMPLES / name, tmp_path / "commentary" / name)
    for name in ("corpus", "scripts"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    for line in "".join(examples("sh")).splitlines():
        assert run_example(shlex.split(line)) == 0, line
    assert (tmp_path / "views" / "consensus.csv").read_text(encoding="utf-8").count("\n") > 1
    for code in examples("python"):
        exec(compile(code, "README.md", "exec"), {})


def run_example(words: list[str]) -> int:
    """Run a line of the README; what sets up a computer is only looked at."""
    program, *arguments = words
    if program == "make":
        return 0 if all(re.search(rf"^{name}:", makefile(), re.MULTILINE) for name in arguments) else 1
    if program == "python":
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        return subprocess.run(
            [sys.executable, *arguments], env=environment, capture_output=True, check=False
        ).returncode
    return cli.main(arguments) if program == "market-views" else int(words != ["pip", "install", "."])


def makefile() -> str:
    return (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_links_and_paths_lead_somewhere(page: str) -> None:
    folder = (ROOT / page).parent
    links = [match["target"] for match in RE_LINK.finditer(PAGES[page])]
    assert [link for link in links if not (folder / link).exists()] == []
    paths = RE_PATH.findall(PAGES[page])
    assert [path for path in paths if not any((top / path).exists() for top in (ROOT, ROOT / "pipeline"))] == []


def test_the_architecture_names_every_part() -> None:
    house = section("The house", PAGES["ARCHITECTURE.md"])
    parts = {path.stem for path in (ROOT / "pipeline").iterdir() if not path.name.startswith("__")}
    assert {part for part in parts if not re.search(rf"\b{part}\b", house)} == set()


def test_the_architecture_names_no_module_that_is_not_there() -> None:
    named = re.findall(r"`(read|extract|store)\.(\w+)`", section("An article's path", PAGES["ARCHITECTURE.md"]))
    for room, name in named:
        folder = ROOT / "pipeline" / room
        assert (folder / f"{name}.py").exists() or name in (folder / "__init__.py").read_text(encoding="utf-8"), name


def test_the_changelog_begins_with_this_version() -> None:
    version = re.search(r"^## (\S+)", PAGES["CHANGELOG.md"], re.MULTILINE)
    assert version
    assert version[1] == __version__
