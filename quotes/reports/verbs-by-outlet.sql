-- The verbs with which each outlet reports speech
-- :limit = 5  verbs an outlet
WITH counted AS (
  SELECT outlet,
         verb,
         COUNT(*) AS statements,
         ROUND(100.0 * COUNT(*) / SUM(COUNT(*)) OVER (PARTITION BY outlet), 1) AS percent,
         ROW_NUMBER() OVER (PARTITION BY outlet ORDER BY COUNT(*) DESC, verb) AS place
    FROM said
   GROUP BY outlet, verb
)
SELECT outlet, place, verb, statements, percent
  FROM counted
 WHERE place <= :limit
 ORDER BY outlet, place
