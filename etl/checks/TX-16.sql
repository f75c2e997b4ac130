-- No fee for handling information in one place, an amount in section six (or elsewhere in the text).
WITH told AS (
    SELECT f.report_id, min(f.value) AS least_value, max(f.value) AS right_value, bool_or(f.section = '6') AS in_six, count(*) AS mentions,
           to_json(list({'metric': f.metric, 'value': f.value::DOUBLE, 'printed': f.evidence} ORDER BY f.value, f.evidence)) AS operands
    FROM usable_figure f WHERE f.metric = 'fees_charged' GROUP BY f.report_id
), six AS (SELECT DISTINCT report_id FROM core.section WHERE number = '6')
SELECT t.report_id, '' AS instance, t.least_value AS left_value, t.right_value, t.operands,
       CASE WHEN t.right_value > 0 THEN 'fail' WHEN s.report_id IS NULL THEN 'unknown' ELSE 'pass' END AS result,
       CASE WHEN t.right_value = 0 AND s.report_id IS NULL THEN 'no section six' ELSE '' END AS reason
FROM told t JOIN checked_report USING (report_id) LEFT JOIN six s USING (report_id)
WHERE t.least_value = 0;
