-- The consensus: one row per index and period on the day $as_of. Needs the temporary tables of living.sql.
-- A firm votes once, with the newest of its living views; an analyst without a firm votes as himself.

WITH heard AS (
    SELECT *
    FROM asked
    JOIN living USING (view_id)
    WHERE known AND symbol NOT IN ('', 'OTHER') AND (NOT proxy OR $include_proxies)
),
vote AS (
    SELECT *
    FROM heard
    WHERE status IN ('active', 'corrected')
    QUALIFY row_number() OVER (
        PARTITION BY symbol, period, voter
        ORDER BY proxy, coalesce(published_date, DATE '0001-01-01') DESC, target_point IS NOT NULL DESC,
            source_file DESC, evidence_start DESC, view_id DESC
    ) = 1
),
tally AS (
    SELECT
        symbol,
        period,
        count(*) AS number_of_views,
        count(DISTINCT nullif(analyst_id, '')) AS number_of_analysts,
        count(DISTINCT nullif(voting_firm, '')) AS number_of_firms,
        count(*) FILTER (stance = 'bullish') AS bullish,
        count(*) FILTER (stance = 'neutral') AS neutral,
        count(*) FILTER (stance = 'bearish') AS bearish,
        count(target_point) AS number_of_targets,
        avg(target_point ORDER BY target_point) AS target_consensus,  -- sorted, so that the last digits are the same
        median(target_point) AS target_median,
        max(target_point) AS target_high,
        min(target_point) AS target_low,
        stddev_samp(target_point ORDER BY target_point) AS target_std,
        (list(voter_name ORDER BY target_point DESC, voter_name) FILTER (target_point IS NOT NULL))[1] AS high_firm,
        (list(voter_name ORDER BY target_point, voter_name) FILTER (target_point IS NOT NULL))[1] AS low_firm,
        max(published_date) AS newest_view,
        min(published_date) AS oldest_view
    FROM vote
    GROUP BY symbol, period
),
movement AS (  -- a raise counts although a newer view that repeats the target has taken its place
    SELECT
        symbol,
        period,
        count(DISTINCT voter) FILTER (
            action_change = 'Raises' AND status <> 'duplicate' AND published_date >= CAST($as_of AS DATE) - 30
        ) AS raised,
        count(DISTINCT voter) FILTER (
            action_change = 'Lowers' AND status <> 'duplicate' AND published_date >= CAST($as_of AS DATE) - 30
        ) AS lowered,
        count(*) FILTER (status = 'superseded') AS superseded_excluded,
        count(*) FILTER (status = 'duplicate') AS duplicates_excluded
    FROM heard
    GROUP BY symbol, period
),
seen AS (  -- where the index stood last; of one article the first level, and no copy of an old article
    SELECT symbol, value AS level, published_date AS day, 'article ' || source_file AS source
    FROM level
    JOIN article USING (article_id)
    ANTI JOIN copied_article USING (article_id)
    WHERE kind = 'observed' AND coalesce(published_date <= $as_of, NOT $explicit)
    QUALIFY row_number() OVER (
        PARTITION BY symbol ORDER BY published_date DESC NULLS LAST, source_file, value_start, value
    ) = 1
),
closed AS (
    SELECT symbol, arg_max(close, day) AS level, max(day) AS day, arg_max(source, day) AS source
    FROM close_known
    WHERE day <= $as_of
    GROUP BY symbol
),
reference AS (
    SELECT symbol, level AS reference_level, day AS reference_date, source AS reference_source FROM closed
    UNION ALL
    SELECT * FROM seen ANTI JOIN closed USING (symbol)
),
printed AS (  -- the newest printed figure of each kind
    SELECT
        symbol,
        period,
        any_value(value) FILTER (statistic = 'mean') AS stated_mean,
        any_value(value) FILTER (statistic = 'median') AS stated_median
    FROM stated_row
    WHERE newest AND statistic IN ('mean', 'median')
    GROUP BY symbol, period
)
SELECT
    CAST($as_of AS DATE) AS as_of,
    symbol,
    coalesce(index_name, '') AS index_name,
    period AS horizon,
    number_of_views,
    number_of_analysts,
    number_of_firms,
    bullish,
    neutral,
    bearish,
    round((bullish - bearish) / number_of_views, 4) AS net_stance,
    number_of_targets,
    round(target_consensus, 4) AS target_consensus,
    round(target_median, 4) AS target_median,
    round(target_high, 4) AS target_high,
    round(target_low, 4) AS target_low,
    round(target_std, 4) AS target_std,
    coalesce(high_firm, '') AS high_firm,
    coalesce(low_firm, '') AS low_firm,
    reference_level,
    reference_date,
    coalesce(reference_source, '') AS reference_source,
    round(target_median / reference_level - 1, 4) AS target_upside,
    raised,
    lowered,
    stated_mean,
    stated_median,
    newest_view,
    oldest_view,
    superseded_excluded,
    duplicates_excluded,
    CAST($include_proxies AS BOOLEAN) AS proxies_included,
    number_of_firms < 3 AS few_firms
FROM tally
JOIN movement USING (symbol, period)
LEFT JOIN reference USING (symbol)
LEFT JOIN printed USING (symbol, period)
LEFT JOIN known_index USING (symbol)
ORDER BY symbol, horizon;
