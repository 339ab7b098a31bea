"""What an extraction need not look at: scripts, menus, layout by tables. The tree itself stays as it is."""

from __future__ import annotations

import pytest
from lxml import html

from pipeline.read.html_tree import root_of
from pipeline.read.html_trim import trimmed

LONG = "The Oak 100 fell by two points on Monday, and its friends were few. " * 8


def shown(body: str) -> str:
    """The markup of a body after trimming."""
    root = root_of(f"<html><head><title>Oak</title></head><body>{body}</body></html>")
    assert root is not None
    before = html.tostring(root)
    markup = html.tostring(trimmed(root).find("body"), encoding="unicode")
    assert html.tostring(root) == before
    return markup.removeprefix("<body>").removesuffix("</body>")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<p>Oak</p>", "<p>Oak</p>", id="a paragraph"),
        pytest.param("<script>x()</script><style>p {}</style><p>Oak</p>", "<p>Oak</p>", id="scripts and styles"),
        pytest.param("<nav><ul><li>Home</li></ul></nav><p>Oak</p>", "<p>Oak</p>", id="a menu"),
        pytest.param("<p>Oak <svg><path/></svg>fell</p>", "<p>Oak fell</p>", id="text behind a picture"),
        pytest.param("<p>Oak <font>fell <img src='x'>far</font></p>", "<p>Oak fell far</p>", id="looks"),
        pytest.param("<form><p>Oak</p></form>", "<form><p>Oak</p></form>", id="a form may hold the page"),
        pytest.param(
            "<table><tr><th>Oak</th><td>5,000</td></tr></table>",
            "<table><tr><th>Oak</th><td>5,000</td></tr></table>",
            id="a table of data",
        ),
        pytest.param(
            f"<table><tr><td><p>{LONG}</p></td></tr></table>",
            f"<div><div><div><p>{LONG}</p></div></div></div>",
            id="a table that lays out the page",
        ),
        pytest.param(
            f"<table><tr><td><p>{LONG}</p><table><tr><td>Oak</td></tr></table></td></tr></table>",
            f"<div><div><div><p>{LONG}</p><table><tr><td>Oak</td></tr></table></div></div></div>",
            id="data in a layout",
        ),
    ],
)
def test_what_is_left_of_a_page(body: str, expected: str) -> None:
    assert shown(body) == expected
