"""Resolves second mentions in reading order: "Ward", "she", "the strategist", "the firm", "they".

It means the last fitting actor named before it; where nobody was, it means nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline import gazetteer
from pipeline.extract.attribution import verbs
from pipeline.extract.holders import Actor, Cast, firm_key, is_house, surname_key
from pipeline.extract.introductions import Introduction
from pipeline.extract.parse import Parsed
from pipeline.extract.units import FIRM, NAME, OUTSIDER, PERSON, PLACE, PROXY
from pipeline.types import Holder

ORGANISATIONS = frozenset(
    {"central_bank", "company", "data_provider", "exchange", "government", "index_provider"}
    | {"news_agency", "rater", "regulator"}
)
RE_COLLEAGUES = re.compile(r",? (?:and|with) (?:his|her|their) (?:team|colleagues)\b")
RE_ONE_OF = re.compile(r"\b(?:(?:one|some|many|most|few|two|three) of|among) $", re.IGNORECASE)
RE_CENTRAL_BANK = re.compile(r"(?:But |And )?The (?:[\w.]+ )?(?:central bank|government)\b")
RE_UNKNOWN_SAYS = re.compile(rf"[A-Z0-9][\w&.’'-]*(?: [A-Z][\w&.’'-]*){{0,3}} {verbs('say')}")
GENERIC = frozenset({"it", "its", "the firm"})
_PERSON_NOUN = (
    r"(?:strategist|analyst|technician|economist|chartist|chart watcher|chart reader|manager|portfolio manager"
    r"|fund manager|trader|investor|veteran(?! [\w-]*(?:ist|er|or|ian|analyst)\b)|forecaster|president|founder)"
)
_FIRM_NOUN = (
    r"(?:firm|bank|brokerage|broker|house|lender|investment bank|research firm|research house|asset manager"
    r"|fund house|money manager|brokerage firm|wall street (?:major|giant)|securities firm|wealth manager"
    r"|investment firm|bank[’']s team)"
)
_IT_DOES = (
    r"(?:has |also |now |then )?(?:looks for|cut|raised?|lowered|lifted|hiked|boosted|slashed|trimmed|expects?|sees"
    r"|forecasts?|recommends?|advises?|predicts?|kept|keeps|reiterated|upgraded|downgraded|set|sets)\b"
)
_OWN = r"(?:targets?|forecasts?|bull|bear|base|estimate|view)"
RE_SHORT = re.compile(
    rf"(?P<person>\b(?:[Hh]e|[Ss]he)\b(?: and (?:his|her) (?:team|colleagues))?|\b(?:[Hh]is|[Hh]er)\b"
    rf"|\b[Tt]he (?:\w+ly \w+ )?(?:[\w.-]+ ){{0,2}}?{_PERSON_NOUN}\b(?!s)(?! (?:at|of|for|with) ))"
    rf"|(?P<firm>\b[Tt]he (?:(?!central )[\w.-]+ ){{0,2}}?{_FIRM_NOUN}\b(?!s\b)|\b[Ii]t(?= {_IT_DOES})"
    rf"|\b[Ii]ts\b(?= (?:[\w-]+ ){{0,4}}{_OWN}))"
    rf"|(?P<team>\b[Tt]hey\b|\b[Tt]heir\b(?= (?:[\w-]+ ){{0,4}}{_OWN})"
    r"|\b[Tt]he (?:team|duo|pair|trio|(?:[\w.-]+ )?(?:strategists|analysts|economists))\b(?! (?:at|of|for|with) ))"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of actors at [start, end) of the article; `actors` is empty where a short mention means nobody.

    `plural` where it names a team: after "strategists led by Ward", "they" are hers.
    """

    start: int
    end: int
    actors: tuple[Actor, ...]
    short: bool = False
    plural: bool = False


@dataclass(slots=True)
class Memory:
    """Whom a reader has in mind: the last person, the last firm, the last group, the last speaker.

    `rival` where an organisation that is no house spoke since the firm was named, so that "it" may be that one;
    `stocks` where they were spoken of last, so that "they" may be those.
    """

    person: Actor | None = None
    firm: tuple[Actor, ...] = ()
    team: tuple[Actor, ...] = ()
    speakers: tuple[Actor, ...] = ()
    rival: bool = False
    stocks: bool = False


def full_mentions(sentence: Parsed, cast: Cast, memory: Memory) -> list[Mention]:
    """The introductions of a sentence, and other people and firms by name, in text order."""
    mentions = [
        m
        for intro in sentence.introductions
        if (m := _of_introduction(intro, cast, memory, _name_before(sentence, intro)))
    ]
    mentions = [replace(m, plural=m.plural or _with_team(sentence, m)) for m in mentions]
    for unit in sentence.units:
        if any(m.start < unit.end and unit.start < m.end for m in mentions):
            continue
        actor = _of_unit(unit.kind, unit.text, cast)
        if actor:
            mention = Mention(unit.start, unit.end, (actor,))
            mentions.append(replace(mention, plural=_with_team(sentence, mention)))
    return sorted(mentions, key=lambda m: m.start)


def _with_team(sentence: Parsed, mention: Mention) -> bool:
    """Whether a mention goes on "and her colleagues" or has that in it: "Nomi Ward and her colleagues at Kest Bank"."""
    match = RE_COLLEAGUES.search(sentence.text, mention.start - sentence.start)
    return match is not None and match.start() <= mention.end - sentence.start


