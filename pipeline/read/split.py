"""Cuts a page that glues several articles together into them."""

from pipeline.read.draft import Draft


def parts_of(draft: Draft) -> list[Draft]:
    return [draft]
