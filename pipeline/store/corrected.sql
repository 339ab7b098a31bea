-- Views and levels where some are corrected: the rows of `corrected_view` and `corrected_level` stand in for the stored
-- ones. Without corrections reading.sql shows the tables themselves, which is faster.

CREATE OR REPLACE TEMP VIEW said_view AS
SELECT * FROM view ANTI JOIN corrected_view USING (view_id)
UNION ALL BY NAME
SELECT * FROM corrected_view;

CREATE OR REPLACE TEMP VIEW said_level AS
SELECT * FROM level ANTI JOIN corrected_view USING (view_id)
UNION ALL BY NAME
SELECT * FROM corrected_level;
