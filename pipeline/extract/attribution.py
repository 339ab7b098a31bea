"""Finds to whom a sentence gives its words: "<Q>, said <H0>", "<H0> expects ...", "according to <H0>", "<H0>'s target".

Works on skeletons in which holders are <H>, other speakers <O>, quotations <Q>; verbs are data
(`data/attribution_verbs.csv`).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pipeline.extract.skeleton import Skeleton

VIEW_NOUNS = (
    r"(?:price |index |year-end |base-case |base case |official |formal |new |old |latest |current |previous )*"
    r"(?:targets?|forecasts?|objectives?|projections?|estimates?|views?|calls?|outlook|"
    r"predictions?|figures?|numbers?|expectations?|base case|"
    r"bull case|bear case|model|models|scenarios?|ceiling|stance|advice|recommendation|"
    r"opinion|note|report|guess|analysis|thesis|upside|downside|downside objective)"
)
_ADVERB = (
    r"(?:(?:also|now|still|recently|already|previously|once|has|have|had|is|was|are|were|"
    r"been|being|be|then|just|even|currently|earlier|both|all|each|himself|herself|"
    r"\w+ly|would|will|does|did|do|not|to|in (?:a|an) (?:\w+ ){0,3}(?:note|report|"
    r"interview)|on \w+day|this week|last week|for one|for (?:his|her|its|their) part|"
    r"too),? )*"
)
_APPOSITION = (
    r"(?:(?:, (?!and |but |while )(?:[^<>“\"]|<[IMNLRFX]\d+>){2,90}?,|,? who (?:[^<>,]|"
    r"<[IMNLRFX]\d+>){2,80},| \([^()<>]{1,40}\)|,? (?:in|of|from|near) <L\d+>(?:, "
    r"<L\d+>)?,?))?"
)
# "Nomi Ward and her team expect", "Ward, with her colleagues at Kest Bank, expects"
_MATES = r"(?:,? (?:and|with) (?:his|her|their) (?:team|colleagues|<R\d+>)(?: (?:at|of) (?:<[HO]\d+>|the \w+))?)?"


@dataclass(frozen=True, slots=True)
class Attribution:
    """The unit numbers of who speaks (several for "A and B see"), the bounds in the article, and the form."""

    speakers: tuple[int, ...]
    start: int
    end: int
    form: str


@cache
def verbs(kind: str = "") -> str:
    """The verb forms of a kind (say, think, set; all without one) as a regex alternation."""
    source = resources.files("pipeline.data").joinpath("attribution_verbs.csv").read_text(encoding="utf-8")
    forms = [row["form"] for row in csv.DictReader(source.splitlines()) if kind in ("", row["kind"])]
    return "(?:" + "|".join(re.escape(f) for f in sorted(forms, key=len, reverse=True)) + r")(?![\w-])"


_TEAM = r"(?:team|desk|strategists|analysts|economists|experts|researchers)"
_WHO = r"<[HO]\d+>"
_WHOS = rf"(?P<who>{_WHO}(?:(?:,? and |, |/| & ){_WHO}){{0,3}})"


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The forms of attribution, those that leave least doubt first."""
    return tuple(
        (form, re.compile(pattern))
        for form, pattern in (
            ("according", rf"\b[Aa]ccording to (?:\w[\w'-]* ){{0,4}}?{_WHOS}"),
            (
                "inverted",
                (
                    rf"(?:<Q\d+>|,|\.|—|-|…|\bas|\bAs|^),? ?(?:so |as )?{verbs('say')},? (?:the |veteran "
                    rf"|longtime )?{_WHOS}"
                ),
            ),
            ("inverted", rf"<Q\d+> ?[,.—-]* ?(?:{verbs('say')} )?{_WHOS}(?= ?(?:[.,;:]|$|{verbs('say')}))"),
            ("subject", rf"{_WHOS}{_APPOSITION}{_MATES},? {_ADVERB}(?:{verbs()}|n't)"),
            ("subject", rf"{_WHOS}'s? (?:\w+ ){{0,3}}?{_TEAM} {_ADVERB}{verbs()}"),
            ("subject", rf"{_WHOS},? (?:(?:both|all) of )?(?:which|whom?),? (?:on <L\d+> )?{_ADVERB}{verbs()}"),
            (
                "subject",
                (
                    rf"{_WHOS} (?:is|are|was|were) (?:one of|among) (?:those|the (?:\w+|<R\d+>)) "
                    rf"(?:who|which|that) {_ADVERB}{verbs()}"
                ),
            ),
            (
                "subject",
                rf"^(?:Among|One of) (?:those|the (?:\w+|<R\d+>)) who {_ADVERB}{verbs()}[^.;:“\"]* "
                rf"(?:is|are|was|were) {_WHOS}",
            ),
            ("with", rf"\b[Aa]t {_WHOS},? where (?:the |its |their )?{VIEW_NOUNS}\b"),
            ("colon", rf"(?:^|[.;•] ?|[*-] ?){_WHOS}(?: \([^()]{{1,60}}\))? ?(?::|—|–)"),
            ("noun", rf"{_WHOS}(?:'s?)? (?:\w[\w'.-]*[ /-]|<[IMRN]\d+>'?s? ){{0,7}}?{VIEW_NOUNS}\b"),
            ("noun", rf"\b{VIEW_NOUNS} (?:\w+ ){{0,3}}?(?:of|by|from|at|for) {_WHOS}"),
            ("inverted", rf"\b(?:by|from|of|to|at|for) {_WHOS}$"),
            (
                "subject",
                (
                    rf"^(?:[“\"]|But |And |Still, |Meanwhile, |In \w+, )?{_WHOS}{_APPOSITION},? "
                    rf"{_ADVERB}[a-z]+(?:s|ed|ks|n't)\b"
                ),
            ),
            (
                "with",
                (
                    rf"(?:^|[,;] )(?:[Ff]or|[Aa]t|[Ww]ith|[Tt]o|[Ii]n the view of|[Ii]n the eyes of|"
                    rf"[Ll]ike) {_WHOS}(?:,| )"
                ),
            ),
        )
    )


def find_attributions(skeleton: Skeleton) -> list[Attribution]:
    """Who is given the words of the sentence, in text order; "<H0> and <H2> both see 5,000" has two speakers.

    Each unit speaks once, in the form that leaves least doubt.
    """
    found: list[Attribution] = []
    spoken: set[int] = set()
    for form, pattern in patterns():
        for match in pattern.finditer(skeleton.text):
            speakers = tuple(int(t[2:-1]) for t in re.findall(r"<[HO]\d+>", match["who"]))
            speakers = tuple(s for s in speakers if s not in spoken)
            if speakers:
                spoken |= set(speakers)
                start, end = skeleton.to_article(match.start("who")), skeleton.to_article(match.end())
                found.append(Attribution(speakers, start, end, form))
    return sorted(found, key=lambda a: a.start)
