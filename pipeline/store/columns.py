"""The columns of the files that a run writes, in their order: a contract with everybody who reads them.

Those of consensus.csv are the fields of `ConsensusRow`.
"""

# views.csv: a row a view
VIEW_COLUMNS = (
    "view_id",
    "symbol",
    "index_name",
    "analyst_name",
    "analyst_role",
    "analyst_firm",
    "co_analysts",
    "analyst_id",
    "firm_id",
    "stance",
    "stance_score",
    "price_target",
    "target_low",
    "target_high",
    "bull_case",
    "bear_case",
    "price_target_previous",
    "action_change",
    "upside_stated",
    "support",
    "resistance",
    "trigger",
    "horizon",
    "horizon_date",
    "proxy",
    "condition",
    "published_date",
    "confidence",
    "status",
    "status_reason",
    "duplicate_of",
    "superseded_by",
    "evidence",
    "evidence_start",
    "evidence_end",
    "title",
    "publisher",
    "url",
    "source_file",
    "article_id",
    "truncated",
    "extractor_version",
)

# levels.csv: a row a number
LEVEL_COLUMNS = (
    "view_id",
    "article_id",
    "source_file",
    "symbol",
    "kind",
    "value",
    "published_date",
    "evidence",
    "start",
    "end",
)

# articles.jsonl: a line an article
ARTICLE_KEYS = (
    "article_id",
    "source_file",
    "title",
    "published_date",
    "publisher",
    "url",
    "text",
)
