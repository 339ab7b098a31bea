-- What each view is worth on the day $as_of. Needs the temporary tables copied_article and repeated_claim.
-- $explicit: somebody asked for that day, so undated articles are not known on it.
-- A view is replaced by its holder's next one for the same index and horizon; one on a proxy replaces only its like.

CREATE OR REPLACE TEMP TABLE living AS
WITH succession AS (
    SELECT
        view_id,
        CASE WHEN proxy THEN lead(self) OVER any_wording ELSE lead(self) OVER same_wording END AS newer
    FROM (SELECT *, {'id': view_id, 'day': published_date, 'file': source_file} AS self FROM view_row)
    ANTI JOIN copied_article USING (article_id)
    ANTI JOIN repeated_claim USING (view_id)
    WHERE published_date <= $as_of
    WINDOW
        any_wording AS (PARTITION BY holder, symbol, horizon_key ORDER BY recency),
        same_wording AS (PARTITION BY holder, symbol, horizon_key, proxy ORDER BY recency)
),
twin AS (  -- the same view in the article that was copied
    SELECT copy.view_id, arg_min(original.view_id, original.recency) AS twin_id
    FROM view_row AS copy
    JOIN copied_article USING (article_id)
    JOIN view_row AS original
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
        WHEN newer IS NOT NULL THEN 'superseded'
        WHEN last_day < $as_of THEN 'expired'
        ELSE 'active'
    END AS status,
    CASE
        WHEN original_id IS NOT NULL THEN 'the article copies ' || original_file
        WHEN original_view_id IS NOT NULL THEN 'the same target within 7 days of ' || claim_file
        WHEN newer IS NOT NULL THEN 'newer view of ' || newer.day || ' in ' || newer.file
        WHEN last_day < $as_of AND (horizon_date IS NOT NULL OR rolling_months(horizon) <> 12)
            THEN 'its period ended ' || last_day
        WHEN last_day < $as_of THEN 'older than 100 days'
        WHEN published_date > $as_of THEN 'published after ' || $as_of || ', not counted'
        WHEN NOT known THEN 'undated, not counted as of ' || $as_of
        ELSE ''
    END AS status_reason,
    coalesce(twin_id, original_id, original_view_id) AS duplicate_of,
    newer.id AS superseded_by
FROM view_row
LEFT JOIN copied_article USING (article_id)
LEFT JOIN repeated_claim USING (view_id)
LEFT JOIN succession USING (view_id)
LEFT JOIN twin USING (view_id);
