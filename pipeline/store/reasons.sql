-- Why each view of `living` has its status on the day $as_of, and what was changed by hand: table `reason_row`.

CREATE OR REPLACE TEMP TABLE reason_row AS
SELECT
    view_id,
    concat_ws('; ', CASE
        WHEN original_id IS NOT NULL THEN 'the article copies ' || original_file
        WHEN original_view_id IS NOT NULL THEN 'the same target within 7 days of ' || claim_file
        WHEN superseded_by IS NOT NULL THEN 'newer view of ' || newer.published_date || ' in ' || newer.source_file
        WHEN last_day < $as_of AND (asked.horizon_date IS NOT NULL OR rolling_months(asked.horizon) <> 12)
            THEN 'its period ended ' || last_day
        WHEN last_day < $as_of THEN 'older than ' || getvariable('stale_days') || ' days'
        WHEN asked.published_date > $as_of THEN 'published after ' || $as_of || ', not counted'
        WHEN NOT known THEN 'undated, not counted as of ' || $as_of
    END, nullif(changes, '')) AS status_reason
FROM asked
JOIN living USING (view_id)
LEFT JOIN copied_article USING (article_id)
LEFT JOIN repeated_claim USING (view_id)
LEFT JOIN (SELECT view_id AS superseded_by, published_date, source_file FROM asked) AS newer USING (superseded_by)
LEFT JOIN amended_view USING (view_id)
UNION ALL
SELECT view_id, reason FROM rejected_view;
