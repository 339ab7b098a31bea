"""Says of each line of an article why it is no content: "Share on Facebook" is a share line, "Tags: ..." ends the text.

Pure rules over lines in reading order; an empty reason means content. Short lines ("4,400", "Elm Bank") are content.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.read.bylines import RE_ROLE, is_name, is_name_with_press_role, is_press_role, parse_byline
from pipeline.read.dates import published_in_line
from pipeline.read.navigation import has_index_number, is_navigation, labels_of
from pipeline.read.phrases import DISCLAIMER, PHRASES, STRONG_MARKER, WEAK_MARKER
from pipeline.read.word_lists import AGENCIES
from pipeline.types import Block, BlockKind

RE_SENTENCE = re.compile(r"[.!?…][”\"’'»)\]*]*(?=\s|$)")
RE_URL_LINE = re.compile(r"^(?:(?:source|link|url|via)\s?:\s*)?(?:https?://|www\.)\S+$", re.IGNORECASE)
RE_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
RE_SIGN_OFF = re.compile(r"^-\s?[A-Z][\w.'’-]+ [A-Z][^.]*$")
RE_AUTHOR_MARKER = re.compile(r"^(?:about )?(?:the )?(?:author|contributor)s?\b", re.IGNORECASE)
RE_DATELINE = re.compile(r"^[A-Z][A-Za-z ,/.]{2,40} \(\w+\) ?[-–—]")
RE_HANDLE = re.compile(r"^[a-z][a-z_-]{3,20}$")

RE_SPEECH = re.compile(
    r"\b(?:said|says|wrote|told|added|argue[sd]?|warn(?:s|ed)?|expect(?:s|ed)?|sees?|predict(?:s|ed)?|"
    r"forecasts?|according to)\b"
)
RE_QUOTE = re.compile(r"[“”\"]")

TOP_LINES = 14
PROSE_WORDS = 12
LONG_PROSE_WORDS = 15
LONGEST_PHRASE_LINE = 45
LONGEST_DISCLAIMER = 130
CONTACT_WORDS = 12
DATE_WORDS = 7
LATE = 0.5
FINAL = 0.6
LINK_RUN = 7
LINK_WORDS = 9


def drop_reasons(lines: Sequence[str], blocks: Sequence[Block] | None = None) -> list[str]:
    """For each line of an article the reason why it is no content ("navigation", "by-line", "copyright"), or "".

    `lines` are the article's lines or paragraphs without its title; their `blocks` tell rows and list items.
    """
    blocks = blocks or [Block(BlockKind.PARAGRAPH, 0, len(line)) for line in lines]
    tables = [block.table for block in blocks]
    data_tables = {
        table for line, table in zip(lines, tables, strict=True) if table is not None and has_index_number(line)
    }
    shares = _shares(lines)
    reasons = [_phrase(line) for line in lines]
    top = _top_end(lines, reasons)
    for number, line in enumerate(lines):
        if not reasons[number] and (tables[number] is None or tables[number] not in data_tables):
            following = lines[number + 1] if number + 1 < len(lines) else ""
            reasons[number] = _by_place(line, following, top=number < top, share=shares[number])
    _close_sections(lines, reasons, shares, top)
    _drop_link_runs(reasons, [top <= number and _is_link(line, blocks[number]) for number, line in enumerate(lines)])
    _drop_sign_offs(lines, reasons)
    return reasons


def is_prose(line: str, *, words: int = PROSE_WORDS) -> bool:
    """Whether a line is running text: a dozen words or more and the end of a sentence among them."""
    return len(line.split()) >= words and bool(RE_SENTENCE.search(line))


def _shares(lines: Sequence[str]) -> list[float]:
    """How much of the text stands before each line, 0 to 1."""
    total = sum(map(len, lines)) or 1
    shares, before = [], 0
    for line in lines:
        shares.append(before / total)
        before += len(line)
    return shares


def _top_end(lines: Sequence[str], reasons: Sequence[str]) -> int:
    """The number of the first line of running text; what stands above it is head, menu or standfirst."""
    for number, line in enumerate(lines[:TOP_LINES]):
        if not reasons[number] and is_prose(line):
            return number
    return min(len(lines), TOP_LINES)


def _phrase(line: str) -> str:
    """The reason by the wording alone: "Follow us on X" is a share line wherever it stands."""
    words = len(line.split())
    if words > LONGEST_DISCLAIMER:
        return ""
    for reason, phrases in PHRASES.items():
        if (words <= LONGEST_PHRASE_LINE or reason == "disclaimer") and phrases.are_in(line):
            return "" if is_statement(line) else reason
    return ""


def is_statement(line: str) -> bool:
    """Whether a line reports words or a forecast, so that no phrase in it makes it boilerplate.

    "Jane Doe, who writes a free newsletter, expects 7,000" is one; so is a quotation about "past performance".
    """
    return is_prose(line) and bool(RE_SPEECH.search(line)) and (has_index_number(line) or bool(RE_QUOTE.search(line)))


def _by_place(line: str, following: str, *, top: bool, share: float) -> str:
    """The reason by form and place: by-lines, date lines, contacts, menus, late disclaimers."""
    if _is_byline(line, following, top=top, share=share):
        return "by-line"
    if top and published_in_line(line) and not any(len(part.split()) > DATE_WORDS for part in labels_of(line)):
        return "date line"
    if RE_URL_LINE.match(line) or ("@" in line and RE_EMAIL.search(line) and len(line.split()) <= CONTACT_WORDS):
        return "contact"
    if is_navigation(line, top=top) or (_is_row_of_links(line) and not has_index_number(line)):
        return "navigation"
    if share >= LATE and len(line.split()) <= LONGEST_DISCLAIMER and DISCLAIMER.are_in(line) and not is_statement(line):
        return "disclaimer"
    return ""


def _is_byline(line: str, following: str, *, top: bool, share: float) -> bool:
    """Whether a line names the writers: "By Jane Doe", "Jane Doe, Staff Writer", "-Jane Doe" at the end."""
    if parse_byline(line) or is_name_with_press_role(line):
        return True
    if is_name(line) and (is_press_role(following) or (top and RE_DATELINE.match(following))):
        return True
    if is_press_role(line) and (top or share >= FINAL):
        return True
    return share >= FINAL and bool(RE_SIGN_OFF.match(line)) and all(map(is_name, line.strip("- ").split(" -")))


def _is_row_of_links(line: str) -> bool:
    """Whether a line outside any table is cut by bars: "Ferries sail late again | Gold at a record"."""
    return line.strip("| ").count(" | ") >= 1 and not RE_SENTENCE.search(line.split(" | ")[0])


def _close_sections(lines: Sequence[str], reasons: list[str], shares: Sequence[float], top: int) -> None:
    """Drops what follows "Related posts", "Author", "Most Popular": to the end, or until running text goes on."""
    reason, is_final = "", False
    for number, line in enumerate(lines):
        strong = STRONG_MARKER.are_in(line)
        if (strong or WEAK_MARKER.are_in(line)) and len(line.split()) <= LONGEST_PHRASE_LINE:
            if number < top:
                reasons[number] = reasons[number] or "navigation"
                continue
            reason = "author block" if RE_AUTHOR_MARKER.match(line) else reason or "related links"
            is_final = is_final or (strong and shares[number] >= FINAL)
        elif reason and not is_final and not reasons[number] and is_prose(line, words=LONG_PROSE_WORDS):
            reason = ""
        if reason:
            reasons[number] = reasons[number] or reason


def _drop_link_runs(reasons: list[str], links: Sequence[bool]) -> None:
    """Drops seven or more lines in a row that may be links: games, apps, other stories."""
    run: list[int] = []
    for number in range(len(links) + 1):
        if number < len(links) and (reasons[number] or links[number]):
            run.append(number)
            continue
        if run and number < len(links) and not reasons[run[-1]]:
            run.pop()  # a heading of the text that goes on
        unknown = sum(not reasons[member] for member in run)
        if unknown >= LINK_RUN or (len(run) >= LINK_RUN and 2 * unknown <= len(run)):
            for member in run:
                reasons[member] = reasons[member] or "related links"
        run = []


def _is_link(line: str, block: Block) -> bool:
    """Whether a line may be a link's text: short, no number, no sentence, and nothing like "Elm Bank: bullish"."""
    if block.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW) or len(line.split()) > LINK_WORDS:
        return False
    return not has_index_number(line) and not RE_SENTENCE.search(line) and ":" not in line and not RE_ROLE.search(line)


def _drop_sign_offs(lines: Sequence[str], reasons: list[str]) -> None:
    """Drops the agency's or the site's name below the last paragraph: "Reuters", "examplesite"."""
    for number in range(len(lines) - 1, 0, -1):
        line = lines[number].strip(" .*")
        if line.lower() in AGENCIES or (RE_HANDLE.match(line) and not has_index_number(line)):
            reasons[number] = reasons[number] or "credits"
        elif not reasons[number]:
            return
