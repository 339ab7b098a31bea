"""Composes a document out of its parts, as a record or a message has them: title, day, and a text or markup.

It then goes through the reader of its kind like any other.
"""

from __future__ import annotations

from datetime import date
from html import escape


def as_page(title: str, published: date | None, markup: str) -> str:
    """A page that states its title and date before its markup."""
    stated = f'<meta property="og:title" content="{escape(title)}">' if title else ""
    if published:
        stated += f'<meta property="article:published_time" content="{published.isoformat()}">'
    return f"{stated}\n{markup}"


def as_text(title: str, published: date | None, text: str) -> str:
    """A plain text as the reader of .txt likes it: title line, date line, an empty line, the text."""
    head = [title] if title else []
    return "\n".join([*head, *([published.isoformat()] if published else []), "", text])
