-- Section five says something.
WITH five AS (
    SELECT report_id, max(length(regexp_replace(text, '\s', '', 'g'))) FILTER (number = '5') AS length, count(*) AS sections
    FROM core.section GROUP BY report_id
)
SELECT r.report_id, '' AS instance, coalesce(f.length, 0) AS left_value, 10 AS right_value,
       CASE WHEN f.sections IS NULL THEN 'unknown' WHEN coalesce(f.length, 0) < 10 THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN f.sections IS NULL THEN 'no text loaded' ELSE '' END AS reason
FROM checked_report r LEFT JOIN five f USING (report_id);
