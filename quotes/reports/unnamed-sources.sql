-- What unnamed sources said, by outlet and by the words that stand for them
-- :limit = 50  how many to list
SELECT outlet,
       speaker AS source,
       COUNT(*) AS statements,
       COUNT(DISTINCT article) AS articles
  FROM said
 WHERE type = 'anonymous'
 GROUP BY outlet, source
 ORDER BY statements DESC, outlet, source
 LIMIT :limit
