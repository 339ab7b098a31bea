-- The views that lines of corrections may mean, by their id, or where that is gone by their sentence ($sentences).

SELECT view.*, source_file, published_date, text
FROM view
JOIN article USING (article_id)
WHERE view_id IN (SELECT unnest($ids::VARCHAR[])) OR evidence IN (SELECT unnest($sentences::VARCHAR[]));
