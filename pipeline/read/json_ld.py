"""Finds the article's node in the JSON-LD of a page: {"@type": "NewsArticle", "datePublished": "2025-10-16", ...}.

Scripts that are no JSON are passed over; references by "@id" into an "@graph" are resolved.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
Node = dict[str, Json]

RE_COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
RE_TYPE = re.compile(r"Article$|^(?:BlogPosting|Report|LiveBlogPosting|SocialMediaPosting)$")
NESTED = ("@graph", "mainEntity", "mainEntityOfPage")
DEEPEST = 6


def article_node(scripts: Iterable[str]) -> Node:
    """The first node of an article's type with a headline or a date, its author and publisher resolved; {} if none."""
    nodes = [node for data in _parsed(scripts) for node in _nodes(data)]
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    articles = [node for node in nodes if any(RE_TYPE.search(kind) for kind in _types(node))]
    articles.sort(key=lambda node: not (node.get("headline") and node.get("datePublished")))
    if not articles:
        return {}
    article = dict(articles[0])
    for key in ("author", "publisher"):
        article[key] = [_resolved(value, by_id) for value in values_of(article.get(key))]
    return article


def values_of(value: Json) -> list[Json]:
    """The value as a list: JSON-LD lets a single author stand without brackets."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text_of(value: Json, *, key: str = "name") -> str:
    """The first string in a value: itself, or its `key` where it is a node ({"name": "The Daily"} is "The Daily")."""
    for part in values_of(value):
        if isinstance(part, dict):
            part = text_of(part.get(key), key=key)
        if isinstance(part, str) and part.strip():
            return " ".join(unescape(part).split())
    return ""


def _parsed(scripts: Iterable[str]) -> Iterator[Json]:
    """The parsed contents of the JSON-LD scripts."""
    for script in scripts:
        source = RE_COMMENT.sub("", script).strip().rstrip(";")
        try:
            yield json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue


def _nodes(data: Json, depth: int = 0) -> Iterator[Node]:
    """All nodes in lists, graphs and main entities."""
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        for part in data:
            yield from _nodes(part, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in NESTED:
            yield from _nodes(data.get(key), depth + 1)


def _types(node: Node) -> list[str]:
    """The node's types as plain names, "https://schema.org/NewsArticle" as "NewsArticle"."""
    return [kind.rsplit("/", 1)[-1] for kind in values_of(node.get("@type")) if isinstance(kind, str)]


def _resolved(value: Json, by_id: dict[str, Node]) -> Json:
    """The node that {"@id": ...} refers to, or the value itself."""
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
        return by_id.get(str(value["@id"]), value)
    return value
