-- The verbs with which each outlet reports speech
-- :limit = 5  verbs an outlet
-- :min_confidence = doubtful  certain, likely or doubtful: the least that counts
WITH counted AS (
  SELECT outlet,
         verb,
         COUNT(*) AS statements,
         ROUND(100.0 * COUNT(*) / SUM(COUNT(*)) OVER (PARTITION BY outlet), 1) AS percent,
         ROW_NUMBER() OVER (PARTITION BY outlet ORDER BY COUNT(*) DESC, verb) AS place
    FROM said
   WHERE INSTR('doubtful likely certain', confidence) >= INSTR('doubtful likely certain', :min_confidence)
   GROUP BY outlet, verb
)
SELECT outlet, place, verb, statements, percent
  FROM counted
 WHERE place <= :limit
 ORDER BY outlet, place
