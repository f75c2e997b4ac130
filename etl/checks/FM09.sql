-- The year in the title is the year reported on.
WITH titled AS (SELECT *, regexp_extract_all(coalesce(title, ''), '(20[0-9]{2})\s*年', 1) AS years FROM checked_report)
SELECT report_id, '' AS instance,
       CASE WHEN len(years) = 0 THEN 'unknown' WHEN list_contains(years, year::VARCHAR) THEN 'pass' ELSE 'fail' END AS result,
       CASE WHEN len(years) = 0 THEN 'no year in the title' ELSE '' END AS reason,
       concat('标题为', array_to_string(years, '、'), '年，报告年度为', year, '年') AS where_zh,
       concat('title ', array_to_string(years, ', '), ', report ', year) AS where_en
FROM titled;
