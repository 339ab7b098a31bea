"""Ids that stay the same from run to run: "Nomi Ward" is `nomi-ward` in every article.

All spellings that the gazetteer knows of a person or a firm share one id; other names are their own folded form.
"""

from __future__ import annotations

from hashlib import blake2b

from pipeline.gazetteer import analyst_of, firm_of, fold
from pipeline.types import View


def slug(name: str) -> str:
    """A name as an id: "Zoë O’Hara-Lund" -> "zoe-ohara-lund"; empty where it has no letter or digit."""
    return fold(name).replace(" ", "-")


def analyst_id(name: str) -> str:
    """The id of an analyst, whichever known spelling is printed: "Dana Whitlock" -> "dana-whitlock"; "" -> ""."""
    known = analyst_of(name) if name else None
    return known.analyst_id if known else slug(name)


def firm_id(name: str) -> str:
    """The id of a firm, whichever known spelling is printed: "Harbour & Lane" -> "harbour-and-lane"; "" -> ""."""
    known = firm_of(name) if name else None
    return known.firm_id if known else slug(name)


def view_id(article_id: str, view: View) -> str:
    """The 16 hex digits that name a view: its article, its holder as printed, its index and its horizon's words.

    The text around it, its numbers and the extractor's version do not matter.
    """
    return view_id_of(article_id, view.holder.analyst, view.holder.firm, view.symbol, view.horizon.words)


def view_id_of(article_id: str, analyst: str, firm: str, symbol: str, horizon: str) -> str:
    """The same of its parts, names as printed: `view_id_of(article_id, "Dana Whitlock", "", "SPX", "12m")`."""
    parts = (article_id, analyst, firm, symbol, horizon)
    return blake2b("\x1f".join(map(fold, parts)).encode(), digest_size=8).hexdigest()
