-- The views that count on the day $as_of or stand in the way of others, each with what decides that: table `asked`.
-- $since: the first day that is asked for, periods that ended before are left out; $everything: nothing is, but what
-- somebody rejected. $explicit: somebody asked for the day, so undated articles are not known on it.
--   target_point  the number that counts in the consensus: the target, or the middle of a range
--   holder        the analyst, or the firm where nobody is named
--   voter         the firm; of an analyst who is printed without one his last; himself where none is known
CREATE OR REPLACE TEMP TABLE asked AS
WITH chosen AS (
    SELECT
        view_id, article_id, symbol, analyst_id, firm_id, analyst_name, analyst_firm, stance, action_change, proxy,
        horizon, end_of(horizon, horizon_date) AS horizon_date, day_of(effective_date, published_date) AS published_date,
        source_file, evidence_start
    FROM said_view
    ANTI JOIN rejected_view USING (view_id)
    JOIN article USING (article_id)
    JOIN named USING (analyst_name, analyst_firm)
    WHERE $everything
        OR (
            coalesce(day_of(effective_date, published_date) <= $as_of, NOT $explicit)
            AND coalesce(end_of(horizon, horizon_date) >= $since, TRUE)
            AND symbol NOT IN ('', 'OTHER')
        )
),
point AS (  -- where a kind has several, the first in the text
    SELECT
        view_id,
        coalesce(
            arg_min(value, (value_start, value)) FILTER (kind = 'target'),
            (
                arg_min(value, (value_start, value)) FILTER (kind = 'range_low')
                + arg_min(value, (value_start, value)) FILTER (kind = 'range_high')
            ) / 2
        ) AS target_point
    FROM said_level
    SEMI JOIN chosen USING (view_id)
    WHERE kind IN ('target', 'range_low', 'range_high')
    GROUP BY view_id
),
affiliation AS (  -- on each day, the firm that an analyst was last printed with; of one day the first by name
    SELECT analyst_id, published_date AS since, min((firm_id, analyst_firm)) AS house
    FROM said_view
    ANTI JOIN rejected_view USING (view_id)
    JOIN article USING (article_id)
    JOIN named USING (analyst_name, analyst_firm)
    WHERE analyst_id <> '' AND firm_id <> '' AND published_date IS NOT NULL
        AND analyst_id IN (SELECT analyst_id FROM chosen WHERE firm_id = '')
    GROUP BY ALL
),
homeless AS (
    SELECT view_id, house
    FROM (SELECT * FROM chosen WHERE firm_id = '') AS chosen
    ASOF JOIN affiliation ON chosen.analyst_id = affiliation.analyst_id AND published_date >= since
)
SELECT
    * EXCLUDE (house, analyst_name, analyst_firm),
    coalesce(nullif(analyst_id, ''), firm_id) AS holder,
    coalesce(nullif(firm_id, ''), house[1], '') AS voting_firm,
    coalesce(nullif(voting_firm, ''), analyst_id) AS voter,
    coalesce(nullif(analyst_firm, ''), house[2], analyst_name) AS voter_name,
    horizon_key(horizon, horizon_date) AS horizon_key,
    horizon_period(horizon, horizon_date) AS period,
    last_day(published_date, horizon, horizon_date) AS last_day
FROM chosen
LEFT JOIN point USING (view_id)
LEFT JOIN homeless USING (view_id);
