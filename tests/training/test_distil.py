"""What a quick encoder learns from: examples with little around their stretch, and the kinds that are left in them."""

from __future__ import annotations

import pytest

from pipeline.training.distil import shortened
from pipeline.training.examples import Example

STRETCH = "[START] [HOLDER] is bullish [END]"
FAR = "and more words " * 9


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        pytest.param(f"subject | [VALUE] {FAR}{STRETCH} [ABOVE]", ("target",), id="a value that is cut off"),
        pytest.param(f"subject | [VALUE] {STRETCH} [ABOVE]", ("support", "target"), id="nothing is cut off"),
        pytest.param(f"subject | {STRETCH} [VALUE] {FAR} [ABOVE]", ("support", "target"), id="a value far behind"),
    ],
)
def test_an_example_is_cut_with_the_kinds_of_its_values(line: str, kinds: tuple[str, ...]) -> None:
    example = Example("a", line, ("bullish",), False, ("support", "target"), 0.5)
    assert shortened(example).kinds == kinds
