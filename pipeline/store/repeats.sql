-- Claims of `asked` with a number up to $day, from old to new, that have their like within $days days: few of all.

WITH claim AS (
    SELECT
        view_id, published_date, holder, symbol, horizon_key, proxy, target_point, source_file, evidence_start,
        hash(holder, symbol, horizon_key, proxy, target_point) AS likeness
    FROM asked
    ANTI JOIN copied_article USING (article_id)
    WHERE published_date <= $day AND target_point IS NOT NULL
),
again AS (  -- most numbers are printed once, and need not be put in order
    SELECT likeness FROM claim GROUP BY likeness HAVING count(*) > 1
)
SELECT view_id, published_date, holder, symbol, horizon_key, proxy, target_point
FROM claim
SEMI JOIN again USING (likeness)
WINDOW same_claim AS (
    PARTITION BY holder, symbol, horizon_key, proxy, target_point
    ORDER BY published_date, source_file, evidence_start, view_id
)
QUALIFY least(
    published_date - lag(published_date) OVER same_claim,
    lead(published_date) OVER same_claim - published_date
) <= $days
ORDER BY published_date, source_file, evidence_start, view_id;
