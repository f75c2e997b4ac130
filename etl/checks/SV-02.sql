-- A satisfaction rate without the number of ratings behind it.
SELECT report_id, '' AS instance, w.stated_satisfaction_rate * 100 AS left_value, w.stated_evaluations_received AS right_value,
       ['stated_satisfaction_rate'] AS cells, CASE WHEN right_value IS NULL THEN 'fail' ELSE 'pass' END AS result, '' AS reason
FROM checked_report JOIN core.report_wide w USING (report_id) WHERE w.stated_satisfaction_rate IS NOT NULL;
