-- Section five says something. One that is not there has no length: that is FM01's.
WITH five AS (
    SELECT report_id, max(length(regexp_replace(text, '\s', '', 'g'))) AS length FROM core.section WHERE number = '5' GROUP BY report_id
)
SELECT r.report_id, '' AS instance, f.length AS left_value, 10 AS right_value,
       CASE WHEN f.length IS NULL THEN 'unknown' WHEN f.length < 10 THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN f.length IS NULL THEN 'no section five' ELSE '' END AS reason
FROM checked_report r LEFT JOIN five f USING (report_id);
