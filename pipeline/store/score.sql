-- The views whose period was over on the day $as_of, with the closes of their first and last day.
-- Needs the temporary tables of `gather_views` with everything, and close_known. $reach: how many days old a close may be.
WITH judged AS (
    SELECT
        *,
        CASE
            WHEN horizon_date IS NOT NULL THEN horizon_date
            WHEN rolling_months(horizon) IS NOT NULL
                THEN CAST(published_date + to_months(rolling_months(horizon)) AS DATE)
            ELSE published_date + CAST(getvariable('stale_days') AS INTEGER)
        END AS end_date
    FROM asked
    ANTI JOIN copied_article USING (article_id)
    ANTI JOIN repeated_claim USING (view_id)
    WHERE NOT proxy AND published_date IS NOT NULL AND symbol NOT IN ('', 'OTHER')
),
last_word AS (  -- who speaks every day is not counted every day
    SELECT *
    FROM judged
    WHERE end_date > published_date AND end_date <= $as_of
    QUALIFY row_number() OVER (
        PARTITION BY holder, symbol, horizon_key, date_trunc('month', published_date)
        ORDER BY published_date DESC, target_point IS NOT NULL DESC, source_file DESC, evidence_start DESC, view_id
    ) = 1
),
begun AS (
    SELECT last_word.*, close AS start_close
    FROM last_word
    ASOF JOIN close_known ON last_word.symbol = close_known.symbol AND published_date >= day
    WHERE published_date - day <= $reach
)
SELECT
    analyst_id, analyst_name, voting_firm, voter_name, stance, published_date,
    sign(close - start_close) AS direction,
    CASE WHEN horizon_date IS NOT NULL OR rolling_months(horizon) IS NOT NULL THEN target_point / close - 1 END AS error
FROM begun
JOIN (SELECT view_id, analyst_name FROM said_view) USING (view_id)
ASOF JOIN close_known ON begun.symbol = close_known.symbol AND end_date >= day
WHERE end_date - day <= $reach
ORDER BY published_date, view_id;
