"""Role phrases are found whole, and typed by what they make of their bearer.

"founder and managing partner" is one holder's role, "finance minister" a policy maker's.
"""

from __future__ import annotations

import pytest

from pipeline.extract.roles import find_roles, role_words


@pytest.mark.parametrize(
    ("sentence", "phrase", "kind"),
    [
        pytest.param("Ward, a strategist at Kest, agrees.", "strategist", "holder", id="one word"),
        pytest.param(
            "Ward is chief U.S. equity strategist at Kest.", "chief U.S. equity strategist", "holder", id="US"
        ),
        pytest.param("Ward is the senior market analyst.", "senior market analyst", "holder", id="article left out"),
        pytest.param(
            "Ward, founder and managing partner of Kest, agrees.", "founder and managing partner", "holder", id="and"
        ),
        pytest.param(
            "Ward, vice president, chief market strategist at Kest, agrees.",
            "vice president, chief market strategist",
            "holder",
            id="two roles with a comma",
        ),
        pytest.param(
            "Ward, head of technical strategy at Kest, agrees.", "head of technical strategy", "holder", id="of"
        ),
        pytest.param(
            "Ward, head of equity research for Asia at Kest, agrees.",
            "head of equity research for Asia",
            "holder",
            id="of and for",
        ),
        pytest.param("Ward is chief investment officer of Kest.", "chief investment officer", "holder", id="CIO"),
        pytest.param("Ward is its CIO.", "CIO", "holder", id="CIO in letters"),
        pytest.param(
            "Ward, a small-cap portfolio manager, agrees.", "small-cap portfolio manager", "holder", id="caps"
        ),
        pytest.param("Kest’s global strategist, Ward, agrees.", "global strategist", "holder", id="after a possessive"),
        pytest.param("The strategist’s target is 5,000.", "strategist", "holder", id="possessive of the role"),
        pytest.param("Ward, founder of Kest, agrees.", "founder", "holder", id="of a firm is no part"),
        pytest.param("A trader/analyst at Kest agrees.", "trader/analyst", "holder", id="slash"),
        pytest.param(
            "Ward, chief executive officer of Kest, agrees.", "chief executive officer", "executive", id="CEO"
        ),
        pytest.param("Ward, the CEO of Kest, agrees.", "CEO", "executive", id="CEO in letters"),
        pytest.param("Ward, Kest’s president, agrees.", "president", "executive", id="president alone"),
        pytest.param(
            "Ward, CEO and chief strategist of Kest, agrees.",
            "CEO and chief strategist",
            "holder",
            id="CEO who is a strategist too",
        ),
        pytest.param("Ward, the finance minister, agrees.", "minister", "policy", id="minister"),
        pytest.param("Ward, governor of the bank, agrees.", "governor of the bank", "policy", id="governor"),
        pytest.param("Ward, a reporter, agrees.", "reporter", "journalist", id="reporter"),
        pytest.param("Ward, a law professor, agrees.", "professor", "other", id="professor"),
        pytest.param("Ward, a lawyer, agrees.", "lawyer", "other", id="lawyer"),
    ],
)
def test_one_role(sentence: str, phrase: str, kind: str) -> None:
    (role,) = find_roles(sentence, 0, len(sentence))
    assert (sentence[role.start : role.end], role.kind) == (phrase, kind)


@pytest.mark.parametrize(
    ("sentence", "phrase", "plural"),
    [
        pytest.param("Strategists at Kest agree.", "Strategists", True, id="plural with a capital"),
        pytest.param("Kest’s equity strategists agree.", "equity strategists", True, id="plural with a modifier"),
        pytest.param("Kest’s equity strategist agrees.", "equity strategist", False, id="singular"),
        pytest.param("A team at Kest agrees.", "team", False, id="team"),
    ],
)
def test_plural(sentence: str, phrase: str, plural: bool) -> None:
    (role,) = find_roles(sentence, 0, len(sentence))
    assert (sentence[role.start : role.end], role.plural) == (phrase, plural)


@pytest.mark.parametrize(
    ("sentence", "phrases"),
    [
        pytest.param("The index rose on Monday.", [], id="no role"),
        pytest.param("They like equity strategy.", [], id="modifiers alone"),
        pytest.param(
            "Ward, a strategist, and Low, an economist, agree.", ["strategist", "economist"], id="two people's roles"
        ),
        pytest.param(
            "The chief strategist said. The senior economist left.",
            ["chief strategist", "senior economist"],
            id="two sentences",
        ),
    ],
)
def test_all_roles_in_order(sentence: str, phrases: list[str]) -> None:
    assert [sentence[r.start : r.end] for r in find_roles(sentence, 0, len(sentence))] == phrases


def test_only_the_asked_span_is_read() -> None:
    sentence = "A trader left. An economist stayed. A broker wept."
    assert [sentence[r.start : r.end] for r in find_roles(sentence, 14, 35)] == ["economist"]


def test_data_has_heads_of_all_kinds_and_modifiers() -> None:
    heads, modifiers = role_words()
    assert set(heads.values()) == {"holder", "executive", "policy", "journalist", "other"}
    assert "strategist" in heads and "equity" in modifiers
