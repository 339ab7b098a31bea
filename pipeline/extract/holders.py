"""Who the people and firms of an article are: gathered from all introductions first, then found by surname.

"Nomi Ward, founder of Kest Bank" makes every later "Ward" the same holder; Jerome Powell is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import OSA

from pipeline import gazetteer
from pipeline.extract.introductions import Introduction
from pipeline.extract.parse import Parsed
from pipeline.extract.units import FIRM, PERSON, short_form, sounds_like_house
from pipeline.types import Holder

SPELLED = 6
RE_AT_NAME = re.compile(r",? (?:at|of|for|with) (?:the )?[A-Z]")
RE_ANALYSTS = re.compile(r"\b(?:analysts|strategists|technicians)$", re.IGNORECASE)  # who keeps them is a house
ALONE = "surname alone"
UNKNOWN = "unknown firm"
GENERIC_FIRM = re.compile(r"^(?:the |a )?(?:firm|bank|brokerage|broker|house|company|fund|group|team)$", re.IGNORECASE)
PARTS_DROPPED = frozenset({"jr", "sr", "ii", "iii", "iv", "cfa", "cmt", "phd", "dr", "mr", "mrs", "ms", "sir", "prof"})


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or a firm of the article; `barred` says why it holds no view, or is empty."""

    key: str
    holder: Holder
    barred: str = ""
    introduced: bool = False
    co_keys: tuple[str, ...] = ()


@dataclass(slots=True)
class Cast:
    """The actors of one article by key; a person's key is the folded surname, a firm's is "@" and its id."""

    actors: dict[str, Actor] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)

    def person(self, name: str) -> Actor | None:
        """The person of a full name or a surname: "Ward" and "Nomi Ward" are one."""
        key = surname_key(name)
        found = self.actors.get(self.aliases.get(key, key))
        return found or self._misspelled(key, len(name_words(name)) == 1)

    def _misspelled(self, key: str, alone: bool) -> Actor | None:
        """The one person whose surname is a letter away from a lone surname: "Calvsina" for Calvasina."""
        if not alone or len(key) < SPELLED:
            return None
        near = [
            a
            for k, a in self.actors.items()
            if k[0] not in "@!" and a.introduced and OSA.distance(k, key, score_cutoff=1) <= 1
        ]
        return near[0] if len(near) == 1 else None

    def firm(self, name: str) -> Actor | None:
        """The firm as an actor of its own, e.g. of "Jefferies"."""
        key = firm_key(name)
        return self.actors.get(self.aliases.get(key, key))


def name_words(name: str) -> list[str]:
    """The folded words of a name without titles and degrees: "Dr. Ana Lakos-Bujas, CFA" -> ana, lakos, bujas."""
    words = gazetteer.fold(name.replace("-", "")).split()
    return [w for w in words if w not in PARTS_DROPPED]


def surname_key(name: str) -> str:
    """The key of a person, its folded last word: "Dubravko Lakos-Bujas" -> "lakosbujas"."""
    words = name_words(name)
    return words[-1] if words else ""


def firm_key(name: str) -> str:
    """The key of a firm: "@" and its id in the gazetteer, or its folded name."""
    firm = gazetteer.firm_of(name)
    return "@" + (firm.firm_id if firm else gazetteer.fold(name))


def with_near_firms(text: str, parsed: Sequence[Parsed]) -> list[Introduction]:
    """All introductions in reading order, those that give half completed by what stands near.

    "Kest Bank raised its target. ... strategist Nomi Ward said" makes Ward Kest Bank's, within three paragraphs;
    "Ravi Low shrugs. “Buy,” says the head of research at Teller & Co" makes Low that head.
    """
    result: list[Introduction] = []
    firm, firm_block, bare, bare_block = "", -9, "", -9
    for sentence in parsed:
        for intro in sentence.introductions:
            told = RE_AT_NAME.match(text, intro.end)  # a firm is named, though in a form that was not read
            if intro.people and not intro.firm and not told and intro.role_kind.startswith("holder"):
                before = [
                    u.text for u in sentence.units if u.kind == FIRM and u.end <= intro.start and is_house(u.text)
                ]
                near = before[-1] if before else firm if sentence.block - firm_block <= 3 else ""
                intro = replace(intro, firm=near, firm_kind="F" if near else "")
            elif not intro.people and bare and sentence.block - bare_block <= 2 and _definite(text, intro):
                intro = replace(intro, people=(bare,))
                bare = ""
            result.append(intro)
        for unit in sentence.units:
            if unit.kind == FIRM and is_house(unit.text):
                firm, firm_block = unit.text, sentence.block
            introduced = any(unit.text in i.people for i in result)
            if unit.kind == PERSON and len(unit.text.split()) > 1 and not introduced:
                bare, bare_block = unit.text, sentence.block
    return result


