from __future__ import annotations

import pytest

from pipeline.store.identity import analyst_id, firm_id, slug, view_id
from pipeline.types import View

from .factories import extraction, said


def only_view(analyst: str, firm: str, *, symbol: str = "SPX", horizon: str = "12m") -> View:
    return extraction("a.txt", "2025-10-16", said(analyst, firm, symbol=symbol, horizon=horizon)).views[0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Dana Whitlock", "dana-whitlock"),
        ("Zoë O’Hara-Lund", "zoe-ohara-lund"),
        ("T.J. Marlow Jr.", "tj-marlow-jr"),
        ("", ""),
        ("—", ""),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_spellings_the_gazetteer_knows_share_an_id_and_others_keep_their_own() -> None:
    assert analyst_id("D. Whitlock") == analyst_id("Dana Whitlock") == "dana-whitlock"
    assert firm_id("HLB") == firm_id("Harbor Lane") == "harbour-lane"
    assert firm_id("Cobalt Ridge Partners") == "cobalt-ridge-partners"
    assert firm_id("") == analyst_id("") == ""


def test_view_id_never_changes() -> None:
    """Corrections refer to it: a view_id that changes loses them."""
    view = only_view("Dana Whitlock", "Harbour Lane")
    assert view_id("0123456789abcdef", view) == "5aa8028d9e6dac83"


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (only_view("DANA WHITLOCK", "Harbour  Lane"), True),
        (only_view("Dana Whitlock", ""), False),
        (only_view("", "Harbour Lane"), False),
        (only_view("Dana Whitlock", "Harbour Lane", symbol="RUT"), False),
        (only_view("Dana Whitlock", "Harbour Lane", horizon="6m"), False),
    ],
    ids=["letters and spaces", "firm", "analyst", "index", "horizon"],
)
def test_view_id_depends_on_holder_index_and_horizon(other: View, is_same: bool) -> None:
    view = only_view("Dana Whitlock", "Harbour Lane")
    assert (view_id("a", view) == view_id("a", other)) is is_same
    assert view_id("a", view) != view_id("b", view)
