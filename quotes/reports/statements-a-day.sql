-- How many statements each day brought, by kind
-- :since = 0000-01-01  from this day on
-- :until = 9999-12-31  up to this day
SELECT date,
       COUNT(DISTINCT article) AS articles,
       COUNT(*) AS statements,
       COUNT(*) FILTER (WHERE kind = 'direct') AS direct,
       COUNT(*) FILTER (WHERE kind = 'mixed') AS mixed,
       COUNT(*) FILTER (WHERE kind = 'indirect') AS indirect
  FROM said
 WHERE date BETWEEN :since AND :until
 GROUP BY date
 ORDER BY date
