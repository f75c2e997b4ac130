-- More than a quarter of what was received is carried out, from 30 received on (answers are due within 20 + 20 working days).
SELECT report_id, '' AS instance, w.requests_carried_out AS left_value, w.requests_received AS right_value,
       ['requests_carried_out', 'requests_received'] AS cells,
       CASE WHEN left_value IS NULL OR right_value IS NULL THEN 'unknown'
            WHEN right_value >= 30 AND left_value > 0.25 * right_value THEN 'fail' ELSE 'pass' END AS result,
       CASE WHEN result = 'unknown' THEN 'not a number' ELSE '' END AS reason
FROM checked_report JOIN core.report_wide w USING (report_id);
