"""The memory of all runs, one DuckDB file: `write_extractions(con, [one], extractor_version="rules-6")`.

Views, articles and levels are stored; status, duplicates and consensus are asked of them, as of any date.
"""

from pipeline.store.changes import ChangeRow, changes
from pipeline.store.closes import Close, load_closes, read_closes, symbol_of
from pipeline.store.columns import ARTICLE_KEYS, LEVEL_COLUMNS, VIEW_COLUMNS
from pipeline.store.consensus import CONSENSUS_COLUMNS, ConsensusRow, consensus, most_covered
from pipeline.store.corrected import Corrected, apply_corrections
from pipeline.store.database import StoreError, open_store
from pipeline.store.dataset import dataset_failures, open_dataset
from pipeline.store.duplicates import duplicates
from pipeline.store.export import csv_lines, export_all
from pipeline.store.formats import export_table
from pipeline.store.history import Affiliation, HistoryRow, affiliations, history
from pipeline.store.living import set_stale_days
from pipeline.store.names import AlikeRow, names_alike
from pipeline.store.printed import PrintedRow, compare_printed
from pipeline.store.said import SaidArticle, said_articles
from pipeline.store.score import ScoreRow, score
from pipeline.store.tables import Wanted
from pipeline.store.write import dropped_counts, known_articles, prune, write_extractions

__all__ = [
    "ARTICLE_KEYS",
    "CONSENSUS_COLUMNS",
    "LEVEL_COLUMNS",
    "VIEW_COLUMNS",
    "Affiliation",
    "AlikeRow",
    "ChangeRow",
    "Close",
    "ConsensusRow",
    "Corrected",
    "HistoryRow",
    "PrintedRow",
    "SaidArticle",
    "ScoreRow",
    "StoreError",
    "Wanted",
    "affiliations",
    "apply_corrections",
    "changes",
    "compare_printed",
    "consensus",
    "csv_lines",
    "dataset_failures",
    "dropped_counts",
    "duplicates",
    "export_all",
    "export_table",
    "history",
    "known_articles",
    "load_closes",
    "most_covered",
    "names_alike",
    "open_dataset",
    "open_store",
    "prune",
    "read_closes",
    "said_articles",
    "score",
    "set_stale_days",
    "symbol_of",
    "write_extractions",
]