def _name_before(sentence: Parsed, intro: Introduction) -> str:
    """The lone name before "…, Kest Bank's chief strategist": the recogniser takes some surnames for places."""
    near = [u.text for u in sentence.units if u.kind in (PLACE, NAME) and 0 <= intro.start - u.end <= 2]
    return near[-1] if near and not intro.people and len(near[-1].split()) == 1 else ""


def _of_introduction(intro: Introduction, cast: Cast, memory: Memory, before: str) -> Mention | None:
    """Whom an introduction names; "the president of Yardeni Research" is the person in mind who is of that firm."""
    actors = tuple(a for name in intro.people if (a := cast.person(name)))
    if not actors and before and (person := cast.person(before)) and person.introduced:
        return Mention(intro.start, intro.end, (person,))
    if not actors and intro.firm and (firm := cast.firm(intro.firm)):
        person = memory.person
        single = intro.role_kind and not intro.role_kind.endswith("+")
        same = person is not None and person.holder.firm and firm_key(person.holder.firm) == firm.key
        actors = (person,) if person and single and same else (firm,)
    plural = intro.role_kind.startswith("holder") and intro.role_kind.endswith("+")
    return Mention(intro.start, intro.end, actors, plural=plural) if actors else None


def _of_unit(kind: str, name: str, cast: Cast) -> Actor | None:
    if kind in (PERSON, NAME, PLACE):
        person = cast.person(name) if kind == PERSON or surname_key(name) in cast.actors else None
        return person if kind != PLACE or (person and person.introduced) else None
    if kind == FIRM:
        return cast.firm(name)
    if kind == OUTSIDER:
        outsider = gazetteer.outsider_of(name)
        named = Holder(firm=name) if outsider and outsider.kind in ORGANISATIONS else Holder(analyst=name)
        return Actor("!" + name, named, "outsider")
    return None


def short_mentions(text: str, sentence: Parsed, full: list[Mention], memory: Memory) -> list[Mention]:
    """The pronouns and descriptions outside quotations, each with whom it means."""
    found = []
    for match in RE_SHORT.finditer(text, sentence.start, sentence.end):
        start, end = match.span()
        if any(q.start <= start < q.end for q in sentence.quotes) or any(m.start < end and start < m.end for m in full):
            continue
        if match["team"] and RE_ONE_OF.search(text, sentence.start, start):
            continue  # "one of the strategists who expect" means no team
        before = [m for m in full if m.end <= start and m.actors]
        found.append(Mention(start, end, _meant(match, before, memory), short=True))
    return found


def _meant(match: re.Match[str], before: list[Mention], memory: Memory) -> tuple[Actor, ...]:
    """Whom a short mention means: the last fitting actor named before it in the sentence, else the one remembered."""
    named = [a for m in before for a in m.actors]
    if match["person"]:
        people = [a for a in named if a.holder.analyst]
        return (people[-1],) if people else (memory.person,) if memory.person else ()
    if match["firm"]:
        firms = [a for a in named if a.key.startswith("@") or is_house(a.holder.firm)]
        lost = memory.rival and match["firm"].lower() in GENERIC
        return (firms[-1],) if firms else () if lost else memory.firm
    return () if memory.stocks and not named else memory.team or memory.speakers


def remember(memory: Memory, sentence: Parsed, mentions: list[Mention], speakers: tuple[Actor, ...]) -> None:
    """Brings the memory up to date after a sentence: who spoke comes before who was only named."""
    memory.stocks = not speakers and _on_stocks(sentence)
    memory.rival = memory.rival or _rival_speaks(sentence, mentions)
    for mention in mentions:
        housed = tuple(a for a in mention.actors if a.key.startswith("@") or (a.holder.firm and not a.barred))
        memory.firm = housed or memory.firm
        memory.rival = memory.rival and not housed
        people = [a for a in mention.actors if a.holder.analyst]
        if people and not mention.short:
            memory.person = people[0]
        if len(mention.actors) > 1 or mention.plural:
            memory.team = mention.actors
    spoken = [a for a in speakers if a.holder.analyst]
    if spoken:
        memory.person = spoken[-1]
    memory.rival = memory.rival or any(a.barred == "outsider" and not a.holder.analyst for a in speakers)
    if speakers:
        memory.speakers = speakers
        memory.team = speakers if len(speakers) > 1 or speakers[0].key.startswith("@") else memory.team


def _on_stocks(sentence: Parsed) -> bool:
    """Whether a sentence begins with stocks, in the plural: "Small caps fell on Monday"."""
    first = sentence.units[0] if sentence.units else None
    return first is not None and first.kind == PROXY and first.start == sentence.start and first.text.endswith("s")


def _rival_speaks(sentence: Parsed, mentions: list[Mention]) -> bool:
    """Whether a sentence is of the central bank or of a company unknown: "Acme said sales rose"."""
    if RE_CENTRAL_BANK.match(sentence.text):
        return True
    starts = {m.start for m in mentions} | {u.start for u in sentence.units if u.kind != NAME}
    return bool(RE_UNKNOWN_SAYS.match(sentence.text)) and sentence.start not in starts
