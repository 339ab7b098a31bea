-- How the tables are read: macros, views and settings of a connection, made anew whenever a store is opened.

SET VARIABLE stale_days = 100;  -- how long a view without an end, or for the next 12 months, counts

-- The ids of all printed names, by today's tables; filled before views are read.
CREATE TEMP TABLE IF NOT EXISTS named (analyst_name VARCHAR, analyst_firm VARCHAR, analyst_id VARCHAR, firm_id VARCHAR);

-- What was corrected by hand, from a file of the user; empty without one. `changes` tells what an amended view was before,
-- '' where it was so already; whole rows stand in for those of the store.
CREATE TEMP TABLE IF NOT EXISTS amended_view (view_id VARCHAR, article_id VARCHAR, changes VARCHAR);
CREATE TEMP TABLE IF NOT EXISTS rejected_view (view_id VARCHAR, article_id VARCHAR, reason VARCHAR);
CREATE TEMP TABLE IF NOT EXISTS corrected_view AS FROM view LIMIT 0;
CREATE TEMP TABLE IF NOT EXISTS corrected_level AS FROM level LIMIT 0;

-- The views and levels as they are to be read. `corrected.sql` puts others in their place where there are corrections.
CREATE OR REPLACE TEMP VIEW said_view AS FROM view;
CREATE OR REPLACE TEMP VIEW said_level AS FROM level;

-- Where indices closed, from a file of the user; empty without one.
CREATE TEMP TABLE IF NOT EXISTS close_known (symbol VARCHAR, day DATE, close DOUBLE, source VARCHAR);

-- The day of a view: that which the text gives for it, "(as of Nov. 26)", else that of its article.
CREATE OR REPLACE TEMP MACRO day_of(effective_date, published_date) AS coalesce(effective_date, published_date);

-- "6m" -> 6; NULL for any other horizon.
CREATE OR REPLACE TEMP MACRO rolling_months(horizon) AS
    TRY_CAST(regexp_extract(horizon, '^([0-9]{1,3})m$', 1) AS INTEGER);

-- The day a horizon ends, where it is one.
CREATE OR REPLACE TEMP MACRO end_of(horizon, horizon_date) AS coalesce(horizon_date, TRY_CAST(horizon AS DATE));

-- What a newer view must agree in to replace an older one: "2025-12-31", "12m", "short-term", "".
CREATE OR REPLACE TEMP MACRO horizon_key(horizon, horizon_date) AS
    CASE WHEN rolling_months(horizon) IS NULL AND horizon_date IS NOT NULL THEN CAST(horizon_date AS VARCHAR)
         ELSE horizon END;

-- The row of the consensus: the end date of the period, "12m" (rolling), or "open-ended".
CREATE OR REPLACE TEMP MACRO horizon_period(horizon, horizon_date) AS
    CASE WHEN rolling_months(horizon) IS NOT NULL THEN horizon
         WHEN horizon_date IS NOT NULL THEN CAST(horizon_date AS VARCHAR)
         ELSE 'open-ended' END;

-- The last day a view counts: the end of its period; N months for Nm; but `stale_days` where it names no end or 12m.
CREATE OR REPLACE TEMP MACRO last_day(published_date, horizon, horizon_date) AS
    CASE WHEN horizon_date IS NOT NULL THEN horizon_date
         WHEN rolling_months(horizon) <> 12
             THEN CAST(published_date + to_months(rolling_months(horizon)) AS DATE)
         ELSE published_date + CAST(getvariable('stale_days') AS INTEGER) END;

-- The numbers of a view side by side; where a kind has several, a single column takes the first in the text.
CREATE OR REPLACE TEMP VIEW view_levels AS
WITH listed AS (
    SELECT view_id, kind, list(value ORDER BY value_start, value) AS numbers
    FROM said_level
    WHERE view_id IS NOT NULL
    GROUP BY view_id, kind
)
SELECT
    view_id,
    any_value(numbers[1]) FILTER (kind = 'target') AS price_target,
    any_value(numbers[1]) FILTER (kind = 'range_low') AS target_low,
    any_value(numbers[1]) FILTER (kind = 'range_high') AS target_high,
    any_value(numbers[1]) FILTER (kind = 'bull_case') AS bull_case,
    any_value(numbers[1]) FILTER (kind = 'bear_case') AS bear_case,
    any_value(numbers[1]) FILTER (kind = 'prior_target') AS price_target_previous,
    any_value(numbers) FILTER (kind = 'support') AS support,
    any_value(numbers) FILTER (kind = 'resistance') AS resistance,
    any_value(numbers) FILTER (kind = 'trigger') AS trigger
FROM listed
GROUP BY view_id;

-- A view with its numbers and its article, as exports show it.
CREATE OR REPLACE TEMP VIEW view_row AS
SELECT
    said_view.* EXCLUDE (effective_date) REPLACE (end_of(horizon, horizon_date) AS horizon_date),
    analyst_id,
    firm_id,
    view_levels.* EXCLUDE (view_id),
    article.* EXCLUDE (article_id, text, blocks, byline, notes, content_hash)
        REPLACE (day_of(effective_date, published_date) AS published_date)
FROM said_view
JOIN article USING (article_id)
JOIN named USING (analyst_name, analyst_firm)
LEFT JOIN view_levels USING (view_id);
