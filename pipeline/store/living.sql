-- What each view of `asked` is worth on the day $as_of, and those that somebody rejected, which are not in `asked`.
-- Needs the temporary tables copied_article and repeated_claim.
-- $explicit: somebody asked for that day, so undated articles are not known on it.
-- A view is replaced by its holder's next one for the same index and horizon; one on a proxy replaces only its like.
-- From old to new: undated views are the oldest, and of one day a number is newer than none.

CREATE OR REPLACE TEMP TABLE living AS
WITH succession AS (
    SELECT
        view_id,
        CASE WHEN proxy THEN lead(view_id) OVER any_wording ELSE lead(view_id) OVER same_wording END AS superseded_by
    FROM asked
    ANTI JOIN copied_article USING (article_id)
    ANTI JOIN repeated_claim USING (view_id)
    WHERE published_date <= $as_of
    WINDOW
        any_wording AS (
            PARTITION BY holder, symbol, horizon_key
            ORDER BY published_date, target_point IS NOT NULL, source_file, evidence_start, view_id
        ),
        same_wording AS (
            PARTITION BY holder, symbol, horizon_key, proxy
            ORDER BY published_date, target_point IS NOT NULL, source_file, evidence_start, view_id
        )
),
twin AS (  -- the same view in the article that was copied
    SELECT copy.view_id, arg_min(
        original.view_id, (original.target_point IS NOT NULL, original.evidence_start, original.view_id)
    ) AS twin_id
    FROM asked AS copy
    JOIN copied_article USING (article_id)
    JOIN asked AS original
        ON original.article_id = original_id
        AND original.holder = copy.holder
        AND original.symbol = copy.symbol
        AND original.horizon_key = copy.horizon_key
    GROUP BY copy.view_id
)
SELECT
    view_id,
    coalesce(published_date <= $as_of, NOT $explicit) AS known,
    CASE
        WHEN original_id IS NOT NULL OR original_view_id IS NOT NULL THEN 'duplicate'
        WHEN superseded_by IS NOT NULL THEN 'superseded'
        WHEN last_day < $as_of THEN 'expired'
        WHEN changes <> '' THEN 'corrected'
        ELSE 'active'
    END AS status,
    coalesce(twin_id, original_id, original_view_id) AS duplicate_of,
    superseded_by
FROM asked
LEFT JOIN copied_article USING (article_id)
LEFT JOIN repeated_claim USING (view_id)
LEFT JOIN succession USING (view_id)
LEFT JOIN twin USING (view_id)
LEFT JOIN amended_view USING (view_id)
UNION ALL
SELECT view_id, FALSE, 'rejected', NULL, NULL FROM rejected_view;
