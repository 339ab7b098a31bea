-- Who changed his mind after $since, up to $as_of: each vote of a day beside the voter's vote before it.
-- Needs the temporary tables of `gather_views`. $include_proxies: views on groups of stocks too.
WITH vote AS (  -- one a voter and day, as in the consensus
    SELECT *
    FROM asked
    ANTI JOIN copied_article USING (article_id)
    ANTI JOIN repeated_claim USING (view_id)
    WHERE published_date <= $as_of AND symbol NOT IN ('', 'OTHER') AND (NOT proxy OR $include_proxies)
    QUALIFY row_number() OVER (
        PARTITION BY symbol, period, voter, published_date
        ORDER BY proxy, target_point IS NOT NULL DESC, source_file DESC, evidence_start DESC, view_id DESC
    ) = 1
),
beside AS (
    SELECT
        *,
        lag(view_id) OVER before AS before_id,
        lag(stance) OVER before AS old_stance,
        last_value(CASE WHEN target_point IS NOT NULL THEN view_id END IGNORE NULLS) OVER earlier AS targeted_id,
        last_value(target_point IGNORE NULLS) OVER earlier AS stored_target
    FROM vote
    WINDOW
        before AS (PARTITION BY symbol, period, voter ORDER BY published_date),
        earlier AS (
            PARTITION BY symbol, period, voter ORDER BY published_date ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        )
),
told AS (  -- "raises its target to 7,500 from 7,000" tells the old one where the store does not know it
    SELECT view_id, arg_min(value, (value_start, value)) AS told_target
    FROM said_level
    WHERE kind = 'prior_target' AND view_id IN (SELECT view_id FROM beside WHERE published_date > $since)
    GROUP BY view_id
),
compared AS (
    SELECT
        *,
        coalesce(stored_target, told_target) AS old_target,
        concat_ws(
            ', ',
            CASE WHEN before_id IS NULL AND old_target IS NULL THEN 'first' END,
            CASE WHEN stance <> old_stance THEN 'turned' END,
            CASE WHEN target_point > old_target THEN 'raised' WHEN target_point < old_target THEN 'cut' END
        ) AS change,
        CASE
            WHEN target_point <> stored_target THEN targeted_id
            WHEN target_point <> told_target THEN view_id
            ELSE before_id
        END AS old_id
    FROM beside
    LEFT JOIN told USING (view_id)
    WHERE published_date > $since
)
SELECT
    compared.published_date,
    compared.symbol,
    coalesce(index_name, '') AS index_name,
    compared.period AS horizon,
    compared.voter_name AS firm,
    new.analyst_name,
    change,
    old_target,
    compared.target_point AS new_target,
    round(compared.target_point / old_target - 1, 4) AS target_change,
    coalesce(old_stance, '') AS old_stance,
    compared.stance AS new_stance,
    CASE WHEN old_id <> compared.view_id THEN former.published_date END AS old_date,
    coalesce(old.evidence, '') AS old_evidence,
    new.evidence AS new_evidence,
    coalesce(former.source_file, '') AS old_source_file,
    compared.source_file AS new_source_file,
    compared.view_id
FROM compared
JOIN said_view AS new ON new.view_id = compared.view_id
LEFT JOIN asked AS former ON former.view_id = old_id
LEFT JOIN said_view AS old ON old.view_id = old_id
LEFT JOIN known_index ON known_index.symbol = compared.symbol
WHERE change <> '' AND (change <> 'first' OR $include_first)
ORDER BY compared.published_date DESC, compared.symbol, horizon, firm, compared.view_id;
