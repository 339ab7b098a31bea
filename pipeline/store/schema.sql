-- The tables of a store, schema version 3: what was read and extracted, and nothing that can be derived from it.
-- Offsets (..._start, ..._end) are character offsets into article.text: text[start:end], counted from 0.
-- Empty strings and NULL mean unknown.

CREATE TABLE meta (
    schema_version INTEGER NOT NULL
);

INSERT INTO meta VALUES (3);

CREATE TABLE article (
    article_id VARCHAR PRIMARY KEY,     -- hash of source_file
    source_file VARCHAR NOT NULL,       -- relative to the folder of articles
    content_hash VARCHAR NOT NULL,      -- of the file's bytes: says whether it must be read again
    extractor_version VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    published_date DATE,
    publisher VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    blocks STRUCT(kind VARCHAR, start_at INTEGER, end_at INTEGER)[] NOT NULL,  -- the text without menus and footers
    byline VARCHAR[] NOT NULL,
    truncated BOOLEAN NOT NULL,
    notes VARCHAR[] NOT NULL
);

CREATE TABLE view (
    view_id VARCHAR PRIMARY KEY,        -- hash of (article_id, analyst_name, analyst_firm, symbol, horizon)
    article_id VARCHAR NOT NULL,
    symbol VARCHAR NOT NULL,
    analyst_name VARCHAR NOT NULL,      -- names as printed
    analyst_role VARCHAR NOT NULL,
    analyst_firm VARCHAR NOT NULL,
    co_analysts VARCHAR[] NOT NULL,
    stance VARCHAR NOT NULL,            -- bullish, neutral, bearish
    stance_score DOUBLE NOT NULL,
    action_change VARCHAR NOT NULL,     -- Raises, Lowers, Maintains, Announces
    upside_stated DOUBLE,               -- a fraction: 0.07
    horizon VARCHAR NOT NULL,           -- an ISO date, 12m, short-term, medium-term, long-term
    horizon_date DATE,
    proxy BOOLEAN NOT NULL,             -- the text names a group of stocks, not the index
    condition VARCHAR NOT NULL,
    confidence DOUBLE,
    evidence VARCHAR NOT NULL,
    evidence_start INTEGER NOT NULL,
    evidence_end INTEGER NOT NULL,
    effective_date DATE                 -- the day that the text gives for it, where it is not the article's
);

CREATE TABLE level (
    article_id VARCHAR NOT NULL,
    view_id VARCHAR,                    -- NULL for a level that nobody's view holds
    symbol VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,              -- target, prior_target, range_low ... or observed
    value DOUBLE NOT NULL,              -- in index points
    value_start INTEGER NOT NULL,       -- the number itself
    value_end INTEGER NOT NULL,
    evidence VARCHAR NOT NULL,          -- the sentence it stands in
    evidence_start INTEGER NOT NULL,
    evidence_end INTEGER NOT NULL
);

CREATE TABLE stated (                   -- a consensus that an article prints: nobody's view, compared with the views
    article_id VARCHAR NOT NULL,
    symbol VARCHAR NOT NULL,
    statistic VARCHAR NOT NULL,         -- mean, median, high, low
    value DOUBLE NOT NULL,              -- in index points
    value_start INTEGER NOT NULL,
    value_end INTEGER NOT NULL,
    horizon VARCHAR NOT NULL,
    horizon_date DATE,
    evidence VARCHAR NOT NULL,
    evidence_start INTEGER NOT NULL,
    evidence_end INTEGER NOT NULL
);

CREATE TABLE dropped (                  -- candidates that became no view, counted; `market-views explain` shows them
    article_id VARCHAR NOT NULL,
    step VARCHAR NOT NULL,              -- holder: who spoke holds no view; view: what was said is none
    reason VARCHAR NOT NULL,
    candidates INTEGER NOT NULL
);

-- What comparing all articles found, because that takes long; `state` says of which articles, and others make it anew.
CREATE TABLE copies_known (
    state VARCHAR NOT NULL
);

CREATE TABLE copy_known (
    article_id VARCHAR NOT NULL,
    original_id VARCHAR NOT NULL
);
