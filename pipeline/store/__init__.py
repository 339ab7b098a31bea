"""The memory of all runs, one DuckDB file: `write_extraction(con, extraction, extractor_version="rules-1")`.

Views, articles and levels are stored; status, duplicates and consensus are asked of them, as of any date.
"""

from pipeline.store.columns import ARTICLE_KEYS, LEVEL_COLUMNS, VIEW_COLUMNS
from pipeline.store.consensus import CONSENSUS_COLUMNS, ConsensusRow, consensus, most_covered
from pipeline.store.database import StoreError, open_store
from pipeline.store.duplicates import duplicates
from pipeline.store.export import export_all
from pipeline.store.write import dropped_counts, known_articles, prune, write_extraction, write_extractions

__all__ = [
    "ARTICLE_KEYS",
    "CONSENSUS_COLUMNS",
    "LEVEL_COLUMNS",
    "VIEW_COLUMNS",
    "ConsensusRow",
    "StoreError",
    "consensus",
    "dropped_counts",
    "duplicates",
    "export_all",
    "known_articles",
    "most_covered",
    "open_store",
    "prune",
    "write_extraction",
    "write_extractions",
]
