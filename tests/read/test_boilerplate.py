"""Which lines of an article are content and which are menus, calls, credits, links and disclaimers."""

import pytest

from pipeline.read.boilerplate import drop_reasons
from pipeline.read.navigation import is_navigation

PROSE = "Elm Bank expects the Oak 100 to climb to 5,000 points by the end of the year, its strategists wrote on Monday."
MORE = "The bank had been at 4,600 since the spring and now cites better earnings and lower interest rates as reasons."

KEPT = [
    pytest.param("Elm Bank", id="a firm alone on its line"),
    pytest.param("4,400", id="a number alone on its line"),
    pytest.param("Birkenbank 12,500", id="firm and number"),
    pytest.param("Elm Bank — 3,900 → 3,300 (Ann Poe)", id="firm, two numbers, name"),
    pytest.param("Ann Poe, Senior Technical Analyst at Oak Securities", id="analyst as a heading"),
    pytest.param("Next hurdles: 8,150, 8,220", id="levels"),
    pytest.param("Key takeaways", id="heading"),
    pytest.param("Stocks", id="a section's name inside the story"),
    pytest.param("By noon on Friday, the Oak 100 had gained 1.3%.", id="prose that begins with By"),
    pytest.param("More comments on jobs:", id="heading that begins with More"),
    pytest.param(
        "Poe, who writes a free newsletter, told clients that the Oak 100 would reach 7,000 in June.", id="newsletter"
    ),
    pytest.param(
        "“Past performance is no guarantee, but I would buy this market here,” said Ann Poe of Elm Bank.",
        id="quotation",
    ),
]


@pytest.mark.parametrize("line", KEPT)
def test_kept_between_paragraphs(line: str) -> None:
    assert drop_reasons([PROSE, MORE, line, MORE, PROSE, MORE])[2] == ""


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param("Share via email", "share line", id="share"),
        pytest.param("Share   Save   Print", "navigation", id="buttons"),
        pytest.param("Follow us on Instagram", "share line", id="follow"),
        pytest.param("Subscribe to our newsletter!", "sign-up call", id="newsletter"),
        pytest.param("We use cookies to make this page better.", "sign-up call", id="cookies"),
        pytest.param("3 min read", "reading time", id="minutes"),
        pytest.param("minute read", "reading time", id="minutes without the number"),
        pytest.param("Also Read: What ferries earn in winter", "teaser", id="also read"),
        pytest.param("Read next: Why ferries sail late", "teaser", id="read next"),
        pytest.param("More from our pages: Bonds for beginners | Contact", "teaser", id="more from this section"),
        pytest.param("© 2025 Oak Daily. All rights reserved.", "copyright", id="copyright"),
        pytest.param("By Jane Doe", "by-line", id="by-line"),
        pytest.param("(Reporting by Jane Doe; Editing by John Roe)", "credits", id="credits"),
        pytest.param("Write to Jane Doe at jane.doe@example.com", "credits", id="write to"),
        pytest.param("Photo: Oak Agency / Jane Doe", "photo credit", id="photo"),
        pytest.param("To continue reading, start a trial", "paywall", id="paywall"),
        pytest.param("Disclaimer: Opinions here are no advice.", "disclaimer", id="disclaimer"),
        pytest.param("Imprint | Contact | Cookies | Privacy", "navigation", id="footer"),
        pytest.param("Contact: desk@example.com", "contact", id="mail"),
        pytest.param("Advertisement 2", "navigation", id="advertisement"),
    ],
)
def test_dropped_wherever_it_stands(line: str, reason: str) -> None:
    assert drop_reasons([PROSE, MORE, line, MORE, PROSE])[2] == reason


@pytest.mark.parametrize(
    "line",
    [
        "Start| Charts| About| Login",
        "MENU  Stocks  Funds",
        "Skip to content | Stocks |",
        "Home » News » Markets",
        "Home News Markets Podcasts About Sign in",
        "Suche   Boerse   Analysen   Depot",
        "Markets",
        "☰ World Economy Politics Culture",
    ],
)
def test_menus_above_the_story(line: str) -> None:
    assert is_navigation(line, top=True)
    assert drop_reasons([line, PROSE, MORE])[0] == "navigation"


@pytest.mark.parametrize(
    "line", ["Elm Bank | 5,600 | $250", "Support  3,915", "Elm Bank raises its target", "Elm Bank"]
)
def test_no_menus(line: str) -> None:
    assert not is_navigation(line, top=False)


@pytest.mark.parametrize(
    "marker",
    ["Related posts", "Most Popular", "Tags: Oak, Outlook", "You May Also Like", "Comments", "Author", "Disclaimer"],
)
def test_a_marker_near_the_end_closes_the_text(marker: str) -> None:
    tail = ["Ferries sail late again", "Jane Doe", "Managing Editor", PROSE]
    reasons = drop_reasons([PROSE, MORE] * 8 + [marker, *tail])
    assert not any(reasons[:16])
    assert all(reasons[16:])


def test_the_text_goes_on_after_links_in_its_first_half() -> None:
    lines = [PROSE, MORE, "Related stories", "Ferries sail late again", "Gold at a record", *([MORE, PROSE] * 6)]
    reasons = drop_reasons(lines)
    assert reasons[2:5] == ["related links"] * 3
    assert not any(reasons[:2] + reasons[5:])


def test_names_with_press_roles_are_dropped() -> None:
    lines = [PROSE, MORE, PROSE, MORE, "Jane Doe", "Managing Editor", "John Roe, Senior Reporter"]
    assert drop_reasons(lines)[4:] == ["by-line"] * 3


def test_a_long_run_of_links_is_dropped_but_not_of_list_entries_with_numbers() -> None:
    links = [f"Another story about oaks and elms {letter}" for letter in "abcdefgh"]
    firms = [word for number in range(8) for word in ("Elm Bank", f"4,{number}00")]
    assert all(drop_reasons([PROSE, *links, MORE, PROSE])[1:8])
    assert not any(drop_reasons([PROSE, *firms, MORE, PROSE]))


def test_late_disclaimers_without_a_label_are_dropped() -> None:
    line = "This service is for information only, and its owners accept no liability for what you do with your money."
    assert drop_reasons([PROSE, MORE, PROSE, line])[3] == "disclaimer"


def test_an_agency_below_the_last_paragraph_is_dropped() -> None:
    assert drop_reasons([PROSE, MORE, "Reuters"])[2] == "credits"
    assert drop_reasons([PROSE, MORE, "oaknews_us"])[2] == "credits"
