"""Makes folders of invented pages to measure on: market commentary, general news, or one of ten commentary.

Commentary is mixed from the annotated passages of the corpus, with other names, other numbers and in another order, so
that no page is a copy of another, and from what is told around them: annotated articles of news have 0.9 candidates in
100 words, passages alone more than twice as many. The same seed makes the same pages.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

FEWEST_WORDS, MOST_WORDS = 300, 900
VIEWS_SHARE = 0.25  # of the passages of a page have views
PASSAGES_SHARE = 0.25  # of the paragraphs of commentary are passages: one and a half views found a page
EVERY = 10  # of a mixed folder, one page of so many is commentary
FIRST = ("Ada", "Bruno", "Carla", "Denis", "Edda", "Felix", "Greta", "Hugo", "Ilse", "Jorge", "Kaya", "Leon", "Mira")
LAST_OPENINGS = ("Aber", "Bren", "Corv", "Dunn", "Ellin", "Farr", "Gald", "Hest", "Iver", "Kell", "Lund", "Merr", "Ost")
LAST_ENDINGS = ("ard", "ell", "ing", "man", "more", "nes", "row", "sen", "ton", "wick")
HOUSES = ("Capital", "Securities", "Asset Management", "Partners", "Research", "Investment Management")
TOWNS = ("Almere", "Brightwater", "Castel Rosso", "Dunmere", "Eastvale", "Fallow Hill", "Garnock", "Holm", "Inverloch")
THINGS = ("bridge", "library", "harbour", "school", "hospital", "tram line", "swimming pool", "museum", "water works")
GROUPS = ("neighbours", "teachers", "nurses", "sailors", "farmers", "drivers", "parents", "volunteers", "students")
DEEDS = ("repaired", "opened again", "closed for the winter", "painted", "flooded", "handed over", "measured", "moved")
NEWS = (
    "The {thing} in {town} will be {deed} before {month}, the town council said on {day}.",
    "“We have waited {number} years for this,” said {name}, who speaks for the {group} of {town}.",
    "{name} had come from {town} with {number} other {group} to see how the {thing} was {deed}.",
    "Police counted {number} people at the gates, more than on any {day} since {month}.",
    "It rained until noon, and the road to {town} stayed shut for {number} hours.",
    "“Nobody asked the {group},” {name} said, “and nobody told them that the {thing} would be {deed}.”",
    "A second report, which {name} is to write by {month}, will look at the {thing} of {town} as well.",
    "The team from {town} won {number} of its last matches and plays again on {day}.",
    "In {month} a fire burned down the roof of the {thing}; {number} {group} helped to put it out.",
    "According to {name}, an engineer, the {thing} can carry {number} people at a time.",
    "The mayor thanked the {group}, left for {town} and did not take any questions.",
    "Visitors will find the doors of the {thing} open from {day}, and {name} at the desk.",
)
MONTHS = ("March", "April", "May", "June", "July", "August", "September", "October", "November")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
BACKGROUND = (
    "The Dow Jones Industrial Average closed {number} points up at 42,{number}1; the Nasdaq rose 0.{number} percent.",
    "Shares of {name} Holdings fell {number} percent after the company cut its outlook for the quarter.",
    "Crude oil settled at ${number}.40 a barrel, and the yield on the 10-year note slipped to 4.{number} percent.",
    "The Labor Department said on {day} that employers had added {number},000 jobs in {month}, more than in spring.",
    "Trading was thin, with {number} shares falling for every {number} that rose on the exchange.",
    "“We have seen orders come back since {month},” said {name}, who runs a maker of pumps in {town}.",
    "The central bank left its rate unchanged on {day}; minutes of the meeting are due in {month}.",
    "Retailers led the decline, while banks and makers of chips ended little changed.",
    "The S&P 500 had gained {number} percent in the first half of the year before it gave some of it back in {month}.",
    "Earnings of companies in the index are up {number} percent from a year ago, with most of the reports in.",
    "Lawmakers in {town} put off a vote on the budget until {day}, which left investors with little to go on.",
    "The dollar bought {number}.2 yen late on {day}, and gold was little changed.",
    "In {month} a survey of purchasing managers had shown that factories cut jobs for the {number}th time in a row.",
    "Of the stocks that began to trade on {day}, {number} closed above the price at which they were sold.",
)
RE_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+")
FIRST_DAY = date(2024, 1, 2)


@dataclass(frozen=True, slots=True)
class Passage:
    """An annotated passage of the corpus: its text, the people and firms that hold views in it, if any do."""

    text: str
    people: tuple[str, ...]
    firms: tuple[str, ...]
    has_views: bool


def read_passages(folder: Path) -> list[Passage]:
    """The passages in all .jsonl files of a folder."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for item in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            people = {view["analyst"] for view in item["views"] if view["analyst"]}
            firms = {view["firm"] for view in item["views"] if view["firm"]}
            found.append(Passage(item["text"], tuple(sorted(people)), tuple(sorted(firms)), bool(item["views"])))
    return found


def person(chance: Random) -> str:
    """An invented name: "Greta Lundsen"."""
    return f"{chance.choice(FIRST)} {chance.choice(LAST_OPENINGS)}{chance.choice(LAST_ENDINGS)}"


