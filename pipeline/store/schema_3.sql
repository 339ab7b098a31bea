-- From schema version 2 to 3: the day that the text gives for a view, "(as of Nov. 26)", where it is not the article's.

ALTER TABLE view ADD COLUMN effective_date DATE;
