-- How many statements each day brought, by kind
-- :since = 0000-01-01  from this day on
-- :until = 9999-12-31  up to this day
-- :min_confidence = doubtful  certain, likely or doubtful: the least that counts
SELECT date,
       COUNT(DISTINCT article) AS articles,
       COUNT(*) AS statements,
       COUNT(*) FILTER (WHERE kind = 'direct') AS direct,
       COUNT(*) FILTER (WHERE kind = 'mixed') AS mixed,
       COUNT(*) FILTER (WHERE kind = 'indirect') AS indirect
  FROM said
 WHERE date BETWEEN :since AND :until
   AND INSTR('doubtful likely certain', confidence) >= INSTR('doubtful likely certain', :min_confidence)
 GROUP BY date
 ORDER BY date
