-- The persons and organizations with the most statements
-- :limit = 20  how many to list
-- :since = 0000-01-01  from this day on
-- :min_confidence = doubtful  certain, likely or doubtful: the least that counts
SELECT speaker,
       type,
       COUNT(*) AS statements,
       COUNT(DISTINCT article) AS articles,
       COUNT(DISTINCT outlet) AS outlets
  FROM said
 WHERE slug IS NOT NULL
   AND COALESCE(date, '0000-01-01') >= :since
   AND INSTR('doubtful likely certain', confidence) >= INSTR('doubtful likely certain', :min_confidence)
   AND COALESCE(polarity, '') NOT IN ('declined', 'unspoken')
 GROUP BY slug
 ORDER BY statements DESC, speaker
 LIMIT :limit
