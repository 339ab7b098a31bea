"""Finds the consensus that an article prints: "the median forecast of 18 strategists was 7,700" for the S&P 500.

It is nobody's view. Only what is said of many voices' targets is one: a moving average, an average of earnings, or what
one house expects is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.article import Reading
from pipeline.extract.evidence import clip
from pipeline.extract.levels import plausible_symbol
from pipeline.extract.market import Market
from pipeline.extract.numbers import Number, NumberKind
from pipeline.extract.parse import Parsed
from pipeline.extract.row_pieces import Frame
from pipeline.extract.rows import framed
from pipeline.types import Horizon, Stated, Statistic

RE_TRIGGER = re.compile(r"\b(?:median|mean|average|averag(?:es|ed|ing)|consensus)\b", re.IGNORECASE)
RE_VOICES = re.compile(
    r"\b(?:strategists|analysts|forecasters|economists|respondents|brokerages|brokers|banks|houses|fund managers|"
    r"polled|surveyed|poll|survey|wall street|the street|consensus|compiled by"
    r"|(?:\d+|[a-z]+) (?:forecasts|estimates|targets))\b",
    re.IGNORECASE,
)

# In the patterns below a number that may be a level is <N0>, <N1> ..., the name of an index <I>.
_STATISTIC = r"(?P<statistic>median|mean|average|consensus)"
_NOUN = (
    r"(?:targets?|forecasts?|estimates?|projections?|predictions?|calls?|expectations?|outlooks?|views?|responses?"
    r"|answers?|prognos[ei]s)"
)
_GAP = (
    r"(?:(?!<N|\b(?:compared|versus|against|from|(?<!to )close[ds]?|closing|earnings|profits?|per share|EPS|growth)\b)"
    r"[^;])"
)
_LINK = r"(?:of|at|was|is|were|are|to|:|showed|sees?|saw|had|puts?|remains?|became|had been|calls? for|for|as)"
_ABOUT = r"(?: (?:a|an|about|around|roughly|nearly|just|only|now|under|over|above|below|some|the level of))*"
_EXPECT = r"(?:sees?|saw|expects?|expected|forecasts?|predicts?|predicted|projects?|puts?|calls? for|targets?|look for)"
_NUMBER = r" ?<N(?P<number>\d+)>(?! ?(?:percent|per cent|%|basis|companies|jobs|analysts|strategists))"
PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "the median year-end target of 15 strategists for the <I> is <N0>"
        rf"\b{_STATISTIC}(?: (?:[\w’'/-]+|<I>)){{0,4}}? {_NOUN}\b{_GAP}{{0,110}}?\b{_LINK}{_ABOUT}{_NUMBER}",
        # "the median of the 18 forecasts is <N0>", "the average of all targets comes to <N0>"
        rf"\b{_STATISTIC} (?:of|in|from|across|among|for) {_GAP}{{0,90}}?\b{_LINK}{_ABOUT}{_NUMBER}",
        # "the median showed the <I> ending the year at <N0>"
        rf"\bthe {_STATISTIC} (?:had|has|showed|shows|sees|saw|puts?|calls) {_GAP}{{0,80}}?\b{_LINK}{_ABOUT}{_NUMBER}",
        # "on average they see the <I> at <N0>"
        rf"\bon (?P<statistic>average)\b,?{_GAP}{{0,70}}?\b{_EXPECT}\b{_GAP}{{0,90}}?\b(?:at|to|reach|of|near|hit)"
        rf"{_ABOUT}{_NUMBER}",
        # "see the <I> at <N0> on average by the end of the year"
        rf"\b{_EXPECT}\b{_GAP}{{0,90}}?\b(?:at|to|reach|of|near){_ABOUT}{_NUMBER}(?: points)?,?"
        r" on (?P<statistic>average)\b",
        # "strategists' targets average <N0>"
        rf"\b{_NOUN}\b{_GAP}{{0,60}}?\b(?P<statistic>average)s?d?(?: out)?(?: at| to)?{_ABOUT}{_NUMBER}",
    )
)
# "the median is <N0>, the highest target <N1> and the lowest <N2>"
RE_EXTREME = re.compile(
    rf"\b(?P<statistic>high|highest|low|lowest)(?: {_NOUN})?,?(?: (?:is|was|at|of|being|stands at))?{_ABOUT}{_NUMBER}",
    re.IGNORECASE,
)
# "to end at <N0>, above Monday's close of <N1>, according to the median of a poll"
RE_ACCORDING = re.compile(
    rf"(?:according to|based on),? (?:the |a )?{_STATISTIC}(?: (?:[\w’'-]+|<I>)){{0,3}}? (?:{_NOUN}|of|in|from)\b",
    re.IGNORECASE,
)
RE_LEFT = re.compile(
    r"(?P<before>[^<>]{0,40})<N(?P<number>\d+)>(?! ?(?:percent|per cent|%|jobs|analysts|strategists))", re.IGNORECASE
)
RE_NOT_AHEAD = re.compile(
    r"\b(?:clos(?:e|ed|ing)(?: \w+)? (?:of|at)|(?:finish|level|mark|record|high|low) of|from(?: the| a| \w+['’]s?)?"
    r"|than|versus|compared with[^<>]*) $",
    re.IGNORECASE,
)
RE_EARLIER = re.compile(
    r"\b(?:compared with|than|versus|from|against|above|below|when)(?: (?:the|a|an|its|their|\w+['’]s))?"
    r"(?: (?:previous|earlier|prior|last))? ?$",
    re.IGNORECASE,
)
RE_OTHER = re.compile(
    r"\b(?:moving|industrial|transportation|daily|weekly|monthly|historical|long-term|five-year|10-year|volume)\W+average"
    r"|\baverage (?:gain|rise|return|rally|drop|decline|volume|price|multiple|yield|member|stock|company)"
    r"|\bmedian (?:member|stock|company|price|multiple|age)|\b(?:above|below|beat|topp?ed|missed) (?:the )?consensus",
    re.IGNORECASE,
)
RE_SPREAD = re.compile(
    rf"\b{_NOUN}\b{_GAP}{{0,50}}?\b(?:rang(?:e|es|ed|ing)|run|ran|var(?:y|ied)|go|went) from{_ABOUT} ?<N(?P<low>\d+)>"
    r"(?: points)? to"
    rf"{_ABOUT} ?<N(?P<high>\d+)>",
    re.IGNORECASE,
)
RE_ROW = re.compile(
    r"^\W*(?:the )?(?P<statistic>average|mean|median|consensus|high(?:est)?|low(?:est)?)"
    r"(?: (?:year-end |price |of )*(?:target|forecast|estimate|all|targets|forecasts)s?)?"
    r"\s*[:|–—=-]?\s*(?:<I>\s*[:|]?\s*)?"
    r"<N(?P<number>\d+)>",
    re.IGNORECASE,
)
STATISTICS = {"median": Statistic.MEDIAN, "high": Statistic.HIGH, "low": Statistic.LOW}
LIST_REACH = 3  # lines between the average of a list and its high and low


def find_stated(reading: Reading) -> tuple[Stated, ...]:
    """The printed consensus of an article, in reading order: "On average they see the index at 4,627 by year-end"."""
    if not RE_TRIGGER.search(reading.article.text) or not RE_VOICES.search(reading.article.text):
        return ()
    frame = Frame(reading.home, Horizon())
    found: list[Stated] = []
    row_of_mean = -LIST_REACH - 1
    for number, (sentence, named) in enumerate(zip(reading.parsed, reading.markets, strict=True)):
        # "the average" may be short for the Dow, but hardly where averages are told
        markets = [m for m in named if not (m.short and "average" in reading.article.text[m.start : m.end].lower())]
        framing = framed(frame, sentence, markets)
        if not any(n.kind is NumberKind.VALUE for n in sentence.numbers):
            frame = framing
            continue
        shape = _shape(reading.article.text, sentence, markets)
        row = _of_row(shape)
        if row and (row[0] in (Statistic.MEAN, Statistic.MEDIAN) or number - row_of_mean <= LIST_REACH):
            row_of_mean = number
            some = [row]
        else:
            is_of_targets = bool(found or (markets and RE_VOICES.search(sentence.text)))
            some = [*_of_prose(shape), *(_spread(shape) if is_of_targets else ())]
        found += _stated(reading, sentence, markets, framing, some)
        frame = framing
    return tuple(dict.fromkeys(found))


def _shape(text: str, sentence: Parsed, markets: Sequence[Market]) -> str:
    """The sentence with <N0> for its first value and <I> for an index: "the median for the <I> is <N0>"."""
    spans = [(n.start, n.end, f"<N{k}>") for k, n in enumerate(sentence.numbers) if n.kind is NumberKind.VALUE]
    spans += [(m.start, m.end, "<I>") for m in markets if not m.proxy]
    parts, at = [], sentence.start
    for start, end, name in sorted(spans):
        if at <= start and end <= sentence.end:
            parts += [text[at:start], name]
            at = end
    return re.sub(r"\s+", " ", "".join([*parts, text[at : sentence.end]])).strip()


def _of_row(shape: str) -> tuple[Statistic, int] | None:
    """What the line below a list of targets says: "Median: <N0>"."""
    row = RE_ROW.match(shape)
    return (_statistic(row["statistic"]), int(row["number"])) if row else None


def _of_prose(shape: str) -> Iterator[tuple[Statistic, int]]:
    """What a sentence says; of two patterns that find one number, the first."""
    taken: set[int] = set()
    if RE_OTHER.search(shape):
        return
    for pattern in PATTERNS:
        for match in pattern.finditer(shape):
            number = int(match["number"])
            if number not in taken and not RE_EARLIER.search(shape[: match.start("statistic")]):
                taken.add(number)
                yield _statistic(match["statistic"]), number
    for match in RE_ACCORDING.finditer(shape):
        ahead = [n for n in RE_LEFT.finditer(shape, 0, match.start()) if not RE_NOT_AHEAD.search(n["before"])]
        if ahead and int(ahead[-1]["number"]) not in taken:
            taken.add(int(ahead[-1]["number"]))
            yield _statistic(match["statistic"]), int(ahead[-1]["number"])
    for match in RE_EXTREME.finditer(shape):
        if taken and int(match["number"]) not in taken:
            yield _statistic(match["statistic"]), int(match["number"])


def _spread(shape: str) -> Iterator[tuple[Statistic, int]]:
    for match in RE_SPREAD.finditer(shape):
        yield Statistic.LOW, int(match["low"])
        yield Statistic.HIGH, int(match["high"])


def _statistic(word: str) -> Statistic:
    """An average and an unnamed consensus are means."""
    return next((kind for start, kind in STATISTICS.items() if word.lower().startswith(start)), Statistic.MEAN)


def _stated(
    reading: Reading, sentence: Parsed, markets: Sequence[Market], frame: Frame, found: Sequence[tuple[Statistic, int]]
) -> Iterator[Stated]:
    """The figures of a sentence whose numbers an index may stand at."""
    for statistic, place in found:
        number = sentence.numbers[place]
        near = sorted((m for m in markets if not m.proxy), key=lambda m: abs(m.start - number.start))
        known = plausible_symbol(number.value, [m.symbol for m in near] or [frame.symbol])
        if known:
            symbol, value = known
            evidence = clip(reading.article.text, sentence.start, sentence.end, number.start)
            horizon = _horizon(sentence, number, frame)
            yield Stated(symbol, statistic, value, number.start, number.end, horizon, evidence)


def _horizon(sentence: Parsed, number: Number, frame: Frame) -> Horizon:
    """The nearest horizon of the sentence, or the last one before it."""
    near = sorted(sentence.horizons, key=lambda h: min(abs(h.start - number.end), abs(number.start - h.end)))
    return near[0].horizon if near else frame.horizon
