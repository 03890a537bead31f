-- Which concepts were MENTIONED and never taken up again?
SELECT term, path, line FROM concepts AS first
WHERE depth = 'MENTIONED' AND NOT EXISTS (
  SELECT 1 FROM concepts AS later
  WHERE later.term = first.term COLLATE NOCASE AND later.id <> first.id
    AND later.lesson > first.lesson)
ORDER BY path, line;

-- What did lesson 7.4.3 lean on?
SELECT DISTINCT source.number, source.slug, claims.sentence FROM claims
JOIN lessons ON lessons.id = claims.lesson
JOIN lessons AS source ON source.id = claims.target
WHERE lessons.number = '7.4.3' AND source.place < lessons.place
ORDER BY source.place;

-- Which reviews left findings open?
SELECT lessons.number, lessons.slug, last.iteration, last.critical, last.improvement, last.polish
FROM lessons JOIN review_iterations AS last ON last.lesson = lessons.id
WHERE last.iteration = (SELECT max(iteration) FROM review_iterations WHERE lesson = lessons.id)
  AND (coalesce(last.critical, 0) + coalesce(last.improvement, 0) + coalesce(last.polish, 0) > 0
       OR lessons.review_outcome <> 'pass')
ORDER BY lessons.place;
