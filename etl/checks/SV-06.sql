-- Fewer than 5 % of the cases were rated: the ratings say little about the service.
SELECT report_id, '' AS instance, w.stated_evaluations_received AS left_value, w.stated_cases_completed AS right_value,
       ['stated_evaluations_received', 'stated_cases_completed'] AS cells,
       CASE WHEN coalesce(right_value, 0) <= 0 THEN 'unknown' WHEN left_value < 0.05 * right_value THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN result = 'unknown' THEN 'number of cases not stated' ELSE '' END AS reason
FROM checked_report JOIN core.report_wide w USING (report_id) WHERE w.stated_evaluations_received IS NOT NULL;
