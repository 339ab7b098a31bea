-- The consensus that articles print, up to the day $as_of: table `stated_row`; `newest` marks the last of each kind.
-- $explicit: somebody asked for that day, so undated articles are not known on it.
CREATE OR REPLACE TEMP TABLE stated_row AS
SELECT
    stated.symbol,
    horizon_period(horizon, end_of(horizon, horizon_date)) AS period,
    statistic,
    value,
    published_date,
    source_file,
    evidence,
    row_number() OVER (
        PARTITION BY stated.symbol, period, statistic
        ORDER BY published_date DESC NULLS LAST, source_file, evidence_start, value_start
    ) = 1 AS newest
FROM stated
JOIN article USING (article_id)
ANTI JOIN copied_article USING (article_id)
WHERE coalesce(published_date <= $as_of, NOT $explicit);
