-- The views that lines of corrections may mean, by view_id, or where that is gone by evidence.
-- `column` is the one or the other.

SELECT view.*, source_file, published_date, text
FROM view
JOIN article USING (article_id)
WHERE view.{column} IN (SELECT unnest($values::VARCHAR[]))
ORDER BY view_id;
