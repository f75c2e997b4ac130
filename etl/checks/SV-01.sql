-- Satisfaction of 100 % over a thousand ratings or more.
SELECT report_id, '' AS instance, w.stated_satisfaction_rate * 100 AS left_value, w.stated_evaluations_received AS right_value,
       ['stated_satisfaction_rate', 'stated_evaluations_received'] AS cells,
       CASE WHEN left_value >= 100 AND right_value >= 1000 THEN 'fail' WHEN left_value >= 100 AND right_value IS NULL THEN 'unknown' ELSE 'pass' END AS result,
       CASE WHEN result = 'unknown' THEN 'number of ratings not stated' ELSE '' END AS reason
FROM checked_report JOIN core.report_wide w USING (report_id) WHERE w.stated_satisfaction_rate IS NOT NULL;