def _definite(text: str, intro: Introduction) -> bool:
    """ "the head of research at Teller & Co", "Teller & Co's strategist": one person, who was named before."""
    before = text[max(0, intro.start - 4) : intro.start].lower()
    possessive = re.match(r"[’']s?\s", text[intro.start + len(intro.firm) : intro.end])
    return (
        (before.endswith("the ") or bool(possessive))
        and bool(intro.role_kind)
        and not intro.role_kind.endswith("+")
        and intro.firm_kind == "F"
    )


def gather_cast(
    introductions: Iterable[Introduction], people: Iterable[str], firms: Iterable[str], bylines: Iterable[str]
) -> Cast:
    """All actors of an article. `people` and `firms` are names met without introduction; bylines hold no views.

    Two people with one surname and other first names are told apart by being barred from short mentions.
    """
    introductions = [_of_house(intro) for intro in introductions]
    people, firms = list(people), list(firms)
    full = _full_names([*firms, *(intro.firm for intro in introductions if intro.firm)])
    cast = Cast(aliases={firm_key(short): firm_key(name) for short, name in full.items()})
    for intro in introductions:
        _add_introduction(cast, replace(intro, firm=full.get(intro.firm, intro.firm)))
    houses = _add_people(cast, people, [name for intro in introductions for name in intro.people])
    for name in (full.get(firm, firm) for firm in [*firms, *houses]):
        cast.actors.setdefault(firm_key(name), Actor(firm_key(name), Holder(firm=name), barred_firm(name)))
    for key, actor in list(cast.actors.items()):
        if actor.holder.analyst and not actor.holder.firm and not actor.barred:
            cast.actors[key] = replace(actor, holder=replace(actor.holder, firm=_own_house(key, cast)))
    for name in bylines:
        key = surname_key(name)
        known = cast.actors.get(key)
        if known is None or not known.introduced:
            cast.actors[key] = Actor(key, Holder(analyst=name), "byline")
    return cast


def _add_people(cast: Cast, people: Sequence[str], introduced: Sequence[str]) -> list[str]:
    """Adds people met without introduction; answers with lone names that are a house's: "Davidson", "Bernstein".

    They are a person's where the article has one so called, as a misspelt surname is of the person introduced.
    """
    surnames = {surname_key(name) for name in [*(n for n in people if len(n.split()) > 1), *introduced]}
    houses = []
    for name in people:
        key = surname_key(name)
        lone = len(name.split()) == 1 and key not in surnames
        if lone and gazetteer.firm_of(name):
            cast.aliases[key] = firm_key(name)
            houses.append(name)
        elif lone and (meant := cast.person(name)):
            cast.aliases[key] = meant.key
        else:
            _add_person(cast, name, Holder(analyst=name), barred=_barred_person(name, "", "", ""))
    return houses


def _full_names(names: Iterable[str]) -> dict[str, str]:
    """The houses that only the article knows, by their first words: {"Okanami": "Okanami Securities"}."""
    return {short: name for name in names if not gazetteer.firm_of(name) and (short := short_form(name))}


def _of_house(intro: Introduction) -> Introduction:
    """ "Bernstein analysts" are a firm's, though the name alone is as often a person's."""
    team = intro.role_kind.endswith("+") and len(intro.people) == 1 and len(intro.people[0].split()) == 1
    if team and gazetteer.firm_of(intro.people[0]):
        return replace(intro, people=(), firm=intro.people[0], firm_kind="F")
    return intro


