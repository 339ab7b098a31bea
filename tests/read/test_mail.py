"""Messages: subject, date and sender, the HTML or the text, what a newsletter puts around it, what was forwarded."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.read.draft import Draft
from pipeline.read.files import ReadError
from pipeline.read.mail import read_mail

from .forms import mail

DAY = "Thu, 16 Oct 2025 09:00:00 -0400"
TITLE = "Elm Bank lifts its Oak target"
FIRST = "Elm Bank expects the Oak 100 to climb to 5,000 points by December, its strategists wrote in a note on Monday."
SECOND = "The bank had been at 4,600 since the spring; it now cites better earnings and lower rates as its reasons."
TEXT = f"{FIRST}\n\n{SECOND}\n"
PAGE = f"<html><head><title>Newsletter</title></head><body><p>{FIRST}</p><p>{SECOND}</p></body></html>"
FORWARDED = """---------- Forwarded message ---------
From: The Daily Oak <news@oak.example>
Date: Wed, Oct 15, 2025 at 7:02 AM
Subject: Elm Bank lifts its Oak target
To: <me@home.example>
"""
OUTLOOK = """From: The Daily Oak <news@oak.example>
Sent: Wednesday, October 15, 2025 7:02 AM
To: Me <me@home.example>
Subject: Elm Bank lifts its Oak target
"""


def shown(draft: Draft) -> list[str]:
    """The text of each block."""
    return [draft.text[block.start : block.end] for block in draft.blocks]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(mail(TITLE, DAY, TEXT), id="text"),
        pytest.param(mail(TITLE, DAY, page=PAGE), id="html"),
        pytest.param(mail(TITLE, DAY, TEXT, page=PAGE), id="both"),
        pytest.param(mail(TITLE, DAY, TEXT, page="<p>View this message in your browser.</p>"), id="html says little"),
        pytest.param(mail(f"[oak-list] Fwd: {TITLE}", DAY, TEXT), id="subject with tags"),
        pytest.param(mail(TITLE, DAY, f"{TEXT}\n-- \nJane Doe\n12 Elm Street, Oakville\n"), id="signature"),
        pytest.param(b"\n\n" + mail(TITLE, DAY, TEXT), id="empty lines before the header"),
        pytest.param(mail(TITLE, DAY, "> " + TEXT.replace("\n", "\n> ")), id="quoted as a whole"),
    ],
)
def test_a_message_is_an_article(content: bytes) -> None:
    draft = read_mail(content)
    assert shown(draft) == [TITLE, FIRST, SECOND]
    assert (draft.title, draft.published_date, draft.publisher) == (TITLE, date(2025, 10, 16), "Oak Desk")


@pytest.mark.parametrize(
    ("text", "before"),
    [
        pytest.param(FORWARDED + "\n" + TEXT, [], id="forwarded"),
        pytest.param(f"Worth a look, I think.\n\n{FORWARDED}\n{TEXT}", ["Worth a look, I think."], id="with a word"),
        pytest.param(OUTLOOK + "\n" + TEXT, [], id="as another program does"),
        pytest.param("> " + (FORWARDED + "\n" + TEXT).replace("\n", "\n> "), [], id="quoted"),
        pytest.param(OUTLOOK.replace("From:", "*From:*").replace("Sent:", "*Sent:*") + "\n" + TEXT, [], id="in stars"),
    ],
)
def test_of_a_forwarded_message_the_inner_header_counts(text: str, before: list[str]) -> None:
    draft = read_mail(mail("Fwd: Elm Bank", "Mon, 20 Oct 2025 09:00:00 -0400", text, sender="Me <me@home.example>"))
    assert shown(draft) == [TITLE, *before, FIRST, SECOND]
    assert (draft.title, draft.published_date, draft.publisher) == (TITLE, date(2025, 10, 15), "The Daily Oak")


def test_a_forwarded_page_loses_its_header_lines() -> None:
    head = FORWARDED.replace("<", "&lt;").replace("\n", "<br>")
    note = "<div>Worth a look, I think, since they were so early last time.</div>"
    page = f'{note}<div class="quote">{head}</div><p>{FIRST}</p><p>{SECOND}</p>'
    draft = read_mail(mail("Fwd: Elm Bank", "Mon, 20 Oct 2025 09:00:00 -0400", page=page))
    assert shown(draft)[-2:] == [FIRST, SECOND]
    assert not any("Subject:" in line or "Forwarded" in line for line in shown(draft))
    assert (draft.title, draft.published_date, draft.publisher) == (TITLE, date(2025, 10, 15), "The Daily Oak")


@pytest.mark.parametrize(
    "line",
    [
        "View this email in your browser",
        "View in browser",
        "You are receiving this email because you signed up at oak.example.",
        "Unsubscribe from this list",
        "Click here to unsubscribe or to change your preferences.",
        "Update your preferences or unsubscribe from this list.",
        "Manage your subscription",
        "Forwarded this email? Subscribe here for more",
        "Forward this email to a friend",
        "Was this email forwarded to you? Sign up here.",
        "Add us to your address book",
        "Sent from my phone",
        "This email was sent to me@home.example",
        "No longer want to receive these emails?",
    ],
)
@pytest.mark.parametrize("is_page", [False, True], ids=["text", "html"])
def test_what_newsletters_add_is_no_content(line: str, is_page: bool) -> None:
    text, page = f"{line}\n\n{TEXT}\n{line}\n", f"<p>{line}</p><p>{FIRST}</p><p>{SECOND}</p><p>{line}</p>"
    assert shown(read_mail(mail(TITLE, DAY, page=page) if is_page else mail(TITLE, DAY, text))) == [
        TITLE,
        FIRST,
        SECOND,
    ]


def test_a_charset_that_does_not_exist_is_guessed() -> None:
    content = mail(TITLE, DAY, TEXT + "\n“Café”\n").replace(b'charset="utf-8"', b'charset="no-such"')
    assert "“Café”" in read_mail(content).text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"just a text\nwithout any header\n", "no e-mail", id="no header"),
        pytest.param(mail(TITLE, DAY, "\n"), "no text", id="empty"),
    ],
)
def test_what_is_no_article(content: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as error:
        read_mail(content)
    assert error.value.advice
