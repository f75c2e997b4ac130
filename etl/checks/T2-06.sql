-- No coercive measure beside more than 5,000 penalties; no permit at a permit authority.
SELECT report_id, 'coercive_measures' AS instance, w.coercive_measures_decisions AS left_value, w.penalties_decisions AS right_value,
       ['coercive_measures_decisions', 'penalties_decisions'] AS cells,
       CASE WHEN right_value <= 5000 OR left_value > 0 THEN 'pass' WHEN left_value IS NULL OR right_value IS NULL THEN 'unknown' ELSE 'fail' END AS result,
       CASE WHEN result = 'unknown' THEN 'not a number' ELSE '' END AS reason, placed('disclosure', 'coercive_measures') AS said
FROM checked_report JOIN core.report_wide w USING (report_id)
UNION ALL
SELECT report_id, 'permits', w.permits_decisions, 0, ['permits_decisions'],
       CASE WHEN w.permits_decisions IS NULL THEN 'unknown' WHEN w.permits_decisions = 0 THEN 'fail' ELSE 'pass' END,
       CASE WHEN w.permits_decisions IS NULL THEN 'not a number' ELSE '' END, placed('disclosure', 'permits')
FROM checked_report r JOIN core.report_wide w USING (report_id) WHERE regexp_matches(r.agency, '行政审批局|行政审批服务');
