-- Every view known by the day $as_of with all that a page shows of it. Needs the tables of judge_views(everything).
-- What was published later is left out; undated and rejected views are in. $context: characters around the evidence.
-- `votes`: it is its firm's vote in the consensus of its index and period, chosen as consensus.sql does.
WITH vote AS (
    SELECT view_id
    FROM asked
    JOIN living USING (view_id)
    WHERE known AND status IN ('active', 'corrected') AND symbol NOT IN ('', 'OTHER')
        AND (NOT proxy OR $include_proxies)
    QUALIFY row_number() OVER (
        PARTITION BY symbol, period, voter
        ORDER BY proxy, coalesce(published_date, DATE '0001-01-01') DESC, target_point IS NOT NULL DESC,
            source_file DESC, evidence_start DESC, view_id DESC
    ) = 1
)
SELECT
    view_row.view_id, view_row.symbol, coalesce(index_name, view_row.symbol) AS index_name,
    view_row.analyst_name, view_row.analyst_role, view_row.analyst_firm, view_row.co_analysts,
    coalesce(asked.voter, '') AS voter, coalesce(asked.voter_name, '') AS voter_name,
    view_row.stance, view_row.horizon, horizon_period(view_row.horizon, view_row.horizon_date) AS period,
    view_row.proxy, view_row.condition, view_row.action_change, round(view_row.upside_stated, 6) AS upside_stated,
    view_row.confidence, price_target, target_low, target_high, bull_case, bear_case, price_target_previous,
    support, resistance, trigger, asked.target_point, vote.view_id IS NOT NULL AS votes,
    living.status, coalesce(reason_row.status_reason, '') AS status_reason, coalesce(living.duplicate_of, '') AS duplicate_of,
    coalesce(living.superseded_by, '') AS superseded_by, living.known, view_row.published_date,
    view_row.article_id, view_row.title, view_row.publisher, view_row.url, view_row.source_file, view_row.truncated,
    view_row.evidence_start, view_row.evidence_end,
    greatest(view_row.evidence_start - $context, 0) AS context_start,
    substring(
        article.text,
        greatest(view_row.evidence_start - $context, 0) + 1,
        view_row.evidence_end + $context - greatest(view_row.evidence_start - $context, 0)
    ) AS context,
    length(article.text) AS text_length
FROM view_row
JOIN article USING (article_id)
JOIN living USING (view_id)
LEFT JOIN asked USING (view_id)
LEFT JOIN vote USING (view_id)
LEFT JOIN reason_row USING (view_id)
LEFT JOIN known_index ON known_index.symbol = view_row.symbol
WHERE coalesce(view_row.published_date <= CAST($as_of AS DATE), TRUE)
ORDER BY view_row.published_date DESC NULLS LAST, view_row.source_file, view_row.evidence_start, view_row.symbol,
    view_row.analyst_name, view_row.view_id;
