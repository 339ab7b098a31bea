"""Tells saved pages that are no article: live blogs, picture galleries, pages of links (home pages, search results).

Precision comes first, since the views of an article that is wrongly called none are lost. What a page declares in its
JSON-LD and meta tags needs some support by what it shows, and what it shows must be clear where nothing is declared.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from pipeline.read.json_ld import text_of
from pipeline.read.metadata import DATE_KEYS
from pipeline.read.page_facts import Shown, Stated, articles_of, key_of, shown_by, shown_text, stated_by, types_of

LIVE = "LiveBlogPosting"
COLLECTIONS = {"CollectionPage", "SearchResultsPage", "ItemList"}
GALLERIES = {"ImageGallery", "MediaGallery"}
RE_ADDRESS_OF_LINKS = re.compile(r"^/*(?:index\.\w+)?$|^/(?:tags?|topics?|category|categories|search|archives?)(?:/|$)")
RE_TITLE_OF_LINKS = re.compile(
    r"^(?:home|(?:front|home) ?page|tag|topic|category|archives?)\s*(?:$|[:|])|^(?:search results?|you searched) for\b"
    r"|\b(?:archives?|search results?)$",
    re.IGNORECASE,
)
RE_LIVE = re.compile(
    r"\blive[ -]?(?:updates?|blog|coverage|ticker)\b|\bas it happened\b"
    r"|\blive\s*[:|]|^live\s*[–—-]|\s[:|–—-]\s*(?:\w+ )?live$",
    re.IGNORECASE,
)
RE_GALLERY = re.compile(
    r"\bin (?:pictures|photos|images)\b|\b(?:photo|picture|image) gallery\b|\bslideshow\b"
    r"|^(?:photos|pictures|gallery):",
    re.IGNORECASE,
)
RE_GALLERY_CLASS = re.compile(r"(?:^|[\s_-])(?:gallery|slideshow|photo-?essay)(?:$|[\s_-])", re.IGNORECASE)
RE_BESIDE_CLASS = re.compile(
    r"comment(?!ary)|disqus|(?:^|[\s_-])(?:replies|related|teasers?|sidebar|promo)(?:$|[\s_-])", re.IGNORECASE
)
RE_CLOCK = re.compile(
    r"^\s*(?:\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?|\d+\s?(?:m|min|minutes?|h|hours?) ago)\s*$",
    re.IGNORECASE,
)

LEAST_LINKS = 15
LEAST_DECLARED_LINKS = 8
MOST_WORDS = 80
MOST_DECLARED_WORDS = 200
WORDS_A_LINK = 6
LEAST_PICTURES = 6
MOST_CAPTION_WORDS = 30
WORDS_A_PICTURE = 15
LEAST_POSTS = 3
POST_WORDS = 15


def no_article(root: HtmlElement) -> str:
    """Why a page is no article: "a live blog", "a picture gallery", "a page of links to 40 stories"; "" for an article.

    `root` is the page as lxml.html reads it. Any page of which this is not clear is taken for an article.
    """
    stated = stated_by(root)
    if _is_live_blog(root, stated):
        return "a live blog"
    is_gallery = _is_called_gallery(stated)
    if not is_gallery and _is_dated_article(stated):
        return ""  # what most pages are: their links and texts need not be counted
    shown = shown_by(root, stated.titles)
    if is_gallery and _is_all_pictures(shown):
        return "a picture gallery"
    if _is_list_of_links(stated, shown):
        return f"a page of links to {shown.links} stories"
    return ""


def _is_live_blog(root: HtmlElement, stated: Stated) -> bool:
    """Whether the page itself, not a box on it, is declared a live blog, or is called one and has posts with a time."""
    blogs = [node for node in stated.nodes if LIVE in types_of(node)]
    headlines = {key_of(text_of(node, key="headline")) for node in blogs}
    others = [node for node in articles_of(stated.nodes) if key_of(text_of(node, key="headline")) not in headlines]
    if blogs and not others:
        return True
    return any(RE_LIVE.search(title) for title in stated.titles[:2]) and _posts(root) >= LEAST_POSTS


def _is_called_gallery(stated: Stated) -> bool:
    """Whether JSON-LD, a title ("The week in pictures") or the class of the main part speak of a gallery."""
    if any(RE_GALLERY.search(title) for title in stated.titles):
        return True
    # On an article these two may mean a gallery somewhere in it.
    is_named = stated.has(GALLERIES) or bool(RE_GALLERY_CLASS.search(stated.main_class))
    return is_named and not _is_dated_article(stated)


def _is_all_pictures(shown: Shown) -> bool:
    """Whether pictures with short captions are all that a page has."""
    if shown.pictures < LEAST_PICTURES or shown.caption_words > MOST_CAPTION_WORDS * shown.pictures:
        return False
    return shown.words < min(WORDS_A_PICTURE * shown.pictures, MOST_DECLARED_WORDS)


def _is_list_of_links(stated: Stated, shown: Shown) -> bool:
    """Whether many links to stories and hardly a running text are on a page that nothing says to be an article."""
    if _is_dated_article(stated):
        return False
    if _is_declared_list(stated):
        most = min(2 * WORDS_A_LINK * shown.links, MOST_DECLARED_WORDS)
        return shown.links >= LEAST_DECLARED_LINKS and shown.words < most
    if shown.has_headline or stated.metas.get("og:type", "").lower() == "article":
        return False
    return shown.links >= LEAST_LINKS and shown.words < min(WORDS_A_LINK * shown.links, MOST_WORDS)


def _is_declared_list(stated: Stated) -> bool:
    """Whether JSON-LD, the address ("/tag/stocks") or the title ("Search results for ...") speak of a page of links."""
    if stated.has(COLLECTIONS) or any(RE_TITLE_OF_LINKS.search(title) for title in stated.titles):
        return True
    return stated.path is not None and bool(RE_ADDRESS_OF_LINKS.search(stated.path.lower()))


def _is_dated_article(stated: Stated) -> bool:
    """Whether the page states a published date, or has one article in its JSON-LD or the one that its title names."""
    if any(stated.metas.get(key) for key in DATE_KEYS):
        return True
    headlines = {key_of(text_of(node, key="headline")) for node in articles_of(stated.nodes)}
    titles = [key_of(title) for title in stated.titles]
    return len(headlines) == 1 or any(line and line in title for line in headlines for title in titles)


def _posts(root: HtmlElement) -> int:
    """How many different times of the day, or <time> elements, are followed by a text before the next one."""
    stamps: set[str] = set()
    stamp, words = "", 0
    texts = "//body//text()[not(ancestor::a or ancestor::script or ancestor::style)]"
    for found in root.xpath(f"//body//time | {texts}"):
        is_text = isinstance(found, str)
        if not is_text or RE_CLOCK.search(found):
            if not _is_beside(found.getparent()):
                stamp, words = (str(found).strip() if is_text else found.get("datetime") or shown_text(found)), 0
        elif stamp and not _is_beside(found.getparent()):
            words += len(found.split())
            if words >= POST_WORDS:
                stamps.add(stamp)
    return len(stamps)


def _is_beside(tag: HtmlElement) -> bool:
    """Whether an element lies in comments, a menu, or a box of links."""
    around = (tag, *tag.iterancestors())
    names = (f"{part.get('class') or ''} {part.get('id') or ''}" for part in around if part.tag not in ("body", "html"))
    return any(part.tag in ("aside", "nav", "footer") for part in around) or any(map(RE_BESIDE_CLASS.search, names))
