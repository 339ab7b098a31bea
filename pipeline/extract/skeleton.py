"""A sentence with its units as tokens: "<P0>, <R1> of <F2>, likes the <I3> ...".

Patterns over skeletons see the structure of a sentence and never its names, so none can depend on one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.units import Unit

RE_TOKEN = re.compile(r"<([A-Z])(\d+)>")
PLAIN = str.maketrans({"<": "‹", ">": "›", "\n": " ", "’": "'", "\xa0": " "})


@dataclass(frozen=True, slots=True)
class Skeleton:
    """`text` with unit tokens; `offsets[i]` is the article offset of character i; token numbers index `units`."""

    text: str
    offsets: tuple[int, ...]
    units: tuple[Unit, ...]

    def unit(self, token: str) -> Unit:
        """The unit of a token such as "<P0>"."""
        return self.units[int(token[2:-1])]

    def to_article(self, position: int) -> int:
        """The article offset of a skeleton position; of the text's end, one past its last character."""
        return self.offsets[min(position, len(self.offsets) - 1)]


def build_skeleton(text: str, start: int, end: int, units: Sequence[Unit]) -> Skeleton:
    """The skeleton of `text[start:end]`; `units` are sorted, do not overlap, and lie in the span."""
    parts: list[str] = []
    offsets: list[int] = []
    at = start
    for number, unit in enumerate(units):
        token = f"<{unit.kind}{number}>"
        parts += (text[at : unit.start].translate(PLAIN), token)
        offsets += range(at, unit.start)
        offsets += (unit.start,) * len(token)
        at = unit.end
    parts.append(text[at:end].translate(PLAIN))
    offsets += range(at, end)
    offsets.append(end)
    return Skeleton("".join(parts), tuple(offsets), tuple(units))
