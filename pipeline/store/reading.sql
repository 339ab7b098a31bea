-- How the tables are read: views and macros, made anew whenever a store is opened.

-- "6m" -> 6; NULL for any other horizon.
CREATE OR REPLACE MACRO rolling_months(horizon) AS
    TRY_CAST(regexp_extract(horizon, '^([0-9]{1,3})m$', 1) AS INTEGER);

-- What a newer view must agree in to replace an older one: "2025-12-31", "12m", "short-term", "".
CREATE OR REPLACE MACRO horizon_key(horizon, horizon_date) AS
    CASE WHEN rolling_months(horizon) IS NULL AND horizon_date IS NOT NULL THEN CAST(horizon_date AS VARCHAR)
         ELSE horizon END;

-- The row of the consensus: the end date of the period, "12m" (rolling), or "open-ended".
CREATE OR REPLACE MACRO horizon_period(horizon, horizon_date) AS
    CASE WHEN rolling_months(horizon) IS NOT NULL THEN horizon
         WHEN horizon_date IS NOT NULL THEN CAST(horizon_date AS VARCHAR)
         ELSE 'open-ended' END;

-- The last day a view counts: the end of its period; N months for Nm; but 100 days where it names no end or 12m.
CREATE OR REPLACE MACRO last_day(published_date, horizon, horizon_date) AS
    CASE WHEN horizon_date IS NOT NULL THEN horizon_date
         WHEN rolling_months(horizon) <> 12
             THEN CAST(published_date + to_months(rolling_months(horizon)) AS DATE)
         ELSE published_date + 100 END;

-- The numbers of a view side by side; where a kind has several, a single column takes the first in the text.
CREATE OR REPLACE VIEW view_levels AS
WITH listed AS (
    SELECT view_id, kind, list(value ORDER BY value_start, value) AS numbers
    FROM level
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

-- A view with its numbers and its article.
--   target_point  the number that counts in the consensus: the target, or the middle of a range
--   holder        the analyst, or the firm where nobody is named;  voter: the firm, or the analyst without one
--   recency       orders views from old to new; undated ones are the oldest, and of one day a number is newer than none
CREATE OR REPLACE VIEW view_row AS
WITH joined AS (
    SELECT
        view.* REPLACE (coalesce(horizon_date, TRY_CAST(horizon AS DATE)) AS horizon_date),
        view_levels.* EXCLUDE (view_id),
        article.* EXCLUDE (article_id, text, blocks, byline, notes, content_hash)
    FROM view
    JOIN article USING (article_id)
    LEFT JOIN view_levels USING (view_id)
)
SELECT
    *,
    coalesce(price_target, (target_low + target_high) / 2) AS target_point,
    coalesce(nullif(analyst_id, ''), firm_id) AS holder,
    coalesce(nullif(firm_id, ''), analyst_id) AS voter,
    horizon_key(horizon, horizon_date) AS horizon_key,
    horizon_period(horizon, horizon_date) AS period,
    last_day(published_date, horizon, horizon_date) AS last_day,
    row(coalesce(published_date, DATE '0001-01-01'), target_point IS NOT NULL, source_file, evidence_start, view_id)
        AS recency
FROM joined;
