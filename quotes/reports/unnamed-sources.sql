-- What unnamed sources said, by outlet and by the words that stand for them
-- :limit = 50  how many to list
-- :min_confidence = doubtful  certain, likely or doubtful: the least that counts
SELECT outlet,
       speaker AS source,
       COUNT(*) AS statements,
       COUNT(DISTINCT article) AS articles
  FROM said
 WHERE type = 'anonymous'
   AND INSTR('doubtful likely certain', confidence) >= INSTR('doubtful likely certain', :min_confidence)
 GROUP BY outlet, source
 ORDER BY statements DESC, outlet, source
 LIMIT :limit
