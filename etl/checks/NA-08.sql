-- Ratings are of cases handled: no more of them than of cases.
SELECT r.report_id, '' AS instance, w.stated_evaluations_received AS left_value, w.stated_cases_completed AS right_value,
       ['stated_evaluations_received', 'stated_cases_completed'] AS cells,
       CASE WHEN right_value IS NULL OR inexact AND left_value <= 2 * right_value AND left_value >= 0.5 * right_value THEN 'unknown'
            WHEN left_value > right_value THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN right_value IS NULL THEN 'cases handled are not stated' WHEN result = 'unknown' THEN 'an operand is a bound' ELSE '' END AS reason
FROM checked_report r JOIN core.report_wide w USING (report_id)
LEFT JOIN (SELECT report_id, NOT bool_and(is_exact) AS inexact FROM core.stated_value
           WHERE metric IN ('evaluations_received', 'cases_completed') GROUP BY report_id) i USING (report_id)
WHERE w.stated_evaluations_received IS NOT NULL;
