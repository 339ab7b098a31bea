"""Horizons in words become dates, months or words, seen from Thursday 16 October 2025.

"to 9,800 by mid-2026" ends on 2026-06-30; "in the weeks ahead" is short-term; "in 2013" is past, hence none.
"""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.horizons import find_horizons
from pipeline.types import Horizon

PUBLISHED = date(2025, 10, 16)


def words_of(sentence: str, published: date | None = PUBLISHED) -> list[str]:
    return [span.horizon.words for span in find_horizons(sentence, published)]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        pytest.param("Ward sees 5,000 by year-end.", "2025-12-31", id="year-end"),
        pytest.param("Ward sees 5,000 by the end of the year.", "2025-12-31", id="end of the year"),
        pytest.param("Her year-end 2026 target is 5,400.", "2026-12-31", id="year-end with its year"),
        pytest.param("Her 2026 year-end target is 5,400.", "2026-12-31", id="year before year-end"),
        pytest.param("It may reach 5,400 by the end of next year.", "2026-12-31", id="end of next year"),
        pytest.param("It may reach 5,400 by end-2027.", "2027-12-31", id="end with hyphen and year"),
        pytest.param("Kest sees 5,100 by the end of March.", "2026-03-31", id="end of a month that is over this year"),
        pytest.param("Kest sees 5,100 by the end of November.", "2025-11-30", id="end of a month to come"),
        pytest.param("Kest sees 5,100 by December 2026.", "2026-12-31", id="month and year"),
        pytest.param("Kest sees 5,100 by Feb. 2028.", "2028-02-29", id="short month in a leap year"),
        pytest.param("Kest sees 5,100 by next June.", "2026-06-30", id="next June"),
        pytest.param("Kest sees 5,100 by next December.", "2026-12-31", id="next December is not this one"),
        pytest.param("The poll has it ending the year at 5,000.", "2025-12-31", id="ending the year at"),
        pytest.param("They see it finishing 2026 at 5,400.", "2026-12-31", id="finishing a year at"),
        pytest.param("It will sign off 2026 at 5,400.", "2026-12-31", id="sign off a year at"),
        pytest.param("It should peak before Christmas.", "2025-12-31", id="before Christmas"),
        pytest.param("It should peak before the year is out.", "2025-12-31", id="before the year is out"),
        pytest.param("It should peak before the year ends.", "2025-12-31", id="before the year ends"),
        pytest.param("It drifts for the rest of the year.", "2025-12-31", id="rest of the year"),
        pytest.param("It should peak later this year.", "2025-12-31", id="later this year"),
        pytest.param("We see 9,800 by mid-2026.", "2026-06-30", id="middle of a year"),
        pytest.param("We see 9,800 by midyear.", "2026-06-30", id="midyear is the next one"),
        pytest.param("We see 9,800 by the middle of next year.", "2026-06-30", id="middle of next year"),
        pytest.param("It should rise in early 2026.", "2026-03-31", id="early in a year"),
        pytest.param("It should rise in the first quarter of 2026.", "2026-03-31", id="quarter with its year"),
        pytest.param("It should rise in the fourth quarter.", "2025-12-31", id="this quarter"),
        pytest.param("It should rise in the first quarter.", "2026-03-31", id="quarter to come"),
        pytest.param("It should rise by Q2 2026.", "2026-06-30", id="quarter as a letter"),
        pytest.param("It should rise in the first half of next year.", "2026-06-30", id="half of next year"),
        pytest.param("It should rise in the second half of 2026.", "2026-12-31", id="second half with its year"),
        pytest.param("It should rise in H1 2026.", "2026-06-30", id="half as a letter"),
        pytest.param("It should rise in 2026.", "2026-12-31", id="plain year"),
        pytest.param("The 2026 target is 5,400.", "2026-12-31", id="target of a year"),
        pytest.param("It will double next year.", "2026-12-31", id="next year"),
        pytest.param("It could still double this year.", "2025-12-31", id="this year"),
        pytest.param("It may bottom by the summer.", "2026-06-30", id="by the summer"),
        pytest.param("It may be up 12 percent this year.", "2025-12-31", id="may be up this year"),
        pytest.param("It has rallied, and Ward sees 7,000 by year-end.", "2025-12-31", id="gains before a comma"),
        pytest.param("It fell; Ward sees 7,000 this year.", "2025-12-31", id="losses before a semicolon"),
        pytest.param("It may rise by year-end though it fell.", "2025-12-31", id="losses behind"),
        pytest.param(
            "Kest sees 7,000 by the end of 2026, based on 2026 earnings of $280.", "2026-12-31", id="date and earnings"
        ),
        pytest.param("It will have gained 12% by year-end.", "2025-12-31", id="will have gained"),
        pytest.param("It has risen and should end 2026 at 7,000.", "2026-12-31", id="has risen and"),
        pytest.param("It gained 12% this year and may gain more next year.", "2026-12-31", id="gained and may"),
        pytest.param("It is up 10% and will end the year higher.", "2025-12-31", id="is up and will"),
    ],
)
def test_horizon_with_a_last_day(sentence: str, day: str) -> None:
    assert [span.horizon for span in find_horizons(sentence, PUBLISHED)] == [Horizon(day, date.fromisoformat(day))]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        pytest.param("Her 12-month target is 5,000.", "12m", id="months with hyphen"),
        pytest.param("It may fall over the next six months.", "6m", id="months in letters"),
        pytest.param("It may fall in the next three to six months.", "6m", id="later end of a range of months"),
        pytest.param("It may fall over the next 6-12 months.", "12m", id="later end of a range in digits"),
        pytest.param("We see 5,000 in a year’s time.", "12m", id="a year's time"),
        pytest.param("We see 5,000 within a year.", "12m", id="within a year"),
        pytest.param("The near-term path is up.", "short-term", id="near-term"),
        pytest.param("It may slip in the weeks ahead.", "short-term", id="weeks ahead"),
        pytest.param("It may slip over the next few weeks.", "short-term", id="next few weeks"),
        pytest.param("It may slip tomorrow.", "short-term", id="tomorrow"),
        pytest.param("It may slip in the next couple of months.", "short-term", id="couple of months"),
        pytest.param("It may slip next month.", "short-term", id="next month"),
        pytest.param("A correction is around the corner.", "short-term", id="around the corner"),
        pytest.param("The intermediate-term trend is up.", "medium-term", id="intermediate-term"),
        pytest.param("It may slip in the coming months.", "medium-term", id="coming months"),
        pytest.param("It may slip over the next few quarters.", "medium-term", id="next few quarters"),
        pytest.param("We like it for the long run.", "long-term", id="long run"),
        pytest.param("This is a secular bull market.", "long-term", id="secular"),
        pytest.param("It should do well over the next decade.", "long-term", id="next decade"),
        pytest.param("The near or intermediate term looks good.", "short-term", id="near or intermediate term"),
        pytest.param("It may slip in the short or medium term.", "short-term", id="short or medium term"),
        pytest.param(
            "The near- or medium-term outlook is good.",
            "short-term",
            id="near- or medium-term",
        ),
        pytest.param("We stay out until further notice.", "short-term", id="until further notice"),
        pytest.param("It will take four years to recover.", "long-term", id="take four years"),
        pytest.param("This takes many years.", "long-term", id="takes many years"),
        pytest.param("It could take at least three years.", "long-term", id="take at least three years"),
        pytest.param("It may take more than 10 years.", "long-term", id="take more than 10 years"),
        pytest.param("It will be cheap for a long time.", "long-term", id="for a long time"),
        pytest.param(
            "It will take a few years.",
            "long-term",
            id="take a few years",
        ),
    ],
)
def test_horizon_without_a_last_day(sentence: str, words: str) -> None:
    assert [span.horizon for span in find_horizons(sentence, PUBLISHED)] == [Horizon(words)]


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("It fell by half in 2013.", id="year in the past"),
        pytest.param("It peaked in the second quarter of 2025.", id="quarter in the past"),
        pytest.param("It broke through this year’s high.", id="high of this year"),
        pytest.param("It closed at 2,026 on Monday.", id="number with a comma is no year"),
        pytest.param("Nomi Ward likes the index.", id="nothing said of time"),
        pytest.param("It may recover by 2099.", id="too far off"),
        pytest.param("He ran the fund for 60 months.", id="more months than a forecast has"),
        pytest.param("It took four years to recover.", id="took four years"),
        # periods of something else
        pytest.param("First-quarter earnings will be weak.", id="earnings of a quarter"),
        pytest.param("The fourth quarter’s results will be weak.", id="results of a quarter, possessive"),
        pytest.param("The fourth-quarter earnings season starts soon.", id="season of a quarter"),
        pytest.param("Fourth-quarter GDP will be weak.", id="GDP of a quarter"),
        pytest.param("Next year’s profits look high.", id="profits of next year"),
        pytest.param("2026 GDP will be weak.", id="GDP of a year"),
        pytest.param("Earnings for the fourth quarter will be weak.", id="earnings for a quarter"),
        pytest.param("The fiscal year ending in March 2026 will be weak.", id="a fiscal year"),
        pytest.param("The quarter ending December 2025 will be weak.", id="a quarter that ends"),
        pytest.param("It is up 30 percent this year.", id="is up this year"),
        pytest.param("It has gained 30% this year.", id="has gained this year"),
        pytest.param("It was down 3% in the fourth quarter.", id="was down in a quarter"),
        pytest.param("It’s up 12% this year.", id="’s up this year"),
        pytest.param("This year so far it has done well.", id="so far behind"),
        pytest.param("It has done well this year, so far.", id="so far behind a comma"),
        pytest.param("The fourth quarter of last year was weak.", id="quarter of last year"),
        pytest.param(
            "Profits of the year ending March 2026 will be weak.",
            id="a year that ends",
        ),
        pytest.param("Profits in 2026 will be weak.", id="profits in a year"),
        pytest.param("Earnings for 2026 look high.", id="earnings for a year"),
        pytest.param("Earnings growth in 2026 will be weak.", id="growth of earnings in a year"),
        pytest.param(
            "Her 2026 earnings estimate is $280.",
            id="estimate of earnings of a year",
        ),
        pytest.param(
            "Sales in the fourth quarter will be weak.",
            id="sales in a quarter",
        ),
    ],
)
def test_no_horizon(sentence: str) -> None:
    assert find_horizons(sentence, PUBLISHED) == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        pytest.param(
            "To 9,800 by mid-2026 and 10,000 by the end of 2027.", ["2026-06-30", "2027-12-31"], id="two dates"
        ),
        pytest.param(
            "Cautious in the short term, bullish in the long term.", ["short-term", "long-term"], id="two terms"
        ),
        pytest.param(
            "Her year-end target is 5,000, her 12-month one 5,300.", ["2025-12-31", "12m"], id="year-end and 12 months"
        ),
    ],
)
def test_several_horizons_in_text_order(sentence: str, words: list[str]) -> None:
    assert words_of(sentence) == words


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        pytest.param("It reaches 5,000 by the end of 2026.", ["2026-12-31"], id="year is named"),
        pytest.param("Her 12-month target is 5,000.", ["12m"], id="months"),
        pytest.param("It may slip in the near term.", ["short-term"], id="words"),
        pytest.param("It reaches 5,000 by year-end.", [], id="year-end of an unknown year"),
        pytest.param("It reaches 5,000 next year.", [], id="next year after an unknown one"),
    ],
)
def test_article_without_a_date(sentence: str, words: list[str]) -> None:
    assert words_of(sentence, None) == words


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Profits of the fiscal year ending in March 2009 will be weak.", id="fiscal year ending in"),
        pytest.param("Profits of the quarter ended in December 2008 will be weak.", id="quarter ended in"),
        pytest.param(
            "Profits of the year ending March 2009 will be weak.",
            id="year ending",
        ),
    ],
)
def test_periods_of_a_business_year(sentence: str) -> None:
    assert words_of(sentence, date(2008, 10, 16)) == []


def test_span_holds_the_words_of_the_text() -> None:
    sentence = "Ward sees 5,000 before Christmas, she wrote."
    (span,) = find_horizons(sentence, PUBLISHED)
    assert sentence[span.start : span.end] == "before Christmas"