def retold(passage: Passage, chance: Random) -> str:
    """A passage with other names and other numbers: "Ada Farrton of Dunnmore Research sees 7,312"."""
    text = passage.text
    for name in passage.people:
        other = person(chance)
        text = text.replace(name, other).replace(name.split()[-1], other.split()[-1])
    for name in passage.firms:
        text = text.replace(name, f"{person(chance).split()[-1]} {chance.choice(HOUSES)}")
    factor = chance.uniform(0.97, 1.03)
    return RE_NUMBER.sub(lambda found: f"{round(int(found.group().replace(',', '')) * factor):,}", text)


def commentary(passages: Sequence[Passage], chance: Random, *, share: float = PASSAGES_SHARE) -> list[str]:
    """The paragraphs of an article of commentary, of which a share are passages; the first tells a view."""
    kinds = {has: [passage for passage in passages if passage.has_views is has] for has in (True, False)}
    wanted = chance.randint(FEWEST_WORDS, MOST_WORDS)
    paragraphs: list[str] = []
    while sum(len(paragraph.split()) for paragraph in paragraphs) < wanted:
        if paragraphs and chance.random() >= share:
            paragraphs.append(_told(BACKGROUND, chance))
            continue
        has_views = not paragraphs or chance.random() < VIEWS_SHARE
        paragraphs.append(" ".join(retold(chance.choice(kinds[has_views]), chance).split()))
    return paragraphs


def news(chance: Random) -> list[str]:
    """The paragraphs of an article of general news, which names no market."""
    wanted = chance.randint(FEWEST_WORDS, MOST_WORDS)
    paragraphs: list[str] = []
    while sum(len(paragraph.split()) for paragraph in paragraphs) < wanted:
        paragraphs.append(_told(NEWS, chance))
    return paragraphs


def _told(sentences: Sequence[str], chance: Random) -> str:
    """A paragraph of two to four sentences."""
    return " ".join(_sentence(sentences, chance) for _ in range(chance.randint(2, 4)))


def _sentence(sentences: Sequence[str], chance: Random) -> str:
    return chance.choice(sentences).format(
        name=person(chance),
        town=chance.choice(TOWNS),
        thing=chance.choice(THINGS),
        group=chance.choice(GROUPS),
        deed=chance.choice(DEEDS),
        month=chance.choice(MONTHS),
        day=chance.choice(DAYS),
        number=chance.randint(3, 97),
    )


def page(title: str, day: date, paragraphs: Sequence[str], chance: Random) -> str:
    """An article as a saved page, with the menus and boxes that pages have around it."""
    menu = "".join(f'<li><a href="/{word.lower()}">{word}</a></li>' for word in (*TOWNS, *MONTHS, *DAYS))
    boxes = "".join(
        f'<div><a href="/{number}">{html.escape(_sentence(NEWS, chance))}</a></div>' for number in range(12)
    )
    body = "\n".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>
<meta property="og:type" content="article"><meta property="article:published_time" content="{day}T08:00:00Z">
<style>{"".join(f".box-{n} {{ margin: {n}px; padding: 2px; }} " for n in range(60))}</style></head>
<body><header><nav><ul>{menu}</ul></nav></header>
<main><article><h1>{html.escape(title)}</h1><time datetime="{day}">{day:%B} {day.day}, {day.year}</time>
{body}
</article><aside>{boxes}</aside></main>
<footer><ul>{menu}</ul><p>All rights reserved.</p></footer></body></html>
"""


def make_folder(
    folder: Path,
    count: int,
    *,
    every: int,
    passages: Sequence[Passage],
    share: float = PASSAGES_SHARE,
    seed: int = 1,
) -> None:
    """Write `count` pages, of which one in `every` is commentary, none for 0, and their texts alone to `folder`-texts.
    Of the paragraphs of commentary a `share` are passages."""
    texts = folder.with_name(f"{folder.name}-texts")
    for path in (folder, texts):
        path.mkdir(parents=True)
    for number in range(count):
        chance = Random(f"{seed} {number}")
        is_commentary = every > 0 and number % every == 0
        paragraphs = commentary(passages, chance, share=share) if is_commentary else news(chance)
        title = f"{chance.choice(TOWNS)} {'view' if is_commentary else 'news'}, number {number}"
        day = FIRST_DAY + timedelta(days=number % 600)
        (folder / f"{number:06d}.html").write_text(page(title, day, paragraphs, chance), encoding="utf-8")
        (texts / f"{number:06d}.txt").write_text("\n\n".join([title, *paragraphs]), encoding="utf-8")


def make_archive(pages: Path, folder: Path) -> None:
    """Write the pages of a folder as one packed WARC, as CC-NEWS has them, to another folder."""
    folder.mkdir()
    with (folder / "pages.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for path in sorted(pages.iterdir()):
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            address = f"https://news.example/{path.name}"
            with path.open("rb") as page:
                record = writer.create_warc_record(address, "response", payload=page, http_headers=head)
                writer.write_record(record)
                record.raw_stream.close()
