-- The year in the title is the year reported on.
WITH titled AS (SELECT *, regexp_extract_all(coalesce(title, ''), '(20[0-9]{2})\s*年', 1) AS years FROM checked_report)
SELECT report_id, '' AS instance,
       CASE WHEN len(years) = 0 THEN 'unknown' WHEN list_contains(years, year::VARCHAR) THEN 'pass' ELSE 'fail' END AS result,
       CASE WHEN len(years) = 0 THEN 'no year in the title' ELSE '' END AS reason,
       MAP {'years': [told(y) FOR y IN years], 'year': [told(year)]} AS said
FROM titled;
