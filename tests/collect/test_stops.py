"""A run that is killed and started again, Ctrl-C, private addresses, limits, and two runs at once."""

from __future__ import annotations

import fcntl
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import ROOT, command, manifest, rows, run, skipped
from .site import HTML, Answer, Site
from .test_crawl import page, rss

PAGES = 30
LINKS = [f"/{number:02d}.html" for number in range(PAGES)]
HOST = "127.0.0.1"
HOSTS = {HOST: {"/rss.xml": rss(*LINKS), **{link: page(f"Page {link}") for link in LINKS}}}


def started(out: Path, *arguments: str) -> subprocess.Popen[str]:
    """A run in the background."""
    line = [*command(out, *arguments), "--delay", "0.05"]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)


def wait_for(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.01)


def saved(out: Path) -> int:
    path = out / "manifest.jsonl"
    return path.read_bytes().count(b"\n") if path.exists() else 0


def test_after_a_kill_nothing_is_missing_and_nothing_asked_again(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Site(HOSTS) as site:
        with started(out, "--urls", _list(tmp_path, site), "--quiet") as first:
            wait_for(lambda: saved(out) >= 8)
            first.kill()
        done = {path for path, line in manifest(out).items() if line["file"]}
        asked = len(site.log)
        with (out / "manifest.jsonl").open("a") as file:
            file.write('{"url": "http://127.0.0.1/cut o')  # what a kill may leave behind
        assert run(out, "--urls", _list(tmp_path, site)).returncode == 0
        again = [one.path for one in site.log[asked:]]
    lines = rows(out / "manifest.jsonl")
    assert 8 <= len(done) < PAGES
    assert not done & set(again), "a page of the manifest was asked for again"
    assert len(lines) == PAGES
    assert {path.name for path in (out / HOST).iterdir()} == {Path(line["file"]).name for line in lines}
    twice = [link for link in LINKS if len(site.requests(link)) > 1]
    assert len(twice) <= 1, "at most the page that was under way"


def test_an_interrupted_run_ends_what_is_under_way_and_says_how_to_go_on(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Site(HOSTS) as site:
        with started(out, "--feeds", _feeds(tmp_path, site)) as first:
            wait_for(lambda: saved(out) >= 3)
            first.send_signal(signal.SIGINT)
            _, complaints = first.communicate(timeout=20)
        assert first.returncode == 130
        assert "run the same command again" in complaints
        assert run(out, "--feeds", _feeds(tmp_path, site)).returncode == 0
    assert len(rows(out / "manifest.jsonl")) == PAGES
    assert all(len(site.requests(link)) == 1 for link in LINKS)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"], ids=["in the address", "by its name"])
def test_private_addresses_are_refused(tmp_path: Path, host: str) -> None:
    with Site(HOSTS) as site:
        (tmp_path / "urls.txt").write_text(site.url("/00.html", host))
        done = run(tmp_path / "out", "--urls", str(tmp_path / "urls.txt"), private=False)
    assert site.log == []
    assert "a private address; --allow-private lets it pass" in skipped(tmp_path / "out")["/00.html"]
    assert "0 pages saved" in done.stdout


def test_no_more_than_wanted(tmp_path: Path) -> None:
    with Site(HOSTS) as site:
        done = run(tmp_path / "out", "--feeds", _feeds(tmp_path, site), "--max", "5")
        assert len(rows(tmp_path / "out" / "manifest.jsonl")) == 5
        assert f"{PAGES - 5}  not asked for: --max pages are saved" in done.stdout
        run(tmp_path / "out", "--feeds", _feeds(tmp_path, site))
    assert len(rows(tmp_path / "out" / "manifest.jsonl")) == PAGES
    assert all(len(site.requests(link)) == 1 for link in LINKS)


def test_only_what_matches(tmp_path: Path) -> None:
    hosts = {
        HOST: {
            "/rss.xml": rss("/elm-lifts-price-target.html", "/weather.html"),
            "/elm-lifts-price-target.html": page("x"),
        }
    }
    with Site(hosts) as site:
        run(tmp_path / "out", "--feeds", _feeds(tmp_path, site), "--match", "outlook, price target")
    assert site.asked() == ["/rss.xml", "/elm-lifts-price-target.html"]
    assert "--match" in skipped(tmp_path / "out")["/weather.html"]


def test_a_feed_that_is_a_page_is_told(tmp_path: Path) -> None:
    with Site({HOST: {"/rss.xml": Answer(b"<html><p>Sign in</p></html>", 200, HTML)}}) as site:
        done = run(tmp_path / "out", "--feeds", _feeds(tmp_path, site))
    assert done.returncode == 1
    assert "it is a page, no feed" in done.stdout


def test_a_page_that_cannot_be_saved_is_told_and_the_others_are_tried(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / HOST).write_text("in the way of the folder")
    with Site(HOSTS) as site:
        done = run(out, "--urls", _list(tmp_path, site))
    assert done.returncode == 1
    assert done.stdout.count("it could not be saved (") == PAGES
    assert len(site.asked()) == PAGES
    assert not (out / "manifest.jsonl").exists()


def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    (tmp_path / "out" / ".collect").mkdir(parents=True)
    with Site(HOSTS) as site, (tmp_path / "out" / ".collect" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = run(tmp_path / "out", "--feeds", _feeds(tmp_path, site))
    assert second.returncode == 2
    assert "another collector works in" in second.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param([], "nothing to collect from", id="no source"),
        pytest.param(["--feeds", "nowhere.txt"], "'nowhere.txt' cannot be read", id="no such file"),
        pytest.param(["--urls", "README.md/x"], "cannot be read", id="a file as a folder"),
        pytest.param(["--max", "0"], "not a number of pages", id="max of none"),
        pytest.param(["--delay", "soon"], "not a number of seconds", id="delay in words"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: list[str], said: str) -> None:
    done = run(tmp_path / "out", *arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_line_of_feeds_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "feeds.txt").write_text("https://oak.example/rss\nsite map https://oak.example/x.xml\n")
    done = run(tmp_path / "out", "--feeds", str(tmp_path / "feeds.txt"))
    assert done.returncode == 2
    assert "feeds.txt, line 2: 'site map https://oak.example/x.xml' is no address" in done.stderr


def _feeds(folder: Path, site: Site) -> str:
    (folder / "feeds.txt").write_text(site.url("/rss.xml"))
    return str(folder / "feeds.txt")


def _list(folder: Path, site: Site) -> str:
    (folder / "urls.txt").write_text("\n".join(site.url(link) for link in LINKS))
    return str(folder / "urls.txt")
