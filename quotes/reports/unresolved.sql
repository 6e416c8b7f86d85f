-- Statements whose speaker could not be told, and why
-- :limit = 50  how many to list
SELECT id, date, outlet, how, why, verb, words
  FROM said
 WHERE speaker IS NULL
 ORDER BY date DESC, article, content_start
 LIMIT :limit