def _own_house(key: str, cast: Cast) -> str:
    """The house that bears a person's name: "Yardeni Research" for Ed Yardeni."""
    named = [
        a.holder.firm
        for k, a in cast.actors.items()
        if k.startswith("@") and key in gazetteer.fold(a.holder.firm).split()
    ]
    return named[0] if len(named) == 1 else ""


def _add_introduction(cast: Cast, intro: Introduction) -> None:
    firm = "" if GENERIC_FIRM.match(intro.firm) else intro.firm
    if firm:
        key = firm_key(firm)
        barred = barred_firm(firm)
        barred = "" if barred == UNKNOWN and RE_ANALYSTS.search(intro.role) else barred
        if key not in cast.actors or (cast.actors[key].barred and not barred):
            cast.actors[key] = Actor(key, Holder(firm=firm), barred)
    keys = []
    for name in intro.people:
        barred = _barred_person(name, intro.role, intro.role_kind, firm)
        keys.append(
            _add_person(cast, name, Holder(name, intro.role, firm), barred=barred, introduced=bool(intro.role or firm))
        )
    if len(keys) > 1:
        for key in keys:
            others = tuple(k for k in keys if k != key)
            cast.actors[key] = replace(cast.actors[key], co_keys=others)


def _add_person(cast: Cast, name: str, holder: Holder, *, barred: str, introduced: bool = False) -> str:
    key = surname_key(name)
    known = cast.actors.get(key)
    if known is None:
        cast.actors[key] = Actor(key, holder, barred, introduced)
    elif _same_person(known.holder.analyst, name):
        cast.actors[key] = _merged(known, holder, barred, introduced)
    else:
        key = " ".join(name_words(name))
        cast.actors.setdefault(key, Actor(key, holder, barred, introduced))
        cast.aliases.setdefault(key, key)
    return key


def _same_person(known: str, name: str) -> bool:
    """One of the names is a surname alone, or both share the first name's first letter."""
    a, b = name_words(known), name_words(name)
    return len(a) < 2 or len(b) < 2 or a[0][0] == b[0][0]


def _merged(known: Actor, holder: Holder, barred: str, introduced: bool) -> Actor:
    fullest = max((known.holder.analyst, holder.analyst), key=_fullness)
    firm = max((known.holder.firm, holder.firm), key=lambda f: (bool(f), _fuller(f, known.holder.firm)))
    merged = Holder(fullest, known.holder.role or holder.role, firm)
    why = next((b for b in (known.barred, barred) if b and b != ALONE), "")
    why = why or (ALONE if known.barred == barred == ALONE else "")
    return replace(known, holder=merged, barred=why, introduced=known.introduced or introduced)


def _fullness(name: str) -> tuple[int, int, int]:
    """What makes a name the fuller one: its words, those of them that are no initials, and that it is shorter."""
    words = name.split()
    return len(words), sum(len(w.strip(".")) > 1 for w in words), -len(name)


def _fuller(firm: str, first: str) -> int:
    """The firm named first wins, unless the other is its fuller form ("Citi", "Citigroup Inc.")."""
    if not firm or firm == first:
        return 1
    return 2 if firm_key(firm) == firm_key(first) and len(firm) > len(first) else 0


def _barred_person(name: str, role: str, role_kind: str, firm: str) -> str:
    """Why a person holds no view: a policy maker, a journalist, an executive of a company that is no house."""
    outsider = gazetteer.outsider_of(name)
    if outsider:
        return outsider.kind
    kind = role_kind.rstrip("+")
    if kind in {"policy", "journalist"}:
        return kind
    if kind == "executive" and not is_house(firm):
        return "executive"
    if len(name_words(name)) < 2 and not role and not firm:
        return ALONE
    if firm and barred_firm(firm) and kind != "holder":
        return barred_firm(firm)
    return ""


def barred_firm(name: str) -> str:
    """Why a firm holds no view: a central bank, a data provider, a news agency, a company that is no house."""
    outsider = gazetteer.outsider_of(name)
    if outsider:
        return outsider.kind
    return "" if is_house(name) else UNKNOWN


def is_house(name: str) -> bool:
    """Whether a firm is known or sounds like a house: "Jefferies", "Corvane Capital"; not "Acme Motors"."""
    return bool(name) and (gazetteer.firm_of(name) is not None or sounds_like_house(name))
