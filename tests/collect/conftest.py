"""Runs the collector as a user does, against a site on loopback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]


def command(out: Path, *arguments: str, private: bool = True) -> list[str]:
    """The command line of a quick run; `private` lets loopback pass."""
    options = ["--delay", "0.02", "--contact", "desk@oak.example", *(["--allow-private"] if private else [])]
    return [sys.executable, "-m", "pipeline", "collect", "--out", str(out), *options, *arguments]


def run(out: Path, *arguments: str, private: bool = True) -> subprocess.CompletedProcess[str]:
    """A whole run."""
    line = command(out, *arguments, private=private)
    return subprocess.run(line, capture_output=True, text=True, cwd=ROOT, check=False, timeout=120)


def rows(path: Path) -> list[dict[str, Any]]:
    """The lines of a .jsonl."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def manifest(out: Path) -> dict[str, dict[str, Any]]:
    """The lines of the manifest by the path of their address."""
    return {_path(row["url"]): row for row in rows(out / "manifest.jsonl")}


def skipped(out: Path) -> dict[str, str]:
    """The reasons of what was skipped by the path of its address."""
    return {_path(row["url"]): row["reason"] for row in rows(out / "skipped.jsonl")}


def _path(url: str) -> str:
    return urlsplit(url).path
