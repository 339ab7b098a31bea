-- From schema version 1 to 2: ids of names are found when a store is read, printed consensus and known copies are kept.

DROP VIEW IF EXISTS view_row;
DROP VIEW IF EXISTS view_levels;

CREATE TABLE view_2 AS SELECT * EXCLUDE (analyst_id, firm_id) FROM view;
DROP TABLE view;
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
    evidence_end INTEGER NOT NULL
);

INSERT INTO view BY NAME SELECT * FROM view_2;
DROP TABLE view_2;

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

-- What comparing all articles found, because that takes long; `state` says of which articles, and others make it anew.
CREATE TABLE copies_known (
    state VARCHAR NOT NULL
);

CREATE TABLE copy_known (
    article_id VARCHAR NOT NULL,
    original_id VARCHAR NOT NULL
);
