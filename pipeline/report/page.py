"""Makes the page of a report: one HTML file that needs nothing else: `report_page(report)`.

Everything that comes from articles is escaped by the templates; the page's policy lets nothing run but its own script.
"""

from __future__ import annotations

import base64
import calendar
import hashlib
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from pipeline.report import words
from pipeline.report.data import Report
from pipeline.report.payload import as_json, payload, web_address
from pipeline.report.sections import sections_of

if TYPE_CHECKING:
    from jinja2 import Environment

STYLES = ("base.css", "report.css", "plots.css", "views.css", "article.css", "print.css")
LARGEST = 3_000_000  # bytes of a page, as long as less text around the evidence can make it so
REACHES = (280, 140, 60, 0)  # characters before and after evidence
DATA = "<data/>"  # stands for the data in a page that is being made; escaped text cannot look so
SCRIPTS = (
    *("dom.js", "theme.js", "marks.js", "corrections.js", "evidence.js", "review.js", "cells.js"),
    *("table.js", "report.js", "start_report.js"),
)


def report_page(report: Report) -> str:
    """The page of a report. The same report gives the same page.

    Of very many views it shows less of the text around each, so that the page stays small.
    """
    drawn = _drawn(report)
    for reach in REACHES:
        page = drawn.replace(DATA, as_json(payload(report, reach)), 1)
        if len(page.encode("utf-8")) <= LARGEST:
            break
    return page


def _drawn(report: Report) -> str:
    """The page with `DATA` in the place of its data."""
    living = [view for view in report.views if view.lives]
    return fill(
        "report.html.j2",
        SCRIPTS,
        report=report,
        sections=sections_of(report),
        living=len(living),
        aside=len(report.views) - len(living),
        most=max((period.number_of_views for period in report.periods), default=0),
        indices=len({view.symbol for view in living}),
        firms=len({view.voter_name for view in living}),
        data=_literal(DATA),
        version=report.version,
    )


def fill(template: str, scripts: tuple[str, ...], **values: Any) -> str:
    """A page of one of the templates, with its style and script in it and a policy that allows these two alone."""
    style = "\n".join(_part(f"css/{name}") for name in STYLES)
    script = "\n".join(['"use strict";', "(() => {", *(_part(f"js/{name}") for name in scripts), "})();"])
    page = _environment().get_template(template)
    return page.render(style=_literal(style), script=_literal(script), policy=policy(style, script), **values)


def policy(style: str, script: str) -> str:
    """The content-security policy of a page with one style and one script: nothing else runs, nothing is fetched."""
    allowed = (f"style-src {_hash(style)}", f"script-src {_hash(script)}", "img-src data:")
    return "; ".join(["default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _part(name: str) -> str:
    return resources.files("pipeline.report").joinpath(name).read_text(encoding="utf-8").strip()


def _literal(text: str) -> Any:
    """Our own style and script, and JSON without <, as they are."""
    from markupsafe import Markup

    return Markup(text)


@cache
def _environment() -> Environment:
    """The templates, which escape all that is put into them."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(lambda name: _part(f"templates/{name}") + "\n"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "points": words.points,
        "percent": words.percent,
        "day": words.day,
        "period": words.period,
        "count": words.count,
        "place": _place,
        "anchor": _anchor,
        "is_day": _is_day,
        "month": _month,
        "short": _short,
        "web": web_address,
        "mark_class": _mark_class,
    }
    return environment


def _place(number: float) -> str:
    """A place in a drawing with as few digits as the eye needs: 43.216 -> "43.2"."""
    return f"{number:.1f}".removesuffix(".0")


def _anchor(at: float) -> str:
    """Which end of a text stands at a place in per cent, so that none is cut off at the sides."""
    return "start" if at < 18 else "end" if at > 82 else "middle"


def _is_day(horizon: str) -> bool:
    return horizon[:1].isdecimal() and "-" in horizon


def _month(day: date, is_first: bool) -> str:
    """A tick of a time axis: "May", with the year in January and on the first tick."""
    name = calendar.month_abbr[day.month]
    return f"{name} {day.year}" if is_first or day.month == 1 else name


def _mark_class(what: str) -> str:
    """How a thing that was found is marked: "target 7,500 SPX" as a number, "index SPX" as an index."""
    first = what.split(" ", 1)[0]
    marks = {"person": "holder", "firm": "holder", "index": "index", "group": "index", "horizon": "horizon"}
    return marks.get(first, "other" if first.rstrip(":") in ("role", "outsider", "place", "name") else "number")


def _short(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"
