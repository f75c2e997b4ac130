-- Ratings are of cases handled: no more of them than of cases.
WITH beside AS (
    SELECT DISTINCT e.report_id FROM usable_figure e JOIN usable_figure c ON c.report_id = e.report_id AND c.evidence = e.evidence
    WHERE e.metric = 'evaluations_received' AND c.metric = 'cases_completed'
)
SELECT r.report_id, '' AS instance, w.stated_evaluations_received AS left_value, w.stated_cases_completed AS right_value,
       ['stated_evaluations_received', 'stated_cases_completed'] AS cells,
       CASE WHEN right_value IS NULL OR inexact AND left_value <= 2 * right_value AND left_value >= 0.5 * right_value THEN 'unknown'
            WHEN left_value > right_value THEN CASE WHEN b.report_id IS NULL THEN 'unknown' ELSE 'fail' END ELSE 'pass' END AS result,
       CASE WHEN right_value IS NULL THEN 'cases handled are not stated' WHEN result = 'unknown' AND b.report_id IS NULL THEN 'the figures stand in different sentences'
            WHEN result = 'unknown' THEN 'an operand is a bound' ELSE '' END AS reason
FROM checked_report r JOIN core.report_wide w USING (report_id)
LEFT JOIN (SELECT report_id, NOT bool_and(is_exact) AS inexact FROM core.stated_value
           WHERE metric IN ('evaluations_received', 'cases_completed') GROUP BY report_id) i USING (report_id)
LEFT JOIN beside b USING (report_id)
WHERE w.stated_evaluations_received IS NOT NULL;
