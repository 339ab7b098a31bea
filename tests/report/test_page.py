"""The file of a report: always the same, with nothing from elsewhere, and a policy that fits what is in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from random import Random

import pytest

from pipeline.report import page as page_module
from pipeline.report.data import Corrections, Report
from pipeline.report.page import DATA, report_page
from pipeline.report.payload import as_json, payload

from .stores import HOUSES, filled, report
from .views import shown

DAY = date(2026, 3, 1)


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] in self.raw and self.cdata_elem:
            self.raw[self.found[-1][0]].append(data)


def data_of(page: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page)
    assert found
    return dict(json.loads(found[1]))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return report_page(report(filled(tmp_path_factory.mktemp("page"))))


def test_the_policy_allows_just_what_is_in_the_page(page: str) -> None:
    elements = Elements(page)
    (policy,) = (attrs["content"] for tag, attrs in elements.found if attrs.get("http-equiv"))
    assert policy
    data, script = elements.raw["script"]
    for text, kind in ((script, "script-src"), ("".join(elements.raw["style"]), "style-src")):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert json.loads(data)


def test_nothing_comes_from_elsewhere(page: str) -> None:
    for tag, attrs in Elements(page).found:
        assert tag not in ("img", "iframe", "object", "embed", "base", "form")
        assert "src" not in attrs and "style" not in attrs
        assert not [name for name in attrs if name.startswith("on")]
        assert tag not in ("link", "use") or str(attrs["href"]).startswith(("data:", "#"))


def test_no_id_is_there_twice_and_all_references_lead_to_one(page: str) -> None:
    found = Elements(page).found
    ids = [attrs["id"] for _, attrs in found if attrs.get("id")]
    assert len(ids) == len(set(ids))
    asked = {str(attrs["aria-labelledby"]) for _, attrs in found if attrs.get("aria-labelledby")}
    asked |= {str(attrs["href"])[1:] for tag, attrs in found if tag == "use"}
    assert asked <= set(ids)


def test_the_same_store_gives_the_same_bytes(tmp_path: Path) -> None:
    turned = list(HOUSES)
    Random(3).shuffle(turned)
    pages = {report_page(report(filled(tmp_path / name, some))) for name, some in (("a", HOUSES), ("b", turned))}
    assert len(pages) == 1


@pytest.mark.parametrize("text", ["</script>", "<!--", "a&b", "\u2028", "<data/>", "\\"])
def test_no_text_ends_the_data(text: str) -> None:
    line = as_json({"a": text})
    assert not set(line) & {"<", ">", "&", "\u2028", "\u2029"}
    assert json.loads(line) == {"a": text}


def test_what_stands_for_the_data_cannot_come_from_an_article() -> None:
    page = report_page(Report(DAY, 1, [shown(DATA, DATA, title=DATA, index_name=DATA)]))
    assert DATA not in page
    assert data_of(page)["views"]


def test_marks_belong_to_what_a_report_says() -> None:
    one = Report(DAY, 1, [shown("Una Low", "Quay")])
    other = replace(one, views=[shown("Una Low", "Quay", stance="bearish")])
    ids = [payload(report, 280)["id"] for report in (one, one, other)]
    assert ids[0] == ids[1] != ids[2]


def test_a_large_page_shows_less_around_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    views = [shown(f"Una Low{n}", "Quay", view_id=f"{n:016x}", article_id=str(n)) for n in range(9)]
    whole = report_page(Report(DAY, 1, views))
    monkeypatch.setattr(page_module, "LARGEST", len(whole.encode()) - 1)
    less = report_page(Report(DAY, 1, views))
    assert len(less) < len(whole)
    assert "Shares rose." in whole and "Shares rose." not in less


def test_corrections_that_are_there_are_in_the_data() -> None:
    corrections = Corrections(("view_id", "field", "value"), (("a", "stance", "</script>"),), {}, "")
    data = data_of(report_page(Report(DAY, 1, [], corrections=corrections)))
    assert data["corrections"] == {
        "head": ["view_id", "field", "value"],
        "rows": [["a", "stance", "</script>"]],
        "unreadable": "",
    }


def test_few_firms_are_marked(page: str) -> None:
    rows = re.findall(r'<tr role="row"[^>]*>\s*<th scope="row".*?</tr>', page, re.DOTALL)
    firms = [re.search(r'data-label="firms">(\d+)(<span class="few")?', row) for row in rows]
    counted = {int(found[1]): bool(found[2]) for found in firms if found}
    assert counted == {1: True, 3: False}
